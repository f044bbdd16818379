"""“is mayor since 2015”: what began in the past and goes on takes the perfect. Superlatives, ordinals and “down”
compare and are right (is the first since 2015).
"""

import re

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.grammar import MONTH, WEEKDAY
from mtcheck.text.inflection import verb_forms
from mtcheck.text.lazy import lazy
from mtcheck.text.words import either

RULE = Rule(
    id="present-since",
    mqm="linguistic-conventions/grammar",
    summary="A present tense is used with “since” and a time.",
    why="German, French, Italian and Slavic languages have the present for what began in the past and goes on.",
    examples=(
        Bad("She ⟦is→has been⟧ mayor of the town since 2015."),
        Bad("The two piers ⟦are→have been⟧ closed since Monday."),
        Bad("He ⟦works→has worked⟧ for the port since March."),
        Bad("The club ⟦has since 2019 no⟧ coach."),
        Bad("Divers ⟦are→have been⟧ searching for the boy since Tuesday."),
        Bad("The crews said that they ⟦wait→have waited⟧ for help since Monday."),
        Bad("The pier ⟦is being→has been⟧ repaired since May."),
        Bad("He ⟦is in prison since two months→has been in prison for two months⟧."),
        Good("The town is having its worst drought since 2008."),
        Good("It is years since two men were lost, and he is in the best form since three seasons ago."),
        Good("It is the first strike since 2015, and the rate is down since March."),
        Good("She has been mayor since 2015, and it is ten years since 2015."),
        Good("Rents are higher than at any time since March."),
        Good("He has since 2019 led the club."),
    ),
)

_TIME = (
    rf"(?:(?:1[5-9]|20)\d\d|(?:(?:last|early|late|mid-?) ?)?(?:{MONTH}(?: \d{{1,2}}| (?:19|20)\d\d)?|{WEEKDAY}"
    rf"(?: (?:morning|afternoon|evening|night))?)|\d{{1,2}} {MONTH}|this morning|last (?:year|month|week)|yesterday"
    r"|(?:his |her )?(?:birth|childhood)|the (?:war|start|beginning))"
)
_VERBS = (
    "stands",
    "owns",
    "operates",
    "works",
    "lives",
    "leads",
    "heads",
    "plays",
    "serves",
    "runs",
    "governs",
    "rules",
    "chairs",
    "teaches",
)
_SINCE = Pattern(
    rf"(?P<before>(?<![\w’'-])[\w’'-]+) (?P<verb>is|are|am|{'|'.join(_VERBS)}) "
    rf"(?P<middle>(?:[A-Za-z’'-]+ ){{1,6}})since {_TIME}(?=[.,;]|$"
    r"| (?:and|but|because|when|after|due|for|while|though|although|so|that)\b)"
)
# “is closed since the flood”: one word for how things are
_STATE = Pattern(
    r"(?P<before>(?<![\w’'-])[\w’'-]+) (?P<verb>is|are) (?P<middle>(?:(?:still|also|not|now|completely|partly) )?"
    rf"(?:{either('present-since: states')})) since "
    r"(?:the|his|her|its|their|an?|early|late|mid) [a-z]+(?=[.,;]|$| (?:and|but|of|in|on|at|last)\b)"
)
# “are searching for the climbers since Tuesday”
_GOING_ON = Pattern(
    rf"(?P<before>(?<![\w’'-])[\w’'-]+) (?P<verb>is|are|am) (?:still )?(?P<ing>[a-z]+ing)"
    rf"(?P<middle>(?: [\w’'-]+){{0,5}}?) since {_TIME}(?=[.,;]|$)"
)
# “They wait for help since Sunday”
_PLURAL = Pattern(
    rf"(?P<before>(?<![\w’'-])[\w’'-]+) (?P<verb>wait|live|work|lasts|exists|waits|suffers|suffer)"
    rf"(?: [\w’'-]+){{0,5}}? since {_TIME}(?=[.,;]|$| (?:and|but|because)\b)"
)
# “is in prison since two months”: both the tense and the preposition
_SO_LONG = Pattern(
    r"(?P<before>(?<![\w’'-])[\w’'-]+) (?P<verb>is|are|am|works|lives|leads|heads|plays|exists|lasts|waits|suffers) "
    r"(?P<middle>(?:[A-Za-z’'-]+ ){0,6})since (?P<long>(?:(?:about|almost|nearly|more than|over) )?"
    r"(?:an?|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|several|many|\d+) "
    r"(?:years?|months?|weeks?|days?|hours?|minutes|decades?|generations))(?=[.,;]|$| (?:and|because|in|at)\b)"
)
_BEFORE = frozenset("they we i people families residents who men women".split())
_FALLING = frozenset("falling rising growing increasing declining shrinking dropping".split())  # compares: up since May
_SPLIT = Pattern(rf"(?<![\w’'-])(?:has|have) since {_TIME} (?:no|an?|the|his|her|its|their|not|only)(?= [a-z])")
_COMPARES = lazy(
    r"\b(?:first|last|only|second|third|fourth|fifth|next|record|more|most|less|least|best|worst|up|down|than|as|ago|years?"
    r"|months?|weeks?|days?|time|been|\w+est|\w+th|\w+er|\w+ing)\b",
    re.IGNORECASE,
)


_KNOWN = frozenset("known closed shut open empty vacant missing blocked banned".split())  # “it is known since May”
_CHANGED = frozenset("changed gone different improved reduced increased altered weakened".split())  # it compares
_HIGHEST = lazy(r"\b(?:first|last|only|most|least|best|worst|record|\w+est)\b")  # “its worst crisis since 2008”
_PERFECT = {"is": "has been", "are": "have been", "am": "have been"}


def detect(doc: Document, resources: Resources) -> Findings:
    for match in (*doc.matches(_SINCE), *doc.matches(_STATE)):
        verb = match["verb"]
        if _COMPARES.search(match["middle"]) or match["before"].lower() in (
            ("this", "that", "there", "and", *(() if match["middle"].strip() in _KNOWN else ("it",)))
        ):
            continue
        if match["middle"].split()[-1] in _CHANGED:
            continue
        if verb in _VERBS:
            fixed = "has " + verb_forms(verb.removesuffix("es") if verb == "teaches" else verb[:-1])["participle"][0]
        else:
            fixed = "has been" if verb == "is" else "have been"
        span = Span(*match.span("verb"))
        yield RULE.correction(span, fixed, f"With “since”, “{verb}” should be “{fixed}”.", 0.85)
    for match in doc.matches(_GOING_ON):
        if (
            match["before"].lower() not in ("this", "that", "and")
            and match["ing"] not in _FALLING
            and not _HIGHEST.search(match["middle"])
        ):
            span, verb = Span(*match.span("verb")), match["verb"]
            fixed = "has been" if verb == "is" else "have been"
            if match["ing"] == "being":
                span = Span(span.start, match.end("ing"))
            yield RULE.correction(span, fixed, f"With “since”, “{verb}” should be “{fixed}”.", 0.85)
    for match in doc.matches(_PLURAL):
        verb, before = match["verb"], match["before"].lower()
        many = not verb.endswith("s")
        if before in _BEFORE if many else before not in ("to", "and", "that", "which"):
            fixed = f"{'have' if many else 'has'} {verb_forms(verb if many else verb[:-1])['participle'][0]}"
            span = Span(*match.span("verb"))
            yield RULE.correction(span, fixed, f"With “since”, “{verb}” should be “{fixed}”.", 0.85)
    for match in doc.matches(_SO_LONG):
        if match["before"].lower() in ("it", "this", "that", "there", "and", "time"):
            continue
        verb = match["verb"]
        fixed = _PERFECT.get(verb) or "has " + verb_forms(verb[:-1])["participle"][0]
        right = f"{fixed} {match['middle']}for {match['long']}"
        said = f"English has “{fixed}”, and “for” before the time that it has lasted."
        yield RULE.correction(Span(match.start("verb"), match.end("long")), right, said, 0.88)
    for match in doc.matches(_SPLIT):
        message = "With “since”, English has the perfect, and the time goes to the end: “has had no coach since 2019”."
        yield RULE.finding(Span(*match.span()), message, confidence=0.82)
