"""A word unknown to English with a foreign ending whose English one makes it known: glaciologue, glaciologist."""

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.inflection import match_case
from mtcheck.text.phrases import with_article
from mtcheck.text.words import paired

RULE = Rule(
    id="foreign-cognate",
    mqm="accuracy/untranslated",
    severity=Severity.MAJOR,
    summary="A word is left in another language, or its English twin has a foreign ending.",
    why="What a decoder does not know it copies piece by piece, above all words that look nearly English.",
    examples=(
        Bad("The ⟦glaciologue→glaciologist⟧ Anne Morel agreed."),
        Bad("A new ⟦administración→administration⟧ began work."),
        Bad("The ⟦Bürgermeister→mayor⟧ election ends on Sunday."),
        Bad("The ⟦gemeenteraad→municipal council⟧ voted late."),
        Good("The dialogue was a catalogue of tourism and realism."),
        Good("The Bundesbank raised rates; Concepción and Conceição sang."),
        Good("He wrote “La administración” in the barrio."),
    ),
    limits="Nouns without a telling ending are known from a short list of offices only.",
)

_ENDINGS = paired("foreign-cognate: endings")
# English words and names end so, too
_FALLBACK = frozenset(
    {"mento", "asi", "ico", "ique", "isch", "ario", "logia", "logie", "ismo", "encia", "ancia", "isme", "ité", "enza"}
)
_WORD = Pattern(rf"(?:{'|'.join(sorted(_ENDINGS, key=len, reverse=True))})(?![\w'’@.-]\w|\w)")
_OFFICES = paired("foreign-cognate: offices")
_SAFE = tuple(
    sorted(
        word
        for word in _OFFICES
        if word not in ("vali", "Vorstand", "Polizei", "kommun", "warga", "starosta", "oblast administration")
    )
)
_OFFICE = Pattern(rf"(?<![\w'’“\"«-])(?:{'|'.join(_SAFE)})(?![\w'’-])")

_OGUES = frozenset("duologue apologue monologues prologues ideologue ideologues homologue homologues".split())


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    text = doc.text
    for match in doc.matches(_WORD):
        start = match.start()
        while start and (text[start - 1].isalpha() or text[start - 1] in "'’-"):
            start -= 1
        word = text[start : match.end()]
        if (
            len(word) < 7
            or not word.isalpha()
            or not word.islower()
            or vocabulary.count(word)
            or doc.in_quotation(start)
        ):
            continue
        right = next(
            (
                stem
                for ending in _endings(word)
                if vocabulary.count(stem := word[: -len(ending)] + _ENDINGS[ending]) >= 2
            ),
            "",
        )
        if not right and match[0] in ("ologue", "ologues") and word not in _OGUES:
            right = word[: -len(match[0])] + _ENDINGS[match[0]]
        if right and not (word.isascii() and match[0] in _FALLBACK and not _english_around(doc, start, match.end())):
            yield _found(doc, start, match.end(), right)
    for match in doc.matches(_OFFICE):
        if not doc.in_quotation(match.start()):
            yield _found(doc, match.start(), match.end(), _OFFICES[match[0]])


def _endings(word: str) -> list[str]:
    return sorted((ending for ending in _ENDINGS if word.endswith(ending)), key=len, reverse=True)


def _english_around(doc: Document, start: int, end: int) -> bool:
    before, after = doc.before(start, 20).split()[-1:], doc.after(end, 20).split()[:1]
    return bool(before and after) and before[0].islower() and after[0].islower()


def _found(doc: Document, start: int, end: int, right: str) -> Finding:
    word = doc.text[start:end]
    shown = match_case(right, word) if start == doc.sentence_at(start).start else right
    begin, repaired = with_article(doc.text, start, shown)
    return RULE.correction(Span(begin, end), repaired, f"“{word}” is not English; it means “{right}”.", 0.85, 0.82)
