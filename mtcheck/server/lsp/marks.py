"""“This one is fine”, said in an editor: an entry in the file beside the story that the command line reads, too."""

import json
from pathlib import Path

from mtcheck.readers.files import write_atomically

REASONS = ("It is a quotation.", "It is a name.", "The wording is meant so.")


def mark(story: Path, rule: str, fingerprint: str, reason: str) -> Path:
    """Adds a finding to STORY.mtcheck.toml and gives the file. Raises OSError or RepairError where it cannot be written."""
    place = story.with_name(f"{story.name}.mtcheck.toml")
    before = place.read_text(encoding="utf-8") if place.exists() else ""
    said = "".join(f"{key} = {json.dumps(value)}\n" for key, value in (("rule", rule), ("fingerprint", fingerprint), ("reason", reason)))
    write_atomically(place, f"{before.rstrip()}\n\n[[ignore]]\n{said}".lstrip().encode())
    return place
