"""An adverb of manner between a verb and its object: “speaks very well French”."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.closed_classes import BE

RULE = Rule(
    id="adverb-before-object",
    mqm="linguistic-conventions/word-order",
    preview=True,
    summary="An adverb parts the verb from its object.",
    why="German, Romance and Slavic languages put the adverb there.",
    examples=(
        Bad("The coach ⟦speaks very well French→speaks French very well⟧ and some Dutch."),
        Bad("He ⟦knows well the valley→knows the valley well⟧, the mayor said."),
        Bad("She ⟦plays very well the violin→plays the violin very well⟧."),
        Good("He speaks very well of the French team."),
        Good("It is well known; they did well the first time."),
        Good("You know well that fear and hate win; they understood perfectly the crews were to blame."),
        Good("She knows full well the cost, and played well last season."),
    ),
)

_LANGUAGE = (
    r"(?:English|French|German|Spanish|Italian|Portuguese|Russian|Polish|Czech|Arabic|Turkish|Chinese|Mandarin|Japanese"
    r"|Korean|Hindi|Dutch|Greek|Hebrew|Ukrainian|Romanian|Swedish)"
)
_SPLIT = Pattern(
    r"(?<![\w’'-])(?P<verb>(?:speak|know|understand|remember|play|use|explain|describe|defend|sing|read)s?|spoke|knew"
    r"|understood|remembered|played|used|explained|described|defended|sang|speaking|knowing|understanding) "
    r"(?P<adverb>(?:(?:very|quite|so|really|extremely|rather|too|pretty)"
    r" )?(?:well|badly|poorly|fluently|perfectly|wonderfully))"
    rf" (?P<object>{_LANGUAGE}|(?:the|his|her|its|their) (?:[a-z’'-]+ ){{0,2}}?[a-z’'-]+)"
    r"(?=[.,;]|$| (?:and|but|in|on|at|of|from|to|for|with|because|when|who|which|that)\b)"
)
_LATER = Pattern(
    r"(?<![\w’'-])(?P<verb>bought|sold|won|lost|signed|visited|met|opened|closed|left|killed|arrested|found|built|beat"
    r"|sent|paid|published|painted|wrote|destroyed|attacked|hit) (?P<adverb>last (?:week|month|year|night|spring|summer"
    r"|autumn|winter)|yesterday|this (?:week|month|year|morning)|today) (?P<object>(?:the|his|her|its|their) "
    r"(?!first|last|whole|entire)[a-z’'-]+)(?=[.,;]|$| (?:from|in|at|for|with|on)\b)"
)
_TIMES = frozenset("time times season week year month day match half way rest".split())


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_LATER):
        new = f"{match['verb']} {match['object']} {match['adverb']}"
        message = f"“{match['adverb']}” parts the verb from its object."
        yield RULE.correction(Span(*match.span()), new, message, 0.84, 0.78)
    for match in doc.matches(_SPLIT):
        if match["object"].split()[-1] in _TIMES or (doc.after(match.end(), 4) == " of " and " " in match["object"]):
            continue
        if not BE.isdisjoint(match["object"].split()):
            continue
        new = f"{match['verb']} {match['object']} {match['adverb']}"
        yield RULE.correction(Span(*match.span()), new, f"“{match['adverb']}” comes before the object.", 0.86, 0.86)
