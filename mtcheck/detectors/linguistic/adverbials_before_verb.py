"""“About 300 people at a hall in Lomna on Sunday gathered”: place and time between a person and what the person did."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.grammar import WEEKDAY, is_participle
from mtcheck.text.vocabulary import BASE, MODAL, PAST, PRESENT
from mtcheck.text.words import either

RULE = Rule(
    id="adverbials-before-verb",
    mqm="linguistic-conventions/word-order",
    summary="Phrases of place and time stand between the subject and its verb.",
    why="Japanese, Korean, Turkish and Hindi put place and time before the verb, Chinese behind the subject.",
    needs=("vocabulary",),
    examples=(
        Bad("Some 40 students ⟦outside the embassy on Friday protested→protested outside the embassy on Friday⟧."),
        Bad("Two ministers ⟦in Lomna on Tuesday signed→signed in Lomna on Tuesday⟧ an accord."),
        Bad("A man ⟦at his home in Lomna on Monday was found→was found at his home in Lomna on Monday⟧ dead."),
        Good("Police in Lomna on Sunday said that the road was shut."),
        Good("The people at the hall on Sunday were farmers; the men on the train said so."),
        Good("The mayor in a speech on Sunday thanked the crews."),
    ),
    limits="Only persons, and only where a place and a day stand together.",
)

_PERSONS = either("adverbials-before-verb: persons")
_SPLIT = Pattern(
    rf"(?<![\w’'-])(?:{_PERSONS}|[a-z]+(?:ers|ors|ists|ents|ants|ees|ians)) (?P<all>(?P<phrase>(?:at|in front"
    r" of|in|outside|inside|near|with the) "
    rf"(?!a (?:statement|speech|letter|report|message|video|post|tweet|broadcast|nationwide|televised))"
    rf"(?:[\w’'-]+ ){{1,7}}?on {WEEKDAY}(?: (?:morning|afternoon|evening|night))?) "
    r"(?P<verb>(?:(?:was|were) )?(?P<main>[a-z]{3,})))(?![\w’'-])"
)
_SAID = frozenset("said told announced added warned called were was urged denied confirmed reported".split())


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_SPLIT, kinds=frozenset({"paragraph"})):
        main, passive = match["main"], match["verb"] != match["main"]
        if main in _SAID or not (vocabulary.may_be(main, PAST) or is_participle(main, vocabulary)):
            continue
        if passive and not is_participle(main, vocabulary):
            continue
        if any(
            word.islower() and vocabulary.mostly(word, PAST, PRESENT, MODAL, BASE) for word in match["phrase"].split()
        ):
            continue
        new = f"{match['verb']} {match['phrase']}"
        message = f"“{match['phrase']}” stands between the subject and its verb."
        yield RULE.correction(Span(*match.span("all")), new, message, 0.82, 0.8)
