"""Word lists too long to stand in the code: `listed` gives one of `words.tsv` by its name, `either` the same
for an expression, `paired` one of `pairs.tsv`.

Rules and the reading of text share the files, so they are opened here, below both of them.
"""

from functools import cache
from pathlib import Path

from mtcheck.errors import ResourceError

FOLDER = Path(__file__).parent.parent / "resources" / "lexicons"


def listed(name: str) -> frozenset[str]:
    """The words of a list; all lists are read when the first is asked for."""
    return frozenset(word for (word,) in _lists("words")[name])


def either(name: str) -> str:
    """The words of a list as the alternatives of an expression, each before the words that it begins with."""
    return "|".join(sorted(listed(name), reverse=True))


def paired(name: str) -> dict[str, str]:
    """What stands for each word of a list, in the order of the words."""
    return dict(_lists("pairs")[name])


@cache
def _lists(file: str) -> dict[str, list[list[str]]]:
    path = FOLDER / f"{file}.tsv"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        message = f"The word list {path.name} cannot be read ({error.strerror}); reinstall mtcheck."
        raise ResourceError(message) from error
    found: dict[str, list[list[str]]] = {}
    for line in lines:
        if not line.startswith("#"):
            name, *cells = line.split("\t")
            found.setdefault(name, []).append(cells)
    return found
