"""Whether a story reads like output of an engine rather than like a person's translation: `Translationese` is the way
in.

A linear classifier over short runs of words, and over the same runs with rarer words as their part of speech, so that
it knows turns of phrase and not only topics. It was fitted on output of systems and human translations of the same
segments (benchmarks/build_translationese.py); every run falls into one of a fixed number of buckets, each of which has
a weight.
"""

import math
import re
import zlib
from collections.abc import Iterable, Iterator

from mtcheck.text.vocabulary import Vocabulary

BUCKETS = 1 << 18
_LONGEST = {"words": 3, "classes": 4}  # of a run
_COMMON = 1500  # uses in clean news from which on a word stands for itself
_KEPT = 20_000  # words whose classes are kept
_FEWEST = 4  # words of a sentence that says something
_UNIT = 127  # of a weight
_DOUBT = 2.0  # sentences of no opinion that a story's own are weighed against
_TOKEN = re.compile(r"\w+(?:'\w+)?|[^\w\s]")
_PLAIN = str.maketrans("“”‘’„«»–—", '""\'\'"""--')  # what a house style decides


class Translationese:
    """The classifier. `score` is 0 where it has no opinion, positive for output, negative for a person's text."""

    def __init__(self, weights: bytes, vocabulary: Vocabulary) -> None:
        """`weights`: one signed byte for each bucket, positive for what output has more often."""
        self._weights = memoryview(weights).cast("b")
        self._vocabulary = vocabulary
        self._classes: dict[str, str] = {}

    def score(self, sentences: Iterable[str]) -> float:
        """Mean over the sentences, drawn towards 0 where they are few; most stories are within -0.3 and 0.5."""
        found = [self._sentence(buckets) for buckets in map(self.buckets, sentences) if buckets]
        return sum(found) / (len(found) + _DOUBT)

    def _sentence(self, buckets: set[int]) -> float:
        return sum(self._weights[bucket] for bucket in buckets) / _UNIT / math.sqrt(len(buckets))

    def buckets(self, sentence: str) -> set[int]:
        """Those that the runs of a sentence fall into; none for one of fewer than four words."""
        tokens = ["0" if token.isdigit() else token for token in _TOKEN.findall(sentence.translate(_PLAIN))]
        if sum(token[0].isalnum() for token in tokens) < _FEWEST:
            return set()
        classes = ["^", *map(self._class, tokens), "$"]
        runs = (*_runs(tokens, 1, _LONGEST["words"]), *("~" + run for run in _runs(classes, 2, _LONGEST["classes"])))
        return {zlib.crc32(run.encode("utf-8", "surrogatepass")) % BUCKETS for run in runs}

    def _class(self, token: str) -> str:
        if token not in self._classes:
            if len(self._classes) >= _KEPT:
                self._classes.clear()
            self._classes[token] = self._classed(token)
        return self._classes[token]

    def _classed(self, token: str) -> str:
        if not token[0].isalpha() or self._vocabulary.count(token) >= _COMMON:
            return token.lower()
        if token[0].isupper() and self._vocabulary.capital(token) > 60:
            return "<E>"
        return f"<{self._vocabulary.tags(token)[:1]}>"


def _runs(tokens: list[str], shortest: int, longest: int) -> Iterator[str]:
    for size in range(shortest, longest + 1):
        for at in range(len(tokens) - size + 1):
            yield " ".join(tokens[at : at + size])
