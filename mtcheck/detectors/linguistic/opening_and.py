"""Paragraphs that open with “And the”, in a story of several “And” sentences; one is a writer's choice."""

import bisect

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.sentence_starts import at_sentence_starts

RULE = Rule(
    id="opening-and",
    mqm="style/awkward-style",
    severity=Severity.NEUTRAL,
    summary="A paragraph opens with “And”.",
    why="Arabic, Persian and Hebrew prose begins sentences with “and” where English begins with nothing.",
    whole=True,
    examples=(
        Bad("The port closed on Friday.\n⟦And the→The⟧ first ship left. And that was late."),
        Bad("The port closed on Friday.\n⟦And in→In⟧ Lomna two men were held.\n⟦And the→The⟧ mayor resigned."),
        Bad("The port closed.\n⟦And on→On⟧ Monday it opened. And some ships left."),
        Good("The port closed on Friday.\nAnd the first ship left."),
        Good("“We closed the port. And the ships left. And the men,” he said."),
        Good("The port closed. And the ships left. And nobody came."),
    ),
)

_AND = Pattern(r"And (?:(?P<next>the|in|on|its|according)\b)?(?=[\w ])")


def detect(doc: Document, resources: Resources) -> Findings:
    found = [match for match in at_sentence_starts(doc, _AND) if not doc.in_quotation(match.start())]
    if len(found) < 2:
        return
    opening = [
        match.start() for match in found if match["next"] and match.start() == doc.segment_at(match.start()).span.start
    ]
    every = [match.start() for match in found]
    for match in found:
        at = match.start()
        place = doc.segment_index(at)
        if not match["next"] or place == 0 or doc.segments[place].span.start != at:
            continue
        if not _has_neighbour(every if place < _EARLY else opening, at):
            continue
        span = Span(at, match.end("next"))
        message = "English news copy does not open a paragraph with “and”."
        yield RULE.correction(span, match["next"].capitalize(), message, 0.6)


def _has_neighbour(places: list[int], at: int) -> bool:
    here = bisect.bisect_left(places, at)
    return any(0 <= other < len(places) and abs(places[other] - at) < _REACH for other in (here - 1, here + 1))


_EARLY = 5  # paragraphs: further down, a writer may allow himself one
_REACH = 4000  # code points, about the length of a story: feeds hold several
