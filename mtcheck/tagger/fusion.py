"""Evidence of rules and model for the same place becomes one finding, and for the same story one likelihood.

`fused` and `likelihood` are the ways in.
"""

import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mtcheck.core import Applicability, Document, Evidence, Finding, Repair, Span, rewritten
from mtcheck.tagger.places import formulas
from mtcheck.tagger.reading import logit, read
from mtcheck.text.odds import expit

if TYPE_CHECKING:
    from mtcheck.tagger.runtime import Tagger

_UNREAD = ("design-and-markup", "locale-conventions")  # what the model cannot judge
# Where words are lost there is often a space too many; what the model says of the words is told, too.
_SPACES, _MARKS = "whitespace", 6  # the end of a category; code points that are hardly more than the space
# What is so long, and so many times what a rule names, is a passage of which the model says more than the rule does.
_LONG, _WHOLE = 40, 3
MODEL = "tagger"  # the name of the model in `Rule.needs`


def fused(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of rules, surer where the model doubts the same place, and findings of the model where no rule has one.

    The joint confidence is that at least one of the two is right, the model counting half: the two see the same words
    and err together.
    """
    by_model: list[Finding] = []
    by_rules: list[Finding] = []
    for finding in findings:
        (by_model if MODEL in finding.rule.needs else by_rules).append(finding)
    by_model.sort(key=lambda finding: finding.span)
    starts = [finding.span.start for finding in by_model]
    taken: set[int] = set()
    out = []
    for finding in by_rules:
        here = [] if finding.rule.pooled else _near(finding, by_model, starts)
        if finding.rule.mqm.endswith(_SPACES):
            here = [at for at in here if len(by_model[at].span) <= max(_MARKS, len(finding.span))]
        here = [at for at in here if len(by_model[at].span) < max(_LONG, _WHOLE * len(finding.span))]
        if here and not finding.rule.mqm.startswith(_UNREAD):
            surest = max((by_model[at] for at in here), key=lambda one: one.confidence)
            joint = 1 - (1 - finding.confidence) * (1 - surest.confidence / 2)
            evidence = (Evidence(finding.rule.id, finding.confidence), Evidence(surest.rule.id, surest.confidence))
            finding = replace(finding, confidence=round(joint, 4), evidence=evidence)
        taken.update(here)
        out.append(finding)
    return out + [finding for at, finding in enumerate(by_model) if at not in taken]


def _near(finding: Finding, others: list[Finding], starts: list[int]) -> list[int]:
    """The findings that share a code point with one, or stand a space beside it: what a rule names throws the model off
    a word or two further on.
    """
    span = finding.span
    last = bisect.bisect_right(starts, max(span.end, span.start + 1) + 1)
    return [at for at in range(max(0, last - 12), last) if others[at].span.end >= span.start - 1]


def weighed(doc: Document, findings: Sequence[Finding], tagger: "Tagger") -> list[Finding]:
    """The findings; a repair for review that makes its sentence more doubtful to the model has lost confidence, and
    comes after one that does not.

    On 325 repairs of stories by other authors the change of doubt told right from wrong better (AUC 0.69) than the
    rules' own confidence (0.63).
    """
    asked: list[tuple[Finding, Repair, Span]] = []
    for finding in findings:
        if finding.rule.mqm.startswith(_UNREAD) or MODEL in finding.rule.needs:
            continue
        for repair in finding.repairs[:_OFFERS]:
            around = _sentences(doc, repair)
            if finding.applicability(repair) is Applicability.REVIEW and len(around) <= _LONGEST:
                asked.append((finding, repair, around))
    asked = asked[: max(_LEAST_ASKED, _ASKED_PER_100_WORDS * doc.word_count // 100)]
    before = tagger.doubts([around.of(doc.text) for _, _, around in asked])
    after = tagger.doubts([rewritten(doc.text, around, repair.edits) for _, repair, around in asked])
    lost: dict[int, float] = {}
    for (_, repair, _), old, new in zip(asked, before, after, strict=True):
        more = min(_MOST, max(0.0, new - old))
        lost[id(repair)] = round(expit(logit(repair.confidence) - _NATS * more), 4)
    return [_with_confidences(finding, lost) for finding in findings]


def _sentences(doc: Document, repair: Repair) -> Span:
    """The sentences that a repair touches."""
    first, last = (doc.sentence_at(edit.span.start) for edit in (repair.edits[0], repair.edits[-1]))
    return Span(min(first.start, repair.edits[0].span.start), max(last.end, repair.edits[-1].span.end))


def _with_confidences(finding: Finding, lost: Mapping[int, float]) -> Finding:
    if not any(id(repair) in lost for repair in finding.repairs):
        return finding
    repairs = [replace(repair, confidence=lost.get(id(repair), repair.confidence)) for repair in finding.repairs]
    return replace(finding, repairs=tuple(sorted(repairs, key=lambda repair: -repair.confidence)))


_OFFERS = 4  # repairs of a finding that are weighed
# repairs of a story that are weighed, in the order of the text: each costs as much as reading its sentence twice
_ASKED_PER_100_WORDS, _LEAST_ASKED = 4, 12
_LONGEST = 600  # code points around a repair that are read
_NATS = 1.3  # log-odds that a nat of doubt costs, from a logistic regression on the same 325
_MOST = 2.0  # nats


def likelihood(doc: Document, tagger: "Tagger", findings: int) -> float | None:
    """The probability that an engine wrote the story and nobody edited it; None for a text too short to tell.

    `findings`: those of rules, of severity minor or above. Fitted on translations by people and engines and on native
    copy (docs/tagger.md).
    """
    story = read(doc, tagger)
    if doc.word_count < _LEAST:
        return None
    translated, rate, second, density, constant = formulas(tagger)["likelihood"]
    per_hundred = min(5.0, 100 * findings / doc.word_count)
    return round(
        expit(
            translated * logit(story.translated)
            + rate * logit(story.rate)
            + second * story.translationese
            + density * per_hundred
            + constant
        ),
        4,
    )


_LEAST = 40  # words
