"""Mechanical artefacts planted in clean copy, at the rates of real feeds: joins, quotes, doublings, small words."""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence

from mtcheck.scoring.alignment import changes
from mtcheck.tagger.forms import inflection
from mtcheck.tagger.labels import FUNCTION_WORDS
from mtcheck.tagger.words import words
from mtcheck.text.inflection import plural, verb_forms

Confusions = Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]
Tokens = list[str]  # words, marks and the white space between them, by turns
_SMALL = sorted(word for word in FUNCTION_WORDS if word.isalpha() and len(word) > 1)
_PREPOSITIONS = (
    "of to in on at for from by with as about after before into over under between during against through".split()
)
_DIRECTIONS = "eastern western northern southern central".split()
_NOUNS, _VERBS = ("N", "P"), ("B", "Z", "D", "U", "G")  # parts of speech as the packaged vocabulary has them
_QUOTES = frozenset("\"“”‘’'")


class Corruptor:
    """Plants errors; the same seed plants the same.

    `common`: words of clean news with their uses and parts of speech (the packaged vocabulary). `confusions`: what an
    engine made of a phrase, lower case (see `confusions`): one such place in sound copy is what an editor meets most.
    """

    def __init__(
        self, random_: random.Random, common: Sequence[tuple[str, int, str]], confusions: Confusions | None = None
    ) -> None:
        self._random = random_
        self._confusions = confusions or {}
        self._by_tag: dict[str, tuple[list[str], list[float]]] = {}
        for word, count, tags in common:
            if tags and count >= 5 and word.isalpha():
                names, weights = self._by_tag.setdefault(tags[0], ([], []))
                names.append(word)
                weights.append(count**0.7)
        self._tags = {word: tags[0] for word, _, tags in common if tags}
        self._kinds: tuple[tuple[Callable[[Tokens], bool], float], ...] = (
            (self._fuse, 1.2), (self._cut, 1.5), (self._throw, 0.8), (self._lose_quote, 0.7), (self._double_noun, 0.7),
            (self._repeat, 0.7),
            (self._drop_small, 2.0), (self._add_small, 1.0), (self.swap, 1.2), (self.inflect, 1.8),
            (self._replace, 3.0),
            (self._confuse, 9.0 if confusions else 0.0), (self._preposition, 1.2), (self._reverse, 1.0),
            (self._drop_word, 1.0), (self._case, 0.8), (self.move, 1.0),
        )  # fmt: skip

    def corrupt(self, text: str) -> str:
        """The text with one error for about eighteen words; sometimes fewer, where it has no place for them."""
        parts = split(text)
        size = len(parts) // 2
        wanted = max(1, round(self._random.expovariate(1 / max(1.0, size / 18))))
        kinds, weights = zip(*self._kinds, strict=True)
        for _ in range(min(wanted, 8) * 2):
            if self._random.choices(kinds, weights)[0](parts):
                wanted -= 1
            if not wanted:
                break
        return "".join(parts)

    def _spots(self, parts: Tokens, fits: Callable[[int], bool]) -> int | None:
        spots = [at for at in range(0, len(parts), 2) if fits(at)]
        return self._random.choice(spots) if spots else None

    def _inside(self, parts: Tokens, at: int) -> bool:
        """A lower-case word that neither begins nor ends the text."""
        return 0 < at < len(parts) - 2 and parts[at].isalpha() and parts[at].islower()

    def _fuse(self, parts: Tokens) -> bool:
        at = self._spots(
            parts,
            lambda at: (
                parts[at] == "." and at + 2 < len(parts) and parts[at + 2][:1].isupper() and parts[at + 1].isspace()
            ),
        )
        if at is None:
            return False
        if parts[at + 2].lower() in FUNCTION_WORDS and self._random.random() < 0.7:
            parts[at + 2] = parts[at + 2].lower()
        parts[at : at + 1] = [self._random.choice(["", "", ","])]
        return True

    def _cut(self, parts: Tokens) -> bool:
        at = self._spots(
            parts, lambda at: self._inside(parts, at) and parts[at - 1].isspace() and parts[at - 2].isalpha() and at > 4
        )
        if at is None:
            return False
        parts[at - 1] = self._random.choice([". ", ". ", ", ", ". "])
        parts[at] = parts[at].capitalize()
        return True

    def _throw(self, parts: Tokens) -> bool:
        stop = self._spots(parts, lambda at: parts[at] == "." and at > 12)
        if stop is None:
            return False
        at = self._random.choice(range(stop - 10, stop, 2))
        if not self._inside(parts, at):
            return False
        word = parts[at]
        parts[stop] = f". {word.capitalize()}" + self._random.choice(["", "."])
        del parts[at : at + 2]
        return True

    def _lose_quote(self, parts: Tokens) -> bool:
        at = self._spots(parts, lambda at: bool(parts[at]) and parts[at] in _QUOTES)
        if at is None:
            return False
        parts[at] = ""
        return True

    def _double_noun(self, parts: Tokens) -> bool:
        at = self._spots(parts, lambda at: self._inside(parts, at) and self._tags.get(parts[at], "") in _NOUNS)
        if at is None:
            return False
        parts[at] = f"{parts[at]} {self._random.choice(['and', 'and', 'or'])} {parts[at]}"
        return True

    def _repeat(self, parts: Tokens) -> bool:
        at = self._spots(parts, lambda at: self._inside(parts, at))
        if at is None:
            return False
        size = self._random.choice([1, 1, 2, 3])
        piece = "".join(parts[at : at + 2 * size - 1])
        parts[at] = f"{piece} {parts[at]}"
        return True

    def _drop_small(self, parts: Tokens) -> bool:
        return self._drop(parts, lambda at: self._inside(parts, at) and parts[at] in FUNCTION_WORDS)

    def _drop_word(self, parts: Tokens) -> bool:
        return self._drop(parts, lambda at: self._inside(parts, at) and parts[at] not in FUNCTION_WORDS)

    def _drop(self, parts: Tokens, fits: Callable[[int], bool]) -> bool:
        at = self._spots(parts, fits)
        if at is None:
            return False
        del parts[at : at + 2]
        return True

    def _add_small(self, parts: Tokens) -> bool:
        at = self._spots(parts, lambda at: self._inside(parts, at))
        if at is None:
            return False
        parts[at] = f"{self._random.choice(_SMALL)} {parts[at]}"
        return True

    def swap(self, parts: Tokens) -> bool:
        at = self._spots(
            parts,
            lambda at: (
                self._inside(parts, at) and at + 2 < len(parts) and parts[at + 2].isalpha() and parts[at + 1] == " "
            ),
        )
        if at is None or parts[at] == parts[at + 2]:
            return False
        parts[at], parts[at + 2] = parts[at + 2], parts[at]
        return True

    def move(self, parts: Tokens) -> bool:
        at = self._spots(parts, lambda at: self._inside(parts, at) and parts[at - 1] == " " == parts[at + 1])
        if at is None:
            return False
        to = at + 2 * self._random.choice([-4, -3, -2, 2, 3, 4])
        if not (0 < to < len(parts) - 2 and parts[to].isalpha() and parts[to + 1] == " "):
            return False
        piece = parts[at : at + 2]
        del parts[at : at + 2]
        parts[to:to] = piece
        return True

    def inflect(self, parts: Tokens) -> bool:
        at = self._spots(
            parts,
            lambda at: (
                self._inside(parts, at)
                and parts[at] not in FUNCTION_WORDS
                and self._tags.get(parts[at], "") in (*_NOUNS, *_VERBS)
            ),
        )
        if at is None:
            return False
        word = parts[at]
        if self._tags[word] in _NOUNS:
            forms = {plural(word)} if not word.endswith("s") else {word[:-1]}
        else:
            stem = next(
                (
                    word[: -len(ending)] + put
                    for ending, put in (("ies", "y"), ("ing", ""), ("ed", ""), ("s", ""))
                    if word.endswith(ending)
                ),
                word,
            )
            base = stem if stem in self._tags else stem + "e" if stem + "e" in self._tags else word
            forms = {form for some in verb_forms(base).values() for form in some}
        forms.discard(word)
        if not forms:
            return False
        parts[at] = self._random.choice(sorted(forms))
        return True

    def _replace(self, parts: Tokens) -> bool:
        at = self._spots(
            parts, lambda at: self._inside(parts, at) and parts[at] not in FUNCTION_WORDS and parts[at] in self._tags
        )
        if at is None:
            return False
        names, weights = self._by_tag.get(self._tags[parts[at]], ([], []))
        if not names:
            return False
        parts[at] = self._random.choices(names, weights)[0]
        return True

    def _confuse(self, parts: Tokens) -> bool:
        spots = [at for at in range(2, len(parts) - 2, 2) if parts[at].isalpha()]
        self._random.shuffle(spots)
        for at in spots[:15]:
            for size in (3, 2, 1):
                phrase = tuple(part.lower() for part in parts[at : at + 2 * size : 2])
                if (
                    len(phrase) == size
                    and phrase in self._confusions
                    and all(space == " " for space in parts[at + 1 : at + 2 * size - 2 : 2])
                ):
                    new = self._random.choice(self._confusions[phrase])
                    first = new[0].capitalize() if parts[at][0].isupper() else new[0]
                    parts[at : at + 2 * size - 1] = [" ".join([first, *new[1:]])]
                    return True
        return False

    def _preposition(self, parts: Tokens) -> bool:
        at = self._spots(parts, lambda at: self._inside(parts, at) and parts[at] in _PREPOSITIONS)
        if at is None:
            return False
        parts[at] = self._random.choice([word for word in _PREPOSITIONS if word != parts[at]])
        return True

    def _reverse(self, parts: Tokens) -> bool:
        """Eastern X as "X Eastern" or "X East"; a noun before a noun as "B of A"."""
        at = self._spots(
            parts, lambda at: parts[at].lower() in _DIRECTIONS and at + 2 < len(parts) and parts[at + 2][:1].isupper()
        )
        if at is not None and parts[at + 1] == " ":
            word = self._random.choice([parts[at], parts[at].removesuffix("ern"), parts[at].lower()])
            parts[at], parts[at + 2] = parts[at + 2], word
            return True
        at = self._spots(
            parts,
            lambda at: (
                self._inside(parts, at)
                and at + 2 < len(parts)
                and self._tags.get(parts[at]) == "N"
                and self._tags.get(parts[at + 2], "") in _NOUNS
            ),
        )
        if at is None or parts[at + 1] != " ":
            return False
        parts[at], parts[at + 2] = parts[at + 2], f"of {self._random.choice(['', 'the '])}{parts[at]}"
        return True

    def _case(self, parts: Tokens) -> bool:
        at = self._spots(
            parts,
            lambda at: 0 < at < len(parts) - 2 and parts[at].isalpha() and len(parts[at]) > 2 and parts[at - 1] == " ",
        )
        if at is None:
            return False
        word = parts[at]
        parts[at] = word.lower() if word[0].isupper() else word.capitalize()
        return parts[at] != word


def confusions(pairs: Iterable[tuple[str, str]]) -> Confusions:
    """What an engine made of words and short phrases, from pairs (original, what came back): other words, not just
    other forms or small words.
    """
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for original, text in pairs:
        before = [word.text.lower() for word in words(original)]
        after = [word.text.lower() for word in words(text)]
        for change in changes(before, after):
            phrase, new = tuple(before[change.start : change.end]), tuple(change.text)
            if not (1 <= len(phrase) <= 3 and 1 <= len(new) <= 4) or not all(map(str.isalpha, (*phrase, *new))):
                continue
            content = [word for word in new if word not in FUNCTION_WORDS]
            if (
                set(phrase) <= FUNCTION_WORDS
                or not content
                or (len(phrase) == len(new) == 1 and inflection(phrase[0], new[0]) is not None)
            ):
                continue
            found.setdefault(phrase, []).append(new)
    return found


def split(text: str) -> Tokens:
    """Words and marks at even places, what stands between them at odd ones; joined they are the text."""
    out: Tokens = []
    at = 0
    for word in words(text):
        if out:
            out.append(text[at : word.start])
        out.append(word.text)
        at = word.end
    return out
