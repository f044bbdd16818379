"""What a finding passes on its way to the report, as a list of named steps: `walk` takes a report through them.

A `Trail` given to `walk` remembers what each step made of each finding, and why it dropped those it dropped; `mtcheck
explain --story` prints it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from mtcheck.core import Finding, Report


def _unsaid(finding: Finding, report: Report) -> str:
    return ""


@dataclass(frozen=True)
class Step:
    """`work` gives the report as it leaves the step.

    `why`: a sentence on why the step dropped a finding, told from the report that it left.
    """

    name: str
    work: Callable[[Report], Report]
    why: Callable[[Finding, Report], str] = _unsaid


def of_findings(work: Callable[[Report], Iterable[Finding]]) -> Callable[[Report], Report]:
    """The work of a step that changes nothing but the findings."""
    return lambda report: replace(report, findings=tuple(work(report)))


def keeping(name: str, keeps: Callable[[Finding], bool], why: Callable[[Finding], str]) -> Step:
    """A step that drops the findings for which `keeps` is false."""
    return Step(name, of_findings(lambda report: filter(keeps, report.findings)), lambda finding, report: why(finding))


def changing(name: str, changed: Callable[[Finding], Finding]) -> Step:
    """A step that looks at each finding by itself and drops none."""
    return Step(name, of_findings(lambda report: map(changed, report.findings)))


@dataclass(frozen=True)
class Stop:
    """A step that did something to a finding.

    `after`: the finding as it left, None where it was dropped, for the `reason` given.
    """

    step: str
    after: Finding | None
    reason: str = ""


@dataclass
class Way:
    """What became of one finding. `first`: as it was found, by the step of `stops[0]`."""

    first: Finding
    stops: list[Stop] = field(default_factory=list)

    @property
    def last(self) -> Finding | None:
        """The finding as the report has it; None where it was dropped."""
        return self.stops[-1].after


class Trail:
    """The ways of all findings, in the order in which they were found."""

    def __init__(self) -> None:
        self.ways: list[Way] = []

    def note(self, step: Step, before: Report, after: Report) -> None:
        """Remembers what a step did. A finding that a step has changed is known by its rule, place and message."""
        unmatched: dict[object, list[Finding]] = {}
        for finding in after.findings:
            unmatched.setdefault(_name(finding), []).append(finding)
        for way in self.ways:
            if way.last is None:
                continue
            left = unmatched.get(_name(way.last))
            if not left:
                way.stops.append(Stop(step.name, None, step.why(way.last, after)))
            elif (now := left.pop(0)) != way.last:
                way.stops.append(Stop(step.name, now))
        for findings in unmatched.values():
            self.ways += [Way(finding, [Stop(step.name, finding)]) for finding in findings]


def _name(finding: Finding) -> object:
    return finding.rule.id, finding.span, finding.message


def walk(report: Report, steps: Sequence[Step], trail: Trail | None = None) -> Report:
    """The report after all steps."""
    for step in steps:
        before, report = report, step.work(report)
        if trail is not None:
            trail.note(step, before, report)
    return report
