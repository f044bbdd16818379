"""What an archive consists of: its files, cut into parts. `plan` cuts them, and adds to a plan what has come since."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

import pyarrow as pa
import pyarrow.parquet as pq

from mtcheck.batch.places import Place
from mtcheck.errors import ConfigError, InputError
from mtcheck.readers import FORMATS, rows
from mtcheck.readers.fields import Fields

PARQUET, LINES, WHOLE = "parquet", "lines", "whole"
COMPRESSED = {".gz": "gzip", ".bz2": "bz2", ".zst": "zstd", ".lz4": "lz4"}
_MOST = 1_000  # files in a part
EVERY_ROW = 1 << 62


@dataclass(frozen=True, slots=True)
class File:
    """A file of the archive. `source`: the number of its input; `size` in bytes; `kind`: PARQUET, LINES or WHOLE."""

    source: int
    path: str
    size: int
    modified: int | None
    kind: str

    def is_as(self, other: "File") -> bool:
        """Whether it seems unchanged."""
        return (self.size, self.modified, self.kind) == (other.size, other.modified, other.kind)


@dataclass(frozen=True, slots=True)
class Slice:
    """A range of a file, half open: rows of PARQUET (up to EVERY_ROW where the file does not say how many it has),
    bytes of LINES (the lines that begin there), all of WHOLE.
    """

    file: File
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """What is checked in one go: all of it is done, or none."""

    number: int
    slices: tuple[Slice, ...]

    @property
    def name(self) -> str:
        return f"part-{self.number:06d}"


@dataclass(frozen=True)
class Plan:
    """`signature`: a hash of what the rows depend on besides the text.

    Once a plan is written, its parts keep their numbers and their slices.
    """

    signature: str
    parts: tuple[Part, ...]

    @property
    def files(self) -> dict[tuple[int, str], File]:
        return {(one.file.source, one.file.path): one.file for part in self.parts for one in part.slices}

    def packed(self) -> bytes:
        """Bytes that `unpacked` reads."""
        numbers = {file: number for number, file in enumerate(self.files.values())}
        parts = [[[numbers[one.file], one.start, one.end] for one in part.slices] for part in self.parts]
        return json.dumps(
            {
                "schema": _SCHEMA,
                "signature": self.signature,
                "files": [asdict(file) for file in numbers],
                "parts": parts,
            }
        ).encode()


_SCHEMA = 1


def unpacked(data: bytes, name: str) -> Plan:
    """Raises ConfigError for what is no plan."""
    try:
        said = json.loads(data)
        files = [File(**file) for file in said["files"]]
        parts = tuple(
            Part(number, tuple(Slice(files[at], start, end) for at, start, end in slices))
            for number, slices in enumerate(said["parts"])
        )
        if said["schema"] != _SCHEMA:
            raise ValueError
        return Plan(said["signature"], parts)
    except (ValueError, TypeError, KeyError, IndexError):
        raise ConfigError(f"{name} is no plan of this version of mtcheck; name another OUTPUT.") from None


def plan(
    sources: Sequence[Place], output: Place, told: Fields, signature: str, size: int, before: Plan | None = None
) -> Plan:
    """The plan for what the inputs hold now. A file in several of them counts once, one in the output never. `size`:
    bytes of text in a part. `before`: the plan so far, which is added to.

    Raises InputError for an input that does not exist or holds no story, ConfigError where a file of the plan so far
    has changed, is gone, or is in none of the inputs.
    """
    known = before.files if before else {}
    found: dict[tuple[int, str], File] = {}
    for number, source in enumerate(sources):
        same = [at for at in range(number) if sources[at].files == source.files]
        for file in _files(source, number, output):
            if not any((at, file.path) in found for at in same):
                found[number, file.path] = file
    for key, file in known.items():
        if file.source >= len(sources) or not sources[file.source].holds(file.path):
            raise ConfigError(
                f"{output.name} was begun with other inputs, {file.path} among them; name the same, in the same order,"
                " and new ones after them, or name another OUTPUT."
            )
        name = sources[file.source].named(file.path)
        if key not in found:
            raise ConfigError(f"{name} is part of this archive and is gone; bring it back, or name another OUTPUT.")
        if not file.is_as(found[key]):
            raise ConfigError(f"{name} has changed since this archive was begun; name another OUTPUT to begin anew.")
    new = (file for key, file in found.items() if key not in known)
    parts = list(before.parts) if before else []
    for slices in _packed(_slices(sources, new, told, size), size):
        parts.append(Part(len(parts), slices))
    return Plan(signature, tuple(parts))


def _files(source: Place, number: int, output: Place) -> Iterator[File]:
    whole = list(source.below())
    if source.files == output.files:
        whole = [one for one in whole if not output.holds(one.path)]
    for link in source.dead_links():
        if _kind(link, alone=False):
            raise InputError(f"{source.named(link)} leads nowhere; take it away.")
    files = [(one, kind) for one in whole if (kind := _kind(one.path, alone=one.path == source.path))]
    if not files:
        endings = ", ".join((".parquet", *(ending for ending in FORMATS if ending)))
        raise InputError(f"There are no stories in {source.name}; mtcheck looks for files that end in {endings}.")
    for one, kind in files:
        if not one.is_file:
            raise InputError(f"{source.named(one.path)} has the name of a story but is no file; take it away.")
        yield File(number, one.path, one.size, one.mtime_ns, kind)


def _kind(path: str, *, alone: bool) -> str:
    """How a file of this name is read; empty if it is not. `alone`: it was named by itself, so it is."""
    name, ending = plain_name(path), ""
    if "." in name.rpartition("/")[2]:
        ending = "." + name.rpartition(".")[2].lower()
    if ending in (".parquet", ".pq"):
        return PARQUET
    if FORMATS.get(ending) == "jsonl":
        return LINES
    return WHOLE if alone or (ending and ending in FORMATS) else ""


def plain_name(path: str) -> str:
    """The name of a file without the ending that says how it is compressed."""
    return next((path[: -len(ending)] for ending in COMPRESSED if path.lower().endswith(ending)), path)


def is_compressed(path: str) -> bool:
    return plain_name(path) != path


Weighed = tuple[Slice, float]  # and the bytes of text in it


def _slices(sources: Sequence[Place], files: Iterable[File], told: Fields, size: int) -> Iterator[Weighed]:
    for file in files:
        if file.kind == PARQUET:
            yield from _of_parquet(sources[file.source], file, told, size)
        elif file.kind == LINES and not is_compressed(file.path):
            yield from (
                (Slice(file, at, min(at + size, file.size)), min(size, file.size - at))
                for at in range(0, file.size, size)
            )
        else:
            yield Slice(file, 0, file.size), file.size


def _of_parquet(source: Place, file: File, told: Fields, size: int) -> Iterator[Weighed]:
    """Row ranges of about so many bytes.

    Raises ConfigError where no column holds a text: the user has to name it, before anything is written.
    """
    try:
        with source.files.open_input_file(file.path) as opened:
            about = pq.read_metadata(opened)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, PermissionError):
        yield Slice(file, 0, EVERY_ROW), 0.0  # reading it says what is wrong, or, at a later try, gives the rows
        return
    names = about.schema.to_arrow_schema().names
    try:
        chosen = rows.columns(names, source.named(file.path), told)
    except InputError as error:
        raise ConfigError(str(error)) from None
    wanted = {name for several in chosen.values() for name in several}
    total = 0
    for group in map(about.row_group, range(about.num_row_groups)):
        columns = map(group.column, range(group.num_columns))
        total += sum(one.total_uncompressed_size for one in columns if one.path_in_schema.partition(".")[0] in wanted)
    each = max(1, int(about.num_rows * size / total)) if total > size else max(1, about.num_rows)
    for start in range(0, about.num_rows, each):
        end = min(start + each, about.num_rows)
        yield Slice(file, start, end), total * (end - start) / about.num_rows


def _packed(slices: Iterable[Weighed], size: int) -> Iterator[tuple[Slice, ...]]:
    """Slices, in order, in groups of up to so many bytes."""
    held: list[Slice] = []
    weight = 0.0
    for one, bytes_ in slices:
        if held and (weight + bytes_ > size or len(held) >= _MOST):
            yield tuple(held)
            held, weight = [], 0.0
        held.append(one)
        weight += bytes_
    if held:
        yield tuple(held)
