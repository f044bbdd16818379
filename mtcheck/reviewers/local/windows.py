"""Texts cut into windows that a model can take, with overlap, each token with its place in the text.

`windows` is the way in.
"""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mtcheck.core import Document, Segment
from mtcheck.text.lazy import lazy

_LONE = lazy("[\ud800-\udfff]")
_OVERLAP = 4  # one part in so many of a window is in the next, too


@dataclass(frozen=True)
class Window:
    """Token ids and their places (code points, half open; None for tokens that stand for no text).

    `text`: the number of the text.
    """

    text: int
    ids: tuple[int, ...]
    places: tuple[tuple[int, int] | None, ...]

    @cached_property
    def _held(self) -> list[tuple[int, int, int]]:
        """(start, end, number) of the tokens that stand for text."""
        return [
            (*place, number) for number, place in enumerate(self.places) if place is not None and place[0] < place[1]
        ]

    def tokens(self, start: int, end: int) -> list[int]:
        """The tokens that hold some of the range; none unless the window holds all of it."""
        held = self._held
        if not held or start < held[0][0] or end > held[-1][1]:
            return []
        first = bisect.bisect_right(held, start, key=lambda token: token[1])
        return [number for _, _, number in held[first : bisect.bisect_left(held, end, key=lambda token: token[0])]]

    def margin(self, tokens: Sequence[int]) -> int:
        """How many tokens stand between these and the nearer end."""
        return min(tokens[0], len(self.ids) - 1 - tokens[-1])


def windows(tokenizer: Any, texts: Iterable[str], longest: int, *, special: bool = True) -> list[Window]:
    """`longest`: tokens of a window. `special`: with the tokens that the model expects at the ends."""
    found = []
    for number, text in enumerate(texts):
        cut = tokenizer(
            text,
            add_special_tokens=special,
            truncation=True,
            max_length=longest,
            stride=longest // _OVERLAP,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
        )
        for ids, offsets, marks in zip(
            cut["input_ids"], cut["offset_mapping"], cut["special_tokens_mask"], strict=True
        ):
            places = [None if mark else (start, end) for (start, end), mark in zip(offsets, marks, strict=True)]
            found.append(Window(number, tuple(ids), tuple(places)))
    return found


def prose(doc: Document) -> list[Segment]:
    """The segments that are language."""
    return [segment for segment in doc.segments if segment.kind != "code" and len(segment.span)]


def texts(doc: Document, segments: Iterable[Segment]) -> list[str]:
    """Their words.

    A surrogate that stands alone, which no tokenizer takes, is a question mark: places stay as they are.
    """
    return [clean(segment.span.of(doc.text)) for segment in segments]


def clean(text: str) -> str:
    """The text without lone surrogates, as long as before."""
    return _LONE.sub("?", text)
