"""Stories of one file as sequences that hold none of them: each is made when it is asked for, so that a feed of ten
thousand needs the memory of one.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Generic, TypeVar, overload

Found = TypeVar("Found")
Made = TypeVar("Made")


class Stories(Sequence[Made], Generic[Found, Made]):
    """What `make` makes of each thing found, made anew each time it is asked for. A slice is as lazy."""

    def __init__(self, found: Sequence[Found], make: Callable[[Found], Made]) -> None:
        self._found = found
        self._make = make

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, index: int) -> Made: ...

    @overload
    def __getitem__(self, index: slice) -> "Stories[Found, Made]": ...

    def __getitem__(self, index: int | slice) -> "Made | Stories[Found, Made]":
        if isinstance(index, slice):
            return Stories(self._found[index], self._make)
        return self._make(self._found[index])

    def __iter__(self) -> Iterator[Made]:
        return map(self._make, self._found)


class Streamed(Sequence[Made]):
    """What comes out of `begin()`, which reads the file from its start each time.

    Made to be gone through once; len() and places cost a reading.
    """

    def __init__(self, begin: Callable[[], Iterator[Made]]) -> None:
        self._begin = begin

    def __iter__(self) -> Iterator[Made]:
        return self._begin()

    def __len__(self) -> int:
        return sum(1 for _ in self._begin())

    @overload
    def __getitem__(self, index: int) -> Made: ...

    @overload
    def __getitem__(self, index: slice) -> list[Made]: ...

    def __getitem__(self, index: int | slice) -> Made | list[Made]:
        if isinstance(index, slice):
            return list(self)[index]
        for found in islice(self._begin(), index, None) if index >= 0 else list(self._begin())[index:]:
            return found
        raise IndexError(index)
