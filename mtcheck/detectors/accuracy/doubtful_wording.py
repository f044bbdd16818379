"""Words that the bundled model finds out of place: another sense, a phrase carried over word by word."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Resources, Rule, Severity
from mtcheck.detectors._suspects import findings
from mtcheck.tagger.suspects import Suspect

RULE = Rule(
    id="doubtful-wording",
    mqm="accuracy/mistranslation",
    severity=Severity.MINOR,
    summary="The words do not fit here, says the language model.",
    why="Engines pick another sense of a word, or carry a phrase over word by word; the result is English words that no writer would put there.",
    examples=(
        Bad("Near the end ⟦free⟧ said the song that made her name."),
        Good("Near the end she sang the song that made her name."),
        Good("The bank of the river was under water by noon."),
        Good("Shares in the firm fell in the third quarter."),
    ),
    limits="The model reads a few sentences at a time and does not know the source: rare names, terms and turns of phrase may look wrong to it.",
    needs=("tagger",),
)


def _message(words: str, suspect: Suspect) -> str:
    return f"“{words}” does not read like what an English writer would put here."


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    yield from findings(RULE, doc, resources, ("word-choice",), _message)
