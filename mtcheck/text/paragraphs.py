"""How a story's paragraphs end and begin: which are prose, which end in a stop, which are credits, teasers or verse."""

import re
from collections.abc import Sequence
from typing import Any

from mtcheck.text.lazy import lazy
from mtcheck.text.words import either

ENDED = lazy(r"[.!?…][\"“”’'»)\]]*(?:\[\d+\])?\s*$|[\"”»]$")
_WORDS = lazy(r"[^\W\d_][\w'’-]*")
# Lines that no stop ends: credits, teasers, contact lines, sign-offs, controls.
_APPARATUS = lazy(
    rf"(?:{either('paragraphs: credits')}|translat\w+|\(c\))\b|[-–—*•·#>|@]|\[|https?:|www\.",
    re.IGNORECASE,
)


def words_of(text: str, start: int, end: int) -> list[str]:
    return [match[0] for match in _WORDS.finditer(text, start, end)]


_INITIALS = lazy(r"([^\W\d_])[\w'’-]*")
_ASCII_INITIALS = lazy(r"([A-Za-z])[A-Za-z0-9_'-]*")  # the same in half the time
_ENOUGH = 400  # paragraphs that show how a story ends them
_HANDLE = lazy(r"@\w")
_SIGNED = lazy(r"\s[-–—]\s?[A-Z][\w ]{1,24}$")
_CREDIT = lazy(
    r"\((?:[^()]*\b)?(?:AP|AFP|Reuters|dpa|[Ff]ile|[Pp]hoto|[Pp]icture|[Ii]mage|[Ll]eft|[Rr]ight|[Cc]entre)\b[^()]*\)$"
)
_WIDE = lazy(r"\s{3}")


def is_apparatus(text: str, start: int, end: int) -> bool:
    """Whether a line is a credit, a teaser or a control rather than prose."""
    if _APPARATUS.match(text, start, end) is not None:
        return True
    piece = text[start:end]
    return (
        any(sign in piece for sign in ("|", "\t", "http:", "https:", "www."))
        or ("@" in piece and _HANDLE.search(piece) is not None)
        or _SIGNED.search(text, max(start, end - 28), end) is not None
        or (piece.endswith(")") and _CREDIT.search(piece) is not None)
        or (("  " in piece or "\u00a0" in piece) and _WIDE.search(piece) is not None)
    )


def is_prose(text: str, segment: Any) -> bool:
    """Whether a segment reads as a paragraph of running text."""
    span = segment.span
    if segment.kind != "paragraph" or is_apparatus(text, span.start, span.end):
        return False
    piece = text[span.start : span.end]
    initials = (_ASCII_INITIALS if piece.isascii() else _INITIALS).findall(piece)
    return len(initials) >= 8 and sum(map(str.islower, initials)) * 2 >= len(initials)


def ends_in_stop(text: str, segment: Any) -> bool:
    return ENDED.search(text, max(segment.span.start, segment.span.end - 12), segment.span.end) is not None


def closes_its_paragraphs(text: str, segments: Sequence[Any]) -> bool:
    """Whether the story ends its paragraphs with stops, so that one without is a slip."""
    prose = [segment for segment in segments[:_ENOUGH] if is_prose(text, segment)]
    closed = sum(ends_in_stop(text, segment) or text[segment.span.end - 1] in ":," for segment in prose)
    return len(prose) >= 4 and closed >= 3 and closed * 10 >= len(prose) * 6


def is_verse(text: str, segments: Sequence[Any]) -> bool:
    """Whether many lines begin in lower case, as in verse, chat or text wrapped at odd widths."""
    small = sum(text[segment.span.start].islower() for segment in segments)
    return small >= 3 and small * 5 > len(segments)


_LINE = 60  # code points of a line of verse


def is_stanza(text: str, segments: Sequence[Any]) -> bool:
    """Whether the text is short lines that stand close, of which a third or more end without a stop, as verse does."""
    if len(segments) < _STANZA or any(len(segment.span) > _LINE for segment in segments):
        return False
    spans = [segment.span for segment in segments]
    close = sum(text.count("\n", one.end, other.start) == 1 for one, other in zip(spans, spans[1:], strict=False))
    runs_on = sum(text[span.end - 1] not in '.!?"”' for span in spans)
    return 2 * close > len(spans) and 3 * runs_on >= len(spans)


_STANZA = 4  # lines
