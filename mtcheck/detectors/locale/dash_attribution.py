"""A dash between a quotation and who said it, as Slavic and Romance languages set it.

The comma goes inside the quotation marks.
"""

from mtcheck.core import Applicability, Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.speech import ATTRIBUTION
from mtcheck.text.typography import house_marks

RULE = Rule(
    id="dash-attribution",
    mqm="locale-conventions/punctuation-convention",
    applicability=Applicability.AUTOMATIC,
    summary="A dash separates a quotation from its speaker.",
    why="Slavic, Baltic and Romance languages set a comma and a dash there; engines copy both.",
    whole=True,
    examples=(
        Bad('"The road is closed⟦," - →," ⟧said the head of the district.'),
        Bad("“We are ready⟦”, – →,” ⟧noted the colonel."),
        Bad('"There is no threat⟦." - →," ⟧the ministry added.'),
        Bad('"Is it safe⟦?" — →?" ⟧asked Verne.'),
        Bad("The road is closed⟦, - ⟧said the mayor.", fixed='"The road is closed," said the mayor.'),
        Good('"The road is closed," said the head of the district.'),
        Good("The plan – she said – was dead."),
        Good('He read "Red Dawn" - told by a miner - in a day.'),
        Good("The vote, - said to be close - was held."),
    ),
)

_DASH = Pattern(
    rf"([,.!?…]{{0,3}} ?)([\"”»])([,.]?) ?[–—-]{{1,2}} ?(?={ATTRIBUTION}(?! (?:to be|by|through|in|with|as)\b))"
    rf"|(?<=[a-z0-9)])(,) ?[–—-]{{1,2}} ?(?={ATTRIBUTION}(?! (?:to be|by|through|with|as)\b))"
)


_MARK = lazy(r"[\"“”„«»]")
_SECOND = lazy(r"[^\"“”»]{0,80} [–—-]{1,2} ")  # dash of a pair


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_DASH):
        span = Span(*match.span())
        if match[4]:
            if doc.text[span.end - 1] in "–—-":
                continue
            spoken = doc.text[doc.segment_at(span.start).span.start] in "–—"  # dialogue-dash opens the quotation
            opening, closing = house_marks(doc.text)
            begin = doc.segment_at(span.start).span.start
            said = "The dash before the speaker is not English."
            if spoken or _MARK.search(doc.text, begin, span.start):
                yield RULE.correction(span, f",{closing} " if spoken else ", ", said, 0.85)
                continue
            marks = (Edit(Span(begin, begin), opening), Edit(span, f",{closing} "))  # both were left out
            yield RULE.correction(span, marks, said, 0.85, for_people=True, related=(Span(begin, begin),))
            continue
        if span.start == 0 or doc.text[span.start - 1].isspace():
            continue
        before = match[1].rstrip()
        if before != match[1] and not before:
            continue  # it opens: he read "– said the sea"
        inside = before if before[-1:] in ("!", "?", "…") or before == "..." else ","
        rest = doc.text[span.end : doc.sentence_at(span.start).end].split("\n", 1)[0]
        told = doc.text.startswith("I ", span.end) or _SECOND.match(rest) is not None  # a dialogue, or an aside
        message = "The dash between a quotation and its speaker is not English."
        yield RULE.correction(span, f"{inside}{match[2]} ", message, 0.94, for_people=told)
