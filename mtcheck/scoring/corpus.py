"""BLEU, chrF and TER by sacrebleu, as statistics of sentences that can be added up and resampled.

sacrebleu keeps the two steps apart, but for its own use (`_extract_corpus_statistics`, `_compute_score_from_stats`);
constraints.txt pins the release, and a test holds both against `corpus_score`.
"""

import importlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from mtcheck.errors import ResourceError

METRICS = ("bleu", "chrf", "ter")


@lru_cache(maxsize=8)
def _metric(name: str, tokenised: bool) -> Any:
    try:
        metrics = importlib.import_module("sacrebleu.metrics")
    except ImportError:
        raise ResourceError(
            'BLEU, chrF and TER need sacrebleu, which is not installed; run `pip install "mtcheck[evaluate]"`.'
        ) from None
    if name == "bleu":
        return metrics.BLEU(tokenize="none" if tokenised else "13a", force=True)
    return metrics.CHRF() if name == "chrf" else metrics.TER()


def statistics(name: str, hypothesis: str, references: Sequence[str], *, tokenised: bool = False) -> list[float]:
    """The numbers that the metric adds up over sentences.

    `tokenised`: the texts are words and marks with spaces between.
    """
    rows = _metric(name, tokenised)._extract_corpus_statistics([hypothesis], [[reference] for reference in references])
    return [float(number) for number in rows[0]]


def score(name: str, sums: Any) -> Any:
    """The metric, 0 to 100 (TER may be more), for each row of sums, (rows, width)."""
    import numpy as np

    metric = _metric(name, False)
    exact = name == "ter"  # its edits and lengths need not be whole numbers
    rows = [[float(number) if exact else int(number) for number in row] for row in np.asarray(sums)]
    return np.array([metric._compute_score_from_stats(row).score for row in rows])


def signature(name: str, references: int, *, tokenised: bool = False) -> str:
    """How the number came about, in sacrebleu's own words."""
    metric = _metric(name, tokenised)
    metric.num_refs = references
    return str(metric.get_signature())
