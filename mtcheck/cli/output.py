"""Where results go: standard output or a file that appears whole or not at all; complaints go to standard error."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO

from mtcheck.errors import ConfigError, why
from mtcheck.readers.files import beside, create
from mtcheck.reporters import Look
from mtcheck.reporters.excerpt import harmless

_PIECE = 1_000_000  # code points that are encoded at a time
# For output that knows no more than its own alphabet.
_PLAIN = str.maketrans(
    {"⟦": "[[", "⟧": "]]", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "⏎": " / "}
)


def complain(sentence: str) -> None:
    """A sentence on standard error, harmless to the terminal."""
    if sys.stderr is None:  # it is closed; the exit code says the same
        return
    line = f"mtcheck: {harmless(sentence)}"
    encoding = sys.stderr.encoding or "utf-8"
    if not _can_write(encoding):
        line = line.translate(_PLAIN)
    try:
        print(line.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr, flush=True)
    except OSError:
        _silence(sys.stderr)


def has_colour(stream: IO[str]) -> bool:
    """Whether the stream is a terminal whose user has not asked for plain text (NO_COLOR, TERM=dumb)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns(otherwise: int = 100) -> int:
    """Columns of the terminal that standard output goes to; `otherwise` where nothing tells."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or otherwise  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return otherwise


def _can_write(encoding: str) -> bool:
    try:
        "⟦”…⏎".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


class Output:
    """Takes text; `done` makes the file appear.

    Text for programs is UTF-8 everywhere, text for people is what their terminal can show.
    """

    def __init__(self, path: str | None, *, for_programs: bool = False, added: bool = False) -> None:
        """`added`: what is written goes behind what the file holds.

        Raises ConfigError when the file cannot be written.
        """
        self._added = added
        self._temporary: str | None = None
        self._target: Path | None = None
        self._name = None if path == "-" else path
        if self._name is None:
            self._stream: IO[bytes] = sys.stdout.buffer
            self.encoding = "utf-8" if for_programs else sys.stdout.encoding or "utf-8"
            self.on_terminal = sys.stdout.isatty()
            self.look = Look(has_colour(sys.stdout) and not for_programs, columns() if self.on_terminal else 100)
        else:
            self.encoding, self.look, self.on_terminal = "utf-8", Look(), False
            self._open(self._name)
        self._plain = not _can_write(self.encoding)

    def _open(self, path: str) -> None:
        target = Path(os.path.realpath(path))
        try:
            if target.is_dir():
                raise ConfigError(f"{path} is a folder; --output wants a file.")
            if target.exists() and not target.is_file():  # a device or a pipe
                self._stream = open(target, "wb")  # noqa: SIM115
                return
            if target.exists() and not os.access(target, os.W_OK):
                raise ConfigError(f"{path} cannot be written: permission denied.")
            self._target, self._temporary = target, beside(target)
            self._stream = create(self._temporary)
        except OSError as error:
            raise _unwritable(path, error) from None
        except BaseException:  # a signal
            self.drop()
            raise

    def write(self, text: str) -> None:
        """Adds text. Raises ConfigError when there is no room for it."""
        for at in range(0, len(text), _PIECE):
            piece = text[at : at + _PIECE]
            self.put((piece.translate(_PLAIN) if self._plain else piece).encode(self.encoding, "backslashreplace"))

    def put(self, data: bytes) -> None:
        """Adds bytes as they are. Raises ConfigError when there is no room for them."""
        try:
            self._stream.write(data)
            if self._temporary is None:
                self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            if self._name is None:
                silence_stdout()
            raise _unwritable(self._name or "Standard output", error) from None

    def done(self) -> None:
        """Finishes: the file is there, with what was written. Raises ConfigError when it cannot be."""
        if self._temporary is None or self._target is None:
            return
        try:
            self._stream.close()
            if self._added:
                self._add(self._temporary, self._target)
                return
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(self._temporary, self._target.stat().st_mode & 0o7777 if self._target.exists() else 0o666 & ~mask)
            os.replace(self._temporary, self._target)
        except OSError as error:
            raise _unwritable(self._target, error) from None
        self._temporary = None

    def _add(self, piece: str, target: Path) -> None:
        with open(target, "ab") as out:
            out.write(Path(piece).read_bytes())
        self.drop()

    def drop(self) -> None:
        """Leaves no trace of a file that was not finished."""
        if self._temporary is not None:
            with suppress(OSError, AttributeError):  # it may not be there yet
                self._stream.close()
            with suppress(OSError):
                os.unlink(self._temporary)
            self._temporary = None


def save(path: str, pieces: Iterable[str | bytes]) -> None:
    """A file for programs, whole or not at all; “-” is standard output."""
    target = Output(path, for_programs=True)
    try:
        for piece in pieces:
            if isinstance(piece, bytes):
                target.put(piece)
            else:
                target.write(piece)
        target.done()
    finally:
        target.drop()


def silence_stdout() -> None:
    """What is still in its buffer goes nowhere, or Python complains when it flushes at exit."""
    _silence(sys.stdout)


def _silence(stream: IO[str]) -> None:
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _unwritable(place: object, error: OSError) -> ConfigError:
    return ConfigError(f"{place} cannot be written: {why(error)}.")
