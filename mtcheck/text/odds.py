"""Probabilities as log-odds, and back."""

import math

LOWEST, HIGHEST = 0.001, 0.999  # no estimate is surer than that


def logit(probability: float, lowest: float = LOWEST, highest: float = HIGHEST) -> float:
    """Log-odds of a probability, which is kept between the two."""
    inside = min(highest, max(lowest, probability))
    return math.log(inside / (1 - inside))


def expit(odds: float) -> float:
    """The probability of log-odds; beyond 30 nothing is left to tell from 0 or 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
