"""Atom: a story an entry, of its title, summary and content; each is plain text, escaped HTML or XHTML, by its type."""

from collections.abc import Iterator

from mtcheck.core import Document
from mtcheck.readers import unread
from mtcheck.readers.feed_apparatus import captions, is_apparatus, strayed
from mtcheck.readers.markup_text import flow, has_elements, value, words
from mtcheck.readers.markup_xml import Element, elements
from mtcheck.readers.pieces import Story

_HTML = frozenset({"html", "xhtml", "text/html", "application/xhtml+xml"})


def stories(raw: str, uri: str = "<atom>") -> Iterator[Document]:
    """The stories of a feed, Atom 0.3 and 1.0, each as soon as it is read.

    Raises InputError for broken or hostile XML; what feedparser forgives becomes a note.
    """
    for entry, notes in elements(raw, uri, frozenset({"entry", "item"}), lenient=True):
        if entry.name == "item":
            yield from strayed(raw, uri, entry, notes)
            continue
        story = Story(raw, uri)
        own = [child for child in entry.all("title", "summary", "content", "id") if child.namespace == entry.namespace]
        has_body = any(child.name == "content" and _is_text(child) and words(raw, child) for child in own)
        kinds = {"title": "headline", "summary": "summary" if has_body else "paragraph", "content": "paragraph"}
        for child in own:
            if child.name != "id" and _is_text(child):
                _add(story, child, kinds[child.name])
        name = next((words(raw, child) for child in own if child.name == "id"), "")
        for caption in captions(entry):
            _add(story, caption, "caption")
        yield unread.of_element(story.document(name, notes=notes), entry, is_apparatus)


def _type(element: Element) -> str:
    return element.get("type").lower().partition(";")[0].strip() or "text"


def _is_text(element: Element) -> bool:
    """Whether there is something to read; pictures and data are not."""
    return (_type(element) in _HTML or _type(element) == "text" or _type(element).startswith("text/")) and element.get(
        "mode"
    ) != "base64"


def _add(story: Story, element: Element, kind: str) -> None:
    if has_elements(element):
        flow(story, element, kind)
    elif _type(element) in _HTML and _type(element) != "xhtml":
        story.html(value(story.raw, element), kind)
    else:
        story.plain(value(story.raw, element), kind)
