"""A count noun behind a preposition without the article that native copy always gives it: “from river”, “by truck”.

The nouns, the article that each has most often and the prepositions that may stand before it bare (by bus) are those of
`pairs.tsv`, counted in 3.3 million words of native news and human translations.
"""

from collections.abc import Iterator
from typing import NamedTuple

from mtcheck.core import Document, Pattern, Span
from mtcheck.text.inflection import article
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import ADJECTIVE, PARTICIPLE, Vocabulary
from mtcheck.text.words import either, listed, paired

_PREPOSITIONS = either("bare-nouns: prepositions")
_NEXT = either("bare-nouns: next")
_COUNTED = paired("bare-nouns: articles")
# Behind another noun these are counted: “hotel room”
_HEADS = frozenset("room building car truck lorry boat shop store bridge tunnel gate garden window door river".split())
_NOUNS = dict.fromkeys(_HEADS, "a") | _COUNTED
_PLAIN = listed("bare-nouns: unadorned")
_BARE = Pattern(
    rf"(?<![\w’'-])(?P<preposition>{_PREPOSITIONS})(?P<span> (?:(?P<adjective>[a-z]{{3,}}) )?(?P<noun>"
    rf"{'|'.join(sorted(_NOUNS, reverse=True))}))(?=[.,;:)]| (?:{_NEXT})\b)"
)
# “hit by truck”: what strikes somebody is no means of travel
_STRUCK = lazy(r"\b(?:hit|struck|crushed|run over|knocked down|run down|rammed|bitten|attacked|grazed) $")
_FIXED = frozenset("best last next first second prime foreign public private other same such fellow mutual due".split())


class BareNoun(NamedTuple):
    """The noun with the space and the adjective before it, and the same with its article."""

    span: Span
    right: str


def bare_nouns(doc: Document, vocabulary: Vocabulary) -> Iterator[BareNoun]:
    """Nouns that lack an article behind a preposition."""
    for match in doc.matches(_BARE, kinds=frozenset({"paragraph"})):
        noun, adjective, preposition = match["noun"], match["adjective"], match["preposition"]
        usual, *free = _NOUNS[noun].split()
        if preposition in free and not (preposition == "by" and _STRUCK.search(doc.before(match.start(), 20))):
            continue
        if noun not in _COUNTED and not (adjective and _is_compound(adjective, noun, vocabulary)):
            continue
        if adjective and (
            noun in _PLAIN
            or adjective in _FIXED
            or not (vocabulary.mostly(adjective, ADJECTIVE, PARTICIPLE) or _is_compound(adjective, noun, vocabulary))
        ):
            continue
        if stands_twice(doc, Span(*match.span()), noun):
            continue
        said = match["span"].strip()
        of = doc.after(match.end(), 4) == " of "
        yield BareNoun(Span(*match.span("span")), f" {'the' if of or usual == 'the' else article(said)} {said}")


def _is_compound(first: str, noun: str, vocabulary: Vocabulary) -> bool:
    """Whether two nouns name one thing that is counted: “hotel room”."""
    return noun in _HEADS and vocabulary.tags(first) == "N" and vocabulary.count(first) >= _USUAL


_USUAL = 20  # uses of a noun from which on its part of speech is known


def stands_twice(doc: Document, span: Span, noun: str) -> bool:
    """Whether the noun stands near the place a second time: “from village to village”."""
    around = doc.before(span.start, 40).split()[-4:] + doc.after(span.end, 40).split()[:4]
    return noun in (word.strip(".,;:") for word in around)
