"""Whether confidences mean what they say: expected calibration error, Brier score and the bins of a reliability
diagram.

All three come from sums per bin, so they can be resampled: `sums` for one unit, added up, then `error`, `brier` or
`bins`.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

BINS = 10  # of equal width; a confidence of 1.0 belongs to the last
WIDTH = 3 * BINS + 1


class Bin(NamedTuple):
    """Confidences from `low` to below `high`: how many (`size`), their mean, and the share right (NaN when empty)."""

    low: float
    high: float
    size: int
    confidence: float
    right: float


def sums(outcomes: Iterable[tuple[float, bool]]) -> list[float]:
    """From (confidence, right): for each bin count, confidence and right added up; at the end squared errors."""
    row = [0.0] * WIDTH
    for confidence, right in outcomes:
        at = min(int(confidence * BINS + 1e-9), BINS - 1)
        row[at] += 1
        row[BINS + at] += confidence
        row[2 * BINS + at] += right
        row[-1] += (confidence - right) ** 2
    return row


def error(total: Any) -> Any:
    """Expected calibration error (Naeini 2015) from sums (..., WIDTH): the gap between confidence and share right,
    weighted by bin.
    """
    import numpy as np

    from mtcheck.scoring.counts import ratio

    total = np.asarray(total, dtype=float)
    gaps = np.abs(total[..., 2 * BINS : 3 * BINS] - total[..., BINS : 2 * BINS]).sum(axis=-1)
    return ratio(gaps, total[..., :BINS].sum(axis=-1))


def brier(total: Any) -> Any:
    """Mean squared difference between confidence and outcome."""
    import numpy as np

    from mtcheck.scoring.counts import ratio

    total = np.asarray(total, dtype=float)
    return ratio(total[..., -1], total[..., :BINS].sum(axis=-1))


def bins(total: Sequence[float]) -> list[Bin]:
    """The points of a reliability diagram."""
    found = []
    for at in range(BINS):
        count = total[at]
        mean, right = (
            (total[BINS + at] / count, total[2 * BINS + at] / count) if count else (float("nan"), float("nan"))
        )
        found.append(Bin(at / BINS, (at + 1) / BINS, int(count), mean, right))
    return found
