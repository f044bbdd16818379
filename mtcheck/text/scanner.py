"""Finds many literals in one pass, ignoring case; the filter in front of patterns and phrase lists."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

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


class LiteralScanner:
    """Built once over literals, lower-case ones where case is to be ignored; `find` gives every occurrence, overlapping
    ones too, `within` what occurs at all.
    """

    def __init__(self, literals: Iterable[str]) -> None:
        self.literals = tuple(dict.fromkeys(literals))
        # Kept, so that `within` gives the literals themselves and makes no copy of each.
        self._automaton = AhoCorasick(list(self.literals), store_patterns=True) if self.literals else None

    def within(self, text: str) -> AbstractSet[str]:
        """The literals that occur in a text from `lowered`."""
        return set(self._automaton.find_matches_as_strings(text, overlapping=True)) if self._automaton else set()

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """(number of the literal, offset in code points) in a text, or in what `lowered` made of it."""
        if self._automaton is not None:
            for begin, part in parts(text):
                for literal, start, _ in self._automaton.find_matches_as_indexes(part, overlapping=True):
                    yield literal, begin + start
