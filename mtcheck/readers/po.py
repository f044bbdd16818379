"""gettext PO: the translations of a file are the segments of one document, each with its msgid as source.

Fuzzy and obsolete entries are left alone: no program shows them.
https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from mtcheck.core import Document, Span
from mtcheck.errors import InputError
from mtcheck.readers.escapes import escaped_piece
from mtcheck.readers.pieces import Piece, Story
from mtcheck.readers.places import where
from mtcheck.readers.record import add_line
from mtcheck.readers.text import disjoint
from mtcheck.text.counting import count
from mtcheck.text.lazy import lazy

_LINE = lazy(r"[^\n]+")
_STRING = lazy(r'[ \t]*(msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]{1,3}\])?)?[ \t]*"((?:[^"\\]|\\.)*)"[ \t\r]*\Z')
_ESCAPE = lazy(r"\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|.)")
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a"}
_WRITTEN = {ord(char): f"\\{name}" for name, char in _NAMED.items()} | {ord("\\"): "\\\\", ord('"'): '\\"'}
_PLACEHOLDER = lazy(r"%(?:\(\w+\)|\d+\$)?[-+#0]*\d*(?:\.\d+)?[sdiufgeoxXcr]|\{\w*(?:[!:][^{}\s]*)?\}")


@dataclass(slots=True)
class _Entry:
    """For each keyword of an entry the ranges of its strings; flags are those of its comments."""

    start: int
    values: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)


def read(raw: str, uri: str) -> list[Document]:
    """The document of a PO file. Raises InputError with line and column for a line that makes no sense."""
    story = Story(raw, uri)
    fuzzy, formats = 0, False
    for entry in _entries(raw, uri):
        source = _piece(raw, entry.values["msgid"]).text
        if not source and "msgctxt" not in entry.values:
            continue  # the header
        if "fuzzy" in entry.flags:
            fuzzy += 1
            continue
        formats = formats or any(flag.endswith("-format") and not flag.startswith("no-") for flag in entry.flags)
        plural = _piece(raw, entry.values.get("msgid_plural", [])).text
        for keyword, places in entry.values.items():
            if keyword.startswith("msgstr"):
                add_line(story, _piece(raw, places), plural if plural and keyword != "msgstr[0]" else source)
    notes = (f"{count(fuzzy, 'fuzzy entry is', 'fuzzy entries are')} not checked.",) if fuzzy else ()
    doc = story.document(notes=notes)
    if formats:
        doc = replace(
            doc, masks=disjoint([*doc.masks, *(Span(*match.span()) for match in _PLACEHOLDER.finditer(doc.text))])
        )
    return [doc]


def _piece(raw: str, places: list[tuple[int, int]]) -> Piece:
    return escaped_piece(raw, places, _ESCAPE, _unescape, escape)


def _unescape(written: str) -> str:
    said = written[1:]
    if said[0] in "01234567":
        return chr(int(said, 8))
    return chr(int(said[1:], 16)) if len(said) > 1 else _NAMED.get(said, said)


def escape(text: str) -> str:
    """Text as it stands in a string of a PO file."""
    return text.translate(_WRITTEN)


def _entries(raw: str, uri: str) -> Iterator[_Entry]:
    """The entries that are not obsolete."""
    entry, keyword = _Entry(0), ""
    for line in _LINE.finditer(raw):
        start, content = line.start(), line[0].strip()
        if not content:
            continue
        if content[0] == "#":
            if keyword.startswith("msgstr"):
                yield entry
                entry, keyword = _Entry(start), ""
            if content.startswith("#,"):
                entry.flags.update(flag.strip() for flag in content[2:].split(","))
            continue
        string = _STRING.match(line[0])
        said = string[1] if string else None
        if said and keyword.startswith("msgstr") and not said.startswith("msgstr"):
            yield entry
            entry, keyword = _Entry(start), ""
        if string is None or not (said or keyword) or said in entry.values or not _follows(said or keyword, entry):
            raise InputError(
                f"{uri} is not valid PO in {where(raw, start + len(line[0]) - len(line[0].lstrip()))}; `msgfmt -c`"
                " tells more."
            )
        keyword = said or keyword
        entry.values.setdefault(keyword, []).append((start + string.start(2), start + string.end(2)))
    if keyword.startswith("msgstr"):
        yield entry
    elif keyword:
        raise InputError(f"{uri} is not valid PO: its last entry has no msgstr; it may have been cut off.")


def _follows(keyword: str, entry: _Entry) -> bool:
    """Whether a keyword may stand where it does: a translation behind its msgid, a context before it."""
    if keyword.startswith("msgstr"):
        return "msgid" in entry.values
    return keyword != "msgctxt" or "msgid" not in entry.values
