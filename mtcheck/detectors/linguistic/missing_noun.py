"""A noun phrase without its noun: an article or such an adjective before a preposition, pronoun or auxiliary."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span

RULE = Rule(
    id="missing-noun",
    mqm="accuracy/omission",
    severity=Severity.MAJOR,
    summary="An article or adjective has lost its noun.",
    why="Engines drop a name or noun that they do not know, or that the source leaves to the context.",
    examples=(
        Bad("The price of milk rose in ⟦the by⟧ a third."),
        Bad("Her third title was ⟦the second consecutive on⟧ clay."),
        Bad("The head of ⟦the of⟧ the town resigned."),
        Bad("The council rejected ⟦the upcoming and⟧ left."),
        Good("The by-election is a must for the party."),
        Good("Vitamin A is good; the A and the B road meet."),
        Good("They did their utmost to help; the then mayor agreed."),
        Good("He won a second straight set and a third straight game."),
    ),
    limits="The word that is missing can only come from the source.",
)

_CANNOT_BE_NOUN = (
    "of|by|with|from|into|than|is|was|were|are|has|have|had|been|because|during|until|since|they|he|she|we|him|them|"
    "which"
)
_ARTICLE = Pattern(rf"(?<![\w’'-])(?:[Tt]he |an |(?<=[a-z] )a )(?:{_CANNOT_BE_NOUN})(?= [a-z])(?! of course)")
_ATTRIBUTIVE = Pattern(
    r"(?<![\w’'-])(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts) (?:(?:first|second|third|[a-z]+th)"
    r" )?(?:consecutive|successive|straight"
    r"|so-called|upcoming|forthcoming|ongoing|outgoing|longtime|aforementioned|eponymous) (?:in|on|at|by|for|from"
    r"|with|after|before|was|were|is|are|has|have|had|will|would|and|during|since|said)(?= )(?! (?:and|or)\b)"
)


def detect(doc: Document, resources: Resources) -> Findings:
    for pattern in (_ARTICLE, _ATTRIBUTIVE):
        for match in doc.matches(pattern, kinds=frozenset({"paragraph"})):
            words = match[0].split()
            yield RULE.finding(Span(*match.span()), f"No noun follows “{' '.join(words[:-1])}”.", confidence=0.85)
