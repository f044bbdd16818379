"""Segments where words of another language may stand in a row: `foreign_lines` is the way in."""

from mtcheck.core import Document
from mtcheck.text.foreign import GRAMMAR
from mtcheck.text.lazy import lazy

_ACCENT = lazy("[ß-ÿœš]")


def foreign_lines(doc: Document) -> set[int]:
    """The numbers of the segments that may hold a word of another language's grammar in small Latin letters."""
    return doc.once("foreign lines", lambda: _accented(doc) | doc.having(GRAMMAR))


def _accented(doc: Document) -> set[int]:
    lines = enumerate(segment.span for segment in doc.segments)
    return {number for number, line in lines if _ACCENT.search(doc.text, line.start, line.end)}
