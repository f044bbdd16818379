"""Sentences that the bundled model cannot make sense of; one finding, whatever is wrong inside."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Resources, Rule, Severity
from mtcheck.detectors._suspects import LIMITS, findings

RULE = Rule(
    id="doubtful-sentence",
    mqm="linguistic-conventions/unintelligible",
    severity=Severity.MAJOR,
    summary="The sentence cannot be read as it stands, the language model says.",
    why=(
        "Where an engine loses its way, mending single words does not help: the sentence has to be written anew from"
        " the source."
    ),
    examples=(
        Bad(
            "The hospital informed to the families that the search was over. ⟦Doctors made an operation to the boy on"
            " Friday, and he have been discharged of the hospital yesterday in the tomorrow.⟧"
        ),
        Good("The mayor of the town said that that was all he knew of it."),
        Good("Shares in the firm fell in the third quarter after the bank cut its forecast."),
    ),
    limits=LIMITS,
    needs=("tagger",),
)


def _message(words: str) -> str:
    return "This sentence cannot be read as it stands; write it anew from the source."


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    yield from findings(RULE, doc, resources, ("sentence",), _message)
