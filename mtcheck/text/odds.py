"""Probabilities as log-odds, and back."""

import math

LOWEST, HIGHEST = 0.001, 0.999  # nothing is surer than that


def logit(probability: float) -> float:
    """Log-odds of a probability, which is kept away from 0 and 1."""
    inside = min(HIGHEST, max(LOWEST, probability))
    return math.log(inside / (1 - inside))


def expit(odds: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + math.exp(-odds))
