"""Passages that repairs are tried in: `Passages.worse` says whether a repair leaves more findings in one."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from mtcheck.core import Document


class Passages:
    """What rules find in passages that stand alone.

    A rule reads a passage when its answer is first asked for: most repairs need few of them read twice.
    """

    def __init__(
        self, rules: Iterable[Any], indexed: Callable[[str], Document], count: Callable[[Document, Any], int]
    ) -> None:
        """`indexed` makes a document of a passage, `count` says how many findings of a rule there are in one."""
        self._rules = list(
            rules
        )  # those that found something new last stand first: they soonest refuse the next repair
        self._indexed = indexed
        self._count = count
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._counts: dict[str, dict[Any, int]] = {}

    def worse(self, before: str, after: str) -> bool:
        """Whether some rule finds more in the passage after a repair than in the one before it."""
        for number, rule in enumerate(self._rules):
            found = self._found(after, rule)
            if found and found > self._found(before, rule):
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
# passages whose documents are kept, with all that rules have worked out about them: the one before and the one after
_READ = 2
