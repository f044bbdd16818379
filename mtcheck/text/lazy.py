"""Regular expressions that are compiled when first used: most never are, and all take longer than a story."""

import re
from typing import Any, cast

from mtcheck.text.expressions import compiled


class _Lazy:
    """Behaves as the compiled pattern; its methods are put in place at the first use."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = compiled(self._source, self._flags)
        for method in "search match fullmatch finditer findall sub subn split pattern flags".split():
            self.__dict__[method] = getattr(made, method)
        return getattr(made, name)


def lazy(source: str, flags: int = 0) -> "re.Pattern[str]":
    """`re.compile(source, flags)`, later."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
