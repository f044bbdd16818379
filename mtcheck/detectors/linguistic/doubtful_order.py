"""Words that stand in the order of another language, as the bundled model sees it."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Resources, Rule, Severity
from mtcheck.detectors._suspects import LIMITS, findings

RULE = Rule(
    id="doubtful-order",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MINOR,
    summary="The words stand in the wrong order, the language model says.",
    why="Engines keep the word order of the source where it is not that of English.",
    examples=(
        Bad(
            "Yesterday have the ministers over the law long discussed. The ⟦Organization⟧ of United Nations have sended"
            " aid to the region. The General Secretary of it, that visited the countryside of refugees on Monday, has"
            " asked to the countries rich more money."
        ),
        Good("The mayor of the town said that that was all he knew of it."),
        Good("Shares in the firm fell in the third quarter after the bank cut its forecast."),
    ),
    limits=LIMITS,
    needs=("tagger",),
)


def _message(words: str) -> str:
    return f"“{words}”: English has these words in another order."


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    yield from findings(RULE, doc, resources, ("word-order",), _message)
