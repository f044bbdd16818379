"""Marks, joins and cuts that the bundled model would mend."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Resources, Rule, Severity
from mtcheck.detectors._suspects import LIMITS, findings

RULE = Rule(
    id="doubtful-punctuation",
    mqm="linguistic-conventions/punctuation",
    severity=Severity.MINOR,
    summary="A mark is wrong or sentences are joined or cut in the wrong place, the language model says.",
    why="Engines keep the punctuation of the source, and join or cut sentences where English does not.",
    examples=(
        Bad(
            "The court freed⟦. "
            "The⟧ two men on Tuesday, said their lawyer. "
            "The minister said that was ready to meet unions, but that government would not to change the law. "
            "Opposition asked the vote, which it will take place in next week."
        ),
        Good("The mayor of the town said that that was all he knew of it."),
        Good("Shares in the firm fell in the third quarter after the bank cut its forecast."),
    ),
    limits=LIMITS,
    needs=("tagger",),
)


def _message(words: str) -> str:
    return f"At “{words}” the punctuation is off."


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    yield from findings(RULE, doc, resources, ("join",), _message)
