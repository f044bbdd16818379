"""Runs detectors over a document: `Engine(detectors, resources).check(document)` is the way in."""

from collections.abc import Callable, Iterable
from dataclasses import replace as replaced
from typing import Any

from mtcheck.core import (
    Applicability,
    Document,
    Failure,
    Finding,
    Pattern,
    Repair,
    Report,
    Resources,
    Severity,
    Skipped,
    plain,
)
from mtcheck.errors import ResourceError
from mtcheck.repair.proof import proved
from mtcheck.run.findings import STEPS
from mtcheck.run.hits import Scanner
from mtcheck.run.passages import Passages
from mtcheck.run.shown import added, shown
from mtcheck.run.steps import Step, Trail, changing, keeping, of_findings, walk
from mtcheck.tagger.fusion import MODEL, fused, likelihood, weighed
from mtcheck.tagger.reading import doubted, read


class Engine:
    """Detectors, the resources they share, and the one scanner in front of their patterns.

    `calibrated` turns a detector's own estimates into probabilities; without it they are left as they are.
    """

    def __init__(
        self, detectors: Iterable[Any], resources: Resources, calibrated: Callable[[Finding], Finding] | None = None
    ) -> None:
        self.detectors = tuple(detectors)
        self.resources = resources
        self.calibrated = calibrated
        self._alone = tuple(detector for detector in self.detectors if MODEL not in detector.RULE.needs)
        self._passages = Passages(
            self._alone,
            lambda passage: self.index(plain(passage)),
            self._count,
            lambda detector: detector.RULE.whole,
        )
        self._asks_model = any(MODEL in detector.RULE.needs for detector in self.detectors)
        values = (value for module in self.detectors for value in vars(module).values())
        self._scanner = Scanner(dict.fromkeys(value for value in values if isinstance(value, Pattern)))

    def index(self, doc: Document) -> Document:
        """The document with the segments that each pattern may match."""
        return replaced(doc, hits=self._scanner.hits(doc))

    def check(self, doc: Document, trail: Trail | None = None) -> Report:
        """Every finding of every detector, sorted by span, then rule id.

        A detector that crashes becomes a failure, one without its model is skipped.
        """
        doc = self.index(doc)
        findings, failures, skipped = self._detected(doc, self.detectors)
        for looks in shown(doc):
            more, fallen, _ = self._detected(self.index(looks.document), self._alone)
            findings += added(findings, looks.found(more))
            failures += (failure for failure in fallen if failure not in failures)
        doc.forget_words()  # what is left to do asks for none
        report = Report(doc, tuple(findings), tuple(failures), tuple(skipped))
        if trail is not None:
            trail.note(_FOUND, replaced(report, findings=()), report)
        report = walk(report, self._steps(doc), trail)
        errors = sum(
            finding.severity > Severity.NEUTRAL and MODEL not in finding.rule.needs for finding in report.findings
        )
        report = walk(
            report, (*STEPS, Step("proof", of_findings(lambda report: proved(doc, report.findings, self.worse)))), trail
        )
        return self._with_opinion(report, errors)

    def _detected(self, doc: Document, detectors: Iterable[Any]) -> tuple[list[Finding], list[Failure], list[Skipped]]:
        """What the detectors find in an indexed document, which of them crashed and which could not run."""
        findings: list[Finding] = []
        failures: list[Failure] = []
        skipped: list[Skipped] = []
        for detector in detectors:
            try:
                findings += detector.detect(doc, self.resources)
            except Exception as error:
                trouble = _trouble(detector.RULE.id, error)
                if isinstance(trouble, Skipped):
                    skipped.append(trouble)
                else:
                    failures.append(trouble)
        return findings, failures, skipped

    def worse(self, before: str, after: str) -> bool:
        """Whether some rule finds more in a passage after a repair than in the one before.

        The model is not asked: it is slow, and weighs no automatic repair.
        """
        return self._passages.worse(before, after)

    def _count(self, doc: Document, detector: Any) -> int:
        """How many errors a detector finds in an indexed document."""
        found, _, _ = self._detected(doc, (detector,))
        return sum(finding.severity > Severity.NEUTRAL and not finding.rule.pooled for finding in found)

    def _steps(self, doc: Document) -> tuple[Step, ...]:
        """What makes the detectors' estimates comparable, before findings of one place meet."""
        return (
            keeping(
                "names of the story",
                lambda finding: not (doc.names and finding.rule.names and doc.is_named(finding.span.of(doc.text))),
                lambda finding: f"The story's own metadata has “{finding.span.of(doc.text)}” as a name.",
            ),
            changing("calibration", self.calibrated or (lambda finding: finding)),
            Step(
                "evidence",
                of_findings(lambda report: fused(report.findings)),
                lambda *_: "A finding of a rule has the same place, and is the surer for it.",
            ),
            Step("doubt", of_findings(lambda report: self._weighed(doc, list(report.findings)))),
            changing("speech", lambda finding: _leave_speech_to_people(doc, finding)),
        )

    def _weighed(self, doc: Document, findings: list[Finding]) -> list[Finding]:
        """The findings, their repairs weighed by the model, if it is asked at all and can be."""
        if not self._asks_model:
            return findings
        try:
            return weighed(doc, findings, self.resources.model(MODEL))
        except ResourceError:
            return findings

    def _with_opinion(self, report: Report, errors: int) -> Report:
        """The report with what the model thinks of the whole story, if it is asked at all and can be.

        `errors`: findings of rules.
        """
        if not self._asks_model:
            return report
        try:
            tagger = self.resources.model(MODEL)
            likely = likelihood(report.document, tagger, errors)
            if likely is None:
                return replaced(report, mt_likelihood=None, mt_errors=None)
            expected = round(100 * read(report.document, tagger).rate, 3)
            return replaced(report, mt_likelihood=likely, mt_errors=expected, doubted=doubted(report.document, tagger))
        except ResourceError:
            return report  # its rules are listed under `skipped`


def attempt(rule: str, work: Callable[[], object]) -> Failure | Skipped | None:
    """Does the work of a rule on one document; what came in its way, if anything did."""
    try:
        work()
    except Exception as error:
        return _trouble(rule, error)
    return None


def _trouble(rule: str, error: Exception) -> Failure | Skipped:
    """What came in the way of a rule; a broken rule must not lose the others' findings."""
    if isinstance(error, ResourceError):
        return Skipped(rule, str(error))
    return Failure(rule, f"{type(error).__name__}: {error}")


_FOUND = Step("found", lambda report: report)


def _leave_speech_to_people(doc: Document, finding: Finding) -> Finding:
    """Words inside quotation marks are somebody's: a repair that changes letters there is for review, however sure it
    is. Markup is nobody's.
    """
    if not finding.repairs or finding.rule.mqm.startswith("design-and-markup"):
        return finding

    def changes_speech(repair: Repair) -> bool:
        return any(
            doc.in_quotation(edit.span.start)
            and _letters(edit.span.of(doc.text)).lower() != _letters(edit.text).lower()
            for edit in repair.edits
        )

    repairs = tuple(
        replaced(repair, applicability=Applicability.REVIEW) if changes_speech(repair) else repair
        for repair in finding.repairs
    )
    return finding if repairs == finding.repairs else replaced(finding, repairs=repairs)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
