"""A text with markup in it, as clients of LanguageTool send it, as a Document: what is text, what is markup, and what a
reader sees instead of the markup.

The raw text is everything in its order, text and markup; places in it are what the client wants to hear.
"""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mtcheck.core import Document, RawSpan, Run, Span
from mtcheck.readers import text as reader


@dataclass(frozen=True)
class Part:
    """A piece of what was sent. `shown`: what a reader sees of it; None for text, which is seen as it is."""

    raw: str
    shown: str | None = None


@dataclass(frozen=True)
class _Piece:
    """A part of which something is seen: its place in the text that is read, and in the raw text."""

    start: int
    end: int
    raw: RawSpan
    verbatim: bool


def document(parts: Sequence[Part], uri: str) -> Document:
    """The document of a text with markup; repairs never reach into the markup."""
    seen = "".join(part.raw if part.shown is None else part.shown for part in parts)
    raw = "".join(part.raw for part in parts)
    doc = reader.read(seen, uri)
    pieces = tuple(_pieces(parts))
    runs = tuple(run for one in doc.runs for run in _carried(one, pieces))
    return replace(doc, raw=raw, runs=runs)


def _pieces(parts: Sequence[Part]) -> Iterator[_Piece]:
    at = place = 0
    for part in parts:
        shown = part.raw if part.shown is None else part.shown
        if shown:
            yield _Piece(at, at + len(shown), RawSpan(place, place + len(part.raw)), part.shown is None)
        at, place = at + len(shown), place + len(part.raw)


def _carried(run: Run, pieces: Sequence[_Piece]) -> Iterator[Run]:
    """A run of the text that was read, cut where its parts meet and led on to the raw text."""
    first = bisect.bisect_right(pieces, run.raw.start, key=lambda piece: piece.end)
    touched = pieces[first : bisect.bisect_left(pieces, run.raw.end, lo=first, key=lambda piece: piece.start)]
    if not run.verbatim:
        one = touched[0]
        yield Run(
            run.span,
            _place(one, run.raw) if len(touched) == 1 and one.verbatim else _nowhere(one, run.raw.start),
            verbatim=False,
        )
        return
    for piece in touched:
        start, end = max(piece.start, run.raw.start), min(piece.end, run.raw.end)
        span = Span(run.span.start + start - run.raw.start, run.span.start + end - run.raw.start)
        yield Run(
            span, _place(piece, RawSpan(start, end)) if piece.verbatim else _nowhere(piece, start), piece.verbatim
        )


def _place(piece: _Piece, span: RawSpan) -> RawSpan:
    return RawSpan(piece.raw.start + span.start - piece.start, piece.raw.start + span.end - piece.start)


def _nowhere(piece: _Piece, start: int) -> RawSpan:
    """An empty place: what is only seen has none of its own in the raw text, so that no edit can reach it."""
    at = piece.raw.start + (start - piece.start if piece.verbatim else 0)
    return RawSpan(at, at)
