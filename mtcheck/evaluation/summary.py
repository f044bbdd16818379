"""Everything that a run has to say, as one tree that JSON can hold; the terminal and the HTML page only lay it out."""

import datetime
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from mtcheck.evaluation import breakdown
from mtcheck.evaluation.figures import Group
from mtcheck.evaluation.records import Record
from mtcheck.evaluation.signature import Signature
from mtcheck.evaluation.tables import GROUPS, documents
from mtcheck.scoring import bootstrap
from mtcheck.scoring.bootstrap import Estimate

Tree = dict[str, Any]
FORMAT = 1  # of the JSON file
_CONTRASTS = (("mt", "human"), ("mt", "native"))


def summarise(
    records: Sequence[Record], signature: Signature, paths: Sequence[str], old: Sequence[Record] = ()
) -> Tree:
    """The figures of all sets with their intervals; with old records, also how each differs from theirs."""
    before = _rows(old)
    rows = [_row(key, some, signature, before.get(key)) for key, some in _rows(records).items()]
    return {
        "format": FORMAT,
        "date": datetime.date.today().isoformat(),
        "signature": {**{name: getattr(signature, name) for name in Signature.__slots__}, "line": signature.line()},
        "paths": list(paths),
        "sets": rows,
        "documents": [tree for pair in _CONTRASTS if (tree := _contrast(records, old, *pair, signature)) is not None],
        "origins": breakdown.origins(records, signature),
        "families": breakdown.by(records, lambda finding: finding.family, signature),
        "rules": breakdown.by(records, lambda finding: finding.rule, signature),
        "curves": breakdown.curves(records),
        "reliability": breakdown.diagrams(records),
        "worst": breakdown.worst(records),
        "failures": sorted({failure for record in records for failure in record.failures}),
    }


def _rows(records: Iterable[Record]) -> dict[tuple[str, str, str], list[Record]]:
    """Records by kind, set and part; a set of several parts also as a whole, with an empty part."""
    whole: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        whole[record.kind, record.set].append(record)
    rows: dict[tuple[str, str, str], list[Record]] = {}
    for (kind, name), some in whole.items():
        parts: dict[str, list[Record]] = defaultdict(list)
        for record in some:
            parts[_part(record)].append(record)
        rows[kind, name, ""] = some
        if len(parts) > 1:
            rows.update({(kind, name, part): parts[part] for part in sorted(parts)})
    return rows


def _part(record: Record) -> str:
    """The part of a set, with whose text it is where a set has several."""
    if record.kind == "plain":
        return f"{record.origin} {record.part}".strip()
    return f"{record.part} (human)".strip() if record.origin == "human" else record.part


def _row(
    key: tuple[str, str, str], records: Sequence[Record], signature: Signature, old: Sequence[Record] | None
) -> Tree:
    kind, name, part = key
    group = Group(records)
    before = Group(old) if old else None
    comparable = before is not None and before.documents == group.documents
    figures: Tree = {}
    for figure, build in GROUPS[kind].items():
        mine = build(group)
        if mine is None:
            continue
        figures[figure] = tree(bootstrap.estimate(mine, group.count))
        theirs = build(before) if comparable and before is not None else None
        if theirs is not None:
            figures[figure]["change"] = numbers(bootstrap.difference(theirs, mine, group.count)._asdict())
    return {
        "kind": kind,
        "set": name,
        "part": part,
        "units": len(records),
        "documents": len(group.documents),
        "words": sum(record.words for record in records),
        "compared": comparable,
        "signature": signature.line(),
        "metrics": {metric: line for record in records[:1] for metric, line in record.metrics.items()},
        "figures": figures,
    }


def _contrast(
    records: Sequence[Record], old: Sequence[Record], positive: str, negative: str, signature: Signature
) -> Tree | None:
    group, builds = documents(records, positive, negative)
    before, old_builds = documents(old, positive, negative)
    figures: Tree = {}
    for key, build in builds.items():
        mine = build(group)
        if mine is None:
            continue
        figures[key] = tree(bootstrap.estimate(mine, group.count))
        theirs = old_builds[key](before) if old_builds and before.documents == group.documents else None
        if theirs is not None:
            figures[key]["change"] = numbers(bootstrap.difference(theirs, mine, group.count)._asdict())
    if not figures:
        return None
    return {
        "positive": positive,
        "negative": negative,
        "units": len(group.records),
        "signature": signature.line(),
        "figures": figures,
    }


def tree(estimate: Estimate) -> Tree:
    """An estimate for JSON, where what is not defined is null."""
    return numbers(estimate._asdict())


def numbers(values: dict[str, float]) -> Tree:
    """Numbers for JSON: six decimals, null for NaN."""
    return {key: None if math.isnan(value) else round(value, 6) for key, value in values.items()}
