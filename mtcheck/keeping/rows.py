"""Bytes kept between runs by key: `Rows` is one SQLite file in the user's cache folder, shared by runs at the same
time.

Every entry carries the user's seal; one that is damaged or somebody else's, a file that is no database, a full disk or
a lock that does not come loose are as if nothing had been kept. What was used longest ago goes first.
"""

import contextlib
import time
import zlib
from pathlib import Path
from types import TracebackType
from typing import Any

from mtcheck import keeping

_LIMIT = 256_000_000  # bytes of a file
_TOGETHER = 200  # entries that are written at a time
_PATIENCE = 2.0  # seconds to wait for another run


class Rows:
    """Bytes by key, in a file. Nothing that is wrong with the file is ever raised.

    Use it in one thread, and `close` it.
    """

    def __init__(self, path: Path, kind: str, limit: int = _LIMIT) -> None:
        """`kind`: names the table and is part of the seal. `limit`: bytes from which on old entries are dropped."""
        import sqlite3

        # a damaged file makes SQLite speak in no UTF-8, and holds values of other kinds than were put there
        self._errors: tuple[type[Exception], ...] = (sqlite3.Error, zlib.error, ValueError, TypeError)
        self._path, self._kind, self._limit = path, kind, limit
        self._new: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._open: Any = None
        with contextlib.suppress(OSError, *self._errors):
            keeping.make(path.parent)
            if not (keeping.is_own(path.parent) and keeping.is_own(path)) or keeping.seal(kind, b"") is None:
                return
            try:
                self._open = self._connected()
            except sqlite3.OperationalError:
                raise  # locked, or not to be written: another run's, or somebody else's
            except self._errors:
                path.unlink()
                self._open = self._connected()

    def __enter__(self) -> "Rows":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _connected(self) -> Any:
        import sqlite3

        opened = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        opened.execute("PRAGMA trusted_schema=OFF")
        opened.execute("PRAGMA synchronous=OFF")  # after a power cut it may be damaged, which is a miss
        opened.execute(
            f"CREATE TABLE IF NOT EXISTS {self._kind} (key BLOB PRIMARY KEY, value BLOB, seal BLOB, used INTEGER)"
            " WITHOUT ROWID"
        )
        return opened

    def get(self, key: bytes) -> bytes | None:
        """What was put there, or None."""
        if key in self._new:
            return zlib.decompress(self._new[key])
        if self._open is None:
            return None
        try:
            row = self._open.execute(f"SELECT value, seal FROM {self._kind} WHERE key = ?", (key,)).fetchone()
            if row is None or not keeping.is_sealed(self._kind, key + row[0], row[1]):
                return None
            return zlib.decompress(row[0])
        except self._errors:
            return None

    def use(self, key: bytes) -> None:
        """Says that an entry was of use, so that it stays longer."""
        self._used.add(key)

    def put(self, key: bytes, value: bytes) -> None:
        """Keeps a value, in place of what was there."""
        if self._open is None:
            return
        self._new[key] = zlib.compress(value, 1)
        if len(self._new) >= _TOGETHER:
            self.write()

    def write(self) -> None:
        """All that is new, in one transaction; it is dropped where that is not possible."""
        if self._open is None or not (self._new or self._used):
            return
        now = int(time.time())
        try:
            self._open.execute("BEGIN IMMEDIATE")
            rows = ((key, value, keeping.seal(self._kind, key + value), now) for key, value in self._new.items())
            self._open.executemany(f"INSERT OR REPLACE INTO {self._kind} VALUES (?, ?, ?, ?)", rows)
            self._open.executemany(
                f"UPDATE {self._kind} SET used = ? WHERE key = ?", ((now, key) for key in self._used)
            )
            self._open.execute("COMMIT")
        except self._errors:
            with contextlib.suppress(*self._errors):
                self._open.execute("ROLLBACK")
        self._new.clear()
        self._used.clear()

    def close(self) -> None:
        """Writes what is new and makes room where the file has grown beyond its limit."""
        if self._open is None:
            return
        grown = bool(self._new)
        self.write()
        with contextlib.suppress(*self._errors, OSError):
            if grown and self._path.stat().st_size > self._limit:
                self._make_room()
        self._open.close()
        self._open = None

    def _make_room(self) -> None:
        """Drops what was used longest ago until two thirds of the limit are taken."""
        (held,) = self._open.execute(f"SELECT sum(length(value)) FROM {self._kind}").fetchone()
        too_much = held * (1 - self._limit * 2 / 3 / self._path.stat().st_size)
        self._open.execute("BEGIN IMMEDIATE")
        gone: list[tuple[bytes]] = []
        for key, size in self._open.execute(
            f"SELECT key, length(value) FROM {self._kind} ORDER BY used, key"
        ):  # a cursor with a name would be in the way of VACUUM
            if too_much <= 0:
                break
            gone.append((key,))
            too_much -= size
        self._open.executemany(f"DELETE FROM {self._kind} WHERE key = ?", gone)
        self._open.execute("COMMIT")
        self._open.execute("VACUUM")
