"""Findings of one story put side by side:

`joined` leaves one for each place and each repair, and none inside what is to be deleted.
"""

import bisect
from collections.abc import Iterable, Iterator, Sequence

from mtcheck.core import Document, Finding, Report, Span, rewritten
from mtcheck.run.steps import Step, of_findings, walk


def joined(doc: Document, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Sorted findings, one for each place and each repair, none inside what is to be deleted."""
    return walk(Report(doc, tuple(findings)), STEPS).findings


def one_per_place(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Sorted findings, a single one for each exact span: the surest, the more severe where two are as sure; weak
    evidence gives way.
    """
    best: dict[Span, Finding] = {}
    for finding in sorted(findings, key=lambda f: (f.rule.pooled, -f.confidence, -f.severity, f.rule.id)):
        best.setdefault(finding.span, finding)
    return tuple(sorted(best.values(), key=_place))


def outside_deletions(findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings without those inside a longer text that a sure repair takes out as a whole: what goes need not be
    put right.
    """
    gone: list[tuple[Span, Finding]] = []
    for span, finding in sorted(_deletions(findings), key=lambda one: (one[0].start, -one[0].end)):
        if not gone or span.end > gone[-1][0].end:  # one inside another goes with it
            gone.append((span, finding))
    if not gone:
        return findings
    starts = [span.start for span, _ in gone]

    def goes(finding: Finding) -> bool:
        span, by = gone[bisect.bisect_right(starts, finding.span.start) - 1]
        return span.contains(finding.span) and by is not finding and len(by.span) > len(finding.span)

    return [finding for finding in findings if finding.span.start < starts[0] or not goes(finding)]


def _deletions(findings: Iterable[Finding]) -> Iterator[tuple[Span, Finding]]:
    for finding in findings:
        for repair in finding.repairs[:1] if finding.severity else ():
            for edit in repair.edits:
                if repair.confidence >= _SURE_TO_GO and not edit.text.strip() and len(edit.span) >= _WHOLE:
                    yield edit.span, finding


_SURE_TO_GO = 0.9  # confidence of a repair that deletes
_WHOLE = 12  # code points: a line, a caption, a piece of code


def without_echoes(text: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sorted findings; of two, one inside the other, whose best repairs leave the same text, only the surer one."""
    kept: dict[int, Finding] = {}
    around: list[int] = []  # findings that may hold the next one
    for number, finding in enumerate(sorted(findings, key=lambda f: (f.span.start, -f.span.end, f.rule.id))):
        kept[number] = finding
        around = [outer for outer in around if kept[outer].span.end > finding.span.start][-_NESTED:]
        for outer in around:
            if kept[outer].span.contains(finding.span) and _same_outcome(text, kept[outer], finding):
                rank = (finding.confidence, finding.severity) > (kept[outer].confidence, kept[outer].severity)
                del kept[outer if rank else number]
                around = [other for other in around if other in kept]
                break
        if number in kept:
            around.append(number)
    return tuple(sorted(kept.values(), key=_place))


_NESTED = 8  # findings around one place that are compared
_REACH = 2000  # code points; repairs with edits further apart are not compared


def _place(finding: Finding) -> tuple[int, int, str]:
    return finding.span.start, finding.span.end, finding.rule.id


def _same_outcome(text: str, one: Finding, other: Finding) -> bool:
    if not one.repairs or not other.repairs:
        return False
    first, second = one.repairs[0].edits, other.repairs[0].edits
    start = min(first[0].span.start, second[0].span.start)
    end = max(first[-1].span.end, second[-1].span.end)
    whole = Span(start, end)
    return len(whole) <= _REACH and rewritten(text, whole, first) == rewritten(text, whole, second)


def _same_place(finding: Finding, report: Report) -> str:
    there = next((other for other in report.findings if other.span == finding.span), None)
    return f"A finding of {there.rule.id} stands at the same place and is surer." if there else ""


def _deleted(finding: Finding, report: Report) -> str:
    gone = next((by for span, by in _deletions(report.findings) if span.contains(finding.span)), None)
    return f"It stands inside what the repair of {gone.rule.id} takes out." if gone else ""


def _echoed(finding: Finding, report: Report) -> str:
    text = report.document.text
    near = (
        other for other in report.findings if other.span.contains(finding.span) or finding.span.contains(other.span)
    )
    other = next((other for other in near if _same_outcome(text, other, finding)), None)
    return f"Its repair leaves the same text as that of {other.rule.id}, which is surer." if other else ""


def why_joined(finding: Finding, report: Report) -> str:
    """Why `joined` has left a finding out."""
    return _same_place(finding, report) or _deleted(finding, report) or _echoed(finding, report)


STEPS = (  # what `joined` does, one by one
    Step("one for each place", of_findings(lambda report: one_per_place(report.findings)), _same_place),
    Step("none in what goes", of_findings(lambda report: outside_deletions(report.findings)), _deleted),
    Step("no echoes", of_findings(lambda report: without_echoes(report.document.text, report.findings)), _echoed),
)
