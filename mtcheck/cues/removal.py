"""Takes debris out of a story without leaving a hole: `debris` gives the finding, `removal` only the edit."""

from mtcheck.core import Document, Edit, Finding, Rule, Span
from mtcheck.text.edges import widened

_CLINGS = frozenset(".,;:!?)]}”’»…%")
_HOLDS = frozenset("([{“‘«¿¡/")


def debris(
    rule: Rule,
    doc: Document,
    start: int,
    end: int,
    message: str,
    confidence: float,
    repair: float | None = None,
    *,
    for_people: bool = False,
) -> Finding:
    """A finding on `text[start:end]`, and on the spaces or the line break that go with it."""
    edit = removal(doc, start, end)
    span = Span(min(start, edit.span.start), max(end, edit.span.end))
    return rule.correction(span, edit, message, confidence, repair, for_people=for_people)


def removal(doc: Document, start: int, end: int) -> Edit:
    """The edit that deletes `text[start:end]`, widened by the spaces that would be too many, or by the line break if
    nothing is left of the line.
    """
    text = doc.text
    line = doc.segment_at(start).span
    if start <= line.start and end >= line.end:
        return Edit(_line(doc, start), "")
    low, high = widened(text, start, end, str.isspace, line.start, line.end)
    if low == line.start or high == line.end:
        return Edit(Span(low, high), "")
    if text[high] in _CLINGS or text[low - 1] in _HOLDS:
        return Edit(Span(low, high), "")
    if low == start and high == end:
        glued = text[low - 1].isalnum() and text[high].isalnum()
        stop = text[low - 1] in ".!?,;" and text[high].isalnum()
        return Edit(Span(start, end), " " if glued or stop else "")
    return Edit(Span(low if low < start and high > end else start, end), "")


def _line(doc: Document, offset: int) -> Span:
    """The line with one of its line breaks: the one before it, so that no two at the end of a story claim one."""
    index = doc.segment_index(offset)
    span = doc.segments[index].span
    if index:
        gap = Span(doc.segments[index - 1].span.end, span.start)
        if _is_break(doc, gap):
            return Span(_longer_stays(doc, gap, index), span.end)
    if not index and len(doc.segments) > 1:
        gap = Span(span.end, doc.segments[1].span.start)
        if _is_break(doc, gap):
            return Span(span.start, gap.end)
    return span


def _longer_stays(doc: Document, gap: Span, index: int) -> int:
    """Where to cut the break before a line, so that a blank line before it stays though none follows it."""
    if index + 1 < len(doc.segments):
        after = doc.text[doc.segments[index].span.end : doc.segments[index + 1].span.start]
        rest = Span(gap.end - len(after), gap.end)
        if after and gap.start < rest.start and rest.of(doc.text) == after and _is_break(doc, rest):
            return rest.start
    return gap.start


def _is_break(doc: Document, gap: Span) -> bool:
    """Whether the file itself has only white space there: other formats put markup between paragraphs."""
    raw = doc.raw_span(gap)
    return doc.raw[raw.start : raw.end].isspace()
