"""Raw bytes to documents: one reader a format. `expand` finds files, `files.load` decodes one, `read` makes documents of it."""

import glob
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path

from mtcheck.core import Document
from mtcheck.errors import ConfigError, InputError
from mtcheck.readers import files
from mtcheck.readers.files import RawFile

FORMATS = {
    ".txt": "text", ".text": "text", "": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".rss": "rss", ".atom": "atom", ".nitf": "nitf", ".xlf": "xliff", ".xliff": "xliff", ".tmx": "tmx", ".xml": "xml", ".po": "po", ".pot": "po",
    ".json": "json", ".ninjs": "ninjs", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".tab": "csv",
}  # fmt: skip
_READERS = {  # format: module
    **{name: name for name in ("jsonfeed", "ninjs", "po", "rss", "atom", "nitf", "newsml", "xliff", "tmx")},
    "html": "html", "csv": "delimited", "json": "jsonl", "jsonl": "jsonl",
}  # fmt: skip
_RECORDS = ("csv", "json", "jsonl")  # with named fields
_STREAMED = ("rss", "atom", "nitf", "newsml", "xliff")
NAMES = ("text", "markdown", *_READERS)
_MIXED = frozenset({".json", ".xml", ".csv", ".tsv", ".tab"})  # files of these names in a folder may be something else than stories
_SMALL = 1_000_000  # bytes
Fields = tuple[tuple[str, str], ...]  # (role, name of a field); see `fields`


def format_of(file: RawFile, told: Fields = ()) -> str:
    """The format of a file, by its content, else by its name. Raises InputError where the two make no sense."""
    from mtcheck.readers.sniff import sniff

    return sniff(file.text, file.path, _ending(file.path), told)


def _ending(path: str) -> str | None:
    if files.is_address(path):
        path = path.split("?")[0].split("#")[0]
    return FORMATS.get(Path(path).suffix.lower())


def read(file: RawFile, format: str | None = None, told: Fields = ()) -> Sequence[Document]:
    """The documents in a file, which may be made as they are asked for; all share its text. `told`: (role, field) for records, see `fields`.

    Raises ConfigError for an unknown format, InputError for a file that is broken.
    """
    from mtcheck.readers.stories import Stories, Streamed

    name = format or format_of(file, told)
    if name not in NAMES:
        raise ConfigError(f"There is no format “{name}”; mtcheck reads {', '.join(sorted(NAMES))}.")
    if name in ("text", "markdown", "html"):
        return [read_raw(file.text, file.path, name, file.notes, file.wrapped)]
    if not file.text.strip():
        raise InputError(f"{file.path} is empty; check what made it.")
    module = import_module(f"mtcheck.readers.{_READERS[name]}")
    found: Sequence[Document]
    if name in _RECORDS:
        found = (module.read_array if name == "json" else module.read)(file.text, file.path, told)
    elif name in _STREAMED:
        found = Streamed(partial(module.stories, file.text, file.path))
    else:
        found = module.read(file.text, file.path)
    return Stories(found, partial(_noted, file.notes)) if file.notes else found


def _noted(notes: tuple[str, ...], doc: Document) -> Document:
    return replace(doc, notes=(*doc.notes, *notes))


def read_raw(raw: str, uri: str, format: str, notes: tuple[str, ...] = (), wrapped: bool | None = None) -> Document:
    """The document in a decoded text, Markdown or HTML."""
    if format == "html":
        from mtcheck.readers import html

        doc = html.read(raw, uri)
    elif format == "markdown":
        from mtcheck.readers import markdown

        doc = markdown.read(raw, uri)
    else:
        from mtcheck.readers import text

        doc = text.read(raw, uri, wrapped)
    return _noted(notes, doc) if notes else doc


def expand(paths: Sequence[str]) -> Iterator[str]:
    """Files for files, directories (every story in them, hidden ones left out) and globs; "-" and addresses stay.

    Raises InputError for a path that does not exist, a glob that matches nothing and a directory without stories.
    """
    for path in paths:
        if path == "-" or files.is_address(path):
            yield path
        elif Path(path).is_dir():
            found = sorted(str(file) for file in Path(path).rglob("*") if not _is_hidden(file.relative_to(path)) and _is_story(file))
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


def _is_story(path: Path) -> bool:
    """Whether a file in a folder is one to read. A small JSON, XML or CSV file that is in order and holds something else is left out."""
    ending = path.suffix.lower()
    if not ending or ending not in FORMATS or not path.is_file():
        return False
    if ending not in _MIXED or path.stat().st_size > _SMALL:
        return True
    from mtcheck.readers.sniff import Unknown, sniff

    try:
        file = files.load(path)
        if sniff(file.text, file.path, FORMATS[ending]) == "csv":
            from mtcheck.readers import delimited

            delimited.columns(file.text, file.path)
    except Unknown:
        return False
    except InputError:
        pass  # reading it will say what is wrong
    return True
