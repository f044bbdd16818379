"""HTML: tags are structure, entities are decoded, and every piece of text keeps its place in the file.

Cost grows with the length, whatever is broken.
"""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from mtcheck.core import Document, RawSpan, Span
from mtcheck.readers.html_signs import NAME, SHOWING, WHITE, Finder, end_in_broken, end_of, shown
from mtcheck.readers.text import Tiling, disjoint, document
from mtcheck.text.lazy import lazy

_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol optgroup option p pre section select"
    " summary table tbody td tfoot th thead title tr ul".split()
)
_KINDS = {
    "h1": "headline", "title": "headline", "h2": "headline", "h3": "headline", "h4": "headline", "h5": "headline",
    "h6": "headline",
    "li": "list-item", "dt": "list-item", "dd": "list-item", "figcaption": "caption", "caption": "caption",
    "td": "table", "th": "table",
    "pre": "code",
}  # fmt: skip
# their end tag may be left out
_HOLDERS = {"ul": ("li", "p"), "ol": ("li", "p"), "dl": ("dt", "dd", "p"), "table": ("td", "th", "caption", "p")}
# not read; but for what scripts and styles hold, it may be for readers
SILENT = frozenset("script style template math bdo".split())
_LITERAL = frozenset({"script", "style"})  # what stands in them is no HTML
_PLAIN = frozenset({"plaintext", "textarea", "title", "xmp"})  # what stands in them is text, whatever it looks like
# to browsers these end at the first end tag of their name, in whatever it stands
_ENDED = _LITERAL | _PLAIN | {"iframe", "noembed", "noframes", "noscript", "plaintext"}  # the last one never
_FOREIGN = frozenset({"svg", "math"})  # here styles and scripts are markup, and any paragraph in them is shown
_AROUND = frozenset({"nav", "footer", "aside"})  # of a page; in an article they belong to it
_STORY = frozenset({"article", "main"})
_INLINE_CODE = frozenset("code kbd samp tt var".split())
_WIDE = lazy(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")  # white space that shows as one space
_ENTITY = lazy(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")
_TAG = lazy(r"<[A-Za-z/]")
_CDATA = "<![CDATA["


@dataclass
class Builder(Tiling):
    """Collects runs; white space collapses as a browser does it, blocks end lines."""

    kinds: list[str] = field(default_factory=list)
    masks: list[Span] = field(default_factory=list)
    # ranges of the raw text that are left out and may be for readers
    unread: list[tuple[int, int]] = field(default_factory=list)
    # ranges of the raw text around the story, each closed by its own end tag, with where their text stands
    around: list[tuple[RawSpan, Span]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._silent = _Open()
        self._code_from: list[int] = []
        self._open = _Open()
        self._inside: Counter[str] = Counter()
        self._around: tuple[str, int, int] | None = None  # the tag, its place, and where its text begins
        self._line_open = False
        self._pending: tuple[int, int] | None = None  # white space not yet known to matter

    @property
    def is_silent(self) -> bool:
        return bool(self._silent.last)

    def start(self, tag: str, offset: int) -> None:
        if tag in SILENT:
            self._silent.push(tag)
        if tag in _BLOCKS:
            self.end_line(offset)
            if tag in _KINDS or tag == "p":
                self._open.push(tag)
            if tag in _AROUND or tag in _STORY:
                self._begin(tag, offset)
        if tag in _INLINE_CODE:
            self._code_from.append(self.at)

    def start_and_end(self, tag: str, offset: int) -> None:
        if tag in _BLOCKS:
            self.end_line(offset)

    def end(self, tag: str, offset: int) -> None:
        if tag in self._silent:
            self._silent.pop_to(tag)
        if tag in _BLOCKS:
            self.end_line(offset)
            if tag in self._open:
                self._open.pop_to(tag)
            elif tag in _HOLDERS:
                while self._open.last in _HOLDERS[tag]:
                    self._open.pop()
            if tag in _AROUND or tag in _STORY:
                self._finish(tag, offset)
        if tag in _INLINE_CODE and self._code_from:
            begin = self._code_from.pop()
            if begin < self.at:
                self.masks.append(Span(begin, self.at))

    def _begin(self, tag: str, offset: int) -> None:
        """Notes a part of the page around the story, unless it stands in one, or in the story."""
        if tag in _STORY:
            self._around = None  # whatever holds a story is none of the page around it
        elif not self._inside.total():
            self._around = tag, offset, self.at
        self._inside[tag] += 1

    def _finish(self, tag: str, offset: int) -> None:
        self._inside[tag] -= self._inside[tag] > 0
        if self._around is not None and self._around[0] == tag and not self._inside.total():
            _, start, at = self._around
            self.around.append((RawSpan(start, offset), Span(at, self.at)))
            self._around = None

    def data(self, start: int, end: int) -> None:
        """Text between two tags."""
        if self._silent.last:
            if self._silent.last not in _LITERAL and start < end:
                self.unread.append((start, end))
            return
        at = start
        for match in _ENTITY.finditer(self.raw, start, end):
            decoded = unescape(match[0])
            if decoded != match[0] and "\n" not in decoded:
                self.words(at, match.start())
                self._put(decoded, match.start(), match.end(), verbatim=False)
                at = match.end()
        self.words(at, end)

    def words(self, start: int, end: int) -> None:
        """Text whose entities, if it has any, are decoded already."""
        whole = self.raw[start:end]
        words = whole.lstrip(WHITE)
        begin = end - len(words)
        self._space(start, begin)
        words = words.rstrip(WHITE)
        at, last = begin, begin + len(words)
        for space in _WIDE.finditer(self.raw, begin, last):
            self._put(self.raw[at : space.start()], at, space.start(), verbatim=True)
            self._space(*space.span())
            at = space.end()
        self._put(self.raw[at:last], at, last, verbatim=True)
        if words:
            self._space(last, end)

    def _space(self, start: int, end: int) -> None:
        if start < end and self._line_open and self._pending is None:
            self._pending = (start, end)

    def _put(self, piece: str, start: int, end: int, *, verbatim: bool) -> None:
        if not piece:
            return
        if self._pending is not None:
            self.add(" ", *self._pending, verbatim=self.raw[slice(*self._pending)] == " ")
            self._pending = None
        if not self._line_open:
            self._line_open = True
            self.kinds.append(self._open.kind)
        self.add(piece, start, end, verbatim=verbatim)

    def kinds_of_lines(self) -> list[str]:
        """The kind of each line that is not blank."""
        lines = [line for line in "".join(self.text).split("\n") if line]
        return [kind for line, kind in zip(lines, self.kinds, strict=True) if line.strip()]

    def end_line(self, offset: int) -> None:
        """What follows stands on a line of its own."""
        self._pending = None
        if self._line_open:
            self.add("\n", offset, offset, verbatim=False)
            self._line_open = False


class _Open:
    """Tags that are open, the innermost last."""

    def __init__(self) -> None:
        self._tags: list[tuple[str, str]] = []  # with the kind of line that stands in it
        self._count: Counter[str] = Counter()

    def __contains__(self, tag: str) -> bool:
        return self._count[tag] > 0

    @property
    def last(self) -> str:
        return self._tags[-1][0] if self._tags else ""

    @property
    def kind(self) -> str:
        return self._tags[-1][1] if self._tags else "paragraph"

    def push(self, tag: str) -> None:
        self._tags.append((tag, _KINDS.get(tag, self.kind)))
        self._count[tag] += 1

    def pop(self) -> str:
        tag, _ = self._tags.pop()
        self._count[tag] -= 1
        return tag

    def pop_to(self, tag: str) -> None:
        while self.pop() != tag:
            pass


def build(raw: str, leave: Sequence[RawSpan] = ()) -> Builder:
    """Walks over the file once, as browsers do. What looks like a tag and has no end, or holds another, is text.
    `leave`: ranges of the raw text whose words are left unread, sorted.
    """
    return _Walk(raw, leave).over()


class _Sign(NamedTuple):
    """A tag, comment or declaration. `close`: where the end tag stands that browsers look for, or -1."""

    start: int
    end: int
    tag: str  # empty for what is no tag
    opens: bool
    close: int


class _Walk:
    """Where a walk over a file has come to."""

    def __init__(self, raw: str, leave: Sequence[RawSpan] = ()) -> None:
        self._raw = raw
        self._builder = Builder(raw)
        self._leave = deque(leave)
        self._find = Finder(raw)
        self._limit = len(raw)  # no tag or comment reaches beyond
        self._broken = 0  # to here a browser takes all for attributes, so nothing begins that would hide what follows
        self._foreign: Counter[str] = Counter()

    def over(self) -> Builder:
        from mtcheck.readers import unread

        raw, builder = self._raw, self._builder
        at = begin = 0  # where to look on, and where the text not yet given begins
        while (at := raw.find("<", at)) >= 0:
            sign = self._sign(at)
            if sign is None:
                at += 1
                continue
            self._data(begin, at)
            if at < self._broken and unread.is_sentence(raw[at : sign.end]):
                builder.unread.append((at, sign.end))
            begin = self._taken(sign)
            if sign.tag in SHOWING:
                builder.unread += shown(raw, at, begin)
            at = begin
        builder.data(begin, len(raw))
        return builder

    def _data(self, start: int, end: int) -> None:
        """Text between two tags, unless it is to be left."""
        while self._leave and self._leave[0].end < end:
            self._leave.popleft()
        if not (self._leave and self._leave[0].start <= start) or self._builder.is_silent:
            self._builder.data(start, end)

    def _sign(self, at: int) -> _Sign | None:
        """What begins at a "<", or None where it is text."""
        raw, find = self._raw, self._find
        if at >= self._limit:
            self._limit = len(raw)
        end, has_tags = end_of(raw, at, find) if at >= self._broken else (end_in_broken(raw, at), False)
        if raw.startswith(_CDATA, at) and self._foreign.total() and (last := find.after("]]>", at)) >= 0:
            end = last + 3
        name = NAME.match(raw, at) if end >= 0 else None
        tag = name[1].lower() if name else ""
        opens = raw[at + 1 : at + 2] != "/"
        close = find.end_tag(tag, end) if tag in _ENDED and opens and tag != "plaintext" else -1
        if has_tags and not (opens and (tag in _ENDED or tag in _FOREIGN)):
            self._broken = max(self._broken, end)
            return None
        is_text = (
            end < 0
            or max(end, close) > self._limit
            or (tag in _LITERAL and close < 0 and self._limit < len(raw))
            or (at < self._broken and (tag in _ENDED or tag in SILENT or not tag))
        )
        return None if is_text else _Sign(at, end, tag, opens, close)

    def _taken(self, sign: _Sign) -> int:
        """Where what follows the sign begins, once the builder knows of it."""
        tag = sign.tag
        if not tag:
            if self._raw.startswith(_CDATA, sign.start):
                self._builder.unread.append((sign.start + len(_CDATA), sign.end - 1))
        elif not sign.opens:
            self._builder.end(tag, sign.start)
            self._foreign[tag] -= self._foreign[tag] > 0
        elif self._raw[sign.end - 2] == "/":
            self._builder.start_and_end(tag, sign.start)
            self._foreign[tag] += tag in _FOREIGN
            if sign.close >= 0:
                self._limit = sign.close
            elif tag in _PLAIN:  # in a page that is no XML all that follows is text
                self._broken = len(self._raw)
        else:
            self._builder.start(tag, sign.start)
            self._foreign[tag] += tag in _FOREIGN
            return self._held(sign)
        return sign.end

    def _held(self, sign: _Sign) -> int:
        """Where what follows an opening tag begins, behind what it holds if that is no HTML."""
        last = sign.close if sign.close >= 0 else len(self._raw)
        if sign.tag in _PLAIN:
            self._builder.data(sign.end, last)
            return last
        if sign.tag in _LITERAL:
            if self._foreign["math"] or (self._foreign["svg"] and _TAG.search(self._raw, sign.end, last)):
                self._builder.unread.append((sign.end, last))
            return sign.close if sign.close >= 0 else sign.end
        if sign.close >= 0:
            self._limit = sign.close
        return sign.end


def read(raw: str, uri: str = "<html>") -> Document:
    """The document of an HTML page: one segment a block, in reading order."""
    builder = build(raw)
    text = "".join(builder.text)
    if builder.around:
        from mtcheck.readers import unread

        builder = build(raw, unread.furniture(builder.around, text))
        text = "".join(builder.text)
    doc = document(raw, text, tuple(builder.runs), uri, builder.kinds_of_lines())
    made = Document(uri, raw, text, doc.runs, doc.segments, escape=escape, masks=disjoint([*doc.masks, *builder.masks]))
    return left_out(made, builder)


def left_out(doc: Document, builder: Builder) -> Document:
    """The document of a page, with what was left out of it and has words."""
    from mtcheck.readers import unread

    pieces = ((start, unescape(builder.raw[start:end])) for start, end in builder.unread)
    doc = unread.with_skipped(doc, ((start, text) for start, text in pieces if unread.is_prose(text)))
    return unread.with_code(
        unread.with_masked(doc, (mask for mask in builder.masks if unread.is_sentence(mask.of(doc.text))))
    )


def escape(text: str) -> str:
    """Text as it has to stand between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\u00a0", "&nbsp;")
