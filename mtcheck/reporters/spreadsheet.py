"""CSV (RFC 4180): one finding a row. A cell that a spreadsheet would take for a formula begins with an apostrophe."""

import csv
import io
from collections.abc import Iterable

from mtcheck.core import Report
from mtcheck.reporters import Look, Tally
from mtcheck.reporters.entries import entries
from mtcheck.reporters.places import place
from mtcheck.reporters.words import unchecked
from mtcheck.text.lazy import lazy

COLUMNS = (
    "file", "story", "line", "column", "start", "end", "severity", "confidence", "rule", "mqm", "text", "message",
    "repair", "applicability", "fingerprint",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # full-width ones work in some programs, too

_BEHIND = lazy(r"(;\"*)(?=[=+\-@＝＋－＠])")
_CONTROL = lazy(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def begin() -> str:
    return _rows([COLUMNS])


def story(report: Report, look: Look) -> str:
    doc = report.document
    rows: list[Iterable[object]] = []
    for entry in entries(report):
        finding, best = entry.finding, entry.offers[0] if entry.offers else None
        rows.append([
            doc.uri, doc.id, *place(doc.raw, entry.span.start), entry.span.start, entry.span.end, entry.severity,
                round(finding.confidence, 3),
            finding.rule.id, finding.rule.mqm, entry.text, finding.message,
            best.merged(doc.raw).text if best else "", best.applicability.value if best else "", entry.fingerprint,
        ])  # fmt: skip
    rows += (
        _unchecked(doc.uri, doc.id, failure.rule, f"The rule crashed on this story: {failure.error}")
        for failure in report.failures
    )
    if why := unchecked(report):
        rows.append(_unchecked(doc.uri, doc.id, "not-checked", why))
    return _rows(rows)


def end(tally: Tally, look: Look) -> str:
    return _rows(_unchecked(uri, "", "not-checked", sentence) for uri, sentence in tally.errors)


def _unchecked(uri: str, id: str, rule: str, sentence: str) -> list[object]:
    given = {"file": uri, "story": id, "rule": rule, "message": sentence}
    return [given.get(column, "") for column in COLUMNS]


def _rows(rows: Iterable[Iterable[object]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([_guarded(cell) for cell in row] for row in rows)
    return out.getvalue()


def _guarded(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula, whether it parts cells at commas or, as in much of Europe, at
    semicolons; nor a terminal for a command.
    """
    if not isinstance(cell, str):
        return cell
    cell = _CONTROL.sub(lambda sign: chr(0x2400 + ord(sign[0])), cell)
    return f"'{cell}" if cell.startswith(_FORMULA) else _BEHIND.sub(r"\1'", cell)
