"""A story read by the tagger, stretch by stretch; `read` keeps the result with the document for all rules."""

import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from mtcheck.core import Document, Span
from mtcheck.text import odds
from mtcheck.text.odds import expit

if TYPE_CHECKING:
    from mtcheck.tagger.runtime import Reading, Tagger

logit = partial(odds.logit, lowest=1e-6, highest=1 - 1e-6)  # the model may be surer than estimates are

_WORDS = 60  # of a stretch, unless one sentence has more
_MEMO = "tagger"


@dataclass(frozen=True)
class Stretch:
    """Some sentences of one segment, and what the model says of them."""

    span: Span
    reading: "Reading"

    def place(self, word: int) -> Span:
        """Where a word of the reading stands in the document."""
        found = self.reading.words[word]
        return Span(self.span.start + found.start, self.span.start + found.end)


@dataclass(frozen=True)
class Story:
    """All stretches of a document, in order. `rate`: mean probability that a word is wrong.

    `translated`: that an engine wrote it, by the whole text. `translationese`: the same by another model, see
    `mtcheck.text.translationese`.
    """

    stretches: tuple[Stretch, ...]
    rate: float
    translated: float
    translationese: float = 0.0

    @cached_property
    def size(self) -> int:
        """Words that have been read."""
        return sum(len(one.reading.words) for one in self.stretches)

    def at(self, offset: int) -> Stretch | None:
        """The stretch that holds an offset of the document."""
        after = bisect.bisect_right(self.stretches, offset, key=lambda one: one.span.start)
        return next((one for one in self.stretches[max(0, after - 2) : after] if offset <= one.span.end), None)


def read(doc: Document, tagger: "Tagger") -> Story:
    """The document, read by the model: once, however many rules ask."""
    if _MEMO not in doc.memo:
        spans = list(_stretches(doc))
        readings = tagger.read([span.of(doc.text) for span in spans])
        second = tagger.translationese
        sentences = (sentence.of(doc.text) for some in doc.sentences for sentence in some)
        score = second.score(sentences) if second else 0.0
        doc.memo[_MEMO] = _story(tuple(map(Stretch, spans, readings)), score)
    story: Story = doc.memo[_MEMO]
    return story


def doubted(doc: Document, tagger: "Tagger") -> tuple[Span, ...]:
    """The sentences with the highest share of words in error, the worst first; those where hardly any is to be expected
    are left out.
    """
    story = read(doc, tagger)
    found: list[tuple[float, Span]] = []
    for sentence in (one for some in doc.sentences for one in some):
        stretch = story.at(sentence.start)
        if stretch is None:
            continue
        wrong = stretch.reading.wrong
        inside = [float(wrong[at]) for at in range(len(stretch.reading.words)) if sentence.contains(stretch.place(at))]
        if len(inside) >= _ITEM and sum(inside) >= _EXPECTED:
            found.append((sum(inside) / len(inside), sentence))
    found.sort(key=lambda one: (-one[0], one[1]))
    return tuple(span for _, span in found[:_MOST_DOUBTED])


_EXPECTED = 0.1  # words in error from which on a sentence is named
_MOST_DOUBTED = 2


def _story(stretches: tuple[Stretch, ...], translationese: float) -> Story:
    weights = [len(one.reading.words) for one in stretches]
    total = sum(weights)
    if not total:
        return Story((), 0.0, 0.0, translationese)
    rate = sum(float(one.reading.wrong.sum()) for one in stretches if len(one.reading.words)) / total
    odds = sum(weight * logit(one.reading.translated) for one, weight in zip(stretches, weights, strict=True)) / total
    return Story(stretches, rate, expit(odds), translationese)


def _stretches(doc: Document) -> Iterator[Span]:
    """Sentences as they follow one another, some at a time and across segments, so that each is read with its
    neighbours; code and lines that are no sentences are left out.
    """
    begin, size = None, 0
    end = before = 0
    for segment, sentences in zip(doc.segments, doc.sentences, strict=True):
        apart = segment.kind == "code" or doc.text[before : segment.span.start].strip()
        before = segment.span.end
        if apart and begin is not None:
            yield Span(begin, end)
            begin, size = None, 0
        if segment.kind == "code":
            continue
        for sentence in sentences:
            if segment.kind != "headline" and _is_item(sentence.of(doc.text)):
                if begin is not None:
                    yield Span(begin, end)
                    begin, size = None, 0
                continue
            length = sentence.of(doc.text).count(" ") + 1
            if begin is not None and size + length > _WORDS:
                yield Span(begin, end)
                begin, size = None, 0
            begin = sentence.start if begin is None else begin
            end, size = sentence.end, size + length
    if begin is not None:
        yield Span(begin, end)


def _is_item(text: str) -> bool:
    """Whether a line is a list's item, a label or a score: a few words without an end. It has learnt from sentences."""
    return text.count(" ") < _ITEM and not text.rstrip().endswith(_ENDS)


_ITEM = 8  # words
_ENDS = tuple(".!?…:;,\"'”’)]")
