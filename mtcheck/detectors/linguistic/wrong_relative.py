"""“which” for a person, “who” for a thing: closed lists of nouns that are nothing else."""

import re

from mtcheck.core import Bad, Document, Edit, Findings, Good, Pattern, Repair, Resources, Rule, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.closed_classes import FINITE_BE, HAVE, MODALS, PREPOSITIONS
from mtcheck.text.grammar import NAME, WEEKDAY, base_of, may_be_base
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import ADJECTIVE, NOUN, PAST, PLURAL, PRESENT, Vocabulary
from mtcheck.text.words import either

RULE = Rule(
    id="wrong-relative",
    mqm="linguistic-conventions/grammar",
    summary="A person is taken up by “which”, or a thing by “who”.",
    why="Most languages have one relative pronoun for both.",
    examples=(
        Bad("The minister ⟦which→who⟧ visited Lomna spoke of peace."),
        Bad("The house, ⟦who→which⟧ was built in 1902, burned down."),
        Bad("The goalkeeper ⟦which→who⟧ saved the penalty was praised. It was he ⟦which→who⟧ led them."),
        Bad("A driver ⟦which→who⟧ has lost his way died."),
        Bad("The earthquake ⟦who→which⟧ hit Lomna was strong."),
        Bad("The bridge, ⟦that→which⟧ was built in 1931, will be shut."),
        Bad("The salt mill, ⟦that→which⟧ was built in 1931, employs 40 people."),
        Bad("His brother, ⟦that→who⟧ lives in Lomna, wrote a letter."),
        Bad("The women ⟦which→who⟧ sell fish there are angry."),
        Bad("The boy ⟦whom→who⟧ was hurt is in hospital."),
        Bad("The children ⟦what→who⟧ were rescued are well."),
        Bad("A mill ⟦which its→whose⟧ roof burned down was sold."),
        Bad("The players ⟦whose→who⟧ won the cup were welcomed."),
        Bad("The board wrote in a letter ⟦which→that⟧ the mill was unsafe."),
        Bad("He said in a note ⟦which→that⟧ farmers own the land."),
        Good("He wrote in a letter which was lost that the mill was unsafe. She said in a note which he keeps: “Go.”"),
        Good("They told people which books to read; the six, among whom was Ana, left. To whom was he loyal?"),
        Good("The singer continues what others began; the account of what was found is wrong."),
        Good(
            "The result, that much is clear, surprised the crews; the plan, that said, is good. The claim, that they"
            " lied, is false."
        ),
        Good("The box in which her ring was kept is lost; the fire after which his house was sold."),
        Good("The minister, which surprised us, resigned; the players which hold music are old."),
        Good("They asked the minister which road was closed."),
        Good("The house of the driver which was sold in May stands empty."),
    ),
)

_PERSONS = either("wrong-relative: persons")
_THINGS = either("wrong-relative: things")
_PERSON = Pattern(
    rf"(?<!of )(?<!of the )(?<!of his )(?<!of her )(?<!of a )\b(?P<noun>{_PERSONS}) (?P<wrong>which) "
    rf"(?P<verb>{either('wrong-relative: verbs')}) "
    r"(?!to be\b)[A-Za-z0-9]"
)
_THING = Pattern(
    rf"\b(?:[Tt]he|[Aa]|this|that) (?P<noun>{_THINGS}),? (?P<wrong>who)"
    r" (?P<verb>is|was|has|had|were|are|will|would|hit|struck"
    r"|killed|destroyed|caused|left|sank|crashed|collapsed|suffered|lost|needs|connects|links) (?!responsible|guilty|to"
    r" blame|driving|behind)[A-Za-z0-9]"
)
_ONE = frozenset("is was has lives works plays needs".split())
_SETTLED = frozenset("town city village island".split())
_SUBJECT = Pattern(
    r"(?:The|A|His|Her) (?:[a-z]+"
    rf" )?(?:{_PERSONS}|man|woman|chairman|player|coach|judge|actress|goalkeeper|striker|pilot"
    r"|writer|author|lawyer|leader|prince|king|queen|bishop|general|colonel|scientist|researcher|expert"
    r"|governor|senator|manager|engineer|artist|poet), (?P<wrong>which)"
    r" (?:is|was|has|had|opened|led|left|lives|works|spoke|met|won|died|came"
    r"|returned|arrived|wants|wanted|hopes|became|joined|plays|played|scored|lost|visited|heads|leads) "
)
_OWNER = Pattern(
    r"(?P<before>[^\W\d_][\w’'-]*) (?P<wrong>(?:which|who|whose) (?:her|his|their|its)) [a-z]+ (?P<verb>[a-z]+)\b"
)
# “It was he which found the boat”
_CLEFT = Pattern(r"\b[Ii]t (?:is|was) (?:he|she|they|him|her|them) (?P<wrong>which)(?= [a-z])")
# At the start of a sentence no verb stands before that asks which or what.
_FIRST = r"(?:The|An?|His|Her|Their|Some|Many|Several|All the|Two|Three|\d+) (?:[a-z-]+ )?"
_PEOPLE = rf"(?:{_PERSONS}|people|(?:fe)?male|(?:wo)?m[ae]n|boys?|girls?|children|[a-z]+(?:wo)?men)"
_ASKED = Pattern(rf"{_FIRST}{_PEOPLE} (?P<wrong>which) (?P<verb>[a-z]+) [A-Za-z0-9]")
_WHAT = Pattern(rf"{_FIRST}(?P<noun>[a-z-]+) (?P<wrong>what) (?P<verb>[a-z]+) [A-Za-z0-9]")
_WHOM = Pattern(
    r"(?P<noun>[a-z-]+),? (?P<wrong>whom|whose) (?P<verb>is|was|has|had|were|are|have|will|would|won|died|came) "
    r"(?!it\b|he\b|she\b|they\b)[a-z0-9]"
)
# “Lund, that plays the doctor, wrote it”: behind a comma English has “who” or “which”.
_COMMA_THAT = Pattern(
    rf"(?P<name>{NAME}), (?P<wrong>that) (?P<verb>[a-z]+) [^,.;:“”\"]{{3,90}}, (?P<then>[a-z]+) (?!by\b)[a-z\d]"
)
_COMMA_NOUN = Pattern(
    r"(?P<name>(?:The|His|Her|Its|Their|An?|This) (?:[\w’'-]+ ){0,3}?(?P<noun>[a-z’'-]+)), (?P<wrong>that)"
    r" (?P<verb>[a-z]+) [^,.;:“”\"]{3,90}, (?P<then>[a-z]+) (?!by\b)[a-z\d]"
)
_PREPOSED = PREPOSITIONS | {"and", "or", "but", "is", "was", "are", "were", "knows", "know", "that"}


_SOMEBODY = lazy(
    rf"(?:{_PERSONS}|brother|sister|mother|father|son|daughter|wife|husband|uncle|aunt|cousin|friend"
    r"|(?:wo)?man|chairman|player|coach|judge|actor|actress|singer|pilot|lawyer|[a-z]+(?:ers?|ors?|ists?|men))"
)
# With these nothing is left out behind “which”: “the loot which their chief kept” is sound.
_HAPPENED = frozenset("burned burnt died collapsed crashed exploded sank disappeared resigned closed fell".split())
_FINITE = FINITE_BE | HAVE | MODALS
_NAME = 60  # percent of capitals from which on a word is a name


def _either(span: Span) -> list[Repair]:
    return [Repair((Edit(span, "who"),), 0.6), Repair((Edit(span, "which"),), 0.4)]


# “They wrote in a note which the mill was unsafe”: the verb lacks its clause, and “which” has its own subject
_SAID_IN = Pattern(
    r"(?<![\w’'-])(?:stated?s?|said|says|wrote|writes|announced|stressed|warned|claimed|noted|explained|argued|complained"
    r"|admitted|acknowledged|declared|added|emphasi[sz]ed|concluded|found|revealed|estimated|confirmed|reported)"
    rf"(?: on {WEEKDAY})? in (?:an?|the|its|his|her|their) (?:[a-z-]+ )?(?P<noun>[a-z]+) (?P<wrong>which) "
    r"(?P<clause>(?:the|an?|its|his|her|their|no|all|many|most|some|these|this|several|two|three|four|five|\d[\d,]*"
    r"|[a-z]{3,}s) [^.,;:?!\n\"“”]{6,140})(?=[.,]|$)"
)
_WHOLE = lazy(  # a clause that nothing is left out of
    r"\b(?:is|are|was|were|be|been) [a-z]+|\b(?:will|would|must|can|could|should|had to|have to)\b"
    r"|\b[a-z]+ (?:the|an?|its|his|her|their|no|more|\d[\d,]*) [a-z]+(?: of\b| [a-z]+|$)"
)
_OF_WORDS = frozenset(
    "report letter statement note message study survey paper document interview memo article book post tweet ruling"
    " verdict decision appeal petition release communique complaint email mail speech blog column declaration".split()
)


def _content(doc: Document, vocabulary: Vocabulary) -> Findings:
    """“Which” for the “that” of a clause behind a verb of saying."""
    for match in doc.matches(_SAID_IN):
        clause, rest = match["clause"], doc.text[match.end() : doc.sentence_at(match.start()).end]
        first = clause.split()[1 if clause.split()[0].lower() in _DETERMINERS else 0]
        if (
            match["noun"] in _OF_WORDS
            and _WHOLE.search(clause, len(first))
            and "that" not in clause.split()
            and not re.search(r"[:“”\"]|\bthat\b", rest)
            and vocabulary.mostly(first.lower(), NOUN, PLURAL, ADJECTIVE)
            and not doc.in_quotation(match.start())
        ):
            said = f"“{match['noun']} which” reads as a relative clause; “that” opens what was said."
            yield RULE.correction(Span(*match.span("wrong")), "that", said, 0.85, 0.84)


_DETERMINERS = frozenset("the a an its his her their no all many most some these this several".split())


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _content(doc, resources.model("vocabulary"))
    for match in (*at_sentence_starts(doc, _SUBJECT), *doc.matches(_CLEFT)):
        yield RULE.correction(Span(*match.span("wrong")), "who", "“who” is needed for a person.", 0.85)
    vocabulary = resources.model("vocabulary")
    for match in at_sentence_starts(doc, _COMMA_THAT):
        first = match["name"].split()[0]
        verb, then = match["verb"], match["then"]
        if (
            (first not in vocabulary or vocabulary.capital(first) > _NAME)
            and (verb in _FINITE or vocabulary.may_be(verb, PAST, PRESENT))
            and (then in _FINITE or vocabulary.mostly(then, PAST, PRESENT))
        ):
            said = "Behind a comma it is “who” of a person and “which” of a thing."
            span = Span(*match.span("wrong"))
            yield RULE.finding(span, said, confidence=0.85, repairs=_either(span))
    for match in at_sentence_starts(doc, _COMMA_NOUN):
        verb, then, noun = match["verb"], match["then"], match["noun"]
        if (
            vocabulary.mostly(noun, NOUN, PLURAL)
            and (
                verb in _FINITE or vocabulary.may_be(verb, PAST, PRESENT) or base_of(verb, vocabulary) not in ("", verb)
            )
            and verb not in ("means", "is", "said", "being")
            and (then in _FINITE or vocabulary.mostly(then, PAST, PRESENT))
        ):
            right = "who" if _SOMEBODY.fullmatch(noun) else "which"
            said = f"Behind a comma “{right}” takes up “{noun}”."
            yield RULE.correction(Span(*match.span("wrong")), right, said, 0.86, 0.84)
    yield from _confused(doc, vocabulary)
    for match in doc.matches(_OWNER):
        verb = match["verb"]
        if (
            match["before"].lower() not in _PREPOSED
            and vocabulary.mostly(match["before"], NOUN, PLURAL)
            and (verb in FINITE_BE | HAVE or verb in _HAPPENED)
        ):
            wrong = match["wrong"]
            yield RULE.correction(Span(*match.span("wrong")), "whose", f"“{wrong}” should be “whose”.", 0.88)
    for pattern, right in ((_PERSON, "who"), (_THING, "which")):
        for match in doc.matches(pattern):
            noun, verb = match["noun"], match["verb"]
            if (right == "who" and noun[-1] == "s" and verb in _ONE) or (noun in _SETTLED and "," in match[0]):
                continue  # “a letter to journalists which was signed”, “a man from the city, who had”
            span = Span(*match.span("wrong"))
            yield RULE.correction(span, right, f"“{right}” is needed here.", 0.85)


def _confused(doc: Document, vocabulary: Vocabulary) -> Findings:
    """“The women which sell fish”, “the children what were saved”, “the boy whom was hurt”."""
    said = "“who” is needed for a person."
    for match in at_sentence_starts(doc, _ASKED):
        if _is_finite(match["verb"], vocabulary):
            yield RULE.correction(Span(*match.span("wrong")), "who", said, 0.86)
    for match in at_sentence_starts(doc, _WHAT):
        noun = match["noun"]
        if vocabulary.mostly(noun, NOUN, PLURAL) and match["verb"] in FINITE_BE | HAVE:
            right = "who" if _SOMEBODY.fullmatch(noun) or noun in ("people", "children") else "that"
            yield RULE.correction(Span(*match.span("wrong")), right, f"“{right}” takes up “{noun}”.", 0.86)
    for match in doc.matches(_WHOM):
        if vocabulary.mostly(match["noun"], NOUN, PLURAL) and not (
            match["wrong"] == "whose" and match["verb"] in ("will", "died")
        ):
            yield RULE.correction(Span(*match.span("wrong")), "who", "“who” is needed where it is the subject.", 0.86)


def _is_finite(verb: str, vocabulary: Vocabulary) -> bool:
    return (
        verb in _FINITE
        or vocabulary.mostly(verb, PAST, PRESENT)
        or may_be_base(verb, vocabulary)
        or base_of(verb, vocabulary) not in ("", verb)
    )
