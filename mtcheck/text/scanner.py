"""Finds many literals in one pass, ignoring case; the filter in front of patterns and phrase lists."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Any

from ahocorasick_rs import AhoCorasick

from mtcheck.text.lazy import lazy

_LONE_SURROGATE = lazy("[\ud800-\udfff]")


def searchable(text: str) -> str:
    """The text as the automata take it: lone surrogates, which no file but a Python string can hold, become U+FFFD."""
    try:
        text.encode()  # most texts hold none, and this is the fastest way to see that
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub("\ufffd", text)
    return text


def lowered(text: str) -> str:
    """The searchable text in lower case, code point for code point: no letter changes the length ("İ" stays)."""
    low = searchable(text).lower()
    if len(low) == len(text):
        return low
    return "İ".join(part.lower() for part in searchable(text).split("İ"))  # the one letter that grows


def runs(text: str) -> list[str]:
    """The lower-case runs of ASCII letters and digits, in order."""
    return lowered(text).encode("ascii", "replace").translate(_RUNS).decode("ascii").split()


# what is no small letter and no digit is a space; so is “?”, for a sign of another alphabet
_RUNS = bytes(code if chr(code) in "abcdefghijklmnopqrstuvwxyz0123456789" else 32 for code in range(256))


def parts(text: str) -> Iterator[tuple[int, str]]:
    """A text as the automata take it, in parts that end with a line, each with its place: they need eight bytes for
    each code point of what they are given at once, and no literal holds a line feed.
    """
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin + _PART)
        end = end + 1 if end >= 0 else len(text)
        yield begin, searchable(text[begin:end])
        begin = end


_PART = 40_000  # code points


class Automaton:
    """An automaton over literals, built once so much has been read that it pays: to build one takes longer than to
    check a story. Until then there is one for each text, over the literals that it holds.
    """

    def __init__(self, literals: Iterable[str], **options: Any) -> None:
        """`options`: of the automaton."""
        self.literals = tuple(literals)
        self._options = options
        self._all = range(len(self.literals))
        self._whole: AhoCorasick | None = None
        self._left = _ONE_BY_ONE
        self._by_beginning: dict[str, list[int]] = {}
        self._lengths: set[int] = set()  # of these beginnings

    def held(self, text: str) -> Sequence[int] | None:
        """The numbers of the literals that a text holds; None once the automaton tells that as fast."""
        if self._whole is not None:
            return None
        self._left -= len(text)
        if self._left >= 0:
            return self._looked_for(text)
        if self.literals:
            self._whole = AhoCorasick(list(self.literals), **self._options)
        self._by_beginning.clear()
        return None

    def over(self, text: str) -> tuple[Any, Sequence[int]]:
        """An automaton that finds all literals of a text, and the number of each that it has; None where there is
        nothing to find.
        """
        numbers = self.held(text)
        if numbers is None:
            return self._whole, self._all
        return AhoCorasick([self.literals[one] for one in numbers], **self._options) if numbers else None, numbers

    def _looked_for(self, text: str) -> list[int]:
        """The numbers of the literals that a text holds: of those whose first letters stand there, one by one."""
        if not self._by_beginning:
            for number, literal in enumerate(self.literals):
                self._by_beginning.setdefault(literal[:_BEGINNING], []).append(number)
            self._lengths = set(map(len, self._by_beginning))
        found: list[int] = []
        for length in self._lengths:
            for beginning in _pieces(text, length) & self._by_beginning.keys():
                found += [one for one in self._by_beginning[beginning] if self.literals[one] in text]
        return sorted(found)


@lru_cache(maxsize=64)  # several lists are looked for in a story, and most of its lines stay as they are
def _pieces(text: str, length: int) -> frozenset[str]:
    """What stands in a text in so many code points."""
    return frozenset({text[at : at + length] for at in range(len(text) - length + 1)})


_ONE_BY_ONE = 10_000  # code points
_BEGINNING = 4  # code points by which literals are told apart


class LiteralScanner:
    """Built once over literals, lower-case ones where case is to be ignored; `find` gives every occurrence, overlapping
    ones too, `within` what occurs at all.
    """

    def __init__(self, literals: Iterable[str]) -> None:
        # Kept, so that `within` gives the literals themselves and makes no copy of each.
        self._automaton = Automaton(dict.fromkeys(literals), store_patterns=True)
        self.literals = self._automaton.literals

    def within(self, text: str) -> AbstractSet[str]:
        """The literals that occur in a text from `lowered`."""
        numbers = self._automaton.held(text)
        if numbers is not None:
            return {self.literals[number] for number in numbers}
        automaton, _ = self._automaton.over(text)
        return set(automaton.find_matches_as_strings(text, overlapping=True)) if automaton else set()

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """(number of the literal, offset in code points) in a text, or in what `lowered` made of it."""
        for begin, part in parts(text):
            automaton, numbers = self._automaton.over(part)
            if automaton is not None:
                for literal, start, _ in automaton.find_matches_as_indexes(part, overlapping=True):
                    yield numbers[literal], begin + start
