"""The gate: `decision.py` says what becomes of a story, and why; `suppressions.py` and `baseline.py` say which findings
do not count.
"""

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
]
