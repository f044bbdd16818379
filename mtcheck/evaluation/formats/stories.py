"""Stories with gold annotations: NAME.txt beside NAME.json, as fixtures/README.md says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mtcheck.errors import InputError
from mtcheck.evaluation.categories import family, severity
from mtcheck.evaluation.samples import Annotation, Sample


def recognises(path: Path) -> bool:
    """A gold file, or a folder with some in it."""
    if path.is_dir():
        return any(map(_is_gold, path.glob("*.json")))
    return _is_gold(path)


def _is_gold(path: Path) -> bool:
    return path.suffix == ".json" and path.with_suffix(".txt").is_file()


def read(path: Path, name: str) -> Iterator[Sample]:
    """A sample a story. Raises InputError for a gold file that makes no sense."""
    for gold_path in sorted(filter(_is_gold, path.glob("*.json"))) if path.is_dir() else [path]:
        try:
            text = gold_path.with_suffix(".txt").read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            story = gold_path.with_suffix(".txt")
            raise InputError(f"{story} is not UTF-8 (byte {error.start}); save it as UTF-8.") from None
        try:
            gold = json.loads(gold_path.read_text(encoding="utf-8"))
            annotations = tuple(_annotation(note, text) for note in gold["annotations"])
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{gold_path} is not a gold file: {error!r}; fixtures/README.md describes it.") from None
        native = gold.get("source_language") is None
        yield Sample(
            gold.get("id", gold_path.stem), "stories", name, "native" if native else "mt", text,
            document=gold_path.stem, annotations=annotations,
        )  # fmt: skip


def _annotation(note: dict[str, Any], text: str) -> Annotation:
    start, end = note["start"], note["end"]
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"{start}..{end} is outside the story")
    if text[start:end] != note.get("text", text[start:end]):
        raise ValueError(f"“{note['text']}” does not stand at {start}")
    repairs = tuple(note["repairs"]) if note.get("repairs") else None
    category = note.get("mqm", "")
    return Annotation(
        start, end, severity(note.get("severity", "")), family(category), category, note.get("surface"), repairs
    )
