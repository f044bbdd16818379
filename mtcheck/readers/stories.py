"""Stories of one file, each made when it is asked for, so that a feed of ten thousand needs the memory of one."""

from collections.abc import Callable, Iterator, Sequence
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
