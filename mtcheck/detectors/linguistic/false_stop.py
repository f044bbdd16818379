"""A stop before a lower-case word: it goes where a phrase or clause follows, else the word gets a capital."""

import re

from mtcheck.core import Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Severity, Span, replace
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.balance import paragraphs_of, troubles
from mtcheck.text.clauses import AUXILIARIES, finite_verbs, holds_verb, tokens
from mtcheck.text.closed_classes import SPEECH
from mtcheck.text.joints import CLAUSAL, CONJUNCTIONS, PHRASAL, PREPOSITIONS, RELATIVES, STARTING, joint_before
from mtcheck.text.lazy import lazy
from mtcheck.text.numbers import ordinal
from mtcheck.text.sentences import EITHER, TITLES
from mtcheck.text.vocabulary import NOUN, PARTICIPLE, PAST, PRESENT, Vocabulary
from mtcheck.text.words import listed

RULE = Rule(
    id="false-stop",
    mqm="linguistic-conventions/punctuation",
    severity=Severity.MAJOR,
    summary="A stop precedes a word in lower case.",
    why="The text was cut where no sentence ended, or a sentence lost its capital.",
    needs=("vocabulary",),
    whole=True,
    examples=(
        Bad("The union accepted the offer⟦. in→. In⟧ other plants it was turned down flat."),
        Bad("The union accepted the offer⟦. in→ in⟧ two other plants on the coast."),
        Bad("The river rose for two days⟦. and→, and⟧ the school was closed."),
        Bad("Crews closed the road⟦. but→, but⟧ left the bridge open."),
        Bad("On Saturday 11⟦. the→ the⟧ town recorded a frost."),
        Bad("Health Minister ⟦Ilse. Brandov→Ilse Brandov⟧ said the ward would reopen."),
        Bad("He died in the 19th⟦. century→ century⟧, when the mill burned."),
        Bad("He died on the ⟦4.→4th⟧ floor of a mill."),
        Bad("He was arrested in the U.S. ⟦And→and⟧ extradited in March."),
        Good("He left the U.S. And in May he came back."),
        Good("She works for the daily Lomna. Torv said so."),
        Good("The boat is safe, he said. Told that it was not, the harbour master left."),
        Good("The firm paid Smith & Co. for the work."),
        Good("The shop sells pens, paper, etc. and opens at 9 a.m. on weekdays."),
    ),
)

_STOP = Pattern(
    r"(?P<stop>\. (?:(?<=[\w%)\"”’]..)|(?<=[\w%)\"”’,] ..)) ?)(?P<quote>[\"“]?)(?P<word>[a-z][a-z'’-]*)(?![\w.@])"
)
# Words of three letters at least or no domain: "women.and children".
_GLUED = Pattern(
    r"(?P<stop>\.(?<=[a-z]{2}.))(?P<quote>)(?P<word>and|but|or|who|which|whose|where|when|while|because|although|if"
    r"|with|from|for|that|the|this|these|those|they|he|she|his|her|their|its|there|of|on)(?= [a-z])"
)
_INITIAL = lazy(r"(?:^|[A-Z][a-z]+ |[A-Z]\.)[A-Z]$")
WINDOW = 500  # code points of a sentence that are read on either side
# a title with its own stop: capitals on both sides of a comma or “and”
_TITLE_STOP = lazy(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)*, (?:and|or|but) (?:[A-Z][a-z]+ ){1,3}?[A-Z][a-z]+$")
_END = lazy(r"[.!?][\"”’)]*(?=\s|$)|[\"”]")
_LEAST = 3  # letters of a word that is said twice
_SHORT = TITLES | EITHER | listed("false-stop: short")
_PARTICLES = listed("false-stop: particles")

_ACRONYM = Pattern(
    r"(?<=[a-z])\. (?P<body>[A-Z]{2,6}), (?:said|told|added|announced|reported|warned|noted|explained)\b"
)

_SPEAKER = Pattern(
    r"(?<=[a-z])\. (?P<verb>Told|Said|Added|Stated|Stressed|Explained|Announced|Warned) "
    r"(?=(?:reporters|journalists|that|the|in|on|at|a|an|he|she|it|they|there)\b)"
)
_OUTLET = Pattern(
    r"(?i:\b(?:news"
    r" )?(?:site|website|portal|outlet|newspaper|channel|agency|magazine|publication|edition|station|broadcaster|blog"
    r"|tabloid)) "
    r"[“\"]?[A-Z][\w-]+(?P<stop>\. (?P<rest>[A-Z][\w-]+))[”\"]? (?:has |also )?"
    r"(?:reported|reports|wrote|writes|informed)\b"
)
_DOMAIN = Pattern(
    r"\b(?:daily|weekly|site|website|portal|outlet|newspaper|paper|channel|agency|broadcaster|blog|service) "
    r"[“\"]?[A-Z][\w-]+(?P<stop>\. "
    r"(?P<rest>[Nn]u|[Rr]u|[Uu]a|[Hh]u|[Cc]om|[Nn]et|[Oo]rg|[Ii]nfo|[Tt]v|[Pp]l|[Cc]z|[Dd]e"
    r"|[Ss]e|[Ff]r|[Nn]ews|[Ee]u))\b(?![.’'])"
)

# “Health Minister Ilse. Brandau said”: what stands before the stop has no verb, what follows has no subject but a name.
_CUT = Pattern(
    r"(?P<head>(?:[\w’'-]+,? ){1,6}?(?P<first>[A-Z][a-z]{2,14}))(?P<stop>\. )(?P<rest>[A-Z][a-z]{2,})"
    r"(?=, (?:said|told|who|which)| (?P<verb>[a-z]+))"
)


def _cut_names(doc: Document, vocabulary: Vocabulary) -> Findings:
    for match in at_sentence_starts(doc, _CUT):
        first, rest, verb = match["first"], match["rest"], match["verb"]
        head = tokens(doc.text, match.start("head"), match.end("head"))
        if (
            doc.segment_at(match.start()).kind == "paragraph"
            and f"{first.lower()}." not in _SHORT
            and first.lower() not in _SHORT
            and len(head) > 1
            and (rest.lower() not in vocabulary or vocabulary.capital(rest) >= _NAMED)
            and (first.lower() not in vocabulary or vocabulary.capital(first) >= _NAMED)
            and (verb is None or verb in AUXILIARIES or vocabulary.mostly(verb, PAST, PARTICIPLE, PRESENT))
            and not holds_verb(head, vocabulary)
        ):
            span = Span(match.start("first"), match.end("rest"))
            edit = Edit(Span(*match.span("stop")), " ")
            yield RULE.correction(span, edit, "The stop cuts a name in two.", 0.86, 0.84)


# “in the U.S. And extradited”: the stop of an abbreviation was taken for the end of the sentence
_AND = Pattern(
    r"(?<![\w.])(?:U\.S|U\.K|U\.N|E\.U|D\.C|a\.m|p\.m|Inc|Corp|Ltd|Co|Jr|Sr)\. (?P<word>And|Or|But)"
    r" (?P<next>[a-z’'-]+)"
)


def _after_short(doc: Document, vocabulary: Vocabulary) -> Findings:
    for match in doc.matches(_AND):
        left = tokens(doc.text, doc.sentence_at(match.start()).start, match.start())
        right = tokens(doc.text, match.start("next"), doc.sentence_at(match.start("next")).end)
        verbs = finite_verbs(right, vocabulary)
        if (
            not verbs
            or verbs[0] == 0
            or vocabulary.mostly(match["next"], PAST, PARTICIPLE)
            or not holds_verb(left, vocabulary)
        ):
            word = match["word"].lower()
            yield RULE.correction(Span(*match.span("word")), word, f"“{match['word']}” begins no sentence here.", 0.88)


_GERMAN = Pattern(r"\b[Tt]he (?P<figure>\d{1,2}\.) (?P<word>[a-z]{3,})(?![\w.@])")
_NAMED = 85  # percent of capitals of a name


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    yield from _cut_names(doc, vocabulary)
    yield from _after_short(doc, vocabulary)
    named = {match.start("stop"): match for match in (*doc.matches(_DOMAIN), *doc.matches(_OUTLET))}
    for match in named.values():
        yield RULE.correction(Span(*match.span("stop")), f".{match['rest']}", "The stop cuts a name in two.", 0.85, 0.8)
    for match in doc.matches(_SPEAKER):
        before = tokens(doc.text, doc.sentence_at(match.start()).start, match.start())
        if "," in {word.text for word in before} and len(before) > 3 and not finite_verbs(before, vocabulary):
            span = Span(match.start(), match.end("verb"))
            yield RULE.correction(span, f", {match['verb'].lower()}", "The stop parts the speaker from the verb.", 0.85)
    for match in doc.matches(_ACRONYM):
        span = Span(match.start(), match.end("body"))
        said = f"The stop cuts “{match['body']}” off the name that it stands for."
        yield RULE.correction(span, f" ({match['body']})", said, 0.85, 0.75)
    for match in doc.matches(_GERMAN):
        if vocabulary.mostly(match["word"], NOUN):
            said = f"“{match['figure']}” is how other languages write an ordinal."
            yield RULE.correction(Span(*match.span("figure")), ordinal(int(match["figure"][:-1])), said, 0.85, 0.82)
    lower: dict[int, bool] = {}
    for match in sorted([*doc.matches(_STOP), *doc.matches(_GLUED)], key=lambda one: one.start()):
        index = doc.segment_index(match.start())
        segment = doc.segments[index].span
        if index not in lower:
            lower[index] = _writes_small(doc.text[segment.start : segment.end])
        if lower[index] or not _is_false(doc, match, segment, vocabulary):
            continue
        finish = _END.search(doc.text, match.end(), min(segment.end, match.end() + WINDOW))
        right = tokens(
            doc.text, match.start("word"), finish.start() if finish else min(segment.end, match.end() + WINDOW)
        )
        sentence = doc.sentence_at(match.start())
        left = tokens(doc.text, max(sentence.start, match.start() - WINDOW), match.start("stop"))
        start, word = match.start("stop"), match["word"]
        start -= doc.text[start - 1] == " "
        if left and left[-1].low == word and len(word) > _LEAST:
            span = Span(start, match.end("word"))
            yield RULE.correction(span, "", f"“{word}” stands on both sides of a stop.", 0.88, for_people=True)
            continue
        if _INITIAL.search(doc.text, max(0, match.start("stop") - 20), match.start("stop")):
            continue  # “carried Vanik A. to an ambulance”
        if _TITLE_STOP.search(doc.text, max(sentence.start, match.start("stop") - 60), match.start("stop")):
            continue  # “Good Night, and Good Luck. won an award”
        if word in SPEECH and _is_open(doc, match.start()):
            continue  # unclosed-quote ends the quotation here
        joint, confidence = joint_before(word, left, right, vocabulary)
        if _ORDINAL.search(doc.text, max(0, start - 5), start) and vocabulary.mostly(word, NOUN):
            joint, confidence = " ", 0.85  # “in the 19th. century”
        if word in _BEHIND_A_DAY and left and _DAY.fullmatch(left[-1].text):
            joint, confidence = " ", 0.75  # “on the 3. in the capital”, as other languages write an ordinal
        span = Span(start, match.end("word"))
        capital = f". {match['quote']}{word[0].upper()}{word[1:]}"
        new, other, message = capital, f" {word}", f"“{word}” begins a sentence and needs a capital."
        if joint is not None:
            new, other = f"{joint}{match['quote']}{word}", capital
            message = f"The stop before “{word}” cuts a sentence in two."
            if match["quote"]:
                new, other = other, new
        yield RULE.finding(
            span,
            message,
            confidence=0.9,
            repairs=[replace(span, new, confidence), replace(span, other, min(confidence, 1 - confidence))],
        )


def _is_open(doc: Document, at: int) -> bool:
    return any(
        trouble.kind == "unclosed" and trouble.at < at < trouble.end
        for trouble in troubles(doc.text, paragraphs_of(doc.segments))
    )


_BEHIND_A_DAY = frozenset("the in at on of".split())
_DAY = lazy(r"[12]?\d|3[01]")
_LAST = lazy(r"(?:[^\W_][\w'’%-]*|[%)])(?=[\"”’)]?$)")


def _writes_small(text: str) -> bool:
    """Whether the paragraph uses no capitals at sentence starts at all, as chat and some poets do."""
    starts = re.findall(r"(?:^|[.!?]\s+)([^\W\d_])", text)
    return len(starts) >= 3 and sum(char.islower() for char in starts) * 2 > len(starts)


def _is_false(doc: Document, match: "re.Match[str]", segment: Span, vocabulary: Vocabulary) -> bool:
    """Whether the stop ends no sentence, by the words beside it: units, initials, names, figures, then the rest.

    Long, and flat: cases in order, of which the first that fits decides.
    """
    stop = match.start() - (doc.text[match.start() - 1] == " ")
    before_stop = _LAST.search(doc.text, max(segment.start, stop - 40), stop)
    if before_stop is None or match.end() == segment.end:
        return False  # a writer's or an agency's sign below the story: “dpa”
    last, word = before_stop[0], match["word"]
    low = last.lower()
    before = doc.text[max(segment.start, before_stop.start() - 4) : before_stop.start()]
    if before.endswith(("km/", "m/", "mi/")) and low in ("h", "s"):
        return before_stop.start() > segment.start + 3 and bool(vocabulary.tags(word))  # "90 km/h. reached"
    if low in _SHORT or word in _PARTICLES or word.split("-")[0] in _PARTICLES or "." in last:
        return False
    before = doc.text[max(segment.start, before_stop.start() - 2) : before_stop.start()]
    if before.endswith((".", "/", "@")) or (not vocabulary.tags(word) and "-" not in word):
        return False
    closed = word in CONJUNCTIONS | RELATIVES | CLAUSAL | PREPOSITIONS | PHRASAL | STARTING
    if word in SPEECH and last[0].isupper() and last[1:].islower() and len(last) > 3 and doc.text[stop - 1] == last[-1]:
        return True  # "the commander, Aru Lesk. said"
    if last[0].isdigit():
        if _ORDINAL.search(last) and (word == "of" or vocabulary.mostly(word, NOUN)):
            return True
        return (
            closed
            and before_stop.start() > segment.start + 3
            and word not in ("of", "and", "to")
            and before[-1:] not in "$€£"
        )
    if last in ("%", ")"):
        return before_stop.start() > segment.start + 3
    if before_stop.start() == segment.start and len(last) < 3:
        return False  # a. first item
    if last.isupper() and len(last) <= 4:
        return closed
    if low not in vocabulary and not (closed and len(last) >= 4 and re.search(r"[aeiouy]", low)):
        return False
    return len(last) >= 3 or (low in vocabulary and low in _LITTLE)


_ORDINAL = lazy(r"\d(?:st|nd|rd|th)$")
_LITTLE = frozenset("be it up in on so do me us he we is go by to at".split())
