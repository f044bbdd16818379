"""Words that the bundled model would leave out."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Resources, Rule, Severity
from mtcheck.detectors._suspects import LIMITS, findings

RULE = Rule(
    id="doubtful-addition",
    mqm="accuracy/addition",
    severity=Severity.MINOR,
    summary="There is a word too many, the language model says.",
    why="Engines repeat what they have said, or carry over small words that English leaves out.",
    examples=(
        Bad(
            "The storm has left without light to 40,000 houses. The company electric work for restore the service, but"
            " warns ⟦of that the⟧ repairs will be able to take until the weekend."
        ),
        Good("The mayor of the town said that that was all he knew of it."),
        Good("Shares in the firm fell in the third quarter after the bank cut its forecast."),
    ),
    limits=LIMITS,
    needs=("tagger",),
)


def _message(words: str) -> str:
    return f"“{words}” seems to be too much here."


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    yield from findings(RULE, doc, resources, ("addition",), _message)
