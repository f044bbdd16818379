"""`text/balance.py` finds the mark; the quotation is closed where the attribution begins, else where its last sentence ends."""

import re
from collections.abc import Iterator

from mtcheck.core import Bad, Document, Edit, Finding, Good, Repair, Resources, Rule, Severity, Span
from mtcheck.text.balance import VERBS, Trouble, attribution, paragraphs_of, partner, troubles
from mtcheck.text.fusion import fusions
from mtcheck.text.lazy import lazy
from mtcheck.text.sentences import sentences

RULE = Rule(
    id="unclosed-quote",
    mqm="linguistic-conventions/punctuation",
    severity=Severity.MINOR,
    summary="A quotation is opened and never closed.",
    why="Engines and scrapers lose quotation marks; the reader no longer knows who speaks.",
    needs=("vocabulary",),
    limits="Where a paragraph of speech is followed by one that opens a quotation, wire convention wants no closing mark, and the rule is quiet.",
    examples=(
        Bad('"We will rebuild the ⟦school,⟧ said Mayor Ilona Varga.\nWork starts in May.', fixed='"We will rebuild the school," said Mayor Ilona Varga.\nWork starts in May.'),
        Bad('"Nobody told ⟦us⟧ he said, and pointed at the map.\nThe map was old.', fixed='"Nobody told us," he said, and pointed at the map.\nThe map was old.'),
        Bad(
            'Guards opened the gate at noon. "After that we stopped ⟦counting⟧\nThe camp holds 900 people.',
            fixed='Guards opened the gate at noon. "After that we stopped counting."\nThe camp holds 900 people.',
        ),
        Bad('The party asked for a new count, ⟦"⟧citing torn ballots.\nThe board met.', fixed="The party asked for a new count, citing torn ballots.\nThe board met."),
        Bad(
            'He wrote: “The dam is ⟦safe.⟧\nEngineers disagree.',
            fixed='He wrote: “The dam is safe.”\nEngineers disagree.',
        ),
        Good('"We saw the lights.\n"Then nothing," she said.'),
        Good('He bought a 20" screen and a 6\'2" ladder.'),
        Good('“The road is open,” he said. “Trucks can pass.”'),
        Good('"We waited for days.\nNobody came," he said.'),
    ),
)

_LAST_WORD = lazy(r"[\w’'-]+$")
_TURN = lazy(r", (?:and|but|while|which|who|as|after|when|where|because|although|adding|asking|saying|calling|[a-z]+ing|he|she|they|it)\b")
_NARRATIVE = lazy(rf"(?:He|She|They|[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+)*) (?:also |then |later )?{VERBS}\b")


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    for trouble in troubles(doc.text, paragraphs_of(doc.segments)):
        if trouble.kind == "unclosed":
            found = _place(doc, trouble, resources)
            if found is not None:
                span, edit, confidence = found
                message = "This quotation mark opens nothing." if not edit.text else "The quotation is not closed; it seems to end here."
                yield RULE.finding(span, message, confidence=confidence, repairs=[Repair((edit,), confidence)], related=(Span(trouble.at, trouble.at + 1),))


def _place(doc: Document, trouble: Trouble, resources: Resources) -> tuple[Span, Edit, float] | None:
    """Where an editor would look, what to write there and how sure that is; None where another rule says it."""
    text = doc.text
    start, end = trouble.at + 1, trouble.end
    close = partner(text, trouble.at)
    said = attribution(text, start, end)
    limit = said.start() if said else end
    if any(fusion.stop and fusion.left < limit for fusion in fusions(text, start, end, resources.model("vocabulary"))):
        return None  # fused-sentence closes it
    if said:
        at = said.start()
        comma = said[0].startswith(",")
        ended = text[at - 1] in ",.!?…"
        return _after(text, at + comma, close if comma or ended else "," + close, 0.85)
    before = text[max(0, trouble.at - 2) : trouble.at]
    small = text[start : start + 1].islower()
    spoken = re.search(rf"[\"”][^\"“”.!?]*\b{VERBS}\b[^\"“”.!?]*$", text[max(0, trouble.at - 120) : trouble.at])
    if (before == ", " and small and not spoken) or not re.search(r"\w", text[start:end]):
        return Span(trouble.at, start), Edit(Span(trouble.at, start), ""), 0.6
    if small and not spoken and (turn := _TURN.search(text, start, end)) and len(text[start : turn.start()].split()) <= 12:
        return _after(text, turn.start() + 1, close, 0.65)
    within = sentences(text, start, end)
    stop = next((last for (_, last), (first, _) in zip(within, within[1:], strict=False) if _NARRATIVE.match(text, first, end)), end)
    if end != doc.segment_at(trouble.at).span.end and stop == end:
        stop = within[-2][1] if len(within) > 1 else end
        if stop == end:  # a second quotation begins inside the first
            return Span(trouble.at, start), Edit(Span(trouble.at, start), ""), 0.5
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    partial = small and not spoken and len(text[start:stop].split()) > 12
    if partial:
        return Span(trouble.at, start), Edit(Span(trouble.at, start), ""), 0.5
    return _after(text, stop, close if text[stop - 1] in ".!?…,)" else "." + close, 0.7)


def _after(text: str, at: int, new: str, confidence: float) -> tuple[Span, Edit, float]:
    body = text[:at].rstrip(",.!?…)")
    word = _LAST_WORD.search(body[-40:])
    begin = len(body) - len(word[0]) if word else at - 1
    return Span(begin, at), Edit(Span(at, at), new), confidence
