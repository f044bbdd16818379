"""A story that is damaged throughout, so that no single word is the slip: letters misread or turned round, another
language in every clause, alternatives that nobody chose from, names cut out, no stops at all.

One such place may be anything. Each kind counts from so many on that no story of 3,800 in native news has them, and is
reported once, at its first place.
"""

import codecs
import re
from collections.abc import Iterator, Sequence

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.foreign_lines import foreign_lines
from mtcheck.text.foreign import GRAMMAR, is_foreign, runs
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import Vocabulary

RULE = Rule(
    id="garbled-text",
    mqm="linguistic-conventions/unintelligible",
    severity=Severity.CRITICAL,
    needs=("vocabulary",),
    whole=True,
    summary="The text is damaged throughout.",
    why="A machine misread a page, letters were shifted or turned round, or an engine left half of the words.",
    examples=(
        Bad("⟦Tbe⟧ rnayor said tbat tbe ferry would not run, and tbe harbour is shut."),
        Bad(
            "Prices ⟦han subido⟧ more than wages, said el alcalde, los sindicatos want a pact, and ningún patrón came."
        ),
        Bad("⟦gnihtyreve⟧ tsol dah eht nworb esuoh no eht llih dna enola erew yeht"),
        Bad("The ⟦board / council⟧ chose / elected the chair / head of it by a narrow vote."),
        Bad("The board of⟦  ⟧met with  at noon, and it was cold."),
        Bad("The break was at the sta- ⟦tion⟧ house, the coun- cil said, and the har- bour is shut."),
        Good("The coq au vin, the pot au feu and the dolce vita were served by the chef, à la carte."),
        Good("Men and/or women, parents/carers and pupils came. His or her answer was 5 / 10."),
        Good("He asked for it to be looked at, he said. The pre- and post-war house was looked after."),
        Good("The borogoves, the raths and the toves are in a poem that every child in the town knows by heart."),
    ),
    limits="A few such words in a long story are left to the rules for single words.",
)

_Places = Sequence[Span]


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for places, message in (
        (_misread(doc, vocabulary), "Letters are misread throughout, as in “{}”."),
        (_mixed(doc, vocabulary), "Words of another language stand in one clause after another, as in “{}”."),
        (_strange(doc, vocabulary), "A large part of the words are none, as “{}”."),
        (_choices(doc), "The text gives alternatives, as at “{}”, where one has to be chosen."),
        (_holes(doc), "Words or names are missing in several places; the first is here."),
        (_hyphens(doc, vocabulary), "Words are cut in two throughout, as at “{}”."),
        (_glued(doc), "Sentences run together throughout, as at “{}”."),
        (_unmarked(doc), "The text has no stops or commas, from “{}” on."),
    ):
        if places:
            shown = places[0].of(doc.text)
            yield RULE.finding(places[0], message.format(shown), confidence=0.92)
            return


_TOKEN = Pattern(r"(?<![\w@#/.’'&-])(?=[A-Z0-9]*[a-z])[A-Za-z0-9]{2,16}(?![\w@/’'&-]|\.\w)")
_SMALL = Pattern(r"(?<![\w@#/.’'&-])[a-z]{3,20}(?![\w@/’'&-]|\.\w)")
_FEW, _SELDOM, _COMMON = 3, 3, 300  # misread words, and uses in clean news of one and of what it was
_PER = 60  # words of a story for each one that is misread
_LOOKS = tuple(
    tuple(pair.split(":"))
    for pair in "rn:m tb:th tli:th li:h 0:o 1:l 1:i vv:w cl:d ii:n u:n b:h 5:s c:e e:c 3:e l:i i:l".split()
)


def _misread(doc: Document, vocabulary: Vocabulary) -> _Places:
    """ "Tbe rnayor sa1d tbat": no words, but for letters that look like others."""
    seldom = vocabulary.rare(doc.all_words, _SELDOM)
    wrong = {word for word in seldom if _is_misread(word, vocabulary)}
    if not wrong:
        return ()
    tokens = doc.matches(_TOKEN, among=doc.having(wrong))
    found = [Span(*match.span()) for match in tokens if match[0].lower() in wrong]
    return found if len(found) >= _FEW and len(found) * _PER >= doc.word_count else ()


def _is_misread(word: str, vocabulary: Vocabulary) -> bool:
    return any(wrong in word and vocabulary.count(word.replace(wrong, right)) >= _COMMON for wrong, right in _LOOKS)


_RUN = Pattern(r"(?<![\w@#/.’'“\"«&-])[a-zß-ÿœš]+(?: [a-zß-ÿœš]+)+(?![\w@/’'&-])")


def _mixed(doc: Document, vocabulary: Vocabulary) -> _Places:
    """Runs of two words and more, not quoted, of which one is a word of grammar elsewhere and one is unknown here."""
    if sum(word in GRAMMAR and len(word) > 1 for word in doc.all_words) < _FEW - 1:
        return ()
    found: dict[str, Span] = {}
    for match in doc.matches(_RUN, among=foreign_lines(doc)):
        if doc.in_quotation(match.start()):
            continue
        for run in runs(match[0], match.start(), vocabulary.count):
            if len(run) > 1 and run[0][-1] and not all(grammar for *_, grammar in run):  # not coq au vin
                span = Span(run[0][0], run[-1][1])
                found.setdefault(span.of(doc.text), span)
    spans = sorted(found.values())
    return spans if len(spans) >= _FEW and 8 * sum(text.count(" ") + 1 for text in found) >= doc.word_count else ()


_LEAST, _PERCENT = 8, (45, 30)  # words that are none, with percent of all in a text under twenty and in others


def _strange(doc: Document, vocabulary: Vocabulary) -> _Places:
    """Small words that are none, letters read backwards among them: in native news they are a ninth at the most."""
    seldom = vocabulary.rare(doc.all_words, 0)
    if len(seldom) < _UNKNOWN:
        return ()
    if not _may_be_strange(doc, seldom):
        return ()
    words = [match for match in doc.matches(_SMALL) if not doc.in_quotation(match.start())]
    found = [match for match in words if match[0] in seldom]
    if len(found) < _UNKNOWN or len(words) < _LEAST or len(found) * 100 < len(words) * _PERCENT[len(words) >= 20]:
        return ()
    english = sum(vocabulary.count(match[0]) >= _COMMON for match in words)
    sentence = doc.sentence_at(found[0].start()).of(doc.text)
    if not english or is_foreign(sentence, vocabulary.count):
        turned = sum(vocabulary.count(match[0][::-1]) >= _COMMON for match in words)
        shifted = sum(vocabulary.count(codecs.encode(match[0], "rot13")) >= _COMMON for match in words)
        if 2 * max(turned, shifted) < len(words):
            return ()  # in another language, which other rules find
    return [Span(*match.span()) for match in found]


def _may_be_strange(doc: Document, seldom: set[str]) -> bool:
    """Whether so many words are among those that the share of `_strange` may be reached. Words in quotation marks and
    masks are taken for all that would speak against it: each has four code points and more, with what parts it from
    the next.
    """
    found, text, words = _SMALL.compiled.findall, doc.text, doc.words
    lines = [number for number, line in enumerate(doc.segments) if line.kind != "code"]
    hits = 0
    for number in lines:
        if not seldom.isdisjoint(words[number]):
            span = doc.segments[number].span
            hits += sum(map(seldom.__contains__, found(text, span.start, span.end)))
    if hits < _UNKNOWN:
        return False
    apart = sum(len(span) // 4 + 2 for span in (*doc.quotations, *doc.masks))
    most, there = hits * 100 // min(_PERCENT) + apart, 0
    for number in lines:
        span = doc.segments[number].span
        there += len(found(text, span.start, span.end))
        if there > most:
            return False
    return True


_UNKNOWN = 5

_CHOICE = Pattern(
    r"(?<=[a-z] )(?P<one>[a-z]+)(?: / |(?<=the)/(?=an?\b)|(?<=an)/(?=the\b)|(?<=a)/(?=the\b))[a-z]+(?=[ .,;])"
    r"|(?<=[a-z] )\(or: [a-z]"
)
_BARS = Pattern(r"(?<=[a-z]) \| [a-z]+(?: [a-z]+)? \| (?=[a-z])")


def _choices(doc: Document) -> _Places:
    """Words beside a slash, one after another, or between bars in a sentence."""
    found = [Span(*match.span()) for match in doc.matches(_CHOICE)]
    if len(found) >= _FEW:
        return found
    return [
        Span(*match.span())
        for match in doc.matches(_BARS)
        if doc.text[doc.sentence_at(match.start()).end - 1] in '.!?”"'
    ]


_HOLE = Pattern(
    r"(?<=[a-z] )(?:of|in|by|to|at|from|near|with)(?P<gap> {2,}(?=[a-z])| [,.](?=\s|$))"
    r"|(?<=[”\"’,]) (?:said|says)(?P<who> ?,)(?= (?:who|whose)\b)"
)
_WIDE = lazy(r"(?<=\S)  +(?=\S)")


def _holes(doc: Document) -> _Places:
    """A preposition before a gap or a stop, a speaker without a name."""
    found = [Span(*match.span("gap" if match["gap"] else "who")) for match in doc.matches(_HOLE)]
    if len(found) < _FEW - 1 or len(_WIDE.findall(doc.text)) > 2 * len(found):
        return ()  # set with two spaces, or parted at every mark
    return found if len(_PARTED.findall(doc.text)) <= len(found) else ()


_PARTED = lazy(r"(?<=\w) [,.](?=\s|$)")

_CUT = lazy(r"(?<![\w-])([A-Z]?[a-z]{2,10})[-\u00ad\u2010¬]\s([a-z]{2,10})(?![\w-])")
_CUT_AT = lazy(r"[-\u00ad\u2010¬]\s[a-z]{2}")
_FARTHEST = 12  # code points before a cut in which its first half begins


def _hyphens(doc: Document, vocabulary: Vocabulary) -> _Places:
    """ "coun- cil", "Mon-" and "day" in the next line: halves of a common word of which one is no word."""
    found = [
        Span(*match.span(2))
        for match in _cuts(doc.text)
        if vocabulary.count((match[1] + match[2]).lower()) >= _SEVERAL
        and ("\n" in match[0] or min(vocabulary.count(match[1].lower()), vocabulary.count(match[2])) <= _SELDOM)
        and f"{match[1]}-{match[2]}".lower() not in vocabulary
    ]
    return found if len(found) >= _FEW else ()


def _cuts(text: str) -> Iterator["re.Match[str]"]:
    """The words cut in two, in order; they are looked for by their hyphens, which are few."""
    last = 0
    for hyphen in _CUT_AT.finditer(text):
        match = _CUT.search(text, max(last, hyphen.start() - _FARTHEST), min(len(text), hyphen.end() + _FARTHEST))
        if match is not None and match.start() < hyphen.start():
            yield match
            last = match.end()


_SEVERAL = 20

_GLUE = lazy(r"[.!?](?<=[a-z]{3}.)[”\"]?[“\"]?[A-Z][a-z]{1,20}(?=[ ,])")
_APART = lazy(r"[.!?](?<=[a-z]{3}.)[”\"]? {1,3}(?=[“\"]?[A-Z])")


def _glued(doc: Document) -> _Places:
    """No space behind the stops of a story, or hardly any."""
    found = [match for match in _GLUE.finditer(doc.text) if not doc.is_masked(match.start(), match.end() + 1)]
    if len(found) < _FEW or len(found) < len(_APART.findall(doc.text)):
        return ()
    return [Span(*match.span()) for match in found]


_MARK = lazy(r"[.,;:!?…—–]")
_LONG, _SHORT = 40, 12  # words of a paragraph that needs a mark, and of one where others need one, too


def _unmarked(doc: Document) -> _Places:
    """A story in small letters without any mark, or one of several paragraphs that has none to the end."""
    lines = [segment for segment in doc.segments if segment.kind == "paragraph"]
    said = [line.span for line in lines if line.span.of(doc.text).count(" ") >= _SHORT]
    if not said or _MARK.search(doc.text, said[0].start):
        return ()
    long = sum(span.of(doc.text).count(" ") for span in said)
    if long < _LONG or (len(said) < _FEW and not doc.text[said[0].start : said[-1].end].islower()):
        return ()
    first = re.match(r"\S+(?: \S+)?", said[0].of(doc.text))
    return [Span(said[0].start, said[0].start + len(first[0]))] if first else ()
