"""Strings that no writer typed: capitals in mid-word, letters set apart, runs of one letter, clusters of consonants."""

import re
from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span, replace

RULE = Rule(
    id="engine-debris",
    mqm="linguistic-conventions/unintelligible",
    severity=Severity.MAJOR,
    summary="A string is not a word.",
    why="Engines and scanners break down on rare input and leave fragments.",
    examples=(
        Bad("The ⟦prtzkhvlst⟧ of the region spoke."),
        Bad("Police ⟦seiZEd⟧ the boat.", fixed="Police seized the boat."),
        Bad("The ⟦c o u r t⟧ sat on Friday.", fixed="The court sat on Friday."),
        Bad("The mayor said ⟦aaaaaaaaa⟧ and left."),
        Good("The iPhone and the Knightsbridge store."),
        Good("The BioNTech vaccine, the MoD, YouTube and eBay agreed; McDonald left."),
        Good("Plan A B C D E F; hmmm, aaah, shhhh, zzz."),
        Good("The B A A and K P M G."),
    ),
)

_CONSONANTS = Pattern(r"\b[a-z]*[bcdfghjklmnpqrstvwxz]{7}[a-z]*\b")
_CAPITALS = Pattern(r"\b[a-z]{2,}[A-Z]{2,}[a-z]+\b|\b[A-Z][a-z]+[A-Z]{2,}[a-z]{2,}\b")
_APART = Pattern(r"(?<![\w'’.-])(?:[a-z] ){3,24}[a-z](?![\w'’.-])")
_RUN = Pattern(r"\b[a-z]*([bcdfgijklnpqrstuvwxyz]|[aehmo](?=[aehmo]{5}))\1{5,}[a-z]*\b")


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_CAPITALS):
        if match[0].lower() in vocabulary and vocabulary.capital(match[0]) < 50:
            new = match[0].lower() if match[0][0].islower() else match[0].capitalize()
            yield _finding(match.span(), match[0], 0.9, new)
    for match in doc.matches(_APART):
        word = match[0].replace(" ", "")
        if word in vocabulary and vocabulary.count(word) > 3:
            yield _finding(match.span(), match[0], 0.93, word)
    for pattern in (_CONSONANTS, _RUN):
        for match in doc.matches(pattern):
            if match[0] not in vocabulary and not doc.in_quotation(match.start()) and not re.search(r"[-/@_.]$", doc.text[: match.start()][-1:]):
                yield _finding(match.span(), match[0], 0.8, None)


def _finding(place: tuple[int, int], shown: str, sure: float, new: str | None) -> Finding:
    span = Span(*place)
    message = f"“{shown}” is not a word." + ("" if new else " Only the source can tell what it stands for.")
    return RULE.finding(span, message, confidence=sure, repairs=[replace(span, new, sure)] if new else [])
