"""What a deletion leaves of the file around it: `with_shells` takes the empty `<p></p>` along, with its line, and
`empties_field` tells where a cell or a string would be left with nothing.
"""

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mtcheck.core import Document, RawSpan
from mtcheck.text.lazy import lazy

_INLINE = "a|abbr|b|cite|del|em|font|i|ins|mark|q|s|small|span|strike|strong|sub|sup|tt|u"
_BLOCKS = "p|li|h[1-6]|blockquote|figcaption|dt|dd|ul|ol|dl"  # cells and frames of a page stay, whatever they hold
_NEAR = 400  # code points of an opening tag
# As they stand in a page, in a JSON string and escaped in XML. What others may point to is no mere shell.
_OPENS = lazy(
    rf"(?:<(?P<tag>{_INLINE}|{_BLOCKS})(?=[\s>])(?P<has>[^<>]*)>|&lt;(?P<name>{_INLINE}|{_BLOCKS})(?=\s|&gt;)"
    r"(?P<own>(?:(?!&[lg]t;)[^<>])*)&gt;)\s*$",
    re.IGNORECASE,
)
_CLOSES = lazy(
    rf"\s*(?:<\\?/(?P<tag>{_INLINE}|{_BLOCKS})\s*>|&lt;/(?P<name>{_INLINE}|{_BLOCKS})\s*&gt;)", re.IGNORECASE
)
_BLOCK = lazy(_BLOCKS)
_TAG_BEFORE = lazy(r"(?:>|&gt;)\s*$")
_TARGET = lazy(r"(?:^|[\s\"'])(?:id|name)\s*=", re.IGNORECASE)
_BREAK = lazy(r"<br\s*/?>\s*$", re.IGNORECASE)
_BREAK_AFTER = lazy(r"\s*(?:<br\s*/?>|</)", re.IGNORECASE)
_LINE_BEFORE = lazy(r"\r?\n[ \t]*$")
_LINE_AFTER = lazy(r"[ \t]*(?:\r?\n|$)")


class Place(NamedTuple):
    """A raw range and whether what stood there goes without anything in its place."""

    span: RawSpan
    goes: bool


def with_shells(doc: Document, edits: Sequence[Place]) -> Iterator[RawSpan]:
    """The raw ranges of sorted, disjoint edits; where deletions empty an element of a page, the first and the last of
    them reach over its tags.
    """
    at = 0
    while at < len(edits):
        last = at
        while edits[at].goes and last + 1 < len(edits) and edits[last + 1].goes and _touch(doc.raw, edits, last):
            last += 1
        low, high = edits[at].span.start, edits[last].span.end
        if edits[at].goes and _TAG_BEFORE.search(doc.raw, max(0, low - _NEAR), low):
            low, high = _shell(doc, low, high)
        if last == at:
            yield RawSpan(low, high)
        else:
            yield RawSpan(low, edits[at].span.end)
            yield from (edit.span for edit in edits[at + 1 : last])
            yield RawSpan(edits[last].span.start, high)
        at = last + 1


def _touch(raw: str, edits: Sequence[Place], number: int) -> bool:
    """Whether only white space stands between an edit and the next one."""
    between = raw[edits[number].span.end : edits[number + 1].span.start]
    return not between or between.isspace()


_PARTS = frozenset((*",;|\t\r\n", ""))  # what stands between cells


def empties_field(doc: Document, span: RawSpan, text: str) -> bool:
    """Whether an edit in a record would leave nothing of a string or a cell."""
    raw, before, after = doc.raw, doc.raw[max(0, span.start - 1) : span.start], doc.raw[span.end : span.end + 1]
    if text or not len(span) or not (before == after == '"' or {before, after} <= _PARTS):
        return False
    floor, ceiling = _bounds(doc, span.start, span.end)
    return floor < max(1, span.start) and (span.end < ceiling or span.end == len(raw))


def _bounds(doc: Document, low: int, high: int) -> tuple[int, int]:
    """Where the text of the story before and after a raw range ends and begins."""
    runs = doc.runs
    before = bisect.bisect_right(runs, low, key=lambda run: run.raw.end) - 1
    while before >= 0 and not len(runs[before].raw):
        before -= 1
    after = bisect.bisect_left(runs, high, key=lambda run: run.raw.start)
    while after < len(runs) and not len(runs[after].raw):
        after += 1
    return runs[before].raw.end if before >= 0 else 0, runs[after].raw.start if after < len(runs) else len(doc.raw)


def _shell(doc: Document, low: int, high: int) -> tuple[int, int]:
    """The range widened by the tags that would be left with nothing between them, and by the line they stand on."""
    raw = doc.raw
    floor, ceiling = _bounds(doc, low, high)
    begin, end, is_block = low, high, False
    while True:
        opens = _OPENS.search(raw, max(floor, begin - _NEAR), begin)
        closes = _CLOSES.match(raw, end, ceiling)
        if not opens or not closes:
            break
        name = (opens["tag"] or opens["name"]).lower()
        if name != (closes["tag"] or closes["name"]).lower() or _TARGET.search(opens["has"] or opens["own"] or ""):
            break
        begin, end = opens.start(), closes.end()
        is_block = is_block or _BLOCK.fullmatch(name) is not None
    if begin == low:
        line = _BREAK.search(raw, max(floor, low - _NEAR), low)
        return (line.start(), high) if line and _BREAK_AFTER.match(raw, high, ceiling) else (low, high)
    line = _LINE_BEFORE.search(raw, floor, begin) if is_block else None
    begin = line.start() if line and _LINE_AFTER.match(raw, end) else begin
    return (
        (low, high) if raw[begin - 1 : begin] == "]" and raw.startswith("]", end) else (begin, end)
    )  # “]]>” ends a CDATA
