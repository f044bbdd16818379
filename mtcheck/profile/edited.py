"""A profile with one value changed and everything else as it stands: `with_item`, `without_item`, `with_value` over the
text of a TOML file.

What comes out is read again and must say exactly what was meant; a file that is written in a way that cannot be changed
so raises ConfigError. tomlkit, which keeps the writing of a file, comes with `pip install mtcheck[watch]`.
"""

import tomllib
from collections.abc import Callable, MutableMapping
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from mtcheck.errors import ConfigError

Held = MutableMapping[str, Any]


def with_item(text: str, table: str, key: str, item: str) -> str:
    """The profile with an item more in a list. `table`: its name, "" for the top.

    The key and the table are added where they are not there.
    """

    def change(held: Held) -> None:
        if key in held:
            held[key].append(item)
        else:
            _put(held, key, [item])

    return _changed(text, table, key, change)


def without_item(text: str, table: str, key: str, item: str) -> str:
    """The profile with an item less in a list; as it is where the item is not there."""

    if item not in _table(parsed(text), table).get(key, ()):
        return text

    def change(held: Held) -> None:
        while item in held[key]:
            held[key].remove(item)

    return _changed(text, table, key, change)


def with_value(text: str, table: str, key: str, value: str | float) -> str:
    """The profile with another value, which may be new."""
    return _changed(text, table, key, lambda held: _put(held, key, value))


def parsed(text: str) -> dict[str, Any]:
    """The table of a profile's text. Raises ConfigError where it is not TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"The profile is not valid TOML: {error}.") from None


def _changed(text: str, table: str, key: str, change: Callable[[Held], None]) -> str:
    """Raises ConfigError where the change would say anything else than what is wanted."""
    newline = "\r\n" if text.count("\n") == text.count("\r\n") > 0 else "\n"
    meant, document = parsed(text), tomlkit.parse(text.replace(newline, "\n"))
    try:
        change(_table(meant, table))
        change(_table(document, table))
        made = tomlkit.dumps(document).replace("\n", newline)
        if tomllib.loads(made) == meant:
            return made
    except (TOMLKitError, ValueError, AttributeError):
        pass
    where = f"under [{table}]" if table else "at the top"
    raise ConfigError(f"The profile is written in a way that mtcheck cannot change; change “{key}” {where} yourself.")


def _table(values: Held, name: str) -> Held:
    """The table of a dotted name, made where it is not there."""
    parts = name.split(".") if name else []
    for number, part in enumerate(parts, 1):
        if part not in values:
            values[part] = {} if type(values) is dict else tomlkit.table(is_super_table=number < len(parts))
        values = values[part]
        if not isinstance(values, MutableMapping):
            raise ConfigError(f"The profile has something else than a table under “{part}”; change it yourself.")
    return values


def _put(held: Held, key: str, value: Any) -> None:
    """Sets a value; a new one stands behind the last of its table, before the comments of the next one."""
    inside = held.value if isinstance(held, Table) else held
    if key in held or not isinstance(inside, Container) or not inside.body:
        held[key] = value
        return
    named = [name for name, item in inside.body if name is not None and not isinstance(item, Table | AoT)]
    if named:
        inside._insert_after(named[-1], key, value)
    else:
        first = tomlkit.item(value)
        first.trivia.trail = "\n\n"
        inside._insert_at(0, key, first)
