"""Which rules may fail a gate, which warn and which hint, from how often people agreed with them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from mtcheck.core import Rule, Severity
from mtcheck.evaluation.evidence import NATIVE, WEIGHTS, Evidence
from mtcheck.scoring.calibration import ALL, FINDINGS, GATE, HINT, WARN, Row

GATE_PRECISION = 0.9  # of findings in translations, on what was judged and on what was held out
WARN_PRECISION = 0.5
MIN_JUDGED, MIN_HELD_OUT = 5.0, 2.0  # findings in translations, weighted
MOST_NATIVE = 0.25  # findings in native news for each right finding, words made equal
MOST_FAILURES = 0.15  # findings of all gate rules together in 1,000 sentences of native news


@dataclass(frozen=True)
class Tally:
    """Findings of one rule that somebody judged, and how many were right, by source; `weighted` as calibration does."""

    count: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    weights: dict[str, float] = field(default_factory=dict)
    good: dict[str, float] = field(default_factory=dict)

    @property
    def judged(self) -> float:
        """Weighted findings in translations."""
        return sum(self.weights.get(source, 0.0) for source in WEIGHTS)

    @property
    def precision(self) -> float | None:
        """The weighted share of findings in translations that was right."""
        return sum(self.good.get(source, 0.0) for source in WEIGHTS) / self.judged if self.judged else None

    def words(self) -> str:
        """As the table says it: "postedits 20/23, stories 4/4, native 2"."""
        parts = [
            f"{source} {self.right[source]}/{self.count[source]}" for source in sorted(WEIGHTS) if self.count[source]
        ]
        return ", ".join(parts + [f"{NATIVE} {self.count[NATIVE]}"] * bool(self.count[NATIVE]))


def tallies(evidence: Iterable[Evidence]) -> dict[str, Tally]:
    """For each rule what was said of its findings."""
    found: dict[str, Tally] = {}
    for one in evidence:
        if one.what == FINDINGS:
            tally = found.setdefault(one.rule, Tally())
            tally.count[one.source] += 1
            tally.right[one.source] += one.right
            tally.weights[one.source] = tally.weights.get(one.source, 0.0) + one.weight
            tally.good[one.source] = tally.good.get(one.source, 0.0) + one.weight * one.right
    return found


def level(rule: Rule, judged: Tally, held_out: Tally | None) -> str:
    """Gate, warn or hint. Without held-out data no rule may fail a gate."""
    both = [judged, held_out or Tally()]
    count = sum(one.judged for one in both)
    right = sum((one.precision or 0.0) * one.judged for one in both)
    if rule.pooled or rule.severity <= Severity.NEUTRAL or (count >= MIN_HELD_OUT and right < WARN_PRECISION * count):
        return HINT
    if held_out is None or rule.preview or judged.judged < MIN_JUDGED or held_out.judged < MIN_HELD_OUT:
        return WARN
    if min(judged.precision or 0.0, held_out.precision or 0.0) < GATE_PRECISION:
        return WARN
    return GATE if sum(one.weights.get(NATIVE, 0.0) for one in both) <= MOST_NATIVE * right else WARN


def with_levels(
    rows: Sequence[Row],
    rules: Iterable[Rule],
    evidence: Iterable[Evidence],
    held_out: Iterable[Evidence] | None,
    sentences: int,
) -> list[Row]:
    """The rows with level and measurements in those of whole rules' findings.

    `sentences`: of native news, in all data.
    """
    about = {rule.id: rule for rule in rules}
    judged, held = tallies(evidence), None if held_out is None else tallies(held_out)
    none = Tally()
    chosen = {
        rule.id: level(rule, judged.get(rule.id, none), None if held is None else held.get(rule.id, none))
        for rule in about.values()
    }
    native = {rule: (judged.get(rule, none).count + (held or {}).get(rule, none).count)[NATIVE] for rule in chosen}
    failures = 0
    for rule in sorted((rule for rule in chosen if chosen[rule] == GATE), key=lambda rule: (native[rule], rule)):
        failures += native[rule]
        if failures > MOST_FAILURES * sentences / 1000:
            chosen[rule] = WARN
    done = []
    for row in rows:
        if row.what == FINDINGS and row.band == ALL and row.name in about:
            theirs = "" if held is None else held.get(row.name, none).words()
            row = replace(row, level=chosen[row.name], judged=judged.get(row.name, none).words(), held_out=theirs)
        done.append(row)
    return done
