"""Rebuilds the bundled tagger.

`python benchmarks/build_tagger.py --data DATA --edits FILE ... --spun FILE --work FOLDER`

DATA is the folder of the public sets (benchmarks/README.md says where each comes from), the edits are corrected lines
(`mt`, `pe`, `broken`; `benchmarks/edits.py` makes them from benchmarks/edits.jsonl.gz), the spun copy comes from
`benchmarks/spin.py`, slips and odd but sound copy that were written down from benchmarks/written.txt and
benchmarks/odd.txt, `--doubted` names sound copy that the model of an earlier training doubts (`benchmarks/doubted.py`).
The work folder keeps a checkpoint, so that the same command goes on after an interruption, and gets `network.pt`,
`tokenizer.json` and `done.json`. Files of edits are read anew in every pass.
"""

import argparse
import itertools
import json
import math
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from corrupt import Corruptor, confusions
from grammar import Slips
from tokenizers import Tokenizer
from written import odd, pairs

from mtcheck.resources import Packaged
from mtcheck.tagger.encoding import Encoder
from mtcheck.text.sentences import sentences
from mtcheck.training import corpora, loop
from mtcheck.training.examples import UNKNOWN, Example, clean, from_correction
from mtcheck.training.network import BASES, Network, base
from mtcheck.training.restore import encoder_of, restored
from mtcheck.training.vocabulary import pruned

# Texts of one pass by source: the first passes teach what planted errors and round trips can teach, the others rest on
# editors' corrections.
FIRST = {
    "edits": 2500,
    "corrected": 300,
    "spun": 3500,
    "corrupted": 4000,
    "slips": 3000,
    "clean": 2800,
    "references": 800,
    "postedits": 300,
}
THEN = {
    "edits": 7000,
    "corrected": 700,
    "spun": 1800,
    "corrupted": 400,
    "slips": 2400,
    "clean": 1800,
    "references": 900,
    "doubted": 3000,
    "postedits": 200,
    "written": 5000,
    "odd": 2500,
}
FIRST_PASSES = 1  # of a training that begins with the base
_LONGEST = 80  # words of a stretch of lines
# Doubt of sound copy that is read: below, it teaches nothing; above, the model is often right.
_LEAST_DOUBT, _MOST_DOUBT = 0.15, 0.75

Item = dict[str, Any]


def stretches(paragraphs: Iterable[str], chance: random.Random) -> Iterator[str]:
    """One to four sentences of clean copy each, as they follow one another."""
    for paragraph in paragraphs:
        some = sentences(paragraph, 0, len(paragraph))
        while some:
            taken, some = some[: (size := chance.choice([1, 1, 2, 2, 3, 4]))], some[size:]
            text = paragraph[taken[0][0] : taken[-1][1]]
            if 4 <= text.count(" ") <= 75 and "\n" not in text:
                yield text


def joined(items: Sequence[Item], chance: random.Random, side: str = "") -> Iterator[Item]:
    """Consecutive lines of one document and system as one, one to four at a time: context for one another."""
    row: list[Item] = []
    size = chance.choice([1, 1, 2, 3, 4])
    for item in items:
        follows = row and (item["id"], item["system"], item["seg"]) == (
            row[-1]["id"],
            row[-1]["system"],
            row[-1]["seg"] + 1,
        )
        words = sum(one["mt"].count(" ") + 1 for one in (*row, item))
        if row and (not follows or len(row) >= size or words > _LONGEST):
            yield _one(row)
            row, size = [], chance.choice([1, 1, 2, 3, 4])
        row.append(item)
    if row:
        yield _one(row)


def _one(row: Sequence[Item]) -> Item:
    broken, at = [], 0
    for item in row:
        broken += [(at + start, at + end) for start, end in item.get("broken") or []]
        at += len(item["mt"]) + 1
    return {"mt": " ".join(one["mt"] for one in row), "pe": " ".join(one["pe"] for one in row), "broken": broken}


class Sources:
    """All examples; each pass draws its share of every source anew, and corrupts clean copy anew."""

    def __init__(self, data: Path, edits: Sequence[Path], spun: Path, doubted: Path | None, encoder: Encoder) -> None:
        self._encoder, self._edits = encoder, edits
        some = corpora.items(doubted) if doubted else ()
        self._doubted = [item for item in some if _LEAST_DOUBT <= item["doubt"] <= _MOST_DOUBT]
        chance = random.Random(7)
        paragraphs = [one for item in corpora.items(data / "text" / "train.jsonl.gz") for one in item["paragraphs"]]
        other = list(corpora.items(data / "clean" / "train.jsonl.gz"))
        news = [item for item in other if item["domain"] == "news"]
        paragraphs += [one for item in other if item["domain"] != "news" for one in item["paragraphs"]] * 3
        self._stretches = list(
            stretches(itertools.chain(paragraphs, *([" ".join(item["paragraphs"])] * 3 for item in news)), chance)
        )
        rows = [line.decode().split("\t") for line in Packaged().model("vocabulary")._lines if line]
        self._words = [(row[0], int(row[1]), row[3]) for row in rows if len(row) == 4]
        trips = list(corpora.items(spun))
        self._confusions = confusions((item["original"], item["text"]) for item in trips[::2])
        self._spun = trips
        self._references = [
            " ".join(next(iter(segment["refs"].values())) for segment in item["segments"][start : start + size])
            for item in corpora.items(data / "mt" / "train.jsonl.gz")
            for size in [chance.choice([1, 2, 3])]
            for start in range(0, len(item["segments"]), size)
        ]
        self._written, self._odd = list(pairs(held_out=False)), list(odd(held_out=False))
        self._postedits = list(itertools.islice(corpora.items(data / "postedits" / "train.jsonl.gz"), 0, None, 3))

    def pool(self, number: int, shares: dict[str, int]) -> Sequence[loop.Ready]:
        """The examples of one pass."""
        chance = random.Random(100 + number)
        corruptor = Corruptor(chance, self._words, self._confusions)
        slips = Slips(chance, {word: tags[0] for word, _, tags in self._words if tags}, corruptor)
        lines = [item for path in self._edits for item in read(path)]
        some: list[Example] = []
        for item in _in_turn(list(joined(lines, random.Random(7))), shares["edits"], number):
            some.append(corpora.edited(item))
        for item in _sample(list(joined(lines, chance)), shares["corrected"], chance):
            some.append(_believed(clean(item["pe"]), 0.5))
        for item in _sample(self._spun, shares["spun"], chance):
            example = from_correction(item["text"], item["original"])
            example.translated, example.weight = 1, 0.7
            some.append(example)
        texts = _sample(self._stretches, shares["corrupted"] + shares["slips"] + shares["clean"], chance)
        corrupted, slipped = shares["corrupted"], shares["corrupted"] + shares["slips"]
        some += [from_correction(corruptor.corrupt(text), text) for text in texts[:corrupted]]
        some += [from_correction(slips.plant(text), text) for text in texts[corrupted:slipped]]
        some += [_sound(clean(text, translated=0)) for text in texts[slipped:]]
        some += [
            _believed(clean(text, translated=0), 0.5)
            for text in _sample(self._references, shares["references"], chance)
        ]
        for item in _sample(self._doubted, shares.get("doubted", 0), chance):
            translated = {"native": 0, "reference": 0}.get(item["kind"], UNKNOWN)
            some.append(_believed(clean(item["text"], translated=translated), 0.7))
        for item in _sample(self._postedits, shares["postedits"], chance):
            some += corpora._post_edit(item)
        for faulty, sound in _sample(self._written, shares.get("written", 0), chance):
            some.append(from_correction(faulty, sound))
            if chance.random() < 0.5:
                some.append(_sound(clean(sound)))
        some += [_sound(clean(text, translated=0)) for text in _sample(self._odd, shares.get("odd", 0), chance)]
        return [loop.ready(self._encoder, one) for one in corpora.usable(some, 110)]


def _sample(some: Sequence[Any], size: int, chance: random.Random) -> list[Any]:
    return chance.sample(some, min(size, len(some)))


def _in_turn(some: Sequence[Item], size: int, number: int) -> Iterator[Item]:
    """The share of one pass, so that all have been read before any is read again."""
    order = list(range(len(some)))
    random.Random(7).shuffle(order)
    return (some[order[at % len(order)]] for at in range(number * size, number * size + min(size, len(order))))


def _sound(example: Example) -> Example:
    example.broken = [0] * len(example.found)
    return example


def _believed(example: Example, weight: float) -> Example:
    example.weight = weight
    return _sound(example)


def read(path: Path) -> Iterator[Item]:
    """Lines of a file of edits, those for training: `benchmarks/edits.py unpack` writes such a file."""
    return (item for item in corpora.items(path) if item.get("set") != "dev" and item.get("editor", 1) == 1)


def texts(data: Path, edits: Sequence[Path]) -> Iterator[str]:
    """All that is worth a piece in the vocabulary: native copy, and lines of output with their corrections."""
    for name in ("text", "clean"):
        for item in corpora.items(data / name / "train.jsonl.gz"):
            yield from item["paragraphs"]
    for path in edits:
        for item in read(path):
            yield from (item["mt"], item["pe"])


def beginning(options: argparse.Namespace) -> tuple[Network, Any, str]:
    """Network, tokenizer and the base's name."""
    if not options.begin:
        encoder, tokenizer = pruned(*base(options.base), texts(options.data, options.edits))
        return Network(encoder), tokenizer, options.base
    tokenizer = Tokenizer.from_file(str(options.begin / "tokenizer.json"))
    if (about := options.begin / "about.json").is_file():
        said = json.loads(about.read_text(encoding="utf-8"))["base"]
        return restored(options.begin), tokenizer, next(name for name, title in BASES.items() if title == said)
    state = torch.load(options.begin / "network.pt", weights_only=True)
    network = Network(encoder_of(state))
    network.load_state_dict(state)
    return network, tokenizer, json.loads((options.begin / "done.json").read_text(encoding="utf-8"))["base"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--edits", type=Path, nargs="+", required=True)
    parser.add_argument("--spun", type=Path, required=True)
    parser.add_argument("--doubted", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--base", choices=BASES, default="mpnet")
    parser.add_argument(
        "--begin", type=Path, help="work folder of an earlier training to begin with, or a model's folder"
    )
    parser.add_argument("--steps", type=int, default=9000)
    parser.add_argument("--minutes", type=float, default=math.inf, help="end then, whatever the steps")
    parser.add_argument("--rate", type=float, default=1.0)
    parser.add_argument("--device", default="cpu", help="cuda where there is one: some minutes instead of hours")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    options.work.mkdir(parents=True, exist_ok=True)
    network, tokenizer, name = beginning(options)
    tokenizer.save(str(options.work / "tokenizer.json"))
    network.to(options.device)
    begun = time.monotonic()
    sources = Sources(options.data, options.edits, options.spun, options.doubted, Encoder(tokenizer))
    print(f"read in {time.monotonic() - begun:.0f} s", flush=True)

    step = 0

    def report(progress: loop.Progress) -> None:
        nonlocal step
        step = progress.step
        losses = " ".join(f"{name} {loss:.3f}" for name, loss in progress.losses.items())
        print(f"{progress.step}/{progress.steps} {progress.seconds:.0f} s  {losses}", flush=True)

    pools: dict[int, Sequence[loop.Ready]] = {}

    def pool(number: int) -> Sequence[loop.Ready]:
        if number not in pools:
            pools.clear()
            first = number < FIRST_PASSES and not options.begin
            pools[number] = sources.pool(number, FIRST if first else THEN)
            print(f"pass {number}: {len(pools[number])} texts", flush=True)
        return pools[number]

    loop.train(
        network,
        pool,
        steps=options.steps,
        checkpoint=options.work / "checkpoint.pt",
        rate=options.rate,
        report=report,
        most_seconds=60 * options.minutes,
    )
    torch.save(network.cpu().state_dict(), options.work / "network.pt")
    (options.work / "done.json").write_text(json.dumps({"base": name, "steps": step}))


if __name__ == "__main__":
    main()
