"""The gate: `decision.py` says pass, review, block or unchecked, and why; `suppressions.py` and `baseline.py` say which findings do not count."""

from mtcheck.gate.decision import BLOCK, PASS, REVIEW, UNCHECKED, Decision, Gate, decide, missing, stops

__all__ = ["BLOCK", "PASS", "REVIEW", "UNCHECKED", "Decision", "Gate", "decide", "missing", "stops"]
