"""NITF: one story, of its headlines, abstract and body; `add` is shared with NewsML-G2, which carries NITF inside.

Bylines, datelines, credits of media and the end of the body are apparatus and left out. The names are those that the
head identifies: a name marked up in the body is part of the text under check, and no witness.
"""

from collections.abc import Iterator

from mtcheck.core import Document
from mtcheck.readers import unread
from mtcheck.readers.markup_text import flow, own_name, words
from mtcheck.readers.markup_xml import Element, Text, elements
from mtcheck.readers.pieces import Story

_TAGS = {
    "hl1": "h1", "hl2": "h2", "block": "div", "body.content": "div", "note": "div", "media": "figure",
    "media-caption": "figcaption",
    "bq": "blockquote", "credit": "figcaption", "fn": "div", "nitf-table": "div", "postaddr": "div", "addressee": "div",
    "delivery.point": "div",
}  # fmt: skip
_APPARATUS = frozenset(
    "byline dateline distributor copyrite datasource media-reference media-metadata media-object media-producer"
    " nitf-table-metadata tagline".split()
)
_UNREAD = _APPARATUS | frozenset("head rights bibliography".split())
_ENDS = frozenset({"body.head", "body.end"})
_PLACES = frozenset("sublocation city state region country".split())


def stories(raw: str, uri: str = "<nitf>") -> Iterator[Document]:
    """The stories of a file, mostly one, each as soon as it is read. Raises InputError for broken or hostile XML."""
    for nitf, notes in elements(raw, uri, frozenset({"nitf"})):
        story = Story(raw, uri)
        add(story, nitf)
        name = next((found.get("id-string") for found in nitf.below("doc-id")), "") or nitf.get("uno")
        yield unread.of_element(story.document(name, names(raw, nitf), notes), nitf, is_apparatus)


def is_apparatus(element: Element) -> bool:
    """Whether what an element holds is no text of the story."""
    return element.name.lower() in _UNREAD


def add(story: Story, nitf: Element) -> None:
    """Adds headlines, abstract and body to a story."""
    bodies = list(nitf.all("body"))
    body = nitf.first("body")
    top = body.first("body.head") if body is not None else None
    headlines = list(top.all("hedline")) if top is not None else []
    head = nitf.first("head")
    if not headlines and head is not None:
        headlines = list(head.all("title"))
    for headline in headlines:
        flow(story, headline, "headline", _tag)
    parts = [part for one in bodies for part in one.children]
    has_body = any(part.name not in _ENDS and words(story.raw, part) for part in parts if isinstance(part, Element))
    for abstract in top.all("abstract") if top is not None else ():
        flow(story, abstract, "summary" if has_body else "paragraph", _tag, _APPARATUS)
    for one in bodies:
        for part in _around_ends(one):
            flow(story, part, "paragraph", _tag, _APPARATUS | _ENDS)


def _around_ends(body: Element) -> Iterator[Element]:
    """What stands before, between and behind head and end of a body, apart: what is read of them comes in between."""
    some: list[Element | Text] = []
    for child in body.children:
        if isinstance(child, Element) and child.name in _ENDS:
            yield Element(body.namespace, body.name, body.attributes, some)
            some = []
        else:
            some.append(child)
    yield Element(body.namespace, body.name, body.attributes, some)


def _tag(element: Element) -> str:
    return _TAGS.get(element.name.lower(), own_name(element))


def names(raw: str, nitf: Element) -> list[str]:
    """What the head calls people, places and bodies."""
    head = nitf.first("head")
    found: list[str] = []
    for one in head.below("person", "org", "location") if head is not None else ():
        parts = [part for part in one.children if isinstance(part, Element) and part.name in _PLACES]
        if one.name == "person":
            parts = [
                Element(
                    "",
                    "name",
                    {},
                    [part for part in one.children if not (isinstance(part, Element) and part.name == "function")],
                )
            ]
        found += (words(raw, part) for part in parts or [one])
    return found
