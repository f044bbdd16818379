"""Words that the bundled model finds out of place: another sense, a collocation that is none, a phrase carried over
word by word.
"""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Resources, Rule, Severity
from mtcheck.detectors._suspects import LIMITS, findings

RULE = Rule(
    id="doubtful-wording",
    mqm="accuracy/mistranslation",
    severity=Severity.MINOR,
    summary="A word does not fit here, the language model says.",
    why=(
        "Engines pick another sense of a word, or carry a phrase over word by word; the result is English words that no"
        " writer would put there."
    ),
    examples=(
        Bad(
            "The road that carries to the airport was cut for the snow during six hours. "
            "The drivers, they had to spend the night in its cars, received blankets and ⟦soup hot of the army⟧."
        ),
        Good("The mayor of the town said that that was all he knew of it."),
        Good("Shares in the firm fell in the third quarter after the bank cut its forecast."),
    ),
    limits=LIMITS,
    needs=("tagger",),
)


def _message(words: str) -> str:
    return f"“{words}” reads wrong here: another word or phrase is meant."


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    yield from findings(RULE, doc, resources, ("word-choice",), _message)
