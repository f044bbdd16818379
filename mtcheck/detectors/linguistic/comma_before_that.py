"""A comma between a verb of saying or thinking and its “that”; “said, that is,” and relative “that” are kept apart."""

from mtcheck.core import Applicability, Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.words import either

RULE = Rule(
    id="comma-before-that",
    mqm="linguistic-conventions/punctuation",
    applicability=Applicability.AUTOMATIC,
    summary="A comma precedes a that-clause.",
    why="German, Russian and other Slavic languages put a comma there; English does not.",
    examples=(
        Bad("The minister ⟦said, that→said that⟧ the law will change."),
        Bad("It is ⟦clear, that→clear that⟧ nobody won the vote."),
        Bad("She ⟦hopes, that→hopes that⟧ the talks resume soon."),
        Good("He said, that is, he shouted."),
        Good("The thing is, as he said, that nobody came."),
        Good("The minister, he said, that day went home."),
        Good('"If they do as I said, that will be enough," she added.'),
    ),
)

_VERBS = either("comma-before-that: verbs")
_COMMA = Pattern(
    rf"\b(?P<verb>{_VERBS}),(?P<that> that) (?!(?:{either('comma-before-that: behind')})\b|,)"
    r"(?=[a-zA-Z\d])(?!\w+ing\b)"
)


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    for match in doc.matches(_COMMA):
        sentence = doc.sentence_at(match.start())
        lead = text[sentence.start : match.start()]
        if "," in lead or lead.lower().split()[:1] in (["as"], ["if"], ["when"], ["like"]) or not lead.strip():
            continue  # "as he said, that": a parenthesis
        if " as " in lead or doc.in_quotation(match.start()):
            continue
        span = Span(match.start("verb"), match.end("that"))
        message = f"No comma belongs between “{match['verb']}” and “that”."
        aside = _ASIDE.match(text, match.end("that")) is not None
        yield RULE.correction(span, f"{match['verb']} that", message, 0.92, for_people=aside)


_ASIDE = lazy(r"(?: [\w'’-]+){1,3}(?:[,.;:!?–—)]|$| (?:she|he|they|I|we|you) )")  # “said, that afternoon, …”
