"""JSON Lines, one story a line (https://jsonlines.org), and JSON arrays of records: fields are told or go by names."""

from collections.abc import Iterator, Sequence

from mtcheck.core import Document
from mtcheck.errors import InputError
from mtcheck.readers import _json, fields, ninjs
from mtcheck.readers._json import Array, Object, String, Value, string
from mtcheck.readers._json_story import Item, documents, notes, others, texts
from mtcheck.readers.fields import Fields
from mtcheck.readers.places import where
from mtcheck.text.lazy import lazy

_LINE = lazy(r"[^\n]*[^\s][^\n]*")
_LINES = lazy(r"\s*\{[^\n]*\}[ \t]*\r?\n\s*\{")


def is_lines(raw: str) -> bool:
    """Whether a text begins with two objects on lines of their own."""
    return _LINES.match(raw) is not None


def read(raw: str, uri: str, told: Fields = ()) -> Sequence[Document]:
    """A document for each line. Raises InputError for a line that is not an object or has nothing to read."""
    lines = ((match, _json.walk(raw, uri, match.start(), match.end())) for match in _LINE.finditer(raw))
    return documents(
        raw, uri, [item for number, (_, value) in enumerate(lines, 1) for item in items(raw, uri, value, number, told)]
    )


def read_array(raw: str, uri: str, told: Fields = ()) -> Sequence[Document]:
    """A document for each object of a JSON array, or for the one object that a file is.

    Raises InputError as `read` does.
    """
    found = records(_json.tree(raw, uri))
    return documents(
        raw, uri, [item for number, value in enumerate(found, 1) for item in items(raw, uri, value, number, told)]
    )


def records(tree: Value) -> list[Value]:
    """The objects that a tree may hold as records: itself, or the members of an array."""
    return tree.items if isinstance(tree, Array) else [tree]


def is_record(value: Value, told: Fields) -> bool:
    """Whether a value is an object with a field that holds a text."""
    return isinstance(value, Object) and fields.is_told(fields.choose(value.members, told), told)


def items(raw: str, uri: str, value: Value, number: int, told: Fields) -> Iterator[Item]:
    """The stories that a value is, one as a rule. `number` is the id of one that has none.

    Raises InputError for what holds no text.
    """
    if not told and ninjs.is_item(value):
        yield from ninjs.items(raw, uri, value, number)
        return
    if not isinstance(value, Object):
        raise InputError(
            f"{uri} has something else than an object in {where(raw, value.start)}; mend it or export it again."
        )
    chosen = fields.choose(value.members, told)
    if not fields.is_told(chosen, told):
        raise InputError(
            f"{uri} has no field {fields.missing(told)} in {where(raw, value.start)}; it has"
            f" {fields.named(value.members)}. Name one with --field text=NAME."
        )
    has = value.members.__getitem__
    parts = [(role, has(name)) for role in fields.SHOWN for name in chosen.get(role, ())]
    id = next((string(raw, has(name)) for name in chosen.get("id", ())), "") or str(number)
    sources = [held for name in chosen.get("source", ()) if isinstance(held := has(name), String)]
    yield Item(
        id,
        texts(raw, uri, parts),
        notes=notes(value),
        source=sources[0] if sources else None,
        others=others(raw, value, (name for names in chosen.values() for name in names), told=bool(told)),
    )
