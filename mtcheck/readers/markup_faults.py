"""What expat is given to parse: as many bytes as the file has in UTF-8, with what feeds do that XML forbids replaced by
harmless signs.

The reader takes its text from the file itself, so the signs are never seen; only the places must agree, and they do.
"""

import re
from dataclasses import dataclass, field

from mtcheck.errors import InputError
from mtcheck.text.lazy import lazy

_DECLARATION = re.compile(rb"(\s*<\?xm)l(?=\s[^<>]{0,400}\?>)")  # its encoding and its place are no longer true
_CONTROLS = bytes(range(9)) + b"\x0b\x0c" + bytes(range(0x0E, 0x20))
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")  # U+FFFE and U+FFFF
_MARK = re.compile(rb"<!\[CDATA\[|<!--|<\?|&(?:#(?:([0-9]{1,9})|[xX]([0-9a-fA-F]{1,8}));|([A-Za-z_:][\w:.-]{0,100};)?)")
_ENDS = {b"<![CDATA[": b"]]>", b"<!--": b"-->", b"<?": b"?>"}
_BROKEN = lazy("[\udc80-\udcff]")
_ILLEGAL = lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass
class Source:
    """Bytes for the parser. `bare`: places (bytes) of “&” that begin no reference."""

    data: bytes
    bare: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()
    _byte: int = field(default=0, init=False)
    _point: int = field(default=0, init=False)

    def point(self, byte: int) -> int:
        """The code point that begins at a byte; asked in order, it costs what lies between."""
        if byte < self._byte:
            self._byte = self._point = 0
        self._point += len(self.data[self._byte : byte].decode("utf-8", "ignore"))
        self._byte = byte
        return self._point


def source(raw: str, uri: str, *, lenient: bool) -> Source:
    """The bytes of a file; a byte that was not in its encoding is U+FFFD to the parser.

    Raises InputError for half characters, which no file can hold.
    """
    try:
        data = _BROKEN.sub("\ufffd", raw).encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(f"{uri} holds half a character (code point {error.start}); save it again as UTF-8.") from None
    # an instruction of no meaning, sign for sign as long
    data = _DECLARATION.sub(rb"\1_", data, count=1) if _DECLARATION.match(data) else data
    if not lenient:
        return Source(data)
    notes = []
    cleaned = data.translate(bytes(0x20 if byte in _CONTROLS else byte for byte in range(256)))
    for one in _NO_CHARACTERS:
        cleaned = cleaned.replace(one, b"\xef\xbf\xbd")
    if cleaned != data:
        notes.append("The feed is not well-formed XML (it holds control characters); it was read all the same.")
    bare = _bare(cleaned)
    if bare:
        signs = bytearray(cleaned)
        for at in bare:
            signs[at] = ord("_")
        cleaned = bytes(signs)
        line = data.count(b"\n", 0, bare[0]) + 1
        notes.append(f"The feed is not well-formed XML (a bare “&” in line {line}); it was read all the same.")
    return Source(cleaned, frozenset(bare), tuple(notes))


def _bare(data: bytes) -> list[int]:
    """Where “&” begins no reference, or one to a character that XML does not have."""
    found: list[int] = []
    at = 0
    while mark := _MARK.search(data, at):
        at = mark.end()
        closer = _ENDS.get(mark[0])
        if closer is not None:
            at = data.find(closer, at)
            if at < 0:
                break
        elif mark[3] is None and not _is_legal(int(mark[1]) if mark[1] else int(mark[2], 16) if mark[2] else 0):
            found.append(mark.start())
    return found


def _is_legal(code: int) -> bool:
    return 0 < code < 0x110000 and _ILLEGAL.match(chr(code)) is None


def without_illegal(text: str) -> str:
    """Text without the characters that XML does not have."""
    return _ILLEGAL.sub("", text)
