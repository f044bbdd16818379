"""Words and word groups that stand twice in a row; `repeats` is the way in and costs about one pass over the text."""

import re
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 14  # words in a copy, the joining "and" included
_TOKEN = re.compile(r"[^\W_][\w'’-]*|\n")
_JOINERS = frozenset({"and", "or", "but"})


@dataclass(frozen=True, slots=True)
class Repeat:
    """Neighbouring copies of the same words. `first` to `first_end` is the copy to keep; the last copy ends at `end`."""

    first: int
    first_end: int
    second: int
    end: int
    words: tuple[str, ...]
    copies: int
    gap: str  # what stands between the first copy and the second


@lru_cache(maxsize=4)
def repeats(text: str) -> tuple[Repeat, ...]:
    """Repeated groups of up to `LONGEST` words within lines, case aside, from left to right; they never overlap."""
    tokens = [(match[0].lower(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    words = [token[0] for token in tokens]
    last: dict[str, int] = {}
    found: list[Repeat] = []
    done = 0
    for at, word in enumerate(words):
        before = last.get(word, -1)
        last[word] = at
        if word == "\n":
            last.clear()
            continue
        period = at - before
        if before < 0 or period > LONGEST or at < done:
            continue
        back = 0
        while back < period - 1 and before - back > 0 and words[before - back - 1] == words[at - back - 1] and at - back - 1 >= done:
            back += 1
        forward = 1
        while at + forward < len(words) and words[before + forward] == words[at + forward] and words[at + forward] != "\n":
            forward += 1
        run, first, second = back + forward, before - back, at - back
        joined = run == period - 1 and words[second - 1] in _JOINERS
        if first < done or not (run >= period or joined):
            continue
        size = period - joined
        copies = 2 if joined else 1 + run // period
        final = second + size * (copies - 1) - 1
        start, middle, end = tokens[first][1], tokens[second][1], tokens[final][2]
        first_end = tokens[first + size - 1][2]
        if _same(text[start:first_end], text[middle : tokens[second + size - 1][2]]):
            found.append(Repeat(start, first_end, middle, end, tuple(words[first : first + size]), copies, text[first_end:middle]))
            done = final + 1
    return tuple(found)


def _same(one: str, other: str) -> bool:
    """Whether two copies agree in their punctuation, too."""
    return " ".join(one.lower().split()) == " ".join(other.lower().split())
