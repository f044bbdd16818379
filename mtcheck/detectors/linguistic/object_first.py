"""The object of a sentence before its subject: “Most of his debts he has paid”."""

from re import Match

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.clauses import finite_verbs, tokens
from mtcheck.text.grammar import MONTH, NAME, TIME, WEEKDAY, is_participle, lower_first, upper_first
from mtcheck.text.vocabulary import BASE, MODAL, NOUN, PAST, PLURAL, PRESENT, Vocabulary

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
# “The first goal scored in the 12th minute Duarte”: object, verb, subject
_DONE_BY = Pattern(
    r"(?P<thing>(?:The|An?|His|Her|Their|Its|Both|Two|Three) (?:[a-z’'-]+ ){0,3}?(?P<noun>[a-z’'-]+)) "
    r"(?P<verb>scored|netted|converted|won|opened|directed|wrote|signed|received|took|missed|conducted|composed|saved"
    r"|missed|headed|kicked) "
    rf"(?P<when>(?:in the (?:\d+(?:st|nd|rd|th)|first|second|last|final|opening) (?:minute|half|period|quarter|round)"
    rf"|in (?:19|20)\d\d|in {MONTH}|on {WEEKDAY}|yesterday|after (?:\d+|two|three|four|five|ten|twenty) minutes) )?"
    rf"(?P<who>{NAME})(?=[.,]| (?:in|after|from|with|on|for|and)\b)"
)
_ITS_GOAL = frozenset("goal goals point points penalty penalties try tries equaliser equalizer winner".split())


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
    for match in at_sentence_starts(doc, _DONE_BY):
        scored = match["verb"] in ("scored", "netted", "converted", "missed", "headed", "saved", "kicked")
        if (
            (match["noun"] in _ITS_GOAL if scored else match["when"] and vocabulary.mostly(match["noun"], NOUN, PLURAL))
            and doc.segment_at(match.start()).kind == "paragraph"
            and doc.text[doc.sentence_at(match.start()).end - 1] in '.”"'
            and not _has_another(doc, match, vocabulary)
        ):
            when = f" {match['when'].strip()}" if match["when"] else ""
            new = f"{match['who']} {match['verb']} {lower_first(match['thing'])}{when}"
            yield RULE.correction(Span(*match.span()), new, "The object stands before its verb.", 0.84, 0.82)
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


def _has_another(doc: Document, match: Match[str], vocabulary: Vocabulary) -> bool:
    """Whether the clause goes on to a verb of its own, so that the one before the name is a participle."""
    end = doc.sentence_at(match.start()).end
    rest = doc.text[match.end() : end]
    if rest.startswith(", and ") or rest.startswith(", but "):
        return False
    return bool(finite_verbs(tokens(doc.text, match.end(), end), vocabulary))
