"""Everything that a run has to say, as one tree that JSON can hold; the terminal and the HTML page only lay it out."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mtcheck.evaluation import breakdown
from mtcheck.evaluation.breakdown import numbers
from mtcheck.evaluation.figures import Build, Group
from mtcheck.evaluation.records import Record
from mtcheck.evaluation.signature import Signature
from mtcheck.evaluation.tables import GROUPS, documents
from mtcheck.scoring import bootstrap

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
        "figures": _figures(GROUPS[kind], group, (GROUPS[kind], before) if comparable and before else None),
    }


def _contrast(
    records: Sequence[Record], old: Sequence[Record], positive: str, negative: str, signature: Signature
) -> Tree | None:
    group, builds = documents(records, positive, negative)
    before, old_builds = documents(old, positive, negative)
    comparable = bool(old_builds) and before.documents == group.documents
    figures = _figures(builds, group, (old_builds, before) if comparable else None)
    if not figures:
        return None
    return {
        "positive": positive,
        "negative": negative,
        "units": len(group.records),
        "signature": signature.line(),
        "figures": figures,
    }


def _figures(builds: Mapping[str, Build], group: Group, old: tuple[Mapping[str, Build], Group] | None) -> Tree:
    """The figures that the group has, each with how it differs from an old one's, if there is one to compare with."""
    figures: Tree = {}
    for name, build in builds.items():
        mine = build(group)
        if mine is None:
            continue
        figures[name] = numbers(bootstrap.estimate(mine, group.count))
        theirs = old[0][name](old[1]) if old is not None and name in old[0] else None
        if theirs is not None:
            figures[name]["change"] = numbers(bootstrap.difference(theirs, mine, group.count))
    return figures
