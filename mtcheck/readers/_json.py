"""JSON with places: `walk` gives a tree whose strings know their places, `piece` maps one, `escape` writes one."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from json import JSONDecodeError

from mtcheck.errors import InputError
from mtcheck.readers.escapes import escaped_piece
from mtcheck.readers.pieces import Piece
from mtcheck.readers.places import where
from mtcheck.text.lazy import lazy

_scanned: Callable[[str, int], tuple[str, int]] = json.decoder.scanstring  # type: ignore[attr-defined]  # (text, end) of the string that begins here
_SPACE = lazy(r"[ \t\n\r]*")
_SCALAR = lazy(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null|NaN|-?Infinity")


@dataclass(slots=True)
class Value:
    """A value that is no text: its range in the raw text. Numbers are never computed, however long they are."""

    start: int
    end: int


@dataclass(slots=True)
class String(Value):
    """A string; the range is its content without the quotation marks."""


@dataclass(slots=True)
class Object(Value):
    """An object. Of members of one name the last counts, as in most programs; `repeated` names them, and `overwritten`
    has the values of those before.
    """

    members: dict[str, Value] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)
    overwritten: list[Value] = field(default_factory=list)


@dataclass(slots=True)
class Array(Value):
    items: list[Value] = field(default_factory=list)


@lru_cache(maxsize=1)
def tree(raw: str, uri: str) -> Value:
    """`walk` over the whole of a file; the last one is kept, for it is asked what it is before it is read."""
    return walk(raw, uri)


def walk(raw: str, uri: str, start: int = 0, end: int | None = None) -> Value:
    """The one value in a range of the raw text, nested to any depth.

    Raises InputError with line and column where it is no JSON.
    """
    try:
        value, at = _value(raw, start)
    except JSONDecodeError as error:
        raise _broken(raw, uri, error.pos, _SAID.get(error.msg.split(":")[0], error.msg)) from None
    last = len(raw) if end is None else end
    if at > last:
        raise _broken(raw, uri, last, "it is not closed at the end of its line")
    at = _skip(raw, at)
    if at < last:
        raise _broken(raw, uri, at, "something stands behind its end")
    return value


_SAID = {
    "Unterminated string starting at": "a string is never closed",
    "Invalid control character at": "a string holds a line break or another control character",
    "Invalid \\escape": "there is no such escape",
    "Invalid \\uXXXX escape": "\\u wants four hexadecimal digits",
}


def _broken(raw: str, uri: str, at: int, what: str) -> InputError:
    return InputError(f"{uri} is not valid JSON: {what} in {where(raw, at)}; mend it or export it again.")


def _skip(raw: str, at: int) -> int:
    match = _SPACE.match(raw, at)
    return match.end() if match else at


def _value(raw: str, at: int) -> tuple[Value, int]:
    """The value that begins at or behind `at`, and its end. A loop with a stack, so that depth costs no recursion."""
    open_: list[Object | Array] = []
    while True:
        at = _skip(raw, at)
        sign = raw[at : at + 1]
        value: Value
        if sign == '"':
            at += 1
            end = _scanned(raw, at)[1]
            value = String(at, end - 1)
            at = end
        elif sign == "{" or sign == "[":
            opened = Object(at, at) if sign == "{" else Array(at, at)
            at = _skip(raw, at + 1)
            if raw[at : at + 1] != _CLOSES[sign]:
                open_.append(opened)
                if isinstance(opened, Object):
                    at = _key(raw, at, opened)
                continue
            at = opened.end = at + 1
            value = opened
        else:
            scalar = _SCALAR.match(raw, at)
            if scalar is None:
                raise JSONDecodeError("a value is missing", raw, at)
            value = Value(at, scalar.end())
            at = scalar.end()
        while open_:
            holder = open_[-1]
            if isinstance(holder, Object):
                holder.members[next(reversed(holder.members))] = value
            else:
                holder.items.append(value)
            at = _skip(raw, at)
            sign = raw[at : at + 1]
            if sign == ",":
                at += 1
                if isinstance(holder, Object):
                    at = _key(raw, _skip(raw, at), holder)
                break
            if sign != ("}" if isinstance(holder, Object) else "]"):
                raise JSONDecodeError(f"a comma or {'}' if isinstance(holder, Object) else ']'} is missing", raw, at)
            at = holder.end = at + 1
            value = open_.pop()
        else:
            return value, at


_CLOSES = {"{": "}", "[": "]"}
_UNSET = Value(0, 0)


def _key(raw: str, at: int, holder: Object) -> int:
    """Reads a name and its colon; the name becomes the last member, whose value comes next."""
    if raw[at : at + 1] != '"':
        raise JSONDecodeError("a name in quotation marks is missing", raw, at)
    name, at = _scanned(raw, at + 1)
    if name in holder.members:
        holder.repeated.append(name)
        holder.overwritten.append(holder.members.pop(name))
    holder.members[name] = _UNSET
    at = _skip(raw, at)
    if raw[at : at + 1] != ":":
        raise JSONDecodeError("a colon is missing", raw, at)
    return at + 1


def string(raw: str, value: Value | None) -> str:
    """What a string says, or a number as it is written; nothing for any other value."""
    if isinstance(value, String):
        return _scanned(raw, value.start)[0]
    if value is None or isinstance(value, (Object, Array)) or raw[value.start].isalpha():
        return ""
    return raw[value.start : value.end]


def overwritten(value: Value) -> Iterator[Value]:
    """The members in a value, at any depth, that a later one of the same name has replaced."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Array):
            waiting += reversed(one.items)
        elif isinstance(one, Object):
            yield from one.overwritten
            waiting += reversed(one.members.values())


def strings(value: Value) -> Iterator[String]:
    """The strings in a value, in order; names of members are none."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, String):
            yield one
        elif isinstance(one, Array):
            waiting += reversed(one.items)
        elif isinstance(one, Object):
            waiting += reversed([*one.members.values(), *one.overwritten])


_ESCAPE = lazy(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")


def piece(raw: str, value: String) -> Piece:
    """A string with its way back to the raw text; an escape maps as a whole, a pair of surrogates too."""
    return escaped_piece(raw, [(value.start, value.end)], _ESCAPE, _unescape, ascii_only if raw.isascii() else escape)


def _unescape(written: str) -> str:
    return _scanned(f'{written}"', 0)[0]


def escape(text: str) -> str:
    """Text as it stands in a JSON string; what is no character (half of a surrogate pair) is written as an escape."""
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", json.dumps(text, ensure_ascii=False)[1:-1])


def ascii_only(text: str) -> str:
    """Text as it stands in a JSON file that has no other than ASCII characters."""
    return json.dumps(text)[1:-1]


_HALF = lazy("[\ud800-\udfff]")
