"""JSON schemas of what mtcheck writes (`report`) and reads (`profile`), as files of the package."""

from pathlib import Path

NAMES = ("report", "profile")


def path(name: str) -> Path:
    """The file of a schema."""
    return Path(__file__).parent / f"{name}.json"
