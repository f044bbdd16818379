"""What belongs between two pieces of text that a false stop or line break has parted: `joint_before` is the way in."""

from typing import Any

from mtcheck.text.clauses import AUXILIARIES, OPEN_WORDS, finite_verbs, holds_verb, is_finite, stands_alone, tokens
from mtcheck.text.lazy import lazy
from mtcheck.text.sentences import sentences
from mtcheck.text.vocabulary import BASE, DETERMINER, ING, PARTICIPLE, PAST, PREPOSITION, Vocabulary

CONJUNCTIONS = frozenset("and but or nor yet so".split())
RELATIVES = frozenset("which who whose whom where".split())
CLAUSAL = frozenset(
    "because although though while when if since as after before until unless whereas so once whether".split()
)
PREPOSITIONS = frozenset(
    "in on at by for from with to of into onto near during under over between among against within without through"
    " throughout about across along around behind beside beyond despite except inside like off outside past per than"
    " toward towards upon via amid amidst including according due up down out above below".split()
)
PHRASAL = frozenset(
    "too not only even also more less much such especially particularly mostly mainly partly nearly almost about"
    " roughly".split()
)
_STOP = lazy(r"[.!?](?=\s|$)")
STARTING = frozenset(
    "the a an this these those that he she it they we i you his her its their our there some many most"
    " several all".split()
)


SPEECH = frozenset("said says told added".split())
_SAYING = frozenset(
    "adding saying noting stressing insisting explaining warning arguing claiming pointing citing quoting".split()
)
_NUMERALS = frozenset("one two three four five six seven eight nine ten eleven twelve".split())


def joint_before(word: str, left: Any, right: Any, vocabulary: Vocabulary) -> tuple[str | None, float]:
    """What to write instead of the stop and space (None: keep them and set a capital), and how sure that is."""
    tags = vocabulary.tags(word)
    verbs = finite_verbs(right, vocabulary)
    if word in SPEECH:
        return ", ", 0.75  # "the commander, Aru Lesk. said at the pier"
    if (
        not STARTING & {word}
        and (is_finite(right, 0, vocabulary) or tags[:1] in ("D", "U"))
        and _closing(left, vocabulary) == ", "
    ):
        return ", ", 0.75
    if (
        len(left) > 2
        and left[-2].low in _DETERMINERS
        and tags[:1] in ("N", "P")
        and "N" not in (last := vocabulary.tags(left[-1].low))
        and last[:1] in ("J", "U", "G", "D", "E")
    ):
        return " ", 0.85  # "in a controlled. manner"
    if (
        left and left[-1].low in OPEN_WORDS - {"that", "her", "would", "could", "said", "says", "told", "called"}
    ) or _asks_for_more(left, vocabulary):
        return " ", 0.75
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
        commas = [at for at, token in enumerate(right) if token.text == ","]
        after = bool(commas) and any(at > commas[0] for at in verbs)
        return (
            (None, 0.75)
            if after or (len(verbs) >= 1 and word in ("after", "before", "since", "as") and commas)
            else (" ", 0.8)
        )
    if word in PREPOSITIONS:
        return (None, 0.75) if verbs and word != "to" and _new_subject(right, verbs[0]) else (" ", 0.8)
    if word in ("too", "not", "only", "even", "especially", "particularly", "mostly", "mainly", "partly", "including"):
        return (None, 0.6) if verbs else (", ", 0.75)
    if word in _SAYING and left:
        return ", ", 0.8  # "she said. adding that"
    if (
        tags[:1] == "R"
        and len(right) > 1
        and right[1].low in ("more", "less", "fewer", "above", "below", "over", "under")
        and not verbs
    ):
        return ", ", 0.8  # "slightly more than last year"
    if (
        word in _NUMERALS
        and not verbs
        and left
        and vocabulary.mostly(left[-1].low, PARTICIPLE, PAST, BASE, PREPOSITION)
    ):
        return " ", 0.75  # "were found. two kilometres downstream"
    if tags[:1] == "G":
        return (None, 0.7) if verbs else (" ", 0.75)
    if tags[:1] == "U" and not verbs:
        return " ", 0.75
    if (
        word in ("most", "some", "many", "several", "all", "both", "one", "half", "none")
        and len(right) > 1
        and right[1].low == "of"
        and not verbs
    ):
        return ", ", 0.8
    if word in ("a", "an", "the") or tags[:1] in ("N", "P", "J", "T"):
        return (
            (None, 0.8) if verbs or any(is_finite(right, at, vocabulary) for at in range(len(right))) else (", ", 0.7)
        )
    if is_finite(right, 0, vocabulary) and word in AUXILIARIES:
        return " ", 0.7
    if tags[:1] in ("D", "Z") and word not in AUXILIARIES:
        return " ", 0.65
    return (None, 0.75) if verbs or tags[:1] in ("O", "R", "Q") else (" ", 0.6)


def cut_by_stop(text: str, before: Any, segment: Any, word: str, vocabulary: Vocabulary) -> str | None:
    """What to write instead of a stop and the line break behind it;

    None where the line after them is a sentence of its own.
    """
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


_DETERMINERS = frozenset(
    "a an the this that these those his her its their our my your every each no some any another".split()
)


def _asks_for_more(left: Any, vocabulary: Vocabulary) -> bool:
    """Whether the words before the stop end in a verb form that wants an object, and hold no finite verb of a clause
    before it.
    """
    return (not holds_verb(left, vocabulary) and len(left) > 1) or (
        bool(left) and vocabulary.mostly(left[-1].low, ING) and vocabulary.count(left[-1].low) > 50
    )


def _new_subject(right: Any, verb: int) -> bool:
    """Whether a second noun phrase begins between a preposition and the verb: "in May the bank rose", "in May, prices
    rose".
    """
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
