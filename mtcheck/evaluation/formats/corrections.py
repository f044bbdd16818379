"""Sentences with several fluent rewrites, a line each: NAME.src beside NAME.ref0, NAME.ref1 and so on (JFLEG)."""

from collections.abc import Iterator
from pathlib import Path

from mtcheck.evaluation.formats.lines import lines
from mtcheck.evaluation.samples import Sample
from mtcheck.evaluation.tokenised import joined


def recognises(path: Path) -> bool:
    return path.is_file() and path.suffix == ".src" and path.with_suffix(".ref0").is_file()


def read(path: Path, name: str) -> Iterator[Sample]:
    references = [list(lines(other)) for other in sorted(path.parent.glob(f"{path.stem}.ref[0-9]*"))]
    for number, line in enumerate(lines(path)):
        rewrites = tuple(other[number] for other in references)
        words = tuple(line.split())
        yield Sample(
            f"{name}:{number}", "corrections", name, "learner", joined(words), document=str(number),
            tokens=words, rewrites=rewrites, tokenised=True,
        )  # fmt: skip
