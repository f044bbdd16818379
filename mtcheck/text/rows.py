"""Rows of a table in tab-separated text, each read when it is asked for: of a long list most rows never are."""

from collections.abc import Iterator, Mapping, Sequence
from typing import overload


class Rows(Sequence[Mapping[str, str]]):
    """A mapping from column to cell for each line of UTF-8."""

    def __init__(self, columns: Sequence[str], lines: Sequence[bytes]) -> None:
        self._columns, self._lines = columns, lines

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, number: int) -> Mapping[str, str]: ...
    @overload
    def __getitem__(self, number: slice) -> "Rows": ...
    def __getitem__(self, number: int | slice) -> "Mapping[str, str] | Rows":
        if isinstance(number, slice):
            return Rows(self._columns, self._lines[number])
        return dict(zip(self._columns, self._lines[number].decode().split("\t"), strict=True))

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        columns = self._columns
        return (dict(zip(columns, line.decode().split("\t"), strict=True)) for line in self._lines)

    def last(self, name: str) -> Iterator[str] | None:
        """The cells of the last column, if that is its name."""
        if self._columns[-1] != name:
            return None
        return (line[line.rfind(b"\t") + 1 :].decode() for line in self._lines)
