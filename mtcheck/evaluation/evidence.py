"""What people's judgements say of each rule, for calibration: was a finding right, would its repair be accepted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mtcheck.core import Finding
from mtcheck.evaluation.examine import Examiner
from mtcheck.evaluation.records import RIGHT, Judged, Record
from mtcheck.evaluation.samples import Annotation, Sample
from mtcheck.repair.plan import apply
from mtcheck.scoring.alignment import changes, tokens
from mtcheck.scoring.calibration import FINDINGS, REPAIRS
from mtcheck.text.counting import shared_ends

NATIVE = "native"
# How much one judgement counts. Spans and tags come from one rater, and two raters agree on characters with an F1 of
# 0.4 only; what is no meaning error is mostly left unmarked. Findings in native news count as wrong, though four in
# five of 84 looked at were slips of the writers or of the page that no editor had seen: a fifth each.
WEIGHTS = {"stories": 1.0, "postedits": 1.0, "spans": 0.25, "tags": 0.25}
_WRONG_NATIVE = 0.2

_HEAVIEST = 10.0  # a judgement of a story, however few there are


class Evidence(NamedTuple):
    """A judgement. `what`: findings or repairs. `source`: a kind of data, or native.

    `estimate`: the detector's own confidence.
    """

    what: str
    rule: str
    family: str
    source: str
    estimate: float
    right: bool
    weight: float = 1.0


class Witness(Examiner):
    """Checks and judges, and leaves out what only tables need.

    A repair amid words that the post-editor wrote anew is not judged.
    """

    def _hold_texts(self, record: Record, sample: Sample) -> None:
        return None

    def _judged(self, sample: Sample, finding: Finding, judges: list[list[Annotation]] | None) -> Judged:
        judged = super()._judged(sample, finding, judges)
        if judged.repair is not None and judged.repair.outcome is not None and len(sample.rewrites) == 1:
            after = apply(sample.text, finding.repairs[0].edits)
            if not keeps_surroundings(sample.text, after, sample.rewrites[0]):
                judged.repair.outcome = None
        return judged


def keeps_surroundings(text: str, repaired: str, edited: str) -> bool:
    """Whether the post-editor left the words on both sides of the repaired place so that the place was judged."""
    before, after, final = ([token.text for token in tokens(one, spaced=False)] for one in (text, repaired, edited))
    start, end = shared_ends(before, after)
    changed = {at for change in changes(after, final) for at in range(change.start, change.end)}
    return start - 1 not in changed and len(after) - end not in changed


def weights(records: Sequence[Record]) -> dict[str, float]:
    """The weight of a judgement by source, so that both copies mtcheck is for count alike.

    Stories that an editor marked in full together weigh as much as all other translations. Native text weighs no more
    words than the judged translations have.
    """
    words: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    for record in records:
        words[_source(record)] += record.words
        judged[_source(record)] += sum(finding.right is not None for finding in record.findings)
    found = {**WEIGHTS, NATIVE: _WRONG_NATIVE}
    others = sum(weight * judged[source] for source, weight in WEIGHTS.items() if source != "stories")
    if judged["stories"] and others > judged["stories"]:
        found["stories"] = min(_HEAVIEST, others / judged["stories"])
    translated = sum(words[source] for source in WEIGHTS)
    if translated and words[NATIVE] > translated:
        found[NATIVE] *= translated / words[NATIVE]
    return found


def plain(weight: dict[str, float]) -> dict[str, float]:
    """The weights with stories and native findings counting each once, for shares that are to be read as such."""
    return {**WEIGHTS, NATIVE: weight[NATIVE] / _WRONG_NATIVE}


def gather(records: Iterable[Record], weight: dict[str, float]) -> list[Evidence]:
    """All judgements in records of translations and of native news."""
    found = []
    for record in records:
        source = _source(record)
        for finding in record.findings if source in weight else ():
            if finding.right is not None:
                about = (finding.rule, finding.family, source, finding.confidence)
                found.append(Evidence(FINDINGS, *about, finding.right, weight[source]))
            offer = finding.repair
            if offer is not None and offer.outcome is not None:
                about = (finding.rule, finding.family, source, offer.confidence)
                found.append(Evidence(REPAIRS, *about, offer.outcome == RIGHT, weight[source]))
    return found


def _source(record: Record) -> str:
    if record.kind == "plain" or (record.kind == "stories" and record.origin == NATIVE):
        return NATIVE if record.origin == NATIVE else ""
    return record.kind
