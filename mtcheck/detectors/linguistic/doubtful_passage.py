"""Places that the bundled model finds wrong without being able to say how."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Resources, Rule, Severity
from mtcheck.detectors._suspects import LIMITS, findings

RULE = Rule(
    id="doubtful-passage",
    mqm="linguistic-conventions/unintelligible",
    severity=Severity.MINOR,
    summary="Something is wrong here, the language model says.",
    why="What engines leave behind has many shapes; some have no name.",
    examples=(
        Bad(
            "The hospital informed to the families that the search was over. Doctors made an operation to the boy on"
            " Friday, and he have been discharged of the hospital yesterday in the tomorrow. The road that carries to"
            " the airport was cut for the snow during six hours. The ⟦drivers, they⟧ had to spend the night in its"
            " cars, received blankets and soup hot of the army."
        ),
        Good("The mayor of the town said that that was all he knew of it."),
        Good("Shares in the firm fell in the third quarter after the bank cut its forecast."),
    ),
    limits=LIMITS,
    needs=("tagger",),
)


def _message(words: str) -> str:
    return f"“{words}” does not read as English."


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    yield from findings(RULE, doc, resources, ("other",), _message)
