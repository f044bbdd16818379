"""A story as it looks on a page: `shown` gives it with plain spaces and letters, and the way back.

A no-break space looks like a space, a soft hyphen like nothing, a letter of the mathematical alphabets like a letter.
Rules look for plain ones, so whoever writes the others would be read by people and by no rule.
"""

import bisect
import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mtcheck.core import Document, Edit, Finding, RawSpan, Run, Segment, Span
from mtcheck.run.examined import portable
from mtcheck.text.lazy import lazy

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BETWEEN = "\t\x0b\x0c"  # spaces in a sentence, and something else between figures
# controls, soft hyphens, joiners, marks of direction, selectors and tags: nobody sees them
_UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff"
)
_LETTERS = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff"  # full-width and mathematical
_ODD = lazy(rf"(?P<space>[{_SPACES}]|(?<=[^\W\d_])[{_BETWEEN}](?=[^\W\d_]))|(?P<letters>[{_LETTERS}]+)|[{_UNSEEN}]+")


@dataclass(frozen=True)
class Shown:
    """`document` has plain letters. `starts`: for each of its code points, and its end, the place in the other one."""

    document: Document
    starts: "array[int]"

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


def shown(doc: Document) -> Shown | None:
    """The document as it looks; None where it looks as it is written."""
    if _ODD.search(doc.text) is None:
        return None
    doc = portable(doc)  # its raw text is as long as its text
    starts = array("q")
    text: list[str] = []
    raw: list[str] = []
    for begin, end, plain in _pieces(doc.text):
        starts.extend(range(begin, end if plain is None else begin + len(plain)))
        text.append(doc.text[begin:end] if plain is None else plain)
        raw.append(doc.raw[begin:end] if plain is None else plain)
    starts.append(len(doc.text))
    whole = "".join(text)
    if not whole:
        return None
    return Shown(
        replace(
            doc,
            text=whole,
            raw="".join(raw),
            runs=(Run(Span(0, len(whole)), RawSpan(0, len(whole)), verbatim=True),),
            segments=tuple(_segments(doc.segments, whole, starts)),
            masks=tuple(span for mask in doc.masks if len(span := _moved(mask, starts))),
        ),
        starts,
    )


def _pieces(text: str) -> Iterator[tuple[int, int, str | None]]:
    """The ranges of a text in order, each with what it looks like; None: as it is written."""
    at = 0
    for match in _ODD.finditer(text):
        if at < match.start():
            yield at, match.start(), None
        yield *match.span(), _plain(match)
        at = match.end()
    if at < len(text):
        yield at, len(text), None


def _plain(match: "re.Match[str]") -> str:
    """What odd signs look like: one code point for each, or nothing at all."""
    if match["space"]:
        return " "
    if match["letters"]:
        return "".join(plain if len(plain := unicodedata.normalize("NFKC", one)) == 1 else one for one in match[0])
    return ""


def _moved(span: Span, starts: "array[int]") -> Span:
    return Span(bisect.bisect_left(starts, span.start), bisect.bisect_left(starts, span.end))


def _segments(segments: Iterable[Segment], text: str, starts: "array[int]") -> Iterator[Segment]:
    for segment in segments:
        span = _moved(segment.span, starts)
        words = span.of(text)
        start = span.start + len(words) - len(words.lstrip())
        if words.strip():
            yield replace(segment, span=Span(start, start + len(words.strip())))


def added(findings: Iterable[Finding], more: Iterable[Finding]) -> Iterator[Finding]:
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
