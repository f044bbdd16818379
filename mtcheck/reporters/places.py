"""Lines and columns of the decoded file, both from 1, columns in code points."""

import bisect
from functools import lru_cache

from mtcheck.core import Document, RawSpan, Span
from mtcheck.text.lazy import lazy

_BREAK = lazy(r"\r\n|\n|\r")


def place(raw: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a code point of the decoded file."""
    starts = _line_starts(raw)
    line = bisect.bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


@lru_cache(maxsize=1)
def _line_starts(raw: str) -> list[int]:
    return [0, *(match.end() for match in _BREAK.finditer(raw))]


def visible(doc: Document, span: Span) -> Span:
    """The span without white space at its ends, if more than white space is in it."""
    words = span.of(doc.text)
    if not words.strip():
        return span
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))


def seen(doc: Document, span: Span) -> RawSpan:
    """Where a reader sees a span of the text, in the decoded file: line breaks that are taken out with a line are no
    part of it.
    """
    return doc.raw_span(visible(doc, span))
