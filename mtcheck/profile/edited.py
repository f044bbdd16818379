"""A profile with one value changed and everything else as it stands: `with_item`, `without_item`, `with_value` over the
text of a TOML file.

What comes out is read again and must say exactly what was meant; a file that is written in a way that cannot be changed
so raises ConfigError.
"""

import json
import re
import tomllib
from collections.abc import Callable
from typing import Any

from mtcheck.errors import ConfigError

_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*')


def with_item(text: str, table: str, key: str, item: str) -> str:
    """The profile with an item more in a list. `table`: its name, "" for the top.

    The key and the table are added where they are not there.
    """

    def wanted(values: dict[str, Any]) -> None:
        values[key] = [*values.get(key, []), item]

    def change(found: "_Found") -> str:
        said = json.dumps(item, ensure_ascii=False)
        if found.value is None:
            return found.added(f"{key} = [{said}]")
        start, end = found.value
        inner = text[start + 1 : end - 1]
        bare = _STRING.sub(lambda match: "" if match[0].startswith("#") else match[0], inner).rstrip()
        comma = "" if not bare or bare.endswith(",") else ","
        tail = len(inner) - len(inner.rstrip())
        at = end - 1 - (0 if "#" in inner[inner.rfind("\n") + 1 :] or _ends_in_comment(inner) else tail)
        space = f"{found.newline}  " if "\n" in inner.strip() or (bare and "\n" in inner) else " " if bare else ""
        return f"{text[:at]}{comma}{space}{said}{text[at:]}"

    return _changed(text, table, key, wanted, change)


def without_item(text: str, table: str, key: str, item: str) -> str:
    """The profile with an item less in a list; as it is where the item is not there."""
    if item not in _table(tomllib.loads(text), table).get(key, ()):
        return text

    def wanted(values: dict[str, Any]) -> None:
        values[key] = [one for one in values[key] if one != item]

    def change(found: "_Found") -> str:
        assert found.value is not None
        start, end = found.value
        inner = text[start:end]
        for match in reversed(list(_STRING.finditer(inner))):
            if not match[0].startswith("#") and tomllib.loads(f"x = {match[0]}")["x"] == item:
                behind = re.match(r"((?:\s|#[^\n]*\n)*),[ \t]*", inner[match.end() :])
                before = re.search(r",\s*$", inner[: match.start()])
                first = match.start() if behind or not before else before.start()
                kept = behind[1].lstrip(" \t") if behind else ""
                inner = inner[:first] + kept + inner[match.end() + (behind.end() if behind else 0) :]
        return text[:start] + inner + text[end:]

    return _changed(text, table, key, wanted, change)


def with_value(text: str, table: str, key: str, value: str | float) -> str:
    """The profile with another value, which may be new."""

    def wanted(values: dict[str, Any]) -> None:
        values[key] = value

    def change(found: "_Found") -> str:
        said = json.dumps(value, ensure_ascii=False)
        if found.value is None:
            return found.added(f"{key} = {said}")
        return text[: found.value[0]] + said + text[found.value[1] :]

    return _changed(text, table, key, wanted, change)


class _Found:
    """Where a key stands in the text of a profile, or would stand."""

    def __init__(self, text: str, table: str, key: str) -> None:
        self._text, self._table = text, table
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self._region = self._section()
        start, end = self._region or (0, 0)
        match = re.compile(rf"^[ \t]*{re.escape(key)}[ \t]*=[ \t]*", re.MULTILINE).search(text, start, end)
        self.value = (match.end(), _end_of_value(text, match.end())) if match else None

    def _section(self) -> tuple[int, int] | None:
        """The lines of the table below its header."""
        headers = [match.start() for match in re.finditer(r"^[ \t]*\[", self._text, re.MULTILINE)]
        if not self._table:
            return 0, headers[0] if headers else len(self._text)
        for number, at in enumerate(headers):
            line = self._text[at:].split("\n", 1)[0]
            if re.fullmatch(rf"[ \t]*\[[ \t]*{re.escape(self._table)}[ \t]*\][ \t]*(?:#.*)?\r?", line):
                return min(len(self._text), at + len(line) + 1), (
                    headers[number + 1] if number + 1 < len(headers) else len(self._text)
                )
        return None

    def added(self, line: str) -> str:
        """The text with a new line at the end of the table, before the comments of the next one."""
        text, end = self._text, self.newline
        if self._region is None:
            gap = "" if not text or text.endswith(end * 2) else end if text.endswith("\n") else end * 2
            return f"{text}{gap}[{self._table}]{end}{line}{end}"
        start, stop = self._region
        lines = text[start:stop].splitlines(keepends=True)
        number = len(lines)
        while number and (not lines[number - 1].strip() or lines[number - 1].lstrip().startswith("#")):
            number -= 1
        if not number:
            number = len(lines) if stop == len(text) or self._table else 0
        at = start + sum(map(len, lines[:number]))
        before = "" if at == 0 or text[at - 1] == "\n" else end
        behind = end if not self._table and at == 0 and text else ""
        return f"{text[:at]}{before}{line}{end}{behind}{text[at:]}"


def _ends_in_comment(inner: str) -> bool:
    """Whether the last line with anything on it has a comment."""
    last = inner.rstrip().rpartition("\n")[2]
    return "#" in _STRING.sub(lambda match: "#" if match[0].startswith("#") else "", last)


def _end_of_value(text: str, start: int) -> int:
    """Where the value that begins there ends: a list with its bracket, anything else with its line or its string."""
    if text[start : start + 1] != "[":
        match = _STRING.match(text, start)
        if match and not match[0].startswith("#"):
            return match.end()
        return start + len(re.split(r"[\s#]", text[start:], maxsplit=1)[0])
    depth, at = 0, start
    while at < len(text):
        match = _STRING.match(text, at)
        if match:
            at = match.end()
            continue
        depth += {"[": 1, "]": -1}.get(text[at], 0)
        at += 1
        if not depth:
            return at
    return at


def _changed(
    text: str, table: str, key: str, wanted: Callable[[dict[str, Any]], None], change: Callable[[_Found], str]
) -> str:
    """Raises ConfigError where the change would say anything else than what is wanted."""
    before = tomllib.loads(text)
    meant = tomllib.loads(text)
    wanted(_table(meant, table, make=True))
    made = change(_Found(text, table, key))
    try:
        after = tomllib.loads(made)
    except tomllib.TOMLDecodeError:
        after = before
    if after != meant:
        where = f"under [{table}]" if table else "at the top"
        raise ConfigError(
            f"The profile is written in a way that mtcheck cannot change; change “{key}” {where} yourself."
        )
    return made


def parsed(text: str) -> dict[str, Any]:
    """The table of a profile's text. Raises ConfigError where it is not TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"The profile is not valid TOML: {error}.") from None


def _table(values: dict[str, Any], name: str, *, make: bool = False) -> dict[str, Any]:
    """The table of a dotted name."""
    for part in name.split(".") if name else ():
        held = values.setdefault(part, {}) if make else values.get(part, {})
        if not isinstance(held, dict):
            raise ConfigError(f"The profile has something else than a table under “{part}”; change it yourself.")
        values = held
    return values
