"""XML with the place of every character: `elements` gives the stories of a file one by one, and refuses what is broken
or hostile.

The parser is expat, which tells where each event begins. Nothing outside the file is ever fetched, declarations in a
DOCTYPE are refused, so that nothing can grow, and nesting and attributes have limits. Cost grows with the length.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple

from mtcheck.errors import InputError
from mtcheck.readers import markup_faults
from mtcheck.readers.markup_faults import Source
from mtcheck.readers.places import where
from mtcheck.text.lazy import lazy

if TYPE_CHECKING:
    from pyexpat import ExpatError, XMLParserType

DEEPEST = 256  # elements inside one another; pages of news have some 30
MOST_ATTRIBUTES = 256  # of one element
_CHUNK = 1 << 18  # bytes that the parser is given at a time
_XML = "http://www.w3.org/XML/1998/namespace"
_USUAL = {  # prefixes that feeds use without declaring them
    "xml": _XML,
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "atom": "http://www.w3.org/2005/Atom",
}


_BARE = lazy(r"(&(?=[^\s<>;]*\Z)|<(?=\Z))")


class Text(NamedTuple):
    """Character data from `start` to `end` of the raw file; `decoded` where that differs from what stands there."""

    start: int
    end: int
    decoded: str | None
    cdata: bool


@dataclass(slots=True)
class Element:
    """An element with all that it holds. `attributes` by their names as written."""

    namespace: str
    name: str
    attributes: dict[str, str]
    children: "list[Element | Text]" = field(default_factory=list)

    def all(self, *names: str) -> "Iterator[Element]":
        """The children of these names, in order."""
        return (child for child in self.children if isinstance(child, Element) and child.name in names)

    def first(self, *names: str) -> "Element | None":
        return next(self.all(*names), None)

    def get(self, name: str) -> str:
        """An attribute, stripped; empty where there is none."""
        return self.attributes.get(name, "").strip()

    def walk(
        self, skip: "Callable[[Element], bool]" = lambda element: False
    ) -> "Iterator[tuple[Element | Text, bool]]":
        """Everything below, in order: text, and elements with whether they begin or end.

        What is to be skipped is not entered.
        """
        stack: list[tuple[Element | Text, bool]] = [(child, True) for child in reversed(self.children)]
        while stack:
            node, opens = stack.pop()
            if isinstance(node, Element) and opens:
                if skip(node):
                    continue
                stack.append((node, False))
                stack += ((child, True) for child in reversed(node.children))
            yield node, opens

    def below(self, *names: str) -> "Iterator[Element]":
        """Elements of these names at any depth, in order."""
        return (node for node, opens in self.walk() if opens and isinstance(node, Element) and node.name in names)


def elements(
    raw: str, uri: str, names: frozenset[str], *, lenient: bool = False
) -> "Iterator[tuple[Element, tuple[str, ...]]]":
    """The outermost elements of these names, each as soon as it is read, with notes on what was wrong before its end.

    `lenient`: what real feeds do that XML forbids (bare “&”, entities of HTML, control characters, undeclared prefixes)
    is read all the same. Raises InputError with line and column for what is not well-formed, and for what could exhaust
    the machine.
    """
    reader = _Reader(raw, uri, names, lenient)
    yield from reader.read()


class _Reader:
    """Builds the wanted elements from expat's events."""

    def __init__(self, raw: str, uri: str, names: frozenset[str], lenient: bool) -> None:
        from pyexpat import XML_PARAM_ENTITY_PARSING_ALWAYS, ParserCreate

        self.raw, self.uri, self.names, self.lenient = raw, uri, names, lenient
        self.source: Source = markup_faults.source(raw, uri, lenient=lenient)
        self.notes = list(self.source.notes)
        self.ready: list[Element] = []
        self.open: list[Element] = []  # from a wanted element down
        self.tags: list[str] = []  # all that are open, as written
        self.scopes: list[tuple[int, dict[str, str]]] = [(0, {"": "", "xml": _XML})]
        self.cdata = self.has_doctype = self.told = False
        self.parser: XMLParserType = ParserCreate("UTF-8")
        self.parser.ordered_attributes = True
        self.parser.UseForeignDTD(True)  # an entity that nobody declares is told, not fatal
        self.parser.SetParamEntityParsing(XML_PARAM_ENTITY_PARSING_ALWAYS)
        self.parser.ExternalEntityRefHandler = self._external
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.StartCdataSectionHandler = self._cdata_begins
        self.parser.EndCdataSectionHandler = self._cdata_ends
        self.parser.SkippedEntityHandler = self._entity

    def read(self) -> "Iterator[tuple[Element, tuple[str, ...]]]":
        from pyexpat import ExpatError

        data, at, size = self.source.data, 0, _CHUNK
        while at <= len(data):
            last = at + size >= len(data)
            try:
                self.parser.Parse(data[at : at + size], last)
            except ExpatError as error:
                raise self._broken(error) from None
            at = len(data) + 1 if last else at + size
            size = _CHUNK if self.ready else size * 2  # an endless tag is not read again and again
            for element in self.ready:
                yield element, tuple(self.notes)
                self.notes.clear()
            self.ready.clear()

    def _start(self, tag: str, attributes: list[str]) -> None:
        if len(self.tags) >= DEEPEST:
            raise self._refused(f"nests more than {DEEPEST} elements")
        if len(attributes) > 2 * MOST_ATTRIBUTES:
            raise self._refused(f"has an element <{_short(tag)}> with more than {MOST_ATTRIBUTES} attributes")
        pairs = dict(zip(attributes[::2], attributes[1::2], strict=True))
        declared = (
            {name[6:]: value for name, value in pairs.items() if name == "xmlns" or name.startswith("xmlns:")}
            if attributes
            else {}
        )
        if declared:
            self.scopes.append((len(self.tags), self.scopes[-1][1] | declared))
        self.tags.append(tag)
        prefix, colon, name = tag.partition(":")
        if not colon:
            prefix, name = "", tag
        if not self.open and name not in self.names:
            if not self.lenient:
                self._namespace(prefix)
            return
        element = Element(self._namespace(prefix), name, pairs)
        if self.open:
            self.open[-1].children.append(element)
        self.open.append(element)

    def _namespace(self, prefix: str) -> str:
        found = self.scopes[-1][1].get(prefix)
        if found is None and not self.lenient:
            raise self._refused(f"uses the prefix “{_short(prefix)}:” without declaring it")
        return _USUAL.get(prefix, prefix) if found is None else found

    def _end(self, tag: str) -> None:
        self.tags.pop()
        if self.scopes[-1][0] == len(self.tags) and len(self.scopes) > 1:
            self.scopes.pop()
        if self.open:
            element = self.open.pop()
            if not self.open:
                self.ready.append(element)

    def _data(self, data: str) -> None:
        if not self.open:
            return
        index = self.parser.CurrentByteIndex
        start = self.source.point(index)
        end, decoded = start + len(data), None
        sign = self.raw[start]
        if sign == "\r":
            end, decoded = start + (2 if self.raw.startswith("\r\n", start) else 1), data
        elif sign == "&" and not self.cdata and index not in self.source.bare:
            end, decoded = self.raw.index(";", start) + 1, data
        self._text(Text(start, end, decoded, self.cdata))

    def _text(self, text: Text) -> None:
        children = self.open[-1].children
        last = children[-1] if children else None
        if (
            isinstance(last, Text)
            and last.decoded is None
            and text.decoded is None
            and (last.end, last.cdata) == (text.start, text.cdata)
        ):
            children[-1] = Text(last.start, text.end, None, text.cdata)
        else:
            children.append(text)

    def _cdata_begins(self) -> None:
        self.cdata = True

    def _cdata_ends(self) -> None:
        self.cdata = False

    def _entity(self, name: str, is_parameter: bool) -> None:
        """An entity that the file does not declare: HTML's are known to all."""
        if is_parameter:
            return
        if not self.lenient and not self.has_doctype:
            raise self._refused(f"uses the entity &{_short(name)}; without declaring it")
        if self.open:
            start = self.source.point(self.parser.CurrentByteIndex)
            decoded = html5.get(f"{name};")
            self._text(Text(start, start + len(name) + 2, decoded, False))
        if self.lenient and not self.has_doctype and not self.told:
            self.told = True
            self.notes.append(
                f"The feed is not well-formed XML (it does not declare &{_short(name)}; in {self._place()}); it was"
                " read all the same."
            )

    def _doctype(self, name: str, system: str | None, public: str | None, has_declarations: int) -> None:
        self.has_doctype = True
        if has_declarations:
            raise self._refused("carries declarations in its DOCTYPE, which can make a small file grow without bound")

    def _external(self, context: str | None, base: str | None, system: str | None, public: str | None) -> int:
        """Stands in for a DTD, which is never fetched."""
        self.parser.ExternalEntityParserCreate(context, "UTF-8").Parse(b"", True)
        return 1

    def _place(self, byte: int | None = None) -> str:
        at = self.source.point(self.parser.CurrentByteIndex if byte is None else byte)
        return where(self.raw, at)

    def _refused(self, what: str) -> InputError:
        return InputError(f"{self.uri} {what} ({self._place()}); mtcheck does not read such files.")

    def _broken(self, error: "ExpatError") -> InputError:
        from pyexpat import ErrorString

        at = self.source.point(max(0, self.parser.ErrorByteIndex))
        what = ErrorString(error.code)
        if self.tags and what in ("no element found", "mismatched tag"):
            what = f"<{_short(self.tags[-1])}> is not closed"
        elif "invalid token" in what:
            sign = _BARE.search(self.raw, max(0, at - 40), at)
            what = f"unexpected “{sign[1]}”" if sign else "unexpected character"
        elif what == "no element found":
            what = "no element"
        return InputError(
            f"{self.uri} is not well-formed XML: {what} at {where(self.raw, at)}; correct the file there, or ask its"
            " sender to."
        )


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:39]}…"
