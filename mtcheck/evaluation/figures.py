"""Records to figures: what is counted for each, and by which formula of `mtcheck.scoring`.

A `Group` is the records of one row of a table. `GROUPS` names the figures that each kind of data has; each is a
function from a group to a `bootstrap.Figure`, or to None where the group has nothing to say.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from mtcheck.evaluation.records import HARM, RIGHT, Judged, Offer, Record
from mtcheck.scoring import bootstrap, corpus, counts, gleu, ranking, reliability
from mtcheck.scoring.bootstrap import Array, Figure

SURE = 0.9
# the interval needs no more than 20 of the 500 draws of references: they differ by 0.1 points, the sentences by 3
_GLEU_STEP = 25
Build = Callable[["Group"], Figure | None]


class Group:
    """Records with the blocks that they are resampled in."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records
        self.block_of, self.count = bootstrap.blocks([record.document for record in records])

    @cached_property
    def documents(self) -> tuple[str, ...]:
        return tuple(sorted({record.document for record in self.records}))

    def sums(self, rows: Sequence[Sequence[float]]) -> Array:
        """One row of statistics a record, added up by block."""
        return bootstrap.gathered(rows, self.block_of, self.count)

    def figure(self, rows: Sequence[Sequence[float]], formula: Callable[[Array], Array]) -> Figure:
        return bootstrap.summed(self.sums(rows), formula)

    def findings(self, record: Record) -> list[Judged]:
        """Shown findings that somebody could judge."""
        return [finding for finding in record.findings if finding.shown and finding.right is not None]

    def offers(self, record: Record) -> list[Offer]:
        """Repairs of shown findings that somebody could judge."""
        return [f.repair for f in record.findings if f.shown and f.repair is not None and f.repair.outcome is not None]


def share(part: int = 0, whole: int = 1, scale: float = 1.0) -> Callable[[Array], Array]:
    """Column over column."""
    return lambda sums: scale * counts.ratio(sums[:, part], sums[:, whole])


def per_thousand_words(of: Callable[[Judged], bool]) -> Build:
    return lambda group: group.figure([[sum(map(of, r.findings)), r.words] for r in group.records], share(scale=1000))


def gate(group: Group) -> Figure:
    return group.figure([[sum(f.gate for f in r.findings), r.sentences] for r in group.records], share(scale=1000))


def _ratio(rows: list[list[float]], group: Group) -> Figure | None:
    return group.figure(rows, share()) if any(row[1] for row in rows) else None


def precision(group: Group) -> Figure | None:
    """The share of shown findings at a place that a person marked or changed."""
    judged = [group.findings(r) for r in group.records]
    return _ratio([[sum(f.right is True for f in some), len(some)] for some in judged], group)


def _recall(wanted: Callable[[Any], bool]) -> Build:
    def build(group: Group) -> Figure | None:
        marked = [[m for m in r.marked or () if wanted(m)] for r in group.records]
        return _ratio([[sum(m.found for m in some), len(some)] for some in marked], group)

    return build


recall = _recall(lambda mark: True)
surface_recall = _recall(lambda mark: mark.surface is True)
major_recall = _recall(lambda mark: mark.severity in ("major", "critical"))


def f1(group: Group) -> Figure | None:
    """Harmonic mean of precision over findings and recall over annotations."""
    rows = []
    for r in group.records:
        some, marked = group.findings(r), r.marked or ()
        rows.append([sum(f.right is True for f in some), len(some), sum(m.found for m in marked), len(marked)])
    if not any(row[1] for row in rows) or not any(row[3] for row in rows):
        return None
    return group.figure(rows, lambda s: counts.f_score(counts.ratio(s[:, 0], s[:, 1]), counts.ratio(s[:, 2], s[:, 3])))


def average_precision(group: Group) -> Figure | None:
    """How well confidence ranks all findings, shown or not."""
    units = [
        (f.confidence, f.right, b)
        for r, b in zip(group.records, group.block_of, strict=True)
        for f in r.findings
        if f.right is not None and f.severity
    ]
    if not any(right for _, right, _ in units):
        return None
    scores, right, block = zip(*units, strict=True)
    places = list(block)
    return lambda weights: ranking.average_precision(scores, right, weights[:, places])


def calibration(formula: Callable[[Array], Array], repairs: bool) -> Build:
    def build(group: Group) -> Figure | None:
        rows = [reliability.sums(outcomes(group, r, repairs)) for r in group.records]
        return group.figure(rows, formula) if any(any(row) for row in rows) else None

    return build


def outcomes(group: Group, record: Record, repairs: bool) -> list[tuple[float, bool]]:
    """(confidence, right) of findings or of repairs."""
    if repairs:
        return [(offer.confidence, offer.outcome == RIGHT) for offer in group.offers(record)]
    return [(finding.confidence, finding.right is True) for finding in group.findings(record)]


def repairs(of: Callable[[Offer], bool], good: Callable[[Offer], bool]) -> Build:
    def build(group: Group) -> Figure | None:
        some = [list(filter(of, group.offers(r))) for r in group.records]
        return _ratio([[sum(map(good, offers)), len(offers)] for offers in some], group)

    return build


def is_good(offer: Offer) -> bool:
    return offer.outcome == RIGHT


def is_harm(offer: Offer) -> bool:
    return offer.outcome == HARM


def tag_counts(name: str, formula: Callable[..., Array]) -> Build:
    def build(group: Group) -> Figure | None:
        rows = [getattr(r, name) or [0, 0, 0, 0] for r in group.records]
        return group.figure(rows, lambda s: formula(*s.T)) if any(map(any, rows)) else None

    return build


def f1_ok(right: Array, false: Array, missed: Array, quiet: Array) -> Array:
    """F1 of the OK tags."""
    return counts.f_from_counts(quiet, missed, false)


def f1_bad(right: Array, false: Array, missed: Array, quiet: Array) -> Array:
    return counts.f_from_counts(right, false, missed)


def _precision_recall_f1(which: int, *columns: int) -> Callable[[Array], Array]:
    """One of the three; `columns`: what is right and all that was found, what was found again and all that is there."""

    def formula(s: Array) -> Array:
        right, found, again, there = (s[:, column] for column in columns)
        precision, recall = counts.ratio(right, found), counts.ratio(again, there)
        return (precision, recall, counts.f_score(precision, recall))[which]

    return formula


def characters(which: int, name: str = "characters") -> Build:
    formula = _precision_recall_f1(which, 0, 1, 0, 2)

    def build(group: Group) -> Figure | None:
        rows = [getattr(r, name) for r in group.records]
        return None if all(row is None for row in rows) else group.figure([row or [0, 0, 0] for row in rows], formula)

    return build


def spans(which: int) -> Build:
    formula = _precision_recall_f1(which, 0, 1, 2, 3)
    return lambda group: group.figure([r.spans or [0, 0, 0, 0] for r in group.records], formula)


def ranked(which: int) -> Build:
    def build(group: Group) -> Figure:
        rows = [[*ranking.pair(r.rival, r.score)] if r.rival is not None else [0, 0, 0] for r in group.records]
        return group.figure(rows, share(which, 0))

    return build


def corpus_metric(name: str, version: int) -> Build:
    def build(group: Group) -> Figure | None:
        rows = [_version(r, name, version) for r in group.records]
        if any(row is None for row in rows):
            return None
        return group.figure([row for row in rows if row is not None], lambda sums: corpus.score(name, sums))

    return build


def _version(record: Record, name: str, version: int) -> list[Any] | None:
    texts = record.texts.get(name)
    return None if texts is None else texts[0] if texts[version] is None else texts[version]


def gleu_metric(version: int) -> Build:
    def build(group: Group) -> Figure | None:
        import numpy as np

        rows = [_version(r, "gleu", version) for r in group.records]
        if any(row is None for row in rows) or len({len(row or ()) for row in rows}) != 1:
            return None
        table = np.array(rows, dtype=float)
        chosen = gleu.draws(table.shape[0], table.shape[1])
        drawn = [group.sums(table[np.arange(table.shape[0]), one]) for one in chosen]

        def figure(weights: Array) -> Array:
            some = drawn if len(weights) == 1 else drawn[::_GLEU_STEP]
            return 100 * sum(gleu.score(weights @ sums) for sums in some) / len(some)

        return figure

    return build


def everyone(item: object) -> bool:
    return True
