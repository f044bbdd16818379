"""Which segments of a document each pattern may match: `Scanner` is built once over patterns, `Scanner.hits` once a
document.

A segment is passed over where it lacks all literals that the pattern `needs`, or does not meet one of its demands
(`text.demands`).
"""

import bisect
from collections.abc import Iterable, Sequence

from mtcheck.core import Document, Pattern
from mtcheck.text.scanner import LiteralScanner, lowered
from mtcheck.text.traits import COMMON, classes, traits

_PART = 200_000  # code points that are searched at a time
_FEW = 2  # segments of which it is as cheap to search them, even if the expression must be compiled for it
_MANY = 40  # segments from which on it pays to ask which of them can match at all


class Scanner:
    """The literals that patterns need, looked for in one pass."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        rare = [pattern for pattern in patterns if _is_rare(pattern)]
        self._scanner = LiteralScanner(literal for pattern in rare for literal in pattern.needs)
        numbers = {literal: number for number, literal in enumerate(self._scanner.literals)}
        self.needs = {pattern: [numbers[literal] for literal in dict.fromkeys(pattern.needs)] for pattern in rare}

    def hits(self, doc: Document) -> "Hits":
        return Hits(doc, self.needs, self._holders(doc))

    def _holders(self, doc: Document) -> dict[int, list[int]]:
        """For each literal the segments that hold it, in order."""
        starts = [segment.span.start for segment in doc.segments]
        ahead = [*starts[1:], len(doc.text) + 1]
        low = lowered(doc.text)
        found: dict[int, list[int]] = {}
        segment = begin = 0
        while starts and begin < len(low):  # part by part, so that the list of all places is never held
            at = bisect.bisect_left(starts, begin + _PART)
            end = starts[at] if at < len(starts) else len(low)
            for literal, offset, _ in self._scanner.places(low[begin:end]):
                offset += begin
                while offset >= ahead[segment]:
                    segment += 1
                if offset >= starts[segment]:  # one that began before holds a line feed and stands in no segment
                    places = found.setdefault(literal, [])
                    if not places or places[-1] != segment:
                        places.append(segment)
            begin = end
        return found


class Hits:
    """Called with a pattern, the numbers of the segments of one document that it may match, in order; None for all of
    them.
    """

    def __init__(self, doc: Document, needs: dict[Pattern, list[int]], holders: dict[int, list[int]]) -> None:
        self._text, self._segments = doc.text, doc.segments
        self._needs = needs
        self._holders = holders
        self._by_trait: dict[int, list[int]] | None = None
        self._meeting: dict[frozenset[int], set[int]] = {}
        self._found: dict[Pattern, Sequence[int] | None] = {}

    def __call__(self, pattern: Pattern) -> Sequence[int] | None:
        if pattern not in self._found:
            self._found[pattern] = self._candidates(pattern)
        return self._found[pattern]

    def _candidates(self, pattern: Pattern) -> Sequence[int] | None:
        numbers = self._needs.get(pattern)
        holding: Sequence[int] | None = None
        if numbers is not None:
            some = [self._holders[number] for number in numbers if number in self._holders]
            holding = some[0] if len(some) == 1 else sorted(set().union(*some)) if some else ()
        size = len(self._segments) if holding is None else len(holding)
        worth = size >= _MANY or (size > _FEW and not pattern.is_compiled)
        demands = pattern.demands(size) if worth else ()
        if not demands:
            return holding
        meeting = set.intersection(*map(self._met, demands))
        return sorted(meeting) if holding is None else [number for number in holding if number in meeting]

    def _met(self, demand: frozenset[int]) -> set[int]:
        """The segments that meet a demand."""
        if demand not in self._meeting:
            if self._by_trait is None:
                self._by_trait = self._traits()
            self._meeting[demand] = set().union(*(self._by_trait[trait] for trait in demand & self._by_trait.keys()))
        return self._meeting[demand]

    def _traits(self) -> dict[int, list[int]]:
        """For each trait the segments that have it.

        What an expression sees behind it may stand one code point before the segment.
        """
        found: dict[int, list[int]] = {}
        for number, segment in enumerate(self._segments):
            for trait in traits(classes(self._text[max(0, segment.span.start - 1) : segment.span.end])) - COMMON:
                found.setdefault(trait, []).append(number)
        return found


def _is_rare(pattern: Pattern) -> bool:
    """Whether what the pattern needs tells paragraphs apart.

    A single letter or space, which all of them hold, only costs time to find.
    """
    return bool(pattern.needs) and not any(
        len(literal) == 1 and (literal.isalnum() or literal.isspace()) for literal in pattern.needs
    )
