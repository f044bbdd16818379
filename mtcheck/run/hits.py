"""Which segments of a document each pattern may match: `Scanner` is built once over patterns, `Scanner.hits` once a
document.

A segment is passed over where it lacks all literals of a set that the pattern wants (`text.literals`).
"""

from collections.abc import Iterable, Mapping, Sequence

from mtcheck.core import Document, Pattern
from mtcheck.text.literals import Literals, folded
from mtcheck.text.scanner import LiteralScanner

_LONG = 400  # segments from which on it pays to look for all sets of literals and not for the rarest alone


class Scanner:
    """The literals that patterns want, looked for in one pass."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns = tuple(patterns)
        self._wanted = _Wanted({pattern: pattern.literals[:1] for pattern in self._patterns})
        self._is_full = False
        self._seen = 0  # segments

    def hits(self, doc: Document) -> "Hits":
        self._seen += len(doc.segments)
        if not self._is_full and self._seen >= _LONG:
            self._wanted = _Wanted({pattern: pattern.literals for pattern in self._patterns})
            self._is_full = True
        return Hits(self._wanted.sets, self._wanted.holders(doc))


class _Wanted:
    """Sets of literals of patterns, in `sets`."""

    def __init__(self, sets: Mapping[Pattern, Sequence[Literals]]) -> None:
        self.sets = sets
        self._scanner = LiteralScanner(literal for some in sets.values() for one in some for literal in sorted(one))

    def holders(self, doc: Document) -> dict[str, list[int]]:
        """For each literal the segments that hold it, in order."""
        within, text = self._scanner.within, doc.text
        found: dict[str, list[int]] = {}
        for number, segment in enumerate(doc.segments):
            for literal in within(folded(text[segment.span.start : segment.span.end])):
                if literal in found:
                    found[literal].append(number)
                else:
                    found[literal] = [number]
        return found


class Hits:
    """Called with a pattern, the numbers of a document's segments that it may match, in order; None for all of them."""

    def __init__(self, wanted: Mapping[Pattern, Sequence[Literals]], holders: Mapping[str, Sequence[int]]) -> None:
        self._wanted = wanted
        self._holders, self._held = holders, frozenset(holders)  # two sets meet by the smaller, a view of a mapping not
        self._found: dict[Pattern, Sequence[int] | None] = {}

    def __call__(self, pattern: Pattern) -> Sequence[int] | None:
        if pattern not in self._found:
            self._found[pattern] = self._holding(self._wanted.get(pattern, ()))
        return self._found[pattern]

    def _holding(self, wanted: Sequence[Literals]) -> Sequence[int] | None:
        """The segments that hold a literal of each set, in order; None where there is no set."""
        holding: set[int] | None = None
        for literals in wanted:
            some = [self._holders[literal] for literal in self._held & literals]
            if not some:
                return ()
            if len(some) == len(wanted) == 1:
                return some[0]
            holding = set().union(*some) if holding is None else holding.intersection(set().union(*some))
        return None if holding is None else sorted(holding)
