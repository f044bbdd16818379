"""Checkstyle XML: an `error` for each finding, under the file it stands in. Columns count code points."""

from mtcheck.core import Report, Severity
from mtcheck.reporters import Look, Tally
from mtcheck.reporters.entries import entries
from mtcheck.reporters.markup import attributes
from mtcheck.reporters.words import told, unchecked

_LEVELS = {Severity.NEUTRAL: "info", Severity.MINOR: "warning", Severity.MAJOR: "error", Severity.CRITICAL: "error"}


def begin() -> str:
    return '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="10.0">\n'


def story(report: Report, look: Look) -> str:
    doc = report.document
    lines = [
        _error(entry.line, _LEVELS[entry.weight], told(doc, entry), entry.finding.rule.id, entry.column)
        for entry in entries(report)
    ]
    lines += [
        _error(1, "error", f"The rule crashed on this story: {failure.error}", failure.rule)
        for failure in report.failures
    ]
    if why := unchecked(report):
        lines.append(_error(1, "error", why, "not-checked"))
    return f"<file{attributes(name=doc.uri)}>\n{''.join(lines)}</file>\n"


def end(tally: Tally, look: Look) -> str:
    files = [
        f"<file{attributes(name=uri)}>\n{_error(1, 'error', sentence, 'not-checked')}</file>\n"
        for uri, sentence in tally.errors
    ]
    return "".join(files) + "</checkstyle>\n"


def _error(line: int, level: str, message: str, rule: str, column: int | None = None) -> str:
    return (
        f"  <error{attributes(line=line, column=column, severity=level, message=message, source=f'mtcheck.{rule}')}/>\n"
    )
