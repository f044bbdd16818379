"""Weak evidence, pooled over a document: `pool` turns it into one hint, or into nothing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from mtcheck.core import Finding, Report
from mtcheck.profile.above import POOLED
from mtcheck.text.counting import count

MIN_RULES = 3  # kinds of evidence, weak or not, that must meet
LEAST = 0.25  # confidence under which a weak sign is none: a comma in a live ticker has less
MIN_WEIGHT = 6.0  # confidence of the weak findings, added up, per 1,000 words
_SHOWN = 10  # places given as evidence


def pool(report: Report, likely_from: float | None = None) -> Report:
    """The report without weak findings, and with one hint for the whole document where there are enough of them, or
    where the language model says so.

    `likely_from`: the probability from which on `mt_likelihood` makes a hint; None: never.
    """
    doc = report.document
    pooled = [finding for finding in report.findings if finding.rule.pooled]
    weak = [finding for finding in pooled if finding.confidence >= LEAST]
    strong = tuple(finding for finding in report.findings if not finding.rule.pooled)
    likely = (
        report.mt_likelihood
        if report.mt_likelihood is not None and likely_from is not None and report.mt_likelihood >= likely_from
        else 0.0
    )
    weight = 1000 * sum(finding.confidence for finding in weak) / max(doc.word_count, 1)
    rules = {finding.rule.id for finding in (*strong, *weak)}
    enough = weak and len(rules) >= MIN_RULES and weight >= MIN_WEIGHT
    if not doc.segments or not (likely or enough):
        return replace(report, findings=strong) if pooled else report
    first = doc.segments[0]
    span = first.span if first.kind == "headline" else doc.sentence_at(first.span.start)
    signs = f"{count(len(weak), 'weak sign')} ({_kinds(weak)})"
    if likely:
        said = f"The story reads like unedited machine translation ({likely:.0%} likely){f'; {signs}' if weak else ''}."
    else:
        said = f"The story reads like a machine translation: {signs}."
    hint = POOLED.finding(
        span,
        said,
        confidence=likely or min(0.95, 0.5 + 0.45 * (weight - MIN_WEIGHT) / (weight + MIN_WEIGHT)),
        related=tuple(sorted({finding.span for finding in weak if not finding.span.overlaps(span)}))[:_SHOWN],
    )
    return replace(report, findings=_with(strong, hint))


def _kinds(weak: Iterable[Finding]) -> str:
    """What the signs are, in the words of their rules, with how many there are of each."""
    found = Counter(finding.rule.summary for finding in weak)
    return "; ".join(
        f"{'once' if number == 1 else f'{number} times'}: {said[:1].lower()}{said[1:].rstrip('.')}"
        for said, number in sorted(found.items(), key=lambda one: (-one[1], one[0]))
    )


def _with(findings: tuple[Finding, ...], hint: Finding) -> tuple[Finding, ...]:
    return tuple(sorted((*findings, hint), key=lambda finding: (finding.span, finding.rule.id)))
