"""The training loop: batches by length, a learning rate that ends at nothing, checkpoints to go on from. `train` is the way in."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from mtcheck.tagger.encoding import Encoded, Encoder
from mtcheck.tagger.labels import EDITS, FAMILIES
from mtcheck.training.examples import UNKNOWN, Example
from mtcheck.training.network import Network

PIECES = 1200  # of a batch, padding included
_RATE, _HEAD_RATE = 1.5e-4, 6e-4
_WARM = 0.05  # share of the steps in which the rate rises


@dataclass(frozen=True)
class Ready:
    """An example in numbers."""

    encoded: Encoded
    bad: list[int]
    wrong: list[int]
    family: list[int]
    edit: list[int]
    insert: list[int]
    translated: int
    weight: float


class Batch(NamedTuple):
    """Tensors of one step: input of the network, then labels with UNKNOWN where there is none."""

    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    bad: Tensor
    wrong: Tensor
    family: Tensor
    edit: Tensor
    insert: Tensor
    translated: Tensor
    weight: Tensor


def ready(encoder: Encoder, example: Example) -> Ready:
    """The example as the network reads it, its words cut off where the encoder's input ends."""
    encoded = encoder.encode(example.found)
    size = len(encoded.first)
    insert = example.insert[: size + 1]
    return Ready(
        encoded, example.bad[:size], example.wrong[:size], example.family[:size], example.edit[:size], insert, example.translated, example.weight
    )


def batch(some: Sequence[Ready]) -> Batch:
    """Rows padded to one length."""
    pieces = max(len(one.encoded.pieces) for one in some)
    size = max(len(one.encoded.first) for one in some)

    def padded(rows: Iterator[Sequence[int]], length: int, filler: int) -> Tensor:
        return torch.tensor([[*row, *[filler] * (length - len(row))] for row in rows], dtype=torch.int64)

    return Batch(
        padded((one.encoded.pieces for one in some), pieces, 0),
        padded((one.encoded.shapes for one in some), pieces, 0),
        padded(([1] * len(one.encoded.pieces) for one in some), pieces, 0),
        padded((one.encoded.first for one in some), size, 0),
        padded((one.encoded.last for one in some), size, 0),
        padded((one.bad for one in some), size, UNKNOWN),
        padded((one.wrong for one in some), size, UNKNOWN),
        padded((one.family for one in some), size, UNKNOWN),
        padded((one.edit for one in some), size, UNKNOWN),
        padded((_at_gaps(one, size) for one in some), size + 1, UNKNOWN),
        torch.tensor([one.translated for one in some], dtype=torch.float32),
        torch.tensor([one.weight for one in some], dtype=torch.float32),
    )


def _at_gaps(one: Ready, size: int) -> list[int]:
    """Labels of the gaps; the last one is where the network has it, at the end of the padded row."""
    words = len(one.encoded.first)
    return [*one.insert[:words], *[UNKNOWN] * (size - words), one.insert[words]]


def bundles(pool: Sequence[Ready], chance: random.Random) -> Iterator[list[Ready]]:
    """The pool in random order, in batches of texts of about one length."""
    order = list(range(len(pool)))
    chance.shuffle(order)
    for start in range(0, len(order), 2000):
        near = sorted(order[start : start + 2000], key=lambda number: len(pool[number].encoded.pieces))
        made: list[list[Ready]] = []
        row: list[Ready] = []
        for number in near:
            one = pool[number]
            if row and (len(row) + 1) * len(one.encoded.pieces) > PIECES:
                made.append(row)
                row = []
            row.append(one)
        made.append(row)
        chance.shuffle(made)
        yield from made


def loss(network: Network, rows: Batch) -> tuple[Tensor, dict[str, float]]:
    """The sum of the heads' losses, and each of them."""
    words, gaps, translated = network(rows.pieces, rows.shapes, rows.mask, rows.first, rows.last)
    families = len(FAMILIES)
    parts = {
        "bad": _binary(words[..., 0], rows.bad, rows.weight),
        "wrong": _binary(words[..., 1], rows.wrong, rows.weight),
        "family": 0.2 * _classes(words[..., 2 : 2 + families], rows.family, rows.weight),
        "edit": 0.4 * _classes(words[..., 2 + families : 2 + families + len(EDITS)], rows.edit, rows.weight),
        "insert": 0.5 * _classes(gaps, rows.insert, rows.weight),
        "translated": 0.3 * _binary(translated, rows.translated, torch.ones_like(rows.weight)),
    }
    total = torch.stack(list(parts.values())).sum()
    return total, {name: float(part.detach()) for name, part in parts.items()}


def _binary(logits: Tensor, labels: Tensor, weight: Tensor) -> Tensor:
    known = labels != UNKNOWN
    if not known.any():
        return logits.sum() * 0
    each = weight.view(-1, *[1] * (labels.dim() - 1)).expand_as(labels)[known]
    return (functional.binary_cross_entropy_with_logits(logits[known], labels[known].float(), reduction="none") * each).sum() / known.sum()


def _classes(logits: Tensor, labels: Tensor, weight: Tensor) -> Tensor:
    known = labels != UNKNOWN
    if not known.any():
        return logits.sum() * 0
    each = weight.view(-1, 1).expand_as(labels)[known]
    return (functional.cross_entropy(logits[known], labels[known], reduction="none") * each).sum() / known.sum()


class Progress(NamedTuple):
    """`step` counts from 1; `seconds` since the beginning, interruptions left out; `losses`: means since the last report."""

    step: int
    steps: int
    seconds: float
    losses: dict[str, float]


def train(
    network: Network,
    pools: Callable[[int], Sequence[Ready]],
    *,
    steps: int,
    checkpoint: Path,
    seed: int = 1,
    report: Callable[[Progress], None] = lambda progress: None,
    every: int = 50,
    rate: float = 1.0,
    keep_every: float = 600.0,
) -> None:
    """Trains in place. `pools(round)` gives the examples of one pass. Goes on from `checkpoint` when it exists; writes it every `keep_every` seconds.

    `rate`: times the learning rate of a first training; less for a network that knows its task already.
    """
    heads = [parameter for name, parameter in network.named_parameters() if not name.startswith("encoder.")]
    body = [parameter for name, parameter in network.named_parameters() if name.startswith("encoder.") and "word_embeddings" not in name]
    network.encoder.embeddings.word_embeddings.weight.requires_grad_(False)  # half of all weights: what few examples would only blur
    optimizer = torch.optim.AdamW([{"params": body, "lr": _RATE * rate}, {"params": heads, "lr": _HEAD_RATE * rate}], weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1.0, (step + 1) / (_WARM * steps)) * max(0.0, 1 - step / steps))
    state = _resumed(network, optimizer, schedule, checkpoint)
    step, seconds, first_round = state["step"], state["seconds"], state["round"]
    network.train()
    begun = last_kept = time.monotonic()
    sums: dict[str, float] = {}
    for number in range(first_round, 10_000):
        skipped = state["done"] if number == first_round else 0
        for at, some in enumerate(bundles(pools(number), random.Random(seed * 1000 + number))):
            if at < skipped:
                continue
            if step >= steps:
                return
            total, parts = loss(network, batch(some))
            optimizer.zero_grad(set_to_none=True)
            total.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            for name, part in parts.items():
                sums[name] = sums.get(name, 0.0) + part / every
            now = time.monotonic()
            if step % every == 0:
                report(Progress(step, steps, seconds + now - begun, sums))
                sums = {}
            if now - last_kept > keep_every:
                last_kept = now
                keep(checkpoint, network, optimizer, schedule, {"step": step, "seconds": seconds + now - begun, "round": number, "done": at + 1})


def keep(path: Path, network: Network, optimizer: Any, schedule: Any, state: dict[str, Any]) -> None:
    """Writes a checkpoint, whole or not at all."""
    temporary = path.with_suffix(".part")
    torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(), "state": state}, temporary)
    temporary.replace(path)


def _resumed(network: Network, optimizer: Any, schedule: Any, path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {"step": 0, "seconds": 0.0, "round": 0, "done": 0}
    kept = torch.load(path, weights_only=True)
    network.load_state_dict(kept["network"])
    optimizer.load_state_dict(kept["optimizer"])
    schedule.load_state_dict(kept["schedule"])
    state: dict[str, Any] = kept["state"]
    return state
