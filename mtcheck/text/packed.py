"""Tables of plain values that are packed one by one, so that of a long table only what is asked for is read: `pack`
makes one, `Packed` reads it.
"""

import marshal
from collections.abc import Iterator, Mapping
from typing import Any


def pack(table: Mapping[str, Any]) -> dict[str, bytes]:
    """The table with its values as bytes. Raises ValueError for values that are not plain."""
    return {key: marshal.dumps(value) for key, value in table.items()}


class Packed(Mapping[str, Any]):
    """A table that `pack` has made in this process, or one of this user and of the same Python."""

    def __init__(self, packed: Mapping[str, bytes]) -> None:
        self._packed = packed
        self._read: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        try:
            return self._read[key]
        except KeyError:
            value = self._read[key] = marshal.loads(self._packed[key])
            return value

    def __contains__(self, key: object) -> bool:
        return key in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)
