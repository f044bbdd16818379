"""JSON by the contract in `docs/json.md`: places are code points of the decoded file, half open; every finding stands on a line of its own."""

import json
from collections.abc import Iterator
from typing import Any

from mtcheck import __version__
from mtcheck.core import Document, Finding, Repair, Report, Severity
from mtcheck.core.fingerprint import fingerprints
from mtcheck.repair.patch import carry
from mtcheck.reporters import Look, Tally
from mtcheck.reporters.places import place
from mtcheck.text.lazy import lazy

JOINT = ",\n"
SCHEMA = 1
TOOL = {"name": "mtcheck", "version": __version__}
_UNSAFE = lazy("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")  # some programs take them for line ends or terminal commands


def begin() -> str:
    return f'{{"schema": {SCHEMA}, "tool": {dumped(TOOL)}, "documents": [\n'


def story(report: Report, look: Look) -> str:
    parts = [dumped(document(report))[:-1], ', "findings": [']  # joined once: a story may have a hundred thousand findings
    for number, finding in enumerate(listed(report)):
        parts += (",\n  " if number else "\n  ", dumped(finding))
    parts += ("\n" if report.findings else "", "], ", dumped({"failures": failures(report), "skipped": skipped(report)})[1:])
    return "".join(parts)


def record(report: Report) -> dict[str, object]:
    """What the summary says of a story beyond the contract's keys. `touched`: share of its text, 0 to 1."""
    names = _names(report) if report.suppressed else {}
    return {
        "uri": report.document.uri,
        "id": report.document.id,
        "words": report.document.word_count,
        "readability": report.readability,
        "touched": round(report.touched, 4),
        "suppressed": [{"rule": mark.finding.rule.id, "fingerprint": names[id(mark.finding)], "reason": mark.reason} for mark in report.suppressed],
        "notes": list(report.notes),
    }


def end(tally: Tally, look: Look) -> str:
    return f'\n], "summary": {dumped(summary(tally))}}}\n'


def summary(tally: Tally) -> dict[str, object]:
    """Totals of a run. `failing`: stories at or above the gate. `unchecked`: stories of which something could not be checked."""
    return {
        "documents": tally.documents,
        "words": tally.words,
        "findings": {severity.name.lower(): tally.severities[severity.name.lower()] for severity in Severity},
        "verdicts": {verdict: tally.verdicts[verdict] for verdict in ("pass", "review", "block")},
        "automatic_repairs": tally.automatic,
        "suppressed": tally.suppressed,
        "failing": tally.failing,
        "unchecked": tally.unchecked,
        "errors": [{"uri": uri, "message": message} for uri, message in tally.errors],
        "stories": tally.stories,
    }


def document(report: Report) -> dict[str, Any]:
    """The keys of a document up to its findings."""
    doc = report.document
    return {"uri": doc.uri, "id": doc.id, "language": report.language, "verdict": report.verdict, "score": round(report.score, 2)}


def failures(report: Report) -> list[dict[str, str]]:
    return [{"rule": failure.rule, "error": failure.error} for failure in report.failures]


def skipped(report: Report) -> list[dict[str, str]]:
    return [{"rule": one.rule, "reason": one.reason} for one in report.skipped]


def listed(report: Report) -> Iterator[dict[str, Any]]:
    """The findings of a report, in its order."""
    names = _names(report)
    return (_finding(report.document, finding, names[id(finding)]) for finding in report.findings)


def dumped(value: Any) -> str:
    """The value as JSON on one line, without characters that break lines or command terminals."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def _names(report: Report) -> dict[int, str]:
    everything = [*report.findings, *(mark.finding for mark in report.suppressed)]
    everything.sort(key=lambda finding: (finding.span.start, finding.span.end, finding.rule.id))
    return dict(zip(map(id, everything), fingerprints(report.document, everything), strict=True))


def _finding(doc: Document, finding: Finding, fingerprint: str) -> dict[str, Any]:
    raw = doc.raw_span(finding.span)
    line, column = place(doc.raw, raw.start)
    return {
        "rule": finding.rule.id,
        "mqm": finding.rule.mqm,
        "severity": finding.severity.name.lower(),
        "confidence": round(finding.confidence, 3),
        "message": finding.message,
        "start": raw.start,
        "end": raw.end,
        "line": line,
        "column": column,
        "text": doc.raw[raw.start : raw.end],
        "fingerprint": fingerprint,
        "repairs": [shown for repair in finding.repairs if (shown := _repair(doc, finding, repair))],
    }


def _repair(doc: Document, finding: Finding, repair: Repair) -> dict[str, Any] | None:
    """None for a repair that cannot be carried to the file because markup stands in its way."""
    edits, refused = carry(doc, repair.edits)
    if refused:
        return None
    return {
        "confidence": round(repair.confidence, 3),
        "applicability": finding.applicability(repair).value,
        "edits": [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in edits],
    }
