"""Confidence intervals and paired tests by resampling what is stored of each unit; nothing is checked or scored anew.

A figure is a function from weights, (rows, blocks), to values, (rows,): with all weights 1 it gives the figure itself,
with the counts of a draw the figure on that draw. Units that belong together (the sentences of a document) go into one
block and are drawn together; beyond 1,000 blocks neighbours are bundled, which leaves the interval as it is and keeps
the cost of a figure constant.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

Array = Any  # a numpy array; numpy is imported where it is used
Figure = Callable[[Array], Array]

DRAWS = 1000
LEVEL = 0.95
_MOST_BLOCKS = 1000
_ROWS = 100  # draws worked on at a time
_SEED = 20260101


class Estimate(NamedTuple):
    """A figure and the ends of its 95 % interval; NaN where it is not defined."""

    value: float
    low: float
    high: float


class Difference(NamedTuple):
    """Second minus first with its 95 % interval; `p`, two-sided: how often chance alone would turn the sign (paired
    bootstrap, Koehn 2004).
    """

    value: float
    low: float
    high: float
    p: float


def blocks(keys: Sequence[str]) -> tuple[list[int], int]:
    """The block of each unit, and the number of blocks; units with one key share a block, in two runs over the same
    units the same one.
    """
    names = {key: number for number, key in enumerate(sorted(set(keys)))}
    if len(names) > _MOST_BLOCKS:
        names = {key: number * _MOST_BLOCKS // len(names) for key, number in names.items()}
    return [names[key] for key in keys], len(set(names.values()))


def gathered(rows: Sequence[Sequence[float]], block_of: Sequence[int], count: int) -> Array:
    """Statistics of units (units, width) added up by block: (blocks, width)."""
    import numpy as np

    table = np.asarray(rows, dtype=float)
    total = np.zeros((count, table.shape[1]))
    np.add.at(total, np.asarray(block_of, dtype=int), table)
    return total


def summed(statistics: Array, formula: Callable[[Array], Array]) -> Figure:
    """A figure that is a formula over sums: `formula` takes (rows, width)."""
    return lambda weights: formula(weights @ statistics)


@lru_cache(maxsize=16)
def _draws(count: int) -> Array:
    import numpy as np

    chance = np.random.default_rng(_SEED)
    return chance.multinomial(count, np.full(count, 1 / count), size=DRAWS).astype(float)


def _values(figure: Figure, count: int) -> tuple[float, Array]:
    import numpy as np

    value = float(np.asarray(figure(np.ones((1, count))))[0])
    drawn = _draws(count)
    return value, np.concatenate(
        [np.asarray(figure(drawn[at : at + _ROWS]), dtype=float) for at in range(0, DRAWS, _ROWS)]
    )


def estimate(figure: Figure, count: int) -> Estimate:
    """The figure over `count` blocks with its interval; a single block has no interval."""
    import numpy as np

    if not count:
        return Estimate(float("nan"), float("nan"), float("nan"))
    value, drawn = _values(figure, count)
    low, high = _ends(drawn[~np.isnan(drawn)]) if count > 1 else (float("nan"), float("nan"))
    return Estimate(value, low, high)


def difference(first: Figure, second: Figure, count: int) -> Difference:
    """How the second figure differs from the first, both over the same blocks."""
    import numpy as np

    one, ones = _values(first, count)
    other, others = _values(second, count)
    gap = others - ones
    gap = gap[~np.isnan(gap)]
    if not len(gap):
        return Difference(other - one, float("nan"), float("nan"), float("nan"))
    if not gap.any() and one == other:
        return Difference(0.0, 0.0, 0.0, 1.0)
    sides = min((gap <= 0).sum(), (gap >= 0).sum())
    p = min(1.0, 2 * (float(sides) + 1) / (len(gap) + 1))
    return Difference(other - one, *_ends(gap), p)


def _ends(drawn: Array) -> tuple[float, float]:
    import numpy as np

    if not len(drawn):
        return float("nan"), float("nan")
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
