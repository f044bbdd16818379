"""Folders and files of whatever file system Arrow opens: this machine's, s3, gs, abfs, hdfs. `Place` is the way in."""

import os
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from pyarrow import ArrowException, fs

from mtcheck.errors import ConfigError, InputError
from mtcheck.readers.files import write_atomically

_WHOLE_WHEN_CLOSED = frozenset({"s3", "gcs", "abfs"})  # what is written there appears when it is done


@dataclass(frozen=True)
class Place:
    """A file or a folder by its path or address, such as `s3://bucket/stories`. Errors of file systems are OSErrors."""

    address: str

    @cached_property
    def _opened(self) -> tuple[Any, str]:
        """The file system and the path in it. Raises ConfigError for an address that makes no sense."""
        if "://" not in self.address:
            return fs.LocalFileSystem(), os.path.abspath(self.address)
        try:
            system, path = fs.FileSystem.from_uri(self.address)
        except (ArrowException, ValueError, OSError) as error:
            raise ConfigError(f"{self.name} cannot be opened: {_said(error)}.") from None
        return system, path

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
        """What it is called before people: the address without what may be secret in it."""
        if "://" not in self.address:
            return self.address
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"

    def named(self, path: str) -> str:
        """What a path below it is called."""
        return self.name.rstrip("/") + path[len(self.path.rstrip("/")) :] if path != self.path else self.name

    def exists(self) -> bool:
        """Whether there is a file or a folder."""
        return bool(self.files.get_file_info(self.path).type != fs.FileType.NotFound)

    def below(self) -> Iterator[Any]:
        """Arrow's account of each file in and below it, or of the file that it is, sorted by path; those that begin
        with “.” or “_” are left out.

        Raises InputError where there is nothing.
        """
        info = self.files.get_file_info(self.path)
        if info.type == fs.FileType.NotFound:
            raise InputError(f"{self.name} does not exist; check the path.")
        if info.type != fs.FileType.Directory:
            yield info
            return
        start = len(self.path.rstrip("/")) + 1
        found = self.files.get_file_info(fs.FileSelector(self.path, recursive=True))
        for one in sorted(found, key=lambda one: str(one.path)):
            hidden = any(part.startswith((".", "_")) for part in one.path[start:].split("/"))
            if one.type == fs.FileType.File and not hidden:
                yield one

    def read(self, path: str) -> bytes:
        """What a file below it holds. `path`: from here."""
        with self.files.open_input_stream(posixpath.join(self.path, path)) as stream:
            data: bytes = stream.read()
        return data

    def write(self, path: str, data: bytes) -> None:
        """Makes a file below it appear whole, in the place of one that is there."""
        target = posixpath.join(self.path, path)
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
        """Takes a file below it away, if it is there."""
        try:
            self.files.delete_file(posixpath.join(self.path, path))
        except FileNotFoundError:
            return

    def sizes(self, folder: str) -> dict[str, int]:
        """The files in a folder below it and their sizes in bytes; none where there is no folder."""
        where = posixpath.join(self.path, folder)
        found = self.files.get_file_info(fs.FileSelector(where, allow_not_found=True))
        return {posixpath.join(folder, one.base_name): one.size for one in found if one.type == fs.FileType.File}


def _said(error: BaseException) -> str:
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__
