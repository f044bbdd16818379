"""Findings of one story put side by side: `joined` leaves one a place and repair, none inside what is deleted."""

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mtcheck.core import Document, Edit, Evidence, Finding, Report, Severity, Span, rewritten
from mtcheck.run.steps import Step, of_findings, walk
from mtcheck.text.lazy import lazy


def joined(doc: Document, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Sorted findings, one for each place and each repair, none inside what is to be deleted."""
    return walk(Report(doc, tuple(findings)), STEPS).findings


def one_per_place(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Sorted findings, a single one for each exact span: what a rule calls critical, then one that has a repair, then
    the surest, then the severest; weak evidence gives way.
    """
    best: dict[Span, Finding] = {}
    for finding in sorted(findings, key=_worth):
        best.setdefault(finding.span, finding)
    return tuple(sorted(best.values(), key=_place))


def _worth(finding: Finding) -> tuple[bool, bool, bool, float, int, str]:
    """The order of findings at one place: no space too many may hide that a name is missing there."""
    rule = finding.rule
    critical = finding.severity >= Severity.CRITICAL and _MODELS.isdisjoint(rule.needs)
    return rule.pooled, not critical, not finding.repairs, -finding.confidence, -finding.severity, rule.id


def one_per_thing(text: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Sorted findings, of which none stands inside another that says the same thing: that a passage as a whole is
    wrong, or that the words there are to be written otherwise.

    A figure whose points and whose currency sign are both foreign is one finding with one penalty, the graver one.
    """
    kept: dict[int, Finding] = {}
    around: list[int] = []  # findings that may hold the next one
    for number, finding in enumerate(sorted(findings, key=lambda f: (f.span.start, -f.span.end, f.rule.id))):
        kept[number] = finding
        around = [outer for outer in around if kept[outer].span.end > finding.span.start]
        if finding.rule.pooled:
            continue
        holder = next((outer for outer in around[-_NESTED:] if _says_it(text, kept[outer], finding)), None)
        if holder is None:
            around.append(number)
            continue
        del kept[number]
        kept[holder] = _grave_as_both(kept[holder], finding)
    return tuple(sorted(kept.values(), key=_place))


# what these say never takes a rule's finding away: an answer of theirs may have been written by the story itself
_MODELS = frozenset({"tagger", "models", "reviewer"})


def _says_it(text: str, outer: Finding, inner: Finding) -> bool:
    """Whether what the inner finding says is a part of what the outer one says."""
    if not outer.span.contains(inner.span) or outer.severity == Severity.NEUTRAL < inner.severity:
        return False
    if _MODELS.intersection(outer.rule.needs) and not _MODELS.intersection(inner.rule.needs):
        return False
    if outer.rule.passage:
        return True
    return any(_rewrites(text, edit, inner) for repair in outer.repairs[:1] for edit in repair.edits)


def _rewrites(text: str, edit: Edit, inner: Finding) -> bool:
    """Whether an edit writes anew all that the inner finding is about, so that nothing of it is left as it was."""
    places = (inner.span, *(one.span for repair in inner.repairs[:1] for one in repair.edits))
    start, end = min(place.start for place in places), max(place.end for place in places)
    if not edit.text or not (edit.span.start <= start and end <= edit.span.end):
        return False
    around = text[max(edit.span.start, start - 1) : min(edit.span.end, end + 1)]
    return around not in edit.text


def _grave_as_both(outer: Finding, inner: Finding) -> Finding:
    if outer.rule.passage or (outer.severity, outer.confidence) >= (inner.severity, inner.confidence):
        return outer
    said = outer.evidence or (Evidence(outer.rule.id, outer.confidence),)
    return replace(
        outer,
        severity=max(outer.severity, inner.severity),
        confidence=max(outer.confidence, inner.confidence),
        evidence=(*said, Evidence(inner.rule.id, inner.confidence)),
    )


def outside_deletions(findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings without those inside a longer text that a sure repair takes out as a whole."""
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
    """Sorted findings; of two that overlap and whose best repairs leave the same text, only the surer one."""
    kept: dict[int, Finding] = {}
    around: list[int] = []  # findings that may hold the next one
    for number, finding in enumerate(sorted(findings, key=lambda f: (f.span.start, -f.span.end, f.rule.id))):
        kept[number] = finding
        around = [outer for outer in around if kept[outer].span.end > finding.span.start][-_NESTED:]
        for outer in around:
            if _same_outcome(text, kept[outer], finding):
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


def _same_place(finding: Finding, report: Report) -> str:
    there = next((other for other in report.findings if other.span == finding.span), None)
    return (
        f"A finding of {there.rule.id} stands at the same place and is graver, surer or has a repair." if there else ""
    )


def _deleted(finding: Finding, report: Report) -> str:
    gone = next((by for span, by in _deletions(report.findings) if span.contains(finding.span)), None)
    return f"It stands inside what the repair of {gone.rule.id} takes out." if gone else ""


def _echoed(finding: Finding, report: Report) -> str:
    text = report.document.text
    near = (other for other in report.findings if other.span.overlaps(finding.span))
    other = next((other for other in near if _same_outcome(text, other, finding)), None)
    return f"Its repair leaves the same text as that of {other.rule.id}, which is surer." if other else ""


def why_joined(finding: Finding, report: Report) -> str:
    """Why `joined` has left a finding out."""
    whys = (_as_word, _same_place, _said_already, _deleted, _echoed)
    return next((said for why in whys if (said := why(finding, report))), "")


def _said_already(finding: Finding, report: Report) -> str:
    text = report.document.text
    outer = next((other for other in report.findings if _says_it(text, other, finding)), None)
    return f"It is a part of what {outer.rule.id} says." if outer else ""


# The word “informations” should read “information”: the story speaks of the word, and uses it for nothing
_SPOKEN_OF = lazy(
    r"\b(?:the|a|this|that|his|her|its|their|of) (?:(?:english|foreign|wrong|right|old|new|made-up|misspelt"
    r"|misspelled|non-existent) )?(?:words?|terms?|spellings?|plurals?|phrases?|expressions?|verbs?|nouns?|adjectives?"
    r"|misspellings?|typos?|hashtags?)(?:,| of| like| such as)? [“\"‘'][^“”\"\n]{0,40}$",
    re.IGNORECASE,
)
_SPOKEN_END = lazy(r"[^“”\"\n]{0,40}[”\"’']")


def _is_spoken_of(text: str, finding: Finding) -> bool:
    start, end = finding.span.start, finding.span.end
    return (
        not finding.rule.pooled
        and len(finding.span) <= 40
        and not finding.rule.mqm.startswith("design-and-markup")
        and _SPOKEN_OF.search(text, max(0, start - 80), start) is not None
        and _SPOKEN_END.match(text, end) is not None
    )


def _as_word(finding: Finding, report: Report) -> str:
    return "The story speaks of these words." if _is_spoken_of(report.document.text, finding) else ""


STEPS = (  # what `joined` does, one by one
    Step(
        "used, not spoken of",
        of_findings(lambda report: (f for f in report.findings if not _is_spoken_of(report.document.text, f))),
        _as_word,
    ),
    Step("one for each place", of_findings(lambda report: one_per_place(report.findings)), _same_place),
    Step(
        "one for each thing",
        of_findings(lambda report: one_per_thing(report.document.text, report.findings)),
        _said_already,
    ),
    Step("none in what goes", of_findings(lambda report: outside_deletions(report.findings)), _deleted),
    Step("no echoes", of_findings(lambda report: without_echoes(report.document.text, report.findings)), _echoed),
)
