"""How well scores tell two kinds of units apart: area under the ROC curve and average precision, with weights; pairs
ranked right.

The definitions are scikit-learn's (`roc_auc_score`, `average_precision_score`); written for many rows of weights at
once, which resampling needs, and checked against scikit-learn in the tests.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

Array = Any  # a numpy array; numpy is imported where it is used


class _Sorted(NamedTuple):
    order: Array
    starts: Array
    positive: Array


def _by_score(scores: Sequence[float], positive: Sequence[bool], *, best_first: bool) -> _Sorted:
    """Units sorted by score, where each group of equal scores starts, and which of them are positive."""
    import numpy as np

    values = np.asarray(scores, dtype=float)
    order = np.argsort(-values if best_first else values, kind="stable")
    ranked = values[order]
    starts = np.concatenate(([0], np.flatnonzero(np.diff(ranked)) + 1)) if len(ranked) else np.zeros(0, dtype=int)
    return _Sorted(order, starts, np.asarray(positive, dtype=float)[order])


def auc(scores: Sequence[float], positive: Sequence[bool], weights: Array) -> Array:
    """For each row of weights (rows, units): the chance that a positive unit beats a negative one, ties as half."""
    import numpy as np

    ranked = _by_score(scores, positive, best_first=False)
    rows = np.asarray(weights, dtype=float)[:, ranked.order]
    if not rows.shape[1]:
        return np.full(rows.shape[0], np.nan)
    up = np.add.reduceat(rows * ranked.positive, ranked.starts, axis=1)
    down = np.add.reduceat(rows * (1 - ranked.positive), ranked.starts, axis=1)
    below = np.cumsum(down, axis=1) - down
    return _ratio((up * (below + down / 2)).sum(axis=1), up.sum(axis=1) * down.sum(axis=1))


def average_precision(scores: Sequence[float], positive: Sequence[bool], weights: Array) -> Array:
    """For each row of weights: precision averaged over the steps of recall, best score first."""
    import numpy as np

    ranked = _by_score(scores, positive, best_first=True)
    rows = np.asarray(weights, dtype=float)[:, ranked.order]
    if not rows.shape[1]:
        return np.full(rows.shape[0], np.nan)
    up = np.add.reduceat(rows * ranked.positive, ranked.starts, axis=1)
    all_of = np.add.reduceat(rows, ranked.starts, axis=1)
    precision = np.nan_to_num(_ratio(np.cumsum(up, axis=1), np.cumsum(all_of, axis=1)))
    return _ratio((up * precision).sum(axis=1), up.sum(axis=1))


def curve(scores: Sequence[float], right: Sequence[bool]) -> list[tuple[float, int, int]]:
    """For each score as a threshold, highest first: (threshold, units at or above it, those of them that are right)."""
    points: list[tuple[float, int, int]] = []
    count = good = 0
    for score, is_right in sorted(zip(scores, right, strict=True), key=lambda unit: -unit[0]):
        count, good = count + 1, good + is_right
        if points and points[-1][0] == score:
            points.pop()
        points.append((score, count, good))
    return points


def pair(good: float, bad: float) -> tuple[int, int, int]:
    """(1, right, tied) for one pair of a challenge set: right when the good version scores higher; a tie is wrong."""
    return 1, int(good > bad), int(good == bad)


def _ratio(part: Array, whole: Array) -> Array:
    from mtcheck.scoring.counts import ratio

    return ratio(part, whole)
