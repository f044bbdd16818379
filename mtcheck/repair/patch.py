"""Carries edits of `Document.text` to the raw file; the rest of the file stays as it is, code point for code point."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mtcheck.core import Document, Edit, RawSpan, Run


@dataclass(frozen=True, slots=True)
class RawEdit:
    """Replaces a range of the raw file; `text` is escaped as the format wants it."""

    span: RawSpan
    text: str


def carry(doc: Document, edits: Iterable[Edit]) -> tuple[list[RawEdit], list[Edit]]:
    """Raw edits in order, and the edits that cannot be carried out because they would cross markup."""
    done: list[RawEdit] = []
    refused: list[Edit] = []
    for edit in edits:
        raw = _place(doc, edit)
        if raw is None or (done and raw.start < done[-1].span.end):
            refused.append(edit)
        else:
            done.append(RawEdit(raw, doc.escape(edit.text)))
    return done, refused


def patch(raw: str, edits: Iterable[RawEdit]) -> str:
    """The raw text with sorted, disjoint raw edits carried out."""
    out, at = [], 0
    for edit in edits:
        out += [raw[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*out, raw[at:]])


def _place(doc: Document, edit: Edit) -> RawSpan | None:
    touched = list(_touched(doc, edit))
    if not touched:
        return RawSpan(0, 0) if not doc.raw else None
    for run in touched:
        cut = edit.span.start > run.span.start or edit.span.end < run.span.end
        if cut and not run.verbatim and len(edit.span) and run.span.start < edit.span.end and edit.span.start < run.span.end:
            return None  # half of an entity
        if len(edit.span) and not len(run.raw) and len(run.span):
            return None  # a break that the reader made up: there is nothing to change in the file
    for before, after in zip(touched, touched[1:], strict=False):
        if before.raw.end != after.raw.start:
            return None  # markup stands between the two
    raw = doc.raw_span(edit.span)
    return raw


def _touched(doc: Document, edit: Edit) -> Iterator[Run]:
    import bisect

    runs = doc.runs
    at = max(0, bisect.bisect_right(runs, edit.span.start, key=lambda run: run.span.start) - 1)
    for index in range(at, len(runs)):
        run = runs[index]
        if run.span.start >= edit.span.end and not (len(edit.span) == 0 and run.span.start <= edit.span.start <= run.span.end):
            return
        if run.span.end > edit.span.start or (len(edit.span) == 0 and run.span.end == edit.span.start):
            yield run
            if not len(edit.span):
                return
