"""One HTML file for an editor: the stories as they read, findings marked in place, repairs to accept. It needs no
network and nothing beside it.

Each story is a block of JSON that the browser renders when the story is chosen; its places count UTF-16 units, as the
browser does. The parts of the page stand in `page/`. Its policy allows the one script and the one style sheet by their
hashes, and nothing from anywhere else.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from mtcheck.core import Applicability, Document, Edit, Finding, Repair, Report, Severity
from mtcheck.repair.patch import carry
from mtcheck.reporters import Tally
from mtcheck.reporters.entries import names
from mtcheck.reporters.json import dumped, summary
from mtcheck.reporters.utf16 import Units
from mtcheck.version import __version__

_SCRIPTS = ("plan.js", "text.js", "state.js", "reading.js", "cards.js", "list.js", "main.js")
_LARGEST_RAW = 2_000_000  # code points; a story in a larger file is given back as its text
_HARMLESS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})  # these stand only inside JSON strings


Piece = tuple[str, dict[str, list[str]]]


def piece(report: Report) -> Piece:
    """A story's block, and what its rules say of themselves."""
    rules = {one.rule.id: [one.rule.mqm.partition("/")[0], one.rule.summary, one.rule.why] for one in report.findings}
    return _block("story", _story(report)), rules


class Writer:
    """Writes stories as they come; what rules say is kept and written once, at the end."""

    def __init__(self) -> None:
        self._begun = False
        self._rules: dict[str, list[str]] = {}

    def add(self, piece: Piece) -> Iterator[str]:
        block, rules = piece
        self._rules.update(rules)
        yield from self._begin()
        yield block

    def end(self, tally: Tally) -> Iterator[str]:
        yield from self._begin()
        yield _block("run", {**summary(tally), "rules": self._rules})
        yield f"<script>{_script()}</script>\n</body>\n</html>\n"

    def _begin(self) -> Iterator[str]:
        if not self._begun:
            self._begun = True
            yield _head()


def _head() -> str:
    return (
        _part("page.html")
        .replace(
            "{{policy}}",
            f"default-src 'none'; style-src {_hash(_style())}; script-src {_hash(_script())}; img-src data:;"
            f" {_NOTHING}",
        )
        .replace("{{version}}", __version__)
        .replace("{{style}}", _style())
    )


_NOTHING = "base-uri 'none'; form-action 'none'"


def _block(kind: str, value: object) -> str:
    return f'<script type="application/json" class="{kind}">{dumped(value).translate(_HARMLESS)}</script>\n'


@lru_cache(maxsize=16)
def _part(name: str) -> str:
    from importlib import resources

    return resources.files("mtcheck.reporters").joinpath("page", name).read_text(encoding="utf-8")


def _style() -> str:
    return f"\n{_part('page.css')}"


def _script() -> str:
    parts = "\n".join(map(_part, _SCRIPTS))
    return f'\n"use strict";\n(() => {{\n{parts}\n}})();\n'


def _hash(content: str) -> str:
    import base64
    import hashlib

    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _story(report: Report) -> dict[str, Any]:
    doc = report.document
    units = Units(doc.text)
    whole = (
        not doc.id and len(doc.raw) <= _LARGEST_RAW and not _as_read(doc)
    )  # the only story of a file that is more than its text
    raw_units = Units(doc.raw) if whole else None
    known = names(report)
    of_places = [finding for finding in report.findings if not finding.rule.of_story]
    return {
        "uri": doc.uri,
        "id": doc.id,
        "language": report.language,
        "decision": report.decision,
        "reason": report.reason,
        "weight": weight(report),
        "score": round(report.score, 1),
        "words": doc.word_count,
        "touched": round(report.touched, 4),
        "grade": None if report.readability is None else f"{report.readability:.0f}",
        "text": doc.text,
        "raw": doc.raw if whole else None,
        "segments": [[units(segment.span.start), units(segment.span.end), segment.kind] for segment in doc.segments],
        "findings": [_finding(doc, finding, known[id(finding)], units, raw_units) for finding in of_places],
        "notes": [*(one.message for one in report.findings if one.rule.of_story), *report.notes],
        "unchecked": [
            *([report.incomplete] if report.incomplete else []),
            *(f"{one.rule}: {one.reason}" for one in report.skipped),
            *(f"{failure.rule} crashed ({failure.error}); please report this." for failure in report.failures),
        ],
        "suppressed": [[mark.finding.rule.id, mark.finding.message, mark.reason] for mark in report.suppressed],
    }


def weight(report: Report) -> str:
    """What weighs on the score, in some words."""
    counts = [
        (severity, sum(f.severity is severity for f in report.findings))
        for severity in sorted(Severity, reverse=True)
        if severity
    ]
    found = [f"{count:,} {severity.name.lower()}" for severity, count in counts if count]
    if not found:
        return "" if report.incomplete else "no error found"
    *most, last = found
    number = sum(count for _, count in counts)
    return (f"{', '.join(most)} and {last}" if most else last) + (" error" if number == 1 else " errors")


def _as_read(doc: Document) -> bool:
    """Whether the file holds the text and nothing else, as it is."""
    return (
        doc.raw == doc.text
        and len(doc.runs) == 1
        and doc.runs[0].verbatim
        and doc.runs[0].escape is None
        and doc.escape(_SIGNS) == _SIGNS
    )


_SIGNS = "&<>\"'\\\n"


def _finding(doc: Document, finding: Finding, name: str, units: Units, raw_units: Units | None) -> dict[str, Any]:
    return {
        "name": name,
        "rule": finding.rule.id,
        "severity": finding.severity.name.lower(),
        "confidence": finding.confidence,
        "message": finding.message,
        "start": units(finding.span.start),
        "end": units(finding.span.end),
        "repairs": [_repair(doc, finding, repair, units, raw_units) for repair in finding.repairs],
    }


def _repair(doc: Document, finding: Finding, repair: Repair, units: Units, raw_units: Units | None) -> dict[str, Any]:
    """`raw`: the edits of the file, one for each edit.

    `byHand`: markup stands in the way, so that no file can take it.
    """
    carried, refused = carry(doc, repair.edits)
    return {
        "confidence": repair.confidence,
        "automatic": finding.applicability(repair) is Applicability.AUTOMATIC,
        "byHand": bool(refused),
        "edits": _edits(repair.edits, units),
        "raw": _edits(carried, raw_units) if raw_units and not refused else None,
    }


def _edits(edits: Sequence[Edit | Any], units: Units) -> list[list[object]]:
    return [[units(edit.span.start), units(edit.span.end), edit.text] for edit in edits]
