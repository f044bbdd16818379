"""Text made fit for one line of a terminal: harmless, trimmed round a place, measured in columns."""

import re
import unicodedata

from mtcheck.core import Document
from mtcheck.text.lazy import lazy

# What moves the cursor, changes the direction of writing or cannot be seen. Joiners stay: scripts and emoji need them.
_UNSAFE = lazy(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_NAMED = {"\t": " ", "\n": "⏎", "\r": ""}
_NEAR = 24  # code points; some scripts have no spaces
_WORDS_AROUND = lazy(r"\S+\s*$"), re.compile(r"\s*\S+")


def harmless(text: str) -> str:
    """The text with control characters, invisible ones and terminal commands made visible."""
    return text if text.isascii() and text.isprintable() else _UNSAFE.sub(_seen, text)


def _seen(match: re.Match[str]) -> str:
    char = match[0]
    if char in _NAMED:
        return _NAMED[char]
    if char < "\x20":
        return chr(0x2400 + ord(char))
    return f"<U+{ord(char):04X}>"


def width(text: str) -> int:
    """Columns that a harmless text takes in a terminal: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def head(text: str, room: int) -> str:
    """The beginning of a harmless text that fits, cut between words if possible, with an ellipsis for the rest."""
    if len(text) <= room // 2 or (width(text[: room + 1]) <= room and len(text) <= room):
        return text
    used = cut = 0
    for cut, char in enumerate(text):  # noqa: B007
        used += _columns(char)
        if used > room - 1:
            break
    else:
        return text
    space = text.rfind(" ", cut - 15 if cut > 30 else cut, cut + 1)
    return text[: space if space > 0 else cut].rstrip() + "…"


def tail(text: str, room: int) -> str:
    """The end of a harmless text that fits, as `head` gives its beginning."""
    text = text[-2 * room - 2 :] if len(text) > 2 * room + 2 else text
    if width(text) <= room:
        return text
    used = 0
    cut = len(text)
    while cut and used + _columns(text[cut - 1]) <= room - 1:
        cut -= 1
        used += _columns(text[cut])
    while cut < len(text) and _columns(text[cut]) == 0:
        cut += 1  # a combining mark whose letter was cut off
    space = text.find(" ", cut - 1 if cut else 0, cut + 15 if room > 30 else cut)
    return "…" + text[space + 1 if space >= 0 else cut :].lstrip()


def middle(text: str, room: int) -> str:
    """The text, or its two ends with an ellipsis between them."""
    if len(text) <= room and width(text) <= room:
        return text
    return head(text[:room], room // 2).rstrip("…") + "…" + tail(text[-room:], room // 2).lstrip("…")


def one_word_more(doc: Document, start: int, end: int) -> tuple[int, int]:
    """The range, widened by a word or two of its segments on either side; inside a word the whole word."""
    low = min(start, doc.segment_at(start).span.start) if doc.segments else start
    high = max(end, doc.segment_at(end).span.end) if doc.segments else end
    low, high = max(low, start - _NEAR), min(high, end + _NEAR)
    before, after = doc.text[low:start], doc.text[end:high]
    for _ in range(2):
        match = _WORDS_AROUND[0].search(before)
        before = before[: match.start()] if match else ""
        match = _WORDS_AROUND[1].match(after)
        after = after[match.end() :] if match else ""
    return low + len(before), high - len(after)
