"""Common nouns and abbreviations of other languages from `lexicons/foreign_nouns.tsv`.

One that is quoted, glossed or part of a name is meant.
"""

from mtcheck.core import Bad, Document, Findings, Good, Resources, Rule, Severity, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.names import NameList
from mtcheck.text.phrases import with_article

RULE = Rule(
    id="untranslated-noun",
    mqm="accuracy/untranslated",
    severity=Severity.MAJOR,
    summary="A common noun or abbreviation is left in another language.",
    why="Engines copy words that they have seldom seen, above all local offices, places and shortened words.",
    examples=(
        Bad("She works as a ⟦motoboy→motorcycle courier⟧ in the port."),
        Bad("The ⟦Landgericht→regional court⟧ in Lomna heard the case."),
        Bad("He lost the house ⟦resp.→or⟧ the farm."),
        Bad("The ⟦grévistes→strikers⟧ blocked the gate."),
        Good("He lives in a kampung and met the imam."),
        Good("The court (Landgericht) heard the case."),
        Good("The “motoboy” paid; the film Motoboy opened."),
        Good("The Betriebsrat, or works council, agreed."),
    ),
    limits="Only listed words are known, those that stand in English news with a gloss are not listed.",
)

_GLOSS = lazy(r"[”\"’']? ?(?:\(|, (?:or|a|an|the|as|meaning|which|who|known)\b|[–—-] )")
_SAID = lazy(r"(?:called|known as|so-called|the term|the word|dubbed|named|[“\"‘'(]) ?(?:the |a |an )?$")


def detect(doc: Document, resources: Resources) -> Findings:
    words: NameList[str] = resources.derived(
        "foreign nouns", lambda pack: NameList((row["foreign"], row["english"]) for row in pack.table("foreign_nouns"))
    )
    text = doc.text
    for start, end, english in words.find(text):
        if doc.is_masked(start, end) or doc.segment_at(start).kind == "code" or doc.in_quotation(start):
            continue
        if _GLOSS.match(text, end) or _SAID.search(text, max(0, start - 16), start):
            continue
        begin, repaired = with_article(text, start, english)
        if start == doc.sentence_at(start).start:
            repaired = repaired[:1].upper() + repaired[1:]
        message = f"“{text[start:end]}” is not English; it means “{english}”."
        yield RULE.correction(Span(begin, end), repaired, message, 0.85, 0.8)
