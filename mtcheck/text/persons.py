"""People in running text: pronouns, titled and plain names, and nouns for one person, in order.

`mentions` is the way in.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import NamedTuple

from mtcheck.keeping import tables
from mtcheck.text.expressions import compiled
from mtcheck.text.lazy import lazy
from mtcheck.text.names import without_accents
from mtcheck.text.words import listed

FEMALE = listed("persons: female")
MALE = listed("persons: male")
# Nouns for one person of either gender.
PERSON = listed("persons: person")
TITLES = {
    "Mr": "m", "Mrs": "f", "Ms": "f", "Miss": "f", "Sir": "m", "Lady": "f", "Dame": "f", "Lord": "m", "Madame": "f",
    "King": "m", "Queen": "f", "Prince": "m",
    "Princess": "f", "Baroness": "f", "Datin": "f", "Pope": "m", "Mme": "f", "Frau": "f", "Herr": "m", "Señora": "f",
    "Señor": "m", "Signora": "f", "Spokeswoman": "f",
    "Congresswoman": "f", "Chairwoman": "f", "Actress": "f", "Monsieur": "m", "Imam": "m", "Archbishop": "m",
    "Cardinal": "m",
}  # fmt: skip
PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
KINDS = {
    **dict.fromkeys(PERSON, ("noun", "")),
    **dict.fromkeys(MALE, ("noun", "m")),
    **dict.fromkeys(FEMALE, ("noun", "f")),
    **{word: ("pronoun", gender) for word, gender in PRONOUNS.items()},
}
_CAPITALISED = r"[^\W\d_a-z][\w-]*(?:['’]\w+)?"
_NAME = lazy(
    rf"(?:(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Sgt|Capt|Mme)\.? |[A-Z]\. )?{_CAPITALISED}"
    rf"(?: (?:(?:al|el|bin|ben|de|da|do|dos|van|von|der|den|di|la|le|du|y|ap)[ -])*(?:[A-Z]\.|{_CAPITALISED}))*"
)
_NOT_NAMES = listed("persons: not names")


class Mention(NamedTuple):
    """One person in the text. `gender`: "m", "f" or "" where nothing tells; `key`: surname for names, else ""; `kind`:
    pronoun, name or noun.
    """

    start: int
    end: int
    kind: str
    gender: str
    key: str = ""


@cache
def _words() -> "re.Pattern[str]":
    """Capitalised words, and those that can be a person: a trie, so that all other words are passed over without a step
    of Python.
    """
    persons: str = tables.table("words for persons", lambda: _trie(sorted(KINDS)))
    return compiled(rf"\b(?:[^\W\d_a-z][\w-]*|(?:{persons})(?![\w-]))")


def _trie(words: list[str]) -> str:
    """A pattern for exactly these words, branching letter by letter."""
    branches = []
    for letter, group in groupby((word for word in words if word), key=lambda word: word[0]):
        tails = [word[1:] for word in group]
        branches.append(re.escape(letter) + _trie(tails))
    body = "|".join(branches)
    if len(branches) > 1:
        body = f"(?:{body})"
    return f"(?:{body})?" if branches and "" in words else body


def mentions(text: str, start: int, end: int, given: Mapping[str, str]) -> Iterator[Mention]:
    """Every mention of a single person in `text[start:end]`; a capitalised phrase that may be anything else counts as a
    name without gender.
    """
    at = start
    seen = _memo(given)
    for match in _words().finditer(text, start, end):
        if match.start() < at:
            continue
        word, begin, at = match[0], match.start(), match.end()
        if word[0].islower():
            kind = KINDS.get(word)
            if kind is not None:
                yield Mention(begin, at, kind[0], kind[1])
            continue
        low = word.lower()
        kind = KINDS.get(low)
        if kind is not None and kind[0] == "pronoun":
            yield Mention(begin, at, *kind)
            continue
        if word in _NOT_NAMES and word not in TITLES:
            continue
        name = _NAME.match(text, begin, end)
        if name is None:
            continue
        phrase = name[0]
        known = seen.get(phrase)
        if known is None:
            known = seen[phrase] = _read(phrase, given)
        length, sort, gender, key = known
        at = begin + length
        yield Mention(begin, at, sort, gender, key)


_SEEN: tuple[Mapping[str, str], dict[str, tuple[int, str, str, str]]] = ({}, {})
_MOST = 20_000  # phrases that are kept


def _memo(given: Mapping[str, str]) -> dict[str, tuple[int, str, str, str]]:
    """What earlier phrases were found to be, under the same given names."""
    global _SEEN
    if _SEEN[0] is not given or len(_SEEN[1]) > _MOST:
        _SEEN = (given, {})
    return _SEEN[1]


def _read(phrase: str, given: Mapping[str, str]) -> tuple[int, str, str, str]:
    """Of a capitalised phrase: the length of the mention that it begins with, kind, gender and key."""
    words = phrase.split()
    while words and words[-1] in _NOT_NAMES and len(words) > 1:
        words.pop()
    length = len(" ".join(words))
    first = words[0].rstrip(".")
    kind = KINDS.get(_plain(words[0]).lower())
    if len(words) == 1 and (kind is not None or first in TITLES):
        return length, "noun", kind[1] if kind else TITLES[first], ""
    bare = [_plain(part) for part in words]
    if len(bare) > 1 and bare[0] in _FAMILY_FIRST and bare[-1] in given:
        return length, "name", given[bare[-1]], bare[0]  # Huang Xiuying, Park Hye-jin
    owner = next((at for at in range(len(words) - 2, -1, -1) if words[at].endswith(("'s", "’s"))), -1)
    if owner >= 0 and first not in TITLES:
        bare = bare[owner + 1 :]  # “Lachlan Valley Water's Mary Ewing”
    titled = next((at for at in range(len(bare) - 2, 0, -1) if bare[at] in _OFFICES), 0)
    if titled:
        bare = bare[titled + 1 :]  # “Clara County Superior Court Judge James Holm”
    gender = (
        TITLES.get(first, "")
        or next(filter(None, (_gender_of(part, given) for part in bare[:-1] or bare)), "")
        or _by_ending(bare)
    )
    return length, "name", gender, bare[-1]


def _gender_of(word: str, given: Mapping[str, str]) -> str:
    return given.get(word) or ("" if word.isascii() else given.get(without_accents(word), ""))


def _by_ending(words: list[str]) -> str:
    """The gender that a patronymic or a family name shows: Ievgenivna, Kowalska, Jónsdóttir."""
    if len(words) < 2:
        return ""
    if len(words) > 2 and words[-2].endswith(_PATRONYMICS):
        return "m" if words[-2].endswith("ich") else "f"
    last = words[-1]
    if last in _HERS or (len(last) > 6 and last.endswith(WOMAN_ENDINGS) and last not in _NO_WOMEN):
        return "f"
    return ""


_OFFICES = frozenset(
    "Judge Justice Minister Senator Governor Mayor General Colonel Captain Chancellor Secretary".split()
)
_PATRONYMICS = ("ovna", "evna", "ivna", "yvna", "ichna", "ovich", "evich", "ovych", "evych")
WOMAN_ENDINGS = tuple("ova eva ová skaya skaia ska cka ská dóttir dottir ienė aitė ytė utė opoulou".split())
_NO_WOMEN = frozenset(
    "Casanova Villanova Moldova Bukova Terranova Marieska Alaska Nebraska Itaska Athabaska Itasca Cordova".split()
)
_HERS = frozenset("Begum Khatun Khatoon Bibi Kaur Kumari Khanum".split())
# Family names of one syllable that stand before the given name in Chinese, Korean and Vietnamese copy.
_FAMILY_FIRST = listed("persons: family first")


def _plain(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word.rstrip("'’.")
