"""Markdown: markdown-it finds the blocks, our own scan the inline marks, which it gives no places for."""

import re
from collections.abc import Iterator

from mtcheck.core import Document, RawSpan, Run, Span
from mtcheck.readers import front_matter, html, unread
from mtcheck.readers.pieces import Escape, compose
from mtcheck.readers.text import Tiling, disjoint, document
from mtcheck.text.lazy import lazy

_KINDS = {
    "heading_open": "headline",
    "list_item_open": "list-item",
    "fence": "code",
    "code_block": "code",
    "html_block": "html",
}
# of a link; everything has a limit here, so that cost stays linear
_TARGET = r"\([^()\n]*(?:\([^()\n]*\)[^()\n]*){0,9}\)"
_CONTAINERS = ("blockquote_close", "list_item_close")
_INLINE = lazy(
    rf"(?P<code>`+)(?P<inside>.{{1,2000}}?)(?P=code)|!\[(?P<alt>[^\]\n]{{0,400}})\]{_TARGET}"
    rf"|(?<!!)\[(?P<label>[^\[\]\n]{{1,1000}})\](?:{_TARGET}|\[[^\]\n]{{0,200}}\])"
    r"|<(?P<auto>(?:https?|mailto):[^<>\s]+)>|(?P<tag></?[A-Za-z][\w-]*(?:\s[^<>\n]{0,400})?/?>|<!--.{0,2000}?-->)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<strong>\*\*|__|~~)|(?P<star>(?<![\s*])\*(?!\*)|\*(?![\s*]))"
    r"|(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_])|(?P<entity>&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);)"
)
_PREFIX = lazy(r"(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]?)*[ \t]*(?:#{1,6}[ \t]+)?")
_FENCE = lazy(r"`{3,}|~{3,}")
_RULE = lazy(r"\s*(?:=+|-{2,}|\*{3,}|_{3,})\s*$")


def read(raw: str, uri: str = "<markdown>") -> Document:
    """The document of a Markdown text: one segment a block; without emphasis marks, addresses and HTML."""
    out = _Text(raw)
    front = front_matter.front_matter(raw)
    for kind, start, end in front.read:
        out.begin(kind)
        out.value(start, end)
    left: list[tuple[int, str]] = [*front.unread]
    for kind, lines in _blocks(raw, front.end):
        if kind == "html":
            left += out.html(lines)
            continue
        out.begin(kind)
        for number, (start, end) in enumerate(lines):
            if number:
                out.space(lines[number - 1][1], start)
            out.line(start, end, verbatim=kind == "code")
    text, runs, kinds, masks = out.finish()
    doc = document(raw, text, runs, uri, kinds)
    made = Document(uri, raw, text, doc.runs, doc.segments, masks=disjoint([*doc.masks, *masks]))
    made = unread.with_skipped(made, ((start, text) for start, text in left if unread.is_prose(text)))
    return unread.with_code(unread.with_masked(made, (mask for mask in masks if unread.is_sentence(mask.of(text)))))


def _blocks(raw: str, skip: int) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """(kind, lines without their prefixes) of every leaf block."""
    from markdown_it import MarkdownIt

    lines = _Lines(raw)
    stack: list[str] = []
    empty: list[list[int] | None] = []  # for each open block its lines, until something readable is met in it
    row, seen = -1, 0  # the line of the last cell of a table, and how far it was read
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])  # inline marks are ours
    for token in parser.parse(lines.after(skip)):
        if token.nesting == 1:
            stack.append(token.type)
            empty.append(token.map)
        elif token.nesting == -1 and stack:
            stack.pop()
            unread = empty.pop()
            if unread is not None and token.type in _CONTAINERS:  # nested deeper than the parser goes
                for line in lines.content(range(*unread)):
                    empty = [None] * len(empty)
                    yield "list-item" if token.type == "list_item_close" else "paragraph", [line]
        if token.map is None or token.type not in ("inline", "fence", "code_block", "html_block"):
            continue
        empty = [None] * len(empty)
        kind = _KINDS.get(token.type) or _kind(stack)
        if kind == "table":
            first = token.map[0]
            cell = token.content.replace("|", "\\|")
            row, seen = first, seen if row == first else 0
            at = max(seen, lines.said[first].find(cell, seen))
            seen = min(at + len(cell), len(lines.said[first]))
            yield kind, [(lines.places[first] + at, lines.places[first] + seen)]
            continue
        found = list(lines.of(range(*token.map), kind, fenced=token.type == "fence"))
        if found:
            yield kind, found


def _kind(stack: list[str]) -> str:
    """What the innermost block that says so makes of a line."""
    held = next((name for name in reversed(stack) if name in _KINDS or name in ("th_open", "td_open")), "")
    return _KINDS.get(held, "table") if held else "paragraph"


class _Lines:
    """The lines of a text without their ends, and where each begins."""

    def __init__(self, raw: str) -> None:
        whole = list(re.finditer(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z", raw))
        self.places = [match.start() for match in whole]
        self.said = [match[0].rstrip("\r\n") for match in whole]

    def after(self, skip: int) -> str:
        """The text with blank lines for those that begin before `skip`."""
        pairs = zip(self.said, self.places, strict=True)
        return "\n".join(line if begin >= skip else "" for line, begin in pairs)

    def of(self, numbers: range, kind: str, *, fenced: bool) -> Iterator[tuple[int, int]]:
        """Where the text of a block's lines stands, without what marks the block; code has no marks."""
        if fenced:
            last = numbers.stop - _is_closed(self.said[numbers.start], self.said[numbers.stop - 1])
            numbers = range(numbers.start + 1, max(numbers.start + 1, last))
        for number in range(numbers.start, min(numbers.stop, len(self.said))):
            begin, end = self._prefix(number) if kind != "code" else 0, len(self.said[number].rstrip())
            underline = kind == "headline" and number > numbers.start and _RULE.match(self.said[number])
            if begin < end and not underline:
                yield self.places[number] + begin, self.places[number] + end

    def content(self, numbers: range) -> Iterator[tuple[int, int]]:
        """Where the text of lines stands, without marks and bullets before it; not of lines without letters."""
        for number in range(numbers.start, min(numbers.stop, len(self.said))):
            begin = self._prefix(number)
            if any(map(str.isalpha, self.said[number][begin:])):
                yield self.places[number] + begin, self.places[number] + len(self.said[number].rstrip())

    def _prefix(self, number: int) -> int:
        prefix = _PREFIX.match(self.said[number])
        return prefix.end() if prefix else 0


def _is_closed(first: str, last: str) -> bool:
    """Whether the last line of a fence ends it; one that is never closed runs to the end, and that line is text."""
    fence = _FENCE.match(_PREFIX.sub("", first, count=1))
    return fence is not None and _PREFIX.sub("", last, count=1).strip().startswith(fence[0])


class _Text(Tiling):
    """Collects text and runs."""

    def __init__(self, raw: str) -> None:
        super().__init__(raw)
        self.kinds: list[str] = []
        self.masks: list[Span] = []
        self._kind = ""
        self._written = True
        self._last = 0

    def begin(self, kind: str) -> None:
        if self.text and self._written:
            self.add("\n", self._last, self._last, verbatim=False)
        self._kind, self._written = kind, False

    def space(self, start: int, end: int) -> None:
        if self._written:
            if self._kind == "code":
                self.add("\n", start, end, verbatim=False)
                self._written = False
            else:
                self.add(" ", start, end, verbatim=False)

    def value(self, start: int, end: int) -> None:
        """Adds a value of the front matter."""
        self._open()
        self.add(self.raw[start:end], start, end, verbatim=True, escape=front_matter.escape)

    def line(self, start: int, end: int, *, verbatim: bool) -> None:
        at = start
        for mark in _INLINE.finditer(self.raw, start, end) if not verbatim else ():
            self._put(at, mark.start())
            if mark["code"]:
                begin = self.at
                self._put(*mark.span("inside"))
                self.masks.append(Span(begin, self.at))
            elif mark["label"] is not None:
                self.line(*mark.span("label"), verbatim=False)
            elif mark["alt"] is not None:
                self._put(*mark.span("alt"))
            elif mark["auto"] is not None:
                self._put(*mark.span("auto"))
            elif mark["escaped"] is not None:
                self._put(*mark.span("escaped"))
            elif mark["entity"] is not None:
                self._entity(mark)
            at = mark.end()
        self._put(at, end)

    def _entity(self, mark: "re.Match[str]") -> None:
        from html import unescape

        decoded = unescape(mark[0])
        if decoded == mark[0] or "\n" in decoded:
            self._put(*mark.span())
        else:
            self._open()
            self.add(decoded, *mark.span(), verbatim=False)

    def _put(self, start: int, end: int) -> None:
        if start < end:
            self._open()
            self.add(self.raw[start:end], start, end, verbatim=True)

    def _open(self) -> None:
        if not self._written:
            self.kinds.append(self._kind)
            self._written = True

    def add(self, piece: str, start: int, end: int, *, verbatim: bool, escape: Escape | None = None) -> None:
        super().add(piece, start, end, verbatim=verbatim, escape=escape)
        self._last = end

    def html(self, lines: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
        """Adds a block of HTML, as a page shows it.

        Gives the pieces that are left out: where they begin, and what they say.
        """
        from html import unescape

        if not lines:
            return
        pieces: list[str] = []
        outer: list[Run] = []
        at = 0
        for number, (start, end) in enumerate(lines):
            if number:
                outer.append(Run(Span(at, at + 1), RawSpan(lines[number - 1][1], start), verbatim=False))
                pieces.append("\n")
                at += 1
            outer.append(Run(Span(at, at + end - start), RawSpan(start, end), verbatim=True))
            pieces.append(self.raw[start:end])
            at += end - start
        builder = html.build("".join(pieces))
        builder.end_line(at)
        inner = "".join(builder.text).removesuffix("\n")
        size, kinds = len(inner), iter(builder.kinds_of_lines())
        runs = [run for run in compose(builder.runs, outer, html.escape) if run.span.end <= size]
        first = True
        for run in runs:
            text = inner[run.span.start : run.span.end]
            if first or text == "\n":
                self.begin(next(kinds, "paragraph"))
                first = False
                if text == "\n":
                    continue
            self._open()
            self.add(text, run.raw.start, run.raw.end, verbatim=run.verbatim, escape=run.escape)
        yield from ((outer[0].raw.start, unescape(builder.raw[start:end])) for start, end in builder.unread)

    def finish(self) -> tuple[str, tuple[Run, ...], list[str], list[Span]]:
        text = "".join(self.text)
        kinds = [
            kind
            for line, kind in zip((line for line in text.split("\n") if line), self.kinds, strict=True)
            if line.strip()
        ]
        return text, tuple(self.runs), kinds, self.masks
