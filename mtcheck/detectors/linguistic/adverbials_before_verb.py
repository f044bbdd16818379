"""“About 300 people at a hall in Lomna on Sunday gathered”: place and time between a person and what the person did."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.grammar import WEEKDAY, is_participle, may_head
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
        Bad(
            "Police ⟦on Monday in the suspect's house found two pistols→found two pistols in the suspect's house on"
            " Monday⟧."
        ),
        Good("Police on Monday in a statement denied the report."),
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
# “Police on Monday in the house of the suspect found two pistols”: the day first
_DAY_FIRST = Pattern(
    rf"(?:Police|(?:The |Two |Three |Four |Several )?(?:{_PERSONS}|[a-z]+(?:ers|ors|ists|ents|ants|ees|ians)))"
    rf" (?P<all>(?P<day>on {WEEKDAY}(?: (?:morning|afternoon|evening|night))?) (?P<phrase>(?:at|in|outside|inside|near)"
    r" (?:the|a|an|his|her|their|its) (?:[\w’'-]+ ){0,4}?[\w’'-]+) (?P<verb>(?P<main>[a-z]{3,}))"
    r" (?P<thing>(?:the|an?|his|her|their|two|three|four|five|six|several|\d[\d,]*) (?:[a-z-]+ )??[a-z-]+)"
    r"(?=[.,;]|$| (?:and|who|which|of|with|from|for)\b))"
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
    for match in at_sentence_starts(doc, _DAY_FIRST):
        if (
            match["main"] not in _SAID
            and vocabulary.mostly(match["main"], PAST)
            and may_head(match["thing"].split()[-1], vocabulary)
            and not any(
                word.islower() and vocabulary.mostly(word, PAST, PRESENT, MODAL) for word in match["phrase"].split()
            )
        ):
            new = f"{match['verb']} {match['thing']} {match['phrase']} {match['day']}"
            message = "Phrases of time and place stand between the subject and its verb."
            yield RULE.correction(Span(*match.span("all")), new, message, 0.82, 0.8)
