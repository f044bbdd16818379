"""Words in the sense that their look-alike has in the source, each in a telling frame, from `lexicons/calques.tsv`."""

from mtcheck.core import Bad, Document, Findings, Good, Resources, Rule, Severity
from mtcheck.cues.phrases import findings

RULE = Rule(
    id="false-friend",
    mqm="accuracy/mistranslation",
    severity=Severity.MAJOR,
    summary="A word is used in the sense of its look-alike, or of another meaning, in the source language.",
    why=(
        "Engines take the English word that looks alike, or the commonest sense of an ambiguous one; the sentence then"
        " says something else."
    ),
    examples=(
        Bad("The ⟦actual president→current president⟧ took office in March."),
        Bad("⟦Early choices→Early elections⟧ will be held in spring."),
        Bad("The ⟦actual government→current government⟧ took office last year."),
        Good("The actual cost was lower."),
        Good("Her early choices of music surprised critics."),
        Good("She assisted the ceremony's host."),
    ),
    limits="Knows the frames of its list and no others.",
)

_KINDS = frozenset({"false-friend", "wrong-sense"})


def detect(doc: Document, resources: Resources) -> Findings:
    yield from findings(RULE, doc, resources, "calques", _KINDS)
