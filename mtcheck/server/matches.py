"""Findings as the matches of LanguageTool's interface: `matches` is the way in.

Places are UTF-16 units over text and markup.
"""

import bisect
import re
from typing import Any

from mtcheck.core import Document, RawSpan, Report, Severity
from mtcheck.core.mqm import its
from mtcheck.profile import catalog
from mtcheck.reporters.entries import Entry, entries
from mtcheck.reporters.utf16 import Units
from mtcheck.text.lazy import lazy

_AROUND = 40  # code points of context on either side
_MOST = 20  # replacements of a match
_BREAK = lazy(r"[\r\n\t]")
_WORD = lazy(r"\S+\s*$")
_BEFORE = lazy(r"[^\s]+[^\S\r\n]*$")
_AFTER = lazy(r"[^\S\r\n]*[^\s]+")
_ENDED = lazy(r"[.!?…:;][\"”’'»)\]]*\s*$")


def matches(report: Report, *, hints: bool = False) -> list[dict[str, Any]]:
    """A match for each finding. `hints`: those of severity neutral, too."""
    units = Units(report.document.raw)
    return [
        _match(report.document, entry, units)
        for entry in entries(report)
        if hints or entry.finding.severity > Severity.NEUTRAL
    ]


def _match(doc: Document, entry: Entry, units: Units) -> dict[str, Any]:
    rule = entry.finding.rule
    place = _readable(doc, entry, _wide(doc.raw, entry))
    start, end = units(place.start), units(place.end)
    family, issue = catalog.family_of(rule.id), its(rule.mqm)
    whole = doc.sentence_at(entry.finding.span.start)
    open_ended = bool(doc.segments) and whole.end >= doc.segments[-1].span.end and not _ENDED.search(whole.of(doc.text))
    return {
        "message": entry.finding.message,
        "shortMessage": _title(rule.id),
        "replacements": [{"value": value} for value in _replacements(doc.raw, entry, place)],
        "offset": start,
        "length": end - start,
        "context": _context(doc.raw, place),
        "sentence": whole.of(doc.text),
        "type": {
            "typeName": (
                "Hint"
                if entry.finding.severity is Severity.NEUTRAL
                else "UnknownWord"
                if issue == "misspelling"
                else "Other"
            )
        },
        "rule": {
            "id": rule.id,
            "description": rule.summary,
            "issueType": issue,
            "category": {"id": family, "name": _title(family)},
        },
        "ignoreForIncompleteSentence": open_ended,
        "contextForSureMatch": -1 if open_ended else 0,
    }


def _wide(raw: str, entry: Entry) -> RawSpan:
    """The finding's place and those of its repairs; never empty, for clients show nothing at an empty one."""
    edits = [edit.span for offer in entry.offers[:_MOST] for edit in offer.edits]
    start = min([entry.span.start, *(span.start for span in edits)])
    end = max([entry.span.end, *(span.end for span in edits)])
    if start == end:
        before = _WORD.search(raw[max(0, start - _AROUND) : start])
        start = start - len(before[0]) if before else max(0, start - 1)
        end = end if start < end else min(len(raw), end + 1)
    return RawSpan(start, end)


def _readable(doc: Document, entry: Entry, place: RawSpan) -> RawSpan:
    """The place with a word beside it where a repair leaves nothing of it: clients do not offer an empty text."""
    if all(_replacements(doc.raw, entry, place)):
        return place
    at = bisect.bisect_right(doc.runs, place.start, key=lambda run: run.raw.start) - 1
    room = doc.runs[at].raw if at >= 0 and doc.runs[at].verbatim else place  # beyond it there is markup
    before = _BEFORE.search(doc.raw, max(room.start, place.start - _AROUND), place.start)
    if before:
        return RawSpan(before.start(), place.end)
    after = _AFTER.match(doc.raw, place.end, max(place.end, min(room.end, place.end + _AROUND)))
    return RawSpan(place.start, after.end()) if after else place


def _replacements(raw: str, entry: Entry, place: RawSpan) -> list[str]:
    """What would stand at the place after each repair, the best first, no text twice."""
    return list(dict.fromkeys(offer.written(raw, place) for offer in entry.offers[:_MOST]))


def _context(raw: str, place: RawSpan) -> dict[str, Any]:
    """Some words around the place, on one line, with the place in them."""
    start, end = max(0, place.start - _AROUND), min(len(raw), place.end + _AROUND)
    before, after = "..." if start else "", "..." if end < len(raw) else ""
    text = before + _BREAK.sub(" ", raw[start:end]) + after
    units = Units(text)
    first = units(len(before) + place.start - start)
    return {"text": text, "offset": first, "length": units(len(before) + place.end - start) - first}


def _title(name: str) -> str:
    """ "doubled-word" as a person would write it."""
    return re.sub("-", " ", name[:1].upper() + name[1:])
