"""JSON Feed 1.1: the stories as items, their text as `content_text`, what was found under `_mtcheck` as the JSON format
has it.

`content_start` and `content_end` of a finding are places in `content_text`, in code points; `start` and `end` are of
the decoded file.
"""

from typing import Any

from mtcheck.core import Document, Report
from mtcheck.reporters import Look, Tally
from mtcheck.reporters.json import SCHEMA, TOOL, document, dumped, failures, listed, skipped, summary
from mtcheck.reporters.json import record as known

JOINT = ",\n"
_VERSION = "https://jsonfeed.org/version/1.1"


def begin() -> str:
    return f'{{"version": "{_VERSION}", "title": "Checked by mtcheck", "items": [\n'


def story(report: Report, look: Look) -> str:
    doc = report.document
    item: dict[str, Any] = {"id": f"{doc.uri}#{doc.id}" if doc.id else doc.uri}
    if doc.uri.startswith(("http://", "https://")):
        item["url"] = doc.uri
    if title := _headline(doc):
        item["title"] = title
    item["content_text"] = doc.text
    if report.language != "und":
        item["language"] = report.language
    found = [
        {**shown, "content_start": finding.span.start, "content_end": finding.span.end}
        for finding, shown in zip(report.findings, listed(report), strict=True)
    ]
    whole = {
        **document(report),
        "findings": found,
        "failures": failures(report),
        "skipped": skipped(report),
        "summary": known(report),
    }
    return dumped({**item, "_mtcheck": whole})


def end(tally: Tally, look: Look) -> str:
    totals = {name: value for name, value in summary(tally).items() if name != "stories"}  # each item has its own
    return f'\n], "_mtcheck": {dumped({"schema": SCHEMA, "tool": TOOL, "summary": totals})}}}\n'


def _headline(doc: Document) -> str:
    return next((segment.span.of(doc.text) for segment in doc.segments[:5] if segment.kind == "headline"), "")
