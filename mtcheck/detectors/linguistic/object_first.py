"""The object of a sentence before its subject: “Most of his debts he has paid”."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.grammar import TIME, is_participle, lower_first, upper_first
from mtcheck.text.vocabulary import BASE, MODAL, NOUN, PAST, PLURAL, PRESENT

RULE = Rule(
    id="object-first",
    mqm="linguistic-conventions/grammar",
    summary="The object stands before subject and verb.",
    why="German, Czech and Russian begin with what is known, whatever part of the sentence it is.",
    examples=(
        Bad("⟦Four of the dozen debts, he had paid.→He had paid four of the dozen debts.⟧"),
        Bad("⟦Most of his money he has lost.→He has lost most of his money.⟧"),
        Bad("It rained. ⟦Two of the letters from May, they had burned.→They had burned two of the letters from May.⟧"),
        Bad(
            "⟦The name of the coach the club has not yet announced.→The club has not yet announced the name of the"
            " coach.⟧"
        ),
        Bad("⟦The verdict the court will announce on Friday.→The court will announce the verdict on Friday.⟧"),
        Good("The verdict the court will announce on Friday is final."),
        Good("The war the world has forgotten."),
        Bad("⟦The old houses, the council will rebuild them→The council will rebuild the old houses⟧ before winter."),
        Good("The old houses, the council said, will be rebuilt; the mill, he said, can feed them."),
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
# “The damaged houses, the government will rebuild them”
_TAKEN_UP = Pattern(
    r"(?P<thing>(?P<determiner>The|This|These|Those|His|Her|Their|Its) (?:[a-z-]+ ){0,2}?(?P<noun>[a-z-]+)), "
    r"(?P<clause>(?:the [a-z]+(?: [a-z]+)?|he|she|they|we|police|[A-Z][a-z]+) (?:will|has|have|had|wants? to|wanted"
    r" to|must"
    r"|can|could|would|plans? to|is going to|are going to) (?:not |already |also )?(?P<verb>[a-z]+))"
    r" (?P<pronoun>it|them)"
    r"(?=[.,]| [a-z])"
)
_NO_OBJECT = frozenset("complained died lived been gone come slept waited worked stayed happened fallen risen".split())
_TIME = frozenset("time day year week month night morning season match game way".split())


# “The name of the coach the club has not yet announced.”
_TIMED = Pattern(
    rf"(?P<thing>The (?:[a-z’'-]+ ){{0,3}}?[a-z’'-]+(?: of (?:the|a|an|his|her|their|its) (?:[a-z’'-]+"
    rf" ){{0,2}}?[a-z’'-]+)?) "
    rf"(?P<subject>the (?:[a-z’'-]+ )?[a-z’'-]+) (?P<verb>(?:will|would|could|can|has|have|had|is to|are to|was"
    rf" to|plans to"
    rf"|wants to)(?: (?P<when>(?:not )?yet|not|also|already|only|later|soon))? (?P<main>[a-z]+))"
    rf"(?P<time> (?:{TIME}|yet|soon|later))?(?P<stop>\.)(?=[\s\"”’]|$)"
)


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in at_sentence_starts(doc, _TAKEN_UP):
        many = vocabulary.mostly(match["noun"], PLURAL)
        if (
            vocabulary.mostly(match["noun"], NOUN, PLURAL)
            and many == (match["pronoun"] == "them")
            and not doc.in_quotation(match.start())
        ):
            new = f"{upper_first(match['clause'])} {lower_first(match['thing'])}"
            said = f"“{match['pronoun']}” takes up an object that stands before its subject."
            yield RULE.correction(Span(*match.span()), new, said, 0.86, 0.84)
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
    for match in at_sentence_starts(doc, _TIMED):
        thing, subject, main = match["thing"].split(), match["subject"].split(), match["main"]
        if (
            (match["when"] or match["time"])
            and doc.segment_at(match.start()).kind != "headline"
            and vocabulary.mostly(thing[-1], NOUN, PLURAL)
            and vocabulary.mostly(subject[-1], NOUN, PLURAL)
            and main not in _NO_OBJECT
            and (vocabulary.may_be(main, BASE) or is_participle(main, vocabulary))
            and not any(vocabulary.mostly(word, BASE, PRESENT, PAST, MODAL) for word in thing)
        ):
            new = f"{upper_first(match['subject'])} {match['verb']} {lower_first(match['thing'])}{match['time'] or ''}."
            yield RULE.correction(Span(*match.span()), new, "The object stands before its subject.", 0.84, 0.8)
