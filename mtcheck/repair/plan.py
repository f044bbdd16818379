"""Chooses among repairs: the best first, and one that claims text already claimed is set aside and named."""

import bisect
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mtcheck.core import Edit, Finding, Repair, Span, rewritten


@dataclass(frozen=True, slots=True)
class Clash:
    """A finding whose repair lost, and the edit that took its place."""

    finding: Finding
    rival: Edit


@dataclass(frozen=True, slots=True)
class Plan:
    """Sorted, disjoint edits; the findings that they repair; the findings that lost."""

    edits: tuple[Edit, ...]
    repaired: tuple[Finding, ...] = ()
    clashes: tuple[Clash, ...] = ()


def plan(findings: Iterable[Finding], accepts: Callable[[Finding, Repair], bool]) -> Plan:
    """Each finding's best repair, if `accepts` says so, the surest first; whatever the order of findings."""
    offers = [
        (finding, finding.repairs[0])
        for finding in findings
        if finding.repairs and accepts(finding, finding.repairs[0])
    ]
    offers.sort(key=lambda offer: (-offer[1].confidence, tuple(map(_key, offer[1].edits)), offer[0].rule.id))
    taken = _Disjoint()
    repaired, clashes = [], []
    for finding, repair in offers:
        new = [edit for edit in repair.edits if edit not in taken]
        rival = next((found for edit in new if (found := taken.rival(edit))), None)
        if rival is not None:
            clashes.append(Clash(finding, rival))
            continue
        repaired.append(finding)
        for edit in new:
            taken.add(edit)
    return Plan(tuple(taken.edits), tuple(repaired), tuple(clashes))


def _key(edit: Edit) -> tuple[int, int, str]:
    """Sorts as the edit does, in a tenth of the time."""
    return edit.span.start, edit.span.end, edit.text


class _Disjoint:
    """Edits sorted by span, none of which overlaps another."""

    def __init__(self) -> None:
        self.edits: list[Edit] = []
        self._keys: list[tuple[int, int, str]] = []

    def __contains__(self, edit: Edit) -> bool:
        at = self._place(edit)
        return at < len(self.edits) and self.edits[at] == edit

    def _place(self, edit: Edit) -> int:
        return bisect.bisect_left(self._keys, _key(edit))

    def rival(self, edit: Edit) -> Edit | None:
        at = self._place(edit)
        for near in self.edits[max(0, at - 2) : at + 2]:
            if near.span.overlaps(edit.span):
                return near
        return None

    def add(self, edit: Edit) -> None:
        at = self._place(edit)
        self.edits.insert(at, edit)
        self._keys.insert(at, _key(edit))


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with sorted, disjoint edits carried out."""
    return rewritten(text, Span(0, len(text)), edits)
