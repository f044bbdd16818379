"""What is believed of a reviewer's answer: quotes that stand in the text, and rewrites that change flagged words alone.

`places` asks, `anchored` believes.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mtcheck.core import Document, Finding, Repair, Span
from mtcheck.profile.above import REVIEWED
from mtcheck.reviewers.endpoint.protocol import Answer, Passage, Remark
from mtcheck.reviewers.review import Review, by_sentence
from mtcheck.reviewers.rewrite import adds_much, brings_names, edits, invents, keeps_little

_FEWEST = 3  # words of a sentence that is worth a question
_LONGEST = 1500  # code points of a sentence, and of the context on either side: more is no sentence


@dataclass(frozen=True)
class Place:
    """A sentence, what was flagged in it, and what the reviewer gets to see."""

    span: Span
    findings: tuple[Finding, ...]
    passage: Passage


def places(doc: Document, flagged: Sequence[Finding], context: int, *, whole: bool = False) -> list[Place]:
    """The sentences in which something was flagged, in order, each with so many sentences of the same paragraph before
    and after it.

    `whole`: every sentence of the story, flagged or not; code, and what has less than three words, is left out.
    """
    asked = by_sentence(doc, flagged)
    if whole:
        for segment, sentences in zip(doc.segments, doc.sentences, strict=True):
            for sentence in sentences if segment.kind != "code" else ():
                if doc.count_words(sentence) >= _FEWEST:
                    asked.setdefault(sentence, [])
    found = []
    for span, findings in sorted(asked.items()):
        if len(span) > _LONGEST:
            continue
        within = doc.sentences[doc.segment_index(span.start)]
        at = within.index(span) if span in within else 0
        before = doc.text[within[max(0, at - context)].start : span.start] if within else ""
        after = doc.text[span.end : within[min(len(within) - 1, at + context)].end] if within else ""
        quotes = tuple(
            dict.fromkeys(doc.text[max(f.span.start, span.start) : min(f.span.end, span.end)] for f in findings)
        )
        passage = Passage(
            span.of(doc.text), before.strip()[-_LONGEST:], after.strip()[:_LONGEST], tuple(filter(None, quotes))
        )
        found.append(Place(span, tuple(findings), passage))
    return found


def anchored(doc: Document, answered: Sequence[tuple[Place, Answer]], name: str) -> Review:
    """Findings and repairs.

    What does not stand in the text, or reaches beyond what was flagged, is dropped and counted in the notes.
    """
    findings: list[Finding] = []
    repairs: list[tuple[Finding, Repair]] = []
    lost = too_far = 0
    for place, answer in answered:
        own: dict[Span, Remark] = {}
        for remark in answer.remarks:
            span = locate(place, remark)
            if span is None or doc.is_masked(span.start, span.end) or _only_echoes(place, remark):
                lost += 1
            else:
                own.setdefault(span, remark)
        changed = _rewritten(doc, place, answer, own)
        too_far += changed is None
        for span, remark in own.items():
            offers = [repair for at, repair in changed or () if at == span]
            message = f"The reviewer {name}: {remark.explanation or 'this is wrong.'}"
            findings.append(
                REVIEWED.finding(span, message, confidence=remark.confidence, repairs=offers, severity=remark.severity)
            )
        repairs += [
            (finding, repair) for finding in place.findings for at, repair in changed or () if at == finding.span
        ]
    return Review(tuple(findings), tuple(repairs), notes=_notes(lost, too_far))


def _only_echoes(place: Place, remark: Remark) -> bool:
    """Whether the remark is the sentence and nothing but the sentence: that is how a small model evades an answer."""
    whole = place.passage.sentence.strip()
    return remark.quote.strip() == whole and remark.explanation.startswith(whole[: len(remark.explanation)])


def locate(place: Place, remark: Remark) -> Span | None:
    """Where the quote stands in the sentence, None if it does not stand there so often."""
    sentence, at = place.passage.sentence, -1
    if not remark.quote.strip() or remark.occurrence < 1:
        return None
    for _ in range(remark.occurrence):
        at = sentence.find(remark.quote, at + 1)
        if at < 0:
            return None
    start = place.span.start + at
    return Span(start, start + len(remark.quote))


def _rewritten(
    doc: Document, place: Place, answer: Answer, own: dict[Span, Remark]
) -> list[tuple[Span, Repair]] | None:
    """For each flagged place the repair that the rewrite makes of it. None for a rewrite that changes anything else,
    makes another sentence, or brings a number, a name or an address.

    Places that overlap are repaired together: half a rewrite may be worse than none.
    """
    if answer.rewrite is None or not answer.rewrite.strip():
        return []
    found = edits(doc.text, place.span, answer.rewrite)
    sure = {finding.span: min(0.6, finding.confidence) for finding in place.findings}
    sure.update((span, remark.confidence) for span, remark in own.items())
    if any(not any(span.contains(edit.span) for span in sure) or adds_much(edit) for edit in found) or invents(
        doc.text, found
    ):
        return None
    if brings_names(doc.text, found) or keeps_little(doc.text, place.span, found):
        return None
    offers = []
    for span, confidence in sure.items():
        whole = _grown(span, sure)
        inside = tuple(edit for edit in found if whole.contains(edit.span))
        if any(span.contains(edit.span) for edit in inside):
            offers.append((span, Repair(inside, confidence)))
    return offers


def _grown(span: Span, others: Collection[Span]) -> Span:
    """The span with all that overlap it, or one of these."""
    grown = span
    for other in others:
        if grown.overlaps(other):
            grown = Span(min(grown.start, other.start), max(grown.end, other.end))
    return grown if grown == span else _grown(grown, others)


def _notes(lost: int, too_far: int) -> tuple[str, ...]:
    found = []
    if lost:
        found.append(
            f"{lost} of the reviewer's remarks left out: their words do not stand in the text, or they say nothing."
        )
    if too_far:
        found.append(f"{too_far} of the reviewer's rewrites left out: they change more than what was flagged.")
    return tuple(found)
