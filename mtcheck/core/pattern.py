"""A regular expression that knows which words a text must hold for it to match, so that most patterns never run."""

import re
from collections.abc import Iterator
from functools import cached_property

from mtcheck.text import expressions
from mtcheck.text.literals import Literals, literals

_PLAIN, _CASELESS = int(re.MULTILINE), int(re.MULTILINE | re.IGNORECASE)  # putting flags together takes microseconds


class Pattern:
    """A regular expression, compiled when first used, always with MULTILINE."""

    __slots__ = ("__dict__", "ignore_case", "source")

    def __init__(self, source: str, *, ignore_case: bool = False) -> None:
        self.source = source
        self.ignore_case = ignore_case

    def __repr__(self) -> str:
        return f"Pattern({self.source!r})"

    @cached_property
    def compiled(self) -> "re.Pattern[str]":
        return expressions.compiled(self.source, self._flags)

    @property
    def _flags(self) -> int:
        return _CASELESS if self.ignore_case else _PLAIN

    @cached_property
    def literals(self) -> tuple[Literals, ...]:
        """Sets of literals of which each segment with a match holds one each, the rarest set first."""
        return literals(self.source, self._flags)

    def finditer(self, text: str, start: int, end: int) -> Iterator["re.Match[str]"]:
        return self.compiled.finditer(text, start, end)
