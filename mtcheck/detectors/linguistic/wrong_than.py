"""“more seats as last year”, “less then a week”, “more that 40 people”: only where what follows is a measure or the
other side of a comparison.
"""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.vocabulary import ADJECTIVE, ADVERB, Vocabulary

RULE = Rule(
    id="wrong-than",
    mqm="linguistic-conventions/grammar",
    summary="A comparison is made with “as”, “then” or “that” where English has “than”.",
    why="German als and wie, Dutch dan, French que: each is another English word as well.",
    examples=(
        Bad("The new ferry has more seats ⟦as→than⟧ the old one."),
        Bad("Rents are higher ⟦as→than⟧ last year."),
        Bad("The new pier is longer ⟦as→than⟧ the old one, the mayor said."),
        Bad("It took less ⟦then→than⟧ a week."),
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


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for pattern in (_AS, _THEN, _THAT, _ER_THAT):
        for match in doc.matches(pattern):
            first = match["degree"].split()[0].lower()
            if first.endswith("er") and first not in ("fewer", "rather", "other") and not _compares(first, vocabulary):
                continue
            span = Span(*match.span("wrong"))
            yield RULE.correction(span, "than", f"“{match['wrong']}” should be “than” here.", 0.88, 0.9)


def _compares(word: str, vocabulary: Vocabulary) -> bool:
    """Whether the word in -er is a comparative (higher, older), and no noun (letter, driver)."""
    bases = (word[:-2], word[:-1], word[:-3], word[:-3] + "y")
    return (
        vocabulary.mostly(word, ADJECTIVE, ADVERB)
        and word not in ("later", "former", "earlier", "after", "over", "ever", "never", "however")
        and any(vocabulary.may_be(base, ADJECTIVE, ADVERB) for base in bases if len(base) > 2)
    )
