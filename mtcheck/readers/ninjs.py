"""IPTC ninjs 1.x (headline, description_*, body_*) and 2.x and 3.x (headlines, descriptions, bodies).
https://iptc.org/standards/ninjs/
"""

from collections.abc import Iterator, Sequence

from mtcheck.core import Document
from mtcheck.errors import InputError
from mtcheck.readers import _json
from mtcheck.readers._json import Array, Object, String, Value, string, strings
from mtcheck.readers._json_story import Item, documents, notes, once, texts
from mtcheck.readers.places import where

_LISTS = ("headlines", "descriptions", "bodies")
_HOLDERS = ("items", "_items", "results", "newsItems")
_NAMED = ("person", "people", "persons", "organisation", "organisations", "place", "places")


def is_item(value: Value) -> bool:
    """Whether a value is a ninjs item: it has its address and one of the texts by ninjs's names."""
    if not isinstance(value, Object) or "uri" not in value.members:
        return False
    return any(isinstance(value.members.get(name), Array) for name in _LISTS) or any(
        name.startswith(("body_", "description_", "headline_"))
        or name in ("headline", "versioncreated", "representationtype")
        for name in value.members
    )


def items_of(tree: Value) -> list[Value]:
    """The items in a tree: one, a list of them, or a list that an answer of an API holds.

    Empty where there are none.
    """
    if is_item(tree):
        return [tree]
    if isinstance(tree, Object):
        tree = next((value for name in _HOLDERS if isinstance(value := tree.members.get(name), Array)), tree)
    return tree.items if isinstance(tree, Array) and any(map(is_item, tree.items)) else []


def read(raw: str, uri: str) -> Sequence[Document]:
    """A document for each item. Of a body in several forms, each further form is a document of its own, such as
    `URI#body_text`.

    Raises InputError for what is not ninjs.
    """
    tree = _json.tree(raw, uri)
    for name in _HOLDERS:
        once(raw, uri, tree, name)
    found = items_of(tree)
    if not found:
        raise InputError(f"{uri} is not ninjs; it has no item with a “uri” and a headline or body.")
    return documents(
        raw, uri, [item for number, value in enumerate(found, 1) for item in items(raw, uri, value, number)]
    )


def items(raw: str, uri: str, value: Value, number: int) -> Iterator[Item]:
    """The item that a value is, and one for each further form of its body. Raises InputError for what is no object."""
    if not isinstance(value, Object):
        raise InputError(
            f"{uri} has an item in {where(raw, value.start)} that is not an object; mend it or export it again."
        )
    id = string(raw, value.members.get("uri")) or str(number)
    bodies, unread = _bodies(raw, uri, value)
    skipped = tuple(f"“{name}” in {where(raw, value.start)} is in a form that is not read." for name in unread)
    captions = [
        caption
        for one in _associations(value)
        for caption in texts(raw, uri, [("caption", held) for _, held in _described(one)])
    ]
    first = bodies[0][1] if bodies else ()
    yield Item(
        id,
        (*texts(raw, uri, _headings(value)), *first, *captions),
        _names(raw, value),
        notes(value),
        skipped=skipped,
        others=tuple(string for one in (*_stories_in(value), *_json.overwritten(value)) for string in strings(one)),
    )
    for name, parts in bodies[1:]:
        yield Item(f"{id}#{name}", parts, _names(raw, value))


def _headings(value: Object) -> list[tuple[str, Value]]:
    titles = [held for name, held in value.members.items() if name == "headline" or name.startswith("headline_")]
    titles += [held for _, held in _listed(value, "headlines")]
    return [*(("title", title) for title in titles), *_described(value)]


def _described(value: Object) -> list[tuple[str, Value]]:
    """The descriptions, as parts of a story."""
    own = [held for name, held in value.members.items() if name.startswith("description_")]
    return [("summary", held) for held in (*own, *(held for _, held in _listed(value, "descriptions")))]


def _bodies(raw: str, uri: str, value: Object) -> tuple[list[tuple[str, tuple[tuple[str, String], ...]]], list[str]]:
    """(name, parts) for each form of the body, HTML first, and the names of those that are not read."""
    found = [(name, _form(name, ""), held) for name, held in value.members.items() if name.startswith("body_")]
    for number, (one, held) in enumerate(_listed(value, "bodies")):
        kind = string(raw, one.members.get("contentType") or one.members.get("contenttype"))
        role = string(raw, one.members.get("role"))
        found.append((f"bodies[{number}]", _form(role, kind), held))
    found.sort(key=lambda body: body[1] != "html")
    read = [(name, texts(raw, uri, [(form, held)])) for name, form, held in found if form]
    return [(name, parts) for name, parts in read if parts], [name for name, form, _ in found if not form]


def _form(name: str, kind: str) -> str:
    """How a body of that name or role and content type is read; empty where it is not."""
    if "html" in kind.lower() or (not kind and "html" in name.lower()):
        return "html"
    if kind:
        return "plain" if kind.lower().startswith("text/plain") else ""
    return "" if any(other in name.lower() for other in ("nitf", "xml", "json", "markdown")) else "text"


def _listed(value: Object, name: str) -> list[tuple[Object, Value]]:
    """(object, its value) of a list of 2.x and 3.x."""
    held = value.members.get(name)
    if not isinstance(held, Array):
        return []
    return [(one, one.members["value"]) for one in held.items if isinstance(one, Object) and "value" in one.members]


def _associations(value: Object) -> list[Object]:
    """Pictures and the like that belong to the item, whose descriptions are captions."""
    held = value.members.get("associations")
    among = held.items if isinstance(held, Array) else list(held.members.values()) if isinstance(held, Object) else []
    return [one for one in among if isinstance(one, Object)]


def _stories_in(value: Object) -> Iterator[Value]:
    """The headlines and bodies of what belongs to the item, which are not read with it."""
    for one in _associations(value):
        yield from (held for name, held in one.members.items() if name.startswith(("headline", "body", "bodies")))


def _names(raw: str, value: Object) -> tuple[str, ...]:
    lists = [held.items for name in _NAMED if isinstance(held := value.members.get(name), Array)]
    return tuple(string(raw, one.members.get("name")) for some in lists for one in some if isinstance(one, Object))
