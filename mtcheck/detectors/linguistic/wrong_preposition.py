"""Prepositions and complement patterns of another language, each with its verb or adjective, from
`lexicons/calques.tsv`.
"""

from collections.abc import Iterator

from mtcheck.core import Applicability, Bad, Document, Finding, Good, Resources, Rule, Severity
from mtcheck.cues.phrases import findings

RULE = Rule(
    id="wrong-preposition",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MINOR,
    applicability=Applicability.AUTOMATIC,
    summary="A verb, noun or adjective has the preposition or complement of another language.",
    why="Engines carry the source's preposition over; readers stumble, and now and then the sense changes.",
    examples=(
        Bad("The result ⟦depends of→depends on⟧ the weather."),
        Bad("⟦Despite of→Despite⟧ the rain, the vote went on."),
        Bad("She was ⟦interested for the→interested in the⟧ offer."),
        Good("The result depends, of course, on the weather."),
        Good("Prices increased on Monday."),
        Good("In spite of the rain, the vote went on."),
    ),
    limits="Knows the patterns of its list and no others.",
)

_KINDS = frozenset({"preposition", "verb-pattern"})


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    yield from findings(RULE, doc, resources, "calques", _KINDS)
