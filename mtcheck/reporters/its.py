"""XLIFF 2.1 with ITS 2.0 annotations: the text as a target, each finding as a marked range with `its:locQualityIssue*`.

A story is one unit, its paragraphs are segments and what stands between them is ignorable, so that the targets joined
are the whole text. Ranges may overlap and cross paragraphs, hence `sm` and `em` instead of `mrk`. Severity is the MQM
penalty on the scale of ITS, 0 to 100; what a person has marked as fine is there with `locQualityIssueEnabled="no"`.
Attributes of `urn:mtcheck:1` hold what ITS has no word for; places are of the decoded file.
"""

import bisect
import re
from collections.abc import Iterator

from mtcheck.core import Document, Report, Severity
from mtcheck.core.mqm import its
from mtcheck.reporters import Tally
from mtcheck.reporters.entries import Entry, entries, entry, names
from mtcheck.reporters.markup import ILLEGAL, attributes, content
from mtcheck.reporters.words import proposal

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0"'
    ' xmlns:its="http://www.w3.org/2005/11/its" xmlns:mtcheck="urn:mtcheck:1" version="2.1" srcLang="und" trgLang="en"'
    ' its:version="2.0">\n'
)
Piece = tuple[str, str]  # what stands before and behind the number of the file


def piece(report: Report) -> Piece:
    doc = report.document
    said = [*report.notes, *(f"not checked: {one.rule} crashed ({one.error})" for one in report.failures)]
    said += [f"not checked: {one.rule}. {one.reason}" for one in report.skipped]
    unit = f"<unit{attributes(id='u1', name=doc.id or None)}>\n{_notes(said)}{''.join(_segments(report))}</unit>"
    return _file(doc.uri, unit)


class Writer:
    """Numbers the files, whose ids must differ."""

    def __init__(self) -> None:
        self._number = 0

    def add(self, piece: Piece) -> Iterator[str]:
        self._number += 1
        yield f"{'' if self._number > 1 else _HEAD}{piece[0]}{self._number}{piece[1]}"

    def end(self, tally: Tally) -> Iterator[str]:
        for uri, sentence in tally.errors:
            yield from self.add(
                _file(
                    uri, f'<unit id="u1">\n{_notes([f"not checked: {sentence}"])}<segment><source/></segment>\n</unit>'
                )
            )
        if not self._number:  # XLIFF wants a file
            yield from self.add(
                _file("", f'<unit id="u1">\n{_notes(["No story was checked."])}<segment><source/></segment>\n</unit>')
            )
        yield "</xliff>\n"


def _file(uri: str, unit: str) -> Piece:
    return '<file id="f', f'"{attributes(original=uri, xml_space="preserve")}>\n{unit}\n</file>\n'


def _notes(said: list[str]) -> str:
    return f"<notes>{''.join(f'<note>{content(text)}</note>' for text in said)}</notes>\n" if said else ""


def _segments(report: Report) -> Iterator[str]:
    """The text in pieces, each with the marks that stand in it."""
    doc = report.document
    tiles = list(_tiles(doc)) or [(0, 0, "segment", "")]
    marks = _marks(report, [start for start, *_ in tiles], [end for _, end, *_ in tiles])
    for number, (start, end, name, source) in enumerate(tiles):
        target: list[str] = []
        for offset, _, _, mark in sorted(marks.get(number, ())):
            target += (_text(doc.text[start:offset]), mark)
            start = offset
        target.append(_text(doc.text[start:end]))
        yield f"<{name}><source>{_text(source)}</source><target>{''.join(target)}</target></{name}>\n"


def _tiles(doc: Document) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, element, source text): segments and what stands between them."""
    at = 0
    for segment in doc.segments:
        if at < segment.span.start:
            yield at, segment.span.start, "ignorable", ""
        yield segment.span.start, segment.span.end, "segment", segment.source or ""
        at = segment.span.end
    if at < len(doc.text):
        yield at, len(doc.text), "ignorable" if doc.segments else "segment", ""


def _marks(report: Report, starts: list[int], ends: list[int]) -> dict[int, list[tuple[int, int, int, str]]]:
    """For each piece its marks as (offset, rank at that offset, number, element): ends come before beginnings, a mark
    of nothing stays together.
    """
    found: dict[int, list[tuple[int, int, int, str]]] = {}
    for number, (one, reason) in enumerate(_findings(report), 1):
        span = one.finding.span
        begin, finish = _begin(report.document, one, reason, number), f'<em startRef="m{number}"/>'
        first = max(0, bisect.bisect_right(starts, span.start) - 1)
        if span.start == span.end:
            found.setdefault(first, []).append((span.start, 1, number, begin + finish))
        else:
            found.setdefault(first, []).append((span.start, 1, number, begin))
            found.setdefault(bisect.bisect_left(ends, span.end), []).append((span.end, 0, number, finish))
    return found


def _findings(report: Report) -> Iterator[tuple[Entry, str | None]]:
    """Every finding, with the reason of those that are marked as fine."""
    yield from ((one, None) for one in entries(report))
    known = names(report) if report.suppressed else {}
    yield from (
        (entry(report.document, mark.finding, known[id(mark.finding)]), mark.reason) for mark in report.suppressed
    )


def _begin(doc: Document, one: Entry, reason: str | None, number: int) -> str:
    finding = one.finding
    comment = " ".join(
        [
            finding.message,
            *([proposal(doc, one.offers[0])] if one.offers else []),
            *([f"Marked as fine: {reason}"] if reason else []),
        ]
    )
    told = attributes(
        id=f"m{number}",
        type="its:generic",
        its_locQualityIssueType=its(finding.rule.mqm),
        its_locQualityIssueComment=comment,
        its_locQualityIssueSeverity=round(100 * finding.severity / Severity.CRITICAL),
        its_locQualityIssueEnabled="yes" if reason is None else "no",
        mtcheck_rule=finding.rule.id,
        mtcheck_confidence=round(finding.confidence, 3),
        mtcheck_start=one.span.start,
        mtcheck_end=one.span.end,
        mtcheck_fingerprint=one.fingerprint,
    )
    return f"<sm{told}/>"


def _text(text: str) -> str:
    """The text between tags, exactly: XLIFF has an element for what XML cannot hold."""
    parts: list[str] = []
    at = 0
    for match in ILLEGAL.finditer(text):
        parts += (content(text[at : match.start()]), _code_point(match))
        at = match.end()
    return "".join([*parts, content(text[at:])])


def _code_point(match: re.Match[str]) -> str:
    return f'<cp hex="{ord(match[0]):04X}"/>'
