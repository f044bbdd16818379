"""Names: finding listed ones in one pass, and telling whether two spellings are one name."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

from ahocorasick_rs import MatchKind

from mtcheck.text.lazy import lazy
from mtcheck.text.scanner import Automaton, parts

_VARIANT = lazy(
    r"\b(?:also|sometimes|often|variously|usually|formerly|once|now|or|is|was|be|been|name|surname) "
    r"(?:written|spell?ed|spelt|rendered|transliterated|transcribed|known|called|romani[sz]ed)(?: as| also)? [\"“‘'(]?$"
    r"|\b(?:spelling|variant|form|transliteration|version|rendering)s?,?(?: is| are| was| of| as|:)? [\"“‘'(]?$"
    r"|\((?:also|or|formerly|in [A-Z][a-z]+:?) [\"“‘']?$"
)
_INSIDE = lazy(r"[\w'’-]")

Known = TypeVar("Known")


def is_variant(text: str, start: int) -> bool:
    """Whether the story gives the name at `start` as another spelling: “also written Tschaikowsky”."""
    return _VARIANT.search(text, max(0, start - 40), start) is not None


class NameList(Generic[Known]):
    """Exact, case-sensitive names, each with what is known of it; `find` gives whole words, the longest first."""

    def __init__(self, names: Iterable[tuple[str, Known]] | Mapping[str, Known]) -> None:
        self._known = dict(names)
        self._automaton = Automaton(self._known, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> Iterator[tuple[int, int, Known]]:
        """(start, end, what is known) for each occurrence; a possessive ending may follow."""
        for name, start, end in self._found(text):
            if start and _INSIDE.match(text, start - 1):
                continue
            if end < len(text) and text[end].isalnum():
                continue
            if (
                text[end : end + 1] in "'’-"
                and text[end + 1 : end + 2].isalpha()
                and not re.match(r"['’]s\b", text[end : end + 4])
            ):
                continue
            yield start, end, self._known[name]

    def _found(self, text: str) -> Iterator[tuple[str, int, int]]:
        names = self._automaton.literals
        for begin, part in parts(text):
            automaton, numbers = self._automaton.over(part)
            if automaton is not None:
                for number, start, end in automaton.find_matches_as_indexes(part):
                    yield names[numbers[number]], begin + start, begin + end


_ALIKE = (
    ("sch", "s"), ("tsch", "c"), ("kh", "h"), ("gh", "g"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("ch", "c"),
    ("sh", "s"), ("ph", "f"), ("th", "t"),
    ("ck", "k"), ("q", "k"), ("c", "k"), ("x", "ks"), ("w", "v"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "i"),
    ("ey", "i"), ("ij", "i"),
    ("yy", "i"), ("iy", "i"), ("y", "i"), ("j", "i"), ("e", "i"), ("o", "u"), ("z", "s"),
)  # fmt: skip
_DOUBLE = lazy(r"(.)\1+")
_ARTICLE = lazy(r"^(?:al|el|ul|as|ash|az|ad|ar|an|at)[-\s](?=\w)", re.I)


def without_accents(name: str) -> str:
    """The letters without the marks on them: Koç and Koc are one."""
    if name.isascii():
        return name
    return (
        "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))
        .replace("ı", "i")
        .replace("ł", "l")
        .replace("ø", "o")
    )


@lru_cache(maxsize=2_000)  # a story says its names often, and some rules read it again
def skeleton(name: str) -> str:
    """What the romanisations of one name have in common: consonants by sound, vowels merged, no doubles, no final h."""
    low = _ARTICLE.sub("", without_accents(name.lower()))
    low = re.sub(r"^h(?=[^aeiouy])", "g", low)  # Ukrainian Hn-, Hr- are Russian Gn-, Gr-
    for long, short in _ALIKE:
        low = low.replace(long, short)
    low = _DOUBLE.sub(r"\1", low)
    return re.sub(r"(?<=[aiu])h$", "", low)


def edit_distance_at_most_one(one: str, other: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours makes the two equal."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) > len(other):
        one, other = other, one
    at = next((index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    return one[at + 1 :] == other[at + 1 :] or (
        one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    )
