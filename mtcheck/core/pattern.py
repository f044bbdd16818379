"""A regular expression that knows which words a text must hold for it to match, so that most patterns never run."""

import re
from collections.abc import Iterator
from functools import cached_property

from mtcheck.text.expressions import compiled


class Pattern:
    """A regular expression, compiled when first used, always with MULTILINE.

    `needs`: lower-case literals; a segment that holds none of them (ignoring case) cannot match. Left empty, the pattern runs
    on every segment. `tests/rules/test_patterns.py` proves from the parsed expression that every match contains one of them.
    """

    __slots__ = ("__dict__", "ignore_case", "needs", "source")

    def __init__(self, source: str, *, needs: tuple[str, ...] = (), ignore_case: bool = False) -> None:
        self.source = source
        self.needs = needs
        self.ignore_case = ignore_case

    def __repr__(self) -> str:
        return f"Pattern({self.source!r})"

    @cached_property
    def compiled(self) -> "re.Pattern[str]":
        return compiled(self.source, re.MULTILINE | (re.IGNORECASE if self.ignore_case else 0))

    def finditer(self, text: str, start: int, end: int) -> Iterator["re.Match[str]"]:
        return self.compiled.finditer(text, start, end)
