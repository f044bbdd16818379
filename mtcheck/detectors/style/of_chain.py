"""Four or more “of” in one noun phrase; bodies (Faculty of Arts of the University of...) do not count."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span

RULE = Rule(
    id="of-chain",
    mqm="style/awkward-style",
    severity=Severity.NEUTRAL,
    summary="A noun phrase is strung together with “of”.",
    why="Genitives of Slavic, Romance and Arabic sources become one “of” each.",
    examples=(
        Bad("The head of ⟦the department of the control of the quality of the water of⟧ the city resigned."),
        Bad("He spoke of ⟦the results of the work of the commission of the members of⟧ the parliament."),
        Bad("It is part of ⟦a plan of the ministry of the reform of the system of⟧ courts."),
        Good("The head of the water-quality department resigned."),
        Good("He is dean of the Faculty of Arts of the University of Lomna."),
        Good("Most of the members of the board of directors of the firm left."),
    ),
)

_CHAIN = Pattern(
    r"\bof (?P<chain>(?:(?:(?:the|a|an|its|his|her|their|this) )?(?:[a-z’'-]+ )?[a-z’'-]+ of ){3,})(?=[a-z])"
)
_QUANTITIES = frozenset(
    "most many some one all part number thousands millions hundreds billions dozens kind sort lot couple half because"
    " instead ahead front out board course".split()
)


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_CHAIN):
        words = match["chain"].split()
        if _QUANTITIES.intersection(words) or "and" in words or "or" in words:
            continue
        span = Span(match.start("chain"), match.end("chain") - 1)
        yield RULE.finding(span, "Many “of” in a row; a possessive or a compound would be lighter.", confidence=0.65)
