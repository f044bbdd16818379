"""One finding a line, as compilers write them: `path:line:col: rule: message`.

A story that is held back without a finding has a line of its own.
"""

from collections.abc import Iterator

from mtcheck.core import Report
from mtcheck.reporters import Look, Tally
from mtcheck.reporters.entries import entries
from mtcheck.reporters.excerpt import harmless
from mtcheck.reporters.words import told


def story(report: Report, look: Look) -> str:
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    doc = report.document
    path = harmless(doc.uri)
    found = list(entries(report))
    for entry in found:
        yield f"{path}:{entry.line}:{entry.column}: {entry.finding.rule.id}: {told(doc, entry)}"
    if report.decision != "pass" and (not found or report.decision == "unchecked"):
        name = f"[{harmless(doc.id)}] " if doc.id else ""
        yield f"{path}:1:1: {report.decision}: {name}{harmless(report.reason)}"
    yield from (f"{path}:1:1: note: {harmless(note)}" for note in report.document.notes + report.document.skipped)


def end(tally: Tally, look: Look) -> str:
    return "".join(f"{harmless(uri)}:1:1: unchecked: {harmless(sentence)}\n" for uri, sentence in tally.errors)
