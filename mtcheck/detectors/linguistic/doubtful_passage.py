"""Places that the bundled model finds wrong without being able to say how."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Resources, Rule, Severity
from mtcheck.detectors._suspects import findings
from mtcheck.tagger.suspects import Suspect

RULE = Rule(
    id="doubtful-passage",
    mqm="linguistic-conventions/unintelligible",
    severity=Severity.MINOR,
    summary="Something is wrong here, says the language model.",
    why="What engines leave behind has many shapes; some have no name.",
    examples=(
        Bad("Oh Barra, 36, started Tradewell in his ⟦mother'with⟧ garage with €900 and and borrowed out."),
        Good("Barra, 36, started Tradewell in his mother's garage with €900 and a borrowed van."),
        Good("So it goes, said the captain: up with the sun, out with the tide."),
    ),
    limits="The model reads a few sentences at a time and does not know the source: rare names, terms and turns of phrase may look wrong to it.",
    needs=("tagger",),
)


def _message(words: str, suspect: Suspect) -> str:
    return f"Something is wrong at “{words}”."


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    yield from findings(RULE, doc, resources, ("join", "omission", "other", "word-order"), _message)
