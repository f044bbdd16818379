"""An adjective where its adverb must stand: before a passive participle, and after a verb at the end of its clause.

Adjectives by their ending, where the vocabulary knows the adverb, and closed lists: those that are adverbs as well
(hard, fast, late), and those that verbs of being and becoming take, are not on them.
"""

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.vocabulary import ADJECTIVE, PARTICIPLE, PAST, Vocabulary
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
        Bad("The team played ⟦good→well⟧ in the second half, and the keeper trained ⟦hardly→hard⟧ for it."),
        Bad("The singer was ⟦internal→internally⟧ replaced, and crews worked ⟦intensive→intensively⟧ on Friday."),
        Good("The damage was serious, crews said."),
        Good("“We played good,” he said; she hardly trained and worked hardly at all. The car is French built."),
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
# Adjectives that their ending shows, and verbs behind which none describes the subject
_FORMED = r"[a-z]{3,}(?:[ai]l|ful|ous|ive|ent|ant)|brief|quick|wide|strong"
_ANY_PASSIVE = Pattern(
    rf"(?<![\w’'-])(?:was|were|is|are|been|being|be) (?P<adjective>{_FORMED}) "
    r"(?P<participle>[a-z]{3,}(?:ed|en|wn|ght))"
    r"(?=[.,;:]|$| (?:in|by|on|at|after|during|when|and|from|to|with|because|last|this|yesterday)\b)"
)
_AT_WORK = Pattern(
    r"(?<![\w’'-])(?:acted|acts|behaved?|behaves|reacted|reacts|responded|responds|worked|works|spoke|speaks|met|meets"
    r"|played|plays|performed|performs|fought|fights|cooperated|protested|trained|trains|argued|argues) "
    rf"(?P<adjective>{_FORMED}){_END}"
)
_WELL = Pattern(
    r"(?<![\w’'-])(?:play(?:s|ed)?|perform(?:s|ed)?|works?|worked|sings?|sang|trains?|trained|danced?|dances|behaved?"
    r"|behaves|sleeps?|slept|recover(?:s|ed)?|defend(?:s|ed)?|fights?|fought|adapt(?:s|ed)?|functions?|functioned"
    r"|swims?|swam|speaks?|spoke|drives?|drove|cooks?|cooked)(?: (?:very|so|really|quite))? "
    rf"(?P<adjective>good|bad){_END}"
)
_HARDLY = Pattern(
    r"(?<![\w’'-])(?:train(?:s|ed)?|works?|worked|tried|tries|fights?|fought|push(?:es|ed)?|prepared?|stud(?:ied|ies)|hit)"
    r" (?P<adverb>hardly)(?=[.,;]|$| (?:for|in|on|to|and|against|with)\b)"
)
_USUAL, _OF_ADVERBS = 30, 6  # uses of an adjective in clean news, for which a sixth of its adverb is enough


def detect(doc: Document, resources: Resources) -> Findings:
    taken = set()
    for match in doc.matches(_PASSIVE):
        taken.add(match.start("adjective"))
        yield _finding(match["adjective"], Span(*match.span("adjective")), 0.9)
    yield from _formed(doc, resources.model("vocabulary"), taken)
    for match in doc.matches(_WELL):
        if not doc.in_quotation(match.start()):
            right = "well" if match["adjective"] == "good" else "badly"
            yield RULE.correction(Span(*match.span("adjective")), right, f"The verb takes the adverb: “{right}”.", 0.85)
    for match in doc.matches(_HARDLY):
        said = "“hardly” means “scarcely”; with effort it is “hard”."
        yield RULE.correction(Span(*match.span("adverb")), "hard", said, 0.85)
    for match in doc.matches(_AFTER_VERB):
        group = "change" if match["change"] else "manner"
        yield _finding(match[group], Span(*match.span(group)), 0.85)


def _formed(doc: Document, vocabulary: Vocabulary, taken: set[int]) -> Findings:
    """Adjectives by their ending, where the vocabulary knows the adverb that is made of them."""
    for pattern in (_ANY_PASSIVE, _AT_WORK):
        for match in doc.matches(pattern, kinds=frozenset({"paragraph"})):
            adjective = match["adjective"]
            if (
                match.start("adjective") not in taken
                and not adjective.endswith("ly")
                and adjective not in _ADVERBS
                and vocabulary.mostly(adjective, ADJECTIVE)
                and max(vocabulary.count(f"{adjective}ly") * _OF_ADVERBS, vocabulary.count(adjective)) >= _USUAL
                and (pattern is _AT_WORK or vocabulary.mostly(match["participle"], PAST, PARTICIPLE))
                and not doc.in_quotation(match.start())
            ):
                adverb = f"{adjective}ly"
                said = f"The verb takes the adverb: “{adverb}”."
                yield RULE.correction(Span(*match.span("adjective")), adverb, said, 0.82, 0.82)


def _finding(adjective: str, span: Span, confidence: float) -> Finding:
    adverb = _ADVERBS[adjective]
    return RULE.correction(span, adverb, f"The verb takes the adverb: “{adverb}”.", confidence, confidence)
