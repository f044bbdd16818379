"""What belongs between two pieces of text that a false stop or line break has parted: `joint_before` is the way in."""

from typing import Any

from mtcheck.text import closed_classes as closed
from mtcheck.text.clauses import AUXILIARIES, OPEN_WORDS, finite_verbs, holds_verb, is_finite, stands_alone, tokens
from mtcheck.text.lazy import lazy
from mtcheck.text.sentences import sentences
from mtcheck.text.vocabulary import (
    ADJECTIVE,
    ADVERB,
    BASE,
    DETERMINER,
    ING,
    NAME,
    NOUN,
    NUMBER,
    PARTICIPLE,
    PAST,
    PLURAL,
    PREPOSITION,
    PRESENT,
    PRONOUN,
    Vocabulary,
)
from mtcheck.text.words import listed

CONJUNCTIONS = frozenset("and but or nor yet so".split())
RELATIVES = frozenset("which who whose whom where".split())
CLAUSAL = closed.SUBORDINATORS | {"so", "once", "whether"}
PREPOSITIONS = listed("joints: prepositions")
PHRASAL = frozenset(
    "too not only even also more less much such especially particularly mostly mainly partly nearly almost about"
    " roughly".split()
)
_STOP = lazy(r"[.!?](?=\s|$)")
STARTING = closed.ARTICLES | closed.DEMONSTRATIVES | closed.QUANTIFIERS | closed.SUBJECTS | closed.THEIRS | {"there"}

_SAYING = frozenset(
    "adding saying noting stressing insisting explaining warning arguing claiming pointing citing quoting".split()
)
_NUMERALS = closed.NUMERALS | {"eleven", "twelve"}

Joint = tuple[str | None, float]


def joint_before(word: str, left: Any, right: Any, vocabulary: Vocabulary) -> Joint:
    """What to write instead of the stop and space (None: keep them and set a capital), and how sure that is."""
    for step in (_left_is_open, _by_closed_class, _by_small_word):
        if (found := step(word, left, right, vocabulary)) is not None:
            return found
    return _by_part_of_speech(word, right, vocabulary)


def _left_is_open(word: str, left: Any, right: Any, vocabulary: Vocabulary) -> Joint | None:
    """What stands before the stop wants the word: its verb, its noun, its object."""
    if word in closed.SPEECH:
        return ", ", 0.75  # "the commander, Aru Lesk. said at the pier"
    verb = is_finite(right, 0, vocabulary) or vocabulary.mostly(word, PAST, PARTICIPLE)
    if word not in STARTING and verb and _closing(left, vocabulary) == ", ":
        return ", ", 0.75
    if (
        len(left) > 2
        and left[-2].low in _DETERMINERS
        and vocabulary.mostly(word, NOUN, PLURAL)
        and not vocabulary.may_be(left[-1].low, NOUN)
        and vocabulary.mostly(left[-1].low, ADJECTIVE, PARTICIPLE, ING, PAST, NAME)
    ):
        return " ", 0.85  # "in a controlled. manner"
    if (left and left[-1].low in _OPEN) or _asks_for_more(left, vocabulary):
        return " ", 0.75
    return None


_OPEN = OPEN_WORDS - {"that", "her", "would", "could", "said", "says", "told", "called"}


def _by_closed_class(word: str, left: Any, right: Any, vocabulary: Vocabulary) -> Joint | None:
    """A conjunction, relative or preposition: whether it brings a clause that could stand alone."""
    verbs = finite_verbs(right, vocabulary)
    if word in ("and", "or", "nor"):
        clause = bool(verbs) and stands_alone(right[1:], vocabulary) and not is_finite(right, 1, vocabulary)
        return (", " if clause else " "), 0.8
    if word in ("but", "yet", "so"):
        return ", ", 0.8
    if word in RELATIVES:
        return ", ", 0.85
    if word == "that":
        return (None, 0.6) if len(right) > 1 and is_finite(right, 1, vocabulary) else (" ", 0.7)
    if word in CLAUSAL:
        comma = next((at for at, token in enumerate(right) if token.text == ","), len(right))
        main = any(at > comma for at in verbs)
        timed = verbs and comma < len(right) and word in ("after", "before", "since", "as")
        return (None, 0.75) if main or timed else (" ", 0.8)
    if word in PREPOSITIONS:
        return (None, 0.75) if verbs and word != "to" and _new_subject(right, verbs[0]) else (" ", 0.8)
    return None


_FOCUS = frozenset("too not only even especially particularly mostly mainly partly including".split())
_COMPARING = frozenset("more less fewer above below over under".split())
_PARTS = frozenset("most some many several all both one half none".split())


def _by_small_word(word: str, left: Any, right: Any, vocabulary: Vocabulary) -> Joint | None:
    """An adverb, numeral or quantity that adds to what was said."""
    verbs = finite_verbs(right, vocabulary)
    following = right[1].low if len(right) > 1 else ""
    if word in _FOCUS:
        return (None, 0.6) if verbs else (", ", 0.75)
    if word in _SAYING and left:
        return ", ", 0.8  # "she said. adding that"
    if verbs:
        return None
    if vocabulary.mostly(word, ADVERB) and following in _COMPARING:
        return ", ", 0.8  # "slightly more than last year"
    if word in _NUMERALS and left and vocabulary.mostly(left[-1].low, PARTICIPLE, PAST, BASE, PREPOSITION):
        return " ", 0.75  # "were found. two kilometres downstream"
    if word in _PARTS and following == "of":
        return ", ", 0.8
    return None


def _by_part_of_speech(word: str, right: Any, vocabulary: Vocabulary) -> Joint:
    """Any other word: a clause of its own where it has a verb."""
    verbs = finite_verbs(right, vocabulary)
    if vocabulary.mostly(word, ING):
        return (None, 0.7) if verbs else (" ", 0.75)
    if vocabulary.mostly(word, PARTICIPLE) and not verbs:
        return " ", 0.75
    if word in closed.ARTICLES or vocabulary.mostly(word, NOUN, PLURAL, ADJECTIVE, DETERMINER):
        clause = verbs or any(is_finite(right, at, vocabulary) for at in range(len(right)))
        return (None, 0.8) if clause else (", ", 0.7)
    if is_finite(right, 0, vocabulary) and word in AUXILIARIES:
        return " ", 0.7
    if vocabulary.mostly(word, PAST, PRESENT) and word not in AUXILIARIES:
        return " ", 0.65
    return (None, 0.75) if verbs or vocabulary.mostly(word, PRONOUN, ADVERB, NUMBER) else (" ", 0.6)


def cut_by_stop(text: str, before: Any, segment: Any, word: str, vocabulary: Vocabulary) -> str | None:
    """What to write instead of a stop and the line break behind it; None where the next line is a sentence."""
    if text[before.span.end - 1] != "." or text[before.span.end - 2] in '."”’)':
        return None
    left = tokens(text, sentences(text, before.span.start, before.span.end)[-1][0], before.span.end - 1)
    stop = _STOP.search(text, segment.span.start, segment.span.end)
    right = tokens(text, segment.span.start, stop.start() if stop else segment.span.end)
    if not left or (left[-1].low not in OPEN_WORDS and (word in STARTING or not holds_verb(left, vocabulary))):
        return None
    joint, sure = joint_before(word, left, right, vocabulary)
    return joint if sure >= 0.7 else None


def _closing(left: Any, vocabulary: Vocabulary) -> str:
    """A comma where the verb follows an insertion that one opened: "the fire, driven by winds of 90 km/h. reached"."""
    commas = [at for at, token in enumerate(left) if token.text == ","]
    if len(commas) != 1 or not 0 < commas[0] < min(6, len(left) - 2) or finite_verbs(left[: commas[0]], vocabulary):
        return " "
    after = left[commas[0] + 1]
    inserted = vocabulary.mostly(after.low, PARTICIPLE, PAST, ING, DETERMINER) or after.low in ("who", "which")
    return ", " if inserted and not finite_verbs(left[commas[0] + 2 :], vocabulary) else " "


_DETERMINERS = (
    closed.ARTICLES | closed.DEMONSTRATIVES | closed.POSSESSIVES | frozenset("every each no some any another".split())
)


def _asks_for_more(left: Any, vocabulary: Vocabulary) -> bool:
    """Whether the words before the stop end in a verb form that wants an object, and hold no finite verb before it."""
    return (not holds_verb(left, vocabulary) and len(left) > 1) or (
        bool(left) and vocabulary.mostly(left[-1].low, ING) and vocabulary.count(left[-1].low) > 50
    )


def _new_subject(right: Any, verb: int) -> bool:
    """Whether a second noun phrase precedes the verb: "in May the bank rose", "in May, prices rose"."""
    for at in range(2, verb):
        before = right[at - 1].low
        if right[at].low in ("and", "but", "or"):
            return False
        if before == ",":
            return right[at].low not in ("which", "who", "where") and verb > at
        if before not in PREPOSITIONS and (
            right[at].low in STARTING or (right[at].text[0].isupper() and right[at - 1].text.islower())
        ):
            return True
    return False
