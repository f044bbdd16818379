"""The words of clean news copy: how common they are, whether they are names, and what parts of speech they can be."""

import bisect
import sys
from collections.abc import Iterator, Sequence, Set

NOUN, PLURAL, BASE, PRESENT, PAST, PARTICIPLE, ING = "N", "P", "B", "Z", "D", "U", "G"
ADJECTIVE, ADVERB, PREPOSITION, DETERMINER, MODAL = "J", "R", "I", "T", "M"  # PREPOSITION: or a subordinator
CONJUNCTION, PRONOUN, NUMBER, NAME = "C", "O", "Q", "E"
VERBAL = (BASE, PRESENT, PAST, PARTICIPLE, ING)
UNKNOWN = ""  # what a word is that the vocabulary does not have

_MOST = 30_000  # words whose answers are kept; nearly all of a megabyte of news
_Said = tuple[int, int, str]
_NOTHING: _Said = (0, 100, "")  # what is said of a word that is not there


class Vocabulary:
    """What clean news does with a word: `count`, `capital`, and its parts of speech, by `mostly` and `may_be`."""

    def __init__(self, lines: Sequence[bytes]) -> None:
        """`lines` of UTF-8 are sorted: word, count, capital and tags, by tabs.

        They are searched, not read: most words are never asked for.
        """
        self._lines = lines
        self._asked: dict[str, _Said] = {}
        self._common: dict[int, set[str]] = {}  # words that are known to be used more often than so many times

    def _read(self, word: str) -> _Said:
        """What a line says of a word that has not been asked for, which is kept."""
        if len(self._asked) >= _MOST:
            self._asked.clear()
        key = f"{word.lower()}\t".encode("utf-8", "surrogatepass")
        at = bisect.bisect_left(self._lines, key)
        said = _NOTHING
        if at < len(self._lines) and self._lines[at].startswith(key):
            cells = self._lines[at].decode().split("\t")
            said = int(cells[1]), int(cells[2]), sys.intern(cells[3])
        self._asked[word] = said
        return said

    def __contains__(self, word: str) -> bool:
        return (self._asked.get(word) or self._read(word)) is not _NOTHING

    def count(self, word: str) -> int:
        """Uses in about 2.6 million words; 0 for an unknown word, 2 at least for a known one."""
        return (self._asked.get(word) or self._read(word))[0]

    def rare(self, words: Set[str], most: int) -> set[str]:
        """Those of the lower-case words that are used so often at most."""
        common = self._common.setdefault(most, set())
        left = words - common
        rare = {word for word in left if self.count(word) <= most}
        common |= left - rare
        return rare

    def capital(self, word: str) -> int:
        """Percent of the uses inside a sentence that have a capital; 100 for an unknown word."""
        return (self._asked.get(word) or self._read(word))[1]

    def tags(self, word: str) -> str:
        """Parts of speech as letters, the commonest first (see the file's header); empty for an unknown word."""
        return (self._asked.get(word) or self._read(word))[2]

    def mostly(self, word: str, *tags: str) -> bool:
        """Whether the word's commonest part of speech is one of these; that of an unknown word is UNKNOWN."""
        return self.tags(word)[:1] in tags

    def may_be(self, word: str, *tags: str) -> bool:
        """Whether the word is one of these parts of speech in a tenth of its uses or more."""
        said = self.tags(word)
        return any(tag in said for tag in tags)

    def common(self, least: int, letter: str) -> Iterator[tuple[str, int, int]]:
        """Words with this first letter that are used so often or more, each with its count and its capitals in
        percent.
        """
        first = letter.encode()
        at = bisect.bisect_left(self._lines, first)
        while at < len(self._lines) and self._lines[at].startswith(first):
            word, count, capital, _ = self._lines[at].decode().split("\t", 3)
            if int(count) >= least:
                yield word, int(count), int(capital)
            at += 1

    def is_noun(self, word: str) -> bool:
        """Whether the word is, as a rule, a common noun, singular or plural."""
        return self.mostly(word, NOUN, PLURAL) and self.capital(word) < _NAME


_NAME = 60  # percent of capitals inside sentences from which on a word is taken for a name
