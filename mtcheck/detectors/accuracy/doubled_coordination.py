"""“X and X” is one back-reference; what English doubles on purpose is listed, a capitalised pair is taken for a name."""

from collections.abc import Iterator

from mtcheck.core import Applicability, Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span, replace

RULE = Rule(
    id="doubled-coordination",
    mqm="accuracy/addition",
    severity=Severity.MAJOR,
    applicability=Applicability.AUTOMATIC,
    summary="Two sides of “and” are the same word.",
    why="The source had two synonyms and the engine knew one English word for both.",
    examples=(
        Bad("Russian ⟦planes and planes⟧ resumed strikes.", fixed="Russian planes resumed strikes."),
        Bad("The army took ⟦weapons and weapons⟧ from the depot.", fixed="The army took weapons from the depot."),
        Bad("He thanked the ⟦doctors as well as doctors⟧ of the clinic.", fixed="He thanked the doctors of the clinic."),
        Good("The storm grew stronger and stronger."),
        Good("There are friends and friends, he said."),
        Good("Brown and Brown-Smith merged."),
        Good("They marched for miles and miles."),
    ),
)

_PAIR = Pattern(r"(?<![\w'’-])([a-z]{4,}) (?:and|as well as) \1(?![\w'’-])", needs=(" and ", " as well as "))
# What English doubles for emphasis, distance or degree.
_EMPHATIC = frozenset(
    "more again over years days weeks months hours less better worse round through bigger higher faster step side face hand time times miles pages "
    "thousands hundreds millions billions dozens only deeper closer further farther lower longer stronger smaller larger greater louder fewer half "
    "tons lots loads many down around back really very what that this there harder easier older younger bits pieces layers piles heaps rows reams "
    "acres boxes bags generations decades centuries minutes seconds talked waited walked laughed cried went tried rang kept worked".split()
)
_KINDS = ("there are ", "there is ", "there’s ", "there's ")  # "there are friends and friends"


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    for match in doc.matches(_PAIR):
        word = match[1]
        lead = doc.text[max(0, match.start() - 12) : match.start()].lower()
        if word in _EMPHATIC or word.endswith("er") or lead.endswith(_KINDS):
            continue
        span = Span(*match.span())
        yield RULE.finding(span, f"“{word}” stands on both sides of “and”.", confidence=0.93, repairs=[replace(span, word, 0.93)])
