"""Reading ease by the index of Coleman and Liau (“A computer readability formula designed for machine scoring”, 1975),
which counts letters where others need a dictionary.

It is the figure of the package textstat, counted as there: loading that takes as long as a tenth of a check.
"""

import re

from mtcheck.text.lazy import lazy

_SAMPLE = 20_000  # code points: some 3,300 words, after which the index hardly moves
_MIN_WORDS = 50
_MARK = lazy(r"[^\w\s']|'(?![tsd]|ve|ll|re)")  # the apostrophe of “it's” is a part of the word
_SENTENCE = lazy(r"\b[^.!?]+[.!?]*")
_FEWEST = 3  # words of a sentence


def readability(text: str, words: int) -> float | None:
    """The US school grade that the text asks for, or None under 50 words."""
    return coleman_liau(text[:_SAMPLE]) if words >= _MIN_WORDS else None


def coleman_liau(text: str) -> float:
    """The index of a text, to one decimal; 0 for one without letters."""
    letters, words = len(re.sub(r"\W", "", text)), _words(text)
    if not letters or not words:
        return 0.0
    sentences = max(1, sum(_words(sentence) >= _FEWEST for sentence in _SENTENCE.findall(text)))
    return round(0.058 * (letters / words * 100) - 0.296 * (sentences / words * 100) - 15.8, 1)


def _words(text: str) -> int:
    return len(_MARK.sub("", text).split())
