"""Words that the bundled model would leave out."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Resources, Rule, Severity
from mtcheck.detectors._suspects import findings
from mtcheck.tagger.suspects import Suspect

RULE = Rule(
    id="doubtful-addition",
    mqm="accuracy/addition",
    severity=Severity.MINOR,
    summary="A word too many, says the language model.",
    why="Engines repeat what they have said, or carry over small words that English leaves out.",
    examples=(
        Bad("Arrivals ⟦of⟧ tourist were expected to top 200,000 this year."),
        Good("Arrivals of tourists were expected to top 200,000 this year."),
        Good("The mayor of the town said that that was all he knew of it."),
    ),
    limits="The model reads a few sentences at a time and does not know the source: rare names, terms and turns of phrase may look wrong to it.",
    needs=("tagger",),
)


def _message(words: str, suspect: Suspect) -> str:
    return f"“{words}” seems to be too much here."


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    yield from findings(RULE, doc, resources, ("addition",), _message)
