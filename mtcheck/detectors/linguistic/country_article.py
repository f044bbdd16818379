"""“the Poland”, “in United States”: the lexicon says which names take the article; a noun after the name means an attribute (the Poland coach)."""

from collections.abc import Iterator
from typing import Any

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span, replace
from mtcheck.text.grammar import AUXILIARIES, PREPOSITIONS

RULE = Rule(
    id="country-article",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MINOR,
    summary="A country or institution has an article that it should not have, or lacks its own.",
    why="Romance languages, Arabic and Greek put an article before country names; Slavic and Asian ones have none.",
    examples=(
        Bad("Exports to ⟦the Poland⟧ fell.", fixed="Exports to Poland fell."),
        Bad("She has lived in⟦ Netherlands⟧ since birth.", fixed="She has lived in the Netherlands since birth."),
        Bad("⟦The Syria⟧ has rejected the plan.", fixed="Syria has rejected the plan."),
        Bad("The vote in⟦ United States⟧, he said, was close.", fixed="The vote in the United States, he said, was close."),
        Good("The Poland coach resigned."),
        Good("The Poland of his youth is gone."),
        Good("Troops served in United Nations missions."),
        Good("She lives in the Netherlands."),
        Good("The Israel, Egypt and Jordan desks were closed."),
    ),
)

_EXTRA = Pattern(r"\b(?P<article>[Tt]he) (?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?P<mark>[.,;:)]|(?= )|$)", needs=("the ",))
_LACKING = Pattern(
    r"\b(?P<before>in|from|to|of|with|by|across|throughout|inside|within|between|against|for|on|left|visited|entered|joined) (?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+){0,2})(?P<mark>[.,;:)]|(?= )|$)",
    needs=("in ", "from ", "to ", "of ", "with ", "by ", "across ", "throughout ", "inside ", "within ", "between ", "against ", "for ", "on ", "left ", "visited ", "entered ", "joined "),
)
_GO_ON = PREPOSITIONS | AUXILIARIES | frozenset("and or but that which who where when while because said says after before fell rose".split())


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    articles: dict[str, str] = resources.derived("country-articles", lambda _: {row["name"]: row["article"] for row in resources.table("country_articles")})
    vocabulary: Any = None
    for pattern, wanted in ((_EXTRA, "none"), (_LACKING, "the")):
        for match in doc.matches(pattern):
            name, end = match["name"], match.end("name")
            if articles.get(name) != wanted:
                continue
            kind = doc.segment_at(match.start()).kind
            if kind == "headline" and wanted == "the":
                continue
            vocabulary = vocabulary or resources.model("vocabulary")
            if not _ends(doc, end, vocabulary) or (wanted == "none" and doc.text[end : end + 4] == " of "):
                continue
            if wanted == "none":
                span = Span(match.start(), end)
                yield RULE.finding(span, f"“{name}” takes no article.", confidence=0.88, repairs=[replace(span, name, 0.88)])
            else:
                span = Span(match.start("name") - 1, end)
                yield RULE.finding(span, f"“{name}” needs the article.", confidence=0.88, repairs=[replace(span, f" the {name}", 0.88)])


def _ends(doc: Document, end: int, vocabulary: Any) -> bool:
    """Whether the name is a noun phrase of its own: a mark, a verb or a preposition follows, no noun and no name in a list."""
    rest = doc.text[end : min(end + 60, doc.segment_at(end - 1).span.end)]
    if not rest or rest[0] in ".;:)":
        return True
    words = rest.lstrip(",").split()
    if not words or (rest[0] not in ", " and rest[0].isalnum()):
        return not words
    first = words[0].strip(".,;:")
    if rest[0] == ",":
        return first[:1].islower()
    if first in ("and", "or"):
        return len(words) > 1 and words[1][:1].islower() and vocabulary.tags(words[1].strip(".,;"))[:1] in ("T", "D", "Z", "R")
    return first in _GO_ON or vocabulary.tags(first)[:1] in ("D", "Z") and first.islower()
