"""File names as addresses."""

import re
from pathlib import PurePath
from urllib.parse import quote

_WITH_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def address(path: str) -> str:
    """A URI reference (RFC 3986) for a path as it was given: relative and web stay, absolute becomes file://."""
    if _WITH_SCHEME.match(path):
        return _quoted(path, "%/:?#[]@!$&'()*+,;=~")
    if PurePath(path).is_absolute():
        return "file://" + _quoted(PurePath(path).as_posix(), "/~")
    return _quoted(PurePath(path).as_posix(), "/~")


def _quoted(text: str, safe: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe=safe)
