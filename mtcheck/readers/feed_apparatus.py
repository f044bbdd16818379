"""What stands in the items of RSS and Atom besides text: addresses, dates, names, ratings.

What it is not is text, and read or named as skipped.
"""

from collections.abc import Iterator

from mtcheck.core import Document
from mtcheck.readers import unread
from mtcheck.readers.markup_xml import Element
from mtcheck.readers.pieces import Story

MEDIA = "http://search.yahoo.com/mrss/"
_NAMES = frozenset(
    "address album artist author block catalog category code comment-count commentrss comments commentscount community"
    " contact content-type contributor copyright coverage created creator credit date dateline day duration email"
    " enclosure episode episodetype expirationdate explicit format fullname generator guid hash height icon id"
    " identifier image isbn issued issn keyword keywords lang language lat license link location logo long modified"
    " name number order origenclosurelink origlink owner person place player point post-id price priority provider"
    " pubdate published publisher rating relation restriction rights role scenes season section series size slug source"
    " status subject tag tags thumbnail time timestamp type updated uri url version volume width year".split()
)


def is_apparatus(element: Element) -> bool:
    """Whether what an element of an item holds is no text of the story."""
    return element.name.lower() in _NAMES


def strayed(raw: str, uri: str, element: Element, notes: tuple[str, ...]) -> Iterator[Document]:
    """For a story of the other kind of feed, which some programs read: a document that says so, if it holds prose."""
    doc = unread.of_element(Story(raw, uri).document(notes=notes), element, lambda held: False)
    if doc.skipped:
        yield doc


def captions(item: Element) -> Iterator[Element]:
    """What Media RSS says of an item's pictures and films, in a child of it or further inside."""
    for child in item.children:
        if isinstance(child, Element) and child.namespace == MEDIA:
            found = [child] if child.name in _CAPTIONS else child.below(*_CAPTIONS)
            yield from (one for one in found if one.namespace == MEDIA)


_CAPTIONS = ("title", "description", "text", "subTitle")
