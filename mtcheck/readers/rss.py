"""RSS: a story an item, of its title, description and content:encoded; HTML in them stands in CDATA or is escaped."""

from collections.abc import Iterator

from mtcheck.core import Document
from mtcheck.readers import unread
from mtcheck.readers.feed_apparatus import captions, is_apparatus, strayed
from mtcheck.readers.markup_text import flow, has_elements, value, words
from mtcheck.readers.markup_xml import Element, elements
from mtcheck.readers.pieces import Story

_CONTENT = "http://purl.org/rss/1.0/modules/content/"


def stories(raw: str, uri: str = "<rss>") -> Iterator[Document]:
    """The stories of a feed, RSS 0.9 to 2.0, each as soon as it is read.

    Raises InputError for broken or hostile XML; what feedparser forgives becomes a note.
    """
    for item, notes in elements(raw, uri, frozenset({"item", "entry"}), lenient=True):
        if item.name == "entry":
            yield from strayed(raw, uri, item, notes)
            continue
        doc = _story(raw, uri, item).document(_id(raw, item), notes=notes)
        yield unread.of_element(doc, item, lambda element: is_apparatus(element) and element.name != "item")


def _story(raw: str, uri: str, item: Element) -> Story:
    story = Story(raw, uri)
    has_body = any(_is_content(child) and words(raw, child) for child in item.all("encoded"))
    for caption in captions(item):
        _add(story, caption, "caption")
    for child in item.all("title", "description", "encoded"):
        if _is_content(child):
            _add(story, child, "paragraph")
        elif child.namespace == item.namespace and child.name != "encoded":
            _add(story, child, "headline" if child.name == "title" else "summary" if has_body else "paragraph")
    return story


def _is_content(element: Element) -> bool:
    return element.name == "encoded" and element.namespace == _CONTENT


def _add(story: Story, element: Element, kind: str) -> None:
    if has_elements(element):  # HTML that nobody escaped
        flow(story, element, kind)
    else:
        story.either(value(story.raw, element), kind)


def _id(raw: str, item: Element) -> str:
    own = [child for child in item.all("guid", "link") if child.namespace == item.namespace]
    own.sort(key=lambda child: child.name != "guid")
    return next((found for child in own if (found := words(raw, child))), item.get("rdf:about"))
