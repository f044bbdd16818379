"""“more seats as last year”, “less then a week”, “more that 40 people”: only where what follows is a measure or the
other side of a comparison. And comparisons made with “more” of words that have “-er”, or that lack their “that”.
"""

from collections.abc import Iterator
from re import Match

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import ADJECTIVE, ADVERB, NOUN, Vocabulary
from mtcheck.text.words import paired

RULE = Rule(
    id="wrong-than",
    mqm="linguistic-conventions/grammar",
    summary="A comparison is put together with the wrong words.",
    why=(
        "German als and wie, Dutch dan, French que: each is another English word as well; and few languages have “-er”."
    ),
    examples=(
        Bad("The new ferry has more seats ⟦as→than⟧ the old one."),
        Bad("Rents are higher ⟦as→than⟧ last year."),
        Bad("The new pier is longer ⟦as→than⟧ the old one, the mayor said."),
        Bad("It took less ⟦then→than⟧ a week."),
        Bad("The river is ⟦more high→higher⟧ than last year."),
        Bad("He is the ⟦most old→oldest⟧ player in the team."),
        Bad("The car was as fast ⟦than→as⟧ the train."),
        Bad("Rents are ⟦twice higher than→twice as high as⟧ in 2010."),
        Bad("The yield of the mine is higher than ⟦of→that of⟧ the quarry."),
        Bad("The price of bread rose, while ⟦of→that of⟧ milk stayed the same."),
        Bad("It was the ⟦more important→most important⟧ match of the season."),
        Good("There are more good films; the club with the most young players won; more dry than wet."),
        Good("As more than 40 left, he came rather than of his own will; while of the 40 hurt ten are children."),
        Good("More people came as the old year ended; rents are as high as last year."),
        Good("It grew larger, then half of it fell; the older then left."),
        Good("He said once more that 40 people were on board, and added later that two died."),
        Good("It is better that ten go free; a letter as before was sent."),
    ),
)

_SIDE = (
    r"(?:last (?:year|week|month|time|season)(?=[.,;]|$| [a-z])|before(?=[.,;]|$)|usual(?=[.,;]|$)"
    r"|in (?:19|20)\d\d(?=[.,;]|$)|the (?:old|new|other|previous|first|last) ones?(?=[.,;]|$))"
)
_MEASURE = (
    r"(?:\d[\d,.]*(?= [a-z])|half |an? (?:year|month|week|day|hour|third|quarter|hundred|thousand|million|dozen)\b)"
)
_MORE = r"(?:more|less|fewer)"
_AS = Pattern(rf"(?<![\w’'-])(?P<degree>{_MORE} (?:[a-z]+ )?|[a-z]+er )(?P<wrong>as) {_SIDE}")
_THEN = Pattern(
    rf"(?<![\w’'-])(?P<degree>(?:[Mm]ore|[Ll]ess|[Ff]ewer|[Rr]ather|[Oo]ther|[a-z]+er) )(?P<wrong>then) "
    rf"(?:{_MEASURE}|the |expected\b|ever\b|his |her |their )"
)
_THAT = Pattern(
    rf"(?P<degree>(?<![\w’'-])(?<!once )(?<!any )(?<!the )(?:[Mm]ore|[Ll]ess|[Ff]ewer) )(?P<wrong>that) "
    rf"(?:{_MEASURE}|twice |ever[.,;]|expected[.,;])"
)
_ER_THAT = Pattern(
    r"(?P<degree>(?<![\w’'-])(?<!the )[a-z]+er )(?P<wrong>that) "
    rf"(?:{_MEASURE}|ever[.,;]|expected[.,;]|in (?:19|20)\d\d[.,;]|in [A-Z][a-z]+[.,;]|last (?:year|month|week)[.,;])"
)


_SHORT = paired("wrong-than: comparatives")  # high: higher
_LONG = {value: word for word, value in _SHORT.items()}
_BE = r"(?:is|are|was|were|be|been|become|became|becomes|becoming|get|gets|getting|got|grow|grew|even|much|far|times)"
_MORE_SHORT = Pattern(
    rf"(?<!\bthe )\b{_BE} (?P<wrong>more (?P<adjective>{'|'.join(_SHORT)}))(?![\w’'-])"
    r"(?=[.,;]| (?:than|in|on|at|for|to|this|next|now|every|with|when|because|from|but|today|after|here)\b)"
)
_OTHER = lazy(r" than ([a-z]+)\b")
_MOST_SHORT = Pattern(
    rf"\b(?:is|was|became|of|are|were) the (?P<wrong>most (?P<adjective>{'|'.join(_SHORT)}))"
    r" (?P<noun>[a-z]+)(?![\w’'-])"
)
_AS_THAN = Pattern(r"(?<![\w’'-])as (?P<adjective>[a-z]+) (?P<wrong>than)(?![\w’'-])")
_TWICE = Pattern(
    rf"(?<![\w’'-])(?P<wrong>[Tt]wice (?P<adjective>{'|'.join(_LONG)}|more (?P<long>[a-z]+)) than)(?![\w’'-])"
)
_THE_MORE = Pattern(
    r"\b(?:is|was|are|were) the (?P<wrong>more (?P<adjective>[a-z]+)) [a-z]+"
    r"(?= (?:of the (?:season|year|day|week|month|century|decade|tournament|evening|night|country|world)|of all|in"
    r" history"
    r"|in the (?:country|world|region|city))\b)"
)
# “sold more vans in the same period of 2018”
_SAME = Pattern(
    r"(?<![\w’'-])(?<!\bthe )(?<!\bany )(?<!\bno )(?P<degree>more|fewer|less|higher|lower|larger|smaller|better|worse)"
    r"(?: [a-z’'-]+){0,3} (?P<wrong>in the same (?:period|months?|quarter|week|half|time|day|season)"
    r" (?:of (?:19|20)\d\d|last year|of last year|of the previous year|the previous year|a year (?:ago|earlier|before)"
    r"|(?:in|the) (?:19|20)\d\d))(?=[.,;]|$)"
)
_THAN_OF = Pattern(
    r"\b(?P<be>is|are|was|were) (?:[a-z]+ )?(?P<adjective>[a-z]+er|(?:more|less) [a-z]+) than (?P<wrong>of)"
    r" (?!late\b|old\b)[\w]"
)
_WHILE_OF = Pattern(
    r", (?:while|whereas|but) (?P<wrong>of) (?!these\b|those\b|them\b|this\b|that\b|course\b|which\b|whom\b|all\b)"
    r"(?:the |a )?[a-z’'-]+(?: [a-z’'-]+)?"
    r" (?P<verb>has|have|is|was|are|were|rose|fell|went|stayed|remained|grew|dropped"
    r"|increased|decreased|declined)\b"
)


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for pattern in (_AS, _THEN, _THAT, _ER_THAT):
        for match in doc.matches(pattern):
            first = match["degree"].split()[0].lower()
            if first.endswith("er") and first not in ("fewer", "rather", "other") and not _compares(first, vocabulary):
                continue
            span = Span(*match.span("wrong"))
            yield RULE.correction(span, "than", f"“{match['wrong']}” should be “than” here.", 0.88, 0.9)
    for match in doc.matches(_SAME, kinds=frozenset({"paragraph"})):
        sentence = doc.sentence_at(match.start()).of(doc.text)
        if " than " not in sentence and " compared " not in sentence and " against " not in sentence:
            said = "The comparison lacks its “than”."
            yield RULE.correction(Span(*match.span("wrong")), f"than {match['wrong']}", said, 0.84, 0.8)
    for match, right in _misbuilt(doc, vocabulary):
        span = Span(*match.span("wrong"))
        yield RULE.correction(span, right, f"“{match['wrong']}” should be “{right}”.", 0.88, 0.88)


def _misbuilt(doc: Document, vocabulary: Vocabulary) -> Iterator[tuple[Match[str], str]]:
    """Matches whose group `wrong` is no way to compare, and what to write there."""
    for match in doc.matches(_MORE_SHORT):
        other = _OTHER.match(doc.text, match.end())
        if other is None or other[1] not in _SHORT:  # “more good than bad”
            yield match, _SHORT[match["adjective"]]
    for match in doc.matches(_MOST_SHORT):
        if vocabulary.mostly(match["noun"], NOUN):
            yield match, _superlative(_SHORT[match["adjective"]])
    for match in doc.matches(_AS_THAN):
        word = match["adjective"]
        if vocabulary.mostly(word, ADJECTIVE, ADVERB) and word not in _NOT_EQUAL and not _compares(word, vocabulary):
            yield match, "as"
    for match in doc.matches(_TWICE):
        word = match["long"] or _LONG[match["adjective"]]
        if not match["long"] or vocabulary.mostly(word, ADJECTIVE):
            yield match, f"{match['wrong'][:5]} as {word} as"
    for match in doc.matches(_THE_MORE):
        if vocabulary.mostly(match["adjective"], ADJECTIVE):
            yield match, f"most {match['adjective']}"
    for match in doc.matches(_THAN_OF):
        word = match["adjective"]
        if " " in word or _compares(word, vocabulary):
            yield match, "those of" if match["be"] in ("are", "were") else "that of"
    for match in doc.matches(_WHILE_OF):
        yield match, "those of" if match["verb"] in ("have", "are", "were") else "that of"


_NOT_EQUAL = frozenset("more less other rather fewer better worse else".split())


def _superlative(comparative: str) -> str:
    return {"better": "best", "worse": "worst", "further": "furthest"}.get(comparative, comparative[:-1] + "st")


def _compares(word: str, vocabulary: Vocabulary) -> bool:
    """Whether the word in -er is a comparative (higher, older), and no noun (letter, driver)."""
    bases = (word[:-2], word[:-1], word[:-3], word[:-3] + "y")
    return (
        vocabulary.mostly(word, ADJECTIVE, ADVERB)
        and word not in ("later", "former", "earlier", "after", "over", "ever", "never", "however")
        and any(vocabulary.may_be(base, ADJECTIVE, ADVERB) for base in bases if len(base) > 2)
    )
