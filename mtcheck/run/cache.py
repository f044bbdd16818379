"""What the rules made of stories they have seen: `Cache.get` and `put`, by a name for the story's content and
everything that could change the result.

The file and what it is worth: `keeping.rows`.
"""

from pathlib import Path

from mtcheck import keeping
from mtcheck.core import Document
from mtcheck.keeping.digests import sha256
from mtcheck.keeping.rows import Rows
from mtcheck.profile.config import Config
from mtcheck.run import signature
from mtcheck.run.examined import Examined, content, pack, unpack

_LAYOUT = 2
_KIND = "examined"
_LIMIT = 256_000_000  # bytes of the file; about a quarter of a million stories


def location() -> Path | None:
    """The file in the user's cache folder; None where MTCHECK_CACHE=off says that nothing is to be kept."""
    folder = keeping.folder()
    return folder / f"examined-{_LAYOUT}.db" if folder else None


def key(config: Config, doc: Document) -> bytes:
    """A name for a portable document and all that decides what the rules find in it."""
    return sha256(signature.examination(config).encode() + b"\0" + content(doc)).digest()


class Cache:
    """Examinations by key, in a file. Nothing that is wrong with the file is ever raised.

    Use it in one process, and `close` it.
    """

    def __init__(self, path: Path, limit: int = _LIMIT) -> None:
        """`limit`: bytes from which on old entries are dropped."""
        self._rows = Rows(path, _KIND, limit)
        self.hits = self.misses = 0

    def get(self, key: bytes) -> Examined | None:
        """What was put there, or None."""
        found = self._read(key)
        if found is None:
            self.misses += 1
        else:
            self.hits += 1
            self._rows.use(key)
        return found

    def _read(self, key: bytes) -> Examined | None:
        try:
            kept = self._rows.get(key)
            return None if kept is None else unpack(kept)
        except (ValueError, TypeError):
            return None

    def put(self, key: bytes, examined: Examined) -> None:
        """Keeps what is whole; a story that could not be checked is checked again next time."""
        if examined.whole:
            self._rows.put(key, pack(examined))

    def close(self) -> None:
        """Writes what is new and makes room where the file has grown beyond its limit."""
        self._rows.close()
