"""The training loop: batches by length, a learning rate that ends at nothing, checkpoints to go on from.

`train` is the way in.
"""

import math
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
from mtcheck.tagger.labels import BINARY, EDITS, FAMILIES
from mtcheck.training.examples import UNKNOWN, Example
from mtcheck.training.network import Network

PIECES = 1200  # of a batch, padding included
_RATE, _HEAD_RATE = 7e-5, 4e-4
# bfloat16: about twice as fast where the processor has it
_HALF = torch.backends.mkldnn.is_available() and torch.ops.mkldnn._is_mkldnn_bf16_supported()
_WARM = 150  # steps in which the rate rises


@dataclass(frozen=True)
class Ready:
    """An example in numbers."""

    encoded: Encoded
    bad: list[int]
    wrong: list[int]
    family: list[int]
    edit: list[int]
    insert: list[int]
    broken: list[int]
    put: list[int]  # the piece that belongs in the word's place, UNKNOWN where none is known or it takes more than one
    sure: list[float]
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
    broken: Tensor
    put: Tensor
    sure: Tensor
    translated: Tensor
    weight: Tensor


def ready(encoder: Encoder, example: Example) -> Ready:
    """The example as the network reads it, its words cut off where the encoder's input ends."""
    encoded = encoder.encode(example.found)
    size = len(encoded.first)
    insert = example.insert[: size + 1]
    put = [pieces[0] if word and len(pieces := encoder.pieces(word)) == 1 else UNKNOWN for word in example.put[:size]]
    return Ready(
        encoded, example.bad[:size], example.wrong[:size], example.family[:size], example.edit[:size], insert,
        example.broken[:size], put, example.sure[:size], example.translated, example.weight,
    )  # fmt: skip


def batch(some: Sequence[Ready], device: Any = "cpu") -> Batch:
    """Rows padded to one length."""
    pieces = max(len(one.encoded.pieces) for one in some)
    size = max(len(one.encoded.first) for one in some)

    def padded(rows: Iterator[Sequence[int]], length: int, filler: int) -> Tensor:
        return torch.tensor([[*row, *[filler] * (length - len(row))] for row in rows], dtype=torch.int64)

    rows = Batch(
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
        padded((one.broken for one in some), size, UNKNOWN),
        padded((one.put for one in some), size, UNKNOWN),
        torch.tensor([[*one.sure, *[0.0] * (size - len(one.sure))] for one in some], dtype=torch.float32),
        torch.tensor([one.translated for one in some], dtype=torch.float32),
        torch.tensor([one.weight for one in some], dtype=torch.float32),
    )
    return Batch(*(tensor.to(device) for tensor in rows))


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


def outputs(network: Network, rows: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """What the network says of a batch; see `Network`."""
    found: tuple[Tensor, Tensor, Tensor, Tensor] = network(
        network.embeddings[rows.pieces], rows.shapes, rows.mask, rows.first, rows.last
    )
    return found


def loss(network: Network, rows: Batch) -> tuple[Tensor, dict[str, float]]:
    """The sum of the heads' losses, and each of them."""
    device = rows.pieces.device.type
    with torch.autocast(device, dtype=torch.bfloat16, enabled=_HALF or device != "cpu"):
        said = outputs(network, rows)
    words, gaps, translated, wanted = (output.float() for output in said)
    begin = BINARY + len(FAMILIES)
    each = rows.weight.view(-1, 1) * rows.sure
    parts = {
        "bad": 0.3 * binary(words[..., 0], rows.bad, each),
        "wrong": 2.0 * binary(words[..., 1], rows.wrong, each),
        "broken": 0.5 * binary(words[..., 2], rows.broken, each),
        "family": 0.15 * classes(words[..., BINARY:begin], rows.family, each),
        "edit": 0.5 * classes(words[..., begin : begin + len(EDITS)], rows.edit, each),
        "insert": 0.7 * classes(gaps, rows.insert, rows.weight.view(-1, 1).expand_as(rows.insert)),
        "put": 0.04 * _pieces(network, wanted, rows.put),
        "translated": 0.2 * binary(translated, rows.translated, torch.ones_like(rows.weight)),
    }
    total = torch.stack(list(parts.values())).sum()
    return total, {name: float(part.detach()) for name, part in parts.items()}


def binary(logits: Tensor, labels: Tensor, weight: Tensor) -> Tensor:
    """The weighted mean cross-entropy of labels 0 and 1 where there is one."""
    known = labels != UNKNOWN
    if not known.any():
        return logits.sum() * 0
    each = functional.binary_cross_entropy_with_logits(logits[known], labels[known].float(), reduction="none")
    return (each * weight[known]).sum() / known.sum()


def classes(logits: Tensor, labels: Tensor, weight: Tensor) -> Tensor:
    """The weighted mean cross-entropy of numbered labels where there is one."""
    known = labels != UNKNOWN
    if not known.any():
        return logits.sum() * 0
    return (
        functional.cross_entropy(logits[known], labels[known], reduction="none") * weight[known]
    ).sum() / known.sum()


def _pieces(network: Network, wanted: Tensor, labels: Tensor) -> Tensor:
    """Which piece of the whole vocabulary belongs in the places where one is known."""
    known = labels != UNKNOWN
    if not known.any():
        return wanted.sum() * 0
    return functional.cross_entropy(wanted[known] @ network.embeddings.T, labels[known])


class Progress(NamedTuple):
    """`step` counts from 1; `seconds` since the beginning, interruptions left out; `losses`: means since the last."""

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
    keep_every: float = 300.0,
    most_seconds: float = math.inf,
) -> None:
    """Trains in place. `pools(round)` gives the examples of one pass. Goes on from `checkpoint` when it exists; writes
    it every `keep_every` seconds.

    `rate`: times the learning rate of a first training; less for a network that knows its task already. The learning
    rate falls to nothing with the steps or with the seconds, whichever are nearer their end.
    """
    heads = [parameter for name, parameter in network.named_parameters() if not name.startswith("encoder.")]
    body = [
        parameter
        for name, parameter in network.named_parameters()
        if name.startswith("encoder.") and "word_embeddings" not in name
    ]
    network.embeddings.requires_grad_(False)  # half of all weights: what few examples would only blur
    rates = (_RATE * rate, _HEAD_RATE * rate)
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rates[0]}, {"params": heads, "lr": rates[1]}], weight_decay=0.01, fused=True
    )
    state = _resumed(network, optimizer, checkpoint)
    step, seconds, first_round = state["step"], state["seconds"], state["round"]
    network.train()
    device = network.embeddings.device
    begun = last_kept = time.monotonic()
    sums: dict[str, float] = {}
    for number in range(first_round, 10_000):
        skipped = state["done"] if number == first_round else 0
        for at, some in enumerate(bundles(pools(number), random.Random(seed * 1000 + number))):
            if at < skipped:
                continue
            done = max(step / steps, (seconds + time.monotonic() - begun) / most_seconds)
            if done >= 1:
                return
            for group, highest in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = highest * min(1.0, (step + 1) / _WARM) * (1 - done)
            total, parts = loss(network, batch(some, device))
            optimizer.zero_grad(set_to_none=True)
            total.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
            optimizer.step()
            step += 1
            for name, part in parts.items():
                sums[name] = sums.get(name, 0.0) + part / every
            now = time.monotonic()
            if step % every == 0:
                report(Progress(step, steps, seconds + now - begun, sums))
                sums = {}
            if now - last_kept > keep_every:
                last_kept = now
                keep(
                    checkpoint,
                    network,
                    optimizer,
                    {"step": step, "seconds": seconds + now - begun, "round": number, "done": at + 1},
                )


def keep(path: Path, network: Network, optimizer: Any, state: dict[str, Any]) -> None:
    """Writes a checkpoint, whole or not at all."""
    temporary = path.with_suffix(".part")
    torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict(), "state": state}, temporary)
    temporary.replace(path)


def _resumed(network: Network, optimizer: Any, path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {"step": 0, "seconds": 0.0, "round": 0, "done": 0}
    kept = torch.load(path, weights_only=True, map_location=network.embeddings.device)
    network.load_state_dict(kept["network"])
    optimizer.load_state_dict(kept["optimizer"])
    state: dict[str, Any] = kept["state"]
    return state
