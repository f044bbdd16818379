"""Quotation marks: which of them open, which close, and what they hold.

`quotations` gives ranges, `marks` the single marks.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.text.lazy import lazy

# One character class in front, so that the scan is fast; what follows looks back at it.
_MARK = lazy(
    r"[\"“”„«»‟‘’'](?:(?<=[\"“”„«»‟])|(?<=‘)(?<!\w‘)(?=\w)|(?<=[\w.,!?…]’)(?!\w)|(?<=')(?:(?<!\S')(?=\w)|(?<=[.,!?]')(?!\w)))"
)
_OPENING = frozenset("“„«‘‟")
_CLOSING = frozenset("”»’")
_SINGLE = frozenset("‘’'")
_GUILLEMETS = frozenset("«»")
_LOW = frozenset("„‟")


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark at `at`; `opens` is None where its neighbours do not tell."""

    at: int
    char: str
    opens: bool | None


def marks(text: str, start: int, end: int) -> Iterator[Mark]:
    """Double quotation marks, and single ones where they cannot be apostrophes."""
    straight = 0
    for match in _MARK.finditer(text, start, end):
        at, char = match.start(), match[0]
        if char == '"':
            straight += 1
            if at and straight % 2 and text[at - 1].isdigit():
                continue  # inches and seconds: 6'2"
        yield Mark(at, char, _opens(text, at, char, start, end))


def _opens(text: str, at: int, char: str, start: int, end: int) -> bool | None:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if char == "“" and (before.isalnum() or before in ".,!?") and (after.isspace() or after in ".,;:!?)"):
        return False  # German and Slavic: „…“
    if char in _OPENING:
        return True
    if char in _CLOSING:
        return False
    left = before.isspace() or before in "([{—–-/“‘'"
    right = after.isspace() or after in ".,;:!?)]}—–-”’'…"
    if after in "'’" and at + 2 < end and text[at + 2].isalnum() and before.isspace():
        right = False  # a quotation that begins with another
    return None if left == right else left


def quotations(text: str, start: int, end: int, *, continued: bool = False) -> list[tuple[int, int]]:
    """Ranges between matching marks, marks included; nested quotations are inside the outer one.

    A mark that nothing closes holds nothing, unless the quotation is `continued` in the next paragraph, as wire copy
    does: then it runs to `end`.
    """
    found: list[tuple[int, int]] = []
    opened: Mark | None = None
    inner = 0  # guillemets open inside another kind of marks: their closing mark does not end the outer quotation
    last_single = -1  # where the last mark stands that may close a single one, 0 for nowhere
    for mark in marks(text, start, end):
        if opened is None:
            if mark.char in _SINGLE and last_single < 0:
                last_single = max((match.start() for match in _SINGLE_CLOSE.finditer(text, mark.at, end)), default=0)
            if mark.opens is not False and (mark.char not in _SINGLE or mark.at + 2 <= last_single):
                opened, inner = mark, 0
        elif mark.char in _GUILLEMETS and opened.char not in _GUILLEMETS and opened.char not in _LOW:
            inner = inner + 1 if mark.opens else max(0, inner - 1)
        elif (mark.char in _SINGLE) == (opened.char in _SINGLE) and mark.opens is not True:
            found.append((opened.at, mark.at + 1))
            opened = None
    if continued and opened is not None and opened.char not in _SINGLE:
        found.append((opened.at, end))
    return found


_SINGLE_CLOSE = lazy(r"(?<=[\w.,!?…])['’](?!\w)")

_FIRST = lazy(r"\s*[\"“«„]\s?\w")


def begins_with_quotation(text: str, start: int, end: int) -> bool:
    """Whether the first thing in the range is an opening quotation mark."""
    return _FIRST.match(text, start, end) is not None
