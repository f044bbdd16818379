"""JSON by the contract in `docs/json.md`: places are half-open code points of the decoded file; a finding a line."""

import json
from collections.abc import Iterator
from typing import Any

from mtcheck.core import Document, Report, Severity
from mtcheck.reporters import Look, Tally
from mtcheck.reporters.entries import Entry, Offer, entries, names
from mtcheck.reporters.places import place
from mtcheck.reporters.words import DECISIONS
from mtcheck.text.lazy import lazy
from mtcheck.version import __version__

JOINT = ",\n"
SCHEMA = 1
TOOL = {"name": "mtcheck", "version": __version__}
_UNSAFE = lazy("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")  # some programs take them for line ends or terminal commands


def begin() -> str:
    return f'{{"schema": {SCHEMA}, "tool": {dumped(TOOL)}, "documents": [\n'


def story(report: Report, look: Look) -> str:
    parts = [
        dumped(document(report))[:-1],
        ', "findings": [',
    ]  # joined once: a story may have a hundred thousand findings
    for number, finding in enumerate(listed(report)):
        parts += (",\n  " if number else "\n  ", dumped(finding))
    parts += (
        "\n" if report.findings else "",
        "], ",
        dumped({"failures": failures(report), "skipped": skipped(report)})[1:],
    )
    return "".join(parts)


def record(report: Report) -> dict[str, object]:
    """What the summary says of a story beyond the contract's keys. `touched`: share of its text, 0 to 1.

    `incomplete`: why the rules were not done with it.
    """
    known = names(report) if report.suppressed else {}
    return {
        "uri": report.document.uri,
        "id": report.document.id,
        "words": report.document.word_count,
        "readability": report.readability,
        "mt_likelihood": report.mt_likelihood,
        "mt_errors": report.mt_errors,
        "touched": round(report.touched, 4),
        "scores": dict(report.scores),
        "suppressed": [
            {"rule": mark.finding.rule.id, "fingerprint": known[id(mark.finding)], "reason": mark.reason}
            for mark in report.suppressed
        ],
        "notes": list(report.notes),
        "known": len(report.known),
        "decision": report.decision,
        "reason": report.reason,
        "incomplete": report.incomplete,
    }


def end(tally: Tally, look: Look) -> str:
    return f'\n], "summary": {dumped(summary(tally))}}}\n'


def summary(tally: Tally) -> dict[str, object]:
    """Totals of a run. `failing`: stories at or above the gate.

    `unchecked`: stories of which something could not be checked.
    """
    return {
        "documents": tally.documents,
        "words": tally.words,
        "findings": {severity.name.lower(): tally.severities[severity.name.lower()] for severity in Severity},
        "decisions": {word: number for word in DECISIONS if (number := tally.decisions[word])},
        "verdicts": {verdict: tally.verdicts[verdict] for verdict in ("pass", "review", "block")},
        "automatic_repairs": tally.automatic,
        "suppressed": tally.suppressed,
        "known": tally.known,
        "failing": tally.failing,
        "unchecked": tally.unchecked,
        "decision": tally.decision,
        "reason": tally.reason,
        "errors": [{"uri": uri, "message": message} for uri, message in tally.errors],
        "stories": tally.stories,
    }


def document(report: Report) -> dict[str, Any]:
    """The keys of a document up to its findings."""
    doc = report.document
    return {
        "uri": doc.uri,
        "id": doc.id,
        "language": report.language,
        "verdict": report.verdict,
        "score": round(report.score, 2),
    }


def failures(report: Report) -> list[dict[str, str]]:
    return [{"rule": failure.rule, "error": failure.error} for failure in report.failures]


def skipped(report: Report) -> list[dict[str, str]]:
    return [{"rule": one.rule, "reason": one.reason} for one in report.skipped]


def listed(report: Report) -> Iterator[dict[str, Any]]:
    """The findings of a report, in its order."""
    return (_entry(report.document, entry) for entry in entries(report))


def dumped(value: Any) -> str:
    """The value as JSON on one line, without characters that break lines or command terminals."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


class Joined:
    """Puts objects behind `begins`, each on lines of its own, as one list."""

    def __init__(self, begins: str) -> None:
        self._before = begins

    def add(self, piece: list[str]) -> Iterator[str]:
        for one in piece:
            yield self._before + one
            self._before = ",\n"


def _entry(doc: Document, entry: Entry) -> dict[str, Any]:
    finding = entry.finding
    line, column = place(doc.raw, entry.span.start)  # of `start`, as promised, which white space may follow
    return {
        "rule": finding.rule.id,
        "mqm": finding.rule.mqm,
        "severity": entry.severity,
        "confidence": round(finding.confidence, 3),
        "message": finding.message,
        "start": entry.span.start,
        "end": entry.span.end,
        "line": line,
        "column": column,
        "text": entry.text,
        "fingerprint": entry.fingerprint,
        "repairs": [_offer(offer) for offer in entry.offers],
        **({"evidence": [part._asdict() for part in entry.finding.evidence]} if entry.finding.evidence else {}),
    }


def _offer(offer: Offer) -> dict[str, Any]:
    return {
        "confidence": round(offer.repair.confidence, 3),
        "applicability": offer.applicability.value,
        "edits": [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in offer.edits],
    }
