"""Has both readers read output that no editor has corrected, for the bundled model to learn from (`build_tagger.py
--taught`): `python benchmarks/teach.py --data DATA --edits FILE ... --spun FILE --output FILE`.

Two readers know more than one, and the bundled model is to say alone what both say at depth `deep` (knowledge
distillation: Hinton et al. 2015, https://arxiv.org/abs/1503.02531). Writes JSON Lines, of translations and round trips
in random order: `text`, and for each word of it `wrong` and `broken`, probabilities in [0, 1], and `edits` and `gaps`,
the numbers of `mtcheck.tagger.labels` where the readers are sure of one, -100 elsewhere. It appends to what is there
and goes on behind it.
"""

import argparse
import itertools
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from build_tagger import joined, read

from mtcheck.profile.models import CAUSAL
from mtcheck.resources import Packaged
from mtcheck.reviewers.local import installed
from mtcheck.reviewers.local.second_reader import SecondReader, hidden_states
from mtcheck.tagger.pair import Opinion
from mtcheck.tagger.runtime import Reading
from mtcheck.tagger.words import words
from mtcheck.training import corpora
from mtcheck.training.examples import UNKNOWN

SURE = 0.6  # of an edit, from which on it is taught
SPUN = 4  # translations to one round trip


def translations(data: Path, edits: Sequence[Path], chance: random.Random) -> Iterator[str]:
    """Output that is not among the corrected lines, one to four lines of a document each."""
    corrected = {(item["id"], item["system"], item["seg"]) for path in edits for item in read(path)}
    rows = [
        {"id": item["id"], "system": system, "seg": number, "mt": " ".join(segment["mt"][system].split()), "pe": ""}
        for item in corpora.items(data / "mt" / "train.jsonl.gz")
        for system in sorted({name for segment in item["segments"] for name in segment["mt"]})
        for number, segment in enumerate(item["segments"])
        if segment["mt"].get(system) and (item["id"], system, number) not in corrected
    ]
    some = [item["mt"] for item in joined(rows, chance)]
    chance.shuffle(some)
    yield from (text for text in some if 4 <= text.count(" ") <= 75)


def texts(data: Path, edits: Sequence[Path], spun: Path) -> Iterator[str]:
    chance = random.Random(13)
    trips = [item["text"] for item in corpora.items(spun)]
    chance.shuffle(trips)
    rest = translations(data, edits, chance)
    for trip in trips:
        yield from itertools.islice(rest, SPUN)
        yield trip
    yield from rest


class Reader(SecondReader):
    """The second reader, of many texts at once: twice as fast, and the last digits are not wanted here."""

    def read(self, texts: Sequence[str]) -> list[Opinion]:
        torch = self._loaded.torch
        rows = [self._encoder.encode(words(text)) for text in texts]
        longest = max(len(ids) for ids, _, _ in rows)
        filled = torch.tensor([[*ids, *[0] * (longest - len(ids))] for ids, _, _ in rows])
        mask = torch.tensor([[1] * len(ids) + [0] * (longest - len(ids)) for ids, _, _ in rows])
        with torch.inference_mode():
            hidden = hidden_states(self._loaded, filled, self._below, mask).float()
            return [
                self._opinion(hidden[number, : len(ids)], first, last) for number, (ids, first, last) in enumerate(rows)
            ]


def sure(chances: Any) -> list[float]:
    """The likeliest number of each row where it is likely enough."""
    return [int(row.argmax()) if float(row.max()) >= SURE else UNKNOWN for row in chances]


def said(reading: Reading) -> dict[str, list[float]]:
    return {
        "wrong": [round(float(chance), 3) for chance in reading.wrong],
        "broken": [round(float(chance), 3) for chance in reading.broken],
        "edits": sure(reading.edits),
        "gaps": sure(reading.gaps),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--edits", type=Path, nargs="+", required=True)
    parser.add_argument("--spun", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=60_000)
    parser.add_argument("--dtype", default="auto", help="bfloat16 halves the time where the processor has it")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    (settings,) = installed(CAUSAL)
    second = Reader(replace(settings, dtype=options.dtype))
    pair = Packaged(second=lambda: second).model("tagger")
    done = sum(1 for _ in options.output.open(encoding="utf-8")) if options.output.exists() else 0
    with options.output.open("a", encoding="utf-8") as file:
        some = itertools.islice(texts(options.data, options.edits, options.spun), done, options.texts)
        while several := list(itertools.islice(some, 256)):
            several.sort(key=len)
            for at in range(0, len(several), 16):
                for text, reading in zip(several[at : at + 16], pair.read(several[at : at + 16]), strict=True):
                    file.write(json.dumps({"text": text, **said(reading)}) + "\n")
            file.flush()


if __name__ == "__main__":
    main()
