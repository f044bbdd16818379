"""Weak evidence, pooled over a document: `pool` turns it into one hint, or into nothing."""

from dataclasses import replace

from mtcheck.core import Finding, Report, Span
from mtcheck.profile.above import POOLED

MIN_RULES = 3  # kinds of evidence, weak or not, that must meet
MIN_WEIGHT = 6.0  # confidence of the weak findings, added up, per 1,000 words
_SHOWN = 10  # places given as evidence


def pool(report: Report) -> Report:
    """The report without weak findings, and with one hint for the whole document where there are enough of them."""
    doc = report.document
    weak = [finding for finding in report.findings if finding.rule.pooled]
    strong = tuple(finding for finding in report.findings if not finding.rule.pooled)
    if not weak or not doc.segments:
        return report if not weak else replace(report, findings=strong)
    kinds = {finding.rule.id for finding in report.findings}
    weight = 1000 * sum(finding.confidence for finding in weak) / max(doc.word_count, 1)
    if len(kinds) < MIN_RULES or weight < MIN_WEIGHT:
        return replace(report, findings=strong)
    first = doc.segments[0]
    span = first.span if first.kind == "headline" else doc.sentence_at(first.span.start)
    hint = POOLED.finding(
        span,
        f"The story reads like a machine translation: {len(weak)} weak signs of {len({f.rule.id for f in weak})} kinds.",
        confidence=min(0.95, 0.5 + 0.45 * (weight - MIN_WEIGHT) / (weight + MIN_WEIGHT)),
        related=tuple(sorted({finding.span for finding in weak if not finding.span.overlaps(span)}))[:_SHOWN],
    )
    return replace(report, findings=_with(strong, hint, span))


def _with(findings: tuple[Finding, ...], hint: Finding, span: Span) -> tuple[Finding, ...]:
    return tuple(sorted((*findings, hint), key=lambda finding: (finding.span, finding.rule.id)))
