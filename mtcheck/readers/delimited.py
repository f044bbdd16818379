"""CSV and TSV with named columns, one story a row: which column holds what is told or goes by its name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from mtcheck.core import Document
from mtcheck.errors import InputError
from mtcheck.readers import fields, unread
from mtcheck.readers._cells import Cell, Dialect, dialect_of, piece, rows
from mtcheck.readers.fields import Fields
from mtcheck.readers.pieces import Story
from mtcheck.readers.places import where
from mtcheck.readers.record import add
from mtcheck.readers.sniff import Unknown
from mtcheck.readers.stories import Stories
from mtcheck.text.counting import count


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    parts: tuple[tuple[str, Cell], ...]
    source: Cell | None
    others: tuple[Cell, ...] = ()  # cells without a name, or under one that usually holds a text, that are not read


def read(raw: str, uri: str, told: Fields = ()) -> Sequence[Document]:
    """A document for each row below the header.

    Raises InputError with line and column for a quotation mark that is never closed, and for a row whose cells do not
    fit the header.
    """
    dialect = dialect_of(raw, uri)
    table = rows(raw, uri, dialect)
    header = _header(raw, table, dialect)
    chosen = _choose(uri, header, told)
    usual = {name for role in fields.SHOWN for name in fields.ROLES[role]}
    taken = {column for columns in chosen.values() for column in columns}
    others = (
        []
        if told
        else [
            column for column, name in enumerate(header) if column not in taken and (not name or name.lower() in usual)
        ]
    )
    found = [
        replace(
            _row(raw, uri, dialect, row, header, chosen, number),
            others=tuple(row[column] for column in others if column < len(row)),
        )
        for number, row in enumerate(table, 1)
    ]
    return Stories(found, partial(_document, raw, uri, dialect))


def columns(raw: str, uri: str, told: Fields = ()) -> dict[str, list[int]]:
    """For each role the numbers of its columns. Raises Unknown where no column holds a text."""
    dialect = dialect_of(raw, uri)
    return _choose(uri, _header(raw, rows(raw, uri, dialect), dialect), told)


def _header(raw: str, table: Iterator[list[Cell]], dialect: Dialect) -> list[str]:
    return [piece(raw, cell, dialect).text.strip() for cell in next(table, [])]


def _choose(uri: str, header: list[str], told: Fields) -> dict[str, list[int]]:
    chosen = fields.choose(header, told)
    if not fields.is_told(chosen, told):
        raise Unknown(
            f"{uri} has no column {fields.missing(told)}; its header has {fields.named(header)}. Name one with --field"
            " text=COLUMN."
        )
    for names in chosen.values():
        for name in names:
            if header.count(name) > 1:
                raise InputError(f"{uri} has {header.count(name)} columns “{name}”; rename all but one.")
    return {role: [header.index(name) for name in names] for role, names in chosen.items()}


def _row(
    raw: str, uri: str, dialect: Dialect, row: list[Cell], header: list[str], chosen: dict[str, list[int]], number: int
) -> _Row:
    wanted = [(role, column) for role in fields.SHOWN for column in chosen.get(role, ())]
    if len(row) > len(header) or any(column >= len(row) for _, column in wanted):
        cells = count(len(row), "cell")
        marks = f"put quotation marks around cells with {_NAMED[dialect.delimiter]} or line breaks in them"
        raise InputError(
            f"{uri} has {cells} in {where(raw, row[0].start)}, where the header has {len(header)}; {marks}."
        )
    ids = [piece(raw, row[column], dialect).text for column in chosen.get("id", ()) if column < len(row)]
    sources = [row[column] for column in chosen.get("source", ()) if column < len(row)]
    return _Row(
        (ids or [""])[0] or str(number),
        tuple((role, row[column]) for role, column in wanted),
        sources[0] if sources else None,
    )


_NAMED = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def _document(raw: str, uri: str, dialect: Dialect, row: _Row) -> Document:
    story = Story(raw, uri)
    source = piece(raw, row.source, dialect).text if row.source else None
    for role, cell in row.parts:
        add(story, piece(raw, cell, dialect), role, source)
    pieces = ((cell.start, piece(raw, cell, dialect).text) for cell in row.others)
    return unread.with_skipped(
        story.document(row.id), ((start, text) for start, text in pieces if unread.is_prose(text))
    )
