"""What a figure depends on, as hashes: version, profile, rules, word lists, models and data."""

import gzip
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from mtcheck import __version__
from mtcheck.config import Config
from mtcheck.evaluation import formats
from mtcheck.scoring import calibration

_PACKAGE = Path(__file__).parent.parent
_CHECKING = ("core", "text", "detectors", "readers", "repair", "engine.py", "pooling.py", "selection.py", "session.py")
_SCORING = ("scoring", "evaluation")
_SHOWN = 8  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class Signature:
    """Hashes of 16 hexadecimal digits. `rules`: the chosen rules and the code that runs them. `scorer`: the code that judges them.

    `limit`: samples taken of each path, 0 for all.
    """

    version: str
    profile: str
    rules: str
    lexicons: str
    models: str
    scorer: str
    data: str = ""
    limit: int = 0

    def line(self) -> str:
        """What stands beside a number."""
        parts = [f"mtcheck {self.version}", f"profile {self.profile}"]
        parts += [f"{name} {getattr(self, name)[:_SHOWN]}" for name in ("rules", "lexicons", "models", "data")]
        return " · ".join([*parts, f"{self.limit} of each"] if self.limit else parts)

    def key(self) -> str:
        """A hash of everything but the data: two runs with one key give one text one record."""
        return _hash([json.dumps(asdict(replace(self, data="", limit=0)), sort_keys=True).encode()])


def sign(config: Config, data: Iterable[str] = (), limit: int = 0) -> Signature:
    """The signature of a profile over data paths."""
    name = config.origin.stem if config.origin else "default"
    own = config.calibration not in (calibration.DEFAULT, calibration.NONE)
    settings = _hash([repr(replace(config, origin=None)).encode(), *([Path(config.calibration).read_bytes()] if own else [])])
    return Signature(
        __version__,
        f"{name}:{settings[:_SHOWN]}",
        _hash([" ".join(config.rule_ids()).encode(), *_contents(_CHECKING, "*.py")]),
        _hash(_contents(("resources/lexicons",), "*")),
        _hash(_contents(("resources/models", "resources/calibration"), "*")),
        _hash(_contents(_SCORING, "*.py")),
        _hash(_unzipped(file) for path in data for file in formats.files(path)),
        limit,
    )


def _contents(parts: Iterable[str], pattern: str) -> Iterable[bytes]:
    for part in parts:
        path = _PACKAGE / part
        for file in sorted(path.rglob(pattern)) if path.is_dir() else [path]:
            if file.is_file() and file.suffix != ".pyc":
                yield file.relative_to(_PACKAGE).as_posix().encode()
                yield file.read_bytes()


def _unzipped(file: Path) -> bytes:
    data = file.read_bytes()
    return gzip.decompress(data) if file.suffix == ".gz" else data


def _hash(pieces: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for piece in pieces:
        total.update(hashlib.sha256(piece).digest())
    return total.hexdigest()[:16]
