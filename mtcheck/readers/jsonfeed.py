"""JSON Feed 1.1 (and 1): title, summary and content of each item. https://www.jsonfeed.org/version/1.1/"""

from collections.abc import Iterator, Sequence

from mtcheck.core import Document
from mtcheck.errors import InputError
from mtcheck.readers import _json
from mtcheck.readers._json import Array, Object, Value, string
from mtcheck.readers._json_story import Item, documents, notes, once, others, texts
from mtcheck.readers.places import where


def is_feed(raw: str, tree: Value) -> bool:
    """Whether the tree is a JSON Feed: by its version, or by what its items are called."""
    if not isinstance(tree, Object) or not isinstance(tree.members.get("items"), Array):
        return False
    items = tree.members["items"]
    first = items.items[0] if isinstance(items, Array) and items.items else None
    named = isinstance(first, Object) and not {"content_html", "content_text"}.isdisjoint(first.members)
    return named or "jsonfeed.org" in string(raw, tree.members.get("version"))


def read(raw: str, uri: str) -> Sequence[Document]:
    """A document for each item. Where an item has its content as HTML and as text, the text is a document of its own,
    `ID#content_text`.

    Raises InputError for what is not a JSON Feed.
    """
    tree = _json.tree(raw, uri)
    if not is_feed(raw, tree):
        raise InputError(f"{uri} is not a JSON Feed; it has no “items”.")
    assert isinstance(tree, Object)
    once(raw, uri, tree, "items")
    listed = tree.members["items"]
    assert isinstance(listed, Array)
    return documents(
        raw, uri, [item for number, value in enumerate(listed.items, 1) for item in _items(raw, uri, number, value)]
    )


def _items(raw: str, uri: str, number: int, value: Value) -> Iterator[Item]:
    if not isinstance(value, Object):
        raise InputError(
            f"{uri} has an item in {where(raw, value.start)} that is not an object; mend it or export it again."
        )
    has = value.members.get
    id = string(raw, has("id")) or string(raw, has("url")) or str(number)
    html, text = texts(raw, uri, [("html", has("content_html"))]), texts(raw, uri, [("plain", has("content_text"))])
    yield Item(
        id,
        (*texts(raw, uri, [("title", has("title")), ("summary", has("summary"))]), *(html or text)),
        notes=notes(value),
        others=others(raw, value, ("title", "summary", "content_html", "content_text")),
    )
    if html and text:
        yield Item(f"{id}#content_text", text)
