"""Verbs and nouns that say a thing twice, as engines and calques do: a closed list that an editor would cut."""

import re

from mtcheck.core import Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.inflection import article, match_case
from mtcheck.text.vocabulary import NOUN, PLURAL, Vocabulary
from mtcheck.text.words import paired

RULE = Rule(
    id="tautology",
    mqm="style/awkward-style",
    summary="The same thing is said twice.",
    why="Source idiom doubles what English says once, or two synonyms were translated into one phrase.",
    examples=(
        Bad("They ⟦returned back→returned⟧ to Lom."),
        Bad("He ⟦repeated again→repeated⟧ that it was late."),
        Bad("They asked for ⟦help and assistance→help⟧."),
        Bad("The ⟦reason is because→reason is that⟧ it rained."),
        Bad("The pier has ⟦a permitted →a ⟧permit for boats."),
        Bad("The ⟦announced ⟧announcement of the fair was late.", fixed="The announcement of the fair was late."),
        Bad(
            "It took ⟦an agreed ⟧agreement to end the strike, and the ⟦decided ⟧decision was welcomed.",
            fixed="It took an agreement to end the strike, and the decision was welcomed.",
        ),
        Bad("The board ⟦announced announcement of ⟧a sale.", fixed="The board announced a sale."),
        Bad("They ⟦protested protest⟧ against the pier.", fixed="They protested against the pier."),
        Good("The missed mission, the stated station, the departed department; he noted notions of old."),
        Good("The council announced announcements for May, and an extended extension was built."),
        Good("She dreamed dreams; a planned plain was seen."),
        Good("They came back and returned; back pay was returned."),
        Good("The return, back in May, was again repeated."),
        Good("They asked for help and for assistance dogs; the help and assistance dogs came."),
    ),
)

_CUTS = paired("tautology: cuts")
_PATTERN = Pattern(
    rf"(?<![\w'’-])(?:{'|'.join(_CUTS)})(?![\w'’-])(?! (?:dogs?|services?|centres?|centers?|pay|taxes|workers?))",
    ignore_case=True,
)


_OF_ITSELF = Pattern(  # “a permitted permit”; “she dreamed dreams” has no article
    r"(?<= )(?P<article>[Aa]n?|[Tt]he|[Aa]ny|[Tt]his|[Ee]very|[Nn]o) "
    r"(?P<cut>(?P<stem>[a-z]{4,15}?)[a-z]?ed )(?=(?P=stem)s?\b)"
)
# the same with neither article nor plural: “permitted permit for the fair”
_BARE = Pattern(
    r"(?<![\w’'-])(?P<cut>(?P<stem>[a-z]{4,15}?)[a-z]?ed) (?P=stem) (?P<word>for|against|of|on|that|to|with)\b"
)
# “the decided decision”, and “decided decision” of a council: the noun is made of the verb by an ending
_DERIVED = Pattern(
    r"(?<![\w’'-])(?:(?P<article>[Aa]n?|[Tt]he|[Aa]ny|[Tt]his|[Tt]hese|[Ee]very|[Nn]o|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) )?"
    r"(?P<cut>(?P<stem>[a-z]{4})[a-z]{0,8}ed )(?P<noun>(?P=stem)[a-z]{0,9}(?:ment|[st]ion|al|ance|ence|y)s?)\b"
    r"(?P<of> of )?(?: ?(?P<word>[a-z]+))?"
)
# “the final match of the final”
_PART = Pattern(
    r"(?<![\w’'-])(?P<article>[Tt]he|[Aa]n?) (?P<whole>final|semi-?final|quarter-?final|championship|cup|tournament"
    r"|league|election|trial|summit|festival|opening|closing|meeting|conference|ceremony|council|war|strike) "
    r"(?P<part>match|game|meeting|fight|race|session|event|ceremony|contest|bout|fixture|hearing|meet)"
    r" of the (?P=whole)(?=[.,;]|$| (?:in|on|at|against|between|was|is|will|with|to|and|for|by|after|before)\b)"
)
_LEAST = 8  # letters of the noun: “the missed mission” has fewer
_ENDS = ("ment", "ation", "ition", "ion", "sion", "ssion", "al", "ance", "ence", "y")
# participles that say more than their verb: what is extended is longer
_SAY_MORE = frozenset(
    "complicated continued dedicated departed depressed divided educated expanded extended improved increased limited"
    " organised organized professed qualified reduced separated united varied".split()
)


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_PATTERN):
        if not doc.in_quotation(match.start()):
            span = Span(*match.span())
            text = match_case(_CUTS[match[0].lower()], match[0])
            yield RULE.correction(span, text, f"“{match[0]}” says one thing twice; “{text}” is enough.", 0.75)
    for match in doc.matches(_PART):
        right = match_case("the", match["article"]) + f" {match['whole']}"
        if not match["whole"].endswith("final"):
            right += f" {match['part']}"
        yield RULE.correction(Span(*match.span()), right, f"“{match[0]}” says one thing twice.", 0.85, 0.84)
    behind_article = set()
    for match in doc.matches(_OF_ITSELF):
        behind_article.add(match.start("cut"))
        if not doc.in_quotation(match.start()):
            span = Span(match.start("article"), match.end())
            text = f"{match['article']} " if match["article"].lower() not in ("a", "an") else _article(match)
            yield RULE.correction(span, text, f"“{match['cut'].strip()}” says what its noun says.", 0.82)
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_BARE):
        if not doc.in_quotation(match.start()) and match.start() not in behind_article:
            span = Span(match.start(), match.start("word") - 1)
            left = match["cut"] if match["word"] in ("against", "on", "that") else None
            yield RULE.correction(span, left, f"“{span.of(doc.text)}” says one thing twice.", 0.82, 0.75)
    yield from _derived(doc, vocabulary)


def _derived(doc: Document, vocabulary: Vocabulary) -> Findings:
    """A participle or past form before the noun that its verb has made."""
    for match in doc.matches(_DERIVED):
        cut, noun = match["cut"].strip(), match["noun"]
        if (
            len(noun) < _LEAST
            or cut in _SAY_MORE
            or doc.in_quotation(match.start())
            or not vocabulary.is_noun(noun)
            or not _makes(cut, noun.removesuffix("s"))
        ):
            continue
        message = f"“{cut} {noun}” says one thing twice."
        if match["article"]:
            span = Span(match.start("cut"), match.start("noun"))
            new = Edit(span, "")
            if match["article"].lower() in ("a", "an"):
                new = Edit(Span(match.start("article"), span.end), _article(match))
            yield RULE.correction(Span(new.span.start, span.end), new, message, 0.82)
        elif not noun.endswith("s") and not vocabulary.mostly(match["word"] or "", NOUN, PLURAL):
            span = Span(match.start("cut"), match.end("of" if match["of"] else "noun"))
            left = match["cut"] if match["of"] else cut if match["word"] in ("on", "that", "to") else None
            yield RULE.correction(span, left, message, 0.86, 0.75)


def _makes(past: str, noun: str) -> bool:
    """Whether the noun is the verb's with an ending: announce-ment, propos-al, deci(d)-sion, discover-y."""
    verb = past.removesuffix("ed")
    stems = {verb, verb + "e", verb.removesuffix("i") + "y", verb[:-1]}
    return any(noun == stem + end for stem in stems for end in _ENDS) or noun == verb + "ment"


def _article(match: "re.Match[str]") -> str:
    shown = article(match["stem"])
    return f"{shown.capitalize() if match['article'][0].isupper() else shown} "
