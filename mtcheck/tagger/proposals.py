"""What an editor would write in a doubtful place, and how likely it is right: `Proposer` is the way in.

The candidates of a place, and that none of them is right, share one probability by a conditional logistic formula
(`about.json`, "fusion", "repairs"; fitted by benchmarks/fit_proposals.py on places that editors corrected). The
likeliest are tried: the sentence is read with each, and what the model doubts less with it makes it likelier. Such
readings are bounded, for each costs as much as the sentence's first.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mtcheck.core import Document, Edit, Span, rewritten
from mtcheck.tagger.candidates import Candidate, candidates, features
from mtcheck.tagger.places import Place
from mtcheck.tagger.reading import logit
from mtcheck.tagger.runtime import Tagger

NONE = ("one", "place", "gap", "words")  # what speaks for no candidate at all
LEAST = 0.3  # probability of a proposal that is worth showing
TRIED = 5  # candidates of a place
_MOST = 3  # proposals that an editor is offered
_READINGS_PER_100_WORDS, _LEAST_READINGS = 6, 12
_REACH = 3.0  # nats of doubt


@dataclass(frozen=True)
class Proposal:
    """An edit that a place may be mended by, and the probability that it is right."""

    edit: Edit
    confidence: float


class Proposer:
    """Finds proposals for the places of one story, with so many readings at most; none once they are spent."""

    def __init__(self, doc: Document, tagger: Tagger) -> None:
        self._doc, self._tagger = doc, tagger
        self._left = max(_LEAST_READINGS, _READINGS_PER_100_WORDS * doc.word_count // 100)

    def proposals(self, place: Place, probability: float) -> list[Proposal]:
        """What is worth showing, the likeliest first. `probability`: that the place is an error."""
        formula = self._tagger.about.get("fusion", {}).get("repairs", {})
        if not {"plain", "tried"} <= formula.keys() or self._left < 1 + TRIED:
            return []
        found = candidates(self._doc, place, self._tagger)
        if not found:
            return []
        odds = log_odds(*described(place, probability, found), formula["plain"])
        best = sorted(range(len(found)), key=lambda at: (-odds[at], found[at].edit))[:TRIED]
        self._left -= 1 + len(best)
        rows = tried(self._doc, self._tagger, [found[at].edit for at in best])
        chances = shares(weighed([odds[at] for at in best], rows, formula["tried"]))
        ranked = sorted(zip(chances, best, strict=True), key=lambda one: (-one[0], found[one[1]].edit))
        return [
            Proposal(found[at].edit, round(min(chance, probability), 3))
            for chance, at in ranked[:_MOST]
            if chance >= LEAST
        ]


def tried(doc: Document, tagger: Tagger, edits: Sequence[Edit]) -> list[tuple[float, float]]:
    """For each edit: how much less the model doubts the sentences of all with it, and how much it still does."""
    start, end = min(edit.span.start for edit in edits), max(edit.span.end for edit in edits)
    first, last = doc.sentence_at(start), doc.sentence_at(max(start, end - 1))
    around = Span(min(first.start, start), max(last.end, end))
    before, *after = tagger.doubts([around.of(doc.text), *(rewritten(doc.text, around, [edit]) for edit in edits)])
    return [(max(-_REACH, min(_REACH, before - one)), min(_REACH, one)) for one in after]


def weighed(odds: Sequence[float], rows: Sequence[tuple[float, float]], formula: Sequence[float]) -> list[float]:
    """Log-odds of candidates that were tried: weights of those before, of 1, and of what `tried` says."""
    by_odds, constant, by_gain, by_rest = formula
    return [
        by_odds * before + constant + by_gain * gain + by_rest * left
        for before, (gain, left) in zip(odds, rows, strict=True)
    ]


def described(place: Place, probability: float, found: Sequence[Candidate]) -> tuple[list[list[float]], list[float]]:
    """(a row for each candidate, what speaks for none), in the order of `candidates.FEATURES` and of NONE."""
    none = [1.0, logit(probability), float(place.gap), math.log(len(place.range))]
    return [features(place, one) for one in found], none


def log_odds(
    rows: Sequence[Sequence[float]], none: Sequence[float], formula: Mapping[str, Sequence[float]]
) -> list[float]:
    """Of each candidate against none. `formula`: weights of a candidate's row, and of what speaks for none."""
    against = _sum(none, formula["none"])
    return [_sum(row, formula["candidate"]) - against for row in rows]


def shares(odds: Sequence[float]) -> list[float]:
    """The probability of each candidate, from its log-odds against none."""
    highest = max(0.0, *odds)
    powers = [math.exp(one - highest) for one in odds]
    whole = sum(powers) + math.exp(-highest)
    return [power / whole for power in powers]


def _sum(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum(value * weight for value, weight in zip(values, weights, strict=True))
