"""The gate: `decide` says for a story pass, review, block or unchecked, and why; `Gate` adds stories up and says whether the run may go on.

Sums are of whole numbers, so neither the order of the stories nor who checked them can move a decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mtcheck.core import Finding, Report, Severity
from mtcheck.profile.config import Config, GateLimits
from mtcheck.scoring import quality

PASS, REVIEW, BLOCK, UNCHECKED = "pass", "review", "block", "unchecked"
_MIN_WORDS = 1000  # a run of one caption with one finding has not a hundred of them per 1,000 words
_MICRO = 1_000_000  # confidences are added up as millionths
_QUOTED = 40  # code points of a finding's words in a reason


@dataclass(frozen=True, slots=True)
class Decision:
    """`word`: pass, review, block or unchecked; of a run: pass, block or unchecked. `reason`: one finished sentence."""

    word: str
    reason: str


def decide(config: Config, report: Report) -> Decision:
    """What the gate of a profile makes of a story: what could not be checked, then what stops it, then what wants a look."""
    if undone := missing(config, report):
        return Decision(UNCHECKED, undone)
    if stopped := stops(config, report):
        return Decision(BLOCK, stopped)
    if report.verdict != quality.VERDICTS[0]:
        return Decision(REVIEW, _why(config, report, report.findings, report.verdict, report.score))
    if not report.findings:
        return Decision(PASS, "Nothing new was found." if report.known else "Nothing was found.")
    return Decision(PASS, f"{_count(len(report.findings), 'finding')}, none at or above the gate (score {report.score:.1f}).")


def missing(config: Config, report: Report) -> str:
    """What could not be checked of a story and should have been, as a sentence; empty if nothing."""
    if report.incomplete:
        return report.incomplete
    if report.failures:
        return f"The rule {report.failures[0].rule} crashed on it ({report.failures[0].error}); please report this."
    unable = next((skipped for skipped in report.skipped if skipped.rule in config.named()), None)
    return f"The rule {unable.rule} could not run: {unable.reason}" if unable else ""


def stops(config: Config, report: Report) -> str:
    """Why a story is at or above the gate, as a sentence; empty if it is not. Only rules that may fail it count, by their sum, too."""
    floors = [Severity[word.upper()] for word in config.fail_on if word.upper() in Severity.__members__]
    over = [finding for finding in report.findings if floors and finding.severity >= min(floors) and _counts(config, finding)]
    if over:
        worst = max(over, key=_weight)
        others = f" (and {_count(len(over) - 1, 'more finding')})" if len(over) > 1 else ""
        return f"{_named(report, worst)} is {worst.severity.name.lower()} and {worst.confidence:.0%} sure{others}; the gate stops from {min(floors).name.lower()} on."
    if not any(word in quality.VERDICTS for word in config.fail_on):
        return ""
    trusted = [finding for finding in report.findings if config.may_fail(finding.rule.id)]
    score = quality.score(trusted, report.words)
    verdict = quality.verdict(trusted, score, config.verdict, config.fail_min_confidence)
    return _why(config, report, trusted, verdict, score) if config.fails((), verdict) else ""


def _counts(config: Config, finding: Finding) -> bool:
    """Whether a finding is sure enough, by a rule that is trusted and not on trial."""
    return finding.confidence >= config.fail_min_confidence and not finding.rule.preview and config.may_fail(finding.rule.id)


def _why(config: Config, report: Report, findings: Sequence[Finding], verdict: str, score: float) -> str:
    """Why a story has a verdict other than pass, in the words of `quality.verdict`."""
    limits = config.verdict
    blocks = verdict == quality.VERDICTS[-1]
    lowest, does = (limits.block_below, "blocks a story") if blocks else (limits.review_below, "wants a review")
    if score < lowest:
        return f"Its score of {score:.1f} is under {lowest:g}, which {does}."
    worst = max((f for f in findings if f.confidence >= config.fail_min_confidence and not f.rule.preview), key=_weight)
    return f"{_named(report, worst)} is {worst.severity.name.lower()}, which {does}."


def _weight(finding: Finding) -> tuple[int, float, int]:
    return finding.severity, finding.confidence, -finding.span.start


def _named(report: Report, finding: Finding) -> str:
    words = " ".join(finding.span.of(report.document.text).split())
    return f"{finding.rule.id} at “{words if len(words) <= _QUOTED else words[: _QUOTED - 1] + '…'}”"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@dataclass
class Totals:
    """What a run has seen under one profile. `penalty`: severity times confidence, added up, in millionths of an MQM point."""

    stories: int = 0
    words: int = 0
    blocked: int = 0
    unchecked: int = 0
    findings: int = 0
    penalty: int = 0

    def per_thousand(self, number: float) -> float:
        """So many per 1,000 words; runs under 1,000 words count as 1,000."""
        return 1000 * number / max(self.words, _MIN_WORDS)


class Gate:
    """Adds stories up, for each profile apart, and decides over the run."""

    def __init__(self) -> None:
        self._totals: dict[Config, Totals] = {}

    def add(self, config: Config, report: Report) -> None:
        """Counts a story in, with the decision that it has."""
        totals = self._totals.setdefault(config, Totals())
        totals.stories += 1
        totals.words += report.words
        totals.blocked += report.decision == BLOCK
        totals.unchecked += report.decision == UNCHECKED
        for finding in report.findings:
            if finding.severity > Severity.NEUTRAL and _counts(config, finding):
                totals.findings += 1
                totals.penalty += round(finding.severity * finding.confidence * _MICRO)

    @property
    def gated(self) -> bool:
        """Whether a profile speaks of a gate."""
        return any(config.gate is not None for config in self._totals)

    def decision(self, errors: int = 0) -> Decision:
        """Over the run. `errors`: what could not even be read; a gate fails closed, so that weighs more than what was found."""
        unchecked = sum(totals.unchecked for totals in self._totals.values())
        if unchecked or errors:
            parts = [_count(unchecked, "story", "stories")] if unchecked else []
            parts += [_count(errors, "input")] if errors else []
            return Decision(UNCHECKED, f"{' and '.join(parts)} could not be checked.")
        reasons = sorted({reason for config, totals in self._totals.items() for reason in _exceeded(config.gate or GateLimits(), totals)})
        if reasons:
            return Decision(BLOCK, " ".join(reasons))
        stories = sum(totals.stories for totals in self._totals.values())
        blocked = sum(totals.blocked for totals in self._totals.values())
        whole = f"{blocked or 'None'} of {_count(stories, 'story', 'stories')} {'is' if blocked <= 1 else 'are'} blocked"
        return Decision(PASS, f"{whole}, which is within the limits." if blocked else f"{whole}.")


def _exceeded(limits: GateLimits, totals: Totals) -> list[str]:
    """A sentence for each limit that a run is beyond."""
    found = []
    most = 0 if limits.max_blocked is None and limits.max_blocked_share is None else limits.max_blocked
    blocked, stories = _count(totals.blocked, "story is", "stories are"), totals.stories
    if most is not None and totals.blocked > most:
        found.append(f"{blocked} blocked, where {most or 'none'} may be.")
    elif limits.max_blocked_share is not None and totals.blocked > limits.max_blocked_share * stories:
        found.append(f"{blocked} blocked of {stories:,} ({totals.blocked / stories:.1%}), where {limits.max_blocked_share:.1%} may be.")
    rate = totals.per_thousand(totals.findings)
    if limits.max_findings is not None and rate > limits.max_findings:
        found.append(f"There are {rate:.2f} findings per 1,000 words, where {limits.max_findings:g} may be.")
    penalty = totals.per_thousand(totals.penalty / _MICRO)
    if limits.max_penalty is not None and penalty > limits.max_penalty:
        found.append(f"The expected penalty is {penalty:.2f} MQM points per 1,000 words, where {limits.max_penalty:g} may be.")
    return found
