"""The stories in a part of an archive, as they are asked for: `stories`."""

import os
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from mtcheck.batch import columns
from mtcheck.batch.judge import Given, broken, given
from mtcheck.batch.places import Place
from mtcheck.batch.plan import COMPRESSED, LINES, PARQUET, Part, Slice, plain_name
from mtcheck.errors import InputError, MtcheckError
from mtcheck.readers import files, rows
from mtcheck.run.session import Session, numbered

_ROWS = 64  # that are decoded at a time
_BYTES = 1 << 20  # that are read at a time


def stories(session: Session, sources: Sequence[Place], part: Part) -> Iterator[Given]:
    """The stories of a part, and what could not be read.

    Raises OSError where a file system does not answer: that says nothing about a story.
    """
    for one in part.slices:
        source = sources[one.file.source]
        name = source.named(one.file.path)
        if one.file.kind == PARQUET:
            yield from _of_parquet(session, source, one, name)
        elif one.file.kind == LINES:
            yield from _of_lines(session, source, one, name)
        else:
            yield from _of_file(session, source, one, name)


def _of_parquet(session: Session, source: Place, part: Slice, name: str) -> Iterator[Given]:
    at = part.start
    try:
        with source.files.open_input_file(part.file.path) as opened:
            table = pq.ParquetFile(opened, buffer_size=_BYTES, pre_buffer=False)
            groups, first = _groups(table.metadata, part.start, part.end)
            names = table.schema_arrow.names
            chosen = rows.columns(names, name, session.config.fields)
            others = rows.unread_columns(names, chosen, session.config.fields)
            wanted = list(dict.fromkeys([*(one for several in chosen.values() for one in several), *others]))
            number = first
            for batch in table.iter_batches(_ROWS, row_groups=groups, columns=wanted, use_threads=False):
                begin, end = max(part.start - number, 0), min(part.end - number, batch.num_rows)
                if begin < end:
                    at = number + begin
                    yield from columns.stories(session, batch.slice(begin, end - begin), name, at + 1)
                    at = number + end
                number += batch.num_rows
                if number >= part.end:
                    break
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        if isinstance(error, OSError) and (
            error.errno or "Parquet" not in str(error)
        ):  # Arrow says OSError for broken Parquet, too
            raise
        which = f"rows {at + 1:,} to {part.end:,}" if part.end else "all of it"
        yield broken(
            InputError(f"{name} is broken, and {which} could not be read: {' '.join(str(error).split())}"), name, ""
        )


def _groups(about: Any, start: int, end: int) -> tuple[list[int], int]:
    """The row groups that hold a range of rows, and the number of the first row in them."""
    found: list[int] = []
    first = at = 0
    for group in range(about.num_row_groups):
        size = about.row_group(group).num_rows
        if at < end and at + size > start:
            first = first if found else at
            found.append(group)
        at += size
    return found, first


def _of_lines(session: Session, source: Place, part: Slice, name: str) -> Iterator[Given]:
    for at, line in _lines(source, part):
        if not line.strip():
            continue
        said = ""
        try:
            said = files.decode(line, f"{name}, byte {at:,}").text
            found = rows.of_line(said, f"{name}, byte {at:,}", at, session.config.fields)
        except Exception as error:
            yield broken(error, name, str(at), said or line.decode("utf-8", "replace"))
        else:
            yield from (given(session, row, name) for row in found)


def _lines(source: Place, part: Slice) -> Iterator[tuple[int, bytes]]:
    """The lines that begin in a range of bytes, and where they begin."""
    compressed = plain_name(part.file.path) != part.file.path
    opened: Any = open_stream(source, part.file.path) if compressed else source.files.open_input_file(part.file.path)
    with opened as stream:
        at = part.start
        if at:  # the line that is under way there is the range's before
            at -= 1
            stream.seek(at)
        held = b""
        skip = bool(part.start)
        while data := stream.read(_BYTES):
            held += data
            lines = held.split(b"\n")
            held = lines.pop()
            for line in lines:
                if not compressed and at >= part.end:
                    return
                if not skip:
                    yield at, line
                skip = False
                at += len(line) + 1
        if held and not skip and (compressed or at < part.end):
            yield at, held


def _of_file(session: Session, source: Place, part: Slice, name: str) -> Iterator[Given]:
    with open_stream(source, part.file.path) as stream:
        data = stream.read()
    try:
        file = files.decode(data, plain_name(name))
        read = session.stories(file)
        any_ = False
        for story in numbered(read):
            any_ = True
            alone = story.document.raw == file.text and not story.document.id
            yield Given(story.document.uri, story.document.id, story, file=file if alone else None)
        if not any_ and session.config.gate is not None:
            raise InputError(f"{name} holds no story; a gate passes nothing that it has not seen.")
    except MtcheckError as error:
        yield broken(error, name, "")
    except OSError:
        raise
    except Exception as error:
        yield broken(error, name, "")


def open_stream(source: Place, path: str) -> Any:
    """A file as a stream of what it holds, uncompressed."""
    return source.files.open_input_stream(path, compression=COMPRESSED.get(os.path.splitext(path)[1].lower()))
