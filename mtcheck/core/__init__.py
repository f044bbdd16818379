"""The words of the domain. Begin with `document.py`, then `rule.py`."""

from mtcheck.core.document import Document, Run, Segment, plain
from mtcheck.core.pattern import Pattern
from mtcheck.core.report import Failure, Report, Skipped, Suppressed
from mtcheck.core.resources import Resources
from mtcheck.core.rule import (
    Applicability,
    Bad,
    Edit,
    Evidence,
    Finding,
    Findings,
    Good,
    Repair,
    Rule,
    Severity,
    replace,
    rewritten,
)
from mtcheck.core.spans import RawSpan, Span

__all__ = [
    "Applicability",
    "Bad",
    "Document",
    "Edit",
    "Evidence",
    "Failure",
    "Finding",
    "Findings",
    "Good",
    "Pattern",
    "RawSpan",
    "Repair",
    "Report",
    "Resources",
    "Rule",
    "Run",
    "Segment",
    "Severity",
    "Skipped",
    "Span",
    "Suppressed",
    "plain",
    "replace",
    "rewritten",
]
