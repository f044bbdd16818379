"""What came out of checking one document."""

from dataclasses import dataclass

from mtcheck.core.document import Document
from mtcheck.core.rule import Finding
from mtcheck.core.spans import Span


@dataclass(frozen=True, slots=True)
class Failure:
    """A detector that crashed on this document."""

    rule: str
    error: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A rule that could not run, and why."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that a person has marked as fine, with the reason they gave."""

    finding: Finding
    reason: str


@dataclass(frozen=True)
class Report:
    """Findings sorted by span, then rule id. `score`: MQM score, 0 to 100.

    `decision`: what becomes of the story (pass, review, block, unchecked, nothing to check), for the `reason` given in
    a finished sentence; every format says the same. `verdict`: the decision in three words, pass, review or block, the
    last for what could not be checked. `stopped`: the run ends with exit code 1 for it. `gated`: whether the profile
    speaks of a gate. `looked`: who looked at it. `foreign`: it is not English. `scores`: what models of the user think
    of the whole text, by name and in their own units. `known`: findings that a baseline has, which count for nothing.
    `incomplete`: why the rules were not done with the story, if they were not; then it holds no findings. `words`:
    those that count for rates. `mt_likelihood`: the probability that an engine wrote the text and nobody edited it,
    `mt_errors`: the words in error, per 100, that the language model expects; None where no model was asked or the text
    is short. `doubted`: the sentences that it doubts most, the worst first. `opinion_counts`: they take part in score
    and decision, for nobody has marked them as fine.
    """

    document: Document
    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    language: str = "und"
    score: float = 100.0
    verdict: str = "pass"
    touched: float = 0.0
    readability: float | None = None
    mt_likelihood: float | None = None
    mt_errors: float | None = None
    doubted: tuple[Span, ...] = ()
    opinion_counts: bool = False
    notes: tuple[str, ...] = ()
    scores: tuple[tuple[str, float], ...] = ()
    known: tuple[Finding, ...] = ()
    incomplete: str = ""
    words: int = 0
    decision: str = "pass"
    reason: str = ""
    gated: bool = False
    stopped: bool = False
    looked: str = ""
    foreign: bool = False
