"""Whoever looks at a report after the rules: models and reviewers of the user.

`Reviewer` is what they are, `added` puts what they say into the report.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from mtcheck.core import Applicability, Document, Edit, Finding, Repair, Report, Skipped, Span, rewritten


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer adds. `repairs`: for findings that were flagged. `scores`: quality of the whole story, by the
    name of the model.

    `weighed`: findings of the report, each with the same finding as sure as it should be and its repairs in the right
    order.
    """

    findings: tuple[Finding, ...] = ()
    repairs: tuple[tuple[Finding, Repair], ...] = ()
    skipped: tuple[Skipped, ...] = ()
    scores: tuple[tuple[str, float], ...] = ()
    notes: tuple[str, ...] = ()
    weighed: tuple[tuple[Finding, Finding], ...] = ()


def by_sentence(doc: Document, flagged: Iterable[Finding]) -> dict[Span, list[Finding]]:
    """The findings by the sentence in which they begin; those in code are left out."""
    found: dict[Span, list[Finding]] = {}
    for finding in flagged:
        if doc.segment_at(finding.span.start).kind != "code":
            found.setdefault(doc.sentence_at(finding.span.start), []).append(finding)
    return found


class Reviewer(Protocol):
    """`rules`: what its findings are of; the first is skipped when it cannot run.

    `notice`: what the user must know before it runs, or nothing.
    """

    rules: tuple[str, ...]
    notice: str

    def review(self, report: Report, flagged: Sequence[Finding]) -> Review:
        """Looks at a story. `flagged`: the findings of the report that its reader would see.

        Raises ResourceError when it cannot run.
        """
        ...


def added(
    report: Report, review: Review, joined: Callable[[Document, Sequence[Finding]], tuple[Finding, ...]]
) -> Report:
    """The report with what a reviewer says. What the rules found stays; `joined` makes findings of one place one."""
    text = report.document.text
    better = {id(finding): now for finding, now in review.weighed}
    findings = _with_repairs(text, [better.get(id(one), one) for one in report.findings], review.repairs)
    places = {finding.span: number for number, finding in enumerate(findings)}
    new = []
    for finding in review.findings:
        if finding.span in places:  # two witnesses for one place
            known = findings[places[finding.span]]
            surer = (
                replace(known, confidence=max(known.confidence, finding.confidence)) if not known.rule.pooled else known
            )
            findings[places[finding.span]] = offered(text, surer, map(for_review, finding.repairs))
        else:
            new.append(replace(finding, repairs=tuple(map(for_review, finding.repairs))))
    return replace(
        report,
        findings=joined(report.document, (*findings, *new)),
        skipped=(*report.skipped, *review.skipped),
        scores=(*report.scores, *review.scores),
        notes=(*report.notes, *review.notes),
    )


def _with_repairs(text: str, findings: Iterable[Finding], repairs: Iterable[tuple[Finding, Repair]]) -> list[Finding]:
    by_finding: dict[tuple[str, Span], list[Repair]] = defaultdict(list)
    for finding, repair in repairs:
        by_finding[finding.rule.id, finding.span].append(for_review(repair))
    return [offered(text, finding, by_finding.get((finding.rule.id, finding.span), ())) for finding in findings]


def offered(text: str, finding: Finding, repairs: Iterable[Repair]) -> Finding:
    """The finding with more repairs behind its own, each outcome once; places that they change are related."""
    more = list(repairs)
    spans = [edit.span for repair in (*finding.repairs, *more) for edit in repair.edits]
    if not more:
        return finding
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    known = {rewritten(text, whole, repair.edits) for repair in finding.repairs}
    new = {outcome: repair for repair in more if (outcome := rewritten(text, whole, repair.edits)) not in known}
    beyond = {edit.span for repair in new.values() for edit in repair.edits if not finding.covers(edit.span)}
    return replace(finding, repairs=(*finding.repairs, *new.values()), related=(*finding.related, *sorted(beyond)))


def for_review(repair: Repair) -> Repair:
    """Nothing that a model says is carried out unasked."""
    return replace(repair, applicability=Applicability.REVIEW)


def touches(edit: Edit, span: Span) -> bool:
    """Whether the edit changes something inside the span, or at its border."""
    return edit.span.start <= span.end and span.start <= edit.span.end
