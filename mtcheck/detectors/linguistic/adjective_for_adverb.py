"""An adjective where its adverb must stand: before a passive participle, and after a verb at the end of its clause.

Closed lists: adjectives that are adverbs as well (hard, fast, late), and those that verbs of being and becoming take,
are not on them.
"""

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.words import either, listed

RULE = Rule(
    id="adjective-for-adverb",
    mqm="linguistic-conventions/grammar",
    summary="An adjective stands where English has an adverb.",
    why="German, Dutch and Turkish use one form for both, and engines choose the wrong one.",
    examples=(
        Bad("Two riders were ⟦serious→seriously⟧ injured."),
        Bad("Prices rose ⟦significant→significantly⟧ in May."),
        Bad("The driver has been ⟦official→officially⟧ charged by the court."),
        Bad("She has recently travelled ⟦domestic→domestically⟧, the agency said."),
        Good("The damage was serious, crews said."),
        Good("He was late arrested by no fault of his; he drove safe and slow."),
        Good("Growth was slight compared with May, and prices rose. Significant losses followed."),
        Good("It remained illegal; the road became public again."),
    ),
)

_ADVERBS = {
    adjective: adjective[:-2] + "ly" if adjective.endswith("le") else
    adjective[:-1] + "ily" if adjective.endswith("y") else
    adjective + "ally" if adjective.endswith("ic") else adjective + "ly"
    for adjective in listed("adjective-for-adverb: adjectives")
}  # fmt: skip
_ADVERBS["public"] = "publicly"
_BEFORE_PARTICIPLE = either("adjective-for-adverb: before participle")
_PARTICIPLES = either("adjective-for-adverb: participles")
_PASSIVE = Pattern(
    rf"(?<![\w’'-])(?:was|were|is|are|been|being|be) (?P<adjective>{_BEFORE_PARTICIPLE}) (?:{_PARTICIPLES})"
    r"(?=[.,;:]|$| (?:in|by|on|at|after|during|when|and|from|to|with|because|last|this|yesterday)\b)"
)
_CHANGING = either("adjective-for-adverb: changing")
_CHANGE = (
    "significant|considerable|sharp|slight|dramatic|rapid|gradual|substantial|noticeable|steady|drastic|unexpected|"
    "enormous|constant|continuous|massive|sudden"
)
_ACTING = either("adjective-for-adverb: acting")
_MANNER = (
    "aggressive|careful|domestic|international|voluntary|peaceful|violent|careless|regular|illegal|secret|fluent|"
    "quick|successful|effective|efficient|unexpected|sudden|immediate|proper|official"
)
_END = r"(?=[.,;:]|$| (?:in|on|at|by|from|to|after|before|because|since|during|with|last|this|as|when|while)\b)"
_AFTER_VERB = Pattern(
    rf"(?<![\w’'-])(?:(?:{_CHANGING}) (?P<change>{_CHANGE})|(?:{_ACTING}) (?P<manner>{_MANNER})){_END}"
)


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_PASSIVE):
        yield _finding(match["adjective"], Span(*match.span("adjective")), 0.9)
    for match in doc.matches(_AFTER_VERB):
        group = "change" if match["change"] else "manner"
        yield _finding(match[group], Span(*match.span(group)), 0.85)


def _finding(adjective: str, span: Span, confidence: float) -> Finding:
    adverb = _ADVERBS[adjective]
    return RULE.correction(span, adverb, f"The verb takes the adverb: “{adverb}”.", confidence, confidence)
