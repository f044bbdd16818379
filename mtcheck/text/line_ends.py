"""Line ends of a text that was edited where they are all alike: `restored` gives each line its own again."""

import re
from collections import Counter
from difflib import SequenceMatcher

from mtcheck.text.counting import shared_ends

_END = re.compile(r"\r\n|\r|\n")


def unified(text: str) -> str:
    """The text with line feeds alone, as an HTML text area has it."""
    return _END.sub("\n", text)


def restored(before: str, after: str) -> str:
    """`after` with the line ends of `before`: a line that stood there keeps its own, a new one has the commonest."""
    kinds = Counter(_END.findall(before))
    if len(kinds) < 2:
        return unified(after).replace("\n", next(iter(kinds), "\n"))
    usual = kinds.most_common(1)[0][0]
    old, ends = _END.split(before), [*_END.findall(before), ""]
    new = unified(after).split("\n")
    found = [usual] * len(new)
    for here, there in _pairs(old, new):
        found[there] = ends[here] or usual
    found[-1] = ""
    for at in range(1, len(new)):
        if found[at - 1] == "\r" and found[at] == "\n" and not new[at]:
            found[at] = "\r"  # the two would be one line end
    return "".join(line + end for line, end in zip(new, found, strict=True))


def _pairs(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Which lines of the new text are which of the old one, changed or not."""
    head, tail = shared_ends(old, new)
    pairs = [(at, at) for at in range(head)]
    pairs += [(len(old) - back, len(new) - back) for back in range(1, tail + 1)]
    middle = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False)
    for kind, start, end, first, last in middle.get_opcodes():
        if kind in ("equal", "replace"):
            pairs += [(head + start + at, head + first + at) for at in range(min(end - start, last - first))]
    return pairs
