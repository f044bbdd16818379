"""An adverb of manner between a verb and its object: “speaks very well French”."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.closed_classes import BE
from mtcheck.text.grammar import WEEKDAY, base_of, may_head
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import PARTICIPLE, PAST, PREPOSITION, PRESENT, Vocabulary
from mtcheck.text.words import listed

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
        Bad("The council ⟦approved unanimously the budget→unanimously approved the budget⟧."),
        Bad("Police ⟦arrested on Monday two men→arrested two men on Monday⟧ in Lomna."),
        Bad("She ⟦met yesterday at the palace two groups→met two groups yesterday at the palace⟧ in Lomna."),
        Bad(
            "The court ⟦rejected again the appeal→rejected the appeal again⟧, and he ⟦visited yesterday the"
            " town→visited the town yesterday⟧."
        ),
        Good("The council approved unanimously the plan that the mayor had drawn up in May."),
        Good("He walked early the next day; the price rose sharply the week after, and she won easily the first time."),
        Good("He speaks very well of the French team."),
        Good("The board weighed on Friday a plan to sell the mill, and approved yesterday a loan of $2m."),
        Good("It is well known; they did well the first time."),
        Bad(
            "The king ⟦received yesterday at the palace a group of farmers→received a group of farmers yesterday at the"
            " palace⟧."
        ),
        Bad(
            "The drivers ⟦began on Thursday a strike of 48 hours→began a strike of 48 hours on Thursday⟧ in the north."
        ),
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
# “approved unanimously the budget”, “arrested on Monday two men”: an object of one to three words that ends there.
_ANY = Pattern(
    rf"(?<=[\w’'] )(?P<verb>[a-z]{{3,}}) (?P<adverb>[a-z]+ly|again|twice"
    rf"|(?:yesterday|today|on {WEEKDAY})(?: (?:at|in) (?:the )?[a-z’'-]+)?) "
    r"(?P<object>(?:the|its|his|her|their|an?|two|three|four|five|six|seven|eight|nine|ten|several|many|\d[\d,]*) "
    r"(?:[a-z’'-]+ )?(?P<noun>[a-z’'-]+)(?: of"
    r" (?:(?:the|its|his|her|their|an?|two|three|four|five|six|seven|eight|nine|ten|\d[\d,]*) )?"
    r"[A-Za-z][a-z’'-]+)?)(?=[.,;]|$| (?:in|on|at|from|for|to|by|with|against|over|after|near|during)\b)"
)
_BEHIND = frozenset("again yesterday twice today".split())
_NOT_MANNER = listed("adverb-before-object: no manner")
_TIMES = frozenset(
    "few hours hour days weeks months years minute minutes seconds first next second last following same previous time"
    " times season week year month day match half way rest".split()
)


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _any(doc, resources.model("vocabulary"))
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


def _any(doc: Document, vocabulary: Vocabulary) -> Findings:
    """A past form, an adverb or a day, and a short object."""
    for match in doc.matches(_ANY, kinds=frozenset({"paragraph"})):
        verb, adverb, noun = match["verb"], match["adverb"], match["noun"]
        words = match["object"].partition(" of ")[0].split()
        if (
            adverb in _NOT_MANNER
            or not vocabulary.mostly(verb, PAST, PARTICIPLE)
            or not base_of(verb, vocabulary)
            or base_of(verb, vocabulary) in _WITHOUT_OBJECT
            or not may_head(noun, vocabulary)
            or not _TIMES.isdisjoint(words)
            or (len(words) > _PLAIN and vocabulary.mostly(words[1], PAST, PRESENT, PREPOSITION))
        ):
            continue
        behind = adverb.split()[0] in _BEHIND or adverb.startswith("on ")
        if behind and _HEAVY.match(doc.text, match.end()):
            continue  # “discussed on Tuesday a plan to shut the mill”: a long object may stand last
        new = f"{verb} {match['object']} {adverb}" if behind else f"{adverb} {verb} {match['object']}"
        yield RULE.correction(Span(*match.span()), new, f"“{adverb}” parts the verb from its object.", 0.84, 0.8)


_HEAVY = lazy(r" (?:to|of|for|with|against|by|from|over) ")  # the object goes on
_PLAIN = 2  # words of an object without an adjective
# What follows these is a measure or a time, never an object.
_WITHOUT_OBJECT = listed("adverb-before-object: without object")
