"""Fits a calibration: shifts in log-odds from judgements, each level starting from the one above and held near it where
evidence is thin.

The shift of a level is the most probable one under a normal distribution around 0 (MAP of a logistic regression with an
offset): with little evidence it stays near 0, with much it makes the mean probability equal the share that was right.
In a group no rule counts more than `_LOUDEST` judgements, so that a rule that nobody has judged starts from its typical
neighbour and not from the most frequent one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from mtcheck.evaluation.evidence import Evidence
from mtcheck.scoring.calibration import ALL, FINDINGS, MODEL, REPAIRS, GroupOf, Row, band, logit
from mtcheck.text.odds import expit

_SPREADS = {
    "all": 3.0,
    "group": 0.5,
    "rule": 0.6,
    "band": 0.4,
}  # standard deviations of shifts, in log-odds; by cross-validation
_LOUDEST = 15.0
_FURTHEST = 8.0
Point = tuple[float, float, bool]  # log-odds so far, weight, right


def shift(points: Sequence[Point], spread: float) -> float:
    """The shift that is most probable for judgements whose log-odds are known so far."""
    low, high = -_FURTHEST, _FURTHEST
    for _ in range(40):
        middle = (low + high) / 2
        slope = sum(weight * (right - expit(odds + middle)) for odds, weight, right in points) - middle / spread**2
        low, high = (middle, high) if slope > 0 else (low, middle)
    return round((low + high) / 2, 3)


def fit(evidence: Iterable[Evidence], rules: Iterable[str], group_of: GroupOf) -> list[Row]:
    """The rows of a calibration: all, groups, rules (all of them), bands; for findings, then for repairs."""
    rules, by_what = sorted(rules), defaultdict(list)
    for one in evidence:
        by_what[one.what].append(one)
    return [
        row
        for what in (FINDINGS, REPAIRS)
        for row in _fit(what, by_what[what], {rule: group_of(what, rule) for rule in rules})
    ]


def _fit(what: str, evidence: Sequence[Evidence], groups: Mapping[str, str]) -> list[Row]:
    by_rule: dict[str, list[Evidence]] = defaultdict(list)
    for one in evidence:
        by_rule[one.rule].append(one)
    quiet = {rule: min(1.0, _LOUDEST / sum(one.weight for one in some)) for rule, some in by_rule.items()}
    rows: list[Row] = []

    def add(name: str, size: str, some: Sequence[Evidence], spread: str, moved: float, loud: bool = True) -> float:
        points = [
            (logit(one.estimate) + moved, one.weight * (1.0 if loud else quiet[one.rule]), one.right) for one in some
        ]
        found = shift(points, _SPREADS[spread])
        count, right = sum(one.weight for one in some), sum(one.weight for one in some if one.right)
        rows.append(Row(what, name, size, round(count, 1), round(right, 1), found))
        return moved + found

    others = [one for one in evidence if groups.get(one.rule) != MODEL]
    overall = add(ALL, ALL, others, "all", 0.0, loud=False)
    start = {}
    for group in sorted(set(groups.values())):
        some = [one for one in evidence if groups.get(one.rule) == group]
        start[group] = add(f"{group}/", ALL, some, "group", 0.0 if group == MODEL else overall, loud=False)
    for rule in groups:
        some = by_rule.get(rule, [])
        if not some:
            rows.append(Row(what, rule, ALL, 0, 0, 0.0))
            continue
        moved = add(rule, ALL, some, "rule", start[groups[rule]])
        bands: dict[str, list[Evidence]] = defaultdict(list)
        for one in some:
            bands[band(one.estimate)].append(one)
        for size in sorted(bands) if len(bands) > 1 else ():
            add(rule, size, bands[size], "band", moved)
    return rows
