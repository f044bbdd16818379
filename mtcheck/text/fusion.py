"""Two sentences without a stop between them: `fusions` gives the capitals in mid-sentence that begin the second one.

A capital function word after a lower-case word is the cue; titles, names and headline case are what look alike.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mtcheck.text import closed_classes as closed
from mtcheck.text.clauses import (
    OPEN_WORDS,
    SUBORDINATORS,
    finite_verbs,
    holds_verb,
    is_finite,
    may_be_finite,
    stands_alone,
    tokens,
)
from mtcheck.text.closed_classes import ARTICLES, MONTHS, NUMERALS, QUANTIFIERS, THEIRS, THEY, WEEKDAYS
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import ADVERB, BASE, NOUN, PARTICIPLE, PAST, PLURAL, Vocabulary
from mtcheck.text.words import listed

PRONOUNS = THEY | {"this", "these", "those", "there"}
DETERMINERS = ARTICLES | NUMERALS | QUANTIFIERS | THEIRS | frozenset("my both no each every another".split())
ADVERBS = listed("fusion: adverbs")
CLAUSAL = closed.SUBORDINATORS | {"once"}
PREPOSITIONS = frozenset(
    "in on at by for from with during under over between among following within near throughout amid about to".split()
)
RELATIVES = frozenset("who which whose whom that where or nor than of".split())
WINDOW = 500  # code points of a sentence that are read on either side
MOST = 40  # capitals within a paragraph that are looked at, unless it is long
STARTERS = PRONOUNS | DETERMINERS | ADVERBS | CLAUSAL | PREPOSITIONS | RELATIVES
# Before these a capital belongs to a title, a grade or a name: the film The..., Serie A, Vitamin A, page One.
_NAMING = listed("fusion: naming")
_GRADES = listed("fusion: grades")
_LINKING = frozenset("but however meanwhile according moreover furthermore".split())
_COUNTED = NUMERALS | frozenset("a an as all no over i".split())
_SACRED = frozenset("he his him who it we our my".split())
_GODS = frozenset("Allah God Lord Jesus Christ Jehovah Yahweh Prophet Messiah Qur’an Quran Bible".split())
_NEXT = r"(?=(?P<after>(?:['’][a-z]{1,2})?,?[ \u00a0])(?P<next>[\"“‘']?[\w$€£]+))"
# The letter comes first and looks back: capitals are rarer than spaces.
_WORD = lazy(
    r"(?P<word>[A-Z](?:(?<=[a-z\d%)][a-z\d%)][ \u00a0].)|(?<=[a-z\d%)][a-z\d%)][\"”][ \u00a0].)"
    rf"|(?<=[a-z\d%)][a-z\d%)][ \u00a0][ \u00a0].)|(?<=[a-z\d%)][a-z\d%)][\"”][ \u00a0][ \u00a0].))[a-z]*){_NEXT}"
)
_GLUED = lazy(
    r"(?P<word>[A-Z](?:(?<=[a-z]{3}.)|(?<=[a-z]{3}[\"”].))(?:(?<=T)h(?:e|ey|is|ese)|(?<=H)(?:e|owever)|(?<=S)he"
    r"|(?<=I)t|(?<=M)eanwhile|(?<=A)(?:fter|ccording)|(?<=W)hen|(?<=B)ut))(?=(?P<after>,? )(?P<next>[a-z]+))"
)
_SENTENCE_END = lazy(r"[.!?;:][\"”’)]*(?=\s|$)")
_PAUSE = lazy(r"[.!?;][\"”’)]*(?=\s|$)")
_SPACES = " \u00a0"
_NATIONALITY = lazy(r"[A-Z][a-z]+(?:n|sh|se|ch|ek|ab|i|ic|ss|man|ean)$")


@dataclass(frozen=True, slots=True)
class Fusion:
    """`word` at [start, end) should begin a sentence (`stop`), or be lower-case.

    The first sentence ends at `left`, its last word begins at `last`.
    """

    last: int
    left: int
    start: int
    end: int
    word: str
    stop: bool
    confidence: float


def fusions(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[Fusion]:
    """Capitals in mid-sentence within one paragraph that begin a second sentence, or should not be capitals."""
    for starts, capitals in _capitals(text, vocabulary):
        judged = 0
        for match in capitals[bisect_left(starts, start) : bisect_left(starts, end)]:
            gap = match.start()
            while gap > start and text[gap - 1] in _SPACES:
                gap -= 1
            if (
                text.endswith(_ENDINGS, start, gap)
                and _NAMED.match(text, match.start(), end)
                and _ENDING.search(text, max(start, gap - 16), gap)
            ):
                found = _named(text, start, end, gap, match, vocabulary)
                if found is not None:
                    yield found
                continue
            if match["word"].lower() not in STARTERS and (
                not match["next"].islower()
                or (_is_name(match["word"], vocabulary) and not _is_dated(text, gap, match["word"], vocabulary))
            ):
                continue  # a name
            judged += 1
            if judged > MOST and judged * 150 > match.end() - start:
                return  # not prose
            found = _judge(text, start, end, gap, match, vocabulary)
            if found is not None:
                yield found


@lru_cache(maxsize=2)  # two rules ask for the same text, one after another
def _capitals(text: str, vocabulary: Vocabulary) -> tuple[tuple[list[int], list["re.Match[str]"]], ...]:
    """Where the capitals that may be looked at stand, and what they match: those after a space, then those glued to the
    word before.
    """
    behind = []
    names: dict[str, bool | None] = {}  # whether a word is a name; None for one that begins sentences
    for match in _WORD.finditer(text):
        word, at = match["word"], match.start()
        if word not in names:
            names[word] = None if word.lower() in STARTERS else _is_name(word, vocabulary)
        name = names[word]
        if (
            name is None
            or (match["next"].islower() and (not name or _is_dated(text, at - 1, word, vocabulary)))
            or text[at - 2] in _SPACES
            or (text[at - 2] in _LAST and text.endswith(_ENDINGS, 0, at - 1))
        ):
            behind.append(match)
    glued = list(_GLUED.finditer(text))
    return tuple(([match.start() for match in found], found) for found in (behind, glued))


def _is_dated(text: str, gap: int, word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word of some names stands behind a day or month, where none goes on: "in July Trade unions"."""
    return text.endswith(_DATES, 0, gap) and bool(vocabulary.capital(word) < 40)


def _is_name(word: str, vocabulary: Vocabulary) -> bool:
    """Whether the capital may well be the word's own."""
    capital: int = vocabulary.capital(word)
    return capital > 70 or (capital > 12 and vocabulary.count(word) >= 20)


def _named(text: str, start: int, end: int, gap: int, match: "re.Match[str]", vocabulary: Vocabulary) -> Fusion | None:
    """A name and its verb behind a word that ends clauses: "closed the road again Ana Rust told reporters"."""
    begin = max(start, gap - WINDOW)
    for stop in _SENTENCE_END.finditer(text, begin, gap):
        begin = stop.end()
    left = tokens(text, begin, gap)
    name = _NAMED.match(text, match.start(), end)
    if (
        name is None
        or len(left) < 5
        or not finite_verbs(left, vocabulary)
        or not _CLAUSE_BEFORE.isdisjoint(word.low for word in left)
    ):
        return None
    last = left[-1]
    if vocabulary.capital(match["word"]) < 80 or sum(word.text[0].isupper() for word in left) * 2 > len(left):
        return None
    return Fusion(last.start, last.end, match.start(), match.end(), match["word"], True, 0.65)


_DATES = tuple(f" {name}" for name in (*WEEKDAYS, *MONTHS) if name != "May")
_DAYS = frozenset(name.strip() for name in _DATES)
_NAMED = lazy(
    r"[A-Z][a-z]+(?: [A-Z][\w'’-]+){0,2} (?:was|is|were|has|had|will|would|said|says|told|added|took|went|came|gave"
    r"|made|left|won|lost|met|became|began|saw|did|could|can|declined|refused)\b"
)
_ENDINGS = tuple(
    "again too it them him us ago already together immediately anymore instead yesterday today tomorrow itself"
    " themselves himself dead wounded unharmed anyway".split()
)
_LAST = frozenset(word[-1] for word in _ENDINGS)
_ENDING = lazy(rf"\b(?:{'|'.join(_ENDINGS)})$")
_CLAUSE_BEFORE = listed("fusion: clause before")


def _judge(text: str, start: int, end: int, gap: int, match: "re.Match[str]", vocabulary: Vocabulary) -> Fusion | None:
    word = match["word"]
    low = word.lower()
    found = re.search(r"[\w'’.,$€£-]*[\w%)]$", text[max(start, gap - 40) : gap].rstrip('"”'))
    if found is None or not _may_be_parted(found[0], low, vocabulary):
        return None
    before, last = found[0], found[0].lower()
    start, end = max(start, gap - WINDOW), min(end, match.end() + WINDOW)
    begin = start
    for stop in _SENTENCE_END.finditer(text, start, gap):
        begin = stop.end()
    if (
        last in OPEN_WORDS
        and low not in _LINKING
        and not (last in ("said", "says") and re.search(r"[,\"”]", text[begin:gap]))
    ):
        return None
    finish = _PAUSE.search(text, match.end(), end)
    left = tokens(text, begin, gap)
    right = tokens(text, match.start(), finish.start() if finish else end)
    if len(right) < 3 or len(left) < 2:
        return None
    opens_line = begin == start and (not start or text[start - 1] == "\n")
    if opens_line and low not in _LINKING and len(left) <= 6 and left[0].low in _ASKING:
        return None  # a subhead: headline-run-in says it
    confidence = _confidence(match, low, before, left, right, vocabulary)
    if not confidence:
        return None
    apart = _needs_stop(low, right, vocabulary)
    if not apart and (low not in _JOINED or (low in ("as", "over") and not holds_verb(right, vocabulary))):
        return None
    at = gap - (text[gap - 1] in '"”')
    return Fusion(at - len(before), at, match.start(), match.end(), word, apart, confidence)


_ASKING = frozenset({"what", "why", "how", "who", "where"})
# what may follow a comma, where no full stop is due
_JOINED = CLAUSAL | PREPOSITIONS | RELATIVES | {"and", "but", "so", "yet", "or", "according"}

_BECOMING = frozenset("became become becomes becoming".split())


def _may_be_parted(before: str, low: str, vocabulary: Vocabulary) -> bool:
    """Whether the word before the gap is none that a capital may follow: a name, “called”, “grade”."""
    last = before.lower()
    starts = low in STARTERS
    if not starts and ((before != last and before not in _DAYS) or before.endswith(("'s", "’s"))):
        return False
    if (last in _NAMING and low not in _LINKING) or (last in _BECOMING and low in NUMERALS) or last == "own":
        return False  # “the old Five Nations became Six”, “runs his own No campaign”
    return last not in _GRADES or (low not in _COUNTED and (starts or vocabulary.mostly(low, PLURAL)))


def _confidence(match: "re.Match[str]", low: str, before: str, left: Any, right: Any, vocabulary: Vocabulary) -> float:
    last = before.lower()
    if before in _DAYS and low not in STARTERS:
        if len(left) > 1 and left[-2].low in ARTICLES:
            return 0.0  # a newspaper: told the Sunday Mercury
        return _noun(low, last, left, right, vocabulary)
    if re.search(r"[\d%)]", before) or before[0].isupper():
        return 0.75 if _after_name(before, low, match["next"], left, right, vocabulary) else 0.0
    if low in STARTERS:
        return _starter(match, low, last, left, right, vocabulary)
    if match["next"].islower() and match["after"][:1].isspace():
        return _noun(low, last, left, right, vocabulary)
    return 0.0


_BEHIND_LABEL = closed.COORDINATORS | {"is", "was", "has", "had", "to", "in", "of", "for"}  # “college A and college B”
_NO_STARTERS = NUMERALS | frozenset("all no most both my our so now then".split())


def _starter(match: "re.Match[str]", low: str, last: str, left: Any, right: Any, vocabulary: Vocabulary) -> float:
    """How sure it is that a word of the closed classes begins a sentence here. Long, and flat: cases in order, of which
    the first that fits decides.
    """
    following = match["next"].lstrip("\"“‘'")
    caps = sum(word.text[0].isupper() for word in right[1:5])
    if low in ("of", "to", "or", "nor", "than", "about", "over", "that") and following[:1].isupper():
        return 0.0
    lefts = [word for word in left if word.text[0].isalpha()]
    capitals = sum(word.text[0].isupper() for word in lefts)
    if lefts and capitals * 2 > len(lefts) and len(lefts) > 2:
        return 0.0  # headline case
    if not holds_verb(left, vocabulary) or (low in _SACRED and any(word.text in _GODS for word in left)):
        return 0.0
    if low == "a" and (last in _NAMING or following[:1].isdigit() or following in _BEHIND_LABEL):
        return 0.0
    if following[:1].isupper() and not _may_begin_name_clause(low, following, left, right, vocabulary):
        return 0.0
    if _is_titled(right, vocabulary):
        return 0.0
    if low in _NO_STARTERS:
        return 0.75 if caps == 0 and stands_alone(right, vocabulary) else 0.0
    if low in RELATIVES:
        return (
            0.6 if caps == 0 and any(is_finite(right, at, vocabulary) for at in range(1, min(6, len(right)))) else 0.0
        )
    if low in PRONOUNS | DETERMINERS:
        return 0.88 if stands_alone(right, vocabulary) else 0.0
    if low in ("today", "yesterday", "tonight", "earlier", "later", "also", "finally", "yet", "and", "but"):
        return 0.8 if stands_alone(right, vocabulary) and (caps < 2 or low == "but") else 0.0
    return 0.8 if caps < 3 else 0.0


_PLAIN = 10  # percent of capitals below which a capitalised word is a title's and no name


def _after_name(before: str, low: str, following: str, left: Any, right: Any, vocabulary: Vocabulary) -> bool:
    """After a name or a number more must be right: a title may hold "The" or "In the", hardly "They" or "However"."""
    if not holds_verb(left, vocabulary) or _is_title(before, left):
        return False
    if low in PREPOSITIONS and (
        right[1].text in (",", ".", ";", ":", ")") or (before[0].isupper() and vocabulary.capital(before) < _PLAIN)
    ):
        return False  # “a service called Skype In, which”, “the Carry On films”
    if low in PRONOUNS and right[1].text in (",", "of"):
        return False  # “Liu He, head of the team”
    if low in ("a", "an"):
        return (
            _NATIONALITY.match(following) is not None
            and vocabulary.capital(before) >= 85
            and right[2].text.islower()
            and stands_alone(right, vocabulary)
        )
    if not following.islower():
        return (
            low in ("on", "in")
            and right[2].text == ","
            and bool(finite_verbs(right, vocabulary))
            and bool(finite_verbs(left, vocabulary))
        )
    if low in ("in", "on", "at", "after", "as", "for", "with", "during", "when", "while", "although", "if"):
        commas = [at for at, word in enumerate(right[:12]) if word.text == ","]
        return bool(commas) and any(at > commas[0] for at in finite_verbs(right, vocabulary))
    if low in ("the", "this", "these", "his", "her", "their", "its"):
        return not before[0].isdigit() and stands_alone(right, vocabulary) and bool(finite_verbs(left, vocabulary))
    if low in ("he", "she", "it", "they", "we", "there", "but", "however", "meanwhile", "according"):
        return (stands_alone(right, vocabulary) and low != "but") or bool(finite_verbs(right[1:], vocabulary))
    return False


def _is_title(before: str, left: Any) -> bool:
    """Whether most words before the gap have capitals, or the last is a letter by itself."""
    return sum(word.text[0].isupper() for word in left) * 2 > len(left) or (before.isupper() and len(before) == 1)


_GOING_ON = frozenset("however meanwhile according but and despite earlier later then".split())


def _is_titled(right: Any, vocabulary: Vocabulary) -> bool:
    """Whether two common words among the next have capitals, as in a title: the tale It’s a Crooked House."""
    words = [word.text for word in right[1:6] if word.text[0].isupper()]
    return sum(vocabulary.capital(word) < _COMMON for word in words) > 1


_COMMON = 40  # percent of capitals of a common word


def _may_begin_name_clause(low: str, following: str, left: Any, right: Any, vocabulary: Vocabulary) -> bool:
    """Whether "The Russian planes", "On Tuesday the", "When Smith arrived" rather than a title."""
    third = right[2].text if len(right) > 2 else ""
    last = left[-1].low
    if low == "but":
        return True
    if (
        low == "the"
        and (
            vocabulary.mostly(last, ADVERB)
            or (vocabulary.mostly(last, PAST, PARTICIPLE) and left[-2].low in closed.BE)  # not “included The Way Home”
        )
        and any(is_finite(right, at, vocabulary) for at in range(2, 8) if at < len(right))
    ):
        return True
    if low in ("the", "a", "an", "this", "these", "its", "his", "her", "their", "some", "many", "several"):
        return (
            third.islower()
            and _NATIONALITY.match(following) is not None
            and third not in OPEN_WORDS
            and not third.endswith("ed")
        )
    if low in ("he", "she", "they", "it", "we", "there"):
        return False
    if low in CLAUSAL | PREPOSITIONS | _GOING_ON:
        return third.islower() or third == "," or third[:1].isdigit() or low in ("according",)
    return False


def _noun(low: str, last: str, left: Any, right: Any, vocabulary: Vocabulary) -> float:
    """A common noun in the plural with a capital, after a finished clause and before its own verb."""
    tags = vocabulary.tags(low)
    if not tags[:1] or tags[0] not in "NPJRTO":
        return 0.0
    if left[-1].text not in _DAYS and (
        not vocabulary.mostly(last, NOUN, PLURAL, ADVERB) or may_be_finite(left, len(left) - 1, vocabulary)
    ):
        return 0.0
    verbs = finite_verbs(right, vocabulary)
    if (
        not verbs
        and tags[0] == "P"
        and vocabulary.mostly(right[1].low, BASE)
        and right[1].text.islower()
        and not is_finite(right, 0, vocabulary)
    ):
        verbs = [1]  # "Patients wait"
    if not verbs or verbs[0] > 6 or any(word.text in ",;:" for word in right[: verbs[0]]):
        return 0.0
    if right[verbs[0]].low in ("does", "is", "was", "has"):
        return 0.0
    head = next((word for word in right[: verbs[0]] if vocabulary.mostly(word.low, PLURAL)), None)
    if (
        head is None
        or not finite_verbs(left, vocabulary)
        or any(word.text[0].isupper() for word in right[1 : verbs[0]])
    ):
        return 0.0
    determiners = ("the", "a", "an", "his", "her", "their", "its", "this", "that", "of", "by", "all", "some")
    if any(word.low in determiners for word in left[-2:-1]) and last.endswith(("al", "ic", "ive")):
        return 0.0
    return 0.6


def _needs_stop(low: str, right: Any, vocabulary: Vocabulary) -> bool:
    """Whether what follows is a sentence of its own, not a clause or phrase that belongs to the one before."""
    if low in RELATIVES:
        return low == "that" and len(right) > 3 and is_finite(right, 1, vocabulary)  # "That would be the first"
    if low in CLAUSAL or low in PREPOSITIONS or low in ("according", "despite"):
        verbs = finite_verbs(right[1:] if low in PREPOSITIONS or low in ("according", "despite") else right, vocabulary)
        return bool(verbs) or _leads_on(low, right, vocabulary)
    if low in ("and", "but", "so", "yet"):
        return stands_alone(right[1:], vocabulary)
    return True


def _leads_on(low: str, right: Any, vocabulary: Vocabulary) -> bool:
    """Whether a main clause comes behind the one that “when”, “after” and the like begin."""
    finite = [at for at in range(len(right)) if is_finite(right, at, vocabulary)]
    groups = [at for at in finite if at - 1 not in finite]
    if low in CLAUSAL:
        comma = next((at for at, word in enumerate(right) if word.text == ","), len(right))
        if any(at > comma + 1 for at in finite):
            return True
        if len(groups) >= 2:
            between = {word.low for word in right[groups[0] : groups[1]]}
            return not between & SUBORDINATORS
    if low not in ("after", "before", "since", "until") or len(groups) != 1:
        return False
    return groups[0] >= 4 and right[1].low in ("the", "his", "her", "their", "its", "this", "these")
