"""Word lists too long to stand in the code: `listed` gives one of `words.tsv` by its name, `either` the same
for an expression, `paired` one of `pairs.tsv`.

Rules and the reading of text share the files, so they are opened here, below both of them.
"""

from bisect import bisect_left
from functools import cache
from pathlib import Path

from mtcheck.errors import ResourceError

FOLDER = Path(__file__).parent.parent / "resources" / "lexicons"


def listed(name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(_rows("words", name))


def either(name: str) -> str:
    """The words of a list as the alternatives of an expression, each before the words that it begins with."""
    return "|".join(reversed(_rows("words", name)))


def paired(name: str) -> dict[str, str]:
    """What stands for each word of a list, in the order of the words."""
    return dict(row.split("\t") for row in _rows("pairs", name))


def _rows(file: str, name: str) -> list[str]:
    """The lines of a list without its name, in the order of the file."""
    lines = _lines(file)
    start, end = (bisect_left(lines, (name + sign).encode()) for sign in "\t\n")  # a line break sorts behind a tab
    if start == end:
        raise KeyError(name)
    return [line.decode()[len(name) + 1 :] for line in lines[start:end]]


@cache
def _lines(file: str) -> list[bytes]:
    path = FOLDER / f"{file}.tsv"
    try:
        return path.read_bytes().splitlines()
    except OSError as error:
        message = f"The word list {path.name} cannot be read ({error.strerror}); reinstall mtcheck."
        raise ResourceError(message) from error
