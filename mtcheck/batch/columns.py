"""Rows of an Arrow batch as stories: `stories` is the way in."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from mtcheck.batch.judge import Given, broken, given
from mtcheck.errors import InputError
from mtcheck.readers import rows
from mtcheck.run.session import Session


def stories(session: Session, batch: Any, uri: str = "", first: int | None = None) -> Iterator[Given]:
    """A story for each row of a RecordBatch or a Table. `uri`: for rows without one of their own.

    `first`: for rows of a file, the number of the first; rows without an id go by their number, and `uri` is the file.

    Raises InputError where no column holds a text.
    """
    told = session.config.fields
    chosen = rows.columns(batch.schema.names, uri or "The batch", told)
    others = rows.unread_columns(batch.schema.names, chosen, told)
    wanted = {name: batch.column(name) for names in (*chosen.values(), others) for name in names}
    places = batch.column("uri") if first is None and "uri" in batch.schema.names else None
    for at in range(batch.num_rows):
        number = "" if first is None else str(first + at)
        place = uri
        try:
            place = uri if places is None else _text(places[at]) or uri
            has = {name: column[at].as_py() for name, column in wanted.items()}
            row = rows.of_fields(has, chosen, others, place, number)
        except UnicodeDecodeError as error:
            yield broken(InputError(f"A field is not UTF-8 (byte {error.start}); export it again."), place, number)
        except Exception as error:
            yield broken(error, place, number)
        else:
            yield given(session, row, place)


def _text(value: pa.Scalar) -> str:
    said = value.as_py()
    return said if isinstance(said, str) else ""
