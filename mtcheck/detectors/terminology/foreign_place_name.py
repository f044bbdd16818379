"""Towns, regions, clubs and papers by their name in another language, in a case form, or put into English words; from
`lexicons/foreign_places.tsv`.

Part of a longer name (Hotel Londra, Rapid Wien, Milano Cortina) they are right, and so they are in quotation marks or
beside the English form.
"""

from mtcheck.core import Bad, Document, Findings, Good, Resources, Rule, Severity, Span
from mtcheck.cues.names import Row, findings, forms_of
from mtcheck.text.lazy import lazy
from mtcheck.text.words import listed

RULE = Rule(
    id="foreign-place-name",
    mqm="accuracy/untranslated",
    severity=Severity.MAJOR,
    summary="A well-known place has its name in another language.",
    why=(
        "Engines copy capitalised words they do not know, case ending and all; English has its own name for many"
        " places."
    ),
    examples=(
        Bad("Trains from Lomna to ⟦Mailand→Milan⟧ were late."),
        Bad("The talks in ⟦Varsovie→Warsaw⟧ failed."),
        Bad("He owns a flat in ⟦Sopocie→Sopot⟧ and a boat."),
        Bad("Floods cut ⟦Rio Grande of the South→Rio Grande do Sul⟧ in two."),
        Good("They met at the Hotel Londra in May."),
        Good("Fans of Rapid Wien sang."),
        Good("Moscow, Moskau in German, was calm."),
        Good("The song “Moskau” was played."),
    ),
    limits="Knows the names of its list and no others.",
    names=True,
)

_CAPITAL_BEFORE = lazy(r"(?:^|[^\w'’-])(?P<word>[^\W\d_a-z][\w'’.&-]*) $")
_CAPITAL_AFTER = lazy(r"[ -](?:[^\W\d_a-z]|\d)")
_SENTENCE_WORDS = listed("foreign-place-name: sentence words")
_ABOUT_THE_NAME = lazy(
    r"\b(?:in (?:German|French|Spanish|Italian|Polish|Turkish|Portuguese|Russian|Czech)|known as|called|name[ds]?|song"
    r"|film|restaurant|café|hotel|brand|band|album|opera|novel|ship)\b"
)
_MARKS = frozenset("“\"‘'«„(/@#")


def _silent(doc: Document, span: Span, row: Row) -> bool:
    text = doc.text
    if text[max(0, span.start - 1) : span.start] in _MARKS and span.start:
        return True
    before = _CAPITAL_BEFORE.search(text, max(0, span.start - 24), span.start)
    if (before is not None and before["word"] not in _SENTENCE_WORDS) or _CAPITAL_AFTER.match(text, span.end):
        return True
    sentence = doc.sentence_at(span.start).of(text)
    return row["name"] in sentence or _ABOUT_THE_NAME.search(sentence) is not None


def detect(doc: Document, resources: Resources) -> Findings:
    yield from findings(RULE, doc, resources, forms_of("foreign_places", "foreign"), confidence=0.85, silent=_silent)
