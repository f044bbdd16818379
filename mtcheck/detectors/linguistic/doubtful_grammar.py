"""Forms and small words that the bundled model would change."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Resources, Rule, Severity
from mtcheck.detectors._suspects import findings
from mtcheck.tagger.suspects import Suspect

RULE = Rule(
    id="doubtful-grammar",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MINOR,
    summary="The form of a word does not fit, says the language model.",
    why="Number, tense and small words follow the source and not the English sentence.",
    examples=(
        Bad("The rules ⟦on⟧ return drew last fire month after a customer returned a parrot."),
        Good("The rules on returns drew fire last month after a customer returned a parrot."),
        Good("The team are training on the new pitch, and the staff is away."),
    ),
    limits="The model reads a few sentences at a time and does not know the source: rare names, terms and turns of phrase may look wrong to it.",
    needs=("tagger",),
)


def _message(words: str, suspect: Suspect) -> str:
    return f"The form of “{words}” does not fit the sentence."


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    yield from findings(RULE, doc, resources, ("grammar",), _message)
