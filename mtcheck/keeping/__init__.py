"""What is kept between runs: the user's cache folder (`folder`), and the seal on everything in it (`seal`).

What is read from there decides what passes, and compiled expressions are code. So the folder must be the user's own,
writable by nobody else, and every piece carries a seal made with a key that lies elsewhere: a cache that somebody else
has filled, brought along or put into a repository is as if it were empty. Machines that share one, such as runners of a
pipeline, need the same MTCHECK_CACHE_KEY in their environment.
"""

import contextlib
import marshal
import os
import stat
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

KEY = "MTCHECK_CACHE_KEY"
LENGTH = 32  # bytes of a key and of a seal


def folder() -> Path | None:
    """The user's cache folder for mtcheck, perhaps yet to be made; None where turned off or open to others."""
    wanted = os.environ.get("MTCHECK_CACHE", "")
    if wanted.lower() == "off":
        return None
    place = Path(wanted) if wanted else _home("LOCALAPPDATA", "XDG_CACHE_HOME", ".cache")
    return place if place is not None and is_own(place) else None


def is_own(path: Path) -> bool:
    """Whether a file or folder is the user's: no link, owned by the user, writable by nobody else; or not there."""
    if sys.platform == "win32":  # modes say nothing there; the folder is in the user's profile
        return True
    try:
        found = path.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    kind = stat.S_ISDIR(found.st_mode) or stat.S_ISREG(found.st_mode)
    return kind and found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def make(place: Path) -> None:
    """Makes a folder, and those above it, for the user alone. Raises OSError."""
    for missing in reversed([one for one in (place, *place.parents) if not one.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)


def seal(kind: str, data: bytes) -> bytes | None:
    """A seal on a piece of a kind, 32 bytes; None where there is no key to make one with, then nothing is kept."""
    from mtcheck.keeping.digests import blake2b

    secret = _secret(os.environ.get(KEY, ""))
    return blake2b(data, key=secret, digest_size=LENGTH, person=kind.encode()[:16]).digest() if secret else None


def is_sealed(kind: str, data: bytes, said: object) -> bool:
    """Whether the seal is the one that this user's key makes."""
    from _operator import _compare_digest as compare_digest  # what hmac has, which brings OpenSSL

    true = seal(kind, data)
    return true is not None and isinstance(said, bytes) and compare_digest(true, said)


def load(path: Path, kind: str) -> bytes:
    """A piece of a kind from a file of its own; empty where there is none, or none that this user has put there."""
    try:
        data = path.read_bytes() if is_own(path) else b""
    except OSError:
        return b""
    said, data = data[:LENGTH], data[LENGTH:]
    return data if is_sealed(kind, data, said) else b""


def store(path: Path, kind: str, data: bytes, more: Iterable[bytes] = ()) -> bool:
    """Puts a piece into a file of its own, in one step; says whether that was possible.

    `more` stands behind it and has no part in the seal.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        make(path.parent)
        said = seal(kind, data)
        if said is None:
            return False
        with part.open("wb") as out:
            out.writelines((said, data, *more))
        os.replace(part, path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        return False
    return True


def file_of(kind: str) -> Path | None:
    """The file with the plain values of a kind that this interpreter keeps; None where it keeps none."""
    place = folder()
    if place is None or sys.implementation.name != "cpython":
        return None
    return place / f"{kind}-{sys.implementation.cache_tag}.bin"


def values(kind: str, stamp: Callable[[], Any]) -> Any:
    """What `put` has put there under the same stamp; None where that is nothing."""
    path = file_of(kind)
    with contextlib.suppress(ValueError, EOFError, TypeError):
        told, stored = marshal.loads(load(path, kind) if path is not None else b"")
        return stored if told == stamp() else None
    return None


def put(kind: str, stamp: Callable[[], Any], stored: Any) -> bool:
    """Puts plain values into the file of their kind, in one step; says whether that was possible."""
    path = file_of(kind)
    return path is not None and store(path, kind, marshal.dumps((stamp(), stored)))


@lru_cache(maxsize=4)
def _secret(given: str) -> bytes | None:
    """The key: made from the given words, else the user's own, which is made on first use."""
    from mtcheck.keeping.digests import blake2b

    if given:
        return blake2b(given.encode("utf-8", "surrogateescape"), digest_size=LENGTH).digest()
    place = _home("APPDATA", "XDG_CONFIG_HOME", ".config")
    if place is None:
        return None
    path = place / "cache.key"
    try:
        made = path.read_bytes() if path.exists() else _made(path)
    except OSError:
        return None
    return made if len(made) == LENGTH and is_own(path) else None


def _made(path: Path) -> bytes:
    """A new key in its file; another run's, if that was first."""
    make(path.parent)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(os.urandom(LENGTH))
        try:
            os.link(part, path)
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return path.read_bytes()


def _home(windows: str, variable: str, below: str) -> Path | None:
    """A folder of mtcheck's in the user's home; None where there is no home."""
    try:
        given = os.environ.get(windows if sys.platform == "win32" else variable)
        return Path(given or (Path.home() if sys.platform == "win32" else Path.home() / below)) / "mtcheck"
    except RuntimeError:
        return None
