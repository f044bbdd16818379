"""Plain values kept between runs by key, all in one file, of which a run reads those that it asks for: `Pieces`.

The file holds for one stamp. Its head has the seal of this user on an index, and the index has the digest of each
piece, so that a piece is believed only if it was there when the index was sealed.
"""

import contextlib
import marshal
import os
from collections.abc import Callable, Hashable
from io import FileIO
from typing import Any

from mtcheck import keeping
from mtcheck.keeping.digests import blake2b

_SIZE = 8  # bytes that say how long the index is
_DIGEST = 16  # bytes
_Place = tuple[int, int, bytes]  # of a piece: where it begins behind the index, its length, its digest


class Pieces:
    """Values by key. Nothing that is wrong with the file is ever raised; what cannot be read is not there."""

    def __init__(self, kind: str, stamp: Callable[[], Any]) -> None:
        """`stamp`: plain values that say what the pieces depend on; it is asked for now, and when they are saved."""
        self._kind, self._stamp = kind, stamp
        self._file: FileIO | None = None
        self._begin = 0
        self._path = keeping.file_of(kind)
        self._places: dict[Hashable, _Place] = {}
        self._new: dict[Hashable, bytes] = {}
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            self._open()

    def __len__(self) -> int:
        return len(self._places.keys() | self._new.keys())

    def get(self, key: Hashable) -> Any:
        """What was put there, or None."""
        data = self._new.get(key)
        if data is None:
            place = self._places.get(key)
            data = self._read(*place) if place is not None else None
        if data is None:
            return None
        try:
            return marshal.loads(data)
        except (ValueError, EOFError, TypeError):
            return None

    def put(self, key: Hashable, value: Any) -> None:
        """Keeps a value, once it is saved. Raises ValueError where it is not plain."""
        self._new[key] = marshal.dumps(value)

    def save(self) -> bool:
        """Writes what was put there beside what the file has, in one step; says whether that was possible."""
        if self._path is None:
            return False
        places, parts, at = dict[Hashable, _Place](), list[bytes](), 0
        for key, (start, length, digest) in self._places.items():
            part = self._bytes(start, length) if key not in self._new else b""
            if part and len(part) == length:
                parts.append(part)
                places[key] = at, length, digest  # the old one: what does not fit it is believed no more than before
                at += length
        for key, data in self._new.items():
            parts.append(data)
            places[key] = at, len(data), _digest(data)
            at += len(data)
        index = marshal.dumps((self._stamp(), places))
        self._close()  # or else it could not be replaced under Windows
        saved = keeping.store(self._path, self._kind, len(index).to_bytes(_SIZE, "little") + index, parts)
        self._places, self._new = places if saved else {}, {}
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            self._open()
        return saved

    def _open(self) -> None:
        """Reads the index. Raises OSError, or what `marshal` does, where the file is not as it should be."""
        if self._path is None or not keeping.is_own(self._path):
            return
        file = FileIO(self._path)
        seal, size = file.read(keeping.LENGTH), file.read(_SIZE)
        index = file.read(min(int.from_bytes(size, "little"), os.fstat(file.fileno()).st_size))
        if keeping.is_sealed(self._kind, size + index, seal):
            told, places = marshal.loads(index)
            if told == self._stamp():
                self._file, self._places, self._begin = file, places, file.tell()
                return
        file.close()

    def _read(self, start: int, length: int, digest: bytes) -> bytes | None:
        data = self._bytes(start, length)
        return data if _digest(data) == digest else None

    def _bytes(self, start: int, length: int) -> bytes:
        if self._file is None:
            return b""
        try:
            self._file.seek(self._begin + start)
            return self._file.read(length)
        except OSError:
            return b""

    def __del__(self) -> None:
        self._close()

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = None


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()
