"""Word lists too long to stand in the code: `listed` gives one of `words.tsv` by its name, `either` the same
for an expression, `paired` one of `pairs.tsv`. `lines` gives those of any such file.

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
    every = _lines(file)
    start, end = (bisect_left(every, (name + sign).encode()) for sign in "\t\n")  # a line break sorts behind a tab
    if start == end:
        raise KeyError(name)
    return [line.decode()[len(name) + 1 :] for line in every[start:end]]


@cache
def _lines(file: str) -> list[bytes]:
    path = FOLDER / f"{file}.tsv"
    try:
        return lines(path.read_bytes())
    except OSError as error:
        message = f"The word list {path.name} cannot be read ({error.strerror}); reinstall mtcheck."
        raise ResourceError(message) from error


def lines(data: bytes) -> list[bytes]:
    """The lines of a file, as fast as they can be had: `splitlines` looks at each byte by itself."""
    found = (data.replace(b"\r\n", b"\n") if b"\r" in data else data).split(b"\n")
    return found if found[-1] else found[:-1]
