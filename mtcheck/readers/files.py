"""Files as they are: decoded once by `load`, written whole by `write_atomically`, with encoding, BOM, newlines."""

import codecs
import os
import re
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from mtcheck.errors import InputError, RepairError
from mtcheck.text.counting import count

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# encodings in which letters of ASCII may mean others, and what begins that; such bytes are UTF-8, too
_SHIFTING, _SHIFTS = ("iso2022", "hz", "utf-7"), (b"\x1b", b"~{", b"+")
_SHORT = 40  # signs of a file's name that its temporary neighbour has, too; names have 255 bytes at most
_CHARSET = rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)"
_XML_ENCODING = rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)"


@dataclass(frozen=True)
class RawFile:
    """A decoded file; `encode` goes back to its own bytes.

    `wrapped`: what is known of its line breaks (see `readers.text`).
    """

    path: str
    text: str
    encoding: str = "utf-8"
    bom: bytes = b""
    notes: tuple[str, ...] = ()
    wrapped: bool | None = None
    # "surrogateescape" where single bytes are not in the encoding; they stand in the text as U+DC80 to U+DCFF
    errors: str = "strict"

    def encode(self, text: str) -> bytes:
        """The bytes of `text` in this file's encoding. Raises RepairError where the encoding lacks a character."""
        try:
            return self.bom + text.encode(self.encoding, self.errors)
        except UnicodeEncodeError as error:
            bad = text[error.start]
            raise RepairError(
                f"{self.path} is in {self.encoding}, which has no “{bad}” (U+{ord(bad):04X}) that a repair wants to"
                " write; convert the file to UTF-8 first. It was left as it is."
            ) from None


def is_address(path: str) -> bool:
    """Whether a path is the http(s) address of a feed."""
    return path[:8].lower().startswith(("http://", "https://"))


def load(path: Path | str) -> RawFile:
    """The file at `path`, what stands at an http(s) address, or standard input for "-".

    Raises InputError with what is wrong and what to do.
    """
    name = str(path)
    if is_address(name):
        from mtcheck.readers.fetch import fetch

        answer = fetch(name)
        return decode(answer.body, name, answer.charset)
    if name == "-":
        return decode(sys.stdin.buffer.read(), "<stdin>")
    try:
        return decode(Path(path).read_bytes(), name)
    except FileNotFoundError:
        raise InputError(f"{name} does not exist; check the path.") from None
    except IsADirectoryError:
        raise InputError(f"{name} is a directory, where a file is wanted.") from None
    except PermissionError:
        raise InputError(f"{name} cannot be read: permission denied.") from None
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror or error}.") from None


def decode(data: bytes, name: str, charset: str = "") -> RawFile:
    """A RawFile from bytes: a BOM decides, then a declared charset that shifts letters, then UTF-8, then a declared
    charset, then UTF-8 with a broken place or two, named in a note, then cp1252, with a note. Raises InputError for
    binary data.

    `charset`: what a server declares. It goes before what the data says of itself, but behind UTF-8, which nothing else
    looks like.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return RawFile(name, data[len(bom) :].decode(encoding), encoding, bom)
            except UnicodeDecodeError as error:
                raise InputError(
                    f"{name} begins like {encoding.upper()} but is broken at byte {error.start + len(bom)}; save it"
                    " again as UTF-8."
                ) from None
    if kind := next((kind for sign, kind in _MAGIC if data.startswith(sign)), ""):
        raise InputError(f"{name} is not a text file (it looks like {kind}); mtcheck reads text and feeds.")
    told = _charset(charset)
    if b"\x00" in data[:65536]:
        if told and told.startswith(("utf-16", "utf-32")) and (wide := _as(data, name, told)):
            return wide
        raise InputError(f"{name} is not a text file (it holds NUL bytes); mtcheck reads text and feeds.")
    shifts = next((said for said in (told, _declared(data[:4096])) if said and said.startswith(_SHIFTING)), None)
    if shifts and any(sign in data for sign in _SHIFTS):
        if file := _as(data, name, shifts):
            return file
        raise InputError(f"{name} says that it is {shifts}, and is not written as that; save it as UTF-8.")
    try:
        return RawFile(name, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        broken = error.start
    for declared in (told, _declared(data[:4096])):
        if declared and (file := _as(data, name, declared)):
            return file
    if _is_binary(data):
        raise InputError(f"{name} is not a text file; mtcheck reads text and feeds.")
    if mended := _nearly_utf_8(data, name):
        return mended
    note = f"not UTF-8 (byte {broken}); read as Windows-1252"
    if parts := len(_PROVED.findall(data)):
        note += f", but {count(parts, 'character in it is', 'characters in it are')} UTF-8"
    try:
        return RawFile(name, data.decode("cp1252"), "cp1252", notes=(note,))
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is neither UTF-8 nor Windows-1252 (byte {error.start}); save it as UTF-8.") from None


# what files that hold no plain text begin with
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"%!PS-Adobe", "PostScript"),
    (b"{\\rtf1", "an RTF document"),
    (b"PK\x03\x04", "a ZIP archive, as DOCX and ODT are"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old Office program"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh91AY", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"OggS\x00", "an Ogg recording"),
    (b"ID3\x03", "an MP3 recording"),
    (b"ID3\x04", "an MP3 recording"),
)


def _nearly_utf_8(data: bytes, name: str) -> RawFile | None:
    """The file as UTF-8 with some broken bytes, which stay as they are; None if another encoding is likelier."""
    text = data.decode("utf-8", "surrogateescape")
    broken = [match.start() for match in _BROKEN.finditer(text)]
    told = re.search(_XML_ENCODING, data[:4096], re.IGNORECASE) or re.search(_CHARSET, data[:4096], re.IGNORECASE)
    sound = len(text.encode("utf-8", "ignore")) - sum(char < "\x80" for char in text)  # bytes of whole characters
    says_so = told is not None and told[1].lower() in (b"utf-8", b"utf8")
    lost = len(_HALVES.findall(text))
    damaged = lost > 0 and (lost * 2 >= len(broken) or _PROVED.search(data) is not None)
    if not (says_so or damaged or sound >= len(broken) or _UNDEFINED.search(data)):
        return None
    if len(broken) * _RARE > len(text):
        if damaged:
            raise InputError(f"{name} is UTF-8 of which too many letters are broken; get it from its source again.")
        return None
    lines = [(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)) for at in broken[:_NAMED]]
    places = " and ".join(f"line {line}, column {column}" for line, column in lines)
    more = f" and {len(broken) - _NAMED:,} more" if len(broken) > _NAMED else ""
    return RawFile(
        name,
        text,
        notes=(f"not UTF-8 at {places}{more}; what is around is read, and nothing is written there",),
        errors="surrogateescape",
    )


_BROKEN = re.compile("[\udc80-\udcff]")
_RARE = 20  # code points for each broken byte, at the least
# Bytes that no text in Windows-1252 has: of letters and marks in UTF-8 (“Ã©”, “â€™”), and halves of them, which are
# a large letter with an accent behind a small one (“MÃnchen”) and the first two thirds of a mark (“itâ€ s”)
_PROVED = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2\x80[\x90-\xbf]|\xe2\x82\xac|\xe2\x84\xa2")
_HALVES = re.compile("[a-z][\udcc2-\udcc5\udcd0]|\udce2\udc80")
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # bytes that mean nothing in Windows-1252
_NAMED = 3  # places that the note names


def _as(data: bytes, name: str, encoding: str) -> RawFile | None:
    """The file in an encoding; None where it is not in it, or where the way back would not lead to the same bytes."""
    if encoding == "utf-16":  # which of the two was not said; a Latin letter tells
        encoding = "utf-16-be" if data[:1] == b"\x00" else "utf-16-le"
    try:
        text = data.decode(encoding)
        return RawFile(name, text, encoding) if text.encode(encoding) == data else None
    except (UnicodeError, LookupError):  # LookupError: a codec that is none of texts
        return None


def _declared(head: bytes) -> str | None:
    match = re.search(_XML_ENCODING, head, re.IGNORECASE) or re.search(_CHARSET, head, re.IGNORECASE)
    return _charset(match[1].decode("ascii")) if match else None


def _charset(said: str) -> str | None:
    """The codec of a declared charset; None for UTF-8, which was tried, and for what is none."""
    try:
        name = codecs.lookup(said).name if said.isascii() and said.isprintable() and said else "utf-8"
    except LookupError:
        return None
    return None if name == "utf-8" else "cp1252" if name == "iso8859-1" else name  # as browsers do


def _is_binary(data: bytes) -> bool:
    head = data[:65536]
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x0b\x1b" for byte in head)
    return controls * 50 > len(head)


def replace_story(path: Path | str, before: bytes, data: bytes) -> None:
    """Puts repaired bytes in the place of a story that somebody else owns just as much.

    Raises RepairError, and nothing is written, where the file is not what was read, may not be written, has other names
    (hard links, which would go on to have the old text), or belongs to somebody whom it would be taken from.
    """
    target = Path(os.path.realpath(path))
    try:
        found = target.stat()
        if found.st_nlink > 1:
            raise RepairError(
                f"{path} has {found.st_nlink} names (hard links), and only one of them would be repaired; use --output."
                " It was left as it is."
            )
        if not found.st_mode & 0o222:
            raise RepairError(f"{path} is write-protected; lift that first, or use --output. It was left as it is.")
        if target.read_bytes() != before:
            raise RepairError(f"{path} was changed by somebody else meanwhile; check it again. It was left as it is.")
    except OSError as error:
        raise RepairError(f"{path} cannot be written: {error.strerror or error}. It was left as it is.") from None
    write_atomically(path, data, owner=(found.st_uid, found.st_gid), before=before)


def write_atomically(
    path: Path | str, data: bytes, *, owner: tuple[int, int] | None = None, before: bytes | None = None
) -> None:
    """Replaces the file in one step, keeping its mode but for setuid and setgid; a link is followed, and a device or a
    pipe is written to. Raises RepairError, and then the old file is whole.

    `owner`: user and group that the file is to keep. `before`: what it must still hold at the last moment.
    """
    target = Path(os.path.realpath(path))
    temporary: str | None = None
    try:
        if before is None and target.exists() and not target.is_file() and not target.is_dir():
            with open(target, "wb", buffering=0) as out:
                out.write(data)
            return
        temporary = beside(target)
        with create(temporary) as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        if target.exists():
            _give(path, temporary, owner)
            os.chmod(temporary, stat.S_IMODE(target.stat().st_mode) & ~(stat.S_ISUID | stat.S_ISGID))
        else:
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(temporary, 0o666 & ~mask)
        if before is not None and target.read_bytes() != before:
            raise RepairError(f"{path} was changed by somebody else meanwhile; check it again. It was left as it is.")
        os.replace(temporary, target)
        temporary = None
    except OSError as error:
        raise RepairError(f"{path} cannot be written: {error.strerror or error}. It was left as it is.") from None
    finally:
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)


def beside(target: Path) -> str:
    """The path of a new file in the same folder, which is known before the file is there: so a signal at any moment
    leaves none behind.
    """
    return str(target.with_name(f".{target.name[:_SHORT]}.{os.urandom(8).hex()}"))


def create(path: str) -> IO[bytes]:
    """A new file, for its owner alone. Raises OSError where there is one already."""
    return open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb")


def _give(path: Path | str, temporary: str, owner: tuple[int, int] | None) -> None:
    """Gives a new file to the owner of the old one. Raises RepairError where the user may not."""
    if owner is None or not hasattr(os, "chown") or owner == (os.stat(temporary).st_uid, os.stat(temporary).st_gid):
        return
    try:
        os.chown(temporary, *owner)
    except PermissionError:
        raise RepairError(
            f"{path} belongs to another user or group, and would become yours; use --output. It was left as it is."
        ) from None
