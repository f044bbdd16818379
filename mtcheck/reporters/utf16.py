"""Places for programs that count UTF-16 units, as browsers do."""

import bisect

from mtcheck.text.lazy import lazy

_WIDE = lazy("[\U00010000-\U0010ffff]")


class Units:
    """Turns code points of a text into UTF-16 units."""

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [match.start() for match in _WIDE.finditer(text)]

    def __call__(self, offset: int) -> int:
        return offset + bisect.bisect_left(self._wide, offset)
