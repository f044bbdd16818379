"""What an editor would write in a doubtful place, and how likely it is right: `proposals` is the way in.

The candidates of a place, and that none of them is right, share one probability by a conditional logistic formula
(`about.json`, "fusion", "repairs"; fitted by benchmarks/fit_proposals.py on places that editors corrected).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mtcheck.core import Edit
from mtcheck.tagger.candidates import Candidate, features
from mtcheck.tagger.places import Place
from mtcheck.tagger.reading import logit

PLAIN = "plain"
NONE = ("one", "place", "gap", "words")  # what speaks for no candidate at all
LEAST = 0.35  # probability of a proposal that is worth showing
_MOST = 3  # proposals that an editor is offered


@dataclass(frozen=True)
class Proposal:
    """An edit that a place may be mended by, and the probability that it is right."""

    edit: Edit
    confidence: float


def proposals(place: Place, probability: float, found: Sequence[Candidate], about: Mapping[str, Any]) -> list[Proposal]:
    """What is worth showing of some candidates, the likeliest first.

    `probability`: that the place is an error. `about`: of the model.
    """
    formula = about.get("fusion", {}).get("repairs", {}).get(PLAIN)
    if formula is None or not found:
        return []
    ranked = sorted(zip(shares(*described(place, probability, found), formula), found, strict=True), key=_worth)
    return [Proposal(one.edit, round(min(chance, probability), 3)) for chance, one in ranked[:_MOST] if chance >= LEAST]


def _worth(told: tuple[float, Candidate]) -> tuple[float, Edit]:
    return -told[0], told[1].edit


def described(place: Place, probability: float, found: Sequence[Candidate]) -> tuple[list[list[float]], list[float]]:
    """(a row for each candidate, what speaks for none), in the order of `candidates.FEATURES` and of NONE."""
    none = [1.0, logit(probability), float(place.gap), math.log(len(place.range))]
    return [features(place, one) for one in found], none


def shares(
    rows: Sequence[Sequence[float]], none: Sequence[float], formula: Mapping[str, Sequence[float]]
) -> list[float]:
    """The probability of each candidate. `formula`: weights of its row, and of what speaks for none."""
    odds = [_sum(row, formula["candidate"]) for row in rows]
    against = _sum(none, formula["none"])
    highest = max(*odds, against)
    powers = [math.exp(one - highest) for one in odds]
    whole = sum(powers) + math.exp(against - highest)
    return [power / whole for power in powers]


def _sum(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum(value * weight for value, weight in zip(values, weights, strict=True))
