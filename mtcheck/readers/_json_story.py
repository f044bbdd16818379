"""A story in JSON: `Item` says which strings are read as what, `documents` makes them documents."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from mtcheck.core import Document, Span
from mtcheck.errors import InputError
from mtcheck.readers import _json, fields, unread
from mtcheck.readers._json import Array, Object, String, Value
from mtcheck.readers.pieces import Story
from mtcheck.readers.places import where
from mtcheck.readers.record import put
from mtcheck.readers.stories import Stories
from mtcheck.text.lazy import lazy

_HALF = lazy("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Item:
    """`parts`: (form, string); form is title, summary, text (which may be HTML), html, plain or caption. `source`: the
    text in its own language.

    `skipped`: what is not read, a sentence each. `others`: strings that are not read, and must say nothing else than
    the story.
    """

    id: str
    parts: tuple[tuple[str, String], ...]
    names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    source: String | None = None
    skipped: tuple[str, ...] = ()
    others: tuple[String, ...] = ()


def documents(raw: str, uri: str, items: Sequence[Item]) -> Stories[Item, Document]:
    """A document for each item, made when it is asked for."""
    return Stories(items, partial(_document, raw, uri))


def _document(raw: str, uri: str, item: Item) -> Document:
    story = Story(raw, uri)
    for form, place in item.parts:
        put(story, _json.piece(raw, place), form, _json.string(raw, item.source) if item.source else None)
    doc = story.document(item.id, item.names, item.notes)
    doc = replace(doc, skipped=(*item.skipped, *doc.skipped, *_halves(doc)))
    pieces = ((place.start, _json.string(raw, place)) for place in item.others)
    return (
        unread.with_skipped(doc, ((start, text) for start, text in pieces if unread.is_prose(text)))
        if item.others
        else doc
    )


def _halves(doc: Document) -> Iterator[str]:
    """Escapes that are half of a character, a sentence each: what the writer meant is lost, so no gate passes it."""
    for match in _HALF.finditer(doc.text):
        start = doc.raw_span(Span(*match.span())).start
        if doc.raw[start : start + 1] == "\\":
            yield (
                f"{doc.raw[start : start + 6]} in {where(doc.raw, start)} is half of a character; mend it or export the"
                " story again."
            )


def others(raw: str, value: Object, taken: Iterable[str], *, told: bool = False) -> tuple[String, ...]:
    """The strings under names that usually hold a text, of those that are not taken, those that a later member of the
    same name has replaced, and sentences further inside under such a name or one of English: `blocks[].content`,
    `translations.en`. `told`: the user has said which names to read.
    """
    read = set(taken)
    usual = set() if told else {name for role in fields.SHOWN for name in fields.ROLES[role]}
    held = [one for name, one in value.members.items() if name not in read and name.strip().lower() in usual]
    apart = [one for name, one in value.members.items() if name not in read and name.strip().lower() not in usual]
    inside = () if told else _inside(raw, apart)
    return (*(string for one in (*held, *_json.overwritten(value)) for string in _json.strings(one)), *inside)


_TEXTS = frozenset(fields.ROLES["text"]) | {"en", "eng", "english", "en-gb", "en-us", "en_gb", "en_us"}


def _inside(raw: str, waiting: list[Value]) -> Iterator[String]:
    """The sentences in objects that are not read, under a name that usually holds a text."""
    while waiting:
        one = waiting.pop()
        if isinstance(one, Array):
            waiting += one.items
        elif isinstance(one, Object):
            for name, held in one.members.items():
                if name.strip().lower() not in _TEXTS:
                    waiting.append(held)
                    continue
                for string in _json.strings(held):
                    if unread.is_sentence(_json.string(raw, string)):
                        yield string


def texts(raw: str, uri: str, parts: Sequence[tuple[str, Value | None]]) -> tuple[tuple[str, String], ...]:
    """The strings among the values, and those in lists; null and what is absent are left out.

    Raises InputError for what is no text.
    """
    found: list[tuple[str, String]] = []
    for form, value in parts:
        for one in value.items if isinstance(value, Array) else [value]:
            if isinstance(one, String):
                found.append((form, one))
            elif one is not None and not raw.startswith("null", one.start):
                raise InputError(
                    f"{uri} has something else in {where(raw, one.start)} where a text is wanted; mend it or export it"
                    " again."
                )
    return tuple((form, place) for form, place in found if place.end > place.start)


def once(raw: str, uri: str, holder: Value, name: str) -> None:
    """Raises InputError where an object has its list of stories twice, of which programs read one or the other."""
    if isinstance(holder, Object) and name in holder.repeated:
        raise InputError(
            f"{uri} has “{name}” more than once in {where(raw, holder.start)}; mend it or export it again."
        )


def notes(item: Object) -> tuple[str, ...]:
    """What is odd about an object and changes what is read."""
    return tuple(
        f"“{' '.join(name.split())[:40]}” stands more than once; the last one is read."
        for name in dict.fromkeys(item.repeated)
    )
