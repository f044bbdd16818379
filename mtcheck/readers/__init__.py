"""Raw bytes to documents: one reader a format. `expand` finds files, `files.load` decodes one, `read` makes documents of it."""

import glob
from collections.abc import Iterator, Sequence
from pathlib import Path

from mtcheck.core import Document
from mtcheck.errors import ConfigError, InputError
from mtcheck.readers.files import RawFile

FORMATS = {
    ".txt": "text", ".text": "text", "": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip


def format_of(path: str) -> str:
    """The format that the file name stands for; text where it tells nothing."""
    return FORMATS.get(Path(path).suffix.lower(), "text")


def read(file: RawFile, format: str | None = None) -> list[Document]:
    """The documents in a file. Raises ConfigError for an unknown format."""
    name = format or format_of(file.path)
    if name not in FORMATS.values():
        raise ConfigError(f"There is no format “{name}”; mtcheck reads {', '.join(sorted(set(FORMATS.values())))}.")
    return [read_raw(file.text, file.path, name, file.notes, file.wrapped)]


def read_raw(raw: str, uri: str, format: str, notes: tuple[str, ...] = (), wrapped: bool | None = None) -> Document:
    """The document in a decoded text of a known format."""
    from dataclasses import replace

    if format == "html":
        from mtcheck.readers import html

        doc = html.read(raw, uri)
    elif format == "markdown":
        from mtcheck.readers import markdown

        doc = markdown.read(raw, uri)
    else:
        from mtcheck.readers import text

        doc = text.read(raw, uri, wrapped)
    return replace(doc, notes=(*doc.notes, *notes)) if notes else doc


def expand(paths: Sequence[str]) -> Iterator[str]:
    """Files for files, directories (every story in them, hidden ones left out) and globs; "-" stays.

    Raises InputError for a path that does not exist, a glob that matches nothing and a directory without stories.
    """
    for path in paths:
        if path == "-":
            yield path
        elif Path(path).is_dir():
            found = sorted(
                str(file)
                for file in Path(path).rglob("*")
                if file.suffix.lower() in FORMATS and file.suffix and file.is_file() and not _is_hidden(file.relative_to(path))
            )
            if not found:
                endings = ", ".join(ending for ending in FORMATS if ending)
                raise InputError(f"There are no stories in {path}; mtcheck looks for files that end in {endings}.")
            yield from found
        elif Path(path).exists():
            yield path
        elif glob.has_magic(path):
            matched = sorted(glob.glob(path, recursive=True))
            if not matched:
                raise InputError(f"No file matches {path}.")
            yield from (name for name in matched if Path(name).is_file())
        else:
            raise InputError(f"{path} does not exist; check the path.")


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
