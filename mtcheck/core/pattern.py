"""A regular expression that knows which words a text must hold for it to match, so that most patterns never run."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from mtcheck.text import expressions
from mtcheck.text.literals import Literals, literals

if TYPE_CHECKING:
    from mtcheck.text.demands import Demand

# segments on which an expression is tried before it pays to find out in which of them it can match at all
_WORTH = 1_000
_PLAIN, _CASELESS = int(re.MULTILINE), int(re.MULTILINE | re.IGNORECASE)  # putting flags together takes microseconds


class Pattern:
    """A regular expression, compiled when first used, always with MULTILINE."""

    __slots__ = ("__dict__", "_demands", "_tried", "ignore_case", "source")

    def __init__(self, source: str, *, ignore_case: bool = False) -> None:
        self.source = source
        self.ignore_case = ignore_case
        self._tried = 0
        self._demands: tuple[Demand, ...] | None = None

    def __repr__(self) -> str:
        return f"Pattern({self.source!r})"

    @cached_property
    def compiled(self) -> "re.Pattern[str]":
        return expressions.compiled(self.source, self._flags, demanding=True)

    @property
    def is_compiled(self) -> bool:
        return "compiled" in self.__dict__

    @property
    def _flags(self) -> int:
        return _CASELESS if self.ignore_case else _PLAIN

    def demands(self, segments: int) -> "tuple[Demand, ...]":
        """What a segment must hold for the pattern to match in it, besides its `literals`, as far as it is known or
        worth finding out for so many more segments.
        """
        if self._demands is None:
            asked, self._tried = self._tried > 0, self._tried + segments
            if self._tried >= _WORTH or not asked:  # between the two nothing new is known
                self._demands = expressions.demands(self.source, self._flags, worked_out=self._tried >= _WORTH)
        return self._demands or ()

    @cached_property
    def literals(self) -> tuple[Literals, ...]:
        """Sets of literals of which each segment with a match holds one each, the rarest set first."""
        return literals(self.source, self._flags)

    def finditer(self, text: str, start: int, end: int) -> Iterator["re.Match[str]"]:
        return self.compiled.finditer(text, start, end)
