"""What the rules made of stories they have seen: `Cache.get` and `put`, by a name for the story's content and everything that could change the result.

One SQLite file in the user's cache folder, shared by runs at the same time. Every entry carries the user's seal (`keeping`); one that is damaged or
somebody else's, a file that is no database, a full disk or a lock that does not come loose are as if nothing had been kept. What was used longest
ago goes first.
"""

import contextlib
import hashlib
import time
import zlib
from pathlib import Path
from typing import Any

from mtcheck import keeping
from mtcheck.core import Document
from mtcheck.profile.config import Config
from mtcheck.run import signature
from mtcheck.run.examined import Examined, content, pack, unpack

_LAYOUT = 2
_LIMIT = 256_000_000  # bytes of the file; about a quarter of a million stories
_KIND = "examined"  # of seal
_TOGETHER = 200  # entries that are written at a time
_PATIENCE = 2.0  # seconds to wait for another run


def location() -> Path | None:
    """The file in the user's cache folder; None where MTCHECK_CACHE=off says that nothing is to be kept."""
    folder = keeping.folder()
    return folder / f"examined-{_LAYOUT}.db" if folder else None


def key(config: Config, doc: Document) -> bytes:
    """A name for a portable document and all that decides what the rules find in it."""
    return hashlib.sha256(signature.examination(config).encode() + b"\0" + content(doc)).digest()


class Cache:
    """Examinations by key, in a file. Nothing that is wrong with the file is ever raised. Use it in one process, and `close` it."""

    def __init__(self, path: Path, limit: int = _LIMIT) -> None:
        """`limit`: bytes from which on old entries are dropped."""
        import sqlite3

        self._errors = (sqlite3.Error, UnicodeDecodeError)  # a damaged file may have names that are no text
        self._path, self._limit = path, limit
        self._new: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._open: Any = None
        self.hits = self.misses = 0
        with contextlib.suppress(OSError, *self._errors):
            keeping.make(path.parent)
            if not (keeping.is_own(path.parent) and keeping.is_own(path)) or keeping.seal(_KIND, b"") is None:
                return
            try:
                self._open = self._connected()
            except sqlite3.OperationalError:
                raise  # locked, or not to be written: another run's, or somebody else's
            except (sqlite3.DatabaseError, UnicodeDecodeError):
                path.unlink()
                self._open = self._connected()

    def _connected(self) -> Any:
        import sqlite3

        opened = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        opened.execute("PRAGMA trusted_schema=OFF")
        opened.execute("PRAGMA synchronous=OFF")  # after a power cut it may be damaged, which is a miss
        opened.execute("CREATE TABLE IF NOT EXISTS examined (key BLOB PRIMARY KEY, value BLOB, seal BLOB, used INTEGER) WITHOUT ROWID")
        return opened

    def get(self, key: bytes) -> Examined | None:
        """What was put there, or None."""
        found = self._read(key)
        if found is None:
            self.misses += 1
        else:
            self.hits += 1
            self._used.add(key)
        return found

    def _read(self, key: bytes) -> Examined | None:
        if key in self._new:
            return unpack(zlib.decompress(self._new[key]))
        if self._open is None:
            return None
        try:
            row = self._open.execute("SELECT value, seal FROM examined WHERE key = ?", (key,)).fetchone()
            if row is None or not keeping.is_sealed(_KIND, key + row[0], row[1]):
                return None
            return unpack(zlib.decompress(row[0]))
        except (*self._errors, zlib.error, ValueError, TypeError):
            return None

    def put(self, key: bytes, examined: Examined) -> None:
        """Keeps what is whole; a story that could not be checked is checked again next time."""
        if self._open is None or not examined.whole:
            return
        self._new[key] = zlib.compress(pack(examined), 1)
        if len(self._new) >= _TOGETHER:
            self._write()

    def _write(self) -> None:
        """All that is new, in one transaction; it is dropped where that is not possible."""
        if self._open is None or not (self._new or self._used):
            return
        now = int(time.time())
        try:
            self._open.execute("BEGIN IMMEDIATE")
            rows = ((key, value, keeping.seal(_KIND, key + value), now) for key, value in self._new.items())
            self._open.executemany("INSERT OR REPLACE INTO examined VALUES (?, ?, ?, ?)", rows)
            self._open.executemany("UPDATE examined SET used = ? WHERE key = ?", ((now, key) for key in self._used))
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
        self._write()
        with contextlib.suppress(*self._errors, OSError):
            if grown and self._path.stat().st_size > self._limit:
                self._make_room()
        self._open.close()
        self._open = None

    def _make_room(self) -> None:
        """Drops what was used longest ago until two thirds of the limit are taken."""
        (held,) = self._open.execute("SELECT sum(length(value)) FROM examined").fetchone()
        too_much = held * (1 - self._limit * 2 / 3 / self._path.stat().st_size)
        self._open.execute("BEGIN IMMEDIATE")
        gone = []
        for key, size in self._open.execute("SELECT key, length(value) FROM examined ORDER BY used, key"):
            if too_much <= 0:
                break
            gone.append((key,))
            too_much -= size
        self._open.executemany("DELETE FROM examined WHERE key = ?", gone)
        self._open.execute("COMMIT")
        self._open.execute("VACUUM")
