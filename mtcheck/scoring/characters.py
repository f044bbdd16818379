"""Precision and recall over characters, as in the WMT23 shared task on quality estimation, task 2 (its
`task2_evaluate.py`).

A character counts once, however many spans cover it. Found and marked with a severity in common it earns 1, with
another severity 0.5; where both severities are marked, any finding earns 1. Micro-averaged: the sums of all segments
give the figures.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Marked = tuple[int, int, str]  # start, end (code points, half-open), severity: "minor" or "major"


class Characters(NamedTuple):
    """Sums over a segment: credit earned, characters found, characters marked by the annotator."""

    credit: float
    found: int
    marked: int


def characters(found: Iterable[Marked], marked: Iterable[Marked], length: int) -> Characters:
    """The sums for one text of `length` code points.

    An empty span stands for the character at its start (or the end of the text).
    """
    ours, theirs = _cover(found, length), _cover(marked, length)
    credit = 0.0
    for place, severities in theirs.items():
        mine = ours.get(place)
        if mine:
            credit += 1.0 if len(severities) == 2 or mine & severities else 0.5
    return Characters(credit, len(ours), len(theirs))


def _cover(spans: Iterable[Marked], length: int) -> dict[int, frozenset[str]]:
    cover: dict[int, frozenset[str]] = {}
    for start, end, severity in spans:
        one = frozenset((severity,))
        for place in range(start, min(end, length)) if end > start else (min(start, length),):
            cover[place] = cover.get(place, frozenset()) | one
    return cover


def two_severities(severity: str) -> str:
    """`minor` or `major`: the task knows only these two, so a critical error is a major one and a neutral one minor."""
    return "major" if severity in ("major", "critical") else "minor"


def figures(sums: Sequence[float]) -> tuple[float, float, float]:
    """Precision, recall and F1 from the sums (credit, found, marked); NaN where they are not defined."""
    from mtcheck.scoring.counts import f_score, ratio

    credit, found, marked = sums
    precision, recall = float(ratio(credit, found)), float(ratio(credit, marked))
    return precision, recall, float(f_score(precision, recall))
