"""Text inside a file of another format: `Piece` is a decoded value with its way back, `compose` joins two ways, `Story`
makes a document of pieces.
"""

import bisect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape

from mtcheck.core import Document, RawSpan, Run, Segment, Span
from mtcheck.readers import unread
from mtcheck.readers.html import Builder, build
from mtcheck.readers.html import escape as html_escape
from mtcheck.readers.text import disjoint, document
from mtcheck.text.lazy import lazy
from mtcheck.text.words import either

Escape = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A decoded value: a title, a body.

    `runs` tile its text and lead to the raw file; each says how the file writes new text there.
    """

    text: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Nested:
    """Writes text as the inner format wants it, and that as the outer one does: `<` as `&amp;lt;` in escaped HTML."""

    inner: Escape
    outer: Escape

    def __call__(self, text: str) -> str:
        return self.outer(self.inner(text))


@lru_cache(maxsize=64)
def _nested(inner: Escape | None, outer: Escape | None) -> Escape | None:
    return Nested(inner, outer) if inner and outer else inner or outer


def compose(inner: Sequence[Run], outer: Sequence[Run], escape: Escape | None = None) -> list[Run]:
    """Runs from a text to the raw file, of runs from that text to a decoded value (`inner`) and from the value to the
    file (`outer`).

    `escape` is the inner format's. What has no place of its own in the file (half of an entity, an entity with markup
    inside) gets an empty raw range, so that no edit is carried there.
    """
    out: list[Run] = []
    at = 0
    end, own = (outer[0].raw.start, outer[0].escape) if outer else (0, None)
    for run in inner:
        begin, stop = run.raw.start, run.raw.end
        while at < len(outer) and outer[at].span.end <= begin:
            at += 1
        if begin == stop:
            out.append(Run(run.span, RawSpan(end, end), False, _nested(escape, own)))
        elif run.verbatim:
            _verbatim(out, run, outer, at, escape)
        else:
            out.append(_whole(run, outer, at, escape))
        end = max(end, out[-1].raw.end)
        if begin < stop:
            own = outer[at].escape
    return out


def _verbatim(out: list[Run], run: Run, outer: Sequence[Run], at: int, escape: Escape | None) -> None:
    """Appends the parts of a verbatim run, one for each outer run."""
    begin, stop = run.raw.start, run.raw.end
    while begin < stop:
        under = outer[at]
        end = min(stop, under.span.end)
        span = Span(run.span.start + begin - run.raw.start, run.span.start + end - run.raw.start)
        if under.verbatim:
            raw = RawSpan(under.raw.start + begin - under.span.start, under.raw.start + end - under.span.start)
        elif begin == under.span.start and end == under.span.end:
            raw = under.raw
        else:  # half of an entity that stands for two characters
            place = under.raw.start if begin == under.span.start else under.raw.end
            raw = RawSpan(place, place)
        _append(out, Run(span, raw, under.verbatim, _nested(escape, under.escape)))
        begin, at = end, at + 1


def _append(out: list[Run], run: Run) -> None:
    last = out[-1] if out else None
    if (
        last
        and last.verbatim
        and run.verbatim
        and last.raw.end == run.raw.start
        and last.escape == run.escape
        and last.span.end == run.span.start
    ):
        out[-1] = Run(Span(last.span.start, run.span.end), RawSpan(last.raw.start, run.raw.end), True, run.escape)
    else:
        out.append(run)


def _whole(run: Run, outer: Sequence[Run], at: int, escape: Escape | None) -> Run:
    """A run that maps as a whole, over the outer runs under it."""
    begin, stop = run.raw.start, run.raw.end
    first, last = outer[at], outer[at]
    joined = first.verbatim or begin == first.span.start
    while last.span.end < stop:
        at += 1
        joined = joined and last.raw.end == outer[at].raw.start
        last = outer[at]
    joined = joined and (last.verbatim or stop == last.span.end)
    start = (
        first.raw.start + (begin - first.span.start)
        if first.verbatim
        else first.raw.start
        if begin == first.span.start
        else first.raw.end
    )
    end = last.raw.start + (stop - last.span.start) if last.verbatim else last.raw.end
    return Run(run.span, RawSpan(start, end if joined else start), False, _nested(escape, first.escape))


_PARAGRAPHS = lazy(r"\n[ \t\r]*\n\s*")
_LINES = lazy(r"\n\s*")
_HTML = lazy(
    rf"<!--|</?(?:{either('pieces: tags')})\b[^<>]*>|&(?:#\d{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}"
    rf"|[A-Za-z][A-Za-z0-9]{{1,30}});",
    re.IGNORECASE,
)


def is_html(text: str) -> bool:
    """Whether a value that may be either is HTML: it has a known tag or an entity."""
    return any(match[0][0] == "<" or unescape(match[0]) != match[0] for match in _HTML.finditer(text))


class Story:
    """Collects the pieces of a story; `document` puts them in the order of the file."""

    def __init__(self, raw: str, uri: str) -> None:
        self.raw = raw
        self.uri = uri
        self._parts: list[_Part] = []
        self._unread: list[tuple[int, str]] = []

    def plain(self, piece: Piece, kind: str = "paragraph", source: str | None = None, *, lines: bool = False) -> None:
        """Adds a plain text: blank lines part paragraphs; with `lines` every line is one."""
        builder = Builder(piece.text)
        at = 0
        for gap in (_LINES if lines else _PARAGRAPHS).finditer(piece.text):
            builder.words(at, gap.start())
            builder.end_line(gap.start())
            at = gap.end()
        builder.words(at, len(piece.text))
        self.add(builder, piece, kind, source)

    def html(self, piece: Piece, kind: str = "paragraph") -> None:
        """Adds a text in HTML; `kind` is the kind of its paragraphs."""
        self.add(build(piece.text), piece, kind, escape=html_escape)

    def either(self, piece: Piece, kind: str = "paragraph") -> None:
        """Adds a text that is HTML if it looks so."""
        if is_html(piece.text):
            self.html(piece, kind)
        else:
            self.plain(piece, kind)

    def add(
        self, builder: Builder, piece: Piece, kind: str, source: str | None = None, *, escape: Escape | None = None
    ) -> None:
        """Adds what was built over the piece's text."""
        text = "".join(builder.text)
        self._unread += ((_place(piece, start), unescape(piece.text[start:end])) for start, end in builder.unread)
        if text.strip():
            kinds = [kind if one == "paragraph" else one for one in builder.kinds_of_lines()]
            runs = compose(builder.runs, piece.runs, escape)
            self._parts.append(_Part(text.removesuffix("\n"), runs, kinds, builder.masks, source))

    def document(self, id: str = "", names: Sequence[str] = (), notes: tuple[str, ...] = ()) -> Document:
        """The story. `names`: what its metadata says that people, places and bodies are called."""
        text: list[str] = []
        runs: list[Run] = []
        kinds: list[str] = []
        masks: list[Span] = []
        sources: list[str | None] = []
        at = 0
        for part in sorted(self._parts, key=lambda part: part.runs[0].raw.start):
            if runs:
                end = runs[-1].raw.end
                runs.append(Run(Span(at, at + 1), RawSpan(end, end), False, runs[-1].escape))
                text.append("\n")
                at += 1
            size = len(part.text)
            runs += (
                Run(_moved(run.span, at), run.raw, run.verbatim, run.escape)
                for run in part.runs
                if run.span.start < size
            )
            masks += (_moved(mask, at) for mask in part.masks)
            kinds += part.kinds
            sources += [part.source] * len(part.kinds)
            text.append(part.text)
            at += size
        doc = document(self.raw, "".join(text), tuple(runs), self.uri, kinds)
        segments = _with_sources(doc, sources) if any(source is not None for source in sources) else doc.segments
        known = tuple(dict.fromkeys(" ".join(name.split()) for name in names if len(name.strip()) > 1))
        doc = replace(
            doc, id=id.strip(), segments=segments, masks=disjoint([*doc.masks, *masks]), names=known, notes=notes
        )
        doc = unread.with_skipped(doc, ((at, text) for at, text in self._unread if unread.is_prose(text)))
        return unread.with_code(
            unread.with_masked(doc, (mask for mask in masks if unread.is_sentence(mask.of(doc.text))))
        )


def _place(piece: Piece, at: int) -> int:
    """Where a place of a piece stands in the raw file."""
    number = bisect.bisect_right(piece.runs, at, key=lambda run: run.span.start) - 1
    run = piece.runs[max(0, number)]
    return run.raw.start + (at - run.span.start if run.verbatim else 0)


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    runs: list[Run]
    kinds: list[str]
    masks: list[Span]
    source: str | None


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _with_sources(doc: Document, sources: Sequence[str | None]) -> tuple[Segment, ...]:
    """The segments with the source of the line that each stands in."""
    found: list[Segment] = []
    line, at = 0, 0
    for segment in doc.segments:
        line += bool(found) and "\n" in doc.text[at : segment.span.start]
        at = segment.span.end
        found.append(replace(segment, source=sources[line]))
    return tuple(found)
