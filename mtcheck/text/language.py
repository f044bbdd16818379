"""Which language a text is in: a count of English function words first, in doubt langdetect (half a second to load)."""

from mtcheck.text.foreign import by_grammar, guessed
from mtcheck.text.lazy import lazy
from mtcheck.text.words import listed, paired

_WORD = lazy(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# The commonest words of English news. Those that are as common in another language ("in", "a", "was") are left out.
_ENGLISH = listed("language: english")
_SAMPLE = 12_000  # code points; langdetect reads no more than 10,000 of them
_SURE = 0.2  # share of words; native news and bad MT have 0.27 to 0.45 of them, other languages below 0.08
_FEW = 0.04
_CERTAIN = 0.8  # probability below which langdetect's guess is not reported


def language(text: str) -> str:
    """The ISO 639-1 code, or "und" where there is too little to tell. The same text always gets the same answer."""
    sample = text[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    if not words:
        return "und"
    share = sum(word in _ENGLISH for word in words) / len(words)
    if share >= _SURE:
        return "en"
    if len(words) < 8 and sample.isascii():
        return "en" if share > _FEW else "und"
    return _detected(sample, words)


def is_foreign(text: str, tongue: str) -> bool:
    """Whether a text is surely in another language, given what `language` said: short ones, and lists of foreign names,
    are left in doubt.
    """
    if tongue in ("en", "und"):
        return False
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if sum(len(word) > 1 or not word.isascii() for word in words) < _ENOUGH:
        return False  # the letters of a table of tides are no words
    return sum(word in _ENGLISH for word in words) < _FOREIGN * len(words)


_ENOUGH = 10  # words; a headline of names is no evidence
_FOREIGN = 0.08  # share of English function words


def _detected(sample: str, words: list[str]) -> str:
    """What the words of grammar say where langdetect is unsure, or where it cannot know the language."""
    told = by_grammar(words)
    if told in _UNKNOWN_TO_LANGDETECT:
        return told
    code, sure = guessed(sample)
    guess = code.split("-")[0] if sure >= _CERTAIN else "und"
    if guess != told and len(words) < _ENOUGH and sample.isascii():
        return told or "und"  # it takes an English headline of names for Catalan
    return guess if guess != "und" else told or guess


_UNKNOWN_TO_LANGDETECT = ("is", "ha")

_NAMES = paired("language: names")


def name_of(tongue: str) -> str:
    """What a language is called in English; the code where no name is known."""
    return _NAMES.get(tongue, f"“{tongue}”")
