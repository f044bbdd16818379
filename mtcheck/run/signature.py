"""Hashes of what a result depends on besides the story: code, word lists, models, calibration, rules."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from fnmatch import fnmatch
from functools import cache, lru_cache
from pathlib import Path

from mtcheck import keeping
from mtcheck.keeping.digests import sha256
from mtcheck.profile.catalog import DEEP
from mtcheck.profile.config import Config
from mtcheck.scoring import calibration
from mtcheck.version import __version__

_PACKAGE = Path(__file__).parent.parent
# Parts that neither read nor check nor judge: they show results, measure them, or call the rest. All other code is
# hashed.
_BYSTANDERS = frozenset({"cli", "evaluation", "reporters", "training", "watch"})
# Keys of a profile that read stories or judge what was found; a change of one of them needs no second look at a text.
# All others do.
_JUDGES = frozenset(
    "select ignore min_confidence min_severity fail_on fail_rules fail_min_confidence fix_min_confidence verdict"
    " calibration rules rule_set paths fields max_time gate models reviewer origin inline_marks trusted house".split()
)


@cache
def code() -> str:
    """The code that reads, checks and judges, rules included."""
    return _hash("code", _parts(), "*.py")


def _parts() -> list[str]:
    return sorted(path.name for path in _PACKAGE.iterdir() if path.name not in _BYSTANDERS)


@cache
def lexicons() -> str:
    """The word lists."""
    return _hash("lexicons", ["resources/lexicons"], "*")


@cache
def models() -> str:
    """The models and the calibration that come with the package.

    The one place for the hash of a model that is kept elsewhere.
    """
    return _hash("models", ["resources/models", "resources/calibration"], "*")


def _hash(name: str, parts: Sequence[str], pattern: str) -> str:
    """`digest` of `contents`. Files are read only where one has changed since its hash was kept, by size and times."""
    place = keeping.folder()
    if place is None:
        return digest(contents(parts, pattern))
    path = place / f"hash-{name}"
    times = [
        (file, (found := os.stat(file)).st_size, found.st_mtime_ns, found.st_ctime_ns)
        for file in _files(parts, pattern)
    ]
    state = digest([repr(times).encode("utf-8", "surrogateescape")])
    known, _, kept = keeping.load(path, _KIND).decode("ascii", "replace").partition(" ")
    if known == state:
        return kept
    made = digest(contents(parts, pattern))
    keeping.store(path, _KIND, f"{state} {made}".encode())
    return made


_KIND = "hash"


@lru_cache(maxsize=64)
def examination(config: Config) -> str:
    """A name for everything that decides what the rules find in a text under a profile.

    Raises ConfigError as `Config.rule_ids` does.
    """
    others = ((field.name, getattr(config, field.name)) for field in fields(config) if field.name not in _JUDGES)
    said = repr((__version__, config.rule_ids(), tuple(others)))
    return digest(
        [said.encode(), code().encode(), lexicons().encode(), models().encode(), *own_model(config), calibrated(config)]
    )


def own_model(config: Config) -> list[bytes]:
    """A model that the profile names instead of the bundled one, or the second reader beside that."""
    if not config.tagger and config.depth == DEEP:
        from mtcheck.profile.models import CAUSAL
        from mtcheck.reviewers.local import installed

        return [b"second reader"] if installed(CAUSAL) else []
    about = Path(config.tagger) / "about.json"
    return [about.read_bytes()] if about.is_file() else []


def calibrated(config: Config) -> bytes:
    """The calibration table that a profile asks for; empty for none."""
    if config.calibration == calibration.NONE:
        return b""
    path = calibration.PACKAGED if config.calibration == calibration.DEFAULT else Path(config.calibration)
    return path.read_bytes() if path.is_file() else b""


def line(config: Config) -> str:
    """What stands beside a number: version, profile, and what the rules, the word lists and the models are."""
    return f"mtcheck {__version__} · profile {profile(config)} · examination {examination(config)[:8]}"


def profile(config: Config) -> str:
    """What a profile is called."""
    return config.origin.stem if config.origin else "default"


def profile_in(line: str) -> str:
    """The profile that a line of `line` names; empty where it names none."""
    return next((part.removeprefix("profile ") for part in line.split(" · ") if part.startswith("profile ")), "")


def digest(pieces: Iterable[bytes]) -> str:
    """16 hexadecimal digits for pieces in order."""
    total = sha256()
    for piece in pieces:
        total.update(sha256(piece).digest())
    return total.hexdigest()[:16]


def contents(parts: Iterable[str], pattern: str) -> Iterable[bytes]:
    """Names and contents of the package's files below some parts of it."""
    for file in map(Path, _files(parts, pattern)):
        yield file.relative_to(_PACKAGE).as_posix().encode()
        yield file.read_bytes()


def _files(parts: Iterable[str], pattern: str) -> Iterator[str]:
    for part in parts:
        path = str(_PACKAGE / part)
        found = _below(path) if os.path.isdir(path) else [path]
        # about.json has the hash of the weights beside it
        wanted = [file for file in found if fnmatch(file, pattern) and not file.endswith((".pyc", ".onnx"))]
        yield from sorted(wanted, key=lambda file: file.split(os.sep))


def _below(path: str) -> Iterator[str]:
    """The files in a folder, but for what Python has compiled."""
    for place, folders, names in os.walk(path):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (os.path.join(place, name) for name in names)
