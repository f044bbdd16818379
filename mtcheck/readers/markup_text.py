"""The text of XML elements: values as `piece`, mixed content (XHTML, NITF) as `flow`; each place of the file with its
own way of writing.
"""

import re
from collections.abc import Callable, Iterable

from mtcheck.core import RawSpan, Run, Span
from mtcheck.readers.html import SILENT, Builder
from mtcheck.readers.markup_faults import without_illegal
from mtcheck.readers.markup_xml import Element, Text
from mtcheck.readers.pieces import Piece, Story


def in_text(text: str) -> str:
    """Text as it has to stand between tags."""
    return without_illegal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def in_cdata(text: str) -> str:
    """Text as it has to stand in a CDATA section: as it is, but for the end of the section."""
    return re.sub(r"(^|\])>", r"\1]]><![CDATA[>", without_illegal(text))


def piece(raw: str, texts: Iterable[Text]) -> Piece:
    """Character data as one value."""
    found: list[str] = []
    runs: list[Run] = []
    at = 0
    for start, end, decoded, cdata in texts:
        text = raw[start:end] if decoded is None else decoded
        runs.append(Run(Span(at, at + len(text)), RawSpan(start, end), decoded is None, in_cdata if cdata else in_text))
        found.append(text)
        at += len(text)
    return Piece("".join(found), tuple(runs))


def value(raw: str, element: Element) -> Piece:
    """All the character data in an element as one value; tags in it are left out."""
    return piece(raw, (node for node, _ in element.walk() if isinstance(node, Text)))


def words(raw: str, element: Element | None) -> str:
    """The words in an element, with single spaces; empty without one."""
    return " ".join(value(raw, element).text.split()) if element is not None else ""


def has_elements(element: Element) -> bool:
    return any(isinstance(child, Element) for child in element.children)


def own_name(element: Element) -> str:
    return element.name.lower()


def flow(
    story: Story,
    element: Element,
    kind: str = "paragraph",
    tag_of: Callable[[Element], str] = own_name,
    skip: frozenset[str] = frozenset(),
    source: str | None = None,
) -> None:
    """Adds mixed content. `tag_of` gives the tag of HTML that an element stands for; `skip` are elements whose content
    is not the story's text.
    """
    silent = SILENT | skip
    texts: list[Text] = []
    events: list[tuple[str, bool, int]] = []  # tag, whether it begins, how many texts stand before it
    for node, opens in element.walk(lambda one: one.name.lower() in silent):
        if isinstance(node, Text):
            texts.append(node)
        else:
            events.append((tag_of(node), opens, len(texts)))
    whole = piece(story.raw, texts)
    builder = Builder(whole.text)
    at = 0
    for tag, opens, count in events:
        offset = whole.runs[count - 1].span.end if count else 0
        builder.words(at, offset)
        at = offset
        (builder.start if opens else builder.end)(tag, offset)
    builder.words(at, len(whole.text))
    story.add(builder, whole, kind, source)
