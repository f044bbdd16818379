"""The stories of a part, read one after another: `stories`."""

import os
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from mtcheck import readers
from mtcheck.batch import columns
from mtcheck.batch.judge import Given, broken, given
from mtcheck.batch.places import Place
from mtcheck.batch.plan import COMPRESSED, LINES, PARQUET, WHOLE, Part, Slice, is_compressed, plain_name
from mtcheck.errors import InputError, MtcheckError
from mtcheck.readers import files, rows
from mtcheck.run.session import Session, numbered

_ALONE = frozenset({"text", "markdown", "html"})  # files that are one story
_ROWS = 64  # that are decoded at a time
_BYTES = 1 << 20  # that are read at a time
_SHOWN = 300  # characters of what Arrow says


def stories(session: Session, sources: Sequence[Place], part: Part) -> Iterator[Given]:
    """The stories of a part, and what could not be read of it: broken rows and files, and files that may not be read.

    Raises InputError where a file system does not answer, which says nothing about a story.
    """
    for one in part.slices:
        source = sources[one.file.source]
        name = source.named(one.file.path)
        try:
            yield from _READERS[one.file.kind](session, source, one, name)
        except OSError as error:
            yield _lost(source, one, name, "its stories could not be read, or not all of them", error)


def _of_parquet(session: Session, source: Place, part: Slice, name: str) -> Iterator[Given]:
    with source.files.open_input_file(part.file.path) as opened:
        try:
            table = pq.ParquetFile(opened, buffer_size=_BYTES, pre_buffer=False)
            names = table.schema_arrow.names
        except _BROKEN as error:
            yield _lost(source, part, name, "its rows could not be read", error)
            return
        chosen = rows.columns(names, name, session.config.fields)
        others = rows.unread_columns(names, chosen, session.config.fields)
        wanted = list(dict.fromkeys([*(one for several in chosen.values() for one in several), *others]))
        first = 0
        for group in range(table.metadata.num_row_groups):
            size = table.metadata.row_group(group).num_rows
            start, end = max(part.start - first, 0), min(part.end - first, size)
            if start < end:
                at = start
                try:
                    for batch in _batches(table, group, wanted, start, end):
                        yield from columns.stories(session, batch, name, first + at + 1)
                        at += batch.num_rows
                except _BROKEN as error:
                    yield _lost(
                        source, part, name, f"rows {first + at + 1:,} to {first + end:,} could not be read", error
                    )
            first += size


_BROKEN = (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError)  # what Arrow raises for broken Parquet


def _batches(table: Any, group: int, names: Sequence[str], start: int, end: int) -> Iterator[Any]:
    """A range of a group's rows, some at a time."""
    at = 0
    for batch in table.iter_batches(_ROWS, row_groups=[group], columns=names, use_threads=False):
        first, last = max(start - at, 0), min(end - at, batch.num_rows)
        if first < last:
            yield batch.slice(first, last - first)
        at += batch.num_rows
        if at >= end:
            return


def _lost(source: Place, part: Slice, name: str, what: str, error: Exception) -> Given:
    """What stands for the rows of a broken file, or of one that may not be read. Raises InputError where it is the file
    system that fails, for then a later try may read them.
    """
    if isinstance(error, PermissionError):
        return broken(InputError(f"{name} cannot be read: permission denied."), name, "")
    try:
        if part.file.kind != PARQUET and not is_compressed(part.file.path):  # there is no code in it to be broken
            raise error
        with source.files.open_input_stream(part.file.path, compression=None) as stream:
            while stream.read(_BYTES):
                pass
    except OSError as failed:
        raise InputError(f"{name} cannot be read: {_said(failed)}.") from None
    return broken(InputError(f"{name} is broken, and {what}: {_said(error)}."), name, "")


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:_SHOWN].rstrip(".")


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
    compressed = is_compressed(part.file.path)
    opened: Any = open_stream(source, part.file.path) if compressed else source.files.open_input_file(part.file.path)
    with opened as stream:
        at = part.start
        if at:  # a line that has begun before belongs to the range before
            at -= 1
            stream.seek(at)
        held: list[bytes] = []  # the beginning of a line
        skip = bool(part.start)
        while data := stream.read(_BYTES):
            *lines, rest = data.split(b"\n")
            if lines:
                lines[0] = b"".join((*held, lines[0]))
                held = []
            held.append(rest)
            for line in lines:
                if not compressed and at >= part.end:
                    return
                if not skip:
                    yield at, line
                skip = False
                at += len(line) + 1
        last = b"".join(held)
        if last and not skip and (compressed or at < part.end):
            yield at, last


def _of_file(session: Session, source: Place, part: Slice, name: str) -> Iterator[Given]:
    with open_stream(source, part.file.path) as stream:
        data = stream.read()
    try:
        file = files.decode(data, plain_name(name))
        format = readers.format_of(file, session.config.fields)
        alone = file if format in _ALONE else None
        any_ = False
        for story in numbered(session.stories(file, format)):
            any_ = True
            yield Given(story.document.uri, story.document.id, story, file=alone)
        if not any_ and session.config.gate is not None:
            raise InputError(f"{name} holds no story; a gate passes nothing that it has not seen.")
    except MtcheckError as error:
        yield broken(error, name, "")
    except OSError:
        raise
    except Exception as error:
        yield broken(error, name, "")


def open_stream(source: Place, path: str) -> Any:
    """The contents of a file, uncompressed, as a stream."""
    return source.files.open_input_stream(path, compression=COMPRESSED.get(os.path.splitext(path)[1].lower()))


_READERS = {PARQUET: _of_parquet, LINES: _of_lines, WHOLE: _of_file}
