"""What a calibration is worth on records: how far confidences are from the share that was right, before and after."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from mtcheck.evaluation.evidence import NATIVE, WEIGHTS, Evidence, gather
from mtcheck.evaluation.records import HARM, RIGHT, Offer, Record
from mtcheck.scoring import bootstrap, reliability
from mtcheck.scoring.bootstrap import Estimate
from mtcheck.scoring.calibration import FINDINGS, REPAIRS, Calibration
from mtcheck.scoring.counts import ratio

SURE = 0.9


class Line(NamedTuple):
    """Expected calibration error of data, weighted as for the fit, of own estimates (`own`) and of probabilities."""

    what: str
    source: str
    size: int
    right: float
    own: Estimate
    fitted: Estimate
    bins: list[reliability.Bin]


class Sure(NamedTuple):
    """Sure repairs, of some data or those that `fix` carries out: how many, and the shares right and doing harm."""

    source: str
    size: int
    right: Estimate
    harm: Estimate


def lines(records: Sequence[Record], table: Calibration, weight: dict[str, float]) -> list[Line]:
    """For findings and for repairs: all sources together, then each."""
    by_record = [gather([record], weight) for record in records]
    block_of, count = bootstrap.blocks([record.document for record in records])
    found = []
    for what in (FINDINGS, REPAIRS):
        for source in ("all", *WEIGHTS, NATIVE):
            some = [[one for one in mine if one.what == what and source in ("all", one.source)] for mine in by_record]
            judged = [one for mine in some for one in mine]
            if not judged:
                continue
            own, fitted = (
                _sums(some, lambda one: one.estimate),
                _sums(some, lambda one: table.probability(one.what, one.rule, one.estimate)),
            )
            errors = [
                bootstrap.estimate(
                    bootstrap.summed(bootstrap.gathered(rows, block_of, count), reliability.error), count
                )
                for rows in (own, fitted)
            ]
            total = [sum(column) for column in zip(*fitted, strict=True)]
            right = sum(one.weight for one in judged if one.right) / sum(one.weight for one in judged)
            found.append(Line(what, source, len(judged), right, errors[0], errors[1], reliability.bins(total)))
    return found


def _sums(some: Sequence[Sequence[Evidence]], confidence: Callable[[Evidence], float]) -> list[list[float]]:
    rows = []
    for mine in some:
        row = [0.0] * reliability.WIDTH
        for one in mine:
            row = [
                old + one.weight * new
                for old, new in zip(row, reliability.sums([(confidence(one), one.right)]), strict=True)
            ]
        rows.append(row)
    return rows


def sure(records: Sequence[Record], table: Calibration) -> list[Sure]:
    """Repairs of a probability of 0.9 and more that somebody could judge: all, automatic ones, and by kind of data."""

    def is_sure(rule: str, offer: Offer) -> bool:
        return offer.outcome is not None and table.probability(REPAIRS, rule, offer.confidence) >= SURE

    found = []
    kinds = ("stories", "postedits")
    for name, some in (("all", kinds), ("automatic", kinds), *((kind, (kind,)) for kind in kinds)):
        mine = [record for record in records if record.kind in some and record.origin != NATIVE]
        offers = [[f.repair for f in r.findings if f.repair is not None and is_sure(f.rule, f.repair)] for r in mine]
        if name == "automatic":
            offers = [[offer for offer in row if offer.automatic] for row in offers]
        rows = [[sum(o.outcome == RIGHT for o in row), sum(o.outcome == HARM for o in row), len(row)] for row in offers]
        number = sum(row[2] for row in rows)
        if number:
            found.append(Sure(name, number, _share(mine, rows, 0), _share(mine, rows, 1)))
    return found


def _share(records: Sequence[Record], rows: list[list[int]], column: int) -> Estimate:
    block_of, count = bootstrap.blocks([record.document for record in records])
    sums: Any = bootstrap.gathered(rows, block_of, count)
    return bootstrap.estimate(bootstrap.summed(sums, lambda total: ratio(total[:, column], total[:, -1])), count)


class Gated(NamedTuple):
    """Findings of gate rules: failures per 1,000 sentences of native news, and the share of those in raw MT that the
    post-editor removed.
    """

    native_sentences: int
    native: Estimate
    edited: int
    removed: Estimate


def gated(records: Sequence[Record], table: Calibration, least: float) -> Gated:
    """How the gate set does: findings of its rules with a probability of `least` and more."""

    def failing(record: Record) -> list[bool | None]:
        return [
            f.right
            for f in record.findings
            if f.severity and f.rule in table.gate and table.probability(FINDINGS, f.rule, f.confidence) >= least
        ]

    native = [record for record in records if record.kind == "plain" and record.origin == NATIVE]
    edited = [record for record in records if record.kind == "postedits"]
    block_of, count = bootstrap.blocks([record.document for record in native])
    none = Estimate(float("nan"), float("nan"), float("nan"))
    rate = none
    if native:
        sums = bootstrap.gathered([[1000 * len(failing(r)), r.sentences] for r in native], block_of, count)
        rate = bootstrap.estimate(bootstrap.summed(sums, lambda total: ratio(total[:, 0], total[:, 1])), count)
    judged = [[right for right in failing(record) if right is not None] for record in edited]
    rows = [[sum(some), 0, len(some)] for some in judged]
    number = sum(map(len, judged))
    return Gated(sum(r.sentences for r in native), rate, number, _share(edited, rows, 0) if number else none)
