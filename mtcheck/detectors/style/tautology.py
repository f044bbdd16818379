"""Verbs and nouns that say a thing twice, as engines and calques do: a closed list that an editor would cut."""

import re

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.inflection import article, match_case
from mtcheck.text.words import paired

RULE = Rule(
    id="tautology",
    mqm="style/awkward-style",
    summary="The same thing is said twice.",
    why="Source idiom doubles what English says once, or two synonyms were translated into one phrase.",
    examples=(
        Bad("They ⟦returned back→returned⟧ to Lom."),
        Bad("He ⟦repeated again→repeated⟧ that it was late."),
        Bad("They asked for ⟦help and assistance→help⟧."),
        Bad("The ⟦reason is because→reason is that⟧ it rained."),
        Bad("The pier has ⟦a permitted →a ⟧permit for boats."),
        Good("She dreamed dreams; a planned plain was seen."),
        Good("They came back and returned; back pay was returned."),
        Good("The return, back in May, was again repeated."),
        Good("They asked for help and for assistance dogs; the help and assistance dogs came."),
    ),
)

_CUTS = paired("tautology: cuts")
_PATTERN = Pattern(
    rf"(?<![\w'’-])(?:{'|'.join(_CUTS)})(?![\w'’-])(?! (?:dogs?|services?|centres?|centers?|pay|taxes|workers?))",
    ignore_case=True,
)


_OF_ITSELF = Pattern(  # “a permitted permit”; “she dreamed dreams” has no article
    r"(?<= )(?P<article>[Aa]n?|[Tt]he|[Aa]ny|[Tt]his|[Ee]very|[Nn]o) "
    r"(?P<cut>(?P<stem>[a-z]{4,15}?)[a-z]?ed )(?=(?P=stem)s?\b)"
)


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_PATTERN):
        if not doc.in_quotation(match.start()):
            span = Span(*match.span())
            text = match_case(_CUTS[match[0].lower()], match[0])
            yield RULE.correction(span, text, f"“{match[0]}” says one thing twice; “{text}” is enough.", 0.75)
    for match in doc.matches(_OF_ITSELF):
        if not doc.in_quotation(match.start()):
            span = Span(match.start("article"), match.end())
            text = f"{match['article']} " if match["article"].lower() not in ("a", "an") else _article(match)
            yield RULE.correction(span, text, f"“{match['cut'].strip()}” says what its noun says.", 0.82)


def _article(match: "re.Match[str]") -> str:
    shown = article(match["stem"])
    return f"{shown.capitalize() if match['article'][0].isupper() else shown} "
