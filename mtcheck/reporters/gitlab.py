"""GitLab code quality: one JSON array.

Severities info, minor, major and critical are ours; blocker is what could not be checked.
"""

from collections.abc import Iterator
from os.path import normpath
from typing import Any

from mtcheck.core import Report, Severity
from mtcheck.reporters import Tally
from mtcheck.reporters.entries import Entry, entries
from mtcheck.reporters.json import Joined, dumped
from mtcheck.reporters.words import told, unchecked

_LEVELS = {Severity.NEUTRAL: "info", Severity.MINOR: "minor", Severity.MAJOR: "major", Severity.CRITICAL: "critical"}


def piece(report: Report) -> list[str]:
    doc = report.document
    found = [_finding(report, entry) for entry in entries(report)]
    undone = [(failure.rule, f"{failure.rule} crashed on this story: {failure.error}") for failure in report.failures]
    if why := unchecked(report):
        undone.append(("not-checked", why))
    return [
        dumped(one) for one in (*found, *(_unchecked(doc.uri, doc.id, rule, sentence) for rule, sentence in undone))
    ]


class Writer(Joined):
    """Joins the objects of all stories."""

    def __init__(self) -> None:
        super().__init__("[\n")

    def end(self, tally: Tally) -> Iterator[str]:
        yield from self.add([dumped(_unchecked(uri, "", "not-checked", sentence)) for uri, sentence in tally.errors])
        yield "[]\n" if self._before == "[\n" else "\n]\n"


def _finding(report: Report, entry: Entry) -> dict[str, Any]:
    doc, rule = report.document, entry.finding.rule
    fingerprint = _hash(doc.uri, doc.id, entry.fingerprint)
    return _issue(doc.uri, entry.line, entry.end_line, rule.id, _LEVELS[entry.weight], told(doc, entry), fingerprint)


def _unchecked(uri: str, id: str, rule: str, sentence: str) -> dict[str, Any]:
    return _issue(uri, 1, 1, rule, "blocker", sentence, _hash(uri, id, rule, sentence))


def _issue(uri: str, line: int, end: int, rule: str, level: str, description: str, fingerprint: str) -> dict[str, Any]:
    location = {
        "path": uri if "://" in uri else normpath(uri),
        "lines": {"begin": line, "end": end},
    }  # GitLab knows no “./”
    return {
        "type": "issue",
        "check_name": rule,
        "description": description,
        "severity": level,
        "fingerprint": fingerprint,
        "location": location,
    }


def _hash(*parts: str) -> str:
    from hashlib import sha256

    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
