"""A verb that did not come through: “Three people and eleven were injured”, “The head of the union, who leads the
strike, that talks would go on”, “he ready to go”.
"""

from re import Match

from mtcheck.core import Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.clauses import AUXILIARIES, finite_verbs, holds_verb, tokens
from mtcheck.text.grammar import NAME, may_be_base
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import PLURAL, Vocabulary
from mtcheck.text.words import either

RULE = Rule(
    id="lost-verb",
    mqm="accuracy/omission",
    severity=Severity.MAJOR,
    summary="A clause has lost its verb.",
    why="Engines skip a verb that stands at the end of the clause, or that the source leaves to the context.",
    needs=("vocabulary",),
    examples=(
        Bad("⟦Three people→Three people were killed⟧ and eleven were injured in the crash."),
        Bad("The head of the union, who has led the strike since May,⟦ that→ said that⟧ talks would go on."),
        Bad("Foreign Minister Ivo Rask, speaking in Lomna,⟦ that→ said that⟧ a deal was close."),
        Bad("The mayor said that he ⟦ready to→was ready to⟧ resign, and the crews waited."),
        Bad("The plant, which employs 400 people, ⟦to close→is to close⟧ by the end of the year, the owner said."),
        Good("The plan, which was made in May, to close the plant is dead."),
        Bad("The president⟦ that→ said that⟧ he would not stand for a third term."),
        Bad("The ministry⟦ that→ said that⟧ the tunnel would be closed until Monday."),
        Good("The president that he would not name is dead. The mayor that she had been is gone."),
        Bad("Real Torv ⟦to→beat⟧ Lomna 3-1 on Sunday in front of 80,000 fans."),
        Good("Torv beat Lomna 3-1. From Torv to Lomna 3-1 was the talk of the day."),
        Good("Three people were killed and eleven were injured. Two adults and three children were injured."),
        Good("The bridge, built in 1931, that the council wants to shut, is closed."),
        Good("The mayor of the town, that man said, was ready. Is he ready to go? He, ready to go, waited."),
        Good("The mayor, who said in May that he would go, stays."),
    ),
    limits="Knows a few frames; the word is a guess where no other is usual.",
)

_NUMBER = r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds)"
_PERSONS = (
    "people|persons?|men|man|women|woman|soldiers?|civilians?|passengers?|workers?|miners?|police officers?|policemen"
    "|children|child|students?|firefighters|fighters|tourists|residents|villagers|fishermen|protesters|migrants"
)
_COUNTED = Pattern(
    rf"(?P<first>(?:(?:At|at) least |About |about |More than |more than |Some )?(?i:{_NUMBER}|an?) (?:other"
    rf" )?(?:{_PERSONS}))"
    rf" and (?:at least |about |more than |another )?{_NUMBER}(?: others| more)? "
    r"(?P<were>were|was|have been) (?:\w+ly"
    r" )?(?P<what>injured|wounded|hurt|hospitali[sz]ed|rescued|arrested|detained|missing|killed)\b"
)
_HARMED = frozenset("injured wounded hurt hospitalised hospitalized rescued missing".split())
_HEADS = either("lost-verb: heads")
_SAID = Pattern(
    rf"(?P<head>(?:The|A|An|His|Her|Its|Their) (?:[\w’'-]+ ){{0,3}}?(?:{_HEADS})(?: (?:of|for|at|in)"
    r" [^,.;:\n\"“”]{2,60})?"
    r"|(?:[A-Z][a-z]+"
    r" ){0,2}(?:Minister|President|Mayor|Governor|General|Secretary|Commissioner|Chief|Prosecutor|Ambassador"
    r"|[Ss]pokes(?:wo)?man|[Cc]hairman|[Cc]oach|[Dd]irector|Captain|Colonel|Judge|Professor|Bishop)"
    rf" {NAME})"
    r"(?:,(?P<middle> [^,.;:\n\"“”]{2,80}),)?(?P<span> that)"
    r" (?=(?P<subject>the|a|an|he|she|it|they|all|his|her|its|their|this|these"
    r"|there|no|two|three|many|some|most|both|[A-Z][a-z]+|talks)\b)"
)
_READY = Pattern(
    r"(?<![\w’'-])(?P<pronoun>he|she|it|they)"
    r" (?P<span>(?P<word>ready|unable|able|willing|unwilling|aware|unaware|guilty|innocent"
    r"|alive|afraid|glad|grateful|responsible|convinced|likely|unlikely) (?:to|that|of|for|if)\b)"
)
# “The plant, which employs 400 people, to close by the end of the year, the owner said.”
_TO = Pattern(
    r"(?P<head>(?:The|An?|His|Her|Its|Their) (?:[\w’'-]+ ){0,4}?(?P<noun>[a-z’'-]+)), "
    r"(?:which|who|founded|built|based|owned|located|situated|opened|once|now|home|part|the) [^,.;:\n\"“”]{4,80}, "
    r"(?P<span>to (?P<verb>[a-z]+))(?P<rest> [^.,;:?!\n\"“”]{4,90})(?:\.|, [^,.;\n\"“”]{2,40}"
    r" (?:said|says|announced|reported)(?: [^,.;\n\"“”]{2,30})?\.)"
)
# “Real Torv to Lomna 3-1 on Sunday.”
_BEAT = Pattern(
    rf"(?P<winner>{NAME}) (?P<span>(?:to|over|against)) (?P<loser>{NAME})"
    r" (?P<first>\d{1,3})[-–:](?P<second>\d{1,3})"
    r"(?= (?:on|in|at|after|with|to|and|thanks|yesterday|away)\b)(?P<rest>[^.!?\n\"“”]{4,120})\."
)
_BEFORE_BARE = frozenset(
    "is was are were be been being am did does do had has have made makes make as than nor so should".split()
)


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in at_sentence_starts(doc, _COUNTED):
        first = match["first"]
        one = first.lower().startswith(("one ", "a ", "an "))
        new = f"{first} {'was' if one else 'were'} killed" if match["what"] in _HARMED else None
        yield RULE.correction(Span(*match.span("first")), new, f"No verb follows “{first}”.", 0.86, 0.75)
    for match in at_sentence_starts(doc, _SAID):
        if _is_verbless(doc, match, vocabulary):
            said = "No verb says what the person did; “said” was probably lost."
            yield RULE.correction(Span(*match.span("span")), " said that", said, 0.85, 0.78)
    for match in at_sentence_starts(doc, _BEAT):
        first, second = int(match["first"]), int(match["second"])
        if doc.segment_at(match.start()).kind == "paragraph" and not holds_verb(
            tokens(doc.text, *match.span("rest")), vocabulary
        ):
            right = "beat" if first > second else "lost to" if first < second else "drew with"
            said = f"The verb was lost between “{match['winner']}” and “{match['loser']}”."
            yield RULE.correction(Span(*match.span("span")), right, said, 0.85, 0.82)
    for match in at_sentence_starts(doc, _TO):
        head, rest = (tokens(doc.text, *match.span(name)) for name in ("head", "rest"))
        if may_be_base(match["verb"], vocabulary) and not any(finite_verbs(one, vocabulary) for one in (head, rest)):
            be = "are" if vocabulary.mostly(match["noun"], PLURAL) else "is"
            said = f"“{be}” is missing before “{match['span']}”."
            yield RULE.correction(Span(*match.span("span")), f"{be} {match['span']}", said, 0.86, 0.82)
    for match in doc.matches(_READY, kinds=frozenset({"paragraph"})):
        before = doc.before(match.start(), 20).split()
        if not before or before[-1].lower().strip(",") in _BEFORE_BARE or before[-1].endswith((",", "n't", "n’t")):
            continue
        be = "were" if match["pronoun"] == "they" else "was"
        span = Span(*match.span("span"))
        edit = Edit(Span(span.start, span.start), f"{be} ")
        yield RULE.correction(
            span, edit, f"No verb stands between “{match['pronoun']}” and “{match['word']}”.", 0.85, 0.7
        )


_PRONOUNS = frozenset("he she it they there all no".split())


# of a clause that lacks nothing: “that the bridge would be closed until Friday”
_PASSIVE = lazy(
    r"\b(?:(?:will|would|must|should|could|may|might|has|have|had) (?:not )?(?:be|been)|was|were|is|are) [a-z]+"
    r"(?: (?:on|in|at|until|from|by|after|before|since|for|because|next|last|this|again|soon)\b|[.])"
)


def _is_verbless(doc: Document, match: Match[str], vocabulary: Vocabulary) -> bool:
    """Whether the head has no verb of its own, neither before the “that” nor behind its clause."""
    sentence = doc.sentence_at(match.start())
    rest = tokens(doc.text, match.end("span"), sentence.end)
    middle = tokens(doc.text, *match.span("middle")) if match["middle"] else []
    if not doc.text[: sentence.end].rstrip('"”’ ').endswith(".") or any(word.text == "," for word in rest):
        return False
    head = tokens(doc.text, match.start("head"), match.end("head"))
    if not middle and (
        doc.segment_at(match.start()).kind != "paragraph"
        or (match["subject"] not in _PRONOUNS and not _PASSIVE.search(doc.text, match.end("span"), sentence.end))
    ):
        return False  # “The mayor that the town wanted”
    relative = bool(middle) and middle[0].low in ("who", "whose", "which")
    if (
        any(word.low in AUXILIARIES for word in head)
        or (not middle and finite_verbs(head, vocabulary))
        or (not relative and finite_verbs(middle, vocabulary))
    ):
        return False
    verbs = finite_verbs(rest, vocabulary)
    return sum(not at or rest[at].low in AUXILIARIES or rest[at - 1].low not in ("be", "been") for at in verbs) == 1
