"""The methods that `dataclass` and `namedtuple` write, compiled once: they write them as text, and to compile those of
all classes takes an interpreter that starts longer than to check a story.

After `keep`, which only the command line calls, they find the code of a text that an earlier run has compiled; `save`
adds what was compiled anew. The file holds for one version of Python and carries the user's seal (`keeping`);
without it everything works as before.
"""

import collections
import dataclasses
import sys
from types import CodeType
from typing import Any

from mtcheck import keeping

_KIND = "methods"
_MOST = 1_000  # texts; a start has some 400, and a long file takes as long to read as they take to compile
_WORTH_WRITING = 20  # texts; fewer are compiled again next time

_codes: dict[str, CodeType] | None = None  # None: nothing is kept in this process
_new = 0


def keep() -> None:
    """Begin to take code from the file; one that cannot be read counts as empty."""
    global _codes
    if _codes is not None or keeping.file_of(_KIND) is None:
        return
    _codes = keeping.values(_KIND, _stamp) or {}
    vars(dataclasses)["exec"] = _run  # in place of the builtin
    vars(collections)["eval"] = _value


def save() -> None:
    """Write what was compiled since `keep`, in one step; where that is not possible, nothing happens."""
    global _new
    if _codes is not None and _new >= _WORTH_WRITING and keeping.put(_KIND, _stamp, _codes):
        _new = 0


def _stamp() -> str:
    return sys.version


def _run(text: Any, names: dict[str, Any] | None = None, made: Any = None) -> None:
    """`exec`, of a text that may have been compiled before."""
    exec(_code(text, "exec"), vars(dataclasses) if names is None else names, made)


def _value(text: Any, names: dict[str, Any] | None = None, made: Any = None) -> Any:
    """`eval`, of the same."""
    return eval(_code(text, "eval"), vars(collections) if names is None else names, made)


def _code(text: Any, mode: str) -> Any:
    global _new
    if not isinstance(text, str) or _codes is None:
        return text
    if text not in _codes:
        if len(_codes) >= _MOST:
            _codes.clear()
        _codes[text] = compile(text, "<string>", mode, dont_inherit=True)
        _new += 1
    return _codes[text]
