"""“Lomna – the second city of the province.”: a subject, a dash and a noun phrase with no verb at all, in a paragraph
of whole sentences.
"""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.clauses import may_be_finite, tokens
from mtcheck.text.paragraphs import is_prose
from mtcheck.text.vocabulary import ADVERB, ING, PARTICIPLE, PLURAL, PREPOSITION

RULE = Rule(
    id="dash-for-is",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MAJOR,
    summary="A dash is used where English needs “is” or “are”.",
    why="Russian, Ukrainian and other languages leave the verb out and write a dash.",
    needs=("vocabulary",),
    examples=(
        Bad("The road was cut on Monday. Lomna⟦ – the→ is the⟧ second city of the province."),
        Bad("The main goal of the talks⟦ — a→ is a⟧ ceasefire before winter. Both sides met on Friday."),
        Bad("He was named last week. The new ministers⟦ - the→ are the⟧ youngest ones in the history of the republic."),
        Good("Lomna – the second city of the province – voted early. It rained."),
        Good("He had one wish – a quiet life. It rained."),
        Good("Lomna – the second city of the province"),
        Good("Lomna – the second city of the province.\nArda – the capital."),
        Good("It was all over. Defeat – the third in a row – hurt."),
    ),
)

_DASH = Pattern(
    r"(?:^|(?<=[.!?] ))(?P<subject>(?:The |Our |His |Her |Its |Their |This |That )?[A-Z]?[\w'’ ]{2,50}?)"
    r"(?P<dash> (?:–|—|--|-) (?P<article>the|a|an|one|not)) (?P<rest>[a-z][^.!?;:–—\n]{4,120})\.(?=\s|$)",
    needs=(" – ", " — ", " - ", " -- "),
)


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_DASH):
        segment = doc.segment_at(match.start())
        if not is_prose(doc.text, segment) or len(match[0]) > len(segment.span) - 12 or doc.in_quotation(match.start()):
            continue
        subject = tokens(doc.text, *match.span("subject"))
        rest = tokens(doc.text, match.start("article"), match.end("rest"))
        if not subject or len(subject) > 8 or len(rest) < 4:
            continue
        named = (
            subject[0].low in ("the", "our", "his", "her", "its", "their", "this", "that")
            or vocabulary.capital(subject[0].text) > 80
        )
        finite = any(may_be_finite(subject, at, vocabulary) for at in range(len(subject))) or any(
            may_be_finite(rest, at, vocabulary) for at in range(len(rest))
        )
        if (
            not named
            or finite
            or vocabulary.mostly(subject[-1].low, ADVERB, PREPOSITION, PARTICIPLE, ING)
            or (len(subject) == 1 and subject[0].low in ("this", "that"))
        ):
            continue
        verb = (
            "are"
            if vocabulary.mostly(subject[-1].low, PLURAL)
            and not subject[-1].text[0].isupper()
            and not any(word.low == "of" for word in subject)
            else "is"
        )
        span = Span(match.start("dash"), match.end("article"))
        yield RULE.correction(span, f" {verb} {match['article']}", f"The dash replaces “{verb}”.", 0.75)
