"""The words that an expression cannot match without, read off the expression itself: `literals` is the way in.

An expression for `(?:in|on) the (?:north|south)` wants one of two literals, and a paragraph that has neither is never
searched. All is told on the safe side: of every set, each text that `folded` has made of one with a match holds at
least one literal. `tests/rules/test_literals.py` tries that on made-up texts.

What is read off the package's own expressions lies in `literals.tsv`, for a start is too short to read hundreds of
them. An expression that is not there, or no longer as it was, is read when it is first asked for (milliseconds).
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mtcheck.text.scanner import lowered
from mtcheck.text.words import listed

Literals = frozenset[str]  # of which one is there

_MOST = 512  # literals of a set
_SETS = 3  # of an expression; the rarest
_LARGEST_CLASS = 24  # characters of a class that are taken one by one
_WORTH = 0.97  # of paragraphs; what more of them hold is not worth looking for
_WORTH_BESIDES = 0.85  # beside a rarer set
_COST = 0.001  # how many more paragraphs a set may hold for each literal that it has less: all are looked for

# What a letter of another alphabet is to an expression that ignores case, and to `str.lower` it is not.
_KIN = str.maketrans("ſıİ", "sii")


def folded(text: str) -> str:
    """The text as literals are looked for in it, code point for code point."""
    low = lowered(text)
    return low if low.isascii() else low.translate(_KIN)


TABLE = Path(__file__).parent.parent / "resources" / "models" / "literals.tsv"


def literals(source: str, flags: int) -> tuple[Literals, ...]:
    """Sets of literals of which every text with a match holds at least one each; the rarest set first."""
    known = _table().get(key(source, flags))
    return read(source, flags) if known is None else tuple(frozenset(one.split("\t")) for one in filter(None, known))


def key(source: str, flags: int) -> str:
    """What stands for an expression in the table."""
    from mtcheck.keeping.digests import blake2b

    return blake2b(f"{flags} {source}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@cache
def _table() -> dict[str, list[str]]:
    """By the key of an expression its sets; a table that is not there leaves all to be read."""
    try:
        lines = TABLE.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return {line[:16]: line[17:].split("\t\t") for line in lines if not line.startswith("#")}


def read(source: str, flags: int) -> tuple[Literals, ...]:
    """`literals`, read off the expression whatever the table says."""
    from re import _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(source, flags)
    wanted = sorted(set(_sequence(parsed, flags | parsed.state.flags).wanted), key=_rank)
    limits = (_WORTH, *[_WORTH_BESIDES] * _SETS)
    return tuple(_shortest(one) for one, limit in zip(wanted, limits, strict=False) if _often(one) < limit)


def _shortest(some: Literals) -> Literals:
    """The literals of a set without those that hold another."""
    return frozenset(one for one in some if not any(other in one for other in some if other != one))


@dataclass(frozen=True)
class _Part:
    """Of a part of an expression: all that it can match, if that is little, and sets that it wants besides."""

    exact: Literals | None
    wanted: tuple[Literals, ...] = ()
    ahead: bool = False  # it looks ahead, and takes nothing


_ANYTHING = _Part(None)
_NOTHING = _Part(frozenset({""}))


def _sequence(items: Any, flags: int) -> _Part:
    parts = list(_joined(part for op, value in items for part in _parts(op, value, flags)))
    offers: list[tuple[int, int, Literals]] = []  # what the parts from one to another want
    open_: list[tuple[int, Literals]] = []  # all texts that stand from a part on up to here
    exact: Literals | None = frozenset({""})
    for at, part in enumerate(parts):
        offers += [(at, at + 1, one) for one in part.wanted]
        if part.ahead:
            if part.exact is not None:
                offers += [(first, at + 1, _product(one, part.exact)) for first, one in [*open_, (at, frozenset({""}))]]
            continue
        if part.exact is None:
            open_, exact = [], None
            continue
        if part.exact == _NOTHING.exact:
            continue
        longer = ((first, _product(one, part.exact)) for first, one in [*open_, (at, frozenset({""}))])
        open_ = [(first, one) for first, one in longer if one]
        offers += [(first, at + 1, one) for first, one in open_]
        exact = _product(exact, part.exact) or None if exact is not None else None
    return _Part(exact, _best(offers))


def _parts(op: Any, value: Any, flags: int) -> Iterator[_Part]:
    """A part of an expression; of what stands there once or any number of times, the first and the last."""
    from re import _constants as ops  # type: ignore[attr-defined]

    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT) and value[1] > 2 and value[0]:
        inner = _sequence(value[2], flags)
        ends = inner.exact and (_product(inner.exact, inner.exact) if value[0] > 1 else inner.exact)
        if ends:
            yield from (_Part(ends, inner.wanted), _ANYTHING, _Part(ends))
            return
    yield _part(op, value, flags)


def _joined(parts: Iterable[_Part]) -> Iterator[_Part]:
    """The parts, letters that follow one another as one."""
    letters: list[str] = []
    for part in parts:
        if part.exact is not None and len(part.exact) == 1 and not part.ahead:
            letters += part.exact
            continue
        if letters:
            yield _Part(frozenset({"".join(letters)}))
            letters = []
        yield part
    if letters:
        yield _Part(frozenset({"".join(letters)}))


def _best(offers: Iterable[tuple[int, int, Literals]]) -> tuple[Literals, ...]:
    """The rarest sets, of which no two speak of the same part."""
    taken: list[tuple[int, int, Literals]] = []
    for first, end, one in sorted((offer for offer in offers if tells(offer[2])), key=lambda it: _rank(it[2])):
        if len(taken) < _SETS and all(end <= start or first >= stop for start, stop, _ in taken):
            taken.append((first, end, one))
    return tuple(one for _, _, one in taken)


def _product(some: Literals, others: Literals) -> Literals:
    """Each text before each other one; nothing where they are too many."""
    if len(some) * len(others) > _MOST:
        return frozenset()
    return frozenset(before + after for before in some for after in others)


def _part(op: Any, value: Any, flags: int) -> _Part:
    from re import _constants as ops  # type: ignore[attr-defined]

    if op is ops.LITERAL:
        return _of_characters([value], flags)
    if op is ops.IN:
        return _of_class(value, flags)
    if op is ops.SUBPATTERN:
        _, added, removed, inner = value
        return _sequence(inner, (flags | added) & ~removed)
    if op is ops.ATOMIC_GROUP:
        return _sequence(value, flags)
    if op is ops.BRANCH:
        return _branches([_sequence(branch, flags) for branch in value[1]])
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        return _repeated(_sequence(value[2], flags), value[0], value[1])
    if op is ops.ASSERT and value[0] > 0:
        inner = _sequence(value[1], flags)
        return _Part(inner.exact, inner.wanted, ahead=True)
    if op in (ops.ASSERT, ops.ASSERT_NOT, ops.AT):
        return _NOTHING  # what it sees behind it may stand before the text
    return _ANYTHING


def _of_class(items: Any, flags: int) -> _Part:
    from re import _constants as ops  # type: ignore[attr-defined]

    codes: list[int] = []
    for op, value in items:
        if op is ops.LITERAL:
            codes.append(value)
        elif op is ops.RANGE and value[1] - value[0] < _LARGEST_CLASS:
            codes.extend(range(value[0], value[1] + 1))
        else:
            return _ANYTHING
    return _of_characters(codes, flags) if len(codes) <= _LARGEST_CLASS else _ANYTHING


def _of_characters(codes: Sequence[int], flags: int) -> _Part:
    chars = [_character(code, bool(flags & re.IGNORECASE)) for code in codes]
    return _Part(frozenset(chars)) if all(chars) else _ANYTHING


def _character(code: int, caseless: bool) -> str:
    """The character as it stands in a folded text; nothing where that cannot be told."""
    char = chr(code)
    if (
        0xD800 <= code < 0xE000
        or char in "Σσςİıſ\u212a\t\n"
        or (caseless and not char.isascii() and char.upper() != char.lower())
    ):
        return ""  # surrogates are replaced, a sigma depends on its place, letters have odd kin, tabs part the table
    low = char.lower()
    return low if len(low) == 1 else ""


def _branches(some: list[_Part]) -> _Part:
    """One of several: what any of them can be, or a set of each."""
    if all(part.exact is not None for part in some):
        every = frozenset[str]().union(*(part.exact for part in some if part.exact is not None))
        if len(every) <= _MOST:
            return _Part(every)
    each = [
        min((one for one in (*part.wanted, part.exact) if one and tells(one)), key=_rank, default=None) for part in some
    ]
    if not all(each):
        return _ANYTHING
    either = frozenset[str]().union(*(one for one in each if one))
    return _Part(None, (either,) if len(either) <= 4 * _MOST else ())


def _repeated(part: _Part, least: int, most: Any) -> _Part:
    exact = part.exact
    if exact is not None and most <= 2:
        twice = _product(exact, exact)
        options = [frozenset({""}), exact, twice][least : most + 1]
        if all(options):
            every = frozenset[str]().union(*options)
            return _Part(every, part.wanted if least else ())
    return _Part(None, part.wanted) if least else _ANYTHING


# How often a letter stands in prose; others are rare.
_LETTERS = dict(zip(" etaoinsrhldcumfpgywbvkxjqz", (
    0.17, 0.1, 0.075, 0.07, 0.063, 0.06, 0.06, 0.055, 0.053, 0.043, 0.034, 0.033, 0.026, 0.023, 0.02, 0.018, 0.017,
    0.016, 0.014, 0.015, 0.012, 0.009, 0.007, 0.0015, 0.0016, 0.0008, 0.0008), strict=True))  # fmt: skip
_LETTERS |= {".": 0.011, ",": 0.0038, "-": 0.003, "'": 0.002, "’": 0.002, '"': 0.001, "“": 0.001, "”": 0.001}
_FOREIGN = 0.00005  # a letter or sign of another language
_EVERYWHERE = frozenset("the of and to in a an he is on for that as at it with by".split())
_LONG = 250  # characters of a paragraph
_REDUNDANT = 0.7  # how much a letter tells beside a rarer one, to one that stands alone


def tells(some: Iterable[str]) -> bool:
    """Whether literals tell paragraphs apart: an English letter or a space, which all hold, only costs time to find."""
    some = tuple(some)
    return bool(some) and not any(
        not literal or (len(literal) == 1 and ((literal.isalnum() and literal.isascii()) or literal.isspace()))
        for literal in some
    )


def _often(some: Literals) -> float:
    """About which part of paragraphs holds one of the literals; only compared."""
    return 1.0 - math.prod(1.0 - _often_one(literal) for literal in some)


@cache
def _often_one(literal: str) -> float:
    word = literal.strip()
    if word in _EVERYWHERE:
        return 0.8
    if not word:
        return 0.02  # blanks in a row
    if word in listed("phrases: common"):
        return 0.3
    rates = (math.log(_LETTERS.get(char, 0.001 if char.isascii() else _FOREIGN)) for char in literal)
    first, *others = sorted(rates)
    return min(0.98, _LONG * math.exp(first + _REDUNDANT * sum(others)))


def _rank(some: Literals) -> tuple[float, int, str]:
    return round(_often(some) + _COST * len(some), 6), len(some), min(some)
