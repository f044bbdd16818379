"""Markdown for a pull request or a job summary: the stories that are held back, then the most serious findings as a
table, never more than a page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.core import Report
from mtcheck.reporters import Tally
from mtcheck.reporters.entries import Entry, Rank, entries, most, rank
from mtcheck.reporters.excerpt import harmless, middle
from mtcheck.reporters.serious import MostSerious
from mtcheck.reporters.words import change, quoted, title, totals
from mtcheck.text.counting import count
from mtcheck.text.lazy import lazy

FINDINGS = 200  # rows; a job summary may have a megabyte, a comment 65,536 characters
STORIES = 50
_ROOM = 80  # columns of a cell
_SPECIAL = lazy(r"[\\`*_\[\]<>|~&#$@!]")
_HELD = {"unchecked": 3, "block": 2, "review": 1, "nothing to check": 0}


@dataclass(frozen=True)
class Piece:
    """What this format may want to show of a story."""

    held: tuple[Rank, str] | None
    findings: int
    rows: list[tuple[Rank, str]]
    unchecked: list[str]


def piece(report: Report) -> Piece:
    doc = report.document
    held = None
    if report.decision in _HELD:
        cells = (
            title(doc),
            report.decision,
            middle(report.reason, _ROOM),
            f"{report.score:.1f}",
            f"{doc.word_count:,}",
            f"{len(report.findings):,}",
        )
        held = ((_HELD[report.decision], -report.score), _row(*map(_safe, cells)))
    rows = [
        (rank(entry.finding), _finding(report, entry)) for entry in entries(report, most(report.findings, FINDINGS))
    ]
    crashes = [f"- {_safe(f'{title(doc)}: {one.rule} crashed ({one.error})')}\n" for one in report.failures]
    skips = [f"- {_safe(f'{one.rule}: {one.reason}')}\n" for one in report.skipped]
    return Piece(held, len(report.findings), rows, [*crashes, *skips])


class Writer:
    """Keeps the most serious rows."""

    def __init__(self) -> None:
        self._held = MostSerious[str](STORIES)
        self._rows = MostSerious[str](FINDINGS)
        self._stories = self._findings = 0
        self._unchecked: dict[str, None] = {}

    def add(self, piece: Piece) -> Iterator[str]:
        self._findings += piece.findings
        if piece.held is not None:
            self._stories += 1
            self._held.add(*piece.held)
        for row in piece.rows:
            self._rows.add(*row)
        for line in piece.unchecked:
            if len(self._unchecked) < STORIES:
                self._unchecked[line] = None
        return iter(())

    def end(self, tally: Tally) -> Iterator[str]:
        yield f"## mtcheck\n\n{totals(tally)}.\n"
        if tally.decision:
            yield f"\n**{tally.decision}**: {_SPECIAL.sub(_escaped, harmless(tally.reason))}\n"
        unchecked = [*(f"- {_safe(sentence)}\n" for _, sentence in tally.errors), *self._unchecked]
        if unchecked:
            yield "\n### Not checked\n\n" + "".join(unchecked[:STORIES]) + _left(len(unchecked) - STORIES, "line")
        yield from _table(
            ("story", "decision", "reason", "score", "words", "findings"),
            self._held,
            "Held back",
            self._stories,
            "story",
            "stories",
        )
        yield from _table(
            ("place", "severity", "rule", "what is wrong", "as it is", "repaired"),
            self._rows,
            "Findings",
            self._findings,
            "finding",
        )


def _finding(report: Report, entry: Entry) -> str:
    doc, finding = report.document, entry.finding
    before, after = change(doc, entry.offers[0]) if entry.offers else (quoted(entry.text), "")
    place = f"{doc.uri}:{entry.line}:{entry.column}" + (f" {doc.id}" if doc.id else "")
    sure = f"{entry.severity}, {finding.confidence:.0%}"
    return _row(*map(_safe, (place, sure, finding.rule.id, finding.message, before, after)))


def _table(
    head: tuple[str, ...], rows: MostSerious[str], name: str, seen: int, one: str, many: str = ""
) -> Iterator[str]:
    if len(rows):
        yield f"\n### {name}\n\n{_row(*head)}{_row(*['---'] * len(head))}"
        yield from rows
        yield _left(seen - len(rows), one, many)


def _left(number: int, one: str, many: str = "") -> str:
    return (
        f"\nand {count(number, f'less serious {one}', f'less serious {many}' if many else '')}, not shown here.\n"
        if number > 0
        else ""
    )


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def _safe(text: str) -> str:
    """The text on one line, none of it taken for Markdown, HTML or the name of a user."""
    return _SPECIAL.sub(_escaped, middle(harmless(text), _ROOM))


def _escaped(match: re.Match[str]) -> str:
    return "&#64;" if match[0] == "@" else "\\" + match[0]
