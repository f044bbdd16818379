"""Rebuilds the bundled tagger: `python benchmarks/build_tagger.py --data DATA --roundtrips FILE --work FOLDER`.

DATA is the folder of the public sets (benchmarks/README.md says where each comes from), FILE the output of `mtcheck.training.roundtrip`. The work
folder keeps a checkpoint, so that the same command goes on after an interruption, and gets `network.pt` at the end. Then the second stage, which
rests on post-edits: the same command with `--stage 2 --begin WORK/network.pt --steps 1200` and another work folder.
"""

import argparse
import itertools
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from mtcheck.resources import Packaged
from mtcheck.tagger.encoding import Encoder
from mtcheck.text.sentences import sentences
from mtcheck.training import corpora, loop
from mtcheck.training.corrupt import Corruptor, confusions
from mtcheck.training.examples import Example, clean, from_correction
from mtcheck.training.network import Network, base

# Examples of one pass, by source, in the two stages of the training, and the learning rate of each.
STAGES = (
    ({"postedits": 30_000, "spans": 9_000, "news2020": 5_000, "roundtrips": 6_000, "corrupted": 24_000, "clean": 10_000, "translations": 4_000}, 1.0),
    ({"postedits": 34_000, "spans": 7_000, "news2020": 0, "roundtrips": 3_000, "corrupted": 8_000, "clean": 5_000, "translations": 1_000}, 0.7),
)


def stretches(path: Path) -> Iterator[str]:
    """One to three sentences of clean copy each, as they follow one another in a paragraph."""
    chance = random.Random(7)
    for item in corpora.items(path):
        for paragraph in item["paragraphs"]:
            some = sentences(paragraph, 0, len(paragraph))
            while some:
                taken, some = some[: (size := chance.choice([1, 1, 2, 2, 3]))], some[size:]
                text = paragraph[taken[0][0] : taken[-1][1]]
                if 5 <= text.count(" ") <= 70 and "\n" not in text:
                    yield text


class Sources:
    """All examples; each pass draws its share of every source anew, and corrupts clean copy anew."""

    def __init__(self, data: Path, roundtrips: Path, encoder: Encoder, shares: dict[str, int]) -> None:
        self._encoder = encoder
        self._shares = shares
        self._stretches = list(stretches(data / "text" / "train.jsonl.gz"))
        words = [line.split("\t") for line in Packaged().model("vocabulary")._lines if line]
        self._words = [(row[0], int(row[1]), row[3]) for row in words if len(row) == 4]
        self._confusions = confusions((item["original"], item["text"]) for item in corpora.items(roundtrips))
        self._fixed = {
            "postedits": self._all(data / "postedits" / "train.jsonl.gz"),
            "spans": self._all(data / "spans" / "train.jsonl.gz"),
            "news2020": self._all(data / "spans" / "news2020.jsonl.gz", every=4),
            "roundtrips": self._all(roundtrips),
            "translations": self._all(data / "mt" / "train.jsonl.gz"),
        }

    def _all(self, path: Path, every: int = 1) -> list[Example]:
        found = list(itertools.islice(corpora.usable(corpora.examples(path)), 0, None, every))
        print(f"{path.name}: {len(found)} examples", flush=True)
        return found

    def pool(self, number: int) -> Sequence[loop.Ready]:
        """The examples of one pass."""
        chance = random.Random(100 + number)
        corruptor = Corruptor(chance, self._words, self._confusions)
        some: list[Example] = []
        for name, examples in self._fixed.items():
            some += chance.sample(examples, min(self._shares[name], len(examples)))
        texts = chance.sample(self._stretches, self._shares["corrupted"] + self._shares["clean"])
        for text in texts[: self._shares["corrupted"]]:
            some.append(from_correction(corruptor.corrupt(text), text))
        some += (clean(text, translated=0) for text in texts[self._shares["corrupted"] :])
        return [loop.ready(self._encoder, one) for one in corpora.usable(some)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--roundtrips", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--stage", type=int, choices=(1, 2), default=1)
    parser.add_argument("--begin", type=Path, help="network.pt of the first stage, for the second")
    parser.add_argument("--steps", type=int, default=2300)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    options.work.mkdir(parents=True, exist_ok=True)
    encoder, tokenizer = base()
    network = Network(encoder)
    if options.begin:
        network.load_state_dict(torch.load(options.begin, weights_only=True))
    begun = time.monotonic()
    sources = Sources(options.data, options.roundtrips, Encoder(tokenizer), STAGES[options.stage - 1][0])
    print(f"read in {time.monotonic() - begun:.0f} s", flush=True)

    def report(progress: loop.Progress) -> None:
        losses = " ".join(f"{name} {loss:.3f}" for name, loss in progress.losses.items())
        print(f"{progress.step}/{progress.steps} {progress.seconds:.0f} s  {losses}", flush=True)

    pools: dict[int, Sequence[loop.Ready]] = {}

    def pool(number: int) -> Sequence[loop.Ready]:
        if number not in pools:
            pools.clear()
            pools[number] = sources.pool(number)
            print(f"pass {number}: {len(pools[number])} examples", flush=True)
        return pools[number]

    loop.train(network, pool, steps=options.steps, checkpoint=options.work / "checkpoint.pt", rate=STAGES[options.stage - 1][1], report=report)
    torch.save(network.state_dict(), options.work / "network.pt")
    (options.work / "done.json").write_text(json.dumps({"steps": options.steps}))


if __name__ == "__main__":
    main()
