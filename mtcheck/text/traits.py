"""What a text holds, coarsely: `traits` gives the classes of its characters, and the pairs of them that stand together.

Characters are put into some fifty classes: small letters, capitals, digits, white space, each mark. `text.demands` says
which traits an expression cannot do without.
"""

import sys

MARKS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”‘’«»–—…€£\u00a0\n"
(SMALL, CAPITAL, DIGIT, SPACE, CONTROL, OTHER_SMALL, OTHER_CAPITAL, OTHER_DIGIT, OTHER_WORD, OTHER_SPACE, OTHER) = (
    range(1, 12)
)
MARK = {mark: number for number, mark in enumerate(MARKS, 12)}


def class_of(char: str) -> int:
    if char in MARK:
        return MARK[char]
    if char.isascii():
        if char.isalpha():
            return SMALL if char.islower() else CAPITAL
        if char.isdigit():
            return DIGIT
        return SPACE if char == " " else OTHER_SPACE if char.isspace() else CONTROL
    if char.isdecimal():
        return OTHER_DIGIT
    if char.isalnum():
        return OTHER_SMALL if char.islower() else OTHER_CAPITAL if char.isupper() else OTHER_WORD
    return OTHER_SPACE if char.isspace() else OTHER


class _Classes(dict[int, int]):
    """From a code point to that of its class; worked out when first met."""

    def __missing__(self, code: int) -> int:
        number = self[code] = class_of(chr(code))
        return number


_classes = _Classes()
_ASCII = bytes(class_of(chr(code)) if code < 128 else 0 for code in range(256))


def classes(text: str) -> bytes:
    """The class of each code point."""
    if text.isascii():
        return text.encode("ascii").translate(_ASCII)
    return text.translate(_classes).encode("latin-1")


def traits(classes: bytes) -> set[int]:
    """Classes that occur, and pairs that stand side by side."""
    view, size = memoryview(classes), len(classes)
    found: set[int] = set(classes)
    found.update(view[: size & ~1].cast("H"))
    found.update(view[1 : 1 + (size - 1 & ~1)].cast("H") if size else ())
    return found


def pair_of(first: int, second: int) -> int:
    return int.from_bytes(bytes((first, second)), sys.byteorder)


def in_prose(*pairs: str) -> frozenset[int]:
    return frozenset(pair_of(class_of(pair[0]), class_of(pair[1])) for pair in pairs)


# What nearly every paragraph has tells nothing apart: a demand with one of these is none.
COMMON = frozenset({SMALL, SPACE, CAPITAL, MARK[","], MARK["."]}) | in_prose(
    "aa", "a ", " a", "Aa", " A", "a.", "a,", ", ", ". "
)
