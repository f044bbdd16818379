"""Values of a profile's keys, read from TOML or the command line: each function gives one, or a ValueError."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mtcheck.core import Severity
from mtcheck.profile import catalog
from mtcheck.scoring.quality import FITTED, VERDICTS

FAIL_WORDS = ("none", *(severity.name.lower() for severity in Severity), *VERDICTS[1:])
ALL, GATE = ("all",), ("gate",)  # what `fail_rules` may be besides names

ROLES = (
    "title",
    "summary",
    "text",
    "source",
    "id",
)  # what a field of a record may be; their common names are in `readers.fields`
Fields = tuple[tuple[str, str], ...]  # (role, name of a field)


def number(least: float, most: float) -> Callable[[Any], float]:
    """A reader of numbers between two bounds; it raises ValueError that says what is wanted."""

    def read(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise ValueError(f"must be a number from {least:g} to {most:g}")
        return float(value)

    return read


probability, points = number(0, 1), number(0, 100)


def seconds(value: Any) -> float:
    """A time in seconds. Raises ValueError that says what is wanted."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
        raise ValueError("must be a number of seconds above 0")
    return float(value)


def severity(value: Any) -> Severity:
    """A severity by name. Raises ValueError that says what is wanted."""
    if not isinstance(value, str) or value.upper() not in Severity.__members__:
        raise ValueError(f"must be {either(s.name.lower() for s in Severity)}")
    return Severity[value.upper()]


def severity_or_never(value: Any) -> Severity | None:
    """A severity by name, or None for "never". Raises ValueError that says what is wanted."""
    return None if value == "never" else severity(value)


def likelihood(value: Any) -> float | None:
    """A probability, None for "never", or the limit that was fitted with the model.

    Raises ValueError that says what is wanted.
    """
    if value == "never":
        return None
    if value == "fitted":
        return FITTED
    try:
        return probability(value)
    except ValueError:
        raise ValueError('must be a probability from 0 to 1, "fitted" or "never"') from None


def table(value: Any) -> dict[str, Any]:
    """A table. Raises ValueError that says what is wanted."""
    if not isinstance(value, dict):
        raise ValueError("must be a table")
    return value


def text(value: Any) -> str:
    """Some words. Raises ValueError that says what is wanted."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be some text in quotation marks")
    return value


def flag(value: Any) -> bool:
    """true or false. Raises ValueError that says what is wanted."""
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def count(least: int, most: int) -> Callable[[Any], int]:
    """A reader of whole numbers between two bounds; it raises ValueError that says what is wanted."""

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"must be a whole number from {least:,} to {most:,}")
        return value

    return read


def one_of(words: Iterable[str]) -> Callable[[Any], str]:
    """A reader of one of some words; it raises ValueError that says what is wanted."""
    known = tuple(words)

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in known:
            raise ValueError(f"must be {either(known)}")
        return value

    return read


depth = one_of(catalog.DEPTHS)  # how deep a run looks


def names(value: Any) -> tuple[str, ...]:
    """Names of rules and families that exist. Raises ValueError that says what is wanted."""
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ValueError('must be a list of names, like ["leftover-markup"]')
    catalog.expand(value)
    return tuple(value)


def failing_rules(value: Any) -> tuple[str, ...]:
    """Names of rules, or of all, or of those that may fail a gate. Raises ValueError that says what is wanted."""
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
        raise ValueError('must be "all", "gate" or a list of rules; fail_on = "none" lets every story pass')
    catalog.expand(word for word in words if word not in GATE)
    return ALL if ALL[0] in words else tuple(words)


def table_name(value: Any) -> str:
    """A calibration: a name or a path. Raises ValueError that says what is wanted."""
    if not isinstance(value, str) or not value:
        raise ValueError('must be "default", "none" or the path of a table')
    return value


def folder_name(value: Any) -> str:
    """A folder, relative to the profile. Raises ValueError that says what is wanted."""
    if not isinstance(value, str):
        raise ValueError("must be the folder of a model made by `mtcheck train`")
    return value


def fail_words(value: Any) -> tuple[str, ...]:
    """Severities and verdicts from a list, or from one string by commas. Raises ValueError for another word."""
    words = value.replace(" ", "").split(",") if isinstance(value, str) else value
    if not isinstance(words, list) or not words or not all(word in FAIL_WORDS for word in words):
        raise ValueError(f"must be {either(FAIL_WORDS)}, or a list of these")
    return tuple(words)


def either(words: Iterable[str]) -> str:
    """The words as a sentence has them: one, two or three."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def field_names(value: Any) -> tuple[str, ...]:
    """A name of a field or several. Raises ValueError that says what is wanted."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not names or not all(isinstance(name, str) and name for name in names):
        raise ValueError("must be the name of a field, or a list of names")
    return tuple(names)


def fields(chosen: Mapping[str, tuple[str, ...]]) -> Fields:
    """Roles with each of their names."""
    return tuple((role, name) for role, names in chosen.items() for name in names)


def field(value: Any) -> tuple[str, str]:
    """ROLE=NAME. Raises ValueError that says what is wanted."""
    role, sign, name = str(value).partition("=")
    if not sign or not name or role not in ROLES:
        raise ValueError(f"must be {either(ROLES)}, an equals sign and the name of a field, as in text=body")
    return role, name
