"""Two determiners before one noun: closed pairs, small letters only. “Her the” is left alone (gave her the book)."""

from re import Match

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.inflection import match_case
from mtcheck.text.vocabulary import ADJECTIVE, BASE, ING, NOUN, PARTICIPLE, PAST, PLURAL, PREPOSITION

RULE = Rule(
    id="doubled-determiner",
    mqm="linguistic-conventions/grammar",
    summary="One noun has two articles or possessives.",
    why="The engine translated an article and a possessive that the source had together, or could not decide.",
    examples=(
        Bad("He opened ⟦the a→the⟧ door."),
        Bad("They sold ⟦a the→the⟧ house in Lom."),
        Bad("He lost ⟦the his→his⟧ keys and sold ⟦his the→his⟧ phone."),
        Bad("It was ⟦a an→an⟧ old mill."),
        Good("He is the both-sides man; all two-year loans and all two hundred of them."),
        Good("She gave her the book; is this the road? It made his the last name."),
        Good("They sang the a cappella part, the his-and-hers towels."),
        Good("All the my-way talk, and its a shame."),
    ),
)

_ARTICLES = Pattern(
    r"(?<![\w'’-])(?:[Tt]he an?|[Aa] the|[Aa]n the|[Aa] an|[Aa]n a)(?= [a-z])"
    r"(?! (?:cappella|la|priori|posteriori|level|levels|team|and|or|is|in|to)\b)(?![\w'’-])"
)
_POSSESSIVE = Pattern(
    r"(?<![\w'’-])(?P<the>[Tt]he|[Aa]) (?P<own>my|your|his|our|their|its|this|these|those|whose)(?= [a-z])"
    r"(?! (?:and|or|is|was|in|to|of|are)\b)(?![\w'’-])"
)
# Words that stand before the noun as well as the noun itself, between which no sentence has an article.
_OWNERS = frozenset("my your his our their its".split())
_BEHIND = Pattern(
    r"(?<= )(?P<own>my|your|his|our|their|its) (?P<the>the|an?)(?= [a-z]+\b)"
    r"(?! (?:first|last|only|most|same|best|worst|next|biggest|largest|new|whole)\b.{0,40}\b(?:is|was)\b)(?![\w'’-])"
)
_BOTH = Pattern(
    r"(?<![\w’'-])(?:(?:[Aa]ll )?[Tt]he both(?= [a-z]+s\b)|[Aa]ll (?:the )?two(?= (?:[a-z]+ )?[a-z]+s\b))(?![\w’'-])"
)
_ANOTHER = Pattern(r"(?<![\w’'-])(?P<lead>[Tt]he|[Aa]ny|[Ee]very|[Ss]ome|these|those) (?P<wrong>another)(?![\w’'-])")
_SUCH = Pattern(r"(?<![\w’'-])(?P<article>[Aa]n?) such(?= [a-z]+\b)(?![\w’'-])")

_USUAL = 5  # uses of a word that is no slip itself
_BEFORE_ALL = frozenset("of made make makes is was call called find found think considered and but or".split())


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_BOTH):
        both = match_case("both", match[0])
        yield RULE.correction(Span(*match.span()), both, f"“{match[0]}” should be “both”.", 0.88)
    for match in doc.matches(_ANOTHER):
        yield RULE.correction(Span(*match.span()), f"{match['lead']} other", f"“{match[0]}” is no English.", 0.9)
    for match in doc.matches(_SUCH):
        such = match_case("such a", match[0])
        yield RULE.correction(Span(*match.span()), such, f"“{match[0]}” should be “{such}”.", 0.9)
    for match in doc.matches(_ARTICLES):
        one, two = match[0].split()
        kept = "the" if "the" in (one.lower(), two) else two
        yield _found(match, kept.capitalize() if one[0].isupper() else kept)
    for match in doc.matches(_POSSESSIVE):
        following = doc.text[match.end() + 1 : match.end() + 25].split(" ")[0].strip(".,;:")
        own = match["own"]
        sure = own in _OWNERS and match["the"].lower() == "the" and vocabulary.count(following) >= _USUAL
        if sure or (vocabulary.mostly(following, NOUN, PLURAL, ADJECTIVE, ING) and not doc.in_quotation(match.start())):
            yield _found(match, own.capitalize() if match["the"][0].isupper() else own)
    for match in doc.matches(_BEHIND):
        before = doc.before(match.start(), 20).split()[-1:] or [""]
        if before[0].lower() in _BEFORE_ALL or not before[0][0].islower():
            continue
        if match["own"] == "its" and not vocabulary.mostly(before[0], PAST, PREPOSITION, BASE, ING, PARTICIPLE):
            continue  # it's the
        following = doc.text[match.end() + 1 : match.end() + 25].split(" ")[0].strip(".,;:")
        if vocabulary.mostly(following, NOUN, PLURAL, ADJECTIVE):
            yield _found(match, match["own"])


def _found(match: Match[str], kept: str) -> Finding:
    return RULE.correction(Span(*match.span()), kept, f"“{match[0]}”: one of the two is enough.", 0.92, 0.88)
