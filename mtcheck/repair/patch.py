"""Carries edits of `Document.text` to the raw file; the rest of the file stays as it is, code point for code point."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from mtcheck.core import Document, Edit, RawSpan, Run
from mtcheck.errors import RepairError
from mtcheck.repair.shells import Place, empties_field, with_shells

_BROKEN = re.compile("[\ud800-\udfff]")  # a byte that is not in the file's encoding: it stays as it is


@dataclass(frozen=True, slots=True)
class RawEdit:
    """Replaces a range of the raw file; `text` is escaped as the format wants it."""

    span: RawSpan
    text: str


def carry(doc: Document, edits: Iterable[Edit]) -> tuple[list[RawEdit], list[Edit]]:
    """Raw edits in order, and the edits that cannot be carried out: they would cross markup or a broken byte, or the
    format has no way to write them there, or a string or a cell of a record would be left empty. An element of a page
    that they empty goes as a whole.
    """
    done: list[RawEdit] = []
    refused: list[Edit] = []
    for edit in edits:
        touched = list(_touched(doc, edit))
        span = _place(doc, edit, touched)
        own = touched[0].escape if touched else None
        raw = _written(span, own or doc.escape, edit.text) if span is not None else None
        if (
            raw is None
            or _BROKEN.search(doc.raw, raw.span.start, raw.span.end)
            or (done and raw.span.start < done[-1].span.end)
            or (own and (_ends_cdata(doc.raw, raw, done[-1:]) or empties_field(doc, raw.span, raw.text)))
        ):
            refused.append(edit)
        else:
            done.append(raw)
    places = [Place(one.span, not one.text and len(one.span) > 0) for one in done]
    return [replace(one, span=span) for one, span in zip(done, with_shells(doc, places), strict=True)], refused


def _written(span: RawSpan, escape: Callable[[str], str], text: str) -> RawEdit | None:
    """The edit as the format wants it; None where the format cannot have that text at this place, as a comma in a cell
    without quotation marks.
    """
    try:
        return RawEdit(span, escape(text))
    except RepairError:
        return None


def _ends_cdata(raw: str, edit: RawEdit, before: list[RawEdit]) -> bool:
    """Whether brackets on both sides of the edit could come together as “]]>”, which XML allows in no text.

    New text has no “>” of its own.
    """
    if not raw.startswith((">", "]>"), edit.span.end):
        return False
    touching = before and before[0].span.end == edit.span.start
    left = edit.text or (before[0].text if touching else raw[max(0, edit.span.start - 1) : edit.span.start])
    return left.endswith("]") or bool(touching and not left)


def patch(raw: str, edits: Iterable[RawEdit]) -> str:
    """The raw text with sorted, disjoint raw edits carried out."""
    out, at = [], 0
    for edit in edits:
        out += [raw[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*out, raw[at:]])


def _place(doc: Document, edit: Edit, touched: list[Run]) -> RawSpan | None:
    if not touched:
        return RawSpan(0, 0) if not doc.raw else None
    for run in touched:
        cut = edit.span.start > run.span.start or edit.span.end < run.span.end
        if (
            cut
            and not run.verbatim
            and len(edit.span)
            and run.span.start < edit.span.end
            and edit.span.start < run.span.end
        ):
            return None  # half of an entity
        if len(edit.span) and not len(run.raw) and len(run.span):
            return None  # a break that the reader made up: there is nothing to change in the file
    for before, after in zip(touched, touched[1:], strict=False):
        if before.raw.end != after.raw.start:
            return None  # markup stands between the two
    return doc.raw_span(edit.span)


def _touched(doc: Document, edit: Edit) -> Iterator[Run]:
    import bisect

    runs = doc.runs
    at = max(0, bisect.bisect_right(runs, edit.span.start, key=lambda run: run.span.start) - 1)
    for index in range(at, len(runs)):
        run = runs[index]
        if run.span.start >= edit.span.end and not (
            len(edit.span) == 0 and run.span.start <= edit.span.start <= run.span.end
        ):
            return
        if run.span.end > edit.span.start or (len(edit.span) == 0 and run.span.end == edit.span.start):
            yield run
            if not len(edit.span):
                return
