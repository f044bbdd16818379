"""The cells of CSV and TSV and their places in the file.

What they say equals what the `csv` module says, which gives no places.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.errors import InputError, RepairError
from mtcheck.readers.escapes import escaped_piece, joined
from mtcheck.readers.pieces import Piece
from mtcheck.readers.places import where
from mtcheck.text.lazy import lazy

DELIMITERS = ("\t", ";", "|", ",")
_QUOTED = lazy(r'"[^"]*+(?>(?:""[^"]*+)*)"')
_BARE = {sign: lazy(rf"[^{sign}\r\n]*") for sign in DELIMITERS}
_BREAK = lazy(r"\r\n|\n|\r")
_DOUBLED = lazy('""')


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are told apart: `quoting` is False for tab-separated files whose quotation marks mean nothing."""

    delimiter: str
    quoting: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell from `start` to `end`; `inside`: the end of what its quotation marks hold, or `start`."""

    start: int
    inside: int
    end: int


def dialect_of(raw: str, uri: str) -> Dialect:
    """The dialect of a file: its header has the most of the sign between cells. Raises InputError as `rows` does."""
    first = raw.lstrip("\r\n")[:20_000]
    end = _BREAK.search(first)
    header = _QUOTED.sub("", first[: end.start()] if end else first)
    sign = max(reversed(DELIMITERS), key=header.count)
    if sign == "\t" and not _closes_all(raw, uri):
        return Dialect(sign, quoting=False)
    return Dialect(sign)


def _closes_all(raw: str, uri: str) -> bool:
    """Whether every quotation mark at the start of a cell has its other half at the end."""
    try:
        return all(cell.inside in (cell.start, cell.end) for row in rows(raw, uri, Dialect("\t")) for cell in row)
    except InputError:
        return False


def rows(raw: str, uri: str, dialect: Dialect) -> Iterator[list[Cell]]:
    """The rows that are not blank. Raises InputError for a quotation mark that is never closed."""
    bare = _BARE[dialect.delimiter]
    row: list[Cell] = []
    at, size = 0, len(raw)
    while at < size:
        start = inside = at
        if dialect.quoting and raw[at] == '"':
            quoted = _QUOTED.match(raw, at)
            if quoted is None:
                raise InputError(
                    f"{uri} has a quotation mark in {where(raw, at)} that is never closed; mend the file or export it"
                    " again."
                )
            inside = at = quoted.end()
        rest = bare.match(raw, at)
        at = rest.end() if rest else at
        row.append(Cell(start, inside, at))
        if raw[at : at + 1] == dialect.delimiter:
            at += 1
            if at < size:
                continue
            row.append(Cell(at, at, at))
        if len(row) > 1 or row[0].start < row[0].end:
            yield row
        row = []
        end = _BREAK.match(raw, at)
        at = end.end() if end else at
    if row:
        yield row


def piece(raw: str, cell: Cell, dialect: Dialect) -> Piece:
    """What a cell says, with its way back.

    New text in quotation marks has its own doubled; elsewhere it is refused where it would need some.
    """
    bare = _Bare(dialect)
    if cell.inside == cell.start:
        return escaped_piece(raw, [(cell.start, cell.end)], _NEVER, str, bare)
    within = escaped_piece(raw, [(cell.start + 1, cell.inside - 1)], _DOUBLED, _single, _doubled)
    return (
        within
        if cell.inside == cell.end
        else joined(within, escaped_piece(raw, [(cell.inside, cell.end)], _NEVER, str, bare))
    )


_NEVER = lazy(r"(?!)")


def _single(written: str) -> str:
    return '"'


def _doubled(text: str) -> str:
    return text.replace('"', '""')


@dataclass(frozen=True, slots=True)
class _Bare:
    """Writes text into a cell without quotation marks.

    Raises RepairError for what would end the cell or seem to open such marks.
    """

    dialect: Dialect

    def __call__(self, text: str) -> str:
        if any(sign in text for sign in (self.dialect.delimiter, "\r", "\n")) or (self.dialect.quoting and '"' in text):
            raise RepairError("The cell stands in no quotation marks, which the repair would need.")
        return text
