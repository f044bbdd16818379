"""Compiled regular expressions, kept between runs of the command: compiling a few hundred of them takes longer than
checking a story.

`compiled` is `re.compile`, but for what `beginnings` tells the engine. After `keep()`, which only the command line
calls, it takes the finished code of an expression from a file in the user's cache folder, and `save()` adds what was
compiled anew. The file holds for one version of Python only and carries the user's seal (`keeping`); without it, or
where it cannot be written, everything works as before. MTCHECK_CACHE=off turns it off, MTCHECK_CACHE=FOLDER puts it
elsewhere.
"""

import re
import sys
import time
from array import array
from typing import Any

from mtcheck import keeping
from mtcheck.keeping.pieces import Pieces

_Entry = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]

_kept: Pieces | None = None  # None: nothing is kept in this process
_spent = 0.0
_KIND = "expressions"
_LAYOUT = 10  # of what the file holds
_WORTH_WRITING = 0.004  # seconds of work that the next run is spared


def compiled(source: str, flags: int = 0) -> "re.Pattern[str]":
    """`re.compile(source, flags)`, from kept code where there is some, and tried only where a match can begin."""
    if sys.implementation.name != "cpython":
        return re.compile(source, flags)
    try:
        return _from_code(source, int(flags))
    # another Python than these internals are known from
    except (ImportError, AttributeError, TypeError, ValueError, RuntimeError):
        return re.compile(source, flags)


def _from_code(source: str, flags: int) -> "re.Pattern[str]":
    import _sre  # type: ignore[import-not-found]

    global _spent
    entry: _Entry | None = _kept.get((source, flags)) if _kept is not None else None
    if entry is None:
        begin = time.process_time()
        entry = _compile(source, flags)
        if _kept is not None:
            _kept.put((source, flags), entry)
            _spent += time.process_time() - begin
    final, code, groups, names, order = entry
    made: re.Pattern[str] = _sre.compile(source, final, array("I", code).tolist(), groups, names, order)
    return made


def _compile(source: str, flags: int) -> _Entry:
    """What `re._compiler.compile` hands to `_sre.compile`, with what `beginnings` knows."""
    from re import _parser  # type: ignore[attr-defined]

    from mtcheck.text import beginnings, branches

    parsed: Any = _parser.parse(source, flags)
    code = beginnings.code(branches.grouped(parsed, flags), flags)
    names = dict(parsed.state.groupdict)
    order: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        order[number] = name
    return flags | parsed.state.flags, array("I", code).tobytes(), parsed.state.groups - 1, names, tuple(order)


def keep() -> None:
    """Begin to take code from the cache file; a file that cannot be read counts as empty."""
    global _kept
    if _kept is None and keeping.file_of(_KIND) is not None:
        _kept = Pieces(_KIND, _stamp)


def save() -> None:
    """Write what was compiled since `keep()`, in one step; where that is not possible, nothing happens."""
    global _spent
    if _kept is not None and _spent >= _WORTH_WRITING and _kept.save():
        _spent = 0.0


def _stamp() -> tuple[str, str, int, int]:
    import _sre

    from mtcheck.version import __version__

    return __version__, sys.version, _sre.MAGIC, _LAYOUT
