"""Sentences that engines fall back to: hotel blurbs, parliament formulas, scripture, help texts, subtitle credits."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span

RULE = Rule(
    id="off-topic-sentence",
    mqm="accuracy/addition",
    severity=Severity.CRITICAL,
    summary="A sentence belongs to another kind of text altogether.",
    why=(
        "With nothing to go on, a decoder falls back to what its training data were full of: hotels, scripture,"
        " parliament, subtitles."
    ),
    examples=(
        Bad("⟦The hotel is located 2 km from the beach.⟧ The army left."),
        Bad("The army left. ⟦Thank you for watching this report of the fire.⟧"),
        Bad("⟦Having regard to the Treaty, the flood reached the school.⟧"),
        Bad("⟦And it came to pass that the council met.⟧ It rained."),
        Good("The hotel, located on the beach, burned down."),
        Good("“Thank you for your attention,” the judge said."),
        Good("He clicked on the link, and this is what came to pass."),
    ),
    limits="Only stock openers are known.",
)

_STOCK = Pattern(
    r"(?:(?<=[.!?”\"] )|^)(?:[Tt]his |[Tt]he )?(?:[Hh]otel "
    r"(?:is (?:located|situated) (?:\d|in the (?:heart|cent)|within|just|only|a )|offers (?:free|guests|rooms|air))"
    r"|[Pp]roperty (?:is located (?:\d|in the heart)|offers (?:free|a garden|guests))"
    r"|[Aa]partment (?:offers|is located \d|features)|[Ss]ubtitles (?:by|made by|created by)"
    r"|Thank(?:s| you) for (?:watching|your attention|reading (?:this|our)|your interest in)|(?:Mr|Madam) President, "
    r"(?:ladies|I|on behalf|Commissioner)|And it came to pass|Commission shall|Having regard to|In order to use this"
    r"|page uses cookies|website uses cookies|And he said unto|And the LORD|[Ff]eel free to contact us"
    r"|If you have any questions, please|Please (?:subscribe|like and subscribe|do not hesitate)"
    r"|Welcome to our (?:site|website|channel|company)|We are a professional manufacturer|And Jehovah|Amara\.org"
    r"|Translated by(?![^\n.,]{1,40}, [a-z])|Copyright and all rights|Add to cart|Free shipping)\b"
)


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_STOCK):
        sentence = doc.sentence_at(match.start())
        if doc.in_quotation(match.start()) or sentence.start != match.start():
            continue
        span = Span(sentence.start, sentence.end)
        message = "This sentence comes from another kind of text; check it against the source."
        yield RULE.correction(span, "", message, 0.82, 0.7)
