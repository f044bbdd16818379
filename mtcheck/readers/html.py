"""HTML: tags are structure, entities are decoded, and every piece of text keeps its place in the file."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from mtcheck.core import Document, RawSpan, Run, Span
from mtcheck.readers.text import document
from mtcheck.text.lazy import lazy

_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header "
    "hr html legend li main menu nav ol optgroup option p pre section select summary table tbody td tfoot th thead title tr ul".split()
)
_KINDS = {
    "h1": "headline", "title": "headline", "h2": "headline", "h3": "headline", "h4": "headline", "h5": "headline", "h6": "headline",
    "li": "list-item", "dt": "list-item", "dd": "list-item", "figcaption": "caption", "caption": "caption", "td": "table", "th": "table",
    "pre": "code",
}  # fmt: skip
_HOLDERS = {"ul": ("li", "p"), "ol": ("li", "p"), "dl": ("dt", "dd", "p"), "table": ("td", "th", "caption", "p")}  # their end tag may be left out
_SILENT = frozenset("script style template noscript textarea svg math iframe object canvas".split())
_INLINE_CODE = frozenset("code kbd samp tt var".split())
_SPACE = lazy(r"[ \t\r\n\f]+")
_ENTITY = lazy(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")


@dataclass
class _Builder(HTMLParser):
    """Collects runs; white space collapses as a browser does it, blocks end lines."""

    raw: str
    text: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    masks: list[Span] = field(default_factory=list)
    at: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self._silent: list[str] = []
        self._code_from: list[int] = []
        self._open: list[str] = []
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", self.raw))]
        self._line_open = False
        self._pending: tuple[int, int] | None = None  # white space not yet known to matter

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        if tag in _BLOCKS:
            self._end_line(self._offset())
            if tag in _KINDS or tag == "p":
                self._open.append(tag)
        if tag in _INLINE_CODE:
            self._code_from.append(self.at)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._end_line(self._offset())

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            while self._silent and self._silent.pop() != tag:
                pass
        if tag in _BLOCKS:
            self._end_line(self._offset())
            if tag in self._open:
                while self._open and self._open.pop() != tag:
                    pass
            elif tag in _HOLDERS:
                while self._open and self._open[-1] in _HOLDERS[tag]:
                    self._open.pop()
        if tag in _INLINE_CODE and self._code_from:
            begin = self._code_from.pop()
            if begin < self.at:
                self.masks.append(Span(begin, self.at))

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        start = self._offset()
        at = 0
        for space in _SPACE.finditer(data):
            self._put(data[at : space.start()], start + at, start + space.start(), verbatim=True)
            if self._line_open and self._pending is None:
                self._pending = (start + space.start(), start + space.end())
            at = space.end()
        self._put(data[at:], start + at, start + len(data), verbatim=True)

    def handle_entityref(self, name: str) -> None:
        self._entity()

    def handle_charref(self, name: str) -> None:
        self._entity()

    def _entity(self) -> None:
        if self._silent:
            return
        start = self._offset()
        match = _ENTITY.match(self.raw, start)
        if match is None:
            return
        decoded = unescape(match[0])
        if decoded == match[0] or "\n" in decoded:
            self._put(match[0], start, match.end(), verbatim=True)
        else:
            self._put(decoded, start, match.end(), verbatim=False)

    def _put(self, piece: str, start: int, end: int, *, verbatim: bool) -> None:
        if not piece:
            return
        if self._pending is not None:
            self._append(" ", *self._pending, verbatim=self.raw[slice(*self._pending)] == " ")
            self._pending = None
        if not self._line_open:
            self._line_open = True
            self.kinds.append(next((_KINDS[tag] for tag in reversed(self._open) if tag in _KINDS), "paragraph"))
        self._append(piece, start, end, verbatim=verbatim)

    def _append(self, piece: str, start: int, end: int, *, verbatim: bool) -> None:
        last = self.runs[-1] if self.runs else None
        if last and verbatim and last.verbatim and last.raw.end == start:
            self.runs[-1] = Run(Span(last.span.start, self.at + len(piece)), RawSpan(last.raw.start, end), verbatim=True)
        else:
            self.runs.append(Run(Span(self.at, self.at + len(piece)), RawSpan(start, end), verbatim))
        self.text.append(piece)
        self.at += len(piece)

    def _end_line(self, offset: int) -> None:
        self._pending = None
        if self._line_open:
            self._append("\n", offset, offset, verbatim=False)
            self._line_open = False


def read(raw: str, uri: str = "<html>") -> Document:
    """The document of an HTML page: one segment a block, in reading order."""
    builder = _Builder(raw)
    builder.feed(raw)
    builder.close()
    text = "".join(builder.text)
    kinds = builder.kinds
    lines = [line for line in text.split("\n") if line]
    kept = [kind for line, kind in zip(lines, kinds, strict=True) if line.strip()]
    doc = document(raw, text, tuple(builder.runs), uri, kept)
    masks = sorted({*doc.masks, *builder.masks})
    return Document(uri, raw, text, doc.runs, doc.segments, escape=escape, masks=_disjoint(masks))


def _disjoint(spans: list[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for span in spans:
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def escape(text: str) -> str:
    """Text as it has to stand between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\u00a0", "&nbsp;")
