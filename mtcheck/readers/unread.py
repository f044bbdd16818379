"""What a person would read in a file and its reader does not: named with its place in `Document.skipped`, so that no
gate passes it.

A reader says what is apparatus (dates, keys, addresses); whatever else holds words and is in no segment is named,
unless the story says the same.
"""

import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mtcheck.core import Document, RawSpan, Span
from mtcheck.readers.places import where
from mtcheck.text.counting import count
from mtcheck.text.lazy import lazy
from mtcheck.text.telling import begins_with_byline

if TYPE_CHECKING:
    from mtcheck.readers.markup_xml import Element, Text

_WORD = r"[^\W\d_]++(?>(?:[’'-][^\W\d_]++)*)"
_PROSE = lazy(rf"(?<!\w){_WORD}[,;:]?\s++{_WORD}")
_SENTENCE = lazy(rf"(?<!\w){_WORD}(?:[,;:]?\s++{_WORD}){{4}}")
_MARKUP = lazy(r"(?i)<!--[^<>]*>|<(?:script|style)\b[^<>]*>[^<]*</(?:script|style)\s*>|</?[a-z][^<>]*>")
_RUNNING = lazy(r"\b[a-z][\w'’-]*(?: [a-z][\w'’-]*){2}")  # unlike the items of a menu
_TURNED = lazy("[\u202d\u202e][^\n\u202c]+")
_NAMED = 3  # pieces that are named; the others are counted
_COMPARED = 50  # pieces that are looked for in the story
_SHOWN = 40  # code points of a piece


def is_prose(text: str) -> bool:
    """Whether a text holds two words in a row."""
    return _PROSE.search(text) is not None


def is_sentence(text: str) -> bool:
    """Whether a text holds five words in a row, as code and keys hardly do."""
    return _SENTENCE.search(text) is not None


def furniture(around: Sequence[tuple[RawSpan, Span]], text: str) -> list[RawSpan]:
    """Of the parts of a page around its story, those that hold words and neither a sentence nor who wrote the story:
    menus, page footers, side notes.

    None where there is nothing else to read.
    """
    said = [(raw, span.of(text)) for raw, span in around]
    found = [
        (raw, words)
        for raw, words in said
        if not any(
            (is_sentence(line) and _RUNNING.search(line)) or begins_with_byline(line) for line in words.split("\n")
        )
    ]
    left = sum(len(words.split()) for _, words in found)
    return [raw for raw, _ in found] if 0 < left < len(text.split()) else []


def with_skipped(doc: Document, pieces: Iterable[tuple[int, str]]) -> Document:
    """The document, with those of some pieces named that it does not say itself.

    A piece: where it begins in the raw file, and what it says.
    """
    told: list[str] = []
    said: str | None = None
    more = 0
    for number, (start, text) in enumerate(pieces):
        words = " ".join(text.split())
        if number < _COMPARED:
            said = " ".join(doc.text.split()) if said is None else said
            if words in said:
                continue
        name = f"“{words if len(words) <= _SHOWN else words[: _SHOWN - 1] + '…'}” in "
        if any(one.startswith(name) for one in doc.skipped):  # it is named already
            continue
        if len(told) < _NAMED:
            told.append(f"{name}{where(doc.raw, start)} is not read.")
        else:
            more += 1
    if more:
        told.append(f"{count(more, 'more piece is', 'more pieces are')} not read.")
    return replace(doc, skipped=(*doc.skipped, *told)) if told else doc


def with_code(doc: Document) -> Document:
    """The document, with prose named that stands where rules take it for code."""
    spans = [segment.span for segment in doc.segments if segment.kind == "code"]
    return with_masked(doc, [span for span in spans if is_sentence(span.of(doc.text))])


def with_masked(doc: Document, spans: Iterable[Span]) -> Document:
    """The document, with what stands in some spans of its text named: there the rules do not look."""
    pieces = [(doc.raw_span(span).start, span.of(doc.text)) for span in spans]
    return (
        replace(doc, skipped=(*doc.skipped, *with_skipped(replace(doc, text="", skipped=()), pieces).skipped))
        if pieces
        else doc
    )


def with_turned(doc: Document) -> Document:
    """The document, with prose named that a page shows backwards: behind an override of direction."""
    if "\u202d" not in doc.text and "\u202e" not in doc.text:
        return doc
    return with_masked(doc, [Span(*match.span()) for match in _TURNED.finditer(doc.text) if is_prose(match[0])])


def of_element(doc: Document, element: "Element", is_apparatus: "Callable[[Element], bool]") -> Document:
    """The document that was read from an element, with the prose in it that was not read.

    A tag of HTML that stands escaped (“&lt;a href=…&gt;”) holds none.
    """
    pieces = ((start, _MARKUP.sub(" ", text)) for start, text in _unread(doc, element, is_apparatus))
    return with_skipped(doc, ((start, text) for start, text in pieces if is_prose(text)))


def _unread(doc: Document, element: "Element", is_apparatus: "Callable[[Element], bool]") -> Iterator[tuple[int, str]]:
    from mtcheck.readers.markup_xml import Element, Text

    ranges = sorted((run.raw.start, run.raw.end) for run in doc.runs if run.raw.start < run.raw.end)
    starts = [start for start, _ in ranges]

    def is_read(text: "Text") -> bool:
        at = bisect.bisect_left(starts, text.end)
        return at > 0 and ranges[at - 1][1] > text.start

    found: list[str] = []
    begin = depth = 0
    has_begun = False  # what was found holds more than blanks
    for node, opens in element.walk(lambda one: one.name.lower() in ("script", "style") or is_apparatus(one)):
        if isinstance(node, Element):
            depth += 1 if opens else -1
            found.append(" ")
        if found and (depth == 0 if isinstance(node, Element) else is_read(node)):
            yield begin, "".join(found)
            found.clear()
            has_begun = False
        elif isinstance(node, Text):
            begin = begin if has_begun else node.start
            found.append(doc.raw[node.start : node.end] if node.decoded is None else node.decoded)
            has_begun = has_begun or not found[-1].isspace()
    yield begin, "".join(found)
