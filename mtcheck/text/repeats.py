"""Words and word groups that stand twice in a row; `repeats` is the way in and costs about one pass over the text."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mtcheck.text.lazy import lazy
from mtcheck.text.scanner import lowered

LONGEST = 14  # words in a copy, the joining "and" included
_TOKEN = lazy(r"[^\W_][\w'’-]*")
_ASCII_TOKEN = lazy(r"[a-z0-9][a-z0-9_'-]*")  # the same in half the time
_JOINERS = frozenset({"and", "or", "but"})


@dataclass(frozen=True, slots=True)
class Repeat:
    """Neighbouring copies of the same words.

    `first` to `first_end` is the copy to keep; the last copy ends at `end`.
    """

    first: int
    first_end: int
    second: int
    end: int
    words: tuple[str, ...]
    copies: int
    gap: str  # what stands between the first copy and the second


@lru_cache(maxsize=4)
def repeats(text: str) -> tuple[Repeat, ...]:
    """Repeated words and groups of up to `LONGEST` words within lines, case aside, from left to right; they never
    overlap.

    “X and X” is left out where X is one word; longer groups are found around “and”, “or” and “but”, too.
    """
    found: list[Repeat] = []
    start = 0
    for line in lowered(text).split("\n"):
        words = (_ASCII_TOKEN if line.isascii() else _TOKEN).findall(line)
        found_here = list(_loops(words))
        if found_here:
            spans = [match.span() for match in _TOKEN.finditer(line)]
            for first, second, size, copies in found_here:
                begin, first_end = start + spans[first][0], start + spans[first + size - 1][1]
                middle, middle_end = start + spans[second][0], start + spans[second + size - 1][1]
                if _same(text[begin:first_end], text[middle:middle_end]):
                    end = start + spans[second + size * (copies - 1) - 1][1]
                    said, gap = tuple(words[first : first + size]), text[first_end:middle]
                    found.append(Repeat(begin, first_end, middle, end, said, copies, gap))
        start += len(line) + 1
    return tuple(found)


def _loops(words: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """(index of the first copy, of the second, words in a copy, copies) of each loop in a line."""
    last: dict[str, int] = {}
    done = 0
    final = len(words) - 1
    for at, word in enumerate(words):
        before = last.get(word, -LONGEST - 1)
        last[word] = at
        period = at - before
        if period > LONGEST or at < done:
            continue
        if period > 1 and words[before - 1] != words[at - 1] and (at == final or words[before + 1] != words[at + 1]):
            continue  # most words that come again soon stand in other company
        back = 0
        while (
            back < period - 1
            and before - back > 0
            and words[before - back - 1] == words[at - back - 1]
            and at - back - 1 >= done
        ):
            back += 1
        if before - back < done:
            continue  # reaches into a loop that was found: the way forward may be long, and was gone already
        forward = 1
        while at + forward <= final and words[before + forward] == words[at + forward]:
            forward += 1
        run, first, second = back + forward, before - back, at - back
        joined = run == period - 1 and run > 1 and words[second - 1] in _JOINERS
        if run >= period or joined:
            size = period - joined
            copies = 2 if joined else 1 + run // period
            done = second + size * (copies - 1)
            yield first, second, size, copies


def _same(one: str, other: str) -> bool:
    """Whether two copies agree in their punctuation, too."""
    return " ".join(one.lower().split()) == " ".join(other.lower().split())
