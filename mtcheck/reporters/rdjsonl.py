"""reviewdog's rdjsonl: one diagnostic a line.

Columns are bytes of UTF-8; the best repair is a suggestion that a reviewer can accept.
"""

from collections.abc import Iterator
from typing import Any

from mtcheck.core import Document, Report, Severity
from mtcheck.reporters import Look, Tally
from mtcheck.reporters.entries import Entry, entries
from mtcheck.reporters.excerpt import harmless
from mtcheck.reporters.json import dumped
from mtcheck.reporters.utf8 import place
from mtcheck.reporters.words import unchecked

SOURCE = {"name": "mtcheck"}
_LEVELS = {Severity.NEUTRAL: "INFO", Severity.MINOR: "WARNING", Severity.MAJOR: "ERROR", Severity.CRITICAL: "ERROR"}


def story(report: Report, look: Look) -> str:
    return "".join(f"{dumped({**one, 'source': SOURCE})}\n" for one in diagnostics(report))


def end(tally: Tally, look: Look) -> str:
    return "".join(f"{dumped({**one, 'source': SOURCE})}\n" for one in unread(tally))


def diagnostics(report: Report) -> Iterator[dict[str, Any]]:
    """A diagnostic for each finding and for each rule that crashed, and for a story that was not checked."""
    doc = report.document
    for entry in entries(report):
        yield _diagnostic(doc, entry)
    for failure in report.failures:
        yield _unchecked(doc.uri, failure.rule, f"The rule crashed on this story: {failure.error}")
    if why := unchecked(report):
        yield _unchecked(doc.uri, "not-checked", why)


def unread(tally: Tally) -> Iterator[dict[str, Any]]:
    """A diagnostic for each file that could not be checked."""
    return (_unchecked(uri, "not-checked", sentence) for uri, sentence in tally.errors)


def _diagnostic(doc: Document, entry: Entry) -> dict[str, Any]:
    story = f"[{harmless(doc.id)}] " if doc.id else ""
    made: dict[str, Any] = {
        "message": story + entry.finding.message,
        "location": {"path": doc.uri, "range": _range(doc, entry.seen.start, entry.seen.end)},
        "severity": _LEVELS[entry.weight],
        "code": {"value": entry.finding.rule.id},
    }
    if entry.offers:
        edit = entry.offers[0].merged(doc.raw)
        made["suggestions"] = [{"range": _range(doc, edit.span.start, edit.span.end), "text": edit.text}]
    return made


def _range(doc: Document, start: int, end: int) -> dict[str, Any]:
    places = (place(doc.raw, start), place(doc.raw, end))
    return {
        name: {"line": line, "column": column} for name, (line, column) in zip(("start", "end"), places, strict=True)
    }


def _unchecked(uri: str, rule: str, sentence: str) -> dict[str, Any]:
    return {"message": sentence, "location": {"path": uri}, "severity": "ERROR", "code": {"value": rule}}
