"""Text as the tagger sees it: words with their places and shapes.

An uncased encoder gets case and spacing back through the shapes.
"""

from collections.abc import Sequence
from typing import NamedTuple

from mtcheck.text.lazy import lazy

_WORD = lazy(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[^\w\s]|\w")

LOWER, TITLE, UPPER, MIXED, NUMBER, MARK = range(6)
_KINDS = 6
CONTINUED = 2 * _KINDS  # a further piece of a word
SPECIAL = CONTINUED + 1  # the encoder's own tokens
SHAPES = SPECIAL + 1


class Word(NamedTuple):
    """A word, number or mark; `start` and `end` in code points of the text it was found in."""

    text: str
    start: int
    end: int


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Words, numbers and single marks of `text[start:end]`, in order; white space is left out."""
    return [
        Word(match[0], match.start(), match.end())
        for match in _WORD.finditer(text, start, len(text) if end is None else end)
    ]


def shapes(found: Sequence[Word]) -> list[int]:
    """For each word its kind, and whether it stands close to the one before."""
    return [
        _kind(word.text) + (_KINDS if number and found[number - 1].end == word.start else 0)
        for number, word in enumerate(found)
    ]


def _kind(text: str) -> int:
    if not text[0].isalnum():
        return MARK
    if text[0].isdigit():
        return NUMBER
    if text.islower():
        return LOWER
    if text[0].isupper() and (len(text) == 1 or text[1:].islower()):
        return TITLE
    return UPPER if text.isupper() else MIXED
