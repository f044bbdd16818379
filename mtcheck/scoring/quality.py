"""The MQM score of a document, the share of it that findings touch, and the limits that decide about it.

Score = 100 · max(0, 1 - Σ penalty · confidence / words). The penalty of a severity is 1 (minor), 5 (major) or 25
(critical), as in MQM Core and in the human MQM annotations of WMT; weighting by confidence makes it the score to be
expected from an editor. 100 means that nothing was found; a story with one major error in every hundred words gets 95.
Hints, and weak evidence that no report shows, cost a tenth of a minor error each and half a point at most together:
they put documents in order and hold none back. Where the language model has read the story, what it expects counts, too
(`opinion.py`): of its findings and its expectation the larger.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from mtcheck.core import Document, Finding, Severity
from mtcheck.scoring.opinion import Opinion, unseen

VERDICTS = ("pass", "review", "block")
FITTED = -1.0
_DOUBT = (
    0.1  # penalty of a hint and of weak evidence: of two texts without an error, the one with fewer of them is better
)
_MOST_DOUBT = 0.5  # points that all of them together cost, fewer than hold a story back
_OF_MODEL = "tagger"  # among the needs of the rules that show what the language model finds
_MIN_WORDS = 100  # a caption with one error is no worse than a paragraph with one


@dataclass(frozen=True, slots=True)
class Limits:
    """When a story is held back. Scores are MQM scores, 0 to 100; a severity or a likelihood of None never holds a
    story back.

    Likelihoods are probabilities that an engine wrote it and nobody edited it; FITTED stands for the limit that was
    fitted with the model.
    """

    review_below: float = 98.5
    block_below: float = 92.0
    review_severity: Severity | None = Severity.MAJOR
    block_severity: Severity | None = Severity.CRITICAL
    review_likelihood: float | None = FITTED
    block_likelihood: float | None = FITTED


def score(findings: Iterable[Finding], words: int, opinion: Opinion | None = None) -> float:
    """0 (worst) to 100; texts under 100 words count as 100. `findings` may hold weak evidence.

    `opinion`: the language model's, on the whole story.
    """
    found = weights(findings, words)
    return max(
        0.0,
        100
        - found.rules
        - (found.model if opinion is None else max(opinion.heed * found.model, unseen(opinion, found.rules)))
        - min(_MOST_DOUBT, found.doubts),
    )


class Weights(NamedTuple):
    """MQM points per 100 words: of findings by rules, of findings by the language model, of hints and weak evidence."""

    rules: float
    model: float
    doubts: float


def weights(findings: Iterable[Finding], words: int) -> Weights:
    """What findings weigh, each with its confidence."""
    per_cent = 100 / max(words, _MIN_WORDS)
    rules = model = doubts = 0.0
    for finding in findings:
        if finding.severity is Severity.NEUTRAL:
            doubts += _DOUBT * finding.confidence
        elif of_model(finding):
            model += finding.severity * finding.confidence
        else:
            rules += finding.severity * finding.confidence
    return Weights(rules * per_cent, model * per_cent, doubts * per_cent)


def of_model(finding: Finding) -> bool:
    """Whether a finding, of severity minor or above, shows what the language model found."""
    return finding.severity > Severity.NEUTRAL and _OF_MODEL in finding.rule.needs


def touched(findings: Iterable[Finding], doc: Document) -> float:
    """The share, 0 to 1, of the words' code points that stand in a finding of severity minor or above."""
    length = sum(len(segment.span) for segment in doc.segments)
    covered = at = 0
    for start, end in sorted((f.span.start, f.span.end) for f in findings if f.severity > Severity.NEUTRAL):
        covered += max(0, end - max(start, at))
        at = max(at, end)
    return min(1.0, covered / length) if length else 0.0
