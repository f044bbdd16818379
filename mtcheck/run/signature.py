"""Hashes of what a result depends on besides the story: the code that checks, the word lists, the models, the
calibration, the rules that run.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import fields
from functools import cache, lru_cache
from pathlib import Path

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
    return digest(contents(_parts(), "*.py"))


def _parts() -> list[str]:
    return sorted(path.name for path in _PACKAGE.iterdir() if path.name not in _BYSTANDERS)


@cache
def lexicons() -> str:
    """The word lists."""
    return digest(contents(("resources/lexicons",), "*"))


@cache
def models() -> str:
    """The models and the calibration that come with the package.

    The one place for the hash of a model that is kept elsewhere.
    """
    return digest(contents(("resources/models", "resources/calibration"), "*"))


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
    """A model that the profile names instead of the bundled one."""
    about = Path(config.tagger) / "about.json"
    return [about.read_bytes()] if config.tagger and about.is_file() else []


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
    total = hashlib.sha256()
    for piece in pieces:
        total.update(hashlib.sha256(piece).digest())
    return total.hexdigest()[:16]


def contents(parts: Iterable[str], pattern: str) -> Iterable[bytes]:
    """Names and contents of the package's files below some parts of it."""
    for part in parts:
        path = _PACKAGE / part
        for file in sorted(path.rglob(pattern)) if path.is_dir() else [path]:
            # about.json has the hash of the weights beside it
            if file.match(pattern) and file.is_file() and file.suffix not in (".pyc", ".onnx"):
                yield file.relative_to(_PACKAGE).as_posix().encode()
                yield file.read_bytes()
