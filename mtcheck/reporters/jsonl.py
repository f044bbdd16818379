"""JSON Lines: a story a line, with a JSON document's keys, `schema` and `tool` before and its `summary` after."""

from mtcheck.core import Report
from mtcheck.reporters import Look
from mtcheck.reporters.json import SCHEMA, TOOL, document, dumped, failures, listed, skipped
from mtcheck.reporters.json import record as summary


def story(report: Report, look: Look) -> str:
    whole = {
        "schema": SCHEMA,
        "tool": TOOL,
        **document(report),
        "findings": list(listed(report)),
        "failures": failures(report),
        "skipped": skipped(report),
        "summary": summary(report),
    }
    return dumped(whole) + "\n"
