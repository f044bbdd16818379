"""Plain text by native writers: every finding in it is a false alarm.

`mt:PATH` or `human:PATH` on the command line says otherwise.
"""

from collections.abc import Iterator
from pathlib import Path

from mtcheck.errors import InputError
from mtcheck.evaluation.samples import Sample


def recognises(path: Path) -> bool:
    """A .txt file without gold."""
    return path.is_file() and path.suffix == ".txt" and not path.with_suffix(".json").is_file()


def read(path: Path, name: str) -> Iterator[Sample]:
    """One sample a file; the files of a folder are one set."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")  # the BBC's articles of 2004 have pound signs so
        except UnicodeDecodeError:
            raise InputError(f"{path} is not UTF-8; save it as UTF-8.") from None
    folder = path.resolve().parent
    yield Sample(f"{folder.name}/{path.name}", "plain", folder.name, "native", text, document=str(path.name))
