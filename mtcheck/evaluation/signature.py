"""What a figure depends on, as hashes: version, profile, rules, word lists, models and data."""

import gzip
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from mtcheck.evaluation import formats
from mtcheck.profile import catalog
from mtcheck.profile.config import Config
from mtcheck.run import signature
from mtcheck.run.signature import digest
from mtcheck.scoring import calibration
from mtcheck.version import __version__

_SCORING = ("scoring", "evaluation")
_SHOWN = 8  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class Signature:
    """Hashes of 16 hexadecimal digits. `rules`: the chosen rules and the code that runs them. `scorer`: the code that
    judges them.

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
        return digest([json.dumps(asdict(replace(self, data="", limit=0)), sort_keys=True).encode()])


def sign(config: Config, data: Iterable[str] = (), limit: int = 0) -> Signature:
    """The signature of a profile over data paths."""
    name = config.origin.stem if config.origin else "default"
    own = config.calibration not in (calibration.DEFAULT, calibration.NONE)
    settings = digest(
        [repr(replace(config, origin=None)).encode(), *([Path(config.calibration).read_bytes()] if own else [])]
    )
    return Signature(
        __version__,
        f"{name}:{settings[:_SHOWN]}",
        digest([" ".join(config.rule_ids()).encode(), signature.code().encode()]),
        signature.lexicons(),
        (
            digest([signature.models().encode(), *_of_the_user(config)])
            if config.depth == catalog.DEEP
            else signature.models()
        ),
        digest(signature.contents(_SCORING, "*.py")),
        digest(_unzipped(file) for path in data for file in formats.files(path)),
        limit,
    )


def _of_the_user(config: Config) -> Iterable[bytes]:
    """The weights of the user's models, and of those that are installed for repairs."""
    from mtcheck.reviewers.local import of_repairs
    from mtcheck.reviewers.local.weights import named

    return named(dict.fromkeys((*config.models, *of_repairs(config.models))))


def _unzipped(file: Path) -> bytes:
    data = file.read_bytes()
    return gzip.decompress(data) if file.suffix == ".gz" else data
