"""“This one is fine”, said in an editor or on the page: an entry in the file beside the story that `check` reads."""

import json
from pathlib import Path

from mtcheck.readers.files import write_atomically

REASONS = ("It is a quotation.", "It is a name.", "The wording is meant so.")


def place_of(story: Path) -> Path:
    """The file that holds what is marked as fine in a story."""
    return story.with_name(f"{story.name}.mtcheck.toml")


def mark(story: Path, rule: str, fingerprint: str, reason: str) -> Path:
    """Adds a finding to STORY.mtcheck.toml and gives the file.

    Raises OSError or RepairError where it cannot be written.
    """
    place = place_of(story)
    before = place.read_text(encoding="utf-8") if place.exists() else ""
    write_atomically(place, f"{before.rstrip()}\n\n{_entry(rule, fingerprint, reason)}".lstrip().encode())
    return place


def unmark(story: Path, rule: str, fingerprint: str, reason: str) -> bool:
    """Takes back what `mark` has added; whether it was still there as it was added.

    Raises OSError or RepairError where it cannot be written.
    """
    place, entry = place_of(story), _entry(rule, fingerprint, reason)
    before = place.read_text(encoding="utf-8") if place.exists() else ""
    if entry not in before:
        return False
    head, _, tail = before.rpartition(entry)
    after = f"{head.rstrip()}\n\n{tail.lstrip()}".strip()
    if after:
        write_atomically(place, f"{after}\n".encode())
    else:
        place.unlink()
    return True


def _entry(rule: str, fingerprint: str, reason: str) -> str:
    said = "".join(
        f"{key} = {json.dumps(value)}\n"
        for key, value in (("rule", rule), ("fingerprint", fingerprint), ("reason", reason))
    )
    return f"[[ignore]]\n{said}"
