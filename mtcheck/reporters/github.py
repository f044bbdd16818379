"""GitHub Actions workflow commands: annotations on the lines of a pull request.

GitHub shows ten errors, ten warnings and ten notices of a step: the most serious are written, and a notice says how
many were left out.
"""

import re
from collections.abc import Iterator

from mtcheck.core import Finding, Report, Severity
from mtcheck.reporters import Tally
from mtcheck.reporters.entries import Entry, Rank, entries, most, rank
from mtcheck.reporters.excerpt import harmless
from mtcheck.reporters.serious import MostSerious
from mtcheck.reporters.words import told, totals, unchecked
from mtcheck.text.counting import count
from mtcheck.text.lazy import lazy

SHOWN = 10  # annotations of a level that GitHub shows for a step
_LEVELS: dict[int, str] = {
    Severity.NEUTRAL: "notice",
    Severity.MINOR: "warning",
    Severity.MAJOR: "error",
    Severity.CRITICAL: "error",
}
_UNCHECKED: Rank = (100, 1.0)  # what could not be checked comes first
Command = tuple[Rank, str, str]  # how serious, level, the line to write


def piece(report: Report) -> list[Command]:
    doc = report.document
    levels = ([one for one in report.findings if _level(one) == level] for level in ("error", "warning", "notice"))
    chosen = [one for some in levels for one in most(some, SHOWN)]
    found = [_finding(report, entry) for entry in entries(report, chosen)]
    left = len(report.findings) - len(found)
    found += [((-1, 0.0), "notice", "")] * left  # counted, never shown
    found += [
        (_UNCHECKED, "error", command("error", f"{one.rule} crashed: {harmless(one.error)}", file=doc.uri))
        for one in report.failures
    ]
    if why := unchecked(report):
        found.append((_UNCHECKED, "error", command("error", why, file=doc.uri, title="not checked")))
    return found


class Writer:
    """Keeps the most serious annotations of each level."""

    def __init__(self) -> None:
        self._kept = {
            "error": MostSerious[str](SHOWN),
            "warning": MostSerious[str](SHOWN),
            "notice": MostSerious[str](SHOWN - 1),
        }
        self._seen = 0

    def add(self, piece: list[Command]) -> Iterator[str]:
        for ranked, level, line in piece:
            self._seen += 1
            if line:
                self._kept[level].add(ranked, line)
        return iter(())

    def end(self, tally: Tally) -> Iterator[str]:
        errors = [
            (_UNCHECKED, "error", command("error", harmless(sentence), file=uri, title="not checked"))
            for uri, sentence in tally.errors
        ]
        yield from self.add(errors)
        for level in self._kept.values():
            yield from level
        left = self._seen - sum(map(len, self._kept.values()))
        more = (
            f"; {count(left, 'less serious one is', 'less serious ones are')} not shown here, because GitHub shows"
            f" {SHOWN} of a level"
            if left
            else ""
        )
        yield command("notice", f"mtcheck: {totals(tally)}{more}.")


def _level(finding: Finding) -> str:
    return _LEVELS[rank(finding)[0]]


def _finding(report: Report, entry: Entry) -> Command:
    doc, finding = report.document, entry.finding
    level = _level(finding)
    columns = {"col": entry.column, "endColumn": entry.end_column} if entry.line == entry.end_line else {}
    line = command(
        level, told(doc, entry), file=doc.uri, line=entry.line, endLine=entry.end_line, **columns, title=finding.rule.id
    )
    return rank(finding), level, line


def command(level: str, message: str, **properties: object) -> str:
    """A workflow command, with the characters escaped that would end it or one of its properties."""
    given = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{level}{' ' + given if given else ''}::{_data(message)}\n"


def _data(text: str) -> str:
    return _CONTROL.sub(_shown, text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _shown(sign: re.Match[str]) -> str:
    return chr(0x2400 + ord(sign[0]))


_CONTROL = lazy(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
