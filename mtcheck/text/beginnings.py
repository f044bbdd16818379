"""With which characters a match of an expression can begin: `code` compiles it so that the engine tries it only there.

`re` sees that by itself where an expression begins with a letter or a class, and not where these stand behind an
assertion, in a group or in one of several branches, as they do in most expressions of rules. There it tries the whole
expression at each place of a text, which takes some ten times as long as to look at the character.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

# What a letter of ASCII is to an expression that ignores case, besides the other case: the Kelvin sign, the long s and
# the i of Turkish.
_KIN = {"k": "\u212a", "s": "\u017f", "i": "\u0130\u0131"}

_MOST = 0xFFFFFFFF  # characters of a match that the engine counts
_ENGINES = frozenset({20220615, 20221023, 20230502})  # of CPython 3.11 to 3.13, whose code is known to look like this
_MANY = 20  # small letters; where a match can begin with so many, looking at the character saves nothing


def code(parsed: Any, flags: int) -> list[int]:
    """What `re._compiler._code` makes of a parsed expression, with the characters that a match can begin with."""
    from re import _compiler  # type: ignore[attr-defined]
    from re import _constants as ops  # type: ignore[attr-defined]

    flags |= parsed.state.flags
    least, most = parsed.getwidth()
    by_itself = not least or ops.MAGIC not in _ENGINES or flags & re.LOCALE
    begins = None if by_itself or _compiler._get_literal_prefix(parsed, flags)[0] else first(parsed, flags)[0]
    if begins is None or _small(begins) > _MANY:
        return _compiler._code(parsed, flags)  # type: ignore[no-any-return]
    made: list[int] = [ops.INFO, 0, ops.SRE_INFO_CHARSET, min(least, _MOST), min(most, _MOST)]
    chars, _ = _compiler._optimize_charset(begins)
    _compiler._compile_charset(chars, flags, made)
    made[1] = len(made) - 1
    _compiler._compile(made, parsed.data, flags)
    made.append(ops.SUCCESS)
    return made


def _small(items: Iterable[tuple[Any, Any]]) -> int:
    """How many small letters of ASCII a class has."""
    from re import _constants as ops  # type: ignore[attr-defined]

    found: set[int] = set()
    for op, value in items:
        if op is ops.CATEGORY:
            found.update(range(97, 123) if value in (ops.CATEGORY_WORD, ops.CATEGORY_NOT_SPACE) else ())
        else:
            found.update(range(97, 123) if op is ops.NEGATE else ())
            low, high = (value, value) if op is ops.LITERAL else value if op is ops.RANGE else (1, 0)
            found.update(range(max(low, 97), min(high, 122) + 1))
    return len(found)


def first(items: Iterable[tuple[Any, Any]], flags: int) -> tuple[list[Any] | None, bool]:
    """Items of a class with all characters that a match can begin with, and whether it can be empty; None: any
    character.
    """
    found: list[Any] = []
    for op, value in items:
        chars, empty = _first(op, value, flags)
        if chars is None:
            return None, False
        found += chars
        if not empty:
            return found, False
    return found, True


def _first(op: Any, value: Any, flags: int) -> tuple[list[Any] | None, bool]:
    from re import _constants as ops  # type: ignore[attr-defined]

    if op is ops.LITERAL:
        return _of_class([(op, value)], flags), False
    if op is ops.IN:
        return _of_class(value, flags), False
    if op in (ops.ASSERT, ops.ASSERT_NOT, ops.AT):
        return [], True
    if op is ops.SUBPATTERN:
        _, added, removed, inner = value
        return first(inner, (flags | added) & ~removed)
    if op is ops.ATOMIC_GROUP:
        return first(value, flags)
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        chars, empty = first(value[2], flags)
        return chars, empty or not value[0]
    if op is ops.BRANCH:
        each = [first(branch, flags) for branch in value[1]]
        if any(chars is None for chars, _ in each):
            return None, False
        return [item for chars, _ in each for item in chars or ()], any(empty for _, empty in each)
    return None, False


def _of_class(items: Sequence[tuple[Any, Any]], flags: int) -> list[Any] | None:
    """Items whose characters hold all of the class, in either case where it is ignored."""
    from re import _constants as ops  # type: ignore[attr-defined]

    if items[0][0] is ops.NEGATE:
        if (ops.CATEGORY, ops.CATEGORY_NOT_WORD) in items:
            return [(ops.CATEGORY, ops.CATEGORY_WORD)]
        if (ops.CATEGORY, ops.CATEGORY_SPACE) in items:
            return [(ops.CATEGORY, ops.CATEGORY_NOT_SPACE)]
        return None
    if not flags & re.IGNORECASE:
        return list(items)
    found: list[Any] = []
    for op, value in items:
        if op is ops.CATEGORY:
            found.append((op, value))
            continue
        low, high = (value, value) if op is ops.LITERAL else value
        if high > 127:
            return None  # letters beyond ASCII have odd kin
        found.append((ops.RANGE, (low, high)))
        for char in map(chr, range(low, high + 1)):
            found += ((ops.LITERAL, ord(kin)) for kin in (char.swapcase(), *_KIN.get(char.lower(), "")))
    return found
