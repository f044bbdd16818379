"""Tables worked out from word lists, kept between runs of the command: making them takes longer than checking a story.

After `keep`, which only the command line calls, `table` takes what an earlier run has made from a file in the user's
cache folder, and `save` adds what was made anew. The file holds for one version of Python and for one state of code and
word lists, and carries the user's seal (`keeping`); without it everything works as before.
"""

import contextlib
import sys
import time
from collections.abc import Callable
from typing import Any

from mtcheck.keeping.pieces import Pieces

_KIND = "tables"
_WORTH = 0.00003  # seconds; what is made faster is made anew
_WORTH_WRITING = 0.005  # seconds of work that the next run is spared

_stamp: Callable[[], str] | None = None  # None: nothing is kept in this process
_kept: Pieces | None = None  # None: not yet asked for
_spent = 0.0


def keep(stamp: Callable[[], str]) -> None:
    """Begin to take tables from the file; `stamp` says, when first needed, what they depend on."""
    global _stamp
    _stamp = stamp


def table(key: str, build: Callable[[], Any]) -> Any:
    """What `build` gives, or an earlier run's of the same key. Only plain values are kept."""
    global _spent
    if _stamp is None:
        return build()
    kept = _loaded()
    made = kept.get(key)
    if made is not None:
        return made
    begin = time.process_time()
    made = build()
    spent = time.process_time() - begin
    if spent >= _WORTH:
        with contextlib.suppress(ValueError):  # it has objects in it
            kept.put(key, made)
            _spent += spent
    return made


def save() -> None:
    """Write what was made since `keep`, in one step; where that is not possible, nothing happens."""
    global _spent
    if _kept is not None and _spent >= _WORTH_WRITING and _kept.save():
        _spent = 0.0


def _loaded() -> Pieces:
    global _kept
    if _kept is None:
        _kept = Pieces(_KIND, _told)
    return _kept


def _told() -> tuple[str, str]:
    return _stamp() if _stamp is not None else "", sys.version
