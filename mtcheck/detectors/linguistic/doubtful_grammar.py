"""Forms and small words that the bundled model would change."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Resources, Rule, Severity
from mtcheck.detectors._suspects import LIMITS, findings

RULE = Rule(
    id="doubtful-grammar",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MINOR,
    summary="The form of a word does not fit, the language model says.",
    why="Number, tense, articles and prepositions follow the source and not the English sentence.",
    examples=(
        Bad(
            "The council of the town beaten decided on Monday to breed the imposed on the housings. The greater said"
            " that the money ⟦go⟧ to the schools, and that the works will commence in the third neighbourhood of the"
            " year."
        ),
        Good("The mayor of the town said that that was all he knew of it."),
        Good("Shares in the firm fell in the third quarter after the bank cut its forecast."),
    ),
    limits=LIMITS,
    needs=("tagger",),
)


def _message(words: str) -> str:
    return f"“{words}”: the form or the small word does not fit the sentence."


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    yield from findings(RULE, doc, resources, ("grammar",), _message)
