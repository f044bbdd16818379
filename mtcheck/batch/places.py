"""Files and folders on any file system that Arrow opens: local, s3, gs, abfs, hdfs. `Place` is the way in."""

import os
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from pyarrow import ArrowException, fs

from mtcheck.errors import ConfigError, InputError, RepairError
from mtcheck.readers.files import write_atomically
from mtcheck.reporters.excerpt import harmless

_WHOLE_WHEN_CLOSED = frozenset({"s3", "gcs", "abfs"})  # a file appears there when it is complete


@dataclass(frozen=True)
class Place:
    """A file or a folder by its path or address, such as `s3://bucket/stories`. A file system that fails to read raises
    OSError.
    """

    address: str

    @cached_property
    def _opened(self) -> tuple[Any, str]:
        """The file system and the path in it. Raises ConfigError for an address that makes no sense, InputError for a
        path that Arrow cannot express.
        """
        if not self.address:
            raise InputError("An empty path names no file; a variable may not be set.")
        if any("\ud800" <= sign <= "\udfff" for sign in self.address):
            raise InputError(f"{harmless(self.address)} is no name in UTF-8, and Arrow opens no others; rename it.")
        if "://" not in self.address:
            return fs.LocalFileSystem(), os.path.abspath(self.address)
        try:
            system, path = fs.FileSystem.from_uri(self.address)
        except (ArrowException, ValueError, OSError) as error:
            raise ConfigError(f"{self.name} cannot be opened: {_said(error)}.") from None
        return _patient(system) if system.type_name == "s3" else system, path

    @property
    def files(self) -> Any:
        """The file system, as Arrow has it."""
        return self._opened[0]

    @property
    def path(self) -> str:
        """The path in the file system."""
        return self._opened[1]

    @property
    def name(self) -> str:
        """The address without what may be secret in it."""
        if "://" not in self.address:
            return self.address
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"

    def named(self, path: str) -> str:
        """The same for a path below it."""
        return self.name.rstrip("/") + path[len(self.path.rstrip("/")) :] if path != self.path else self.name

    def holds(self, path: str) -> bool:
        """Whether a path of the same file system is its own or lies below it."""
        return path == self.path or path.startswith(self.path.rstrip("/") + "/")

    def kind(self) -> Any:
        """Whether there is a file, a folder or nothing, as Arrow's FileType."""
        return self.files.get_file_info(self.path).type

    def below(self) -> Iterator[Any]:
        """Arrow's FileInfo for every file in and below the folder, sorted by path, or for the file itself. Names that
        begin with “.” or “_” are left out; sockets and pipes are not.

        Raises InputError where there is nothing.
        """
        info = self.files.get_file_info(self.path)
        if info.type == fs.FileType.NotFound:
            raise InputError(f"{self.name} does not exist; check the path.")
        if info.type != fs.FileType.Directory:
            yield info
            return
        try:
            found = self.files.get_file_info(fs.FileSelector(self.path, recursive=True))
        except UnicodeError:
            raise InputError(f"{self.name} holds a file whose name is not in UTF-8; rename it.") from None
        for one in sorted(found, key=lambda one: str(one.path)):
            if one.type != fs.FileType.Directory and not self._is_hidden(one.path):
                yield one

    def dead_links(self) -> Iterator[str]:
        """The paths of broken links below it, which Arrow passes over in silence."""
        if not isinstance(self.files, fs.LocalFileSystem):
            return
        been = {os.path.realpath(self.path)}
        for folder, folders, names in os.walk(self.path, followlinks=True):
            real = {name: os.path.realpath(os.path.join(folder, name)) for name in folders}
            folders[:] = sorted(name for name in folders if real[name] not in been)
            been.update(real.values())
            for path in (os.path.join(folder, name) for name in sorted(names)):
                if not os.path.exists(path) and not self._is_hidden(path):
                    yield path

    def _is_hidden(self, path: str) -> bool:
        below = path[len(self.path.rstrip("/")) + 1 :]
        return any(part.startswith((".", "_")) for part in below.split("/"))

    def read(self, path: str) -> bytes:
        """The bytes of a file below it. `path`: relative."""
        with self.files.open_input_stream(posixpath.join(self.path, path)) as stream:
            data: bytes = stream.read()
        return data

    def write(self, path: str, data: bytes) -> None:
        """Makes or replaces a file below it, which appears whole or not at all. Raises RepairError where it cannot."""
        target = posixpath.join(self.path, path)
        try:
            self._write(target, data)
        except OSError as error:
            raise RepairError(f"{self.named(target)} cannot be written: {_said(error)}.") from None

    def _write(self, target: str, data: bytes) -> None:
        if isinstance(self.files, fs.LocalFileSystem):
            os.makedirs(os.path.dirname(target), exist_ok=True)
            write_atomically(target, data)
            return
        whole = self.files.type_name in _WHOLE_WHEN_CLOSED
        if not whole:
            self.files.create_dir(posixpath.dirname(target), recursive=True)
        made = target if whole else posixpath.join(posixpath.dirname(target), f".{posixpath.basename(target)}")
        with self.files.open_output_stream(made) as stream:
            stream.write(data)
        if not whole:
            self.files.move(made, target)

    def remove(self, path: str) -> None:
        """Deletes a file below it, if there is one."""
        try:
            self.files.delete_file(posixpath.join(self.path, path))
        except FileNotFoundError:
            return

    def sizes(self, folder: str) -> dict[str, int]:
        """The files in a folder below it and their sizes in bytes; none if there is no such folder."""
        where = posixpath.join(self.path, folder)
        found = self.files.get_file_info(fs.FileSelector(where, allow_not_found=True))
        return {posixpath.join(folder, one.base_name): one.size for one in found if one.type == fs.FileType.File}


def _patient(system: Any) -> Any:
    """The same S3, which waits longer for an answer. Arrow gives a request up when nothing has come for three seconds,
    and a store that is busy, or a machine that is, takes longer; no address can say so.
    """
    make, (options,) = system.__reduce__()
    return make({**options, "connect_timeout": _CONNECTED, "request_timeout": _ANSWERED})


_CONNECTED, _ANSWERED = 20.0, 60.0  # seconds


def _said(error: BaseException) -> str:
    said = (error.strerror if isinstance(error, OSError) else "") or str(error)
    return " ".join(said.split()).rstrip(".") or type(error).__name__
