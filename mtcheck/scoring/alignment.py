"""Tokens of two versions of a text laid side by side: what an editor changed, whether a repair is a step towards it."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from mtcheck.text.counting import shared_ends
from mtcheck.text.lazy import lazy

_TOKEN = lazy(r"(\s*)(\w+|[^\w\s])")


class Token(NamedTuple):
    """A word or a single mark, and where it stands (code points)."""

    text: str
    start: int
    end: int


class Change(NamedTuple):
    """Tokens [start, end) of the first text became `text` (tokens of the second); start == end inserts."""

    start: int
    end: int
    text: tuple[str, ...]


def tokens(text: str, *, spaced: bool = True) -> list[Token]:
    """Words and marks.

    With `spaced`, a token that has a space before it differs from one that has none (" ," and ",").
    """
    found = []
    for match in _TOKEN.finditer(text):
        space = " " if spaced and match[1] and match.start() else ""
        found.append(Token(space + match[2], match.start(2), match.end(2)))
    return found


def distance(first: Sequence[str], second: Sequence[str]) -> int:
    """Edit distance in tokens: insertions, deletions and replacements count 1 each."""
    start, end = shared_ends(first, second)
    first, second = first[start : len(first) - end], second[start : len(second) - end]
    if not first or not second:
        return len(first) + len(second)
    row = list(range(len(second) + 1))
    for number, token in enumerate(first, 1):
        before, row[0] = row[0], number
        for at, other in enumerate(second, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (token != other))
    return row[-1]


def changes(first: Sequence[str], second: Sequence[str]) -> list[Change]:
    """What turns the first text into the second, neighbouring changes joined: on a shortest path, of these one that
    keeps most tokens.

    For texts too long for that, what difflib finds.
    """
    if len(first) * len(second) > _LARGEST:
        opcodes = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
        return [
            Change(start, end, tuple(second[low:high])) for kind, start, end, low, high in opcodes if kind != "equal"
        ]
    table = _costs(first, second)
    found: list[Change] = []
    row = at = 0
    begun: tuple[int, int] | None = None
    while row < len(first) or at < len(second):
        left = table[row][at]
        if row < len(first) and at < len(second) and first[row] == second[at] and left == table[row + 1][at + 1] - 1:
            if begun is not None:
                found.append(Change(begun[0], row, tuple(second[begun[1] : at])))
            begun = None
            row, at = row + 1, at + 1
            continue
        begun = begun or (row, at)
        left -= _EDIT
        if row < len(first) and at < len(second) and table[row + 1][at + 1] == left:
            row, at = row + 1, at + 1
        elif row < len(first) and table[row + 1][at] == left:
            row += 1
        else:
            at += 1
    if begun is not None:
        found.append(Change(begun[0], row, tuple(second[begun[1] :])))
    return found


_EDIT = 100_000  # cost of a change; a token that is kept gives 1 back
_LARGEST = 1_000_000  # cells of the table: texts of 1,000 tokens, a second


def _costs(first: Sequence[str], second: Sequence[str]) -> list[list[int]]:
    """What it costs to turn first[row:] into second[at:]."""
    below = [_EDIT * (len(second) - at) for at in range(len(second) + 1)]
    table = [below]
    for row in range(len(first) - 1, -1, -1):
        token = first[row]
        costs = [0] * len(second) + [below[-1] + _EDIT]
        for at in range(len(second) - 1, -1, -1):
            across = below[at + 1] + (-1 if token == second[at] else _EDIT)
            costs[at] = min(across, below[at] + _EDIT, costs[at + 1] + _EDIT)
        table.append(costs)
        below = costs
    return table[::-1]


def step(before: Sequence[str], after: Sequence[str], edited: Sequence[str]) -> str | None:
    """What a repair from `before` to `after` is worth when an editor made `edited` of it.

    "right": every token that it changes ends as the editor has it, that is, it lies on a shortest path to the edited
    text. "harm": it leads away from the edited text, changing more that was left alone than it mends. "other": neither,
    such as another word where the editor changed one, too. None: it changes no token.
    """
    size = distance(before, after)
    if not size:
        return None
    gain = distance(before, edited) - distance(after, edited)
    return "right" if gain == size else "harm" if gain < 0 else "other"
