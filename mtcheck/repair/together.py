"""Repairs a whole file: the documents over one raw text are planned each for itself, their edits meet in one patch,
until nothing is left.

The stories of a feed are read and checked together, so that a thousand of them are not read a thousand times.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mtcheck.core import Document, Finding, Repair, Report
from mtcheck.repair.patch import RawEdit, carry, patch
from mtcheck.repair.plan import Clash, Plan, plan
from mtcheck.text.closed_classes import AUXILIARIES
from mtcheck.text.lazy import lazy

Accepts = Callable[[Finding, Repair], bool]
ROUNDS = 20  # two rounds settle every wire fixture; a long run of broken quotation marks takes a round a mark
_SENTENCE_END = lazy(r"[.!?…][\"”’')]*$")


@dataclass(frozen=True)
class Mended:
    """The repaired raw text and what happened on the way.

    `reports` are of the repaired text. `clashes`: findings that lost their place to another repair and were not
    repaired later. `refused`: findings whose repair would cross markup. `loop`: rules that undid one another, whose
    repairs were taken back. `late`: how many of the repairs only the first ones made possible. `before`: the reports on
    the text as it was.
    """

    raw: str
    reports: tuple[Report, ...]
    repaired: tuple[Finding, ...] = ()
    clashes: tuple[Clash, ...] = ()
    refused: tuple[Finding, ...] = ()
    loop: tuple[str, ...] = ()
    late: int = 0
    before: tuple[Report, ...] = ()

    @property
    def fresh(self) -> tuple[Finding, ...]:
        """Findings on the repaired text that were not there before: as many of a rule as it has more of one wording."""
        done = set(self.repaired)
        old = Counter(
            _wording(report, finding) for report in self.before for finding in report.findings if finding not in done
        )
        new: list[Finding] = []
        for report in self.reports if self.before else ():
            for finding in report.findings:
                wording = _wording(report, finding)
                if old[wording] > 0:
                    old[wording] -= 1
                else:
                    new.append(finding)
        return tuple(new)


def _wording(report: Report, finding: Finding) -> tuple[str, str, str]:
    """What stays of a finding when the text around it is repaired."""
    return report.document.id, finding.rule.id, " ".join(finding.span.of(report.document.text).split())


def mend(
    raw: str, read: Callable[[str], Sequence[Document]], check: Callable[[Document], Report], accepts: Accepts
) -> Mended:
    """Plans, patches, reads and checks again until no accepted repair is left; when a text comes back, the text before
    that loop is kept.
    """
    texts = [raw]
    done: list[list[Finding]] = []
    clashes: list[Clash] = []
    reports = before = tuple(map(check, read(raw)))
    listed = _openings(reports)
    for number in range(ROUNDS):
        chosen, refused = _plans(reports, accepts, listed if number else None)
        clashes += (clash for one in chosen for clash in one.clashes)
        edits = _merged(reports, chosen)
        raw = patch(texts[-1], edits)
        if raw == texts[-1]:
            break
        finished = [finding for one in chosen for finding in one.repaired]
        if raw in texts:
            first = texts.index(raw)
            rules = {finding.rule.id for some in (*done[first:], finished) for finding in some}
            return Mended(
                raw, tuple(map(check, read(raw))), _flat(done[:first]), (), refused, tuple(sorted(rules)), before=before
            )
        texts.append(raw)
        done.append(finished)
        reports = _again(reports, read(raw), check)
    repaired = _flat(done)
    later = {(finding.rule.id, finding.message) for finding in repaired}
    lost = tuple(clash for clash in clashes if (clash.finding.rule.id, clash.finding.message) not in later)
    late = len(repaired) - len(_flat(done[:1]))
    return Mended(texts[-1], reports, repaired, lost, refused, late=late, before=before)


def _openings(reports: Sequence[Report]) -> frozenset[tuple[str, str]]:
    """What the first check listed: each rule with the first words it marked."""
    return frozenset(
        (finding.rule.id, _opening(finding.span.of(report.document.text)))
        for report in reports
        for finding in report.findings
    )


def _opening(text: str) -> str:
    return " ".join(text.split()[:3])


def _unseen(finding: Finding, repair: Repair, text: str, listed: frozenset[tuple[str, str]]) -> bool:
    """Whether a sentence would go that no check showed to anybody: the first repairs made it look like debris.

    It stays, and the report of the repaired text lists it.
    """
    for edit in repair.edits:
        gone = edit.span.of(text).strip()
        if edit.text.strip() or not _SENTENCE_END.search(gone) or (finding.rule.id, _opening(gone)) in listed:
            continue
        words = gone.lower().split()
        if len(words) > 4 and not AUXILIARIES.isdisjoint(words):
            return True
    return False


def _flat(rounds: Sequence[Sequence[Finding]]) -> tuple[Finding, ...]:
    return tuple(finding for some in rounds for finding in some)


def _plans(
    reports: Sequence[Report], accepts: Accepts, listed: frozenset[tuple[str, str]] | None
) -> tuple[list[Plan], tuple[Finding, ...]]:
    """A plan for each document, and the findings whose accepted repair cannot be carried to the file whole.

    `listed`: what the first check found, None in the first round.
    """
    refused: list[Finding] = []

    def carried(doc: Document) -> Accepts:
        def accept(finding: Finding, repair: Repair) -> bool:
            if not accepts(finding, repair) or (listed is not None and _unseen(finding, repair, doc.text, listed)):
                return False
            if carry(doc, repair.edits)[1]:
                refused.append(finding)
                return False
            return True

        return accept

    chosen = [plan(report.findings, carried(report.document)) for report in reports]
    return chosen, tuple(refused)


def _merged(reports: Sequence[Report], chosen: Sequence[Plan]) -> list[RawEdit]:
    edits = [edit for report, one in zip(reports, chosen, strict=True) for edit in carry(report.document, one.edits)[0]]
    edits.sort(key=lambda edit: (edit.span.start, edit.span.end))
    return edits


def _again(
    reports: Sequence[Report], documents: Sequence[Document], check: Callable[[Document], Report]
) -> tuple[Report, ...]:
    """Reports on the documents read anew; one whose text is as before keeps its findings."""
    from dataclasses import replace

    same = len(reports) == len(documents)
    return tuple(
        replace(reports[number], document=doc) if same and reports[number].document.text == doc.text else check(doc)
        for number, doc in enumerate(documents)
    )
