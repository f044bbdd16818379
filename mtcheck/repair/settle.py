"""Repeats check and repair until nothing is left to repair."""

from collections.abc import Callable
from dataclasses import dataclass

from mtcheck.core import Document, Edit, Finding, Repair, Report
from mtcheck.repair.patch import carry, patch
from mtcheck.repair.plan import Clash, plan

ROUNDS = 20  # two rounds settle every wire fixture; a long run of broken quotation marks takes a round a mark


@dataclass(frozen=True)
class Settled:
    """The repaired raw text and what happened on the way. `loop`: rules that undid one another, whose repairs were taken back."""

    raw: str
    repaired: tuple[Finding, ...] = ()
    clashes: tuple[Clash, ...] = ()
    refused: tuple[Edit, ...] = ()
    loop: tuple[str, ...] = ()


def settle(
    doc: Document,
    check: Callable[[Document], Report],
    read: Callable[[str], Document],
    accepts: Callable[[Finding, Repair], bool],
) -> Settled:
    """Plans, patches and checks again until no accepted repair is left.

    `read` reads a raw text as `doc` was read. When a text comes back that was seen before, the text before that loop is returned.
    """
    seen = {doc.raw: 0}
    raws = [doc.raw]
    repaired: list[Finding] = []
    per_round: list[list[Finding]] = []
    clashes: tuple[Clash, ...] = ()
    refused: tuple[Edit, ...] = ()
    for _ in range(ROUNDS):
        chosen = plan(check(doc).findings, accepts)
        clashes = chosen.clashes
        raw_edits, crossing = carry(doc, chosen.edits)
        refused = tuple(crossing)
        raw = patch(doc.raw, raw_edits)
        if raw == doc.raw:
            break
        done = [finding for finding in chosen.repaired if not set(finding.repairs[0].edits) & set(crossing)]
        if raw in seen:
            first = seen[raw]
            rules = sorted({finding.rule.id for later in [*per_round[first:], done] for finding in later})
            return Settled(raws[first], tuple(f for earlier in per_round[:first] for f in earlier), clashes, refused, tuple(rules))
        seen[raw] = len(raws)
        raws.append(raw)
        per_round.append(done)
        repaired += done
        doc = read(raw)
    return Settled(raws[-1], tuple(repaired), clashes, refused)
