"""Whether words make a clause: `finite_verbs` gives the main verbs of a stretch of words, `stands_alone` says if it
could be a sentence.

A shallow reading by closed lists and the vocabulary's tags, not a parse: good enough to tell "seeking help in towns"
from "they sought help".
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import PARTICIPLE, PAST, PRESENT, Vocabulary

_TOKEN = lazy(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*|\d[\d.,:]*|[,;:()—–]|(?<=\s)-(?=\s)")
AUXILIARIES = frozenset(
    "is are was were am has have had do does did will would can could may might must shall should cannot isn't aren't"
    " wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't shouldn't it's he's she's"
    " that's there's i'm they're we're you're i've we've they've you've i'll he'll she'll we'll they'll it'll you'll"
    " i'd he'd she'd they'd we'd what's who's here's let's".split()
)
# Past forms that differ from their participles or are hardly ever adjectives, so that no auxiliary need stand before
# them.
_PAST = frozenset(
    "went took gave saw came became began broke chose did drew drank drove ate fell flew forgot froze grew hid knew lay"
    " rode rang rose ran sang sank showed spoke stole swam tore threw woke wore wrote arose awoke forbade shook shrank"
    " sprang swore withdrew underwent overtook overcame said told led left lost made met held kept brought thought felt"
    " found got heard paid sent spent stood understood won warned refused ordered agreed denied declared remained"
    " appeared asked urged insisted argued replied arrived died happened started stopped continued decided promised"
    " tried rejected resumed fled survived laughed danced claimed voted seemed wanted hoped helped lived worked cried"
    " killed opened closed followed reached turned moved used called confirmed accused announced stayed ended failed"
    " vowed lasted received passed planned".split()
)
_PRESENT = frozenset(
    "says plans talks reports shows seems wants remains needs hopes calls claims comes goes makes takes gives gets"
    " keeps costs stands lies runs looks means leads lives works begins starts ends says thinks believes"
    " knows expects".split()
)
SUBORDINATORS = frozenset(
    "who which that where when because if while although though whether how what why as since after before until till"
    " unless whereas whose whom once wherever whenever than".split()
)
_PREPOSITIONAL = frozenset("as since after before until till than once".split())
SUBJECTS = frozenset(
    "i he she it we they you there this these those that who nobody everyone someone nothing everything one some many"
    " most both".split()
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
    if low in _PRESENT or tags[:1] in ("D", "Z"):
        return True
    if tags[:1] == "U" or ("D" in tags) or (tags == "" and low.endswith("ed")):
        # a subject right before it, or an object right after it: "he wounded", "guards wounded two"
        after = words[at + 1] if at + 1 < len(words) else None
        if before in SUBJECTS or (
            after is not None
            and after.low in ("the", "a", "an", "his", "her", "its", "their", "it", "him", "them", "that")
        ):
            return True
    return tags[:1] == "B" and before in SUBJECTS | frozenset({"people", "officials", "who"})


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
        "Z" in tags or "D" in tags or tags[:1] == "B" or (not tags and low.endswith("s"))
    )


def finite_verbs(words: Sequence[Token], vocabulary: Vocabulary) -> list[int]:
    """Indices of the finite verbs of main clauses; a verb group counts once, verbs of relative and other subordinate
    clauses do not.
    """
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
        if low == "that" and at and words[at - 1].low not in (",",) and found:
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


# Words that no sentence ends in.
OPEN_WORDS = frozenset(
    "the a an and or but nor of to with for from by at into than as if because although though while whether that which"
    " who whose whom where when its their his my your our every each very such said says told called named titled"
    " entitled film book novel song album show series play band magazine newspaper paper programme program musical"
    " movie is are was were be been will would can could not between among via per mr mrs".split()
)
