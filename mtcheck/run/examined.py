"""What the rules make of a text, before a profile judges it: `Examined`, which `pack` makes bytes of for the cache and
for other processes.

`portable` gives the document as the rules see it, without the file around it: equal portable documents have equal
findings, in whatever file they stand.
"""

import json
import math
from dataclasses import dataclass, fields, replace
from typing import Any

from mtcheck.core import (
    Applicability,
    Document,
    Edit,
    Evidence,
    Failure,
    Finding,
    RawSpan,
    Repair,
    Run,
    Severity,
    Skipped,
    Span,
)
from mtcheck.errors import MtcheckError
from mtcheck.profile import catalog

# fields of a document that say nothing to a rule
_ELSEWHERE = frozenset({"uri", "id", "notes", "skipped", "runs", "escape", "hits"})


@dataclass(frozen=True)
class Examined:
    """Findings sorted by span, then rule id, sure or not. `readability`, `mt_likelihood`, `mt_errors`, `doubted`: see
    Report.

    `incomplete`: why the rules were not done.
    """

    findings: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    language: str = "und"
    readability: float | None = None
    incomplete: str = ""
    mt_likelihood: float | None = None
    mt_errors: float | None = None
    doubted: tuple[Span, ...] = ()

    def fits(self, doc: Document) -> bool:
        """Whether all that it speaks of is in the document."""
        ends = [span.end for span in self.doubted]
        ends += [span.end for finding in self.findings for span in (finding.span, *finding.related)]
        ends += [edit.span.end for finding in self.findings for repair in finding.repairs for edit in repair.edits]
        return max(ends, default=0) <= len(doc.text)

    @property
    def whole(self) -> bool:
        """Whether every rule has had its say."""
        return not (self.failures or self.skipped or self.incomplete)


def portable(doc: Document) -> Document:
    """The document in a file of its own.

    Of the old file only this is kept: whether anything but white space stood between two segments.
    """
    raw = list(doc.text)
    for before, after in zip(doc.segments, doc.segments[1:], strict=False):
        gap = Span(before.span.end, max(before.span.end, after.span.start))
        there = doc.raw_span(gap)
        raw[gap.start : gap.end] = ("\n" if doc.raw[there.start : there.end].isspace() else "<") * len(gap)
    runs = (Run(Span(0, len(doc.text)), RawSpan(0, len(doc.text)), verbatim=True),) if doc.text else ()
    return replace(doc, uri="", id="", notes=(), skipped=(), raw="".join(raw), runs=runs, escape=str, hits=None)


def content(doc: Document) -> bytes:
    """What a portable document says to the rules, as bytes."""
    parts = ((field.name, _settled(getattr(doc, field.name))) for field in fields(doc) if field.name not in _ELSEWHERE)
    return repr(tuple(parts)).encode("utf-8", "surrogatepass")


def _settled(value: Any) -> Any:
    """The value with its sets and mappings in an order of their own."""
    if isinstance(value, set | frozenset):
        return sorted(map(repr, value))
    return sorted((repr(key), _settled(held)) for key, held in value.items()) if isinstance(value, dict) else value


def pack(examined: Examined) -> bytes:
    """Bytes that `unpack` reads."""
    said = [
        [_packed(finding) for finding in examined.findings],
        [[failure.rule, failure.error] for failure in examined.failures],
        [[skipped.rule, skipped.reason] for skipped in examined.skipped],
        examined.language,
        examined.readability,
        examined.incomplete,
        examined.mt_likelihood,
        examined.mt_errors,
        [[span.start, span.end] for span in examined.doubted],
    ]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpack(data: bytes) -> Examined:
    """What `pack` was given. Raises ValueError for anything else."""
    try:
        findings, failures, skipped, language, readability, incomplete, likelihood, errors, doubted = json.loads(
            data.decode("utf-8", "surrogatepass")
        )
        if not _are(str, language, incomplete) or not _are_numbers(
            *(one for one in (readability, likelihood, errors) if one is not None)
        ):
            raise ValueError("not an examination")
        return Examined(
            tuple(map(_unpacked, findings)),
            tuple(Failure(*_texts(said)) for said in failures),
            tuple(Skipped(*_texts(said)) for said in skipped),
            language,
            readability,
            incomplete,
            likelihood,
            errors,
            tuple(_span(*said) for said in doubted),
        )
    except (TypeError, KeyError, IndexError, RecursionError, MtcheckError) as error:
        raise ValueError(f"not an examination: {error}") from None


def _packed(finding: Finding) -> list[Any]:
    return [
        finding.rule.id,
        finding.span.start,
        finding.span.end,
        finding.message,
        int(finding.severity),
        finding.confidence,
        [
            [
                [[edit.span.start, edit.span.end, edit.text] for edit in repair.edits],
                repair.confidence,
                repair.applicability,
            ]
            for repair in finding.repairs
        ],
        [[span.start, span.end] for span in finding.related],
        finding.evidence,
    ]


def _unpacked(said: list[Any]) -> Finding:
    rule, start, end, message, severity, confidence, repairs, related, evidence = said
    if not _are(str, rule, message):
        raise ValueError("not an examination")
    return Finding(
        catalog.rule(rule),
        _span(start, end),
        message,
        _severity(severity),
        _probability(confidence),
        tuple(
            Repair(
                tuple(Edit(_span(first, last), *_texts([text])) for first, last, text in edits),
                _probability(sure),
                None if applicability is None else Applicability(applicability),
            )
            for edits, sure, applicability in repairs
        ),
        tuple(_span(first, last) for first, last in related),
        tuple(Evidence(_texts([source])[0], _probability(sure)) for source, sure in evidence),
    )


def _are(kind: type, *values: Any) -> bool:
    return all(isinstance(value, kind) for value in values)


def _are_numbers(*values: Any) -> bool:
    return all(
        isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) for value in values
    )


def _span(start: Any, end: Any) -> Span:
    """Raises ValueError for what is no range."""
    if not _are(int, start, end) or isinstance(start, bool) or isinstance(end, bool) or not 0 <= start <= end:
        raise ValueError("not a range")
    return Span(start, end)


def _severity(value: Any) -> Severity:
    """Raises ValueError for what is none."""
    if not _are(int, value) or isinstance(value, bool):
        raise ValueError("not a severity")
    return Severity(value)


def _probability(value: Any) -> float:
    """Raises ValueError for what is none."""
    if not _are_numbers(value) or not 0 <= value <= 1:
        raise ValueError("not a probability")
    return float(value)


def _texts(values: Any) -> list[str]:
    """Raises ValueError for anything else than texts."""
    if not isinstance(values, list) or not _are(str, *values):
        raise ValueError("not texts")
    return values
