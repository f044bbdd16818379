"""A capital function word after a lower-case word, with a clause on either side; `text/fusion.py` tells it from titles and names."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Resources, Rule, Severity, Span, replace
from mtcheck.text.balance import attribution, paragraphs_of, partner, troubles
from mtcheck.text.fusion import fusions

RULE = Rule(
    id="fused-sentence",
    mqm="linguistic-conventions/punctuation",
    severity=Severity.MAJOR,
    summary="Two sentences run into each other without a stop.",
    why="The engine or the scraper lost the stop (and often a closing quotation mark) at the joint.",
    needs=("vocabulary",),
    limits="A second sentence that begins with a name is found only where few readings are left.",
    examples=(
        Bad("Divers searched the ⟦lake The⟧ boat had sunk within minutes.", fixed="Divers searched the lake. The boat had sunk within minutes."),
        Bad("The smell filled the ⟦hall When⟧ firefighters arrived it was empty.", fixed="The smell filled the hall. When firefighters arrived it was empty."),
        Bad("Most staff left the building ⟦When⟧ firefighters arrived.", fixed="Most staff left the building when firefighters arrived."),
        Bad(
            '"The hearing is ⟦closed After⟧ the last witness, the judge left the hall for an hour.',
            fixed='"The hearing is closed." After the last witness, the judge left the hall for an hour.',
        ),
        Bad("The council has a month to ⟦answerIt⟧ may order a second count.", fixed="The council has a month to answer. It may order a second count."),
        Bad("The ship left the ⟦port However⟧, the crew stayed.", fixed="The ship left the port. However, the crew stayed."),
        Bad("The guards shut the gate ⟦again Petra⟧ Lund told reporters in the yard.", fixed="The guards shut the gate again. Petra Lund told reporters in the yard."),
        Good("She said it again Petra Lund was not there."),
        Good("She wrote the film The Road Home in two months."),
        Good("They met in The Hague and signed it."),
        Good("Staff left when firefighters arrived."),
        Good("He won promotion to Serie A with his side."),
        Good("What The Papers Say returns on Sunday."),
        Good("Reporters from The Associated Press saw the fire."),
    ),
)

_CLOSED = frozenset("headline code table".split())


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    vocabulary = resources.model("vocabulary")
    unclosed = None
    for segment in doc.segments:
        if segment.kind in _CLOSED:
            continue
        for fusion in fusions(doc.text, segment.span.start, segment.span.end, vocabulary):
            if doc.is_masked(fusion.start, fusion.end):
                continue
            if not fusion.stop:
                span = Span(fusion.start, fusion.end)
                message = f"“{fusion.word}” goes on the sentence and needs no capital."
                yield RULE.finding(span, message, confidence=fusion.confidence, repairs=[replace(span, fusion.word.lower(), fusion.confidence)])
                continue
            if unclosed is None:
                unclosed = [trouble for trouble in troubles(doc.text, paragraphs_of(doc.segments)) if trouble.kind == "unclosed"]
            close = ""
            for trouble in unclosed:
                if trouble.at < fusion.left < trouble.end and not attribution(doc.text, trouble.at + 1, fusion.left):
                    close = partner(doc.text, trouble.at)
                    unclosed.remove(trouble)
                    break
            span = Span(fusion.last, fusion.end)
            before = doc.text[fusion.last : fusion.left]
            after = doc.text[fusion.left : fusion.start].strip()  # a closing mark that is there
            lost = "A stop and a closing quotation mark are" if close else "A stop is"
            message = f"{lost} missing between “{before}” and “{fusion.word}”."
            new = f"{before}.{after}{close} {fusion.word}"
            yield RULE.finding(span, message, confidence=fusion.confidence, repairs=[replace(span, new, fusion.confidence)])
