"""Span matching with partial overlap and partial credit (MPP), micro-averaged: Perrella, Morales Agostinho and
Zaragoza, arXiv 2603.19921.

Findings and annotations are paired one to one. A pair earns overlap / length of the finding towards precision and
overlap / length of the annotation towards recall, so that every error weighs the same, however long. The pairing is the
one with the best F1 of its segment.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

Place = tuple[int, int]  # start, end: code points, half-open; an empty one counts as one character
Pair = tuple[int, int, float, float]  # finding, annotation, what it earns towards precision and recall

_MOST = 20_000  # pairings tried for one tangle of spans; beyond it the best pairs are taken first


class Matched(NamedTuple):
    """Sums of a segment: credit towards precision, number of findings, credit towards recall, number of annotations."""

    found_credit: float
    found: int
    marked_credit: float
    marked: int


def match(found: Sequence[Place], marked: Sequence[Place]) -> Matched:
    """The sums of the best pairing of one segment."""
    pairs = [
        (i, j, overlap / _length(one), overlap / _length(other))
        for i, one in enumerate(found)
        for j, other in enumerate(marked)
        if (overlap := overlap_of(one, other)) > 0
    ]
    best = (0.0, 0.0)
    tangles = [list(_matchings(tangle)) for tangle in _tangles(pairs)]
    for choice in _choices(tangles):
        sums = (sum(one[0] for one in choice), sum(one[1] for one in choice))
        if _f(sums, len(found), len(marked)) > _f(best, len(found), len(marked)):
            best = sums
    return Matched(best[0], len(found), best[1], len(marked))


def _length(place: Place) -> int:
    return max(1, place[1] - place[0])


def overlap_of(one: Place, other: Place) -> int:
    """Code points in common."""
    return max(0, min(one[0] + _length(one), other[0] + _length(other)) - max(one[0], other[0]))


def _f(sums: tuple[float, float], found: int, marked: int) -> float:
    precision, recall = sums[0] / found if found else 1.0, sums[1] / marked if marked else 1.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _tangles(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Pairs that share a finding or an annotation, directly or through others, together."""
    groups: list[list[Pair]] = []
    for pair in pairs:
        joined = [group for group in groups if any(other[0] == pair[0] or other[1] == pair[1] for other in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([pair, *(other for group in joined for other in group)])
    return groups


def _matchings(tangle: Sequence[Pair]) -> Iterator[tuple[float, float]]:
    """Credits of the pairings of one tangle; those that another one beats on both sides are of no use and left out."""
    if len(tangle) > 14:
        tangle = _greedy(tangle)
    outcomes: set[tuple[float, float]] = set()

    def extend(at: int, used: frozenset[tuple[str, int]], first: float, second: float) -> None:
        if at == len(tangle):
            outcomes.add((first, second))
            return
        i, j, precision, recall = tangle[at]
        if ("found", i) not in used and ("marked", j) not in used:
            extend(at + 1, used | {("found", i), ("marked", j)}, first + precision, second + recall)
        extend(at + 1, used, first, second)

    extend(0, frozenset(), 0.0, 0.0)
    for one in outcomes:
        if not any(other != one and other[0] >= one[0] and other[1] >= one[1] for other in outcomes):
            yield one


def _greedy(tangle: Sequence[Pair]) -> list[Pair]:
    kept: list[Pair] = []
    for pair in sorted(tangle, key=lambda pair: (-pair[2] - pair[3], pair)):
        if not any(other[0] == pair[0] or other[1] == pair[1] for other in kept):
            kept.append(pair)
    return kept


def _choices(tangles: Sequence[Sequence[tuple[float, float]]]) -> Iterator[tuple[tuple[float, float], ...]]:
    ways = 1
    for tangle in tangles:
        ways *= len(tangle)
    if ways > _MOST:
        yield tuple(max(tangle, key=sum) for tangle in tangles)
    else:
        yield from product(*tangles)
