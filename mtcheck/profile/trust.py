"""Profiles that the user trusts: `add` notes one as it stands, `holds` says whether it still does.

A profile beside a story is read unasked, so whoever can send a story can send a profile. What it may do unasked is
judge; sending text or keys to an address and loading models from folders it may do only when the user has said so, of
this very profile: one that changes is asked about anew.
"""

import json
import os
import sys
from pathlib import Path

from mtcheck.errors import ConfigError, why


def place() -> Path | None:
    """The file that holds what is trusted, which need not exist yet; None where there is no home."""
    try:
        if sys.platform == "win32":
            return Path(os.environ.get("APPDATA") or Path.home()) / "mtcheck" / "trusted.json"
        return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "mtcheck" / "trusted.json"
    except RuntimeError:
        return None


def holds(profile: Path) -> bool:
    """Whether the user trusts a profile, as it is now."""
    try:
        return _read().get(_name(profile)) == _digest(profile)
    except OSError:
        return False


def add(profile: Path) -> None:
    """Trusts a profile as it is now. Raises ConfigError where that cannot be written down."""
    _write(_read() | {_name(profile): _digest(profile)})


def drop(profile: Path) -> bool:
    """Trusts a profile no longer; whether it was there. Raises ConfigError where that cannot be written down."""
    known = _read()
    there = known.pop(_name(profile), None) is not None
    if there:
        _write(known)
    return there


def _name(profile: Path) -> str:
    return os.path.realpath(profile)


def _digest(profile: Path) -> str:
    from hashlib import sha256

    return sha256(profile.read_bytes()).hexdigest()


def _read() -> dict[str, str]:
    path = place()
    try:
        known = json.loads(path.read_text(encoding="utf-8")) if path is not None else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return {name: said for name, said in known.items() if isinstance(said, str)} if isinstance(known, dict) else {}


def _write(known: dict[str, str]) -> None:
    path = place()
    if path is None:
        raise ConfigError(
            "There is no home folder to write down what you trust; name the profile with --config instead."
        )
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        os.replace(part, path)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {why(error)}.") from None
