"""The two files of a feed, NAME.clean.xml and NAME.quarantine.xml (or .json): each appears whole or not at all, and is
left alone when nothing has changed.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from mtcheck.errors import ConfigError
from mtcheck.readers.files import RawFile, write_atomically
from mtcheck.watch.feeds import JSON, XML, Cut
from mtcheck.watch.store import Decision
from mtcheck.watch.verdicts import PASS, QUARANTINE, REPAIRED


def places(folder: Path, name: str, ending: str) -> tuple[Path, Path]:
    """Where the clean feed and the quarantine go."""
    return folder / f"{name}.clean{ending}", folder / f"{name}.quarantine{ending}"


def are_there(folder: Path, name: str) -> bool:
    """Whether a feed has both files."""
    return any(all(place.is_file() for place in places(folder, name, ending)) for ending in (XML, JSON))


def refuse(folder: Path, name: str, ending: str, address: str) -> None:
    """Raises ConfigError for a feed that one of its own files would replace."""
    for place in places(folder, name, ending):
        if os.path.realpath(place) == os.path.realpath(address):
            raise ConfigError(f"{address} would be replaced by its own output; name another folder with --output.")


def write(folder: Path, name: str, file: RawFile, pieces: Cut, decided: Sequence[Decision]) -> None:
    """Writes both files; only whoever holds the feed may. Raises RepairError where they cannot be written."""
    clean, quarantine = places(folder, name, pieces.ending)
    both = list(zip(pieces.items, decided, strict=True))
    held_back = pieces.joined(
        [item if said.outcome == QUARANTINE else None for item, said in both], [_note(file, said) for said in decided]
    )
    passed = pieces.joined(
        [item if said.outcome == PASS else said.repaired if said.outcome == REPAIRED else None for item, said in both]
    )
    for place, text in ((quarantine, held_back), (clean, passed)):
        for left in folder.glob(f".{place.name}.*"):  # by a watcher that was killed while it wrote
            with suppress(OSError):
                left.unlink()
        data = file.encode(text)
        if not (place.is_file() and place.read_bytes() == data):
            write_atomically(place, data)


def _note(file: RawFile, said: Decision) -> str:
    """Why an item is held back, in characters that the feed's encoding has."""
    return f"{said.verdict}: {said.reason}".encode(file.encoding, "replace").decode(file.encoding)
