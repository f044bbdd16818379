"""A word that lost its ft, tt, ff, fi or fl: what is left is no word, and one pair of letters put back makes a common
one.
"""

from collections.abc import Iterator

from mtcheck.core import Applicability, Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.vocabulary import Vocabulary

RULE = Rule(
    id="lost-letters",
    mqm="linguistic-conventions/spelling",
    severity=Severity.MINOR,
    applicability=Applicability.REVIEW,
    summary="A word has lost a letter or two.",
    why="Text taken out of a PDF file loses the letters that its font joins, and typing loses one of a pair.",
    needs=("vocabulary",),
    examples=(
        Bad("He left soon ⟦ater→after⟧ the match."),
        Bad("They made an ⟦atempt→attempt⟧ to open the gate."),
        Bad("The talks had little ⟦efect→effect⟧ on prices."),
        Bad("The port is ⟦diferent→different⟧ now."),
        Good("The attempt, the officer, the water, the later of the two."),
        Good("An orator, an alder tree and a tamarind."),
        Good("He said “ater” is no word."),
    ),
    limits="Judges only what one pair of letters mends, and no names.",
)

_WORD = Pattern(r"(?<![\w@#/.’'-])[a-z]{4,14}(?![\w@/’'-]|\.\w)")
_JOINED = ("ft", "tt", "ff", "fi", "fl", "ffi")
_DOUBLES = "bcdfglmnprstz"
_COMMON = 60  # uses in clean news of the word that was meant
_MOST = 4  # of one story: more are another language


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    vocabulary = resources.model("vocabulary")
    found: list[tuple[Span, str]] = []
    judged: dict[str, str | None] = {}

    def is_wrong(word: str) -> bool:
        if word not in judged:
            judged[word] = _meant(word, vocabulary)
        return judged[word] is not None

    for match in doc.matches_of(_WORD, is_wrong):
        meant = judged[match[0]]
        if meant is not None and not doc.in_quotation(match.start()):
            found.append((Span(*match.span()), meant))
    if len({span.of(doc.text) for span, _ in found}) > _MOST * max(1, doc.word_count // 300):
        return
    for span, meant in found:
        yield RULE.correction(span, meant, f"“{span.of(doc.text)}” is not a word; “{meant}” was probably meant.", 0.85)


def _meant(word: str, vocabulary: Vocabulary) -> str | None:
    """The common word that the letters were taken from; None where the word stands for itself, or for several."""
    if word in vocabulary or any(
        word.endswith(end) and len(word) - len(end) > 3 and word[: -len(end)] in vocabulary
        for end in ("s", "d", "r", "ed", "er", "ly", "ing", "es", "al", "y", "n", "an")
    ):
        return None
    found: dict[str, int] = {}
    for at in range(1, len(word)):
        ways = {word[:at] + word[at - 1] + word[at:]} if word[at - 1] in _DOUBLES else set()
        for pair in _JOINED:
            if word[at] in pair:
                ways.add(word[:at] + pair + word[at + 1 :])
            if pair in ("ft", "fi", "fl"):
                ways.add(word[:at] + pair[0] + word[at:])
        for way in ways:
            if way != word and vocabulary.count(way) >= _COMMON and vocabulary.capital(way) < 30:
                found[way] = vocabulary.count(way)
    if len(found) == 1:
        return next(iter(found))
    best = sorted(found, key=lambda way: -found[way])
    return best[0] if best and found[best[0]] >= 20 * found[best[1]] else None
