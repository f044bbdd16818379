"""Whether words make a clause: `finite_verbs` gives the main verbs of a stretch of words, `stands_alone` says if it
could be a sentence.

A shallow reading by closed lists and the vocabulary's tags, not a parse: good enough to tell "seeking help in towns"
from "they sought help".
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mtcheck.text import closed_classes as closed
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import BASE, PARTICIPLE, PAST, PRESENT, Vocabulary
from mtcheck.text.words import listed

_TOKEN = lazy(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*|\d[\d.,:]*|[,;:()—–]|(?<=\s)-(?=\s)")
AUXILIARIES = listed("clauses: auxiliaries")
# Past forms that differ from their participles or are hardly ever adjectives, so that no auxiliary need stand before
# them.
_PAST = listed("clauses: past")
_PRESENT = listed("clauses: present")
SUBORDINATORS = (
    closed.RELATIVES
    | closed.SUBORDINATORS
    | frozenset("that where whether how what why till once wherever whenever than".split())
)
_PREPOSITIONAL = frozenset("as since after before until till than once".split())
SUBJECTS = (
    closed.DEMONSTRATIVES
    | closed.SUBJECTS
    | frozenset("there who nobody everyone someone nothing everything one some many most both".split())
)
_NEUTRAL = frozenset(
    "not also already never still just only now then soon even ever n't always again often recently later".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or pause mark with its place."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower().replace("’", "'")


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Words, numbers, commas, semicolons, colons, brackets and dashes."""
    return [Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text, start, end)]


def is_finite(words: Sequence[Token], at: int, vocabulary: Vocabulary) -> bool:
    """Whether the word at `at` is surely, or nearly so, a finite verb where it stands."""
    word = words[at]
    low = word.low
    if low in AUXILIARIES:
        return word.text != "May" or not at
    if not word.text.islower():
        return False
    before = words[at - 1].low if at else ""
    if before in ("to", "a", "an", "the", "of", "his", "her", "its", "their", "our", "my"):
        return False
    tags = vocabulary.tags(low)
    if low in _PAST:
        return before not in AUXILIARIES
    if low in _PRESENT or tags[:1] in (PAST, PRESENT):
        return True
    if tags[:1] == PARTICIPLE or (PAST in tags) or (tags == "" and low.endswith("ed")):
        # a subject right before it, or an object right after it: "he wounded", "guards wounded two"
        after = words[at + 1] if at + 1 < len(words) else None
        if before in SUBJECTS or (
            after is not None
            and after.low in ("the", "a", "an", "his", "her", "its", "their", "it", "him", "them", "that")
        ):
            return True
    return tags[:1] == BASE and before in SUBJECTS | frozenset({"people", "officials", "who"})


def holds_verb(words: Sequence[Token], vocabulary: Vocabulary) -> bool:
    """Whether one of the words can be a finite verb, participles that may be past forms included."""
    return any(
        is_finite(words, at, vocabulary)
        or (words[at].text.islower() and vocabulary.may_be(words[at].low, PARTICIPLE, PRESENT, PAST))
        for at in range(len(words))
    )


def may_be_finite(words: Sequence[Token], at: int, vocabulary: Vocabulary) -> bool:
    """Whether the word could be a finite verb at all; for those who must be sure that there is none."""
    if is_finite(words, at, vocabulary):
        return True
    tags = vocabulary.tags(words[at].low)
    low = words[at].low
    return words[at].text.islower() and (
        PRESENT in tags or PAST in tags or tags[:1] == BASE or (not tags and low.endswith("s"))
    )


def finite_verbs(words: Sequence[Token], vocabulary: Vocabulary) -> list[int]:
    """Indices of the finite verbs of main clauses; groups count once, verbs of subordinate clauses do not."""
    found: list[int] = []
    # subordinators still without a verb; True where it may be a preposition ("after the talks, ...")
    pending: list[bool] = []
    group_end = -2
    for at, word in enumerate(words):
        low = word.low
        if low in (",", ";", "—", "–", "-", "("):
            while pending and pending[-1]:
                pending.pop()
            continue
        if low == "that" and at and words[at - 1].low != "," and found:
            pending.append(False)  # "said that"; before the verb it may be a pronoun
            continue
        if low in SUBORDINATORS and low != "that":
            pending.append(low in _PREPOSITIONAL)
            continue
        if low in _NEUTRAL:
            if group_end == at - 1:
                group_end = at
            continue
        if not is_finite(words, at, vocabulary):
            continue
        if group_end == at - 1:
            group_end = at
            continue
        group_end = at
        if pending:
            pending.pop()
        else:
            found.append(at)
    return found


def stands_alone(words: Sequence[Token], vocabulary: Vocabulary) -> bool:
    """Whether the words could be a sentence: a main verb with something before it that can be its subject."""
    for at in finite_verbs(words, vocabulary):
        if words[at].low.endswith(("'s", "'re", "'m", "'ve", "'ll", "'d")) and words[at].low in AUXILIARIES:
            return True
        if any(word.text[0].isalnum() for word in words[:at]):
            return True
    return False


_MARK_BEFORE = lazy(r"[.!?;:\n\"“”](?![^.!?;:\n\"“”]*[.!?;:\n\"“”])")
_MARK_BEHIND = lazy(r"[.!?;:\n\"“”]")


def is_only_verb(text: str, at: int, vocabulary: Vocabulary) -> bool:
    """Whether a past form has a subject before it and is the only verb of its sentence.

    “The firm answered to” is no participle then. Without a final mark it may be a headline: “Minister urged to go”.
    """
    before = _MARK_BEFORE.search(text, max(0, at - 160), at)
    behind = _MARK_BEHIND.search(text, at)
    if behind is None or behind[0] in ";:\n" or (before is None and at > 160):
        return False
    words = tokens(text, before.end() if before else 0, behind.start())
    here = next((number for number, word in enumerate(words) if word.start == at), 0)
    return bool(here) and words[here - 1].text.isalpha() and set(finite_verbs(words, vocabulary)) <= {here}


# Words that no sentence ends in.
OPEN_WORDS = listed("clauses: open words")
