"""Word-level quality estimation: NAME.tags beside NAME.mt (tokens), NAME.pe has post-edits (MLQE-PE, WMT18-22)."""

from collections.abc import Iterator
from pathlib import Path

from mtcheck.errors import InputError
from mtcheck.evaluation.formats.lines import lines
from mtcheck.evaluation.samples import Sample
from mtcheck.evaluation.tokenised import joined
from mtcheck.scoring.words import Tags, split_line

_TEXTS = (".mt", ".tgt", ".tok", ".target")


def recognises(path: Path) -> bool:
    return path.is_file() and path.suffix in (".tags", ".tgt_tags") and _text_of(path) is not None


def _text_of(path: Path) -> Path | None:
    return next((path.with_suffix(ending) for ending in _TEXTS if path.with_suffix(ending).is_file()), None)


def read(path: Path, name: str) -> Iterator[Sample]:
    """A sample a line. Raises InputError for a line whose tags fit no layout."""
    text_path = _text_of(path)
    if text_path is None:
        raise InputError(f"{path} has no tokens beside it; put {path.stem}.mt there.")
    edited_path = path.with_suffix(".pe")
    edits = list(lines(edited_path)) if edited_path.is_file() else None
    for number, (line, tag_line) in enumerate(zip(lines(text_path), lines(path), strict=True)):
        tokens, row = tuple(line.split()), tag_line.split()
        tags: Tags | None = None
        together: tuple[bool, ...] = ()
        if len(row) == 2 * len(tokens) + 1:
            tags = split_line(row)
        elif len(row) in (len(tokens), len(tokens) + 1):
            together = tuple(tag == "BAD" for tag in row)
        else:
            raise InputError(f"{path}, line {number + 1}: {len(row)} tags for {len(tokens)} tokens fit no layout.")
        rewrites = (edits[number],) if edits is not None else ()
        yield Sample(
            f"{name}:{number}", "postedits" if rewrites else "tags", name, "mt", joined(tokens), document=str(number),
            tokens=tokens, tags=tags, merged=together, rewrites=rewrites, tokenised=True,
        )  # fmt: skip
