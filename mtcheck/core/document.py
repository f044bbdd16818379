"""A story as the detectors see it: `text` in one coordinate system, `runs` as the way back to the raw file."""

import bisect
import re
import sys
from collections.abc import Callable, Container, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from re import Match
from typing import Any, TypeVar

from mtcheck.core.pattern import Pattern
from mtcheck.core.spans import RawSpan, Span
from mtcheck.text.quotes import begins_with_quotation, quotations
from mtcheck.text.scanner import runs
from mtcheck.text.sentences import sentences

_Worked = TypeVar("_Worked")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of the text and the raw range that it was read from. Verbatim runs map code point by code point, others
    as a whole.

    `escape` writes new text at this place of the raw file; None: as the document does everywhere.
    """

    span: Span
    raw: RawSpan
    verbatim: bool
    escape: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A unit of the story, without surrounding white space and without a line feed inside.

    `kind`: headline, summary (which the body says again), paragraph, list-item, caption, table or code. `source`: the
    source-language text where the reader has it.
    """

    span: Span
    kind: str = "paragraph"
    source: str | None = None


def _as_is(text: str) -> str:
    return text


@dataclass(frozen=True)
class Document:
    """One story. `masks` are sorted, disjoint spans (addresses, code, quoted foreign text) that language rules leave
    alone.

    `wrapped`: whether the reader joined wrapped lines into paragraphs. `names`: people, places and bodies that the
    story's own metadata names. `skipped`: what a person would read in the file and the reader did not, a sentence for
    each piece.
    """

    uri: str
    raw: str
    text: str
    runs: tuple[Run, ...]
    segments: tuple[Segment, ...]
    escape: Callable[[str], str] = _as_is
    id: str = ""
    masks: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()
    wrapped: bool = False
    names: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    hits: Callable[[Pattern], Sequence[int] | None] | None = field(default=None, compare=False, repr=False)

    def candidates(self, pattern: Pattern) -> Sequence[int]:
        """Numbers of the segments that a pattern may match, in order: what `hits` gives, all where that is None."""
        found = self.hits(pattern) if self.hits is not None else None
        return range(len(self.segments)) if found is None else found

    def matches(
        self,
        pattern: Pattern,
        *,
        masked: bool = False,
        kinds: frozenset[str] | None = None,
        among: Container[int] | None = None,
    ) -> Iterator[Match[str]]:
        """Matches within segments; their offsets are the document's.

        Those that touch a mask are left out unless `masked`. `among`: the numbers of the segments that are searched,
        all of them where it is None.
        """
        candidates = self.candidates(pattern)
        if among is not None:
            candidates = [number for number in candidates if number in among]
        if not candidates:
            return _NONE  # and a pattern that is never tried is never compiled
        return self._matches(pattern, candidates, unmasked=masked or not self.masks, kinds=kinds, code=masked)

    def _matches(
        self, pattern: Pattern, candidates: Sequence[int], *, unmasked: bool, kinds: frozenset[str] | None, code: bool
    ) -> Iterator[Match[str]]:
        text, finditer, places = self.text, pattern.compiled.finditer, self._places
        for number in candidates:
            start, end, kind = places[number]
            if (kind == "code" and not code) or (kinds is not None and kind not in kinds):
                continue
            for match in finditer(text, start, end):
                if unmasked or not self.is_masked(match.start(), match.end()):
                    yield match

    def matches_of(self, pattern: Pattern, wanted: AbstractSet[str]) -> Iterator[Match[str]]:
        """Those matches of a pattern of whole `words` that are wanted. Most segments have none, and cost little."""
        if not wanted:
            return
        text, compiled = self.text, pattern.compiled
        for number in self.candidates(pattern):
            there = self.words[number] & wanted
            start, end, kind = self._places[number]
            if not there or kind == "code":
                continue
            if len(there) > _FEW:
                found = compiled.finditer(text, start, end)
            else:
                starts = sorted(set(_starts(text, there, start, end)))
                found = filter(None, (compiled.match(text, at, end) for at in starts))
            for match in found:
                if match[0] in there and not self.is_masked(match.start(), match.end()):
                    yield match

    @cached_property
    def _places(self) -> tuple[tuple[int, int, str], ...]:
        """Start, end and kind of each segment: hundreds of patterns ask."""
        return tuple((segment.span.start, segment.span.end, segment.kind) for segment in self.segments)

    def is_masked(self, start: int, end: int) -> bool:
        """Whether the range touches a mask."""
        if not self.masks:
            return False
        starts, ends = self._masked
        at = bisect.bisect_right(starts, start)
        return (at > 0 and ends[at - 1] > start) or (at < len(starts) and starts[at] < end)

    @cached_property
    def _masked(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Where the masks start and end."""
        return tuple(mask.start for mask in self.masks), tuple(mask.end for mask in self.masks)

    def is_named(self, form: str) -> bool:
        """Whether the story's own metadata has the form as a name or as whole words of one."""
        if not self.names or not form.strip():
            return False
        words = re.compile(rf"(?<!\w){re.escape(form.strip())}(?!\w)")
        return any(words.search(name) for name in self.names)

    def before(self, at: int, most: int) -> str:
        """The text before a place, so many code points of it at the most."""
        return self.text[max(0, at - most) : at]

    def after(self, at: int, most: int) -> str:
        """The text from a place on, so many code points of it at the most."""
        return self.text[at : at + most]

    def segment_at(self, offset: int) -> Segment:
        """The segment that holds the offset, else the one before it."""
        return self.segments[self.segment_index(offset)]

    def segment_index(self, offset: int) -> int:
        return max(0, bisect.bisect_right(self._starts, offset) - 1)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(segment.span.start for segment in self.segments)

    @cached_property
    def sentences(self) -> tuple[tuple[Span, ...], ...]:
        """For each segment, its sentences."""
        return tuple(
            tuple(Span(start, end) for start, end in sentences(self.text, segment.span.start, segment.span.end))
            for segment in self.segments
        )

    def sentence_at(self, offset: int) -> Span:
        """The sentence that holds the offset, else the last one that begins before it."""
        index = self.segment_index(offset)
        within = self.sentences[index]
        at = bisect.bisect_right(within, offset, key=lambda span: span.start) - 1
        return within[max(0, at)] if within else self.segments[index].span

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """What stands between quotation marks, marks included; open ones go on where the next segment reopens them."""
        found = []
        for index, segment in enumerate(self.segments):
            after = self.segments[index + 1].span if index + 1 < len(self.segments) else None
            continued = after is not None and begins_with_quotation(self.text, after.start, after.end)
            found += quotations(self.text, segment.span.start, segment.span.end, continued=continued)
        return tuple(Span(start, end) for start, end in found)

    def in_quotation(self, offset: int) -> bool:
        """Whether the offset stands inside quotation marks."""
        at = bisect.bisect_right(self._openings, offset) - 1
        return at >= 0 and self.quotations[at].end > offset

    @cached_property
    def _openings(self) -> tuple[int, ...]:
        return tuple(span.start for span in self.quotations)

    @cached_property
    def word_count(self) -> int:
        return self.count_words(Span(0, len(self.text)))

    @cached_property
    def sentence_count(self) -> int:
        """The sentences of all segments."""
        return sum(map(len, self.sentences))

    def count_words(self, span: Span) -> int:
        """The words that stand in a range."""
        find, total, at = _WORD.compiled.findall, 0, span.start
        while (
            at < span.end
        ):  # part by part, for all words of a long text would take much room; no word holds a line feed
            end = self.text.find("\n", min(at + _PART, span.end), span.end)
            end = span.end if end < 0 else end
            total += len(find(self.text, at, end))
            at = end
        return total

    @cached_property
    def words(self) -> tuple[frozenset[str], ...]:
        """For each segment, its lower-case runs of ASCII letters and digits."""
        text = self.text
        return tuple(_words(text[start:end]) for start, end, _ in self._places)

    def having(self, words: AbstractSet[str]) -> set[int]:
        """The numbers of the segments that have one of these among their `words`."""
        return {number for number, there in enumerate(self.words) if not there.isdisjoint(words)}

    @cached_property
    def all_words(self) -> AbstractSet[str]:
        """The `words` of all segments."""
        return set[str]().union(*self.words)

    def forget_words(self) -> None:
        """Lets go of the words, a third of what a long document takes; whoever asks again waits again."""
        self.__dict__.pop("words", None)
        self.__dict__.pop("all_words", None)

    @cached_property
    def memo(self) -> dict[str, Any]:
        """What rules have worked out about this document and others can use; `once` is the way in."""
        return {}

    def once(self, key: str, work: Callable[[], _Worked]) -> _Worked:
        """What `work` gives, worked out the first time that a rule asks for it under this key.

        It lives as long as the document.
        """
        if key not in self.memo:
            self.memo[key] = work()
        worked: _Worked = self.memo[key]
        return worked

    def raw_span(self, span: Span) -> RawSpan:
        """Where the span stands in the raw file, from its first to its last code point."""
        runs = self.runs
        if not runs:
            return RawSpan(0, 0)
        first = max(0, bisect.bisect_right(runs, span.start, key=lambda run: run.span.start) - 1)
        last = max(first, bisect.bisect_left(runs, span.end, key=lambda run: run.span.start) - 1)
        begin, finish = runs[first], runs[last]
        if span.start >= begin.span.end and first + 1 < len(runs):
            begin = runs[first + 1]
        start = begin.raw.start + (span.start - begin.span.start if begin.verbatim else 0)
        if span.start == span.end and first == last:
            end = start
        else:
            end = finish.raw.start + (span.end - finish.span.start) if finish.verbatim else finish.raw.end
        return RawSpan(start, max(start, end))


@lru_cache(maxsize=512)  # a story is read again for each of its repairs, and most of its lines stay as they are
def _words(line: str) -> frozenset[str]:
    # a set that is made of another is half as large as one that has grown
    return frozenset(set(map(sys.intern, runs(line))))


def _starts(text: str, words: AbstractSet[str], start: int, end: int) -> Iterator[int]:
    """Where the letters of the words stand in a range, inside others, too."""
    for word in words:
        at = text.find(word, start, end)
        while at >= 0:
            yield at
            at = text.find(word, at + 1, end)


_FEW = 4  # words of a segment that are looked for one by one
_NONE: Iterator[Match[str]] = iter(())
_PART = 50_000  # code points whose words are counted at once
_WORD = Pattern(r"[^\W\d_]\w*(?:['’-]+\w+)*")


def plain(text: str, uri: str = "<text>") -> Document:
    """A document over a text that needs no reading: one segment a line."""
    segments = tuple(Segment(Span(match.start(), match.end())) for match in _LINE.compiled.finditer(text))
    runs = (Run(Span(0, len(text)), RawSpan(0, len(text)), verbatim=True),) if text else ()
    return Document(uri, text, text, runs, segments)


_LINE = Pattern(r"[^\s](?:[^\n]*[^\s])?")
