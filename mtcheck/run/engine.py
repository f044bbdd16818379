"""Runs detectors over a document: `Engine(detectors, resources).check(document)` is the way in."""

import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace as replaced
from typing import Any

from mtcheck.core import Applicability, Document, Failure, Finding, Pattern, Repair, Report, Resources, Severity, Skipped, Span, rewritten
from mtcheck.errors import ResourceError
from mtcheck.tagger.fusion import MODEL, fused, likelihood, weighed
from mtcheck.text.scanner import LiteralScanner, lowered


class Engine:
    """Detectors, the resources they share, and the one scanner in front of their patterns.

    `calibrated` turns a detector's own estimates into probabilities; without it they are left as they are.
    """

    def __init__(self, detectors: Iterable[Any], resources: Resources, calibrated: Callable[[Finding], Finding] | None = None) -> None:
        self.detectors = tuple(detectors)
        self.resources = resources
        self.calibrated = calibrated
        self._asks_model = any(MODEL in detector.RULE.needs for detector in self.detectors)
        self._patterns = tuple(
            dict.fromkeys(value for module in self.detectors for value in vars(module).values() if isinstance(value, Pattern) and _is_rare(value))
        )
        self._scanner = LiteralScanner(literal for pattern in self._patterns for literal in pattern.needs)
        self._wanted: list[list[Pattern]] = [[] for _ in self._scanner.literals]  # for each literal the patterns that need it
        numbers = {literal: number for number, literal in enumerate(self._scanner.literals)}
        for pattern in self._patterns:
            for literal in dict.fromkeys(pattern.needs):
                self._wanted[numbers[literal]].append(pattern)

    def index(self, doc: Document) -> Document:
        """The document with the segments that each pattern may match."""
        starts = [segment.span.start for segment in doc.segments]
        ahead = [*starts[1:], len(doc.text) + 1]
        seen: dict[int, list[int]] = {}  # for each literal the segments that hold it, in order
        segment = 0
        for literal, offset in self._places(lowered(doc.text), starts):
            while offset >= ahead[segment]:
                segment += 1
            if offset >= starts[segment]:  # one that began before holds a line feed and stands in no segment
                places = seen.setdefault(literal, [])
                if not places or places[-1] != segment:
                    places.append(segment)
        held: dict[Pattern, list[list[int]]] = {}
        for literal, places in seen.items():
            for pattern in self._wanted[literal]:
                held.setdefault(pattern, []).append(places)
        hits: dict[Pattern, tuple[int, ...]] = dict.fromkeys(self._patterns, ())
        for pattern, some in held.items():
            hits[pattern] = tuple(some[0]) if len(some) == 1 else tuple(sorted(set().union(*some)))
        return replaced(doc, hits=hits)

    def _places(self, low: str, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
        """(number of the literal, offset) in order; a long text is searched part by part, so that the list of all places is never held."""
        begin = 0
        while starts and begin < len(low):
            at = bisect.bisect_left(starts, begin + _PART)
            end = starts[at] if at < len(starts) else len(low)
            for literal, offset in self._scanner.find(low[begin:end]):
                yield literal, begin + offset
            begin = end

    def check(self, doc: Document) -> Report:
        """Every finding of every detector, sorted by span, then rule id. A detector that crashes becomes a failure, one without its model is skipped."""
        doc = self.index(doc)
        findings: list[Finding] = []
        failures: list[Failure] = []
        skipped: list[Skipped] = []
        for detector in self.detectors:

            def work(detector: Any = detector) -> None:
                findings.extend(detector.detect(doc, self.resources))

            trouble = attempt(detector.RULE.id, work)
            if isinstance(trouble, Skipped):
                skipped.append(trouble)
            elif trouble is not None:
                failures.append(trouble)
        if doc.names:
            findings = [finding for finding in findings if not (finding.rule.names and doc.is_named(finding.span.of(doc.text)))]
        if self.calibrated is not None:
            findings = [self.calibrated(finding) for finding in findings]
        errors = sum(finding.severity > Severity.NEUTRAL and MODEL not in finding.rule.needs for finding in findings)
        findings = self._weighed(doc, fused(findings))
        findings = [_leave_speech_to_people(doc, finding) for finding in findings]
        return Report(doc, joined(doc, findings), tuple(failures), tuple(skipped), mt_likelihood=self._likelihood(doc, errors))

    def _weighed(self, doc: Document, findings: list[Finding]) -> list[Finding]:
        """The findings, their repairs weighed by the model, if it is asked at all and can be."""
        if not self._asks_model:
            return findings
        try:
            return weighed(doc, findings, self.resources.model(MODEL))
        except ResourceError:
            return findings

    def _likelihood(self, doc: Document, errors: int) -> float | None:
        """That an engine wrote the text, if the model is asked at all and can be."""
        if not self._asks_model:
            return None
        try:
            return likelihood(doc, self.resources.model(MODEL), errors)
        except ResourceError:
            return None  # its rules are listed under `skipped`


def attempt(rule: str, work: Callable[[], object]) -> Failure | Skipped | None:
    """Does the work of a rule on one document; what came in its way, if anything did."""
    try:
        work()
    except ResourceError as error:
        return Skipped(rule, str(error))
    except Exception as error:  # the one broad handler: a broken rule must not lose the others' findings
        return Failure(rule, f"{type(error).__name__}: {error}")
    return None


def joined(doc: Document, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Sorted findings, one for each place and each repair, none inside what is to be deleted."""
    return without_echoes(doc.text, outside_deletions(one_per_place(findings)))


_PART = 200_000  # code points that are searched at a time


def _is_rare(pattern: Pattern) -> bool:
    """Whether what the pattern needs tells paragraphs apart. A single letter or space, which all of them hold, only costs time to find."""
    return bool(pattern.needs) and not any(len(literal) == 1 and (literal.isalnum() or literal.isspace()) for literal in pattern.needs)


def _leave_speech_to_people(doc: Document, finding: Finding) -> Finding:
    """Words inside quotation marks are somebody's: a repair that changes letters there is for review, however sure it is. Markup is nobody's."""
    if not finding.repairs or finding.rule.mqm.startswith("design-and-markup"):
        return finding

    def changes_speech(repair: Repair) -> bool:
        return any(
            doc.in_quotation(edit.span.start) and _letters(edit.span.of(doc.text)).lower() != _letters(edit.text).lower() for edit in repair.edits
        )

    repairs = tuple(replaced(repair, applicability=Applicability.REVIEW) if changes_speech(repair) else repair for repair in finding.repairs)
    return finding if repairs == finding.repairs else replaced(finding, repairs=repairs)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def one_per_place(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Sorted findings, a single one for each exact span: the surest, the more severe where two are as sure; weak evidence gives way."""
    best: dict[Span, Finding] = {}
    for finding in sorted(findings, key=lambda f: (f.rule.pooled, -f.confidence, -f.severity, f.rule.id)):
        best.setdefault(finding.span, finding)
    return tuple(sorted(best.values(), key=_place))


def outside_deletions(findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings without those inside a longer text that a sure repair takes out as a whole: what goes need not be put right."""
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
