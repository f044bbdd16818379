"""Where tags, comments and declarations of HTML end, as browsers tell it: `end_of` is the way in."""

import re
from collections.abc import Iterator

from mtcheck.text.lazy import lazy

NAME = lazy(r"</?([A-Za-z][^ \t\r\n\f/>]*)")
_IN_TAG = lazy(r"[<>=]")
_GAP = lazy(r"[ \t\r\n\f/]*+")  # between attributes
_ATTRIBUTE = lazy(r"[^ \t\r\n\f/>][^ \t\r\n\f/>=]*+([ \t\r\n\f]*+=[ \t\r\n\f]*+)?")  # up to its value
_BARE = lazy(r"[^ \t\r\n\f>]*+")  # a value without quotation marks
# attributes whose words a page shows
_SHOWN = lazy(
    r"""(?<=[\s"'/])(?:srcdoc|value|label|placeholder|(?:src|data)(?=\s*=\s*["']?data:text/))\s*=\s*"""
    r"""(?:"([^"]*)"|'([^']*)')""",
    re.IGNORECASE,
)
SHOWING = frozenset("embed iframe input object optgroup option textarea track".split())
WHITE = " \t\r\n\f"
_AFTER_NAME = ("", "/", ">", *WHITE)
_LONG = 2000  # code points of a quoted value beyond which "<" in it shows that its quotation mark was never closed


def shown(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The values of a tag's attributes that a page shows."""
    from mtcheck.readers import unread

    for value in _SHOWN.finditer(raw, start, end):
        group = 1 if value[1] is not None else 2
        if unread.is_sentence(value[group]):
            yield value.span(group)


def end_of(raw: str, at: int, find: "Finder") -> tuple[int, bool]:
    """Where the tag, comment or declaration that begins at `at` ends, or -1 for a sign that begins none; and whether
    there are signs of other tags in it.
    """
    follower = raw[at + 1 : at + 2]
    if raw.startswith("<!--", at):
        if raw.startswith((">", "->"), at + 4):
            return raw.index(">", at) + 1, False
        end, other = find.after("-->", at + 4), find.after("--!>", at + 4)  # browsers take both
        return (end + 3 if end >= 0 and not 0 <= other < end else other + 4 if other >= 0 else -1), False
    if follower in ("!", "?") or (follower == "/" and not raw[at + 2 : at + 3].isalpha()):
        return find.after(">", at) + 1 or -1, False
    if follower.isascii() and (follower.isalpha() or (follower == "/" and raw[at + 2 : at + 3].isascii())):
        return _end_of_tag(raw, at, find)
    return -1, False


def end_in_broken(raw: str, at: int) -> int:
    """Where a tag inside a broken one ends: at the next ">" if no "<" comes before it, else -1."""
    sign = _IN_TAG.search(raw, at + 1)
    while sign and sign[0] == "=":
        sign = _IN_TAG.search(raw, sign.end())
    return sign.end() if sign and sign[0] == ">" else -1


def _end_of_tag(raw: str, start: int, find: "Finder") -> tuple[int, bool]:
    """Where the tag ends, or -1: at the first ">" outside values in quotation marks, as browsers tell them; and whether
    a "<" stands outside them.
    """
    sign = _IN_TAG.search(raw, start + 1)
    if sign and sign[0] == ">":  # most tags have no attributes
        return sign.end(), False
    if find.after(">", start) < 0:
        return -1, False
    name = NAME.match(raw, start)
    at = name.end() if name else len(raw)
    has_tags = raw.find("<", start + 1, at) >= 0
    while at < len(raw):
        gap = _GAP.match(raw, at)
        at = gap.end() if gap else at
        if raw[at : at + 1] == ">":
            return at + 1, has_tags
        end, own = _end_of_attribute(raw, at, find)
        has_tags = has_tags or own
        at = end
    return -1, False


def _end_of_attribute(raw: str, start: int, find: "Finder") -> tuple[int, bool]:
    """Where the attribute ends, and whether a "<" stands in it outside quotation marks."""
    attribute = _ATTRIBUTE.match(raw, start)
    if attribute is None:
        return len(raw), False
    at = attribute.end()
    if attribute[1] is not None:
        if raw[at : at + 1] in ('"', "'"):
            close = find.after(raw[at], at + 1)
            if close >= 0 and (close - at <= _LONG or raw.find("<", at, close) < 0):
                return close + 1, raw.find("<", start, at) >= 0
        bare = _BARE.match(raw, at)
        at = bare.end() if bare else at
    return at, raw.find("<", start, at) >= 0


class Finder:
    """Finds strings and does not look twice where there is nothing; ignores the case of tags."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._low: str | None = None
        self._known: dict[str, tuple[int, int]] = {}  # for each string: looked for from here, found there

    def after(self, sought: str, at: int) -> int:
        """The first place from `at` on, or -1."""
        begin, found = self._known.get(sought, (len(self._raw) + 1, -1))
        if at < begin or 0 <= found < at:
            found = self._text(sought).find(sought, at)
            self._known[sought] = at, found
        return found

    def end_tag(self, tag: str, at: int) -> int:
        """The first end tag of a name, which a longer name is not, or -1."""
        while (at := self.after(f"</{tag}", at)) >= 0:
            if self._raw[at + len(tag) + 2 : at + len(tag) + 3] in _AFTER_NAME:
                return at
            at += 1
        return -1

    def _text(self, sought: str) -> str:
        if not sought.startswith("</"):
            return self._raw
        if self._low is None:
            low = self._raw.lower()
            self._low = (
                low
                if len(low) == len(self._raw)
                else "".join(char.lower() if char.isascii() else char for char in self._raw)
            )
        return self._low
