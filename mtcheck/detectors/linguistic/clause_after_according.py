"""“according to what reported the ministry”: the relative clause is Romance for “according to the ministry”."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.closed_classes import WEEKDAYS
from mtcheck.text.grammar import NAME, WORD, upper_first

RULE = Rule(
    id="clause-after-according",
    mqm="style/awkward-style",
    summary="“According to” governs a clause with its verb before the subject.",
    why="Italian “secondo quanto riferisce”, Spanish “según lo que informó”, French “selon ce qu'a indiqué”.",
    examples=(
        Bad("Two men were hurt, according to ⟦what reports the ministry→the ministry⟧."),
        Bad("The road is shut, according to ⟦what was reported by the police→the police⟧."),
        Bad("⟦As reported the agency Norpress→According to the agency Norpress⟧, the mine is closed."),
        Good("The road is shut, according to what he told the court."),
        Good("As reported by the agency Norpress, the mine is closed."),
        Good("As reported, the mine is closed."),
    ),
)

_VERB = (
    "refers|referred|reports|reported|says|said|states|stated|indicates|indicated|informs|informed|declares|declared"
    "|announced|announces|explains|explained|publishes|published|learned|affirms|affirmed|confirmed|communicated"
    "|writes|wrote"
)
_WHO = rf"(?:(?:the|a|an|its|his|her) (?:{WORD} ){{0,5}}?{WORD}|{NAME})"
_WHAT = Pattern(
    r"(?<=ccording to )(?P<all>what "
    rf"(?:(?:is |was |has been )?(?:{_VERB}) (?:by |from )?|(?:has|have|had) (?:{_VERB}) )(?P<who>{_WHO}))(?=[.,;]|$)"
)
_AS = Pattern(rf"(?P<all>As (?:{_VERB}) (?P<who>{_WHO}))(?=, )")
# “According to the police said that the driver was drunk”: the source of the speech twice
_SAID_TOO = Pattern(
    rf"(?P<all>According to (?P<who>(?:the|an?|its|his|her|their) (?:{WORD} ){{0,4}}?{WORD}|{NAME}|officials|police"
    rf"|witnesses|residents|reports|media),? (?P<verb>said|says|told|stated|reported|announced|added|claimed))"
    r"(?= (?:that|the|an?|he|she|it|they|there|this|his|her|their|no|all|at least|more than|\d+|in|on)\b)"
)
_CLAUSE = frozenset("what who whom which that he she it they we i was were is are said says and".split())


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_WHAT):
        span = Span(*match.span("all"))
        yield RULE.correction(span, match["who"], "“according to” needs only the name of the source.", 0.9)
    for match in at_sentence_starts(doc, _SAID_TOO):
        who = match["who"]
        if "," not in match[0] and _CLAUSE.isdisjoint(who.lower().split()):
            said = f"“According to” and “{match['verb']}” both name the source."
            right = f"{upper_first(who)} {match['verb']}"
            yield RULE.correction(Span(*match.span("all")), right, said, 0.88, 0.86)
    for match in at_sentence_starts(doc, _AS):
        if match["who"].split()[0] in (*WEEKDAYS, "Earlier"):
            continue
        span = Span(*match.span("all"))
        yield RULE.correction(span, f"According to {match['who']}", "The verb comes before its subject.", 0.85, 0.84)
