"""A word that lost its ft, tt, ff, fi or fl, or fell in two where they stood: what is left is no word, and one pair of
letters put back makes a common one.
"""

from collections.abc import Iterator

from mtcheck.core import Applicability, Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.lazy import lazy
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
        Bad("The ⟦lood→flood⟧ is ⟦stil→still⟧ rising."),
        Bad("A ⟦signi cant→significant⟧ part of it is ⟦of cial→official⟧."),
        Bad("They are two ⟦dif erent→different⟧ plans of the ⟦govern ment→government⟧."),
        Good("The attempt, the officer, the water, the later of the two."),
        Good("An orator, an alder tree and a tamarind."),
        Good("He said “ater” is no word."),
        Good("She threw the discus, sat on a sill and spoke of the siting of the mast."),
    ),
    limits="Judges only what one pair of letters mends, and no names.",
)

_WORD = Pattern(r"(?<![\w@#/.’'-])[a-z]{2,14}(?![\w@/’'-]|\.\w)")
_JOINED = ("ft", "tt", "ff", "fi", "fl", "ffi", "ffl")
_DOUBLES = "bcdfglmnprstz"
_RARE = frozenset("discus mater sill siting wining".split())  # and right
_COMMON = 60  # uses in clean news of the word that was meant
_SHORTEST = 4  # letters of a word that is judged by itself
_NAME = 95  # percent of capitals: “Commission” is mostly written so
_MOST = 4  # of one story: more are another language


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    vocabulary = resources.model("vocabulary")
    found: list[tuple[Span, str]] = []
    judged: dict[str, str | None] = {}
    for match in doc.matches_of(_WORD, lambda word: word not in vocabulary):
        word = match[0]
        if word not in judged:
            judged[word] = _meant(word, vocabulary)
        meant = judged[word]
        if doc.in_quotation(match.start()):
            continue
        pieces = None if meant else _in_pieces(doc.text, match.start(), word, vocabulary)
        if meant is not None:
            found.append((Span(*match.span()), meant))
        elif pieces and pieces[0].start >= (found[-1][0].end if found else 0):
            found.append(pieces)
    if len({span.of(doc.text) for span, _ in found}) > _MOST * max(1, doc.word_count // 300):
        return
    for span, meant in found:
        yield RULE.correction(span, meant, f"“{span.of(doc.text)}” is not a word; “{meant}” was probably meant.", 0.85)


_LIGATURES = ("", "ff", "fi", "fl", "ffi", "ffl", "f", "l", "i", "t", "ti", "tt", "ft")
_BEFORE = lazy(r"(?<![\w’'-])[a-z]{1,10}(?= $)")
_BEHIND = lazy(r" ([a-z]{2,10})(?![\w’'-])")


def _in_pieces(text: str, start: int, word: str, vocabulary: Vocabulary) -> tuple[Span, str] | None:
    """Two pieces, one of them no word, that make a common word together, with or without what stood in the gap."""
    before = _BEFORE.search(text, max(0, start - 11), start)
    behind = _BEHIND.match(text, start + len(word))
    for left, right in ((before and before[0], word), (word, behind and behind[1])):
        if left and right:
            whole = {left + gap + right for gap in _LIGATURES if vocabulary.count(left + gap + right) >= _COMMON}
            if len(whole) == 1 and vocabulary.capital(meant := whole.pop()) < _NAME:
                at = start if left == word else start - len(left) - 1
                return Span(at, at + len(left) + 1 + len(right)), meant
    return None


def _meant(word: str, vocabulary: Vocabulary) -> str | None:
    """The common word that the letters were taken from; None where the word stands for itself, or for several."""
    if (
        len(word) < _SHORTEST
        or word in vocabulary
        or word in _RARE
        or any(
            word.endswith(end) and len(word) - len(end) > 3 and word[: -len(end)] in vocabulary
            for end in ("s", "d", "r", "ed", "er", "ly", "ing", "es", "al", "y", "n", "an")
        )
    ):
        return None
    found: dict[str, int] = {}
    for at in range(len(word) + 1):
        ways = {word[:at] + word[at - 1] + word[at:]} if at and word[at - 1] in _DOUBLES else set()
        for pair in _JOINED:
            if word[at : at + 1] in (pair[0], pair[-1]):
                ways.add(word[:at] + pair + word[at + 1 :])
            if pair in ("ffi", "ffl", "ff", "fi", "fl"):
                ways.add(word[:at] + pair + word[at:])
        for way in ways:
            if way != word and vocabulary.count(way) >= _COMMON and vocabulary.capital(way) < _NAME:
                found[way] = vocabulary.count(way)
    if len(found) == 1:
        return next(iter(found))
    best = sorted(found, key=lambda way: -found[way])
    return best[0] if best and found[best[0]] >= 20 * found[best[1]] else None
