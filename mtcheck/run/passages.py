"""Passages that repairs are tried in: `Passages.worse` says whether a repair leaves more findings in one."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from mtcheck.core import Document
from mtcheck.text.counting import shared_ends


class Passages:
    """What rules find in passages that stand alone.

    A rule reads a passage when its answer is first asked for: most repairs need few of them read twice. One that judges
    no story as a whole reads only the lines that differ and those beside them.
    """

    def __init__(
        self,
        rules: Iterable[Any],
        indexed: Callable[[str], Document],
        count: Callable[[Document, Any], int],
        whole: Callable[[Any], bool] = lambda rule: True,
    ) -> None:
        """`indexed` makes a document of a passage, `count` says how many findings of a rule there are in one, `whole`
        whether these may depend on lines far from the place.
        """
        self._rules = list(
            rules
        )  # those that found something new last stand first: they soonest refuse the next repair
        self._indexed = indexed
        self._count = count
        self._whole = whole
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._counts: dict[str, dict[Any, int]] = {}

    def worse(self, before: str, after: str) -> bool:
        """Whether some rule finds more in the passage after a repair than in the one before it."""
        near = beside(before, after)
        for number, rule in enumerate(self._rules):
            old, new = (before, after) if self._whole(rule) else near
            found = self._found(new, rule)
            if found and found > self._found(old, rule):
                self._rules.insert(0, self._rules.pop(number))
                return True
        return False

    def _found(self, passage: str, rule: Any) -> int:
        if passage not in self._counts:
            if len(self._counts) >= _REMEMBERED:
                self._counts.clear()
            self._counts[passage] = {}
        counts = self._counts[passage]
        if rule not in counts:
            counts[rule] = self._count(self._document(passage), rule)
        return counts[rule]

    def _document(self, passage: str) -> Document:
        doc = self._documents.get(passage)
        if doc is None:
            doc = self._documents[passage] = self._indexed(passage)
            while len(self._documents) > _READ:
                self._documents.popitem(last=False)
        else:
            self._documents.move_to_end(passage)
        return doc


_REMEMBERED = 2_000  # passages whose counts are kept; a story that is repaired in rounds tries the same ones again
# passages whose documents are kept, with all that rules have worked out about them: the one before and the one after,
# whole and in part
_READ = 4


def beside(before: str, after: str) -> tuple[str, str]:
    """Of two versions of a text the lines that differ and, on each side of them, two that hold something.

    The versions as they are where that is most of them.
    """
    old, new = before.split("\n"), after.split("\n")
    if len(old) == len(new):
        differing = [(number, number + 1) for number in range(len(old)) if old[number] != new[number]]
        near = _around(old, differing), _around(new, differing)
    else:
        first, last = shared_ends(old, new)
        near = _around(old, [(first, len(old) - last)]), _around(new, [(first, len(new) - last)])
    return near if 2 * len(near[1]) < len(after) else (before, after)


def _around(lines: Sequence[str], places: Iterable[tuple[int, int]]) -> str:
    """The lines of some ranges, with those beside them."""
    numbers: set[int] = set()
    for start, end in places:
        left = _BESIDE
        while left and start:
            start -= 1
            left -= bool(lines[start].strip())
        left = _BESIDE
        while left and end < len(lines):
            left -= bool(lines[end].strip())
            end += 1
        numbers.update(range(max(0, start - 1), end))  # with the blank line that parts it from the last range
    return "\n".join(lines[number] for number in sorted(numbers))


_BESIDE = 2  # lines: a rule that sees the next one is asked about that one, too
