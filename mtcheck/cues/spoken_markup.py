"""Tags and entities that a story speaks of: “write &amp;amp; for an ampersand”. `spoken_of` is the way in.

Such a tag is a word of its sentence; where one is, so are the others of that sentence.
"""

from collections.abc import Iterable

from mtcheck.core import Document
from mtcheck.text.lazy import lazy
from mtcheck.text.words import either

_ABOUT = lazy(r"(?<![<\w/.!&])(?<!DOCTYPE )(?:X?HTML5?|XML|BBCode)(?![\w.:])|\bampersands?\b|\bangle brackets?\b")
_NAMED = lazy(
    r"\b(?i:tags?|elements?|entit(?:y|ies)|codes?|characters?|attributes?|markup|sequence|string|word)[:,]? [\"“'‘(]?$"
)
_NAMES = lazy(r"[\"”'’)]? (?:opening |closing |HTML )?(?i:tags?|elements?|entit(?:y|ies)|codes?|markup)\b")
_ASKED_FOR = lazy(rf"\b(?i:{either('spoken-markup: before')}) $")
_GRAMMAR = lazy(r"(?:an?|the|that|and|or|as|for|of|to|into|with) $")  # before what is asked for, and before any word
_ITS_PLACE = lazy(rf" (?:{either('spoken-markup: behind')})\b|[.,;:?!](?:\s|$)|$")
_QUOTED = lazy(r"[\"“'‘`(]$")
_QUOTE_ENDS = lazy(r"[\"”'’`)]")
_OTHER = lazy(r"</?[a-zA-Z]+/?>[\"”’)]? (?:tags?|elements?)\b|\bmarkup\b|(?<![Yy]our )\bbrowsers?\b(?! does)")
_NEAR = 24  # code points before a tag in which its kind is named


def spoken_of(
    doc: Document, places: Iterable[tuple[int, int]], *, for_words: bool = False
) -> frozenset[tuple[int, int]]:
    """Those of the places, each the start and end of a tag or entity, that the story speaks of. `for_words`: they are
    variables, which stand where a word would, so that “of” before one says nothing.
    """
    everywhere = list(places)
    if not everywhere:
        return frozenset()
    if doc.once("speaks of markup", lambda: _ABOUT.search(doc.text) is not None):
        return frozenset(everywhere)
    sentences = [doc.sentence_at(start) for start, _ in everywhere]
    spoken = {
        sentence
        for (start, end), sentence in zip(everywhere, sentences, strict=True)
        if _is_word(doc.text, start, end, for_words=for_words) or _OTHER.search(doc.text, sentence.start, sentence.end)
    }
    return frozenset(place for place, sentence in zip(everywhere, sentences, strict=True) if sentence in spoken)


def _is_word(text: str, start: int, end: int, *, for_words: bool) -> bool:
    """Whether the place is a word of its sentence, by what stands around it."""
    lead = text[max(0, start - _NEAR) : start]
    return bool(
        (lead.endswith((" ", '"', "“", "'", "‘", "(")) and _NAMED.search(lead))
        or (lead.endswith(" ") and _NAMES.match(text, end))
        or (_ASKED_FOR.search(lead) and _ITS_PLACE.match(text, end) and not (for_words and _GRAMMAR.search(lead)))
        or (_QUOTED.search(lead) and _QUOTE_ENDS.match(text, end))
    )
