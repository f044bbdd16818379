"""Which segments of a document each pattern may match: `Scanner` is built once over patterns, `Scanner.hits` once a
document.

A segment is passed over where it lacks all literals of a set that the pattern wants (`text.literals`).
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from mtcheck.core import Document, Pattern
from mtcheck.keeping import tables
from mtcheck.keeping.digests import blake2b
from mtcheck.text.literals import Literals, folded
from mtcheck.text.scanner import LiteralScanner

_Literals = tuple[str, ...]  # of which a segment wants one, sorted
_KEPT = 512  # lines whose literals are kept
_LONG = 400  # segments from which on it pays to look for all sets of literals and not for the rarest alone


class Scanner:
    """The literals that patterns want, looked for in one pass."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns = tuple(patterns)
        self._wanted = _Wanted(dict(zip(self._patterns, self._rarest(), strict=True)))
        self._is_full = False
        self._seen = 0  # segments

    def _rarest(self) -> list[list[_Literals]]:
        """Of each pattern the rarest set, if it has any."""
        said = "\0".join(f"{pattern.ignore_case}{pattern.source}" for pattern in self._patterns)
        key = blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        found: list[list[_Literals]] = tables.table(
            f"literals {key}", lambda: [_sorted(pattern.literals[:1]) for pattern in self._patterns]
        )
        return found

    def hits(self, doc: Document) -> "Hits":
        self._seen += len(doc.segments)
        if not self._is_full and self._seen >= _LONG:
            self._wanted = _Wanted({pattern: _sorted(pattern.literals) for pattern in self._patterns})
            self._is_full = True
        return Hits(self._wanted.sets, self._wanted.held(doc))


def _sorted(sets: Iterable[Literals]) -> list[_Literals]:
    return [tuple(sorted(one)) for one in sets]


class _Wanted:
    """Sets of literals of patterns, by their numbers. `sets`: those of each pattern.

    Most literals stand in none of a story's paragraphs, and so most patterns need not be looked at: what is there says
    which sets it belongs to.
    """

    def __init__(self, wanted: Mapping[Pattern, Sequence[_Literals]]) -> None:
        numbers: dict[_Literals, int] = {}
        self.sets = {
            pattern: tuple(numbers.setdefault(one, len(numbers)) for one in some) for pattern, some in wanted.items()
        }
        self._owners: dict[str, list[int]] = {}
        for one, number in numbers.items():
            for literal in one:
                self._owners.setdefault(literal, []).append(number)
        scanner = LiteralScanner(self._owners)
        # a story is read again for each of its repairs, and most of its lines stay as they are
        self._within = lru_cache(maxsize=_KEPT)(lambda line: tuple(scanner.within(folded(line))))

    def held(self, doc: Document) -> dict[int, list[Sequence[int]]]:
        """For each set that has literals in the document the segments of each of these, in order."""
        within, text = self._within, doc.text
        holders: dict[str, list[int]] = {}
        for number, segment in enumerate(doc.segments):
            for literal in within(text[segment.span.start : segment.span.end]):
                if literal in holders:
                    holders[literal].append(number)
                else:
                    holders[literal] = [number]
        held: dict[int, list[Sequence[int]]] = {}
        owners = self._owners
        for literal, segments in holders.items():
            for one in owners[literal]:
                if one in held:
                    held[one].append(segments)
                else:
                    held[one] = [segments]
        return held


class Hits:
    """Called with a pattern, the numbers of a document's segments that it may match, in order; None for all of them."""

    def __init__(self, wanted: Mapping[Pattern, Sequence[int]], held: Mapping[int, Sequence[Sequence[int]]]) -> None:
        """`wanted`: the sets of each pattern. `held`: the segments with literals of each set, literal by literal."""
        self._wanted = wanted
        self._held = held
        self._found: dict[Pattern, Sequence[int] | None] = {}

    def __call__(self, pattern: Pattern) -> Sequence[int] | None:
        wanted = self._wanted.get(pattern, ())
        for one in wanted:
            if one not in self._held:
                return ()
        if pattern not in self._found:
            self._found[pattern] = self._holding(wanted)
        return self._found[pattern]

    def _holding(self, wanted: Sequence[int]) -> Sequence[int] | None:
        """The segments that hold a literal of each set, in order; None where there is no set."""
        holding: set[int] | None = None
        for one in wanted:
            some = self._held[one]
            if len(some) == len(wanted) == 1:
                return some[0]
            holding = set().union(*some) if holding is None else holding.intersection(set().union(*some))
        return None if holding is None else sorted(holding)
