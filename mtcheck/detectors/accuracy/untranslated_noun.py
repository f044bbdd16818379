"""Common nouns and abbreviations of other languages, from `lexicons/foreign_nouns.tsv`; and from `foreign_words.tsv`,
of which more are parts of names, those that stand amid English words in small letters.

One that is quoted, glossed or part of a name is meant.
"""

from collections.abc import Iterator, Mapping, Sequence

from mtcheck.core import Bad, Document, Findings, Good, Resources, Rule, Severity, Span
from mtcheck.text.foreign import GRAMMAR
from mtcheck.text.lazy import lazy
from mtcheck.text.names import NameList
from mtcheck.text.phrases import with_article
from mtcheck.text.vocabulary import Vocabulary
from mtcheck.text.words import listed

RULE = Rule(
    id="untranslated-noun",
    mqm="accuracy/untranslated",
    severity=Severity.MAJOR,
    summary="A common noun or abbreviation is left in another language.",
    why="Engines copy words that they have seldom seen, above all local offices, places and shortened words.",
    examples=(
        Bad("She works as a ⟦motoboy→motorcycle courier⟧ in the port."),
        Bad("The ⟦Landgericht→regional court⟧ in Lomna heard the case."),
        Bad("He lost the house ⟦resp.→or⟧ the farm."),
        Bad("The ⟦grévistes→strikers⟧ blocked the gate."),
        Bad("The ⟦Stadt→city⟧ has no water, and the ⟦Ministerio→ministry⟧ denied it."),
        Bad("Two ⟦bomberos→firefighters⟧ died in the ⟦incendio→fire⟧, said the ⟦policía→police⟧."),
        Bad("Near the ⟦Krankenhaus→hospital⟧ ⟦an usine→a factory⟧ burned. ⟦Policías→Police officers⟧ came."),
        Good(
            "The Stadt Theater, the Hamburg Zeitung and the Ministerio de Salud were shut; she read the Frontera daily."
        ),
        Good("In Ciudad Torv the gobierno vasco met; the incendio, or fire, and the gobierno-run mill."),
        Good("The film Guerra opened, the party Partito and the club Miasto met at Stadt."),
        Good("He lives in a kampung and met the imam."),
        Good("The court (Landgericht) heard the case."),
        Good("The “motoboy” paid; the film Motoboy opened."),
        Good("The Betriebsrat, or works council, agreed."),
    ),
    limits="Only listed words are known, those that stand in English news with a gloss are not listed.",
)

_GLOSS = lazy(r"[”\"’']? ?(?:\(|, (?:or|a|an|the|as|meaning|which|who|known)\b|[–—-] )")
_SAID = lazy(r"(?:called|known as|so-called|the term|the word|dubbed|named|[“\"‘'(]) ?(?:the |a |an )?$")


def detect(doc: Document, resources: Resources) -> Findings:
    words: NameList[str] = resources.derived(
        "foreign nouns", lambda pack: NameList((row["foreign"], row["english"]) for row in pack.table("foreign_nouns"))
    )
    text = doc.text
    yield from _amid_english(doc, resources)
    for start, end, english in words.find(text):
        if doc.is_masked(start, end) or doc.segment_at(start).kind == "code" or doc.in_quotation(start):
            continue
        if _GLOSS.match(text, end) or _SAID.search(text, max(0, start - 16), start):
            continue
        begin, repaired = with_article(text, start, english)
        if start == doc.sentence_at(start).start:
            repaired = repaired[:1].upper() + repaired[1:]
        message = f"“{text[start:end]}” is not English; it means “{english}”."
        yield RULE.correction(Span(begin, end), repaired, message, 0.85, 0.8)


_DETERMINED = frozenset(
    "the a an this that these those his her its their our my no every each some many two three four five six ten"
    " several all both of".split()
)
_LEFT = lazy(r"(?:^|(?<=[ \n]))([^\W\d_][\w’'-]*),? $")
_RIGHT = lazy(r"(?:['’]s)? ([^\W\d_][\w’'-]*)|(?:['’]s)?[.,;:!?](?=\s|$)|$")
_NAMING = listed("untranslated-noun: naming")
_COMMON = 20  # uses in clean news of an English word beside the foreign one


def _amid_english(doc: Document, resources: Resources) -> Findings:
    """Words that are parts of names as well: English words in small letters stand on both sides, or a stop behind."""
    nouns: NameList[str] = resources.derived(
        "foreign words", lambda pack: NameList(_with_capitals(pack.table("foreign_words")))
    )
    vocabulary = resources.model("vocabulary")
    text = doc.text
    for start, end, english in nouns.find(text):
        if doc.is_masked(start, end) or doc.segment_at(start).kind in ("code", "headline") or doc.in_quotation(start):
            continue
        if _GLOSS.match(text, end) or _SAID.search(text, max(0, start - 16), start) or text[end : end + 1] == "-":
            continue
        first = doc.sentence_at(start).start
        if not (_is_left(doc, first, start, vocabulary) and _is_right(doc, end, vocabulary)):
            continue
        begin, repaired = with_article(text, start, english)
        if start == first:
            repaired = repaired[:1].upper() + repaired[1:]
        message = f"“{text[start:end]}” is not English; it means “{english}”."
        yield RULE.correction(Span(begin, end), repaired, message, 0.85, 0.8)


def _with_capitals(rows: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    for row in rows:
        word = row["foreign"]
        yield word, row["english"]
        yield word[0].upper() + word[1:], row["english"]


def _is_left(doc: Document, first: int, start: int, vocabulary: Vocabulary) -> bool:
    """Whether an English word in small letters, or the first of the sentence, stands before; before a capital one that
    no name has behind it.
    """
    if start == first:
        return True
    found = _LEFT.search(doc.text, max(first, start - 24), start)
    if found is None:
        return False
    word = found[1]
    opens = found.start(1) == first
    if not (word.islower() or opens) or vocabulary.count(word) < _COMMON:
        return False
    return doc.text[start].islower() or word.lower() in _DETERMINED


def _is_right(doc: Document, end: int, vocabulary: Vocabulary) -> bool:
    found = _RIGHT.match(doc.text, end)
    if found is None:
        return False
    word = found[1]
    if word is None:
        return True
    return word.islower() and word not in _NAMING and word not in GRAMMAR and vocabulary.count(word) >= _COMMON
