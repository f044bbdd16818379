"""Fixed phrases of English with a word in them replaced by a synonym of another sense: “demise toll” for “death toll”.

Spinners and wrong-sense dictionaries do that. No variant is listed anywhere: a phrase is known by its words but one,
and the words that stand for the missing one are known by the word. `FixedPhrases.find` is the way in;
`docs/lexicons.md` has the format of the two lists.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import Any

from mtcheck.text.inflection import TAGS, match_case, plural, verb_forms
from mtcheck.text.phrases import BARE, PERFECT
from mtcheck.text.scanner import runs
from mtcheck.text.words import listed

Row = Mapping[str, str]
_COMMON = listed("phrases: common")
_ANY = ""  # the tag of a word that is not inflected


@dataclass(frozen=True)
class Replaced:
    """A phrase with a word in it replaced: its place (code points) and what to write instead."""

    start: int
    end: int
    phrase: str
    proposal: str


@cache
def forms(word: str, part: str) -> tuple[tuple[str, str], ...]:
    """(tag, form) of a word or of what stands for one: of several words a verb inflects the first, a noun the last, or
    the one before “of”.
    """
    if part == "v":
        verb, space, rest = word.partition(" ")
        return tuple((tag, verb_forms(verb)[tag][0] + space + rest) for tag in TAGS)
    if part == "n":
        noun, of, rest = word.partition(" of ")
        before, space, last = noun.rpartition(" ")
        return (_ANY, word), ("plural", before + space + plural(last) + of + rest)
    return ((_ANY, word),)


def slots(phrase: str) -> tuple[tuple[str, ...], ...]:
    """For each word of a phrase the forms in which it may stand: `<pass> away`, `death [toll]`."""
    return tuple(_slot(word) for word in phrase.split(" "))


@cache
def _slot(word: str) -> tuple[str, ...]:
    if word[:1] == "<":
        return tuple(dict.fromkeys(form for them in verb_forms(word[1:-1]).values() for form in them))
    if word[:1] == "[":
        return word[1:-1], plural(word[1:-1])
    return (word,)


def table(phrases: Iterable[Row], substitutes: Iterable[Row]) -> dict[str, dict[str, Any]]:
    """What `FixedPhrases` looks things up in, of plain values.

    `heads`: for the rarest word of what may stand for others, each (what stands there, for what, its tag). `frames`:
    for a word that may be replaced, each (phrase, which of its words, forms of a word of the rest). `others`: what may
    stand for the words of names of two words, of which both may be replaced.
    """
    replaced: dict[str, set[tuple[str, str]]] = {}  # by form, what may stand for it and the tag of both
    for row in substitutes:
        mine = forms(row["word"], row["part"])
        for other in row["substitutes"].split(" | "):
            for (tag, form), (_, instead) in zip(mine, forms(other, row["part"]), strict=True):
                if instead != form:
                    replaced.setdefault(form, set()).add((instead, tag))
    heads: dict[str, set[tuple[str, str, str]]] = {}
    frames: dict[str, list[tuple[int, int, tuple[str, ...]]]] = {}
    others: dict[str, tuple[str, ...]] = {}
    for number, row in enumerate(phrases):
        words = row["phrase"].split(" ")
        by_rarity = sorted(words, key=_rarity_of_slot, reverse=True)
        for place, word in enumerate(words):
            rest = _keys(by_rarity[by_rarity[0] == word])
            if len(words) == 2 and is_name(row["phrase"]):
                other = words[1 - place]
                others[other] = tuple(sorted(instead for instead, _ in replaced.get(other.lower(), ())))
                rest += tuple(map(key, others[other]))
            for form in _slot(word):
                if form.lower() in replaced:
                    frames.setdefault(form.lower(), []).append((number, place, rest))
    for form in frames:
        for instead, tag in replaced[form]:
            heads.setdefault(key(instead), set()).add((instead, form, tag))
    return {
        "heads": {word: tuple(sorted(them)) for word, them in heads.items()},
        "frames": {form: tuple(them) for form, them in frames.items()},
        "others": others,
    }


@lru_cache(4096)
def _sound(cell: str) -> frozenset[str]:
    """All forms of the words that are sound English in a phrase, whatever they replace."""
    return frozenset(form for word in cell.split(" | ") for part in "nv" for _, form in forms(word, part))


@cache
def key(words: str) -> str:
    """Of what may stand for a word, the one of its words that is looked for first."""
    return max(runs(words), key=_rarity)


def is_name(phrase: str) -> bool:
    """Whether a phrase is a name, which is looked for with its capitals alone: `Wall Street`."""
    return phrase[:1].isupper()


def _rarity(word: str) -> int:
    return 0 if word in _COMMON else len(word)


@cache
def _keys(word: str) -> tuple[str, ...]:
    """The forms of a word of a phrase, as they are looked for."""
    return tuple(dict.fromkeys(map(key, _slot(word))))


def _rarity_of_slot(word: str) -> int:
    return min(map(_rarity, _keys(word)))


class FixedPhrases:
    """Finds the phrases of a list that have lost a word to one of its substitutes."""

    def __init__(self, phrases: Sequence[Row], made: Mapping[str, Any]) -> None:
        """`made`: the `table` of the phrases."""
        self._rows = phrases
        self._heads: Mapping[str, tuple[tuple[str, str, str], ...]] = made["heads"]
        self._frames: Mapping[str, tuple[tuple[int, int, tuple[str, ...]], ...]] = made["frames"]
        self._near: dict[str, frozenset[str]] = {}
        self._others: Mapping[str, tuple[str, ...]] = made["others"]
        self._keys = frozenset(self._heads)

    def find(self, words: Set[str], text: str) -> Iterator[Replaced]:
        """The places in a text with these words (lower-case runs of ASCII letters and digits); of several forms of one
        answer at a place, the one that fits.
        """
        heads, near = self._heads, self._near
        line = ""
        found: dict[tuple[int, int, int, int], list[tuple[str, Replaced]]] = {}
        for word in words & self._keys:
            for instead, form, tag in heads[word]:
                if (near.get(form) or self._make_near(form)).isdisjoint(words):
                    continue
                line = line or f" {' '.join(runs(text))} "
                if f" {' '.join(runs(instead))} " not in line:
                    continue
                for number, place, rest in self._frames[form]:
                    if not words.isdisjoint(rest):
                        for one in self._places(number, place, instead, form, text, line):
                            found.setdefault((one.start, one.end, number, place), []).append((tag, one))
        for them in found.values():
            yield _fitting(them, text)

    def _make_near(self, form: str) -> frozenset[str]:
        """Words of which one stands in every phrase that may have lost this one."""
        made = self._near[form] = frozenset(word for *_, rest in self._frames[form] for word in rest)
        return made

    def _places(self, number: int, place: int, instead: str, form: str, text: str, line: str) -> Iterator[Replaced]:
        row = self._rows[number]
        phrase = row["phrase"]
        if row["sound"] and instead in _sound(row["sound"]):
            return
        ways = slots(phrase)
        around = [ways[:place], ways[place + 1 :]]
        both = len(ways) == 2 and is_name(phrase)
        if not both and not any(
            f" {' '.join(runs(' '.join([*before, instead, *after])))} " in line
            for before in product(*around[0])
            for after in product(*around[1])
        ):
            return
        others = self._others[phrase.split(" ")[1 - place]] if both else ()
        expression = _expression(*(tuple((*way, *others) for way in side) for side in around), instead)
        for match in expression.finditer(text):
            if not is_name(phrase):
                yield Replaced(*match.span(), phrase, _filled(match, form, row["joined"] == "y"))
            elif all(word[:1].isupper() or word in phrase.split(" ") for word in match[0].split()):
                yield Replaced(*match.span(), phrase, phrase.upper() if match[0].isupper() else phrase)


@lru_cache(4096)
def _expression(
    before: tuple[tuple[str, ...], ...], after: tuple[tuple[str, ...], ...], instead: str
) -> "re.Pattern[str]":
    words = [*map(_either, before), f"(?P<hole>{_literal(instead)})", *map(_either, after)]
    return re.compile(rf"(?<![\w'’-]){_SPACE.join(words)}(?!\w|[-'’]\w(?<!['’]s))", re.IGNORECASE)


_SPACE = r"[^\S\n]+"


def _either(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(map(_literal, sorted(words, key=len, reverse=True)))})"


def _literal(words: str) -> str:
    return re.sub("['’]", "['’]", re.escape(words).replace("\\ ", _SPACE))


def _filled(match: "re.Match[str]", form: str, joined: bool) -> str:
    """What a match says with the missing word back in its place, with the capitals of what stood there."""
    before = match.string[match.start() : match.start("hole")]
    after = match.string[match.end("hole") : match.end()]
    if joined:
        before, after = before.rstrip(), after.lstrip()
    new = match_case(form, match["hole"])
    return before + (new.upper() if match[0].isupper() else new) + after


def _fitting(them: list[tuple[str, Replaced]], text: str) -> Replaced:
    """Of the forms of a verb that may be meant (gave, given) the one that the words before ask for."""
    by_tag = dict(sorted(them, key=lambda one: (one[0], one[1].proposal)))
    some = them[0][1]
    before = text[max(0, some.start - 24) : some.start]
    if "participle" in by_tag and PERFECT.search(before):
        return by_tag["participle"]
    if "base" in by_tag and BARE.search(before):
        return by_tag["base"]
    return min(by_tag.items(), key=lambda one: _ORDER.index(one[0]))[1]


_ORDER = (_ANY, "plural", "past", *TAGS)
