"""Findings held against the OK and BAD tags of word-level quality estimation.

Two layouts are in use. Split (WMT18-21, MLQE-PE): 2n + 1 tags for n tokens, gaps and tokens by turns; a BAD gap means
that words are missing there. Merged (WMT22): n + 1 tags, the last one on the end of the sentence; a tag is BAD where
its token or the gap to the left of it is.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Place = tuple[int, int]


class Tags(NamedTuple):
    """True is BAD. `gaps` has one entry more than `tokens`: gaps[i] stands before token i."""

    tokens: tuple[bool, ...]
    gaps: tuple[bool, ...]


class Hits(NamedTuple):
    """True and false positives, false and true negatives, BAD being positive."""

    right: int
    false: int
    missed: int
    quiet: int


def split_line(tags: Sequence[str]) -> Tags:
    """Tags of a line in the split layout."""
    bad = [tag == "BAD" for tag in tags]
    return Tags(tuple(bad[1::2]), tuple(bad[::2]))


def merged(tags: Tags) -> tuple[bool, ...]:
    """One tag for each token and one for the end: BAD where the token or the gap to its left is."""
    return tuple(token or gap for token, gap in zip((*tags.tokens, False), tags.gaps, strict=True))


def offsets(text: str, tokens: Sequence[str]) -> list[Place] | None:
    """Where each token stands in the text, white space aside; None where the tokens are not those of the text."""
    places: list[Place] = []
    at = 0
    for token in tokens:
        letters = "".join(token.split())
        while at < len(text) and text[at].isspace():
            at += 1
        start = at
        for letter in letters:
            while at < len(text) and text[at].isspace():
                at += 1
            if at >= len(text) or text[at] != letter:
                return None
            at += 1
        places.append((start, at))
    return places if not text[at:].strip() else None


def project(spans: Iterable[Place], insertions: Iterable[int], places: Sequence[Place]) -> Tags:
    """The tags that findings stand for: every token that a span touches, and the gaps where a repair only puts
    something in.

    A span without a token in it (a stray space, an empty span) marks the gap where it stands.
    """
    bad = [False] * len(places)
    gaps = [False] * (len(places) + 1)
    points = list(insertions)
    for start, end in spans:
        touched = [number for number, (low, high) in enumerate(places) if low < end and start < high]
        for number in touched:
            bad[number] = True
        if not touched:
            points.append(start)
    for point in points:
        gaps[sum(1 for low, _ in places if low < point)] = True
    return Tags(tuple(bad), tuple(gaps))


def hits(found: Sequence[bool], marked: Sequence[bool]) -> Hits:
    """Counts over two rows of tags. Raises ValueError when they differ in length."""
    pairs = list(zip(found, marked, strict=True))
    right = sum(1 for one, other in pairs if one and other)
    false = sum(1 for one, other in pairs if one and not other)
    missed = sum(1 for one, other in pairs if other and not one)
    return Hits(right, false, missed, len(pairs) - right - false - missed)
