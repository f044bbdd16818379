"""A word that lost its ft, tt, ff, fi or fl, or fell in two where they stood, or has any one letter too few or too many
or two in the wrong order: it is no word, and one step makes it a common one.
"""

import unicodedata
from collections import defaultdict
from typing import NamedTuple

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.closed_classes import COORDINATORS, MONTHS, WEEKDAYS
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import Vocabulary
from mtcheck.text.words import either, listed

RULE = Rule(
    id="lost-letters",
    mqm="linguistic-conventions/spelling",
    summary="A word has lost a letter or two.",
    why="Text taken out of a PDF file loses the letters that its font joins, and typing loses one of a pair.",
    needs=("vocabulary",),
    examples=(
        Bad("⟦Ater→After⟧ the vote the ⟦paent→patient⟧ was moved."),
        Bad("The fair begins in ⟦Sep tember→September⟧ on a Friday."),
        Bad("He left soon ⟦ater→after⟧ the match."),
        Bad("The ⟦elecon→election⟧ of the ⟦naonal→national⟧ board is near."),
        Bad("The letter was ⟦wrien→written⟧ by the board."),
        Bad("They made an ⟦atempt→attempt⟧ to open the gate."),
        Bad("The talks had little ⟦efect→effect⟧ on prices."),
        Bad("The port is ⟦diferent→different⟧ now."),
        Bad("The ⟦g vernment→government⟧ told ⟦report rs→reporters⟧ that the ⟦auth rity→authority⟧ would move."),
        Bad("The ⟦overnment→government⟧ met on ⟦unday→Sunday⟧ in the capital."),
        Good("X marks it. T cells and B and Q. A s is a letter. I n."),
        Good("The moist broth, the crofters' moors, a cremation by the trough, forty roubles and a violet."),
        Good("The attempt, the officer, the water, the later of the two."),
        Good("An A bub of a rs and cl me, an umm and a fyn; the pov of bot ls."),
        Good("An orator, an alder tree and a tamarind."),
    ),
    limits="Judges only what one letter or one pair of letters mends, and no names.",
)

_WORD = Pattern(r"(?<![\w@#/.’'-])[a-z]{2,14}(?![\w@/’'-]|\.\w)")
_OF_THREE = 3
_SHORT = Pattern(r"(?<=[a-z] )[a-z]{3}(?= [a-z])")  # too short for any pair but that of an f
_OPENING = Pattern(r"[A-Z][a-z]{3,13}(?= [a-z])")
_LIGATURE = Pattern(r"\b[^\W\d_]*[\ufb00-\ufb06][^\W\d_]*")  # one sign for ff, fi, fl, ffi, ffl, ft, st
_INITIAL = Pattern(r"(?P<initial>[A-Z]) (?P<rest>[a-z]{1,12})(?![\w’'-])")  # a large letter that opens a story
_JOINED = ("ft", "tt", "ff", "fi", "fl", "ffi", "ffl")
_DOUBLES = "bcdfglmnprstz"
_REAL = listed("lost-letters: real")  # rare words a letter away from common ones
_COMMON = 60  # uses in clean news of the word that was meant
_OF_RARE = 10  # where an f lost its fellow, which hardly anything else does
_SHORTEST = 4  # letters of a word that is judged by itself
_NAME = 95  # percent of capitals: “Commission” is mostly written so
_SELDOM = 4  # uses in clean news up to which a word may be a slip of the writers there
_MOST = 4  # of one story: more are another language
_KEPT = 5_000  # words whose answers are kept, for the next story and for repairs that are tried


class _Judged(NamedTuple):
    """What is known of words that are seldom or never used: what a pair of letters makes of them, and one letter."""

    pairs: dict[str, str | None]
    letters: dict[str, str | None]


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    for match in at_sentence_starts(doc, _INITIAL):
        whole, rest = match["initial"] + match["rest"], match["rest"]
        if (
            vocabulary.count(whole) >= _COMMON
            and rest not in COORDINATORS
            and (match["initial"] not in "AI" or (len(rest) > 1 and vocabulary.count(rest) <= _SELDOM))
        ):
            yield RULE.correction(Span(*match.span()), whole, f"“{match[0]}” is one word: {whole}.", 0.88)
    for match in doc.matches(_LIGATURE):
        whole = unicodedata.normalize("NFKC", match[0])
        span = Span(*match.span())
        yield RULE.correction(span, whole, f"“{match[0]}” holds one sign for two letters: {whole}.", 0.95)
    for match in at_sentence_starts(doc, _OPENING):
        low = match[0].lower()
        whole = _meant(low, vocabulary) if low not in vocabulary else None
        if whole and (_has_pair_of_f(low, whole) or any(pair in whole and pair not in low for pair in _OPENED_WITHOUT)):
            said = f"“{match[0]}” is not a word; “{whole}” was probably meant."
            yield RULE.correction(Span(*match.span()), whole.capitalize(), said, 0.85)
    for match in doc.matches(_DATE_IN_PIECES):
        whole = match["left"] + match["right"]
        if whole in _WHOLE_DATES and whole != "Sunday":
            yield RULE.correction(Span(*match.span()), whole, f"“{match[0]}” is one word: {whole}.", 0.9)
    for match in doc.matches(_TWO_WORDS):
        whole = match["left"] + match["right"]
        if vocabulary.count(whole) >= _FREQUENT and vocabulary.is_noun(whole) and whole not in _PARTED:
            said = f"“{match['left']} {match['right']}” is one word: {whole}."
            yield RULE.correction(Span(match.start("left"), match.end()), whole, said, 0.86)
    seldom = vocabulary.rare(doc.all_words, _SELDOM)
    for match in doc.matches_of(_SHORT, {word for word in seldom if len(word) == _OF_THREE and word not in vocabulary}):
        if not doc.in_quotation(match.start()):
            ways = {way for way in _with_f(match[0]) if vocabulary.count(way) >= _FREQUENT}
            if len(ways) == 1 and vocabulary.capital(whole := ways.pop()) < _NAME:
                said = f"“{match[0]}” is not a word; “{whole}” was probably meant."
                yield RULE.correction(Span(*match.span()), whole, said, 0.85)
    found: list[tuple[Span, str]] = []
    in_pieces: list[tuple[Span, str]] = []  # however many: no other language has words that fall in two so
    judged, others = resources.derived("words without their letters", lambda _: _Judged({}, {}))
    if len(judged) > _KEPT:
        judged.clear()
        others.clear()
    for match in doc.matches_of(_WORD, seldom):
        word = match[0]
        if word not in judged:
            judged[word] = _meant(word, vocabulary)
        meant = judged[word]
        if doc.in_quotation(match.start()):
            continue
        pieces = None if meant or _stands(word, vocabulary) else _in_pieces(doc.text, match.start(), word, vocabulary)
        if pieces:
            if pieces[0].start >= max((part[-1][0].end for part in (found, in_pieces) if part), default=0):
                in_pieces.append(pieces)
            continue
        if meant is None and len(word) > _SHORTEST:
            if word not in others:
                others[word] = (
                    _one_off(word, vocabulary, resources) or _with_tt(word, vocabulary) or _beheaded(word, vocabulary)
                )
            meant = others[word]
        if meant is not None and match.start() >= (in_pieces[-1][0].end if in_pieces else 0):
            found.append((Span(*match.span()), meant))
    if len(found) > _MOST and len({span.of(doc.text) for span, _ in found}) > _MOST * max(1, doc.word_count // 300):
        found.clear()
    for span, meant in sorted([*found, *in_pieces]):
        yield RULE.correction(span, meant, f"“{span.of(doc.text)}” is not a word; “{meant}” was probably meant.", 0.85)


_FREQUENT = 100  # uses of a word that any one letter away from it is taken for; of a known word so many times its own
_PEOPLE = 60  # percent of capitals from which on a word is a name: muslim
_LONG = 9  # letters of a word from which on a letter too many is believed
_ENDS = ("s", "d", "r", "ed", "er", "ly", "ing", "es", "al", "y", "n", "an", "ers", "ist", "ish", "ism", "ic", "able")
_BEGINS = tuple(
    "un re non anti pre mis dis over under out super sub inter micro multi semi co bio eco neo ultra de mid fore tele"
    " cyber electro geo hydro photo thermo trans counter hyper mega nano auto".split()
)


def _one_off(word: str, vocabulary: Vocabulary, resources: Resources) -> str | None:
    """The common word that one letter more or less, or two turned round, makes of a rare one; None where there is none
    or more than one.
    """
    uses = vocabulary.count(word)
    if word in _REAL or _is_built(word, uses, vocabulary):
        return None
    shorter: dict[str, dict[str, int]] = resources.derived(
        f"lost-letters: {word[0]}", lambda them: _shorter(them.model("vocabulary"), word[0])
    )
    common = dict(shorter.get(word, ()))
    ways = [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]
    if not uses:
        common |= shorter.get("=" + _DOUBLED.sub(r"\1", word), {})
        doubled = (at for at in range(1, len(word)) if len(word) >= _LONG or word[at] == word[at - 1])
        ways += (word[:at] + word[at + 1 :] for at in doubled)
    for way in ways:
        if vocabulary.count(way) >= _FREQUENT and vocabulary.capital(way) < _PEOPLE:
            common[way] = vocabulary.count(way)
    best = sorted(common, key=lambda way: -common[way])
    if not best or common[best[0]] < 400 * uses or (len(best) > 1 and common[best[0]] < 20 * common[best[1]]):
        return None
    if best[0] in (word + "s", word + "d") or word in (best[0] + "s", best[0] + "d", best[0] + "y"):
        return None
    return best[0]


def _is_built(word: str, uses: int, vocabulary: Vocabulary) -> bool:
    """Whether the word is made of known ones: by an ending, a beginning, or two of them in one."""
    return (
        (not uses and any(word.endswith(end) and _is_stem(word[: -len(end)], vocabulary) for end in _ENDS))
        or any(
            word.startswith(lead) and word[len(lead) :] in vocabulary for lead in _BEGINS if len(word) - len(lead) > 2
        )
        or any(vocabulary.count(word[:at]) > 20 and vocabulary.count(word[at:]) > 20 for at in range(3, len(word) - 2))
    )


def _is_stem(stem: str, vocabulary: Vocabulary) -> bool:
    return len(stem) > 2 and (stem in vocabulary or stem + "e" in vocabulary)


_DAYS = {name[1:]: name for name in (*WEEKDAYS, *MONTHS)}
_BEHEADED = 5  # letters of a word that lost its first one, at the least


def _beheaded(word: str, vocabulary: Vocabulary) -> str | None:
    """The common word whose first letter an unknown one lacks: overnment, unday; None where there is none, or two."""
    if len(word) < _BEHEADED or word in vocabulary or word in _REAL:
        return None
    if word in _DAYS:
        return _DAYS[word]
    if _is_built(word, 0, vocabulary):
        return None
    ways = [letter + word for letter in _LETTERS if vocabulary.count(letter + word) >= _COMMON]
    if len(ways) != 1:
        return None
    return ways[0].capitalize() if vocabulary.capital(ways[0]) >= _NAME else ways[0]


# “Sep tember”, “Wednes day”: the names of days and months are written in one
_DATE_IN_PIECES = Pattern(r"(?<![\w’'-])(?P<left>[A-Z][a-z]{1,6}) (?P<right>[a-z]{2,7})(?![\w’'-])")
_WHOLE_DATES = frozenset((*WEEKDAYS, *MONTHS)) - {"March", "May"}
# “the former may or”: a little word that no noun phrase holds, with what follows it
_TWO_WORDS = Pattern(
    r"(?<![\w’'-])(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|former|deputy|new|first|old|own|local|national) "
    rf"(?P<left>{either('lost-letters: no noun phrase')}) (?P<right>[a-z]{{1,9}})"
    r"(?=[.,;:]| (?:of|in|on|at|for|from|with|to|by|and|or|is|was|are|were|has|had|have|will|would|said|says|told|who"
    r"|which|that|after|before)\b)"
)
_PARTED = frozenset(("percent",))
_DOUBLED = lazy(r"(.)\1+")


def _shorter(vocabulary: Vocabulary, letter: str) -> dict[str, dict[str, int]]:
    """What is left of common words with this first letter when another one is taken out, with the words and their
    counts; behind “=” those with two pairs of letters, each pair made one.
    """
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for word, count, capital in vocabulary.common(_FREQUENT, letter):
        if capital < _PEOPLE and word.isalpha() and len(word) > _SHORTEST:
            for at in range(1, len(word)):
                found[word[:at] + word[at + 1 :]][word] = count
            if len(single := _DOUBLED.sub(r"\1", word)) < len(word) - 1:
                found["=" + single][word] = count
    return dict(found)


_LIGATURES = ("", "ff", "fi", "fl", "ffi", "ffl", "f", "l", "i", "t", "ti", "tt", "ft")
_BEFORE = lazy(r"(?<![\w’'-])[A-Z]?[a-z]{1,10}(?= $)|(?<![\w’'-])[A-Z](?= $)")
_BEHIND = lazy(r" ([a-z]{2,10}|[b-hj-z])(?![\w’'-])")


def _stands(word: str, vocabulary: Vocabulary) -> bool:
    """Whether the word is one; two rare letters may be what is left of one."""
    return word in vocabulary and len(word) > 2


def _in_pieces(text: str, start: int, word: str, vocabulary: Vocabulary) -> tuple[Span, str] | None:
    """Two pieces, one of them no word, that make a common word together, with or without what stood in the gap: a pair
    of letters, or any one.
    """
    before = _BEFORE.search(text, max(0, start - 11), start)
    behind = _BEHIND.match(text, start + len(word))
    for left, right in ((before and before[0], word), (word, behind and behind[1])):
        if left and right and not (left == word and right in COORDINATORS):
            whole = {left + gap + right for gap in _LIGATURES if vocabulary.count(left + gap + right) >= _COMMON}
            if not whole and len(left + right) >= _LONG_ENOUGH:
                whole = {left + gap + right for gap in _LETTERS if vocabulary.count(left + gap + right) >= _COMMON}
            if len(right) == 1:
                whole = {left + right} & whole  # nothing is lost where a single letter fell off
            meant = whole.pop() if len(whole) == 1 else ""
            if meant and (vocabulary.capital(meant) < _NAME or meant in (*WEEKDAYS, *MONTHS)):
                at = start if left == word else start - len(left) - 1
                return Span(at, at + len(left) + 1 + len(right)), meant
    return None


_OF_F = ("fi", "fl", "ff", "ffi")


_LONG_ENOUGH = 5  # letters left of a word that lost any one


def _with_f(word: str) -> set[str]:
    """The word with a pair of an f put in, or with the f that it has made one."""
    ways = {word[:at] + pair + word[at:] for pair in _OF_F for at in range(len(word))}
    return ways | {word.replace("f", pair, 1) for pair in _OF_F if "f" in word}


_OPENED_WITHOUT = ("ft",)  # After, Often


def _has_pair_of_f(word: str, whole: str) -> bool:
    return any(pair in whole and pair not in word for pair in _OF_F)


_WITHOUT_TI = 6  # letters of a word that lost a ti at the least
_BEHIND_TI = ("o", "v")  # elec(ti)on, ac(ti)vists; pa(ti)ent, of any length


def _with_tt(word: str, vocabulary: Vocabulary) -> str | None:
    """The one common word that an unknown word is when a tt is put in; None where there is none, or several."""
    if word in vocabulary or word in _REAL or _is_built(word, 0, vocabulary):
        return None
    ways = {f"{word[:at]}tt{word[at:]}" for at in range(1, len(word))}
    found = [way for way in ways if vocabulary.count(way) >= _COMMON and vocabulary.capital(way) < _NAME]
    return found[0] if len(found) == 1 else None


def _meant(word: str, vocabulary: Vocabulary) -> str | None:
    """The common word that the letters were taken from; None where the word stands for itself, or for several."""
    if (
        len(word) < _SHORTEST
        or word in vocabulary
        or word in _REAL
        or any(
            word.endswith(end) and len(word) - len(end) > 3 and word[: -len(end)] in vocabulary
            for end in ("s", "d", "r", "ed", "er", "ly", "ing", "es", "al", "y", "n", "an")
        )
    ):
        return None
    found: dict[str, int] = {}
    gone: set[str] = set()  # words that have a whole pair of an f where it has nothing
    for at in range(len(word) + 1):
        ways = {word[:at] + word[at - 1] + word[at:]} if at and word[at - 1] in _DOUBLES else set()
        for pair in _JOINED:
            if word[at : at + 1] in (pair[0], pair[-1]):
                ways.add(word[:at] + pair + word[at + 1 :])
            if pair in ("ffi", "ffl", "ff", "fi", "fl"):
                ways.add(word[:at] + pair + word[at:])
                gone.add(word[:at] + pair + word[at:])
        if (len(word) >= _WITHOUT_TI and word[at : at + 1] in _BEHIND_TI) or (at > 1 and word[at : at + 2] == "en"):
            ways.add(f"{word[:at]}ti{word[at:]}")
        for way in ways:
            least = _OF_RARE if _has_pair_of_f(word, way) else _COMMON
            if vocabulary.count(way) >= least and vocabulary.capital(way) < _NAME:
                found[way] = vocabulary.count(way)
    if len(found) == 1:
        return next(iter(found))
    if len(whole := gone & found.keys()) == 1:
        return whole.pop()  # a font joins both letters, so both are lost: “ight” was “flight”, not “fight”
    best = sorted(found, key=lambda way: -found[way])
    return best[0] if best and found[best[0]] >= 20 * found[best[1]] else None
