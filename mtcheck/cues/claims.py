"""Which ranges a rule has spoken for, so that its later patterns keep away from them, however many there are."""

import bisect


class Claims:
    """Half-open ranges, none of which shares a code point with another."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a claimed range shares a code point with this one."""
        at = bisect.bisect_left(self._starts, end)
        return at > 0 and self._ends[at - 1] > start

    def take(self, start: int, end: int) -> bool:
        """Claims the range, unless a part of it is claimed; whether it was free."""
        if self.overlaps(start, end):
            return False
        at = bisect.bisect_left(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)
        return True
