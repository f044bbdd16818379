"""Entities in every state of decay are decoded; neighbours with only spaces between them are one finding. Which spaces
go depends on the character: a space swallows them, an apostrophe joins, quotation marks cling by turns.
"""

import re

from mtcheck.core import Applicability, Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.removal import debris, removal
from mtcheck.cues.spoken_markup import spoken_of
from mtcheck.text.edges import widened
from mtcheck.text.entities import ENTITY, INVISIBLE, SPACES, decoded
from mtcheck.text.lazy import lazy
from mtcheck.text.typography import house_apostrophe, house_marks
from mtcheck.text.words import either

RULE = Rule(
    id="broken-entity",
    mqm="design-and-markup/markup-tag",
    severity=Severity.MAJOR,
    applicability=Applicability.AUTOMATIC,
    residue=True,
    summary="A character is written as its HTML code.",
    why="Web pages were translated without being decoded; engines then put spaces into the codes or capitalise them.",
    examples=(
        Bad("The summit ended early.⟦ & nbsp; → ⟧Delegates left at noon."),
        Bad("He left.⟦\n& nbsp;→⟧\nShe stayed."),
        Bad("The minister⟦ & # 39; →'⟧s office did not reply."),
        Bad('He called it ⟦& quot; →"⟧a mistake⟦ & quot;→"⟧ on air.'),
        Good("The firm Hale & Quot sells lamps."),
        Good("R&D spending rose; so did wages."),
        Good("Smith & Sons; the oldest shop in town, closed."),
        Good("AT&T; its rival; a third firm."),
    ),
)

_RUN = Pattern(rf"(?:{ENTITY})(?:[ \t]*(?:{ENTITY}))*")
_TAG = Pattern(
    r"& ?(?:amp ?; ?)*[lL][tT] ?; ?(?:/ ?)?"
    rf"(?:!--[^\n]{{0,60}}?|(?i:{either('broken-entity: tags')})(?:[ /][^\n<>]{{0,200}}?)?)"
    r" ?& ?(?:amp ?; ?)*[gG][tT] ?;"
)
_ONE = lazy(ENTITY)
_SUFFIX = lazy(r"(?:s|t|re|ve|ll|d|m)\b")
_OPENING = frozenset("“‘«„‚(")
_CLOSING = frozenset("”’»")


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    tags = [match.span() for match in doc.matches(_TAG, masked=True)]
    runs = [*doc.matches(_RUN, masked=True)]
    spoken = spoken_of(doc, [*tags, *(match.span() for match in runs)])
    for start, end in tags:
        message = f"“{text[start:end]}” is a tag of the page."
        yield debris(RULE, doc, start, end, message, 0.97, 0.95, for_people=(start, end) in spoken)
    for match in runs:
        if any(start < match.end() and match.start() < end for start, end in tags):
            continue
        chars = [decoded(part[0]) for part in _ONE.finditer(match[0])]
        if not chars or None in chars:
            continue
        start, end = match.span()
        value, moved = "".join(char for char in chars if char), ""
        if value in ("¿", "¡") and text[start - 1 : start].isalpha() and text[end : end + 1].isalpha():
            moved = value
            value = house_apostrophe(text)  # what a cleaner made of an apostrophe that it could not write
        if value in ("«", "»"):
            value = house_marks(text)[value == "»"]  # English copy has its own
        edit = _edit(
            doc, start, end, value, " " in match[0] or " " in text[max(0, start - 1) : start] + text[end : end + 1]
        )
        span = Span(min(start, edit.span.start), max(end, edit.span.end))
        shown = {"\u00a0": "a space"}.get(value[0], f"“{value.strip()}”") if value.strip() or value else "nothing"
        message = f"“{match[0]}” is the HTML code of {shown}."
        if moved:
            message = f"“{match[0]}” is the HTML code of “{moved}”, which stands for {shown} here."
        unsure = (start, end) in spoken or _in_address(text, start)
        yield RULE.correction(span, edit, message, 0.97, 0.95, for_people=unsure)


_SPACE = lazy(r"\s")


def _in_address(text: str, start: int) -> bool:
    """Whether the entity stands in an address, where it may be what the server is asked for."""
    lead = text[max(0, start - 400) : start]
    last = _SPACE.split(lead)[-1]
    return "://" in last or "www." in last or re.search(r"\?[\w%.-]+=", last) is not None


def _edit(doc: Document, start: int, end: int, value: str, spaced: bool) -> Edit:
    text = doc.text
    line = doc.segment_at(start).span
    low, high = widened(text, start, end, str.isspace, line.start, line.end)
    if SPACES.union(INVISIBLE).issuperset(value):
        if low == line.start or high == line.end or INVISIBLE.issuperset(value):
            return removal(doc, start, end)
        return Edit(Span(low, high), "" if text[high] in ".,;:!?)”’»" or text[low - 1] in "([“‘«" else " ")
    if not spaced or len(value) > 1:
        return Edit(Span(start, end), re.sub(r"[\u00a0\u202f\u2009]+", " ", value))
    before = text[low - 1 : low] if low > line.start else ""
    if value in "'’‘" and before.isalnum():
        new = "'" if value == "‘" else value
        if _SUFFIX.match(text, high):
            return Edit(Span(low, high), new)
        if before == "s" and value != "‘" and high > end and _inside(text, line, low) % 2 == 0:
            return Edit(Span(low, end), new)
    if value in "\"'“”‘’«»„":
        return _quotation_mark(text, line, start, end, value)
    if value == "&" and (joined := _ampersand(text, line, start, end)) is not None:
        return joined
    # a letter may be broken off its word: caf & eacute;
    return Edit(Span(low if value.isalpha() and before.isalpha() else start, end), value)


def _quotation_mark(text: str, line: Span, start: int, end: int, value: str) -> Edit:
    """The mark clings to what it opens or closes."""
    low, high = widened(text, start, end, str.isspace, line.start, line.end)
    before, after = text[low - 1 : low] if low > line.start else "", text[high : high + 1] if high < line.end else ""
    if before and after and (low < start) != (high > end):
        return Edit(Span(start, end), value)
    closes = value in _CLOSING or not after or after in ".,;:!?"
    if value in _OPENING or (not closes and (not before or _inside(text, line, start) % 2 == 0)):
        return Edit(Span(start, high), value)
    space = "" if not after or high > end or after in ".,;:!?)" else " "
    return Edit(Span(low, high if after and after in ".,;:!?" else end), value + space)


def _ampersand(text: str, line: Span, start: int, end: int) -> Edit | None:
    """R&D is one word; between two words of prose it is “and”."""
    low, high = widened(text, start, end, str.isspace, line.start, line.end)
    left, right = re.search(r"\w+$", text[line.start : low]), re.match(r"\w+", text[high : line.end])
    if not left or not right:
        return None
    if len(left[0]) == len(right[0]) == 1 and left[0].isupper() and right[0].isupper():
        return Edit(Span(low, high), "&")
    prose = left[0].islower() | left[0].istitle() and right[0].islower() and len(right[0]) > 1
    return Edit(Span(start, end), "and") if prose and low < start else None


_QUOTES = lazy(r"\"|(?:&|\band) ?quot ?;|& ?# ?3[49] ?;|&amp;quot;")


def _inside(text: str, line: Span, offset: int) -> int:
    return sum(1 for _ in _QUOTES.finditer(text, line.start, offset))
