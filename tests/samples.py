"""Hand-made files in `fixtures/readers`: `=== what it shows`, the file, `--- reads`, and one line for each thing that
is read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mtcheck.core import Document

FOLDER = Path(__file__).parent.parent / "fixtures" / "readers"


@dataclass(frozen=True)
class Sample:
    """`reads`: what `told` says of the documents."""

    name: str
    raw: str
    reads: str


def samples(format: str) -> Iterator[Sample]:
    for part in re.split(r"^=== ", (FOLDER / f"{format}.samples").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, _, rest = part.partition("\n")
        raw, _, reads = rest.partition("--- reads\n")
        yield Sample(name, raw.removesuffix("\n"), reads.strip())


def told(documents: list[Document]) -> str:
    """What was read, a line for each document, name, segment, mask and note."""
    lines: list[str] = []
    for doc in documents:
        lines.append(f"id: {doc.id}")
        lines += (f"name: {name}" for name in doc.names)
        for segment in doc.segments:
            lines.append(f"{segment.kind}: {segment.span.of(doc.text)}")
            if segment.source is not None:
                lines.append(f"  source: {segment.source}")
        lines += (f"mask: {mask.of(doc.text)}" for mask in doc.masks)
        lines += (f"note: {note}" for note in doc.notes)
        lines += (f"skipped: {skipped}" for skipped in doc.skipped)
    return "\n".join(line.rstrip() for line in lines)
