"""Files of evaluation data to samples, one module a format; `read` is the way in and `FORMATS` their order.

Each module has `recognises(path)` and `read(path, name)`; `name` is what the set is called in the tables. A folder that
no format claims as a whole is read file by file.
"""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mtcheck.errors import ConfigError, InputError
from mtcheck.evaluation.samples import ORIGINS, Sample

FORMATS = tuple("stories jsonlines challenge mqm error_spans tags postedits corrections m2 wmt_xml plain".split())


def read(given: str, format: str | None = None) -> Iterator[Sample]:
    """The samples of a file or a folder. `given`: a path; `native:PATH`, `human:PATH` or `mt:PATH` says whose plain
    text it is.

    Raises InputError for a path that does not exist or that no format knows, ConfigError for an unknown format.
    """
    origin, path = _parted(given)
    if not path.exists():
        raise InputError(f"{path} does not exist; check the path.")
    if format is not None and format not in FORMATS:
        raise ConfigError(f"There is no format “{format}”; evaluate reads {', '.join(FORMATS)}.")
    found = False
    for module, place in _claims(path, format):
        for sample in module.read(place, named(path, place)):
            found = True
            yield sample if origin is None or sample.kind != "plain" else _by(sample, origin)
    if not found:
        raise InputError(f"Nothing in {path} looks like evaluation data; benchmarks/README.md lists the formats.")


def named(given: Path, place: Path) -> str:
    """What a set is called: its folder and its file, without endings."""
    whole = place.resolve()
    stem = whole.name if whole.is_dir() else whole.name.split(".")[0]
    return f"{whole.parent.name}/{stem}" if whole.parent.name else stem


def files(given: str) -> list[Path]:
    """The files behind a path, sorted, to be hashed."""
    path = _parted(given)[1]
    return sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]


def _parted(given: str) -> tuple[str | None, Path]:
    origin, colon, rest = given.partition(":")
    return (origin, Path(rest)) if colon and origin in ORIGINS else (None, Path(given))


def _by(sample: Sample, origin: str) -> Sample:
    from dataclasses import replace

    return replace(sample, origin=origin)


def _claims(path: Path, format: str | None) -> Iterator[tuple[Any, Path]]:
    modules = [importlib.import_module(f"{__name__}.{name}") for name in ((format,) if format else FORMATS)]
    for module in modules:
        if format or module.recognises(path):
            yield module, path
            return
    if path.is_dir():
        for child in sorted(path.iterdir()):
            if not child.name.startswith("."):
                yield from _claims(child, format)
