"""The most serious of many things, in bounded memory: what formats with a limit keep."""

import heapq
from collections.abc import Iterator
from typing import Generic, TypeVar

from mtcheck.reporters.entries import Rank

T = TypeVar("T")


class MostSerious(Generic[T]):
    """Keeps `limit` things of the highest rank; of equals, those that came first. Iterates from the most serious on."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: list[tuple[Rank, int, T]] = []
        self._seen = 0

    def add(self, rank: Rank, thing: T) -> None:
        self._seen += 1
        item = (rank, -self._seen, thing)
        if len(self._kept) < self._limit:
            heapq.heappush(self._kept, item)
        elif self._limit and item > self._kept[0]:
            heapq.heapreplace(self._kept, item)

    def __iter__(self) -> Iterator[T]:
        return (thing for _, _, thing in sorted(self._kept, key=lambda item: item[:2], reverse=True))

    def __len__(self) -> int:
        return len(self._kept)
