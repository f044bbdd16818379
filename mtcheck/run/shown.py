"""A story as it looks on a page: `shown` gives it with plain spaces and letters and whole sentences, and the way back.

A no-break space looks like a space, a soft hyphen like nothing, a letter of the mathematical alphabets like a letter.
Rules look for plain ones, so whoever writes the others would be read by people and by no rule. So would whoever breaks
a line in the middle of a sentence, where every line is a paragraph.
"""

import bisect
import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mtcheck.core import Document, Edit, Finding, Findings, RawSpan, Run, Segment, Span
from mtcheck.run.examined import portable
from mtcheck.text.alike import ALIKE
from mtcheck.text.lazy import lazy

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0"
_BREAKS = "\x0b\x0c\x85\u2028\u2029"  # spaces in a sentence, as a tab is, and something else between figures
# controls, soft hyphens, joiners, marks of direction, selectors, tags and what Unicode lets no page show
_UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2d7f\ufe00-\ufe0f\ufeff\ufff0-\ufffc\U00013430-\U0001345f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# lines, rings and boxes that are drawn over plain letters and make no other letters of them
_OVER = "\u0305\u0332-\u0338\u033f\u035c-\u0362\u20d0-\u20f0"
# circled, full-width and mathematical letters, and ligatures
_LETTERS = "\u24b6-\u24e9\ufb00-\ufb06\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff"
_ALIKE = "".join(map(chr, ALIKE))
_ODD = lazy(
    rf"(?P<space>(?<=[^\W\d_])(?:[ \t{_SPACES}][{_UNSEEN}]*){{2,8}}(?=[^\W\d_])"
    rf"|[{_SPACES}]|(?<=[^\W\d_])(?:\t|[{_BREAKS}]++)(?=[^\W\d_]))|(?P<letters>[{_LETTERS}]+)"
    rf"|(?P<alike>[{_ALIKE}]+)"
    rf"|[{_UNSEEN}][{_UNSEEN}{_OVER}]*|(?<=[ {_SPACES}])[{_BREAKS}]+|[{_BREAKS}]+(?=[ {_SPACES}])"
    rf"|(?<=[A-Za-z{_ALIKE}{_LETTERS}])[{_OVER}]+"
)
# one of these, or two spaces, is in each match of the one above
_SIGN = lazy(f"[\t{_SPACES}{_BREAKS}{_UNSEEN}{_OVER}{_LETTERS}{_ALIKE}]")
_NOTHING = "\u200b"
_LINE, _WORDS = 100, 3  # code points of a line that are looked at, and words that it has at least
_LONG = 5_000  # code points of lines that are joined, as of a segment
_WORD = 40  # letters of a word that are looked at
_LONGEST = 20_000  # code points of a story that is read once more as a whole; of a longer one, what is around odd signs
_AROUND = 10  # segments on each side of such a place


@dataclass(frozen=True)
class Shown:
    """`document` has plain letters. `starts`: for each of its code points, and its end, the place in the other one.

    `places`: the segments of the other one with odd signs, if only what stands around them is in `document`.
    """

    document: Document
    starts: "array[int]"
    places: tuple[Span, ...] = ()

    def found(self, findings: Iterable[Finding]) -> Findings:
        """The findings where they stand in the story as it is written. Of a part of it, which lacks what stands far
        from odd signs, only those that touch a place with one.
        """
        for finding in map(self.back, findings):
            if not self.places or any(place.overlaps(finding.span) for place in self.places):
                yield finding

    def back(self, finding: Finding) -> Finding:
        """The finding where it stands in the story as it is written."""
        repairs = tuple(
            replace(repair, edits=tuple(Edit(self._span(edit.span), edit.text) for edit in repair.edits))
            for repair in finding.repairs
        )
        return replace(
            finding, span=self._span(finding.span), repairs=repairs, related=tuple(map(self._span, finding.related))
        )

    def _span(self, span: Span) -> Span:
        start = self.starts[span.start]
        return Span(start, self.starts[span.end - 1] + 1 if len(span) else start)


def shown(doc: Document) -> list[Shown]:
    """The document as it looks, a long one in stretches; nothing where it looks as it is written."""
    written = doc.text
    doc, joints = _joined(doc)
    whole = Span(0, len(doc.text))
    if not joints and next(_odd(doc.text, whole), None) is None:
        return []
    doc = portable(doc)  # its raw text is as long as its text
    if len(whole) <= _LONGEST or not doc.segments:
        looks = _shown(doc, written, whole, doc.segments, ())
        return [looks] if looks is not None else []
    each = (
        _shown(doc, written, Span(some[0].span.start, some[-1].span.end), some, places)
        for some, places in _stretches(doc, joints)
    )
    return [looks for looks in each if looks is not None]


def _odd(text: str, stretch: Span) -> Iterator["re.Match[str]"]:
    """Odd signs in a stretch, in order.

    Only lines that hold one, or two spaces, are looked at closely; no match goes on in another line.
    """
    at, sign, spaces = stretch.start, -1, -1
    while at < stretch.end:
        if sign < at:
            found = _SIGN.search(text, at, stretch.end)
            sign = found.start() if found else stretch.end
        if spaces < at:
            spaces = text.find("  ", at, stretch.end)
            spaces = spaces if spaces >= 0 else stretch.end
        if sign == spaces:
            return  # neither is left
        place = min(sign, spaces)
        end = text.find("\n", place, stretch.end)
        end = end if end >= 0 else stretch.end
        yield from _ODD.finditer(text, max(at, text.rfind("\n", at, place) + 1), end)
        at = end + 1


def _stretches(doc: Document, joints: Sequence[int]) -> Iterator[tuple[Sequence[Segment], tuple[Span, ...]]]:
    """Segments with odd signs and those around them, and where among them the odd ones are."""
    places = (*(match.start() for match in _odd(doc.text, Span(0, len(doc.text)))), *joints)
    odd = sorted({doc.segment_index(place) for place in places})
    at = 0
    while at < len(odd):
        last = at
        while last + 1 < len(odd) and odd[last + 1] - odd[last] <= 2 * _AROUND:
            last += 1
        around = doc.segments[max(0, odd[at] - _AROUND) : odd[last] + _AROUND + 1]
        yield around, tuple(doc.segments[number].span for number in odd[at : last + 1])
        at = last + 1


def _shown(
    doc: Document, written: str, stretch: Span, segments: Sequence[Segment], places: tuple[Span, ...]
) -> Shown | None:
    """A stretch of a portable document as it looks; None where it looks as it is `written`."""
    starts = array("q")
    text: list[str] = []
    raw: list[str] = []
    for begin, end, plain in _pieces(doc.text, stretch):
        same = plain is None or len(plain) == end - begin
        starts.extend(range(begin, end) if same else [begin] * len(plain or ""))
        text.append(doc.text[begin:end] if plain is None else plain)
        raw.append(doc.raw[begin:end] if plain is None else plain)
    starts.append(stretch.end)
    whole = "".join(text)
    if not whole or whole == stretch.of(written):
        return None
    masks = (mask for mask in doc.masks if mask.start < stretch.end and mask.end > stretch.start)
    return Shown(
        replace(
            doc,
            text=whole,
            raw="".join(raw),
            runs=(Run(Span(0, len(whole)), RawSpan(0, len(whole)), verbatim=True),),
            segments=tuple(_segments(segments, whole, starts)),
            masks=tuple(span for mask in masks if len(span := _moved(mask, starts))),
        ),
        starts,
        places,
    )


def _joined(doc: Document) -> tuple[Document, list[int]]:
    """The document with lines as one that make one sentence: the first has no end, the second no beginning. And where
    it is joined.
    """
    text, segments = doc.text, doc.segments
    pieces: list[str] = []
    joints: list[int] = []
    made: list[Segment] = []
    at = 0
    for segment in segments:
        last = made[-1] if made else None
        if last is None or not _goes_on(text, last, segment):
            made.append(segment)
            continue
        gap = Span(last.span.end, segment.span.start)
        pieces += (text[at : gap.start], " ", _NOTHING * (len(gap) - 1))
        at = gap.end
        joints.append(gap.start)
        made[-1] = replace(segment, span=Span(last.span.start, segment.span.end))
    if joints:
        doc = replace(doc, text="".join((*pieces, text[at:])), segments=tuple(made))
    return doc, joints


def _goes_on(text: str, first: Segment, second: Segment) -> bool:
    """Whether a sentence goes on from one line into the next."""
    start, end = first.span.end, second.span.start
    while start > first.span.start and not text[start - 1].isprintable():
        start -= 1
    while end < second.span.end and not text[end].isprintable():
        end += 1
    return end < second.span.end and (
        text[end].islower()
        and not text[first.span.start].islower()  # verse, or a list, whose lines have no capitals
        and second.span.end - first.span.start <= _LONG
        and (text[start - 1].isalpha() or text[start - 1] == ",")
        and second.kind == "paragraph"
        and first.kind in ("paragraph", "headline")
        and text.count("\n", start, end) == 1
        and text.count(" ", max(first.span.start, start - _LINE), start) >= _WORDS - 1
    )


def _pieces(text: str, stretch: Span) -> Iterator[tuple[int, int, str | None]]:
    """The ranges of a stretch of a text in order, each with what it looks like; None: as it is written."""
    at = stretch.start
    for match in _odd(text, stretch):
        if at < match.start():
            yield at, match.start(), None
        if match["letters"]:
            for number, one in enumerate(match[0], match.start()):
                yield number, number + 1, unicodedata.normalize("NFKC", one)
        else:
            yield *match.span(), _plain(match)
        at = match.end()
    if at < stretch.end:
        yield at, stretch.end, None


def _plain(match: "re.Match[str]") -> str | None:
    """What odd signs look like: a space, letters, or nothing at all; None: as they are written."""
    if match["space"]:
        return " "
    if match["alike"]:
        return match[0].translate(ALIKE) if _looks_latin(match.string, *match.span()) else None
    return ""


def _looks_latin(text: str, start: int, end: int) -> bool:
    """Whether the word around some letters looks as if all were Latin."""
    first, last = start, end
    while first > max(0, start - _WORD) and text[first - 1].isalpha():
        first -= 1
    while last < min(len(text), end + _WORD) and text[last].isalpha():
        last += 1
    return unicodedata.normalize("NFKC", text[first:last]).translate(ALIKE).isascii()


def _moved(span: Span, starts: "array[int]") -> Span:
    return Span(bisect.bisect_left(starts, span.start), bisect.bisect_left(starts, span.end))


def _segments(segments: Iterable[Segment], text: str, starts: "array[int]") -> Iterator[Segment]:
    for segment in segments:
        span = _moved(segment.span, starts)
        words = span.of(text)
        start = span.start + len(words) - len(words.lstrip())
        if words.strip():
            yield replace(segment, span=Span(start, start + len(words.strip())))


def added(findings: Iterable[Finding], more: Iterable[Finding]) -> Findings:
    """Of `more` the findings at places where the rule has none among `findings`."""
    places: dict[str, list[tuple[int, int]]] = {}
    for finding in findings:
        places.setdefault(finding.rule.id, []).append((finding.span.start, finding.span.end))
    for some in places.values():
        some.sort()
    for finding in more:
        there = places.get(finding.rule.id, [])
        at = bisect.bisect_right(there, (finding.span.start, finding.span.end))
        if not any(
            start <= finding.span.end and finding.span.start <= end for start, end in there[max(0, at - 1) : at + 1]
        ):
            yield finding
