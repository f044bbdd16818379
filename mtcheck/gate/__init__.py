"""The gate: `decision.py` judges a story; `suppressions.py` and `baseline.py` say what does not count."""

from mtcheck.gate.decision import (
    BLOCK,
    DECISIONS,
    EMPTY,
    NOTHING,
    PASS,
    REVIEW,
    UNCHECKED,
    Decision,
    Gate,
    decide,
    likely_from,
    missing,
    stops,
    unchecked,
    undone,
)

__all__ = [
    "BLOCK",
    "DECISIONS",
    "EMPTY",
    "NOTHING",
    "PASS",
    "REVIEW",
    "UNCHECKED",
    "Decision",
    "Gate",
    "decide",
    "likely_from",
    "missing",
    "stops",
    "unchecked",
    "undone",
]
