"""Alternatives of an expression, put together where they begin with the same letter: `grouped` is the way in.

`re` tries one alternative after the other, and hundreds of words stand in some expressions of rules. Those of one first
letter are tried only where it stands. What the expression matches stays the same: of two alternatives that begin with
different letters only one can match, and those of one letter keep their order.
"""

import re
from collections.abc import Sequence
from typing import Any

_FEWEST = 4  # alternatives that are worth it


def grouped(parsed: Any, flags: int) -> Any:
    """The parsed expression, with its alternatives grouped."""
    return _inside(parsed, flags | parsed.state.flags, parsed.state)


def _sequence(items: Sequence[Any], state: Any) -> Any:
    from re import _parser  # type: ignore[attr-defined]

    return _parser.SubPattern(state, list(items))


def _inside(parsed: Any, flags: int, state: Any) -> Any:
    return _sequence([_item(op, value, flags, state) for op, value in parsed.data], state)


def _item(op: Any, value: Any, flags: int, state: Any) -> tuple[Any, Any]:
    from re import _constants as ops  # type: ignore[attr-defined]

    if op is ops.SUBPATTERN:
        group, added, removed, inner = value
        return op, (group, added, removed, _inside(inner, (flags | added) & ~removed, state))
    if op is ops.ATOMIC_GROUP:
        return op, _inside(value, flags, state)
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        return op, (value[0], value[1], _inside(value[2], flags, state))
    if op in (ops.ASSERT, ops.ASSERT_NOT):
        return op, (value[0], _inside(value[1], flags, state))
    if op is ops.BRANCH:
        branches = [_inside(branch, flags, state).data for branch in value[1]]
        return op, (value[0], [_sequence(one, state) for one in _grouped(branches, flags, state)])
    return op, value


def _grouped(branches: list[list[Any]], flags: int, state: Any) -> list[list[Any]]:
    """The alternatives; of those that follow one another and begin with a letter, one for each letter."""
    from re import _constants as ops  # type: ignore[attr-defined]

    if len(branches) < _FEWEST:
        return branches
    out: list[list[Any]] = []
    together: dict[int, list[list[Any]]] = {}  # by first letter, the alternatives since the last that has none

    def close() -> None:
        for some in together.values():
            if len(some) == 1:
                out.append(some[0])
            else:
                tails = _grouped([one[1:] for one in some], flags, state)
                out.append([some[0][0], (ops.BRANCH, (None, [_sequence(tail, state) for tail in tails]))])
        together.clear()

    for branch in branches:
        letter = _letter(branch, flags)
        if letter is None:
            close()
            out.append(branch)
        else:
            together.setdefault(letter, []).append(branch)
    close()
    return out


def _letter(branch: list[Any], flags: int) -> int | None:
    """The letter of ASCII, or the digit or sign, that an alternative begins with, a small one where case is ignored;
    None for anything else.
    """
    from re import _constants as ops  # type: ignore[attr-defined]

    if not branch or branch[0][0] is not ops.LITERAL or branch[0][1] > 127:
        return None  # letters beyond ASCII have odd kin
    code: int = branch[0][1]
    if not flags & re.IGNORECASE:
        return code
    # where case is ignored, the long s is an s, and the Kelvin sign a k, whichever of the two cases stands there
    return ord(chr(code).lower())
