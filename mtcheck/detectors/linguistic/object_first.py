"""The object of a sentence before its subject: “Most of his debts he has paid”."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.grammar import is_participle, lower_first, upper_first
from mtcheck.text.vocabulary import BASE, MODAL, PAST, PRESENT

RULE = Rule(
    id="object-first",
    mqm="linguistic-conventions/grammar",
    summary="The object stands before subject and verb.",
    why="German, Czech and Russian begin with what is known, whatever part of the sentence it is.",
    examples=(
        Bad("⟦Four of the dozen debts, he had paid.→He had paid four of the dozen debts.⟧"),
        Bad("⟦Most of his money he has lost.→He has lost most of his money.⟧"),
        Bad("It rained. ⟦Two of the letters from May, they had burned.→They had burned two of the letters from May.⟧"),
        Good("Four of the dozen debts were old, and he has paid."),
        Good("All of the time he has complained."),
        Good("Most of the debts that he has paid were old."),
        Good("After four of the debts, he has paid."),
    ),
)

_FRONTED = Pattern(
    r"(?P<thing>(?:Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Most|All|Both|Half|Many|Several|Some|None) of "
    r"(?:the|his|her|their|its|these|those) [^.,;:?!\n\"”]{3,70}?),? "
    r"(?P<rest>(?P<subject>he|she|they|it|we) (?:has|have|had) (?P<verb>[a-z]+))(?P<stop>\.)(?=[\s\"”’]|$)"
)
_NO_OBJECT = frozenset("complained died lived been gone come slept waited worked stayed happened fallen risen".split())
_TIME = frozenset("time day year week month night morning season match game way".split())


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in at_sentence_starts(doc, _FRONTED):
        words = match["thing"].split()[3:]
        if (
            match["verb"] in _NO_OBJECT
            or not is_participle(match["verb"], vocabulary)
            or not _TIME.isdisjoint(words)
            or any(
                word in ("that", "which") or (word.islower() and vocabulary.mostly(word, BASE, PRESENT, PAST, MODAL))
                for word in words
            )
        ):
            continue
        new = f"{upper_first(match['rest'])} {lower_first(match['thing'])}."
        yield RULE.correction(Span(*match.span()), new, "The object stands before its subject.", 0.84, 0.8)
