"""The headline and the story count the same thing differently, by a factor of ten or with two digits swapped; the
headline's figure never comes back.
"""

import re
from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Resources, Rule, Severity, Span
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="number-conflict",
    mqm="accuracy/mistranslation",
    severity=Severity.MAJOR,
    summary="Headline and story give different figures for the same thing.",
    why="Magnitudes slip by tens and digits change places when figures are converted.",
    examples=(
        Bad("Storm kills 12 villagers near Tarn\nThe storm killed ⟦21 villagers⟧ on Friday, police said."),
        Bad("Lasko mill to cut 3,000 workers\nThe mill will cut ⟦30,000 workers⟧ by May."),
        Bad("Fire kills 14 workers near Lomna\nThe fire killed ⟦41 workers⟧ on Monday, officials said."),
        Good("Storm kills 12 villagers near Tarn\nThe storm killed 12 villagers, not 21 villagers as police had said."),
        Good("Lasko mill to cut 300 workers\nThe mill, which has 3,000 workers, will cut 10 percent of jobs."),
        Good("Storm kills 12 villagers near Tarn\nThe storm hit 40 villages."),
    ),
    limits="Other differences may be updates or subsets; they are left alone.",
)

_COUNT = lazy(
    r"(?<![\w.,$€£:/-])(\d{1,3}(?:,\d{3})+|\d{2,})(?![\d.,:/%-]\d|%|-) ((?:[a-z]+ )?)"
    r"([a-z]{4,}s|people|men|women|children)\b"
)
_SUBSET = lazy(r"\b(?:had|has|have|of|among|employs?|with|already|earlier|previous|last year|total|which|more)\b")


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    if len(doc.segments) < 2 or doc.segments[0].kind != "headline":
        return
    head = doc.segments[0].span
    body = doc.segments[1:]
    for match in _COUNT.finditer(doc.text, head.start, head.end):
        figure, noun = match[1], match[3]
        rest = doc.text[head.end :]
        if re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\d,])", rest):
            continue
        for segment in body[:3]:
            for other in _COUNT.finditer(doc.text, segment.span.start, segment.span.end):
                lead = doc.text[max(segment.span.start, other.start() - 30) : other.start()]
                if (
                    other[3] == noun
                    and _slipped(figure, other[1])
                    and not _SUBSET.search(lead)
                    and not doc.in_quotation(other.start())
                ):
                    span = Span(*other.span())
                    yield RULE.finding(
                        span, f"The headline says {figure} {noun}; look up which is right.", confidence=0.8
                    )
                    return


def _slipped(one: str, other: str) -> bool:
    """A factor of ten, a hundred or a thousand, or two digits swapped."""
    first, second = one.replace(",", ""), other.replace(",", "")
    if len(first) == len(second):
        return first != second and len(first) <= 4 and sorted(first) == sorted(second)
    longer, shorter = (first, second) if len(first) > len(second) else (second, first)
    return len(longer) - len(shorter) <= 3 and longer == shorter + "0" * (len(longer) - len(shorter))
