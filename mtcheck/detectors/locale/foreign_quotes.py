"""Guillemets, low and single angle marks, by pairs. The pair becomes the story's own marks; a comma goes inside a
quotation of speech. A short pair is one finding, the two ends of a long one are two.
"""

from mtcheck.core import Applicability, Bad, Document, Edit, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.edges import widened
from mtcheck.text.lazy import lazy
from mtcheck.text.typography import house_marks, inner_marks

RULE = Rule(
    id="foreign-quotes",
    mqm="locale-conventions/quote-mark-format",
    applicability=Applicability.AUTOMATIC,
    summary="Quotation marks of another language are used.",
    why="Engines copy the marks of the source.",
    whole=True,
    examples=(
        Bad('The newspaper ⟦«Morning Delta»→"Morning Delta"⟧ was fined.'),
        Bad('⟦« We wait »,→"We wait,"⟧ said the captain.'),
        Bad('The term ⟦„dual power“→"dual power"⟧ is disputed.'),
        Bad('She wrote ⟦„→"⟧never again" on the wall.'),
        Good("The newspaper “Morning Delta” was fined."),
        Good("The sign read «Propriété privée, défense d'entrer»."),
        Good("It was 5‚ not 6."),
    ),
)

_MARK = Pattern(r"[«»‹›„‟]|(?<!\w)‚(?=\w)(?!Ä)|<<(?=\w[^<>\n]{0,200}>>)|(?<=[\w.,!?])>>(?!\w)")
_CLOSERS = {"«": "»", "»": "«", "‹": "›", "›": "‹", "„": '“”"', "‟": '”"', "‚": "‘’'", "<<": ">"}
_SPEECH = 4  # words from which a quotation with a capital is taken for speech
SHORT = 40  # code points of a quotation that is shown as one place
_SAID = lazy(
    r" ?(?:said|says|told|added|noted|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)? (?:said|says|told|added|noted)"
    r"|(?:he|she|they|the \w+) (?:said|says|added|noted|told))\b"
)


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    done = -1
    found = list(doc.matches(_MARK))
    house, inner = (house_marks(text), inner_marks(text)) if found else (("", ""), ("", ""))
    for match in found:
        at, mark = match.start(), match[0]
        if at < done:
            continue
        line = doc.segment_at(at).span
        if (mark in "»›" and not (at == line.start or text[at - 1] in " (")) or mark == ">>":
            yield _lone(at, mark, house[1], False, text, line)
            continue
        close = _closing(text, at + len(mark), line.end, _CLOSERS[mark])
        marks = inner if _nested(text, line, at, close or line.end) else house
        if close is None:
            yield _lone(at, mark, marks[0], True, text, line)
            continue
        done = close + 1
        width = 2 if mark == "<<" else 1
        begin, finish = at + width, close
        while text[begin].isspace():
            begin += 1
        while text[finish - 1].isspace():
            finish -= 1
        if begin >= finish:
            continue
        opening = Edit(Span(at, begin), marks[0])
        end, tail = _tail(text, text[begin:finish], close + width, line.end)
        closing = Edit(Span(finish, end), tail.replace("”", marks[1]))
        right = closing.span.of(text) == closing.text
        if end - at <= SHORT and not right:
            yield RULE.correction(Span(at, end), (opening, closing), _message(mark), 0.95, 0.94)
        else:
            yield RULE.correction(opening.span, opening, _message(mark), 0.95, 0.94)
            if not right:
                yield RULE.correction(closing.span, closing, _message(text[close]), 0.95, 0.94)


def _message(mark: str) -> str:
    return (
        f"“{mark}” is not an English quotation mark."
        if mark not in '“”"'
        else "This quotation closes in the manner of another language."
    )


def _closing(text: str, start: int, end: int, closers: str) -> int | None:
    depth = 0
    limit = min(end, start + 1500)
    if all(text.find(closer, start, limit) < 0 for closer in closers):
        return None
    for at in range(start, limit):
        if text[at] in closers:
            if depth == 0 and not (text[at] in "‘’'" and text[at + 1 : at + 2].isalnum()):
                return at
            depth -= 1
        elif text[at] == "«" and closers == "»":
            depth += 1
    return None


def _tail(text: str, inner: str, after: int, end: int) -> tuple[int, str]:
    """Where the closing edit ends, and what it writes."""
    speech = inner[:1].isupper() and (len(inner.split()) >= _SPEECH or _SAID.match(text, after + 1) is not None)
    follower = text[after] if after < end else ""
    if speech and (follower == "," or (follower == "." and len(inner.split()) >= _SPEECH)):
        return after + 1, "”" if inner[-1:] in f"{follower}!?…" else f"{follower}”"
    return after, "” " if follower.isalnum() else "”"


def _nested(text: str, line: Span, start: int, end: int) -> bool:
    """Whether English double marks are open round the range."""
    straight = text.count('"', line.start, start) % 2 == 1 and text.count('"', end, line.end) % 2 == 1
    curly = (
        text.count("“", line.start, start) > text.count("”", line.start, start)
        and "”" in text[end : line.end]
        and "„" not in text[line.start : start]
    )
    return straight or curly


def _lone(at: int, mark: str, new: str, opens: bool, text: str, line: Span) -> Finding:
    start, end = widened(text, at, at + len(mark), str.isspace, line.start, line.end)
    span = Span(at, end) if opens else Span(start, at + len(mark))
    return RULE.correction(span, new, _message(mark), 0.93, 0.9)
