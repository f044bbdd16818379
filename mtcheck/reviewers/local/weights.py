"""Names the weights of a model by their hash, so that a figure says which model it was measured with.

`named` is the way in.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from mtcheck.profile.models import ModelSettings

_PIECE = 1 << 20


def named(models: Iterable[ModelSettings]) -> Iterator[bytes]:
    """For each model the hash of its files; one that is not here is named by its path alone."""
    for settings in models:
        total = hashlib.sha256(settings.path.encode() if not (folder := _folder(settings.path)) else b"")
        for file in (*_files(folder), *_files(_folder(settings.adapter) if settings.adapter else None)):
            if file.is_file() and not file.name.startswith("."):
                total.update(file.name.encode())
                total.update(_hash(file))
        yield total.digest()


def _files(place: Path | None) -> list[Path]:
    if place is None:
        return []
    return [place] if place.is_file() else sorted(place.iterdir())


def _hash(file: Path) -> bytes:
    total = hashlib.sha256()
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE):
            total.update(piece)
    return total.digest()


def _folder(path: str) -> Path | None:
    """Where the files are: the folder or GGUF file, or the newest snapshot of a hub name in the user's cache."""
    if Path(path).exists():
        return Path(path)
    home = os.environ.get("HF_HOME") or Path.home() / ".cache" / "huggingface"
    cache = Path(os.environ.get("HF_HUB_CACHE") or Path(home) / "hub")
    snapshots = cache / f"models--{path.replace('/', '--')}" / "snapshots"
    found = [folder for folder in snapshots.iterdir() if folder.is_dir()] if snapshots.is_dir() else []
    return max(found, key=lambda folder: folder.stat().st_mtime) if found else None
