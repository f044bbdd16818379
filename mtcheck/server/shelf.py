"""The stories that a review was started with: `Shelf` reads and writes them and nothing else."""

import hashlib
import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mtcheck import readers
from mtcheck.errors import InputError, MtcheckError, RepairError, why
from mtcheck.readers import files
from mtcheck.readers.files import RawFile
from mtcheck.server import marks
from mtcheck.text.line_ends import restored, unified


class Conflict(MtcheckError):
    """The file is not the one that was read."""


class Absent(MtcheckError):
    """There is no such story."""


@dataclass(frozen=True)
class Held:
    """A story. `path`: as it was named; `roots`: real paths of folders it may be in; `name`: for people."""

    id: str
    path: str
    name: str
    roots: tuple[str, ...]

    @property
    def key(self) -> str:
        """What its decisions are kept under."""
        return os.path.realpath(self.path)

    @property
    def stamp(self) -> tuple[int, int] | None:
        """What changes when the file or what is marked as fine in it does; None where there is no file."""
        try:
            found = os.stat(self.path)
            beside = marks.place_of(Path(self.path))
            return found.st_mtime_ns, found.st_size + (os.stat(beside).st_mtime_ns if beside.exists() else 0)
        except OSError:
            return None


@dataclass(frozen=True)
class Copy:
    """A story as it was read. `etag` names its bytes."""

    file: RawFile
    etag: str

    @property
    def text(self) -> str:
        """The text with line feeds alone."""
        return unified(self.file.text)


class Shelf:
    """The stories behind paths. Raises InputError where there are none."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._held: dict[str, Held] = {}
        self._writing = threading.Lock()
        self.errors: list[str] = []
        given = list(paths)
        roots = tuple(
            dict.fromkeys(
                os.path.realpath(path if os.path.isdir(path) else os.path.dirname(path) or ".") for path in given
            )
        )
        for path in readers.expand(given):
            if isinstance(path, readers.LeftOut):
                continue
            if isinstance(path, InputError):
                self.errors.append(str(path))
            elif files.is_address(path) or path == "-":
                raise InputError(f"{path} is no file; a review is of stories that lie in files.")
            else:
                name = hashlib.sha256(os.fsencode(os.path.abspath(path))).hexdigest()[:12]
                self._held[name] = Held(name, path, os.path.relpath(path), roots)
        if not self._held:
            raise InputError(self.errors[0] if self.errors else "There is no story to review.")

    def all(self) -> list[Held]:
        return list(self._held.values())

    def get(self, id: str) -> Held:
        """Raises Absent."""
        if id not in self._held:
            raise Absent("This review was not started with such a story.")
        return self._held[id]

    def read(self, story: Held) -> Copy:
        """Raises InputError for a file that cannot be read, RepairError for one that has left its folder."""
        _inside(story, story.path)
        try:
            data = Path(story.path).read_bytes()
        except OSError as error:
            raise InputError(f"{story.name} cannot be read: {why(error)}.") from None
        return Copy(files.decode(data, story.path), _etag(data))

    def write(self, story: Held, text: str, etag: str) -> Copy:
        """Puts a text in the place of the copy with this etag, with the line ends, encoding and BOM of the file, and
        gives it as it is now.

        Raises Conflict where the file is another one meanwhile, RepairError where it may not be written; then nothing
        is.
        """
        with self._writing:
            before = self.read(story)
            if before.etag != etag:
                raise Conflict(
                    f"{story.name} was changed by somebody else meanwhile. Nothing was written; look at what stands"
                    " there now."
                )
            file = before.file
            old, new = file.encode(file.text), file.encode(restored(file.text, text))
            if old != new:
                try:
                    files.replace_story(story.path, old, new)
                except RepairError as error:
                    if "meanwhile" in str(error):
                        raise Conflict(str(error)) from None
                    raise
            return self.read(story)

    def mark(self, story: Held, rule: str, fingerprint: str, reason: str, *, back: bool = False) -> None:
        """Writes, or takes back, beside a story that a finding is fine.

        Raises RepairError where that may not be written.
        """
        place = marks.place_of(Path(story.path))
        _inside(story, story.path)
        _inside(story, str(place))
        with self._writing:
            try:
                if back:
                    marks.unmark(Path(story.path), rule, fingerprint, reason)
                else:
                    marks.mark(Path(story.path), rule, fingerprint, reason)
            except (OSError, UnicodeDecodeError) as error:
                raise RepairError(
                    f"{place.name} cannot be written: {str(getattr(error, 'strerror', None) or error).lower()}."
                ) from None


def _inside(story: Held, path: str) -> None:
    real = os.path.realpath(path)
    if not any(os.path.commonpath((root, real)) == root for root in story.roots):
        raise RepairError(
            f"{os.path.relpath(path)} leads out of the folder that this review was started with; it was left as it is."
        )


def _etag(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
