"""SARIF 2.1.0: one run, the most serious findings first, columns in code points.

GitHub shows the first 5,000 results of a run, takes no file over 10 MB compressed and shows 10 tags of a rule; what
goes beyond is left out here, where the most serious can be kept, and a notification says how much. What could not be
checked makes `executionSuccessful` false.
"""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from mtcheck.core import Document, Report, Rule, Severity
from mtcheck.reporters import Tally
from mtcheck.reporters.addresses import address
from mtcheck.reporters.entries import Entry, Offer, Rank, entries, entry, most, names, rank
from mtcheck.reporters.help import markdown, plain
from mtcheck.reporters.json import TOOL, dumped
from mtcheck.reporters.places import place
from mtcheck.reporters.serious import MostSerious
from mtcheck.reporters.words import told, unchecked
from mtcheck.text.counting import count

RESULTS = 5_000  # what GitHub shows of a run
BYTES = 8_000_000  # of results, compressed; the rules and the frame come on top of it, and GitHub takes 10 MB
NOTIFICATIONS = 1_000
_LEVELS = {Severity.NEUTRAL: "note", Severity.MINOR: "warning", Severity.MAJOR: "error", Severity.CRITICAL: "error"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


@dataclass(frozen=True)
class Piece:
    """A story's results, its notifications, and the rules that they name."""

    seen: int
    results: list[tuple[Rank, str, str]]  # how serious, rule, result
    rules: dict[str, str]
    decision: str  # of the story, as JSON
    crashes: list[str] = field(default_factory=list)
    skips: list[str] = field(default_factory=list)


def piece(report: Report) -> Piece:
    doc = report.document
    results, rules = [], {}
    for one in entries(report, most(report.findings, RESULTS)):
        rules[one.finding.rule.id] = one.finding.rule
        results.append((rank(one.finding), one.finding.rule.id, dumped(_result(doc, one))))
    known = names(report) if report.suppressed else {}
    why = unchecked(report)
    for mark in report.suppressed[:RESULTS]:
        one = entry(doc, mark.finding, known[id(mark.finding)])
        rules[one.finding.rule.id] = one.finding.rule
        results.append(((-1, one.finding.confidence), one.finding.rule.id, dumped(_result(doc, one, mark.reason))))
    return Piece(
        len(report.findings) + len(report.suppressed),
        results,
        {name: dumped(_rule(rule)) for name, rule in rules.items()},
        dumped(_decision(report)),
        [
            dumped(_notification("error", f"{one.rule} crashed on this story: {one.error}", doc.uri, doc.id))
            for one in report.failures
        ]
        + ([dumped(_notification("error", why, doc.uri, doc.id))] if why else []),
        [dumped(_notification("warning", f"{one.rule} did not run. {one.reason}")) for one in report.skipped],
    )


class Writer:
    """Keeps the most serious results of the run and writes the file at its end."""

    def __init__(self) -> None:
        self._results = MostSerious[tuple[str, str]](RESULTS)
        self._rules: dict[str, str] = {}
        self._crashes: dict[str, None] = {}
        self._skips: dict[str, None] = {}
        self._decisions: list[str] = []
        self._seen = 0

    def add(self, piece: Piece) -> Iterator[str]:
        self._seen += piece.seen
        self._rules |= piece.rules
        if len(self._decisions) < RESULTS:
            self._decisions.append(piece.decision)
        for ranked, rule, result in piece.results:
            self._results.add(ranked, (rule, result))
        for kept, new in ((self._crashes, piece.crashes), (self._skips, piece.skips)):
            for text in new:
                if len(kept) < NOTIFICATIONS:
                    kept[text] = None
        return iter(())

    def end(self, tally: Tally) -> Iterator[str]:
        kept = _that_fit(self._results)
        used = sorted({rule for rule, _ in kept})
        frame = {
            "tool": {"driver": {**TOOL, "semanticVersion": TOOL["version"], "rules": [0]}},
            "columnKind": "unicodeCodePoints",
        }
        head, tail = dumped(frame)[:-1].split("[0]")
        yield f'{{"$schema": {dumped(_SCHEMA)}, "version": "2.1.0", "runs": [\n{head}[\n'
        yield ",\n".join(self._rules[rule] for rule in used)
        yield f'\n]{tail}, "newlineSequences": ["\\r\\n", "\\n", "\\r"],\n'
        yield f'"invocations": [{self._invocation(tally, self._seen - len(kept))}],\n"results": [\n'
        for number, (_, result) in enumerate(kept):
            yield (",\n" if number else "") + result
        said = dumped({"decision": tally.decision, "reason": tally.reason})[:-1] if tally.decision else "{"
        yield f'\n],\n"properties": {said}{", " if tally.decision else ""}"stories": [\n'
        yield ",\n".join(self._decisions)
        yield "\n]}}\n]}\n"

    def _invocation(self, tally: Tally, left: int) -> str:
        unread = [dumped(_notification("error", sentence, uri)) for uri, sentence in tally.errors[:NOTIFICATIONS]]
        told = [*unread, *self._crashes][:NOTIFICATIONS]
        if left:
            said = (
                f"{count(left, 'finding is', 'findings are')} left out, the least serious: code scanning shows"
                f" {RESULTS:,} of a run. JSON has all."
            )
            told.append(dumped(_notification("note", said)))
        done = "false" if tally.errors or tally.unchecked else "true"
        return (
            f'{{"executionSuccessful": {done}, "toolExecutionNotifications": [{", ".join(told)}], '
            f'"toolConfigurationNotifications": [{", ".join(self._skips)}]}}'
        )


def _that_fit(results: MostSerious[tuple[str, str]]) -> list[tuple[str, str]]:
    """The most serious results whose compressed size stays within what GitHub takes."""
    packed, size, kept = zlib.compressobj(), 0, []
    for rule, result in results:
        size += len(packed.compress(result.encode("utf-8")))
        if size > BYTES:
            break
        kept.append((rule, result))
    return kept


def _decision(report: Report) -> dict[str, Any]:
    """What becomes of a story, and why."""
    doc = report.document
    made = {
        "uri": address(doc.uri),
        "id": doc.id,
        "decision": report.decision,
        "reason": report.reason,
        "score": round(report.score, 2),
    }
    return made if report.mt_likelihood is None else {**made, "mtLikelihood": report.mt_likelihood}


def _result(doc: Document, one: Entry, reason: str | None = None) -> dict[str, Any]:
    finding = one.finding
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": _artifact(doc.uri), "region": _region(one)}}
    if doc.id:
        location["logicalLocations"] = [{"name": doc.id, "kind": "story"}]
    made: dict[str, Any] = {
        "ruleId": finding.rule.id,
        "level": _LEVELS[one.weight],
        "rank": round(finding.confidence * 100, 1),
        "message": {"text": told(doc, one)},
        "locations": [location],
        "partialFingerprints": {"mtcheck/v1": one.fingerprint},
        "properties": {"severity": one.severity, "mqm": finding.rule.mqm},
        "suppressions": [] if reason is None else [{"kind": "external", "status": "accepted", "justification": reason}],
    }
    if finding.related:
        spans = [doc.raw_span(span) for span in finding.related[:100]]
        regions = (_range(doc, span.start, span.end) for span in spans)
        made["relatedLocations"] = _unique(
            {"physicalLocation": {"artifactLocation": _artifact(doc.uri), "region": region}} for region in regions
        )
    if one.offers:
        made["fixes"] = _unique(_fix(doc, offer) for offer in one.offers)
    return made


def _unique(things: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The things, each once, as the schema wants it: two repairs of a text may be one in the file."""
    found: list[dict[str, Any]] = []
    for thing in things:
        if thing not in found:
            found.append(thing)
    return found


def _region(one: Entry) -> dict[str, Any]:
    places = {"startLine": one.line, "startColumn": one.column, "endLine": one.end_line, "endColumn": one.end_column}
    words = one.text[one.seen.start - one.span.start : one.seen.end - one.span.start]
    return {**places, "charOffset": one.seen.start, "charLength": len(one.seen), "snippet": {"text": words}}


def _range(doc: Document, start: int, end: int) -> dict[str, Any]:
    (line, column), (end_line, end_column) = place(doc.raw, start), place(doc.raw, end)
    places = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    return {**places, "charOffset": start, "charLength": end - start}


def _fix(doc: Document, offer: Offer) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _range(doc, edit.span.start, edit.span.end), "insertedContent": {"text": edit.text}}
        for edit in offer.edits
    ]
    said = f"{offer.applicability.value}, {offer.repair.confidence:.0%}"
    return {
        "description": {"text": said},
        "artifactChanges": [{"artifactLocation": _artifact(doc.uri), "replacements": replacements}],
    }


def _artifact(uri: str) -> dict[str, str]:
    return {"uri": address(uri)}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.id.title().replace("-", ""),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary} {rule.why}"},
        "help": {"text": plain(rule), "markdown": markdown(rule)},
        "defaultConfiguration": {"level": "note" if rule.preview else _LEVELS[rule.severity]},
        "properties": {"tags": ["machine-translation", *rule.mqm.split("/")], "preview": rule.preview},
    }


def _notification(level: str, sentence: str, uri: str | None = None, id: str = "") -> dict[str, Any]:
    made: dict[str, Any] = {"level": level, "message": {"text": sentence}}
    if uri is not None:
        made["locations"] = [{"physicalLocation": {"artifactLocation": _artifact(uri)}}]
        if id:
            made["locations"][0]["logicalLocations"] = [{"name": id, "kind": "story"}]
    return made
