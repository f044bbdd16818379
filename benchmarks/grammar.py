"""Slips of grammar planted in clean copy, one or two a text: what a writer of good English never puts down.

Articles, prepositions, complements, connectives, agreement and word order. Mechanical artefacts and wrong words are
`corrupt`'s; here all but the planted place is known to be sound, which is what teaches a model to be sure.
"""

import random
from collections.abc import Callable, Mapping, Sequence

from corrupt import Corruptor, Tokens, split

_DETERMINERS = frozenset("the a an".split())
_BEFORE_NOUN = frozenset("the a an this that these those its his her their our my your some any no each every".split())
_AGREEMENT = {
    "is": ("are", "be"), "are": ("is",), "was": ("were",), "were": ("was",), "has": ("have", "is"), "have": ("has",),
    "does": ("do",), "do": ("does",), "been": ("be",), "be": ("being", "is"), "had": ("have", "has"), "being": ("be",),
    "this": ("these",), "these": ("this",), "many": ("much",), "much": ("many",), "who": ("which", "whom"),
    "whom": ("who",), "whose": ("which", "who"), "them": ("they",),
    "they": ("them",), "he": ("him",), "she": ("her",), "him": ("he",),
}  # fmt: skip
_CONNECTIVES = {
    "because": ("because that", "because of", "as because"), "that": ("which", "what", "as", "to"),
    "which": ("that which", "what", "who"),
    "although": ("despite", "despite that"), "while": ("during", "while that"), "when": ("as when", "that"),
    "after": ("after that", "since"), "than": ("as", "then", "that"), "if": ("in case if", "that if"),
    "but": ("but however", "and but"),
    "and": ("as well as also",), "until": ("until to", "up to when"), "whether": ("that whether", "that"),
    "as": ("like as", "as how"),
    "also": ("too also",), "between": ("between from",), "since": ("from since", "for"),
    "during": ("while", "in during"),
}  # fmt: skip
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december".split()
)
_PREPOSITIONS = tuple("of to in on at for from by with about into over against".split())
_VERBS, _NOUNS = ("B", "Z", "D", "U", "G"), ("N", "P")


class Slips:
    """Plants slips; the same seed plants the same.

    `tags`: parts of speech of lower-case words, as in the vocabulary.
    """

    def __init__(self, random_: random.Random, tags: Mapping[str, str], corruptor: Corruptor) -> None:
        self._random, self._tags = random_, tags
        self._kinds: tuple[tuple[Callable[[Tokens], bool], float], ...] = (
            (self._lose_article, 3.0), (self._add_article, 2.0), (self._agree, 2.5), (self._connect, 2.0),
            (self._preposition, 3.5), (self._lose_preposition, 1.5), (self._add_preposition, 1.2),
            (self._complement, 2.0), (self._verb_last, 1.5), (self._adverb, 1.0), (self._front, 1.0),
            (self._lose_verb, 1.2), (self._lose_possessive, 0.7), (self._lose_pronoun, 0.8), (self._lose_noun, 0.7),
            (corruptor.inflect, 2.5), (corruptor.swap, 1.0), (corruptor.move, 1.0),
        )  # fmt: skip

    def plant(self, text: str) -> str:
        """The text with one slip, two where it is long; without one where it has no place for any."""
        parts = split(text)
        wanted = 1 + (len(parts) > 60 and self._random.random() < 0.5)
        kinds, weights = zip(*self._kinds, strict=True)
        for _ in range(12):
            if self._random.choices(kinds, weights)[0](parts):
                wanted -= 1
            if not wanted:
                break
        return "".join(parts)

    def _spot(self, parts: Tokens, fits: Callable[[int], bool]) -> int | None:
        spots = [at for at in range(2, len(parts) - 2, 2) if parts[at - 1] == " " and fits(at)]
        return self._random.choice(spots) if spots else None

    def _tag(self, parts: Sequence[str], at: int) -> str:
        return self._tags.get(parts[at], "") if 0 <= at < len(parts) else ""

    def _drop(self, parts: Tokens, at: int | None) -> bool:
        if at is None or parts[at + 1] != " ":
            return False
        del parts[at : at + 2]
        return True

    def _put(self, parts: Tokens, at: int | None, choices: Sequence[str]) -> bool:
        if at is None or not choices:
            return False
        parts[at] = self._random.choice(choices)
        return True

    def _lose_article(self, parts: Tokens) -> bool:
        return self._drop(parts, self._spot(parts, lambda at: parts[at] in _DETERMINERS))

    def _add_article(self, parts: Tokens) -> bool:
        """“the” or “a” before a noun that stands bare behind a verb or preposition."""
        at = self._spot(
            parts,
            lambda at: (
                self._tag(parts, at) in ("N", "J")
                and self._tag(parts, at - 2) in (*_VERBS, "I")
                and parts[at - 2] not in _BEFORE_NOUN
            ),
        )
        if at is None:
            return False
        parts[at] = f"{self._random.choice(['the', 'a'])} {parts[at]}"
        return True

    def _agree(self, parts: Tokens) -> bool:
        at = self._spot(parts, lambda at: parts[at] in _AGREEMENT)
        return self._put(parts, at, _AGREEMENT[parts[at]] if at is not None else ())

    def _connect(self, parts: Tokens) -> bool:
        at = self._spot(parts, lambda at: parts[at] in _CONNECTIVES and parts[at] not in ("and", "as"))
        return self._put(parts, at, _CONNECTIVES[parts[at]] if at is not None else ())

    def _preposition(self, parts: Tokens) -> bool:
        at = self._spot(parts, lambda at: parts[at] in _PREPOSITIONS)
        if at is None:
            return False
        near = parts[at + 2].lower() in _TIMES
        choices = ("in", "at", "of", "for") if near else _PREPOSITIONS
        return self._put(parts, at, [word for word in choices if word != parts[at]])

    def _lose_preposition(self, parts: Tokens) -> bool:
        return self._drop(parts, self._spot(parts, lambda at: parts[at] in _PREPOSITIONS))

    def _add_preposition(self, parts: Tokens) -> bool:
        """One between a verb and its object."""
        at = self._spot(
            parts,
            lambda at: (
                (parts[at] in _BEFORE_NOUN or self._tag(parts, at) in _NOUNS)
                and self._tag(parts, at - 2) in ("B", "Z", "D")
            ),
        )
        if at is None:
            return False
        parts[at] = f"{self._random.choice(_PREPOSITIONS)} {parts[at]}"
        return True

    def _complement(self, parts: Tokens) -> bool:
        """“to go” as “going”, “go” or “that go”, “going” as “to going”."""
        at = self._spot(
            parts, lambda at: parts[at] == "to" and self._tag(parts, at + 2) == "B" and parts[at + 1] == " "
        )
        if at is not None and self._random.random() < 0.7:
            verb = parts[at + 2]
            ing = (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing"
            parts[at : at + 3] = [self._random.choice([ing, verb, f"for {verb}", f"to {ing}", f"for to {verb}"])]
            return True
        at = self._spot(parts, lambda at: self._tag(parts, at) == "G" and parts[at].endswith("ing"))
        return self._put(parts, at, [f"to {parts[at]}", f"for {parts[at]}"] if at is not None else ())

    def _verb_last(self, parts: Tokens) -> bool:
        """A verb behind its auxiliary at the end of the clause."""
        at = self._spot(
            parts,
            lambda at: (
                self._tag(parts, at) in ("B", "U", "D")
                and (
                    self._tag(parts, at - 2) == "M"
                    or parts[at - 2] in ("has", "have", "had", "was", "were", "is", "to")
                )
            ),
        )
        if at is None:
            return False
        end = next((to for to in range(at + 2, min(len(parts), at + 28), 2) if parts[to] in (",", ".", ";")), None)
        if end is None or end - at < 6:
            return False
        verb = parts[at : at + 2]
        parts[end - 1 : end - 1] = [" ", verb[0]]
        del parts[at : at + 2]
        return True

    def _front(self, parts: Tokens) -> bool:
        """A phrase of a preposition before the verb that it followed: “said that also in Rome many”."""
        at = self._spot(parts, lambda at: parts[at] in ("in", "on", "at", "for", "from") and at > 6)
        if at is None or at + 4 >= len(parts) or parts[at + 1] != " ":
            return False
        back = at - 2 * self._random.choice([1, 2, 3])
        if back < 2 or parts[back - 1] != " " or not all(part == " " for part in parts[back + 1 : at : 2]):
            return False
        size = 3 if parts[at + 2] not in _BEFORE_NOUN or parts[at + 3] != " " else 5
        piece = parts[at : at + size]
        del parts[at - 1 : at + size]
        parts[back:back] = [*piece, " "]
        return True

    def _adverb(self, parts: Tokens) -> bool:
        at = self._spot(parts, lambda at: parts[at].endswith("ly") and self._tags.get(parts[at][:-2]) == "J")
        return self._put(parts, at, [parts[at][:-2]] if at is not None else ())

    def _lose_verb(self, parts: Tokens) -> bool:
        at = self._spot(
            parts,
            lambda at: (
                parts[at] in ("is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "to")
                or self._tag(parts, at) in ("Z", "D")
            ),
        )
        return self._drop(parts, at)

    def _lose_possessive(self, parts: Tokens) -> bool:
        at = self._spot(parts, lambda at: parts[at].endswith(("'s", "’s")) and len(parts[at]) > 4)
        return self._put(parts, at, [parts[at][:-2]] if at is not None else ())

    def _lose_pronoun(self, parts: Tokens) -> bool:
        pronouns = ("he", "she", "it", "they", "we", "who", "that", "which", "one", "himself", "them")
        return self._drop(parts, self._spot(parts, lambda at: parts[at] in pronouns))

    def _lose_noun(self, parts: Tokens) -> bool:
        """The noun behind its adjective."""
        return self._drop(
            parts,
            self._spot(
                parts, lambda at: self._tag(parts, at) in _NOUNS and self._tag(parts, at - 2) in ("J", "Q", "T")
            ),
        )
