"""Stories in rows of a table: their fields are decoded already, so places are those of the fields, joined by blank
lines.

`of_line` reads a line of JSON Lines, `of_fields` the fields of a row; `document` makes a story of either.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mtcheck.core import Document, RawSpan, Run, Span
from mtcheck.errors import InputError
from mtcheck.readers import _json, fields, jsonl
from mtcheck.readers.fields import Fields
from mtcheck.readers.pieces import Piece, Story
from mtcheck.readers.record import put
from mtcheck.readers.unread import is_prose

JOINT = "\n\n"  # between two fields


@dataclass(frozen=True, slots=True)
class Row:
    """`parts`: (form, text) in the order of reading; form is title, summary, text (which may be HTML), html, plain or
    caption.

    `source`: the text in its own language. `others`: texts that are not read, and must say nothing else than the story.
    """

    parts: tuple[tuple[str, str], ...]
    id: str = ""
    source: str | None = None
    names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def document(row: Row, uri: str) -> Document:
    """The story of a row; its raw text is what the parts say, joined by blank lines."""
    raw = JOINT.join(text for _, text in row.parts)
    story = Story(raw, uri)
    at = 0
    for form, text in row.parts:
        whole = Run(Span(0, len(text)), RawSpan(at, at + len(text)), verbatim=True)
        put(story, Piece(text, (whole,) if text else ()), form, row.source)
        at += len(text) + len(JOINT)
    doc = story.document(row.id, row.names, row.notes)
    return replace(doc, skipped=(*row.skipped, *doc.skipped, *_unread(doc, row.others)))


def _unread(doc: Document, others: Sequence[str]) -> Iterator[str]:
    """A sentence for each text that the story does not say itself."""
    said = " ".join(doc.text.split())
    for text in others:
        words = " ".join(text.split())
        if is_prose(words) and words not in said:
            yield f"“{words if len(words) <= _SHOWN else words[: _SHOWN - 1] + '…'}” in another field is not read."


_SHOWN = 40  # code points of a text that is not read


def of_line(line: str, uri: str, number: int, told: Fields = ()) -> list[Row]:
    """The rows in a line of JSON Lines, one as a rule. `number` is the id of one that has none.

    Raises InputError for what holds no text.
    """
    rows = []
    for item in jsonl.items(line, uri, _json.walk(line, uri), number, told):
        parts = sorted(item.parts, key=lambda part: part[1].start)
        said = tuple((form, _json.string(line, place)) for form, place in parts)
        others = tuple(_json.string(line, place) for place in item.others)
        source = _json.string(line, item.source) if item.source else None
        rows.append(Row(said, item.id, source, item.names, item.notes, item.skipped, others))
    return rows


def columns(names: Sequence[str], uri: str, told: Fields = ()) -> dict[str, list[str]]:
    """For each role the columns that hold it. Raises InputError where none holds a text."""
    chosen = fields.choose(names, told)
    if not fields.is_told(chosen, told):
        raise InputError(
            f"{uri} has no column {fields.missing(told)}; it has {fields.named(names)}. Name one with --field"
            " text=NAME."
        )
    return chosen


def unread_columns(names: Sequence[str], chosen: Mapping[str, Sequence[str]], told: Fields = ()) -> list[str]:
    """The columns that usually hold a text, of those that are not chosen.

    None where the user has said which to read.
    """
    taken = {name for several in chosen.values() for name in several}
    usual = {name for role in fields.SHOWN for name in fields.ROLES[role]}
    return [] if told else [name for name in names if name not in taken and name.strip().lower() in {*usual, ""}]


def of_fields(
    has: Mapping[str, object], chosen: Mapping[str, Sequence[str]], others: Sequence[str], uri: str, number: str = ""
) -> Row:
    """The row of some fields by column. `number`: its id where it has none.

    Raises InputError for a field that is no text, null or texts.
    """
    parts = tuple(
        (role, text)
        for role in fields.SHOWN
        for name in chosen.get(role, ())
        for text in _texts(has[name], name, uri)
        if text
    )
    ids = (has[name] for name in chosen.get("id", ()))
    id = next((str(value) for value in ids if isinstance(value, str | int) and str(value)), number)
    sources = [held for name in chosen.get("source", ()) if isinstance(held := has[name], str)]
    return Row(
        parts,
        id,
        sources[0] if sources else None,
        others=tuple(value for name in others if isinstance(value := has[name], str)),
    )


def _texts(value: object, name: str, uri: str) -> list[str]:
    found = value if isinstance(value, list) else [] if value is None else [value]
    texts = [one for one in found if isinstance(one, str)]
    if len(texts) < len(found):
        raise InputError(f"{uri} has something else in its field “{name}” where a text is wanted; export it again.")
    return texts
