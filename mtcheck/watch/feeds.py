"""Cuts the raw text of a feed into its items: `cut` gives a `Cut`, which puts some of them together again, everything
else byte for byte.

Items are the `<item>`s of RSS, the `<entry>`s of Atom and the members of `items` in a JSON Feed. An item can stand
alone, in a feed of its own that has the head and the tail of the whole, so that what is decided about it depends on no
other item.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from xml.parsers import expat

from mtcheck.core import Document, Span
from mtcheck.errors import InputError
from mtcheck.readers.markup_faults import source
from mtcheck.readers.markup_xml import DEEPEST

XML, JSON = ".xml", ".json"
FORMATS = frozenset({"rss", "atom", "jsonfeed"})
_ITEMS = {("rss", "channel", "item"), ("feed", "entry"), ("RDF", "item")}
_LARGEST = 4_000_000_000  # code points of all items with the head and the tail of the feed around each of them


@dataclass(frozen=True)
class Cut:
    """The pieces of a feed: head, then a gap and an item in turn, then the tail.

    `ending`: of its file name, which tells XML from JSON.
    """

    ending: str
    head: str
    gaps: tuple[str, ...]
    items: tuple[str, ...]
    tail: str

    def alone(self, item: str) -> str:
        """The feed with this one item."""
        return f"{self.head}{item}{self.tail}"

    def inside(self, alone: str) -> str:
        """The item in a feed of its own, as `alone` made it.

        Raises ValueError where anything else than the item has changed.
        """
        if not (
            alone.startswith(self.head) and alone.endswith(self.tail) and len(alone) >= len(self.head) + len(self.tail)
        ):
            raise ValueError("the feed around the item has changed")
        return alone[len(self.head) : len(alone) - len(self.tail)]

    def joined(self, kept: Sequence[str | None], notes: Sequence[str] = ()) -> str:
        """The feed with an item, perhaps another text of it, or none in each place; `notes`, one an item, stand with
        the items for people.
        """
        parts = [self.head]
        first = True
        for number, (gap, item) in enumerate(zip(self.gaps, kept, strict=True)):
            if item is None:
                # what stands between two items of an Atom feed belongs to the feed
                parts.append(gap if gap.strip(" \t\r\n,") else "")
                continue
            if self.ending == JSON and first:
                gap = gap.replace(",", "")
            first = False
            parts.append(_noted(self.ending, gap, item, notes[number]) if notes else gap + item)
        return "".join([*parts, self.tail])


def _noted(ending: str, gap: str, item: str, note: str) -> str:
    """The item with a note for people: a comment before it in XML, a member `_mtcheck` in JSON."""
    if ending == XML:
        said = "".join(char if char.isprintable() else " " for char in note)
        return f"{gap}<!-- mtcheck: {re.sub('-(?=-|$)', '- ', said)} -->{gap if not gap.strip() else ''}{item}"
    if not item.startswith("{"):
        return gap + item
    rest = item[1:].lstrip()
    return (
        f'{gap}{{"_mtcheck": {{"reason":'
        f" {json.dumps(note, ensure_ascii=True)}}}{'' if rest.startswith('}') else ', '}{rest}"
    )


def cut(text: str, name: str, format: str) -> Cut:
    """The pieces of a feed in one of `FORMATS`. Raises InputError for one that is broken."""
    found = _json(text, name) if format == "jsonfeed" else _xml(text, name)
    if (len(found.head) + len(found.tail)) * len(found.items) > _LARGEST:
        raise InputError(
            f"{name} has {len(found.head) + len(found.tail):,} characters around its {len(found.items):,} items; it is"
            " not a sensible feed."
        )
    return found


def converted(name: str, documents: Iterable[Document]) -> str:
    """A JSON Feed with the text of stories from a format that has no items to cut out."""
    items = []
    for number, doc in enumerate(documents, 1):
        title = next((segment.span for segment in doc.segments if segment.kind == "headline"), Span(0, 0))
        body = [segment.span.of(doc.text) for segment in doc.segments if segment.span != title]
        items.append({"id": doc.id or str(number), "title": title.of(doc.text), "content_text": "\n\n".join(body)})
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": name, "items": items}
    return f"{json.dumps(feed, ensure_ascii=True, indent=1)}\n"


def _pieces(
    ending: str, head_end: int, ranges: Sequence[tuple[int, int]], piece: Callable[[int, int], str], end: int
) -> Cut:
    """`piece` gives the text of a range."""
    starts = [head_end, *(stop for _, stop in ranges)]
    gaps = tuple(piece(before, start) for before, (start, _) in zip(starts, ranges, strict=False))
    return Cut(ending, piece(0, head_end), gaps, tuple(piece(*span) for span in ranges), piece(starts[-1], end))


def _json(text: str, name: str) -> Cut:
    from mtcheck.readers._json import Array, Object, String, tree

    whole = tree(text, name)
    held = whole.members.get("items") if isinstance(whole, Object) else None
    if not isinstance(held, Array):
        raise InputError(f"{name} is not a JSON Feed; it has no “items”.")
    # the range of a string is what stands between its quotation marks
    quotes = [isinstance(item, String) for item in held.items]
    ranges = [(item.start - quoted, item.end + quoted) for item, quoted in zip(held.items, quotes, strict=True)]
    return _pieces(JSON, held.start + 1, ranges, lambda start, end: text[start:end], len(text))


def _xml(text: str, name: str) -> Cut:
    places = _Places(text, name)
    try:
        places.parser.Parse(places.data, True)
    except expat.ExpatError as error:
        raise InputError(
            f"{name} is not well-formed XML: {expat.ErrorString(error.code)} in line {error.lineno}; ask its sender to"
            " correct it."
        ) from None
    data = text.encode("utf-8")  # as long as what the parser was given
    head = len(data[: places.ranges[0][0]].rstrip()) if places.ranges else len(data)
    return _pieces(XML, head, places.ranges, lambda start, end: data[start:end].decode("utf-8"), len(data))


class _Places:
    """Where the items of a feed stand in its UTF-8 bytes. What the readers of RSS and Atom forgive is forgiven here."""

    def __init__(self, text: str, name: str) -> None:
        self.data = source(text, name, lenient=True).data
        self.ranges: list[tuple[int, int]] = []
        self._name = name
        self._path: list[str] = []
        self._start = 0
        self.parser = expat.ParserCreate("UTF-8")
        self.parser.UseForeignDTD(True)  # an entity that nobody declares is no error
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end

    def _begin(self, tag: str, _: object) -> None:
        self._path.append(tag.rpartition(":")[2])
        if len(self._path) > DEEPEST:
            raise InputError(f"{self._name} nests more than {DEEPEST} elements; mtcheck reads no such file.")
        if len(self._path) <= 3 and tuple(self._path) in _ITEMS:
            self._start = self.parser.CurrentByteIndex

    def _end(self, _: str) -> None:
        if len(self._path) <= 3 and tuple(self._path) in _ITEMS:
            opened = self._end_of_tag(self._start)
            empty = self.data[opened - 2 : opened] == b"/>"
            self.ranges.append((self._start, opened if empty else self._end_of_tag(self.parser.CurrentByteIndex)))
        self._path.pop()

    def _end_of_tag(self, start: int) -> int:
        tag = _TAG.match(self.data, start)
        assert tag is not None  # the parser has read it
        return tag.end()

    def _doctype(self, _: str, __: str | None, ___: str | None, has_declarations: int) -> None:
        if has_declarations:
            raise InputError(
                f"{self._name} carries declarations in its DOCTYPE, which can make a small file grow without bound;"
                " mtcheck reads no such file."
            )


_TAG = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
