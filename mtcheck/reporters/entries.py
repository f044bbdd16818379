"""Findings as reports for programs need them: with their places in the decoded file and the repairs that can be carried
there. `entries` is the way in.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mtcheck.core import Applicability, Document, Finding, RawSpan, Repair, Report, Severity
from mtcheck.core.fingerprint import fingerprints
from mtcheck.repair.patch import RawEdit, carry, patch
from mtcheck.reporters.places import place, seen


@dataclass(frozen=True, slots=True)
class Offer:
    """A repair and its edits of the decoded file: sorted, disjoint, as the file needs them (`&amp;` in HTML)."""

    repair: Repair
    applicability: Applicability
    edits: tuple[RawEdit, ...]

    @property
    def span(self) -> RawSpan:
        """What it reaches over."""
        return RawSpan(self.edits[0].span.start, self.edits[-1].span.end)

    def merged(self, raw: str) -> RawEdit:
        """The repair as one edit, with what stands between its parts."""
        return RawEdit(self.span, self.written(raw, self.span))

    def written(self, raw: str, span: RawSpan) -> str:
        """What stands in a place around it afterwards."""
        moved = [
            RawEdit(RawSpan(edit.span.start - span.start, edit.span.end - span.start), edit.text) for edit in self.edits
        ]
        return patch(raw[span.start : span.end], moved)


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding in the decoded file: code points, half open. `seen`: without white space at its ends; lines and columns
    are of this, from 1, columns in code points, the end one behind the last.
    """

    finding: Finding
    fingerprint: str
    span: RawSpan
    seen: RawSpan
    text: str
    line: int
    column: int
    end_line: int
    end_column: int
    offers: tuple[Offer, ...]

    @property
    def severity(self) -> str:
        return self.finding.severity.name.lower()

    @property
    def weight(self) -> Severity:
        """The severity for programs that stop at it: rules on trial never fail a gate."""
        return Severity.NEUTRAL if self.finding.rule.preview else self.finding.severity


Rank = tuple[int, float]


def rank(finding: Finding) -> Rank:
    """The higher, the more serious; rules on trial come last."""
    return Severity.NEUTRAL if finding.rule.preview else finding.severity, finding.confidence


def most(findings: Sequence[Finding], limit: int) -> Sequence[Finding]:
    """No more than so many findings, the most serious, in their order."""
    if len(findings) <= limit:
        return findings
    kept = heapq.nlargest(limit, range(len(findings)), key=lambda at: (rank(findings[at]), -at))
    return [findings[at] for at in sorted(kept)]


def entries(report: Report, chosen: Iterable[Finding] | None = None) -> Iterator[Entry]:
    """The findings of a report, in its order, or those chosen from it."""
    known = names(report)
    return (
        entry(report.document, finding, known[id(finding)])
        for finding in (report.findings if chosen is None else chosen)
    )


def names(report: Report) -> dict[int, str]:
    """Fingerprints of all findings, those marked as fine included, by `id(finding)`."""
    everything = [*report.findings, *report.known, *(mark.finding for mark in report.suppressed)]
    everything.sort(key=lambda finding: (finding.span.start, finding.span.end, finding.rule.id))
    return dict(zip(map(id, everything), fingerprints(report.document, everything), strict=True))


def entry(doc: Document, finding: Finding, fingerprint: str) -> Entry:
    raw = doc.raw_span(finding.span)
    shown = seen(doc, finding.span)
    line, column = place(doc.raw, shown.start)
    end_line, end_column = place(doc.raw, shown.end)
    text = doc.raw[raw.start : raw.end]
    offers = tuple(offer for repair in finding.repairs if (offer := _offer(doc, finding, repair)))
    return Entry(finding, fingerprint, raw, shown, text, line, column, end_line, end_column, offers)


def _offer(doc: Document, finding: Finding, repair: Repair) -> Offer | None:
    """None for a repair that cannot be carried to the file because markup stands in its way."""
    edits, refused = carry(doc, repair.edits)
    return None if refused else Offer(repair, finding.applicability(repair), tuple(edits))
