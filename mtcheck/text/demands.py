"""What a text must hold for a regular expression to match in it, read off the expression itself: `demands` is the way
in, `traits` the other side.

A demand is a set of traits (`text.traits`) of which every text that holds a match has at least one. All is told on the
safe side: a demand that cannot be proven is left out, so what is passed over could not have matched.
`tests/rules/test_demands.py` tries that on made-up texts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from mtcheck.text.traits import (
    CAPITAL,
    COMMON,
    CONTROL,
    DIGIT,
    MARK,
    MARKS,
    OTHER,
    OTHER_CAPITAL,
    OTHER_DIGIT,
    OTHER_SMALL,
    OTHER_SPACE,
    OTHER_WORD,
    SMALL,
    SPACE,
    class_of,
    in_prose,
    pair_of,
)

Demand = frozenset[int]

_ASCII_ONLY = int(re.ASCII)
_ALL = frozenset(range(1, 12 + len(MARKS)))
_LETTERS = frozenset({SMALL, CAPITAL, OTHER_SMALL, OTHER_CAPITAL, OTHER_WORD})
_ASCII_LETTERS = frozenset({SMALL, CAPITAL})
_DIGITS = frozenset({DIGIT, OTHER_DIGIT})
_WORD = _LETTERS | _DIGITS | {MARK["_"]}
_SPACES = frozenset({SPACE, OTHER_SPACE, MARK["\u00a0"], MARK["\n"]})
_PLURAL = frozenset({SMALL, CAPITAL, DIGIT, *range(CONTROL, 12)})  # classes of more than one character


@cache
def _pairs(first: frozenset[int], second: frozenset[int]) -> Demand:
    """The traits of one of the first before one of the second; none where one of them is common."""
    found = frozenset(pair_of(a, b) for a in first for b in second) if len(first) * len(second) <= _WIDEST else Demand()
    return found if found.isdisjoint(COMMON) else Demand()


_OFTEN = frozenset({DIGIT, MARK["-"], MARK["’"], MARK["'"]}) | in_prose(
    *"00| 0|0 |a-|-a|’a|a’|'a|a'| “|“A|“a|”.|,”|.”|” |AA|A.|A |- | -|0,|0.".split("|"),
    *' "|"A|"a|."|,"|" '.split("|"),
)


def demands(source: str, flags: int) -> tuple[Demand, ...]:
    """Every one of them must be met where the expression matches.

    The window that must meet them reaches one code point before what is searched.
    """
    from re import _parser  # type: ignore[attr-defined]

    return of_parsed(_parser.parse(source, flags), flags)


def of_parsed(parsed: Any, flags: int) -> tuple[Demand, ...]:
    """The same, of an expression that has been parsed already."""
    if (flags | parsed.state.flags) & _ASCII_ONLY:
        return ()  # what is a letter there is told otherwise
    found = _sequence(parsed, flags | parsed.state.flags).demands
    best: list[Demand] = []
    for demand in sorted(found, key=lambda demand: (_often(demand), sorted(demand))):
        if len(best) < _MOST and not any(
            demand >= other for other in best
        ):  # one that is met whenever another is says nothing new
            best.append(demand)
    return tuple(best)


_MOST = 3  # demands of an expression, the rarest
_WIDEST = 150  # traits of a demand; one with more is met by most texts


def _often(demand: Demand) -> float:
    """About how often a paragraph meets a demand; only compared."""
    return sum(0.3 if trait in _OFTEN else 0.01 if trait > 255 else 0.05 for trait in demand)


@dataclass(frozen=True)
class _Part:
    """Of a part of an expression: whether it can match nothing, the classes of the first and the last character, and
    its demands.
    """

    empty: bool
    first: frozenset[int]
    last: frozenset[int]
    demands: frozenset[Demand] = frozenset()
    ahead: bool = False  # looks ahead, and takes nothing
    behind: bool = False


_NOTHING = _Part(True, frozenset(), frozenset())
_ANYTHING = _Part(True, _ALL, _ALL)


def _useful(some: Iterable[Demand]) -> frozenset[Demand]:
    return frozenset(demand for demand in some if demand and demand.isdisjoint(COMMON))


def _sequence(items: Any, flags: int) -> _Part:
    from re import _constants as ops  # type: ignore[attr-defined]

    if len(items) and all(op is ops.LITERAL for op, _ in items):
        return _literals([_of_item(op, value, bool(flags & re.IGNORECASE)) for op, value in items])
    parts = [_part(op, value, flags) for op, value in items]
    found: set[Demand] = set().union(*(part.demands for part in parts))
    found.update(_seams(parts))
    solid = [part for part in parts if not (part.ahead or part.behind)]
    first, last = _opening(solid), _opening([_Part(part.empty, part.last, part.first) for part in reversed(solid)])
    return _Part(first[0], first[1], last[1], _useful(found))


def _literals(some: list[frozenset[int]]) -> _Part:
    """Of characters one after the other, by their classes."""
    return _Part(False, some[0], some[-1], _useful([*map(_pairs, some, some[1:]), *some]))


def _opening(parts: Iterable[_Part]) -> tuple[bool, frozenset[int]]:
    """Whether the parts can match nothing, and the classes that the first character can have."""
    classes: frozenset[int] = frozenset()
    for part in parts:
        classes |= part.first
        if not part.empty:
            return False, classes
    return True, classes


def _seams(parts: list[_Part]) -> Iterator[Demand]:
    """Pairs of characters, one on each side of where two parts meet."""
    for at in range(1, len(parts)):
        left, right = parts[at - 1], parts[at]
        if right.ahead:
            before = _opening(
                _Part(one.empty, one.last, one.first) for one in reversed(parts[:at]) if not (one.ahead or one.behind)
            )
            if not before[0] and not right.empty:
                yield _pairs(before[1], right.first)
            continue
        if right.behind or left.ahead:
            continue
        after = _opening(one for one in parts[at:] if not (one.ahead or one.behind))
        if left.behind:
            if not left.empty and not after[0]:
                yield _pairs(left.last, after[1])
            continue
        if not left.empty and not after[0]:
            yield _pairs(left.last, after[1])
        if not right.empty:
            before = _opening(
                _Part(one.empty, one.last, one.first) for one in reversed(parts[:at]) if not (one.ahead or one.behind)
            )
            if not before[0]:
                yield _pairs(before[1], right.first)


def _part(op: Any, value: Any, flags: int) -> _Part:
    from re import _constants as ops  # type: ignore[attr-defined]

    if op is ops.LITERAL:
        return _literals([_of_item(op, value, bool(flags & re.IGNORECASE))])
    if op in (ops.NOT_LITERAL, ops.IN, ops.ANY, ops.RANGE, ops.CATEGORY):
        classes = _of_one(op, value, flags)
        return _Part(False, classes, classes, _useful([classes]))
    if op is ops.SUBPATTERN:
        _, added, removed, inner = value
        return _sequence(inner, (flags | added) & ~removed)
    if op is ops.ATOMIC_GROUP:
        return _sequence(value, flags)
    if op is ops.BRANCH:
        return _branches([_sequence(branch, flags) for branch in value[1]])
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        return _repeated(_sequence(value[2], flags), value[0], value[1])
    if op is ops.ASSERT:
        inner = _sequence(value[1], flags)
        if value[0] > 0:
            return _Part(inner.empty, inner.first, inner.last, inner.demands, ahead=True)
        return _Part(inner.empty, inner.first, inner.last, behind=True)  # what it sees may stand before the text
    if op in (ops.AT, ops.ASSERT_NOT):
        return _NOTHING
    return _ANYTHING  # a reference to a group, a condition


def _branches(some: list[_Part]) -> _Part:
    """One of several: a demand of each, whichever it will be."""
    each = [min(part.demands, key=_often, default=frozenset[int]()) for part in some]
    either = [frozenset[int]().union(*each)] if all(each) else []
    return _Part(
        any(part.empty for part in some),
        frozenset[int]().union(*(part.first for part in some)),
        frozenset[int]().union(*(part.last for part in some)),
        _useful(either),
    )


def _repeated(part: _Part, least: int, most: Any) -> _Part:
    if not least:
        return _Part(True, part.first, part.last)
    twice = [_pairs(part.last, part.first)] if least > 1 and not part.empty else []
    return _Part(part.empty, part.first, part.last, part.demands | _useful(twice))


def _of_one(op: Any, value: Any, flags: int) -> frozenset[int]:
    """The classes that one character can have."""
    from re import _constants as ops  # type: ignore[attr-defined]

    caseless = bool(flags & re.IGNORECASE)
    if op is ops.ANY:
        return _ALL
    if op is ops.NOT_LITERAL:
        return _but([(ops.LITERAL, value)], caseless)
    if op is ops.IN and value[0][0] is ops.NEGATE:
        return _but(value[1:], caseless)
    items = value if op is ops.IN else [(op, value)]
    return frozenset[int]().union(*(_of_item(kind, inside, caseless) for kind, inside in items))


@cache
def _of_item(op: Any, value: Any, caseless: bool) -> frozenset[int]:
    from re import _constants as ops  # type: ignore[attr-defined]

    if op is ops.LITERAL:
        found = frozenset({class_of(chr(value))})
    elif op is ops.RANGE:
        found = _of_range(*value)
    elif op is ops.CATEGORY:
        found = _of_category(value)
    else:
        return _ALL
    if caseless and found & _LETTERS:  # beyond ASCII some signs have another case, too
        return found | _LETTERS | ({OTHER} if found - _ASCII_LETTERS else frozenset())
    return found


@cache
def _of_range(low: int, high: int) -> frozenset[int]:
    inside = frozenset(class_of(chr(code)) for code in range(low, min(high, 0x2FFF) + 1))
    return inside if high <= 0x2FFF else inside | frozenset(range(OTHER_SMALL, 12))


def _of_category(name: Any) -> frozenset[int]:
    from re import _constants as ops  # type: ignore[attr-defined]

    known = {ops.CATEGORY_WORD: _WORD, ops.CATEGORY_DIGIT: _DIGITS, ops.CATEGORY_SPACE: _SPACES}
    others = {ops.CATEGORY_NOT_WORD: _WORD, ops.CATEGORY_NOT_DIGIT: _DIGITS, ops.CATEGORY_NOT_SPACE: _SPACES}
    return known[name] if name in known else _ALL - others[name] if name in others else _ALL


def _but(items: Iterable[tuple[Any, Any]], caseless: bool) -> frozenset[int]:
    """The classes of what is none of the items: all but those that the items cover whole."""
    from re import _constants as ops  # type: ignore[attr-defined]

    gone: frozenset[int] = frozenset()
    for op, value in items:
        if op is ops.CATEGORY:
            gone |= _of_category(value)
        elif op is ops.LITERAL:
            gone |= frozenset({class_of(chr(value))}) - _PLURAL
        elif op is ops.RANGE and value[1] < 128:
            inside = range(value[0], value[1] + 1)
            gone |= frozenset(class_of(chr(code)) for code in inside) - _PLURAL
            if not caseless:
                whole = ((SMALL, "a", "z"), (CAPITAL, "A", "Z"), (DIGIT, "0", "9"))
                gone |= frozenset(number for number, low, high in whole if ord(low) in inside and ord(high) in inside)
    return _ALL - gone
