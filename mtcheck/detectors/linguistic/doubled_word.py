"""A word beside itself.

Function words and words that clean news knows are errors unless English doubles them; capitalised pairs are names
unless listed.
"""

import re

from mtcheck.core import Applicability, Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.closed_classes import ARTICLES, DO, FINITE_BE, MONTHS, NUMERALS, QUANTIFIERS, SUBJECTS, WEEKDAYS
from mtcheck.text.inflection import article, match_case
from mtcheck.text.lazy import lazy
from mtcheck.text.repeats import Repeat, repeats
from mtcheck.text.vocabulary import ADJECTIVE, DETERMINER, NOUN, PLURAL, PREPOSITION, VERBAL
from mtcheck.text.words import listed

RULE = Rule(
    id="doubled-word",
    mqm="linguistic-conventions/grammar",
    applicability=Applicability.AUTOMATIC,
    summary="The same word appears twice in a row.",
    why=(
        "Decoders repeat a token when attention slips, and post-editors leave a word behind; readers take it for a"
        " typo."
    ),
    examples=(
        Bad("The pool was reopened ⟦on on→on⟧ Tuesday."),
        Good("The group moved on on Tuesday."),
        Bad("⟦The the→The⟧ council met on Friday."),
        Bad("It rained. ⟦The The→The⟧ council met on Friday."),
        Good("Both Duran Duran and The The played, as did And And."),
        Bad("Residents of Orlec waited ⟦for for→for⟧ water."),
        Bad("He is a retired ⟦minister minister→minister⟧ of trade."),
        Good("The head of Lorani Head said nothing."),
        Good("Tenants can turn their old keys in in June, and he put the lamp on on his way out."),
        Good("They flew to the city of Wagga Wagga at dawn."),
        Good("He knew that that was wrong, and that that road was shut."),
    ),
    limits="Doubled adverbs and adjectives of degree inside quotations are taken for speech.",
)

_FUNCTION = listed("doubled-word: function")
# English puts these side by side on purpose, or two of their uses meet.
_ALLOWED = listed("doubled-word: allowed")
# A particle ends one phrase and the same preposition begins the next: "moved in in 2010"; what "be" or "do" says is a
# clause: "what it is is".
_PARTICLES = frozenset({"in", "on", "by", "about", "through", "under", "before", "after", "since", "within"})
_GO_IN = listed("doubled-word: go in")
_DAYS = frozenset((*WEEKDAYS, *MONTHS))
_GO_ON = frozenset(
    "moved carried passed signed logged kept turned pressed pushed lived walked worked rolled dragged clicked called"
    " jumped tagged lingered soldiered waved stayed played looked switched tried reasoned egged".split()
)
_SPANS = frozenset("years decades months weeks days centuries a so many more over now good most much".split())
_FIGURES = NUMERALS | {"zero"}
_CLAUSES = DO | FINITE_BE | frozenset("has have it who what this all one these those they he she".split())
_WHAT_IT_IS = SUBJECTS | frozenset("what that this who there problem thing point question".split())
# After a doubled "that", one of these shows that neither was a pronoun.
_AFTER_THAT = (
    ARTICLES
    | QUANTIFIERS
    | SUBJECTS
    | frozenset(
        "his their our my these those there if when no any its people in on at since after both such every each another"
        " nobody everyone more".split()
    )
)
_CAPITALISED = listed("doubled-word: capitalised")
_NAMES_TOO = frozenset(
    "will may mark march rose bill grant hope grace frank rich art sue pat rob mike jack june august miles rusty polish"
    " an my to he can".split()
)
_INITIALS = listed("doubled-word: initials")
_UNITS = frozenset(
    "percent euro euros dollar dollars yen yuan pound pounds rouble roubles lira peso pesos km kg metres meters"
    " kilometres kilometers".split()
)

_TITLE = (
    "governor|mayor|minister|president|chairman|chairwoman|director|head|commander|chief|secretary|spokesman"
    "|spokeswoman|coach|captain|owner|manager"
)
_ROUND = Pattern(
    rf"\b(?P<kept>[Tt]he (?P<title>{_TITLE}) of (?:the )?(?:[A-Z][\w'’-]+ ){{1,3}}(?:state|province|region|city|county"
    r"|district|party|club)?) ?(?P=title)(?=[.,;]| (?:said|told|added|was|is|has|had|will)\b)"
)


def _round(doc: Document) -> Findings:
    """A title said again behind the place it goes with."""
    for match in doc.matches(_ROUND):
        span = Span(*match.span())
        message = f"“{match['title']}” is repeated."
        yield RULE.correction(span, match["kept"].rstrip(), message, 0.88, for_people=True)


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _round(doc)
    for repeat in repeats(doc.text):
        if (
            len(repeat.words) != 1
            or repeat.copies != 2
            or repeat.gap.strip()
            or doc.is_masked(repeat.first, repeat.end)
        ):
            continue
        confidence = _confidence(doc, repeat, resources)
        if not confidence or _is_meant(doc, repeat):
            continue
        word = said = doc.text[repeat.first : repeat.first_end]
        if word.lower() in ("a", "an") and (following := _FOLLOWING.match(doc.text, repeat.end)):
            word = match_case(article(following[1]), word)
        severity = None if confidence >= 0.8 else Severity.NEUTRAL
        doubtful = not _is_sure(word, doc, repeat) or _may_be_stranded(doc, repeat, resources)
        span, message = Span(repeat.first, repeat.end), f"“{said}” is repeated."
        yield RULE.correction(span, word, message, confidence, for_people=doubtful, severity=severity)


_REGARDED = lazy(r"\b(?:regarded|seen|known|described|considered|treated|viewed|remembered|hailed) $")
_AS_GOOD_AS = lazy(r" (?:[a-z]+ ){1,2}as\b")
_SUNG = lazy(r"\b(?P<word>[a-z]+) (?P=word), $", re.IGNORECASE)


def _is_meant(doc: Document, repeat: Repeat) -> bool:
    """Whether both words have their place: “regarded as as good as any”, “Hey hey, my my”."""
    if repeat.words == ("as",):
        regarded = _REGARDED.search(doc.before(repeat.first, 20)) is not None
        return regarded and _AS_GOOD_AS.match(doc.text, repeat.end) is not None
    return _SUNG.search(doc.before(repeat.first, 24)) is not None and doc.after(repeat.end, 1) in (",", "!", ".", "")


_FOLLOWING = lazy(r" ([\w'’-]+)")
# Articles, prepositions and conjunctions stand for nothing else when they are doubled; of two nouns or verbs one was as
# often another word.
_SURE = listed("doubled-word: sure")

# One may end a clause and the other begin a phrase: “the club she played for for years”, “regarded as as good as any”
_STRANDED = frozenset("about after as at by for from in into of off on over through to under with".split())


def _may_be_stranded(doc: Document, repeat: Repeat, resources: Resources) -> bool:
    """Whether a preposition stands twice behind what may govern the first one from the end of its clause."""
    if repeat.words[0] not in _STRANDED:
        return False
    before = (doc.before(repeat.first, 40).split() or [""])[-1]
    vocabulary, low = resources.model("vocabulary"), before.lower()
    if not before.isalpha() or (repeat.words[0] != "of" and vocabulary.may_be(low, *VERBAL)):
        return True
    return not (vocabulary.mostly(low, NOUN, PLURAL) or vocabulary.capital(low) > _OF_NAMES)


_OF_NAMES = 60  # percent of capitals from which on a word is a name


_VERB_BEHIND = lazy(
    r" (?:released?|releases|played|plays|sang|sings?|toured|tours|recorded|performed|signed|split|formed|reunited"
    r"|headlined|disbanded|topped|covered|announced|will|were|are|have|had|has|is|was)\b"
)
_THE_BAND = lazy(r"[\"“‘]The The\b|(?<=[a-z,] )The The\b|\bThe The['’]s\b")


def _is_name(doc: Document, repeat: Repeat) -> bool:
    """Whether “The The” may be the band: a verb stands behind it, or the story names it where no sentence begins."""
    return doc.text[repeat.first : repeat.end] == "The The" and (
        _VERB_BEHIND.match(doc.text, repeat.end) is not None or _THE_BAND.search(doc.text) is not None
    )


def _is_sure(word: str, doc: Document, repeat: Repeat) -> bool:
    """Whether taking the copy out is all that is to be done."""
    if _is_name(doc, repeat):
        return False
    return word.lower() in _SURE or (
        word[:1].isupper()
        and doc.text[repeat.first : repeat.first_end] == doc.text[repeat.second : repeat.end]
        and not word.isupper()
    )


def _confidence(doc: Document, repeat: Repeat, resources: Resources) -> float:
    """Probability that the second copy is an error, 0 where it is none of this rule's business."""
    text, low = doc.text, repeat.words[0]
    first, second = text[repeat.first : repeat.first_end], text[repeat.second : repeat.end]
    before = text[max(0, repeat.first - 40) : repeat.first].split()[-1:] or [""]
    after = text[repeat.end : repeat.end + 40].split()[:1] or [""]
    previous, following = before[0].lower().strip("“\"'(,"), after[0].lower()
    if text[repeat.first - 1 : repeat.first] in ("-", "’", "'", ".", "/", "#", "@", "&") or text[
        repeat.end : repeat.end + 1
    ] in ("-", "’", "'", "/", "&"):
        return 0.0
    if low[0].isdigit() or low == "zero" or (not low.isascii() and low not in resources.model("vocabulary")):
        return 0.0
    if low == "that":
        clause = following.lstrip(",.") in _AFTER_THAT and previous not in ("that", "is", "was")
        return 0.93 if clause else 0.0
    if previous == "a" and low in ("thousand", "million", "billion"):
        return 0.0  # a million million stars
    if low in _ALLOWED:
        return (
            0.6
            if low == "out"
            and previous not in ("", "out")
            and after[0][:1] in ("", ",")
            and not doc.in_quotation(repeat.first)
            else _degree(low, previous)
        )
    if first[0].isupper() or second[0].isupper():
        return _capitals(doc, repeat, first, second, resources)
    if low in _FUNCTION or low in _UNITS:
        return _little(doc, repeat, before[0], following, resources)
    vocabulary = resources.model("vocabulary")
    if len(low) < 3 or vocabulary.capital(low) > 60:
        return 0.0
    if doc.in_quotation(repeat.first):
        return 0.85 if vocabulary.mostly(low, NOUN, PLURAL) else 0.0
    known = vocabulary.mostly(low, NOUN, PLURAL, *VERBAL, ADJECTIVE, PREPOSITION, DETERMINER)
    return 0.92 if known else 0.8


def _little(doc: Document, repeat: Repeat, before: str, following: str, resources: Resources) -> float:
    """A function word or a unit: an error, unless the one ends a clause or a figure and the other begins the next."""
    low, previous = repeat.words[0], before.lower().strip("“\"'(,")
    if doc.in_quotation(repeat.first) and following.isalpha() and following not in resources.model("vocabulary"):
        return 0.0  # dialect: “bridies an an ingin ane”
    if low in _CLAUSES and previous in _WHAT_IT_IS:
        return 0.0
    if (
        low == "in"
        and following[:4].strip(",.").isdigit()
        and len(following.strip(",.")) == 4
        and before.islower()
        and previous[-2:] in ("ed", "ht", "lt")
        and previous not in _GO_IN
    ):
        return 0.9
    dated = low == "on" and following.strip(",.;").capitalize() in _DAYS
    if dated and previous.endswith("ed") and previous not in _GO_ON:
        return 0.9
    if (low in _PARTICLES and _is_verb(before, resources)) or (low == "for" and following in _SPANS):
        return 0.0
    if low in _PARTICLES and _PARTED.search(doc.before(repeat.first, 50)):
        return 0.0
    if low in _FIGURES and (previous in _FIGURES or following in _FIGURES):
        return 0.0  # a telephone number
    return 0.93 if not doc.in_quotation(repeat.first) else 0.9


def _degree(low: str, previous: str) -> float:
    """“out out” and the like after a verb are slips more often than emphasis."""
    return 0.82 if low in ("up", "off", "out", "down") and previous not in ("", "up", "off", "out", "down") else 0.0


# A verb, its object and its particle: “hand their forms in in person”
_PARTED = lazy(
    r"\b(?:hand|turn|fill|phone|call|plug|break|lock|tuck|cash|trade|rope|draft|drop|post|check|log|key)(?:p?ed|p?ing|s)?"
    r" (?:the|an?|his|her|their|its|our|my|your|this|that|these|those|all) (?:[\w’'-]+ ){1,3}$"
    r"|\b(?:bring|brings|bringing|brought|send|sends|sending|sent|take|takes|taking|took|taken|get|got|getting|give"
    r"|gives|giving|gave|given|let|lets|letting|put|puts|putting|drag|dragged|welcome[ds]?)"
    r" (?:the|his|her|their|its|our|my|your) (?:[\w’'-]+ )$"
    r"|\b(?:carr(?:y|ies|ied|ying)|turn(?:s|ed|ing)?|pass(?:es|ed|ing)?|put|puts|putting|switch(?:es|ed|ing)?"
    r"|tr(?:y|ies|ied|ying)) (?:the|an?|his|her|their|its|our|my|your) (?:[\w’'-]+ ){1,2}$"
)
_OBJECT_OR_SUBJECT = frozenset("it him them her us me one what who".split())


def _is_verb(word: str, resources: Resources) -> bool:
    vocabulary, low = resources.model("vocabulary"), word.lower()
    verb = vocabulary.may_be(low, *VERBAL) and not vocabulary.mostly(low, NOUN, PLURAL)
    return verb or low in _OBJECT_OR_SUBJECT


def _capitals(doc: Document, repeat: Repeat, first: str, second: str, resources: Resources) -> float:
    low = first.lower()
    if first.isupper() and len(first) > 1 and not doc.segment_at(repeat.first).span.of(doc.text).isupper():
        return 0.9 if first == second and len(first) <= 5 and low not in _ALLOWED and low in _INITIALS else 0.0
    if second[0].isupper() and (first[0].isupper() or low not in _CAPITALISED):
        return _second_capital(doc, repeat, first, second)
    if low in _NAMES_TOO:
        return 0.0
    if low in _FUNCTION or low in _CAPITALISED:
        return 0.93
    vocabulary = resources.model("vocabulary")
    if vocabulary.count(low) < 5 or vocabulary.capital(low) > 20 or doc.in_quotation(repeat.first):
        return 0.0
    starts = doc.sentence_at(repeat.first).start
    return 0.88 if starts == repeat.first or doc.text[repeat.first - 1 : repeat.first] in '"“' else 0.0


def _second_capital(doc: Document, repeat: Repeat, first: str, second: str) -> float:
    """A weekday, a nationality, a town, or a sentence that begins twice; names are doubled of themselves."""
    low = first.lower()
    if low in _CAPITALISED or low in demonyms():
        return 0.0 if doc.in_quotation(repeat.first) and low.endswith("day") else 0.9
    if first == second and len(low) > 4 and _is_place(doc, repeat, first):
        return 0.85
    if low not in _FUNCTION or low in _NAMES_TOO or len(low) < 2:
        return 0.0
    return 0.93 if not _in_title(doc, repeat) and _begins_sentence(doc, repeat) else 0.0


_KIND_BEFORE = lazy(r"\b(?:capital|city|town|village|province|district|region|port|island|municipality) (?:of )?$")
_CALLED = ("bora", "walla", "wagga", "pago", "baden", "woy", "tawi", "kirra", "curl", "laucala")


def _is_place(doc: Document, repeat: Repeat, name: str) -> bool:
    """Whether a place is said twice: its kind stands before it, and no further name behind it."""
    if (
        name.lower().startswith(_CALLED)
        or _in_title(doc, repeat)
        or doc.text[repeat.end + 1 : repeat.end + 2].isupper()
    ):
        return False
    return (
        _KIND_BEFORE.search(doc.text, max(0, repeat.first - 20), repeat.first) is not None
        and doc.text.count(f"{name} {name}") == 1
    )


def _begins_sentence(doc: Document, repeat: Repeat) -> bool:
    """Whether a sentence begins here, also one that is quoted; inside it two capitals are a name, such as The The."""
    return not doc.text[doc.sentence_at(repeat.first).start : repeat.first].strip(" \"“‘'([") or (
        doc.text[repeat.first - 1 : repeat.first] in ("“", '"', "‘")
    )


def _in_title(doc: Document, repeat: Repeat) -> bool:
    return doc.segment_at(repeat.first).kind == "headline"


def demonyms() -> frozenset[str]:
    """Nationality adjectives, none of which is a family name that doubles."""
    return _DEMONYMS


_DEMONYMS = listed("doubled-word: demonyms")
