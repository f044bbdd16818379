"""Reading ease: the Coleman-Liau index, to the digit as textstat 0.7.8 works it out, whose counts of letters, words and
sentences these are. It alone of its kind needs no dictionary, and textstat brings 12 MB of them along.
"""

from mtcheck.text.lazy import lazy

_SAMPLE = 20_000  # code points: some 3,300 words, after which the index hardly moves
_MIN_WORDS = 50
_NO_LETTER = lazy(r"\W")
_QUOTE = lazy(r"'(?![tsd]|ve|ll|re)")  # an apostrophe that begins no ending of English
_NO_WORD = lazy(r"[^\w\s']")
_SENTENCE = lazy(r"\b[^.!?]+[.!?]*")
_SHORT = 2  # words of what is taken for an initial or an abbreviation


def readability(text: str, words: int) -> float | None:
    """The US school grade that the text asks for, or None under 50 words."""
    return None if words < _MIN_WORDS else round(_coleman_liau(text[:_SAMPLE]), 1)


def _coleman_liau(text: str) -> float:
    """Coleman and Liau 1975: 0.058 letters a hundred words, less 0.296 sentences a hundred words, less 15.8."""
    words = _words(text)
    if not words:
        return 0.0
    letters = len(_NO_LETTER.sub("", text)) / words * 100
    found = [sentence[0] for sentence in _SENTENCE.finditer(text)]
    sentences = max(1, len(found) - sum(_words(sentence) <= _SHORT for sentence in found)) / words * 100
    return (0.058 * letters) - (0.296 * sentences) - 15.8 if letters else 0.0


def _words(text: str) -> int:
    return len(_NO_WORD.sub("", _QUOTE.sub("", text)).split())
