"""Lines of a data file, zipped or not."""

import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path

from mtcheck.errors import InputError


def lines(path: Path) -> Iterator[str]:
    """Lines without their line feeds. Raises InputError when the file cannot be read."""
    try:
        opening = gzip.open if path.suffix == ".gz" else open
        with opening(path, "rt", encoding="utf-8-sig", newline="\n") as file:
            for line in file:
                yield line.rstrip("\r\n")
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8; save it as UTF-8.") from None
    except (OSError, EOFError) as error:
        raise InputError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from None


def first_line(path: Path) -> str:
    """The first line, or nothing where the file cannot be read as text."""
    try:
        return next(lines(path), "")
    except InputError:
        return ""


def is_table(path: Path, *needed: Sequence[str]) -> bool:
    """Whether the file is a .tsv whose first line names, for each group of alternatives, one of the columns."""
    if not path.is_file() or not path.name.removesuffix(".gz").endswith(".tsv"):
        return False
    columns = {name.strip().lower() for name in first_line(path).split("\t")}
    return all(columns & set(group) for group in needed)


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a .tsv as its first line names them, in lower case."""
    reading = lines(path)
    columns = [name.strip().lower() for name in next(reading, "").split("\t")]
    for number, line in enumerate(reading, 2):
        if line.strip():
            cells = line.split("\t")
            if len(cells) < len(columns):
                raise InputError(f"{path}, line {number}: {len(cells)} columns instead of {len(columns)}.")
            yield dict(zip(columns, cells, strict=False))


def cell(row: dict[str, str], names: Sequence[str]) -> str:
    """What stands in the first of some columns that the row has."""
    return next((row[name] for name in names if name in row), "")
