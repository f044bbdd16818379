"""Two prepositions before one noun: closed pairs whose first never ends a verb, or follows a noun."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import ING, NOUN, PARTICIPLE, PAST, PLURAL, PRESENT

RULE = Rule(
    id="doubled-preposition",
    mqm="linguistic-conventions/grammar",
    summary="Two prepositions or conjunctions are side by side.",
    why="The engine offers two translations of one preposition and keeps both.",
    examples=(
        Bad("The head ⟦of in→of⟧ the ministry left."),
        Bad("A report ⟦from of→from⟧ the bank was lost."),
        Bad("Trade fell ⟦because of due to→because of⟧ the war."),
        Bad("He left, ⟦and but→but⟧ she stayed."),
        Good("The man he dreamed of in Lom came; those cared for in homes."),
        Good("It ran from in front of the bank to at least the mill."),
        Good("It sold for from 5 to 10 euros and/or shares; what it is for in law."),
        Good("She looked at in silence what he spoke of at dinner."),
    ),
)

_PAIRS = Pattern(
    r"(?<=[a-z] )(?P<one>of|from|at|with|into|during) (?P<two>of|from|at|in|on|with|by|for|to|into|during)"
    r"(?= (?:the|a|an|his|her|its|their|this|these|[A-Z][a-z]+)\b)"
)
_CLOSED = Pattern(
    r"(?<![\w'’-])(?:(?P<keep1>because of) due to|due to (?P<keep2>because of)|and (?P<keep3>but)(?! for)"
    r"|(?P<keep4>but) and|(?P<keep5>whether) if|if (?P<keep6>whether)|(?P<keep7>because) since"
    r"|(?P<keep8>although) but|and or (?P<keep9>and)|(?P<keep10>despite) although"
    r"|(?P<keep11>as) like(?= (?:a|an|the) )|(?P<keep12>due to) because|(?P<keep13>in order) for to"
    r"|for (?P<keep14>in order to)|(?P<keep15>that) because that|(?P<keep16>according to) by|(?P<keep17>such as) like"
    r"|(?P<keep18>until) to(?= \d))(?![\w'’-])(?= [a-z\dA-Z])"
)
_BEFORE_AT = frozenset(
    "least most first last present once all times home sea night noon dawn front particular between among".split()
)


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_PAIRS):
        one, two = match["one"], match["two"]
        if one == two or doc.in_quotation(match.start()):
            continue
        before = doc.before(match.start(), 30).split()[-1:] or [""]
        last = before[0].lower()
        following = doc.text[match.end() + 1 : match.end() + 20].split(" ")[0].lower()
        if (
            not vocabulary.mostly(last, NOUN, PLURAL)
            or vocabulary.may_be(last, PRESENT, PAST, PARTICIPLE, ING)
            or following in _BEFORE_AT
            or (one, two) in _MEANT
            or last in _STRANDED
            or _LEFT_BEHIND.search(doc.before(match.start(), 80))
        ):
            continue
        kept = two if (one, two) in _SECOND else one
        yield RULE.correction(Span(*match.span()), kept, f"“{match[0]}”: one of the two is enough.", 0.82, 0.8)
    for match in doc.matches(_CLOSED):
        kept = next(text for text in match.groups() if text)
        yield RULE.correction(Span(*match.span()), kept, f"“{match[0]}”: one of the two is enough.", 0.82)


# “a town that we all have fond memories of in the end”: the first belongs to what the clause speaks of
_LEFT_BEHIND = lazy(
    r"\b(?:that|which|whom|who|what|things?|something|anything|everything|someone|places?|people)"
    r" (?:we|they|you|he|she|it|I|people|the|his|her|their|many|all|everyone)\b[^.,;:!?\"“”]{0,50}$"
)
_SECOND = frozenset({("at", "in"), ("at", "on"), ("with", "by"), ("into", "in")})
_MEANT = frozenset(
    tuple(pair.split())
    for pair in (
        "from in|from on|from at|from with|from by|at from|at with|at by|at for|at to"
        "|into with|into by|with at|with for"
    ).split("|")
)
_STRANDED = frozenset(
    "what which who whom that kind sort lot lots care advantage use because out inside outside ahead thought"
    " heard".split()
)
