"""Finds sound copy that the bundled model doubts, for the next training to read (`build_tagger.py --doubted`).

`python benchmarks/doubted.py --data DATA --edits FILE ... --output FILE`

Native copy of all kinds, human translations and corrected lines, one to four sentences each. Writes JSON Lines: `text`,
`kind` (native, reference or corrected) and `doubt`, the greatest probability that one of its words is wrong, in [0, 1].
Some of the doubts are right, for native copy has slips of its own: the training leaves out what is doubted most.
"""

import argparse
import itertools
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from build_tagger import joined, read, stretches

from mtcheck.resources import Packaged
from mtcheck.training import corpora


def texts(data: Path, edits: Sequence[Path], chance: random.Random) -> Iterator[tuple[str, str]]:
    """Kind and text, in random order within a kind."""
    native = [
        paragraph
        for name in ("clean", "text")
        for item in corpora.items(data / name / "train.jsonl.gz")
        for paragraph in item["paragraphs"]
    ]
    references = [
        " ".join(next(iter(segment["refs"].values())) for segment in item["segments"][start : start + 2])
        for item in corpora.items(data / "mt" / "train.jsonl.gz")
        for start in range(0, len(item["segments"]), 2)
    ]
    corrected = [item["pe"] for item in joined([item for path in edits for item in read(path)], chance)]
    for kind, some in (
        ("native", list(stretches(native, chance))),
        ("reference", references),
        ("corrected", corrected),
    ):
        chance.shuffle(some)
        yield from ((kind, text) for text in some if 4 <= text.count(" ") <= 75)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--edits", type=Path, nargs="+", required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    tagger = Packaged().model("tagger")
    found = texts(options.data, options.edits, random.Random(11))
    with options.output.open("w", encoding="utf-8") as file:
        while some := list(itertools.islice(found, 64)):
            for (kind, text), reading in zip(some, tagger.read([text for _, text in some]), strict=True):
                doubt = max((float(chance) for chance in reading.wrong), default=0.0)
                file.write(json.dumps({"kind": kind, "text": text, "doubt": round(doubt, 3)}) + "\n")


if __name__ == "__main__":
    main()
