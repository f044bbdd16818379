"""M2 files of grammatical error correction: an S line of tokens, A lines with the edits of each annotator."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from mtcheck.errors import InputError
from mtcheck.evaluation.formats.lines import lines
from mtcheck.evaluation.samples import Sample
from mtcheck.evaluation.tokenised import joined

_NOTHING = ("noop", "UNK", "Um")


def recognises(path: Path) -> bool:
    return path.is_file() and path.name.removesuffix(".gz").endswith(".m2")


def read(path: Path, name: str) -> Iterator[Sample]:
    """A sample a sentence; each annotator's edits make one rewrite. Raises InputError for a line that is none."""
    number = 0
    for filled, group in groupby(lines(path), key=lambda line: bool(line.strip())):
        if not filled:
            continue
        block = list(group)
        if not block[0].startswith("S"):
            raise InputError(f"{path}: “{block[0][:40]}” should begin with S.")
        tokens = block[0][1:].split()
        edits: dict[int, list[tuple[int, int, list[str]]]] = {}
        try:
            for line in block[1:]:
                place, kind, correction, _, _, annotator = line[2:].split("|||")
                start, end = map(int, place.split())
                own = edits.setdefault(int(annotator), [])
                if kind not in _NOTHING and start >= 0:
                    own.append((start, end, [] if correction in ("", "-NONE-") else correction.split("||")[0].split()))
        except ValueError:
            raise InputError(f"{path}: “{line[:60]}” is not an edit.") from None
        rewrites = tuple(dict.fromkeys(_edited(tokens, edits[who]) for who in sorted(edits))) or (" ".join(tokens),)
        yield Sample(
            f"{name}:{number}", "corrections", name, "learner", joined(tokens), document=str(number),
            tokens=tuple(tokens), rewrites=rewrites, tokenised=True,
        )  # fmt: skip
        number += 1


def _edited(tokens: list[str], edits: list[tuple[int, int, list[str]]]) -> str:
    out, at = [], 0
    for start, end, text in sorted(edits, key=lambda edit: edit[:2]):
        if start >= at:
            out += [*tokens[at:start], *text]
            at = end
    return " ".join([*out, *tokens[at:]])
