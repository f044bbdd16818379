"""Names and titles that look odd to the bundled model."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Resources, Rule, Severity
from mtcheck.detectors._suspects import LIMITS, findings

RULE = Rule(
    id="doubtful-name",
    mqm="terminology/wrong-term",
    severity=Severity.MINOR,
    summary="A name or title looks mistranslated, the language model says.",
    why=(
        "Engines translate parts of names, put them in the order of the source or spell them as the source language"
        " does."
    ),
    examples=(
        Bad(
            "The price of the oil have rise to 80 dollars the barrel, his level but high since the summer. The analysts"
            " they wait that the bank central go up the types of interest in the next month. The ⟦Organization⟧ of"
            " United Nations have sended aid to the region. The General Secretary of it, that visited the countryside"
            " of refugees on Monday, has asked to the countries rich more money."
        ),
        Good("The mayor of the town said that that was all he knew of it."),
        Good("Shares in the firm fell in the third quarter after the bank cut its forecast."),
    ),
    limits=LIMITS,
    needs=("tagger",),
)


def _message(words: str) -> str:
    return f"“{words}” is an odd form for a name or a title in English copy; check it against the source."


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    yield from findings(RULE, doc, resources, ("name",), _message)
