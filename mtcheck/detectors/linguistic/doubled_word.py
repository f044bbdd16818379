"""A word beside itself.

Function words and words that clean news knows are errors unless English doubles them; capitalised pairs are names
unless listed.
"""

from collections.abc import Iterator

from mtcheck.core import Applicability, Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.inflection import article, match_case
from mtcheck.text.lazy import lazy
from mtcheck.text.repeats import Repeat, repeats

RULE = Rule(
    id="doubled-word",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MINOR,
    applicability=Applicability.AUTOMATIC,
    summary="The same word stands twice in a row.",
    why=(
        "Decoders repeat a token when attention slips, and post-editors leave a word behind; readers take it for a"
        " typo."
    ),
    examples=(
        Bad("⟦The the→The⟧ council met on Friday."),
        Bad("Residents of Orlec waited ⟦for for→for⟧ water."),
        Bad("He is a retired ⟦minister minister→minister⟧ of trade."),
        Bad("The ⟦Syrian Syrian→Syrian⟧ army held the bridge."),
        Bad("A plan ⟦that that→that⟧ the mayor rejected came back."),
        Bad("The fund has 1.2 ⟦billion billion→billion⟧ pesos."),
        Bad("The gates were installed ⟦in in→in⟧ 2014."),
        Bad("They arrived in the state capital ⟦Lorani Lorani→Lorani⟧ in two trucks."),
        Bad("⟦The governor of Lorani state governor→The governor of Lorani state⟧ said the road was open."),
        Bad("The bank expects ⟦a a→an⟧ inflation rate of 4 percent."),
        Bad("Each child got ⟦an an→a⟧ pear."),
        Good("The head of Lorani Head said nothing."),
        Good("They flew to the city of Wagga Wagga at dawn."),
        Good("He knew that that was wrong, and that that road was shut."),
        Good("She had had two operations and gave her her medal back."),
        Bad("The mill of Lomex ⟦AG AG→AG⟧ was shut."),
        Good("Li Li and Fang Fang won gold on Bora Bora."),
        Good("They moved in in 2010 and went on on foot."),
        Good("“It was a long long time ago,” he said, very very softly."),
        Good("The score was 3 3 after extra time."),
    ),
    limits="Doubled adverbs and adjectives of degree inside quotations are taken for speech.",
)

_FUNCTION = frozenset(
    "the a an of to and for with at from are were be been has have as but or their his its this these those which who"
    " whom whose if because while when where than then into during between among against about before after under until"
    " since without within through per via my your our they we he she it you i not will would can could should may"
    " might must shall what how why also there here by in on is was do does did any all some each every both such other"
    " another several most one two three four five six seven eight nine ten hundred thousand million billion"
    " trillion".split()
)
# English puts these side by side on purpose, or two of their uses meet.
_ALLOWED = frozenset(
    "had very so no bye ha haha hee ho blah knock tut really far much many go yes yeah please too well wait wow hey big"
    " old long hush there now never run nay yada ding dong tick tock boom bang beep la na da ta ra rah night chop cha"
    " tsk woof meow quack choo chuff vroom wakey hear come oh ah er um uh hmm mm aha ouch oi oops ok okay hello hi dear"
    " poor more only just quite pretty super extra way deep deeply great good bad up down over off out round again back"
    " love hot cold tiny little young early late slow slowly fast quick quickly hard soft high low sorry thank thanks"
    " stop help kill burn fire look listen easy win fair true right wrong real same different totally absolutely"
    " extremely incredibly always ever even still tap buzz bla bora baden gorilla bison pica duran walla lai cou aye"
    " hip ooh aw boo tweet click girl boy boys girls money boda matatu troglodytes ads ad nan mahi mi bon pom tom can"
    " tuk piri peri agar ylang putt dum yo pooh go-go that you her".split()
)
# A particle ends one phrase and the same preposition begins the next: "moved in in 2010"; what "be" or "do" says is a
# clause: "what it is is".
_PARTICLES = frozenset({"in", "on", "by", "about", "through", "under", "before", "after", "since", "within"})
_GO_IN = frozenset(  # verbs that take “in” as a particle, so that a second one may follow
    "moved joined stepped kicked checked logged called voted phased signed turned filled plugged pulled settled stayed"
    " tuned waded weighed dropped cashed chipped closed roped walked barged breezed butted caved drafted factored"
    " fenced handed hemmed jumped looked marched piled poured pushed rolled rushed sailed trickled ushered volunteered"
    " locked brought burst crowded invited lured muscled parachuted phoned pitched stormed sucked traded weaved wired"
    " built bussed flooded fitted carried opted dialled dug lived slotted subbed tucked dragged clocked boxed zeroed"
    " strolled piped pencilled headed".split()
)
_SPANS = frozenset(
    {
        "years",
        "decades",
        "months",
        "weeks",
        "days",
        "centuries",
        "a",
        "so",
        "many",
        "more",
        "over",
        "now",
        "good",
        "most",
        "much",
    }
)
_FIGURES = frozenset("zero one two three four five six seven eight nine ten".split())
_CLAUSES = frozenset(
    {
        "is",
        "was",
        "are",
        "were",
        "do",
        "does",
        "did",
        "has",
        "have",
        "it",
        "who",
        "what",
        "this",
        "all",
        "one",
        "these",
        "those",
        "they",
        "he",
        "she",
    }
)
_WHAT_IT_IS = frozenset(
    {
        "it",
        "what",
        "that",
        "this",
        "he",
        "she",
        "they",
        "we",
        "you",
        "who",
        "there",
        "problem",
        "thing",
        "point",
        "question",
        "i",
    }
)
# After a doubled "that", one of these shows that neither was a pronoun.
_AFTER_THAT = frozenset(
    "the a an he she they we i you it his their our my these those some many most all there if when no any its people"
    " in on at since after several both such every each another nobody everyone more".split()
)
_CAPITALISED = frozenset(
    "president minister king queen prince princess general colonel captain major judge senator governor mayor"
    " chancellor ambassador professor doctor pope bishop cardinal sheikh deputy secretary monday tuesday wednesday"
    " thursday friday saturday sunday january february march april june july august september october november december"
    " republic ministry committee council parliament government mr mrs ms dr university".split()
)
_NAMES_TOO = frozenset(
    "will may mark march rose bill grant hope grace frank rich art sue pat rob mike jack june august miles rusty polish"
    " an my to he can".split()
)
_INITIALS = frozenset(
    "un eu nato us uk usa who ag se kg ab as oy asa nv bv sa spa srl plc llc ltd inc tv fm un imf ioc fifa uefa opec"
    " osce wto".split()
)
_UNITS = frozenset(
    "percent euro euros dollar dollars yen yuan pound pounds rouble roubles lira peso pesos km kg metres meters"
    " kilometres kilometers".split()
)


_TITLE = (
    "governor|mayor|minister|president|chairman|chairwoman|director|head|commander|chief|secretary|spokesman"
    "|spokeswoman|coach|captain|owner|manager"
)
_ROUND = Pattern(
    rf"\b(?P<kept>[Tt]he (?P<title>{_TITLE}) of (?:the )?(?:[A-Z][\w'’-]+"
    r" ){1,3}(?:state|province|region|city|county|district|party|club)?) ?(?P=title)(?=[.,;]|"
    r" (?:said|told|added|was|is|has|had|will)\b)",
    needs=(" of ",),
)


def _round(doc: Document) -> Iterator[Finding]:
    """A title said again behind the place it goes with."""
    for match in doc.matches(_ROUND):
        span = Span(*match.span())
        yield RULE.correction(
            span, match["kept"].rstrip(), f"“{match['title']}” stands twice.", 0.88, applicability=Applicability.REVIEW
        )


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    yield from _round(doc)
    for repeat in repeats(doc.text):
        if (
            len(repeat.words) != 1
            or repeat.copies != 2
            or repeat.gap.strip()
            or "\n" in repeat.gap
            or doc.is_masked(repeat.first, repeat.end)
        ):
            continue
        confidence = _confidence(doc, repeat, resources)
        if not confidence:
            continue
        word = doc.text[repeat.first : repeat.first_end]
        if word.lower() in ("a", "an") and (following := _FOLLOWING.match(doc.text, repeat.end)):
            word = match_case(article(following[1]), word)
        severity = None if confidence >= 0.8 else Severity.NEUTRAL
        span = Span(repeat.first, repeat.end)
        yield RULE.correction(
            span,
            word,
            f"“{doc.text[repeat.first : repeat.first_end]}” stands twice.",
            confidence,
            applicability=None if _is_sure(word, doc, repeat) else Applicability.REVIEW,
            severity=severity,
        )


_FOLLOWING = lazy(r" ([\w'’-]+)")
# Articles, prepositions and conjunctions stand for nothing else when they are doubled; of two nouns or verbs one was as
# often another word.
_SURE = frozenset(
    "the a an of to and for with from or as but at by into in on during between among against under since without"
    " within because if when where while is are was were has have would could should may might must shall"
    " their his its".split()
)


def _is_sure(word: str, doc: Document, repeat: Repeat) -> bool:
    """Whether taking the copy out is all that is to be done."""
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
        return (
            0.93
            if following.strip(",.") in _AFTER_THAT
            and not following.endswith((",", "."))
            and previous not in ("that", "is", "was")
            else 0.0
        )
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
        if low in _CLAUSES and previous in _WHAT_IT_IS:
            return 0.0
        if (
            low == "in"
            and following[:4].strip(",.").isdigit()
            and len(following.strip(",.")) == 4
            and before[0].islower()
            and previous[-2:] in ("ed", "ht", "lt")
            and previous not in _GO_IN
        ):
            return 0.9
        if (low in _PARTICLES and _is_verb(before[0], resources)) or (low == "for" and following in _SPANS):
            return 0.0
        if low in _FIGURES and (previous in _FIGURES or following in _FIGURES):
            return 0.0  # a telephone number
        return 0.93 if not doc.in_quotation(repeat.first) else 0.9
    vocabulary = resources.model("vocabulary")
    if len(low) < 3 or vocabulary.capital(low) > 60:
        return 0.0
    tags = vocabulary.tags(low)
    if doc.in_quotation(repeat.first):
        return 0.85 if tags[:1] in ("N", "P") else 0.0
    return 0.92 if tags[:1] in tuple("NPBZDUGJIT") else 0.8


def _degree(low: str, previous: str) -> float:
    """“out out” and the like after a verb are slips more often than emphasis."""
    return 0.82 if low in ("up", "off", "out", "down") and previous not in ("", "up", "off", "out", "down") else 0.0


def _is_verb(word: str, resources: Resources) -> bool:
    tags = resources.model("vocabulary").tags(word.lower())
    return (bool(set(tags) & set("BZDUG")) and tags[:1] not in ("N", "P")) or word.lower() in (
        "it",
        "him",
        "them",
        "her",
        "us",
        "me",
        "one",
        "what",
        "who",
    )


def _capitals(doc: Document, repeat: Repeat, first: str, second: str, resources: Resources) -> float:
    low = first.lower()
    if first.isupper() and len(first) > 1 and not doc.segment_at(repeat.first).span.of(doc.text).isupper():
        return 0.9 if first == second and len(first) <= 5 and low not in _ALLOWED and low in _INITIALS else 0.0
    if second[0].isupper() and (first[0].isupper() or low not in _CAPITALISED):
        if low in _CAPITALISED or low in demonyms():
            return 0.0 if doc.in_quotation(repeat.first) and low.endswith("day") else 0.9
        if first == second and len(low) > 4 and _is_place(doc, repeat, first):
            return 0.85
        return (
            0.93 if low in _FUNCTION and low not in _NAMES_TOO and len(low) > 1 and not _in_title(doc, repeat) else 0.0
        )
    if low in _NAMES_TOO:
        return 0.0
    if low in _FUNCTION or low in _CAPITALISED:
        return 0.93
    starts = doc.sentence_at(repeat.first).start
    vocabulary = resources.model("vocabulary")
    common = vocabulary.count(low) >= 5 and vocabulary.capital(low) <= 20
    return (
        0.88
        if common
        and (starts == repeat.first or doc.text[repeat.first - 1 : repeat.first] in '"“')
        and not doc.in_quotation(repeat.first)
        else 0.0
    )


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


def _in_title(doc: Document, repeat: Repeat) -> bool:
    return doc.segment_at(repeat.first).kind == "headline"


def demonyms() -> frozenset[str]:
    """Nationality adjectives, none of which is a family name that doubles."""
    return _DEMONYMS


_DEMONYMS = frozenset(
    "afghan albanian algerian american argentine armenian australian austrian azerbaijani belarusian belgian bosnian"
    " brazilian british bulgarian canadian chilean chinese colombian croatian cuban czech danish dutch egyptian"
    " estonian ethiopian european finnish french georgian german greek hungarian indian indonesian iranian iraqi irish"
    " israeli italian japanese jordanian kazakh kenyan korean kurdish kuwaiti latvian lebanese libyan lithuanian"
    " malaysian mexican moldovan moroccan nigerian norwegian pakistani palestinian peruvian polish portuguese romanian"
    " russian saudi serbian slovak somali spanish sudanese swedish swiss syrian taiwanese thai tunisian turkish"
    " ukrainian uzbek venezuelan vietnamese yemeni".split()
)
