"""Post-edits: a TSV with columns `mt` and `pe`, or NAME.mt beside NAME.pe, a segment a line."""

from collections.abc import Iterator
from pathlib import Path

from mtcheck.errors import InputError
from mtcheck.evaluation.formats.lines import cell, is_table, lines, rows
from mtcheck.evaluation.samples import Sample
from mtcheck.evaluation.tokenised import joined

_TEXT, _EDITED = ("mt", "text", "hypothesis", "target"), ("pe", "post_edit", "postedit", "post-edit")


def recognises(path: Path) -> bool:
    if path.suffix == ".pe" and path.is_file():
        return path.with_suffix(".mt").is_file() and not path.with_suffix(".tags").is_file()
    return is_table(path, _TEXT, _EDITED)


def read(path: Path, name: str) -> Iterator[Sample]:
    """A sample a pair. Raises InputError when the two files differ in length."""
    pairs: Iterator[tuple[str, str, str]]
    if path.suffix == ".pe":
        texts, edits = list(lines(path.with_suffix(".mt"))), list(lines(path))
        if len(texts) != len(edits):
            raise InputError(
                f"{path} has {len(edits)} lines, {path.with_suffix('.mt').name} has {len(texts)}; they must go"
                " together."
            )
        pairs = iter([(text, edit, "") for text, edit in zip(texts, edits, strict=True)])
    else:
        pairs = ((cell(row, _TEXT), cell(row, _EDITED), row.get("pair", "") or row.get("lp", "")) for row in rows(path))
    for number, (text, edit, pair) in enumerate(pairs):
        tokenised = looks_tokenised(edit)
        words = tuple(text.split()) if tokenised and looks_tokenised(text) else ()
        yield Sample(
            f"{name}:{number}", "postedits", name, "mt", joined(words) if words else text, pair, str(number),
            tokens=words, rewrites=(edit,), tokenised=tokenised,
        )  # fmt: skip


def looks_tokenised(text: str) -> bool:
    """Whether marks stand apart from words: a space before the last stop or before a comma."""
    return text.rstrip().endswith((" .", " ?", " !")) or " , " in text
