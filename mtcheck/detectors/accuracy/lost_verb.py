"""A verb that did not come through: “Three people and eleven were injured”, “The head of the union, who leads the
strike, that talks would go on”, “he ready to go”.
"""

from re import Match

from mtcheck.core import Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.clauses import AUXILIARIES, finite_verbs, holds_verb, tokens
from mtcheck.text.grammar import MONTH, NAME, WEEKDAY, may_be_base
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import ING, MODAL, NOUN, PARTICIPLE, PAST, PLURAL, PRESENT, UNKNOWN, Vocabulary
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
# “the mill, which built in 1911,”: a participle without its “was”
_BUILT = Pattern(
    rf", (?P<pronoun>which|who) (?P<span>(?P<verb>{either('lost-verb: done')})"
    rf" (?:(?:in|since|on) (?:{MONTH}|{WEEKDAY}|(?:early |late |mid-)?(?:19|20|18|17)\d\d)"
    r"(?! (?:(?:19|20)\d\d )?(?:the|an?|its|his|her|their|two|three|more|for)\b)"
    r"|by (?:(?:the|an?)(?! (?:end|time|middle|start|day|way|week|weekend|dozen|year|third|quarter|few|point|goal|vote"
    r"|margin|month|night|score)\b)|his|her|its|their|[A-Z])|in (?:the|an?|his|her|its) [a-z]+(?=[,.])"
    r"|as (?:the|an?|“|\")|near (?:the|[A-Z])|of (?:the|an?)\b))"
)
_LASTING = frozenset("known owned located situated based called named".split())
_OF_WHOM = frozenset(
    "born killed arrested elected appointed sentenced convicted jailed shot injured wounded rescued buried detained"
    " nominated known dismissed kidnapped hospitalised hospitalized evicted expelled acquitted".split()
)
_OF_OWN = frozenset(
    "made held found sold called paid taken given bought of suspended released charged opened attended damaged"
    " caused funded financed backed directed launched".split()
)  # “who found in 2010 a way”
# “he would not to the opening”
_NOT_TO = Pattern(
    r"(?<=[a-z] )(?P<modal>will|would|could|can|cannot|must|should|may|might|did|does|do|won[’']t|wouldn[’']t"
    r"|couldn[’']t|can[’']t|didn[’']t|doesn[’']t)(?: (?:not|never))? "
    r"(?P<span>to (?:the|an?|his|her|their|its|this|that) [a-z]+)"
    r"(?=[.,;]| (?:of|in|on|for|with|because|at|and|after|but|this|next|until|on|due|as|before)\b)(?<!extent)(?<!day)"
)
# “Since Monday, divers searching the lake”
_BARE_ING = Pattern(
    rf"(?P<front>(?P<since>Since) (?:{WEEKDAY}|{MONTH}|(?:19|20)\d\d|yesterday|the (?:[a-z]+ )?[a-z]+"
    rf"|(?:last|this) [a-z]+|(?:early|late) [A-Z]?[a-z]+)(?: (?:morning|afternoon|evening|night))?"
    rf"|(?:For|Over|In) (?:the (?:past|last) )?[a-z\d]+ (?:hours|days|weeks|months|years)"
    r"|(?:Now|Currently|At the moment|At present)"
    rf"|On {WEEKDAY}(?: (?:morning|afternoon|evening|night))?|Yesterday),? "
    r"(?P<subject>(?:(?:the|an?|his|her|their|its|some|many|several|two|three|four|five|six|dozens of|hundreds of"
    r"|thousands of|\d[\d,]*) )?(?:[a-z’-]+ ){0,2}?(?P<noun>[a-z’-]+)(?: (?:of|in|from) (?:the )?[\w’-]+)?) "
    r"(?P<span>(?P<verb>[a-z]{2,}ing))(?P<rest> [^\n\"“”;:?!]{3,160}?\.)(?=\s|$)"
)
_NO_ING = frozenset("including during according following regarding being having king ring thing morning".split())
# “had won eight games and only one”
_WON = Pattern(
    r"(?<![\w’'-])(?P<verb>won|lost|drawn|drew) (?:just |only )?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d\d?)(?: of (?:its|their|his|her|the) [a-z]+)? "
    r"(?:games?|matches|match|fixtures) and "
    r"(?P<span>(?:only|just) (?:one|two|three|four))(?=[.,]| (?:before|in|of|this|so|after|since|at|on|until)\b)"
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
    for match in doc.matches(_BUILT, kinds=frozenset({"paragraph"})):
        verb = match["verb"]
        if (match["pronoun"] == "who" and verb not in _OF_WHOM) or (verb in _OF_OWN and " by " not in match["span"]):
            continue
        left = doc.text[doc.sentence_at(match.start()).start : match.start()].split()
        many = bool(left) and left[-1].islower() and vocabulary.mostly(left[-1], PLURAL)
        be = ("are" if many else "is") if verb in _LASTING else "were" if many else "was"
        said = f"“{be}” is missing before “{verb}”."
        yield RULE.correction(Span(*match.span("span")), f"{be} {match['span']}", said, 0.88, 0.86)
    for match in doc.matches(_NOT_TO, kinds=frozenset({"paragraph"})):
        before = doc.before(match.start(), 20).lower().split()
        denied = "not" in match[0] or "’t" in match[0] or "'t" in match[0] or match["modal"] == "cannot"
        pronoun = (
            bool(before) and before[-1] in _PRONOUNS and match["modal"] not in ("did", "does", "do", "can", "might")
        )
        if (
            (denied or pronoun)
            and before
            and before[-1] not in ("the", "his", "her", "their", "of", "than", "as", "so")
        ):
            said = f"No verb stands between “{match['modal']}” and “to”."
            yield RULE.correction(Span(*match.span("span")), f"go {match['span']}", said, 0.86, 0.75)
    yield from _bare_ings(doc, vocabulary)
    for match in doc.matches(_WON, kinds=frozenset({"paragraph"})):
        other = "lost" if match["verb"] == "won" else "won"
        said = f"A verb is missing before “{match['span']}”, probably “{other}”."
        yield RULE.correction(Span(*match.span("span")), f"{other} {match['span']}", said, 0.84, 0.7)
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


def _bare_ings(doc: Document, vocabulary: Vocabulary) -> Findings:
    """A time, a subject and a form in “-ing” that is the only verb of its sentence."""
    for match in at_sentence_starts(doc, _BARE_ING):
        verb, noun = match["verb"], match["noun"]
        words = tokens(doc.text, *match.span("rest"))
        if (
            verb in _NO_ING
            or doc.segment_at(match.start()).kind != "paragraph"
            or not vocabulary.mostly(verb, ING)
            or not vocabulary.mostly(noun, NOUN, PLURAL, UNKNOWN)
            or any(word.lower() in AUXILIARIES or word.endswith(("n't", "n’t")) for word in match["subject"].split())
            or finite_verbs(words, vocabulary)
            or any(
                word.text.islower() and vocabulary.may_be(word.low, PAST, PRESENT, MODAL, PARTICIPLE)
                for word in words[: next((at for at, word in enumerate(words) if word.low in _CLAUSES), None)]
            )
        ):
            continue
        many = vocabulary.mostly(noun, PLURAL) or noun in ("police", "people")
        if match["since"] or match["front"].split()[0] in ("For", "Over", "In"):
            be = "have been" if many else "has been"
        elif match["front"].startswith(("On", "Yesterday")):
            be = "were" if many else "was"
        else:
            be = "are" if many else "is"
        said = f"“{be}” is missing before “{verb}”."
        yield RULE.correction(Span(*match.span("span")), f"{be} {verb}", said, 0.86, 0.84)


_CLAUSES = frozenset("who which whose whom that where when after before because while as since if".split())
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
