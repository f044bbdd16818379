"""A round bracket that neither its paragraph nor the next two close.

Dates and the last words of a sentence are closed where they end.
"""

from functools import lru_cache

from mtcheck.core import Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="unclosed-bracket",
    mqm="linguistic-conventions/punctuation",
    summary="A bracket is opened and never closed.",
    why="The engine lost the second bracket, or the scraper cut off what it held.",
    limits="A bracket with several sentences behind it is left alone unless a date, a sum or a short name follows it.",
    examples=(
        Bad("The bridge is shut to lorries ⟦(see map→(see map)⟧.\nTrains run."),
        Bad("Polls open on 4 June ⟦(Thu→(Thu)⟧ at eight in all towns.\nTrains run."),
        Bad("Trains run.\nThe suit against the firm was dropped on Monday at the request of its owners⟦ (ana/mk/→.⟧"),
        Bad("The union of dockers ⟦(UDK→(UDK)⟧ called a strike on Friday.\nTrains run."),
        Good("The rule (in force since May\nand changed in June) is unchanged."),
        Good("They bought bread (white), milk (2 litres) and tea."),
        Good("She wrote “sad :(” and left."),
        Good("The rule is long (it fills a page. It has notes.\nIt was changed twice."),
    ),
)

_OPEN = Pattern(r"\((?<![:;=8-].)(?=[\w$€£])")
_SHORT = lazy(
    r"\((?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?|[A-Z]{2,6}|\d{4}|(?:US)?[$€£]\d[\d.,]*"
    r"(?:bn|m|tn|k| (?:thousand|million|billion|trillion))?|[A-Z][a-z]+ \d{1,3}|\d{1,2}|\d{1,3} years old)(?=[ ,.;]|$)"
)
_REST = lazy(r"\((?P<held>[^.!?()\n\"“”]{2,60}?)(?P<stop>[.!?]?)$")
_INITIALS = lazy(r" ?\((?:[a-z]{2,8}/)+[a-z]{0,8}/?\.?$")
_CREDIT = lazy(
    r"\((?:[Pp]hoto|[Pp]icture|[Ii]mage|[Cc]redit|[Ss]ource|[Ff]ile|[Ww]riting|[Rr]eporting|[Ee]diting|[Tt]ranslat|[Rr]eporter|[Ee]ditor)"
)


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    for match in doc.matches(_OPEN, masked=True):
        at = match.start()
        index = doc.segment_index(at)
        segment = doc.segments[index]
        if doc.is_masked(at, at + 2) and _INITIALS.match(text, at, segment.span.end) is None:
            continue
        if segment.kind in ("headline", "table") or at not in _left_open(text, segment.span.start, segment.span.end):
            continue
        after = doc.segments[min(index + 2, len(doc.segments) - 1)].span.end
        if ")" in text[segment.span.end : after] and at not in _left_open(text, segment.span.start, after):
            continue
        found = _repair(text, at, segment.span)
        if found is not None:
            span, edit, confidence = found
            yield RULE.correction(span, edit, "The bracket is not closed.", confidence)


_ROUND = lazy(r"[()]")


@lru_cache(maxsize=4)  # one line asks for all its brackets
def _left_open(text: str, start: int, end: int) -> frozenset[int]:
    """The opening brackets in the range that nothing in it closes."""
    stack: list[int] = []
    for match in _ROUND.finditer(text, start, end):
        if match[0] == "(":
            stack.append(match.start())
        elif stack:
            stack.pop()
    return frozenset(stack)


def _repair(text: str, at: int, paragraph: Span) -> tuple[Span, Edit, float] | None:
    initials = _INITIALS.match(text, at - (text[at - 1] == " "), paragraph.end)
    if initials is not None:
        stop = "" if text[initials.start() - 1 : initials.start()] in (*'.!?"”', "") else "."
        return Span(*initials.span()), Edit(Span(*initials.span()), stop), 0.75
    if _CREDIT.match(text, at, paragraph.end) or at == paragraph.start:
        return None  # photo-credit and source-footer speak of these
    short = _SHORT.match(text, at, paragraph.end)
    if short is not None:
        return Span(at, short.end()), Edit(Span(short.end(), short.end()), ")"), 0.85
    rest = _REST.match(text, at, paragraph.end)
    if rest is None or len(rest["held"].split()) > 8:
        return None
    end = rest.end("held")
    return Span(at, end), Edit(Span(end, end), ")"), 0.8
