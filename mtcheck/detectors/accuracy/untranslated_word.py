"""Words of grammar of other languages between English words.

A name beside one (Sturm und Drang) silences it; most have an English word for a repair.
"""

import re

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.foreign_lines import foreign_lines
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.foreign import GRAMMAR, runs
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import NOUN, PLURAL, Vocabulary
from mtcheck.text.words import either, paired

RULE = Rule(
    id="untranslated-word",
    mqm="accuracy/untranslated",
    severity=Severity.MAJOR,
    summary="A small foreign word is left in an English sentence.",
    why="Engines skip a word that they took for a name or could not place.",
    examples=(
        Bad("The mayor ⟦und→and⟧ his deputy resigned."),
        Bad("The road, ⟦según→according to⟧ police, is closed."),
        Bad("Two traders ⟦yang→who⟧ are said to be rich fled."),
        Bad("The road is ⟦nicht→not⟧ open."),
        Bad("The rest comes from a ⟦impuesto sobre los amarres⟧ in the port."),
        Bad("⟦Der→The⟧ council voted late. ⟦Les→The⟧ farmers left."),
        Good("Santo Domingo de los Tsáchilas is a province, and his album is called A smrt je stéblo trávy."),
        Good("Van der Meer, of Sturm und Drang fame, met Yang in Den Haag."),
        Good("The film “Ohne dich nicht” won; yin and yang were its theme."),
        Good("The firm Schmidt und Partner, a je ne sais quoi, déjà vu."),
        Good("He sang “Het lied” and said: “Pero no.”"),
    ),
    limits="A run of foreign words has no repair: only the source tells what it says.",
)

_MEANINGS = paired("untranslated-word: meanings")
_WORDS_TOO = frozenset(  # of English, or of names
    "mais pada sono esta pendant damit sobre nel della dello alla dalla aux ont jest sonra dari dalam akan".split()
)
_SOLID = sorted(word for word in _MEANINGS if " " not in word and word not in _WORDS_TOO)
_EXTRA = either("untranslated-word: extra")
_WORD = Pattern(
    rf"(?<![\w'’.@#/&-])(?P<first>{'|'.join(_SOLID)})(?P<more>(?: (?:{'|'.join(_SOLID)}|{_EXTRA}))*)(?![\w'’@/&-])"
)
_BEFORE = lazy(r"([^\W\d_][\w'’-]*)([\s,;:]*)$")
_AFTER = lazy(r"([,\s]*)([^\W\d_][\w'’-]*)?")


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_WORD):
        if doc.in_quotation(match.start()):
            continue
        before = _BEFORE.search(doc.text, max(0, match.start() - 30), match.start())
        after = _AFTER.match(doc.text, match.end(), match.end() + 40)
        previous, following = before[1] if before else "", after[2] or "" if after else ""
        yang = match["first"] == "yang"
        if yang and (previous.lower() in ("yin", "and", "sturm", "the") or not following):
            continue
        if not _is_amid_english(previous, following, _starts(doc, before), vocabulary):
            continue
        right = None if match["more"] else _MEANINGS[match["first"]] or None
        if yang and not _is_somebody(previous):
            right = "that"
        yield RULE.correction(Span(*match.span()), right, f"“{match[0]}” is not English.", 0.88, 0.8)
    for match in at_sentence_starts(doc, _ARTICLE):
        noun = match["noun"]
        if vocabulary.count(noun) >= _COMMON and vocabulary.may_be(noun, NOUN, PLURAL):
            right = "A" if match["one"] else "The"
            yield RULE.correction(Span(*match.span("article")), right, f"“{match['article']}” is not English.", 0.88)
    yield from _runs(doc, vocabulary)


_ARTICLE = Pattern(
    r"(?P<article>Der|Das|El|Les|Los|Las|Il|Het|(?P<one>Eine?|Une))(?= (?P<noun>[a-z]{3,}) (?:[a-z]+ )?[a-z]+)"
)
_COMMON = 100  # uses in clean news
_RUN = Pattern(r"(?<![\w@#/.’'“\"«&-])[A-Z]?[a-zß-ÿœš]+(?: [a-zß-ÿœš]+){2,}(?![\w@/’'&-])")
_FEWEST = 3  # words of a run


def _runs(doc: Document, vocabulary: Vocabulary) -> Findings:
    """Three words of another language and more, one of grammar among them and one that clean news never has."""
    if GRAMMAR.isdisjoint(doc.all_words):
        return
    for match in doc.matches(_RUN, among=foreign_lines(doc)):
        for run in runs(match[0], match.start(), vocabulary.count):
            many = sum(grammar for *_, grammar in run)
            led = run[0][-1] or many > 1  # no tarte au citron
            if len(run) >= _FEWEST and led and many < len(run) and not _is_title(doc, run[0][0]):
                span = Span(run[0][0], run[-1][1])
                yield RULE.finding(span, f"“{span.of(doc.text)}” is not English.", confidence=0.88)


def _is_title(doc: Document, start: int) -> bool:
    """Whether the run is part of a name, or what something is called."""
    named = doc.text[start].isupper() and doc.sentence_at(start).start != start
    return named or _CALLED.search(doc.before(start, 24)) is not None


_CALLED = lazy(r"\b(?:called|titled|entitled|named|[A-Z][\w’'-]*,?|album|film|book|song) (?:[Aa]n? |[Tt]he )?$")


def _is_amid_english(previous: str, following: str, starts: bool, vocabulary: Vocabulary) -> bool:
    """Whether a word beside it is a common English one, and neither belongs to a name. `starts`: the one before it
    begins the sentence.
    """
    if previous[:1].isupper() and following[:1].isupper():
        return False
    english = sum(word.islower() and vocabulary.count(word) >= 20 for word in (previous, following))
    if english == 2:
        return True
    if not english or (previous[:1].isupper() and not starts) or following[:1].isupper():
        return False
    return not (previous and following) or bool(vocabulary.count(previous) and vocabulary.count(following))


def _is_somebody(word: str) -> bool:
    return word.lower() in ("people", "men", "women") or word.endswith(("ers", "ors", "ists", "ents", "ans"))


def _starts(doc: Document, before: "re.Match[str] | None") -> bool:
    return before is not None and doc.sentence_at(before.start(1)).start == before.start(1)
