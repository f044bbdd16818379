"""Gains of a training on unseen texts: `measured` before and after, `table` for people, `about` for the folder."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch

from mtcheck.scoring.counts import f_from_counts, mcc
from mtcheck.training import loop
from mtcheck.training.examples import UNKNOWN
from mtcheck.training.network import Network

_PARTS = ("bad", "wrong")


class Figures(NamedTuple):
    """Of one head on held-out texts: words judged, MCC and F1 of the marked words at a probability of one half, mean
    loss in nats.
    """

    words: int
    mcc: float
    f1: float
    loss: float


def measured(network: Network, held: Sequence[loop.Ready]) -> dict[str, Figures]:
    """Figures of the word heads that the texts have labels for."""
    network.eval()
    counts = {part: [0, 0, 0, 0, 0.0] for part in _PARTS}
    with torch.no_grad():
        for start in range(0, len(held), 32):
            rows = loop.batch(held[start : start + 32])
            words, *_ = loop.outputs(network, rows)
            for number, (part, labels) in enumerate(zip(_PARTS, (rows.bad, rows.wrong), strict=True)):
                known = labels != UNKNOWN
                logits, truth = words[..., number][known], labels[known]
                found = logits > 0
                for at, some in enumerate(
                    (found & (truth == 1), found & (truth == 0), ~found & (truth == 1), ~found & (truth == 0))
                ):
                    counts[part][at] += int(some.sum())
                counts[part][4] += float(
                    torch.nn.functional.binary_cross_entropy_with_logits(logits, truth.float(), reduction="sum")
                )
    return {part: _figures(some) for part, some in counts.items() if sum(some[:4])}


def _figures(some: Sequence[float]) -> Figures:
    right, false, missed, quiet, loss = some
    words = int(right + false + missed + quiet)
    return Figures(
        words, float(mcc(right, false, missed, quiet)), float(f_from_counts(right, false, missed)), loss / words
    )


def table(learnt: int, held: int, before: dict[str, Figures], after: dict[str, Figures]) -> str:
    """The figures as lines for a terminal."""
    what = {"bad": "an editor changes the word", "wrong": "the word is an error"}
    lines = [
        f"trained on {learnt:,} texts, judged on {held:,} others",
        "",
        f"{'':32}{'words':>8}{'MCC':>16}{'F1':>16}{'loss':>16}",
    ]
    for part, now in after.items():
        then = before[part]
        cells = (
            f"{old:.3f} → {new:.3f}" for old, new in ((then.mcc, now.mcc), (then.f1, now.f1), (then.loss, now.loss))
        )
        lines.append(f"{what[part]:32}{now.words:>8,}" + "".join(f"{cell:>16}" for cell in cells))
    return "\n".join(lines) + "\n"


def about(
    base: Path, data: Sequence[Path], before: dict[str, Figures], after: dict[str, Figures], steps: int
) -> dict[str, Any]:
    """What the model's folder says of it: as its base, and what it was trained on."""
    kept: dict[str, Any] = json.loads(base.read_text(encoding="utf-8"))
    kept["trained_from"] = kept.pop("sha256", "")
    kept["trained_on"] = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in data}
    kept["steps"] = steps
    kept["held_out"] = {
        part: {"before": before[part]._asdict(), "after": figures._asdict()} for part, figures in after.items()
    }
    return kept
