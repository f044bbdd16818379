"""Word lists too long to stand in the code: `listed` gives one of `resources/lexicons/words.tsv` by its name.

Rules and the reading of text share the file, so it is opened here, below both of them.
"""

from functools import cache
from pathlib import Path

from mtcheck.errors import ResourceError

_FILE = Path(__file__).parent.parent / "resources" / "lexicons" / "words.tsv"


def listed(name: str) -> frozenset[str]:
    """The words of a list; all lists are read when the first is asked for."""
    return _lists()[name]


@cache
def _lists() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    try:
        lines = _FILE.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ResourceError(
            f"The word list {_FILE.name} cannot be read ({error.strerror}); reinstall mtcheck."
        ) from error
    for line in lines:
        if not line.startswith("#"):
            name, word = line.split("\t")
            found.setdefault(name, set()).add(word)
    return {name: frozenset(words) for name, words in found.items()}
