"""Names that look odd to the bundled model."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Resources, Rule, Severity
from mtcheck.detectors._suspects import findings
from mtcheck.tagger.suspects import Suspect

RULE = Rule(
    id="doubtful-name",
    mqm="terminology/wrong-term",
    severity=Severity.MINOR,
    summary="A name looks mistranslated, says the language model.",
    why="Engines translate parts of names, put them in the order of the source or spell them as the source language does.",
    examples=(
        Bad("Grace Field, the winner, polled 18,204 votes, a 41.3 by action of cent, to the 18,173 of ⟦Gentleman⟧ Hugh ap Rhys."),
        Good("Grace Field, the winner, polled 18,204 votes, a turnout of 41.3 per cent, to the 18,173 of Lord Hugh ap Rhys."),
        Good("The Duke of Tarvo and the Lord Mayor of Lomna opened the bridge on Friday."),
    ),
    limits="The model reads a few sentences at a time and does not know the source: rare names, terms and turns of phrase may look wrong to it.",
    needs=("tagger",),
)


def _message(words: str, suspect: Suspect) -> str:
    return f"“{words}” is an odd name for English copy; check it against the source."


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    yield from findings(RULE, doc, resources, ("name",), _message)
