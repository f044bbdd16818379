"""Runs detectors over a document: `Engine(detectors, resources).check(document)` is the way in."""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import replace as replaced
from typing import Any

from mtcheck.core import Applicability, Document, Failure, Finding, Pattern, Repair, Report, Resources, Skipped, Span
from mtcheck.errors import ResourceError
from mtcheck.text.scanner import LiteralScanner, lowered


class Engine:
    """Detectors, the resources they share, and the one scanner in front of their patterns."""

    def __init__(self, detectors: Iterable[Any], resources: Resources) -> None:
        self.detectors = tuple(detectors)
        self.resources = resources
        self._patterns = tuple(
            dict.fromkeys(value for module in self.detectors for value in vars(module).values() if isinstance(value, Pattern) and value.needs)
        )
        owners: dict[str, list[Pattern]] = {}
        for pattern in self._patterns:
            for literal in pattern.needs:
                owners.setdefault(literal, []).append(pattern)
        self._scanner = LiteralScanner(owners)
        self._owners = [owners[literal] for literal in self._scanner.literals]

    def index(self, doc: Document) -> Document:
        """The document with the segments that each pattern may match."""
        starts = [segment.span.start for segment in doc.segments]
        found: dict[Pattern, dict[int, None]] = {pattern: {} for pattern in self._patterns}
        seen: set[tuple[int, int]] = set()
        for literal, offset in self._scanner.find(lowered(doc.text)):
            segment = bisect.bisect_right(starts, offset) - 1
            if segment >= 0 and (literal, segment) not in seen:
                seen.add((literal, segment))
                for pattern in self._owners[literal]:
                    found[pattern][segment] = None
        return replaced(doc, hits={pattern: tuple(sorted(segments)) for pattern, segments in found.items()})

    def check(self, doc: Document) -> Report:
        """Every finding of every detector, sorted by span, then rule id. A detector that crashes becomes a failure, one without its model is skipped."""
        doc = self.index(doc)
        findings: list[Finding] = []
        failures: list[Failure] = []
        skipped: list[Skipped] = []
        for detector in self.detectors:
            try:
                findings.extend(detector.detect(doc, self.resources))
            except ResourceError as error:
                skipped.append(Skipped(detector.RULE.id, str(error)))
            except Exception as error:  # the one broad handler: a broken rule must not lose the others' findings
                failures.append(Failure(detector.RULE.id, f"{type(error).__name__}: {error}"))
        findings = [_leave_speech_to_people(doc, finding) for finding in findings]
        return Report(doc, one_per_place(findings), tuple(failures), tuple(skipped))


def _leave_speech_to_people(doc: Document, finding: Finding) -> Finding:
    """Words inside quotation marks are somebody's: a repair that changes letters there is for review, however sure it is. Markup is nobody's."""
    if not finding.repairs or finding.rule.mqm.startswith("design-and-markup"):
        return finding

    def changes_speech(repair: Repair) -> bool:
        return any(
            doc.in_quotation(edit.span.start) and _letters(edit.span.of(doc.text)).lower() != _letters(edit.text).lower() for edit in repair.edits
        )

    repairs = tuple(
        replaced(repair, applicability=Applicability.REVIEW) if changes_speech(repair) else repair for repair in finding.repairs
    )
    return finding if repairs == finding.repairs else replaced(finding, repairs=repairs)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def one_per_place(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Sorted findings, a single one for each exact span: the surest, the more severe where two are as sure."""
    best: dict[Span, Finding] = {}
    for finding in sorted(findings, key=lambda f: (-f.confidence, -f.severity, f.rule.id)):
        best.setdefault(finding.span, finding)
    return tuple(sorted(best.values(), key=lambda finding: (finding.span, finding.rule.id)))
