"""Figures by rule, by family and by whose text it is; curves, diagrams, and the findings and misses to see first."""

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from mtcheck.evaluation.figures import Group, outcomes, share
from mtcheck.evaluation.records import HARM, RIGHT, Judged, Marked, Record
from mtcheck.evaluation.signature import Signature
from mtcheck.scoring import bootstrap, ranking, reliability

Tree = dict[str, Any]
ORIGINS = ("native", "human", "mt")
_JUDGED = ("stories", "spans", "tags", "postedits")  # kinds whose judgements say something about machine translation
_WORST = 25
_SEVERITIES = ("critical", "major", "minor", "neutral", "")


def numbers(estimate: bootstrap.Estimate | bootstrap.Difference) -> Tree:
    """An estimate for JSON: six decimals, null for what is not defined."""
    return {key: None if math.isnan(value) else round(value, 6) for key, value in estimate._asdict().items()}


def _copy(records: Sequence[Record], origin: str) -> list[Record]:
    """Whole stories of an origin; annotated ones, chosen for their errors, only where there are no others."""
    kind = "plain" if any(record.kind == "plain" for record in records) else "stories"
    return [record for record in records if record.kind == kind and record.origin == origin]


def origins(records: Sequence[Record], signature: Signature) -> list[Tree]:
    """Findings, hints, automatic repairs and gate failures of native, human-translated and machine-translated copy."""
    from mtcheck.evaluation.tables import COUNTED

    found = []
    for origin in ORIGINS:
        some = _copy(records, origin)
        if some:
            group = Group(some)
            figures = {
                key: numbers(bootstrap.estimate(figure, group.count))
                for key, build in COUNTED.items()
                if (figure := build(group))
            }
            words, sentences = sum(r.words for r in some), sum(r.sentences for r in some)
            row = {"origin": origin, "units": len(some), "words": words, "sentences": sentences}
            found.append({**row, "signature": signature.line(), "figures": figures})
    return found


def by(records: Sequence[Record], name: Callable[[Judged], str], signature: Signature) -> list[Tree]:
    """For each rule or family: precision of shown findings, by set too; findings per 1,000 words by origin; repairs."""
    names = sorted({name(f) for record in records for f in record.findings if f.shown})
    judged = [record for record in records if record.kind in _JUDGED]
    precision = _columns(judged, names, name, lambda f: f.right is not None, lambda f: f.right is True)
    sets: dict[str, Tree] = defaultdict(dict)
    for some_set in sorted({record.set for record in judged}):
        within = [record for record in judged if record.set == some_set]
        for key, row in _columns(within, names, name, lambda f: f.right is not None, lambda f: f.right is True).items():
            if row["of"]:
                sets[key][some_set] = row
    repaired = [record for record in records if record.kind in ("stories", "postedits")]
    good = _columns(repaired, names, name, _has_outcome, lambda f: f.repair is not None and f.repair.outcome == RIGHT)
    harm = _columns(repaired, names, name, _has_outcome, lambda f: f.repair is not None and f.repair.outcome == HARM)
    rates = {origin: _rates(_copy(records, origin), names, name) for origin in ORIGINS}
    return [
        {
            "name": key,
            "signature": signature.line(),
            "precision": precision[key],
            "sets": sets[key],
            "repair_acceptance": good[key],
            "repair_harm": harm[key],
            "per_1000_words": {origin: rates[origin][key] for origin in ORIGINS if key in rates[origin]},
        }
        for key in names
    ]


def _has_outcome(finding: Judged) -> bool:
    return finding.repair is not None and finding.repair.outcome is not None


def _columns(
    records: Sequence[Record],
    names: Sequence[str],
    name: Callable[[Judged], str],
    counts: Callable[[Judged], bool],
    good: Callable[[Judged], bool],
) -> dict[str, Tree]:
    """For each name the share of good ones among those that count, with its interval."""
    if not records:
        return {key: {"value": None, "low": None, "high": None, "of": 0} for key in names}
    at = {key: number for number, key in enumerate(names)}
    rows = []
    for record in records:
        row = [0.0] * (2 * len(names))
        for finding in record.findings:
            if finding.shown and counts(finding):
                row[2 * at[name(finding)]] += good(finding)
                row[2 * at[name(finding)] + 1] += 1
        rows.append(row)
    group = Group(records)
    sums = group.sums(rows)
    found = {}
    for key, number in at.items():
        whole = int(sums[:, 2 * number + 1].sum())
        if not whole:
            found[key] = {"value": None, "low": None, "high": None, "of": 0}
            continue
        estimate = bootstrap.estimate(bootstrap.summed(sums[:, 2 * number : 2 * number + 2], share()), group.count)
        found[key] = {**numbers(estimate), "of": whole}
    return found


def _rates(records: Sequence[Record], names: Sequence[str], name: Callable[[Judged], str]) -> dict[str, Tree]:
    if not records:
        return {}
    at = {key: number for number, key in enumerate(names)}
    rows = []
    for record in records:
        row = [0.0] * len(names) + [record.words]
        for finding in record.findings:
            if finding.shown:
                row[at[name(finding)]] += 1
        rows.append(row)
    group = Group(records)
    sums = group.sums(rows)
    return {
        key: {
            **numbers(bootstrap.estimate(bootstrap.summed(sums[:, [number, -1]], share(scale=1000)), group.count)),
            "count": int(sums[:, number].sum()),
        }
        for key, number in at.items()
    }


def curves(records: Sequence[Record]) -> list[Tree]:
    """Precision against recall for each set that people judged: all findings against all annotations, and family by
    family.

    Recall of a family is over the annotations of its category where the set names categories, else over all of them.
    """
    found = []
    judged: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.kind in _JUDGED and record.marked is not None:
            judged[record.set].append(record)
    for name, some in judged.items():
        findings = [f for r in some for f in r.findings if f.right is not None and f.severity]
        marked = [m for r in some for m in r.marked or ()]
        named = any(m.family for m in marked)
        found.append({"set": name, "family": "all", "points": _points(findings, marked)})
        for family in sorted({f.family for f in findings}):
            of_family = [m for m in marked if m.family == family] if named else []
            if named and of_family:
                own = [f for f in findings if f.family == family]
                found.append({"set": name, "family": family, "points": _points(own, of_family)})
    return [curve for curve in found if curve["points"]]


def _points(findings: Sequence[Judged], marked: Sequence[Marked]) -> list[list[float]]:
    """[confidence, precision, recall, findings] at each confidence as a threshold."""
    if not findings or not marked:
        return []
    surest = sorted((m.confidence for m in marked), reverse=True)
    points = []
    hit = 0
    for threshold, count, right in ranking.curve([f.confidence for f in findings], [f.right is True for f in findings]):
        while hit < len(surest) and surest[hit] >= threshold:
            hit += 1
        points.append([round(threshold, 4), round(right / count, 4), round(hit / len(surest), 4), count])
    return points


def diagrams(records: Sequence[Record]) -> list[Tree]:
    """Reliability bins of findings and of repairs, for each set and over all."""
    found = []
    sets: dict[str, list[Record]] = {"all": [r for r in records if r.kind in _JUDGED]}
    for record in sets["all"]:
        sets.setdefault(record.set, []).append(record)
    for name, some in sets.items():
        group = Group(some)
        for what, repairs in (("findings", False), ("repairs", True)):
            total = [
                sum(column)
                for column in zip(*(reliability.sums(outcomes(group, r, repairs)) for r in some), strict=True)
            ]
            if any(total):
                bins = [bin._asdict() for bin in reliability.bins(total) if bin.size]
                found.append(
                    {"set": name, "what": what, "bins": bins, "ece": round(float(reliability.error(total)), 6)}
                )
    return found


def worst(records: Sequence[Record]) -> Tree:
    """The surest wrong findings, the repairs that harm, and the gravest misses, none filling the list alone."""
    false = [(r, f) for r in records for f in r.findings if f.shown and f.right is False]
    false.sort(key=lambda one: (-one[1].confidence, one[0].id))
    missed = [(r, m) for r in records for m in r.marked or () if not m.found and m.excerpt]
    missed.sort(key=lambda one: (one[1].surface is not True, _SEVERITIES.index(one[1].severity), one[0].id))
    return {
        "false": [
            {"set": r.set, "id": r.id, "rule": f.rule, "confidence": round(f.confidence, 3), "excerpt": f.excerpt,
             "harm": f.repair is not None and f.repair.outcome == HARM}
            for r, f in _mixed(false, lambda one: f"{one[0].set} {one[1].rule}", 3 * _WORST)
        ],
        "missed": [
            {"set": r.set, "id": r.id, "severity": m.severity, "surface": m.surface, "excerpt": m.excerpt}
            for r, m in _mixed(missed, lambda one: one[0].set, 2 * _WORST)
        ],
    }  # fmt: skip


def _mixed(items: Sequence[Any], kind: Callable[[Any], str], most: int) -> list[Any]:
    """The first items, at most a few of each kind before every kind has had its turn."""
    turns: dict[str, int] = defaultdict(int)
    ranked = []
    for number, item in enumerate(items):
        ranked.append((turns[kind(item)] // 3, number, item))
        turns[kind(item)] += 1
    return [item for _, _, item in sorted(ranked, key=lambda one: one[:2])[:most]]
