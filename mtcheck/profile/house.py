"""What a newsroom writes its own way: `read` makes a `House` of the table [house] of a profile, with the names and
terms that stand there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtcheck.errors import ConfigError, why
from mtcheck.profile import values

VARIANTS = BRITISH, AMERICAN = ("en-GB", "en-US")
_COLUMNS = ("wrong", "right", "note")


@dataclass(frozen=True, slots=True)
class Term:
    """A row of a list of terms: `right` is written for `wrong`; `note` says why, if the list does."""

    wrong: str
    right: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """`names`: never flagged. `terms`: flagged, and what to write instead. `variant`: en-GB, en-US or "" for either."""

    names: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    variant: str = ""


def names(value: Any) -> tuple[str, ...]:
    """Names of people, places and bodies. Raises ValueError that says what is wanted."""
    if not isinstance(value, list) or not all(isinstance(name, str) and name.strip() for name in value):
        raise ValueError('must be a list of names, like ["Harbour Party"]')
    return tuple(dict.fromkeys(" ".join(name.split()) for name in value))


KEYS = {"names": names, "terms": values.text, "variant": values.one_of(VARIANTS)}


def complete(found: Mapping[str, Any], folder: Path) -> House:
    """The house of the values of [house]; the list of terms is relative to the folder.

    Raises ConfigError for a list that makes no sense.
    """
    terms = terms_in(folder / found["terms"]) if "terms" in found else ()
    return House(found.get("names", ()), terms, found.get("variant", ""))


def terms_in(path: Path) -> tuple[Term, ...]:
    """The rows of a list of terms: wrong, right and a note, by tabs. Raises ConfigError for one that makes no sense."""
    try:
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
    except FileNotFoundError:
        raise ConfigError(f"The list of terms {path} does not exist; check “terms” under [house].") from None
    except UnicodeDecodeError:
        raise ConfigError(f"The list of terms {path} is not UTF-8; save it as UTF-8.") from None
    except OSError as error:
        raise ConfigError(f"The list of terms {path} cannot be read: {why(error)}.") from None
    found: list[Term] = []
    places: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        cells = tuple(" ".join(cell.split()) for cell in line.split("\t"))
        if not line.strip() or line.startswith("#") or (not found and cells in (_COLUMNS, _COLUMNS[:2])):
            continue
        where = f"{path}, line {number}"
        if not 2 <= len(cells) <= 3 or not all(cells[:2]):
            raise ConfigError(
                f"{where}: a row is what is wrong, what is right and perhaps a note, with a tab between them."
            )
        term = Term(*cells)
        if term.wrong == term.right:
            raise ConfigError(f"{where}: “{term.wrong}” is to be replaced by itself.")
        if term.wrong in places:
            raise ConfigError(
                f"{where}: line {places[term.wrong]} has “{term.wrong}” already; keep one of the two rows."
            )
        places[term.wrong] = number
        found.append(term)
    for term in found:
        if term.right in places:
            raise ConfigError(
                f"{path}, line {places[term.wrong]}: “{term.right}” is right here, and wrong in line"
                f" {places[term.right]}."
            )
    return tuple(found)
