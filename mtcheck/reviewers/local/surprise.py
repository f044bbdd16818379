"""What surprises a language model: words far beyond the story's own, and seams between sentences that had better be
joins. `review` is the way in.
"""

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from mtcheck.core import Document, Edit, Finding, Findings, Repair, Segment, Span
from mtcheck.profile.above import SEAM, WORD
from mtcheck.profile.models import ModelSettings
from mtcheck.reviewers.local.windows import prose, texts
from mtcheck.reviewers.review import Review
from mtcheck.text.lazy import lazy

_LOWER = lazy(r"(?<![\w'’\-])[a-z]+(?:['’\-][a-z]+)*(?![\w'’\-])")
_TOKEN = lazy(r"\w+(?:['’\-]\w+)*|[^\w\s]")
_STOP = lazy(r"\.(\s+)([A-Z])(?=[a-z]*(?![\w'’\-]))")
_ENOUGH = 30  # words that show how a story spreads
_ONE_IN = 50  # words of which one may be found: if more surprise, the model does not know such texts
_BEFORE, _AFTER = 3, 6  # words and marks round a seam that are compared
_MOST = 0.9  # confidence of the most surprising

Span2 = tuple[int, int]


class Scorer(Protocol):
    """A language model: for each text and each range of it, its bits of surprise; None where it cannot say."""

    def bits(self, asked: Sequence[tuple[str, Sequence[Span2]]]) -> list[list[float | None]]: ...


def review(doc: Document, scorer: Scorer, settings: ModelSettings) -> Review:
    """Findings of both kinds."""
    segments = prose(doc)
    passages = texts(doc, segments)
    return Review(
        (*_words(doc, segments, passages, scorer, settings), *_seams(doc, segments, passages, scorer, settings))
    )


def _words(
    doc: Document, segments: Sequence[Segment], passages: Sequence[str], scorer: Scorer, settings: ModelSettings
) -> list[Finding]:
    asked = [(text, [match.span() for match in _LOWER.finditer(text)]) for text in passages]
    told = []
    for segment, (text, places), all_bits in zip(segments, asked, scorer.bits(asked), strict=True):
        offset = segment.span.start
        told += [
            (bits, text[a:b], Span(a + offset, b + offset))
            for (a, b), bits in zip(places, all_bits, strict=True)
            if bits is not None
        ]
    if len(told) < _ENOUGH:
        return []
    middle, spread = statistics.fmean(bits for bits, _, _ in told), statistics.pstdev(bits for bits, _, _ in told)
    uses = Counter(word for _, word, _ in told)
    least = settings.threshold or 0.0
    odd = []
    for bits, word, span in told:
        above = (bits - middle) / spread if spread else 0.0
        if above >= least and uses[word] == 1 and not doc.is_masked(span.start, span.end):
            odd.append((above, bits, word, span))
    odd.sort(reverse=True)
    return [
        WORD.finding(
            span,
            f"“{word}” surprises “{settings.name}”: {bits:.0f} bits, where a word of this story has {middle:.0f}.",
            confidence=_confidence(above, least),
        )
        for above, bits, word, span in odd[: max(1, len(told) // _ONE_IN)]
    ]


def _confidence(size: float, least: float) -> float:
    """From one half at the threshold towards nine tenths far above it."""
    return _MOST - (_MOST - 0.5) * (least / size if size > 0 else 1.0)


class _Join(NamedTuple):
    """A seam: the words on both sides, and where what differs stands in them, as it is and joined."""

    edit: Edit
    as_is: tuple[str, list[Span2]]
    joined: tuple[str, list[Span2]]


def _seams(
    doc: Document, segments: Sequence[Segment], passages: Sequence[str], scorer: Scorer, settings: ModelSettings
) -> Findings:
    joins = [
        join for segment, text in zip(segments, passages, strict=True) for join in _joins(text, segment.span.start)
    ]
    told = scorer.bits([form for join in joins for form in (join.as_is, join.joined)])
    for number, join in enumerate(joins):
        apart, together = told[2 * number], told[2 * number + 1]
        if None in apart or None in together:
            continue
        gain = sum(filter(None, apart)) - sum(filter(None, together))
        span = join.edit.span
        if gain >= settings.seam_threshold and gain > 0 and not doc.is_masked(span.start, span.end):
            confidence = _confidence(gain, settings.seam_threshold)
            message = (
                f"The two sentences read on as one: joined they surprise “{settings.name}” by {gain:.0f} bits less."
            )
            yield SEAM.finding(span, message, confidence=confidence, repairs=[Repair((join.edit,), confidence)])


def _joins(text: str, offset: int) -> Iterator[_Join]:
    """The stops of a paragraph, each with the form in which it is none. Only the sentences beside it are compared."""
    stops = list(_STOP.finditer(text))
    for number, match in enumerate(stops):
        begin = stops[number - 1].start(2) if number else 0
        end = stops[number + 1].start() + 1 if number + 1 < len(stops) else len(text)
        at, after = match.start() - begin, match.start(2) - begin
        apart = text[begin:end]
        joined = apart[:at] + apart[at + 1 : after] + apart[after].lower() + apart[after + 1 :]
        edit = Edit(Span(match.start() + offset, match.end() + offset), match.group(1) + match.group(2).lower())
        yield _Join(edit, (apart, _around(apart, at, _AFTER + 1)), (joined, _around(joined, at, _AFTER)))


def _around(text: str, at: int, after: int) -> list[Span2]:
    places = [match.span() for match in _TOKEN.finditer(text)]
    first = sum(1 for start, _ in places if start < at)
    return places[max(0, first - _BEFORE) : first + after]
