"""Plain text: one paragraph a line, or paragraphs of wrapped lines between blank lines."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from mtcheck.core import Document, RawSpan, Run, Segment, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.masks import masks

_BREAK = lazy(r"\r\n|\n|\r")
_LONE_RETURN = lazy(r"\r(?!\n)")
_BULLET = lazy(r"(?:[-•*·▪◦‣]|\d{1,2}[.)]|[a-z]\))\s+\S")
LONGEST = 5_000  # code points of a segment; the longest paragraphs of news have 2,000
WRAP_WIDTHS = range(40, 111)  # columns that people and mail programs wrap at


@dataclass
class Tiling:
    """A text as it is put together, and the runs that tile it. `at`: its length so far, in code points."""

    raw: str
    text: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    at: int = 0

    def add(
        self, piece: str, start: int, end: int, *, verbatim: bool, escape: Callable[[str], str] | None = None
    ) -> None:
        """A piece that was read from `raw[start:end]`; what goes on where the last one ended joins its run."""
        last = self.runs[-1] if self.runs else None
        if last and verbatim and last.verbatim and last.raw.end == start and last.escape == escape:
            self.runs[-1] = Run(Span(last.span.start, self.at + len(piece)), RawSpan(last.raw.start, end), True, escape)
        else:
            self.runs.append(Run(Span(self.at, self.at + len(piece)), RawSpan(start, end), verbatim, escape))
        self.text.append(piece)
        self.at += len(piece)


def read(raw: str, uri: str = "<text>", wrapped: bool | None = None) -> Document:
    """The document of a plain text; the text equals the raw except at line breaks.

    `wrapped`: whether lines between blank lines are one paragraph; None: as the lines look. A repaired text is read as
    it was before.
    """
    lines = list(_lines(raw))
    if wrapped is None:
        wrapped = _is_wrapped([raw[start:end].rstrip() for start, end, _ in lines])
    if not wrapped and not _LONE_RETURN.search(raw):
        whole = (Run(Span(0, len(raw)), RawSpan(0, len(raw)), verbatim=True),) if raw else ()
        return document(raw, raw, whole, uri)
    tiling = Tiling(raw)
    for number, (start, end, stop) in enumerate(lines):
        if start < end:
            tiling.add(raw[start:end], start, end, verbatim=True)
        if stop == end:
            continue
        joined = wrapped and number + 1 < len(lines) and raw[start:end].strip() and _goes_on(raw, lines[number + 1])
        if joined:
            tiling.add(" ", end, stop, verbatim=False)
        elif raw[end:stop] == "\r":
            tiling.add("\n", end, stop, verbatim=False)
        else:
            tiling.add(raw[end:stop], end, stop, verbatim=True)
    return replace(document(raw, "".join(tiling.text), tuple(tiling.runs), uri), wrapped=wrapped)


def document(raw: str, text: str, runs: tuple[Run, ...], uri: str, kinds: Iterable[str] = ()) -> Document:
    """A document whose segments are the lines of `text`; `kinds` names them in order, else their shape tells.

    Endless lines are cut.
    """
    spans = [Span(match.start(), match.end()) for match in _SEGMENT.finditer(text)]
    named = zip(spans, kinds or _kinds(text, spans), strict=True)
    segments = tuple(
        Segment(piece, kind)
        for span, kind in named
        for piece in (_pieces(text, span) if len(span) > LONGEST else (span,))
    )
    masked = tuple(
        Span(start, end)
        for segment in segments
        if segment.kind != "code"
        for start, end in masks(text, segment.span.start, segment.span.end)
    )
    return Document(uri, raw, text, runs, segments, masks=masked)


def _pieces(text: str, line: Span) -> Iterator[Span]:
    """A line in pieces of at most `LONGEST` code points: behind sentences, else between words, else anywhere."""
    start = line.start
    while line.end - start > LONGEST:
        low, high = start + LONGEST // 2, start + LONGEST
        cut = max(text.rfind(stop, low, high) + len(stop) for stop in _STOPS)
        cut = cut if cut > low else text.rfind(" ", low, high)
        cut = cut if cut > low else high
        end = start + len(text[start:cut].rstrip())
        if start < end:
            yield Span(start, end)
        start = cut
        while text[start].isspace():  # the line ends in something else
            start += 1
    yield Span(start, line.end)


_STOPS = (". ", "! ", "? ", '." ', ".” ")


_SEGMENT = lazy(r"\S(?:[^\n]*\S)?")


def _lines(raw: str) -> Iterable[tuple[int, int, int]]:
    """(start, end, end with its line break) of each line."""
    at = 0
    for match in _BREAK.finditer(raw):
        yield at, match.start(), match.end()
        at = match.end()
    if at < len(raw):
        yield at, len(raw), len(raw)


def is_wrapped(text: str) -> bool:
    """Whether lines between blank lines are one paragraph, as far as their lengths tell."""
    return _is_wrapped([line.rstrip() for line in _BREAK.split(text)])


def _is_wrapped(lines: list[str]) -> bool:
    """Whether line breaks inside blocks come from wrapping: every broken line is too full to take the next word."""
    width = max(map(len, lines), default=0)
    if width not in WRAP_WIDTHS or "" not in lines:
        return False
    joins = [
        (line, after)
        for line, after in zip(lines, lines[1:], strict=False)
        if line and after and not _BULLET.match(after)
    ]
    full = sum(len(line) + 1 + len(after.split()[0]) > width for line, after in joins)
    return len(joins) >= 2 and full >= 0.9 * len(joins)


def _goes_on(raw: str, line: tuple[int, int, int]) -> bool:
    content = raw[line[0] : line[1]].strip()
    return bool(content) and not _BULLET.match(content)


def _kinds(text: str, spans: list[Span]) -> list[str]:
    kinds = ["list-item" if _BULLET.match(text, span.start, span.end) else "paragraph" for span in spans]
    for index, kind in enumerate(kinds):  # a single bullet among paragraphs is a dash of speech or a stray number
        near = kinds[max(0, index - 1) : index] + kinds[index + 1 : index + 2]
        if kind == "list-item" and "list-item" not in near:
            kinds[index] = "paragraph"
    for index, span in enumerate(spans[:3]):
        line = span.of(text)
        if len(spans) > index + 1 and 2 <= len(line.split()) <= 18 and len(line) <= 130 and line[-1] not in ".:;,…":
            kinds[index] = "headline"
            break
        if len(line.split()) >= 3:
            break
    return kinds


def disjoint(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap made one, empty ones left out."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        elif len(span):
            found.append(span)
    return tuple(found)
