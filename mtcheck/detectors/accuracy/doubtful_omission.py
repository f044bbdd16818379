"""Gaps in which the bundled model misses something."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Resources, Rule, Severity
from mtcheck.detectors._suspects import LIMITS, findings

RULE = Rule(
    id="doubtful-omission",
    mqm="accuracy/omission",
    severity=Severity.MINOR,
    summary="A word is missing, the language model says.",
    why="Engines lose articles, subjects and small verbs that the source language does without.",
    examples=(
        Bad(
            "The company ⟦said would⟧ close two plants. "
            "Police have the man in the night arrested, that in the city three shops robbed had. "
            "He was to the court brought and must there for two years stay."
        ),
        Good("The mayor of the town said that that was all he knew of it."),
        Good("Shares in the firm fell in the third quarter after the bank cut its forecast."),
    ),
    limits=LIMITS,
    needs=("tagger",),
)


def _message(words: str) -> str:
    return f"Something is missing in “{words}”: an article, a subject or a small word."


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    yield from findings(RULE, doc, resources, ("omission",), _message)
