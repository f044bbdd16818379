"""Raw bytes to documents: one reader a format.

`expand` finds files, `files.load` decodes one, `read` makes documents of it.
"""

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path

from mtcheck.core import Document
from mtcheck.errors import ConfigError, InputError, why
from mtcheck.readers import files
from mtcheck.readers.files import RawFile

FORMATS = {
    ".txt": "text", ".text": "text", "": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html",
    ".htm": "html", ".xhtml": "html",
    ".rss": "rss", ".atom": "atom", ".nitf": "nitf", ".xlf": "xliff", ".xliff": "xliff", ".tmx": "tmx", ".xml": "xml",
    ".po": "po", ".pot": "po",
    ".json": "json", ".ninjs": "ninjs", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv",
    ".tab": "csv",
}  # fmt: skip
_READERS = {  # format: module
    **{name: name for name in ("jsonfeed", "ninjs", "po", "rss", "atom", "nitf", "newsml", "xliff", "tmx")},
    "html": "html", "csv": "delimited", "json": "jsonl", "jsonl": "jsonl",
}  # fmt: skip
_RECORDS = ("csv", "json", "jsonl")  # with named fields
NAMES = ("text", "markdown", *_READERS)
# files of these names in a folder may be something else than stories
_MIXED = frozenset({".json", ".xml", ".csv", ".tsv", ".tab"})
_SMALL = 1_000_000  # bytes
Fields = tuple[tuple[str, str], ...]  # (role, name of a field); see `fields`


class LeftOut(InputError):
    """A file in a folder that is in order and holds something else than stories."""


def format_of(file: RawFile, told: Fields = ()) -> str:
    """The format of a file, by its content, else by its name. Raises InputError where the two make no sense."""
    from mtcheck.readers.sniff import sniff

    return sniff(file.text, file.path, _ending(file.path), told)


def _ending(path: str) -> str | None:
    if files.is_address(path):
        path = path.split("?")[0].split("#")[0]
    return FORMATS.get(Path(path).suffix.lower())


def read(file: RawFile, format: str | None = None, told: Fields = ()) -> Sequence[Document]:
    """The documents in a file, which may be made as they are asked for; all share its text. `told`: (role, field) for
    records, see `fields`.

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
    elif hasattr(module, "stories"):  # one by one
        found = Streamed(partial(module.stories, file.text, file.path))
    else:
        found = module.read(file.text, file.path)
    return Stories(found, partial(_noted, file.notes))


def _noted(notes: tuple[str, ...], doc: Document) -> Document:
    from mtcheck.readers import unread

    doc = unread.with_turned(doc)
    return replace(doc, notes=(*doc.notes, *notes)) if notes else doc


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
    return _noted(notes, doc)


def expand(paths: Sequence[str]) -> Iterator[str | InputError]:
    """Files for files, directories (every story in them, hidden ones left out) and globs; "-" and addresses stay.

    What cannot be looked at (a folder that may not be read, a link that leads nowhere, a pipe that is called like a
    story) is an error among the files, and so is what holds no stories (`LeftOut`), so that nothing is left out in
    silence. Raises InputError for a path that does
    not exist, a glob that matches no file and a directory without stories.
    """
    for path in paths:
        if not path.strip():
            raise InputError("An empty path names no file; a variable may not be set.")
        if path == "-" or files.is_address(path):
            yield path
        elif os.path.isdir(path):
            found = _within(path)
            if all(isinstance(one, LeftOut) for one in found):
                endings = ", ".join(ending for ending in FORMATS if ending)
                raise InputError(f"There are no stories in {path}; mtcheck looks for files that end in {endings}.")
            yield from found
        elif os.path.lexists(path):
            yield path
        elif glob.has_magic(path):
            yield from _matched(path)
        else:
            raise InputError(f"{path} does not exist; check the path.")


def _matched(pattern: str) -> Iterator[str | InputError]:
    """The files that a glob matches, and those in folders that it matches, as if a shell had put them there."""
    matched = sorted(glob.glob(pattern, recursive=True))
    names = [name for name in matched if not os.path.isdir(name) and not _is_own(name)]
    folders = [name for name in matched if os.path.isdir(name)]
    if "**" in pattern:  # every folder matches; what is in them matches too, or is not meant
        base = os.path.dirname(pattern[: pattern.index("*")]) or "."
        found: list[str | InputError] = [*names, *(one for one in _within(base) if isinstance(one, InputError))]
    else:
        found = [*names, *(one for folder in folders for one in _within(folder))]
    if all(isinstance(one, LeftOut) for one in found):
        raise InputError(
            f"{pattern} matches only folders without stories." if folders else f"No file matches {pattern}."
        )
    yield from found


def _within(folder: str) -> list[str | InputError]:
    """The stories in a folder and all below it, each once however many links lead to it."""
    found: list[tuple[str, str | InputError]] = []
    seen: set[str] = set()
    waiting = [folder]
    while waiting:
        linked: list[str] = []
        for start in waiting:
            for place, folders, names in os.walk(
                start, onerror=lambda error: found.append((str(error.filename), _closed(error)))
            ):
                real = os.path.realpath(place)
                if real in seen:
                    folders.clear()
                    continue
                seen.add(real)
                folders[:] = [name for name in folders if not name.startswith(".")]
                linked += (os.path.join(place, name) for name in folders if os.path.islink(os.path.join(place, name)))
                for name in names:
                    path = str(Path(place, name))
                    if not name.startswith(".") and (told := _story(path)) is not None:
                        found.append((path, told))
        waiting = sorted(linked)  # those that lead somewhere else; last, so that a file is called by its own name
    return [told for _, told in sorted(found, key=lambda one: one[0])]


def _closed(error: OSError) -> InputError:
    return InputError(f"{error.filename} cannot be read: {why(error)}.")


def _story(path: str) -> str | InputError | None:
    """The path, if it is called like a story; None for what is none."""
    if not Path(path).suffix or Path(path).suffix.lower() not in FORMATS:
        return None
    try:
        kind = os.stat(path).st_mode
    except OSError as error:
        return InputError(f"{path} leads nowhere." if os.path.islink(path) else f"{path} cannot be read: {why(error)}.")
    if not stat.S_ISREG(kind):
        return InputError(f"{path} has the name of a story but is not a file; remove it, or name it by itself.")
    if _is_own(path):
        return None
    return path if _is_story(Path(path)) else LeftOut(f"{path} holds no stories and is left out.")


def _is_own(path: str) -> bool:
    """Whether a file is a baseline of mtcheck's own, whatever it is called."""
    if not path.lower().endswith(".json"):
        return False
    try:
        with open(path, "rb") as file:
            return file.read(len(_BASELINE)) == _BASELINE
    except OSError:
        return False  # reading it will say what is wrong


_BASELINE = b'{"mtcheck_baseline"'


def _is_story(path: Path) -> bool:
    """Whether a file in a folder is one to read.

    A small JSON, XML or CSV file that is in order and holds something else is left out.
    """
    ending = path.suffix.lower()
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
