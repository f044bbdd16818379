"""W3C Web Annotation: a collection in JSON-LD. A target is found by its words (TextQuoteSelector) and its place
(TextPositionSelector).

Both are of the decoded file taken as plain text, in code points. A body with the purpose “editing” is what is to stand
in the target's place.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from uuid import UUID

from mtcheck.core import Document, Report
from mtcheck.reporters import Tally
from mtcheck.reporters.addresses import address
from mtcheck.reporters.entries import Entry, entries
from mtcheck.reporters.json import TOOL, Joined, dumped

AROUND = 32  # code points on either side that tell a quotation from its like
CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"mtcheck": "urn:mtcheck:"}]


def piece(report: Report) -> list[str]:
    return [dumped(_annotation(report.document, one)) for one in entries(report)]


class Writer(Joined):
    """One collection with one page; the ids, which must be there, are hashes of what is in them."""

    def __init__(self) -> None:
        label = f"{TOOL['name']} {TOOL['version']}"
        page = '"first": {"type": "AnnotationPage", "startIndex": 0, "items": [\n'
        super().__init__(
            f'{{"@context": {dumped(CONTEXT)}, "type": "AnnotationCollection", "label": {dumped(label)}, {page}'
        )
        self._total = 0
        self._hash = sha256()

    def add(self, piece: list[str]) -> Iterator[str]:
        self._total += len(piece)
        self._hash.update("".join(piece).encode("utf-8"))
        return super().add(piece)

    def end(self, tally: Tally) -> Iterator[str]:
        page, collection = (_urn(self._hash.hexdigest(), what) for what in ("page", "collection"))
        unchecked = (
            f', "mtcheck:unchecked": {dumped([sentence for _, sentence in tally.errors])}' if tally.errors else ""
        )
        yield "" if self._total else self._before
        yield f'\n], "id": "{page}"}}, "id": "{collection}", "total": {self._total}{unchecked}}}\n'


def _annotation(doc: Document, one: Entry) -> dict[str, Any]:
    finding, raw, span = one.finding, doc.raw, one.span
    inside = [offer for offer in one.offers if span.start <= offer.span.start and offer.span.end <= span.end]
    edited = [offer.written(raw, span) for offer in inside]
    bodies = [
        _body("describing", finding.message, "en"),
        _body("tagging", finding.rule.id),
        *(_body("editing", text, "en") for text in edited),
    ]
    quote = {
        "exact": one.text,
        "prefix": raw[max(0, span.start - AROUND) : span.start],
        "suffix": raw[span.end : span.end + AROUND],
    }
    target: dict[str, Any] = {
        "source": address(doc.uri),
        "selector": [
            {"type": "TextQuoteSelector", **quote},
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }
    if doc.id:
        target["mtcheck:story"] = doc.id
    return {
        "id": _urn(doc.uri, doc.id, one.fingerprint),
        "type": "Annotation",
        "motivation": ["assessing", "editing"] if edited else "assessing",
        "body": bodies,
        "target": target,
        "mtcheck:severity": one.severity,
        "mtcheck:confidence": round(finding.confidence, 3),
        "mtcheck:mqm": finding.rule.mqm,
        "mtcheck:fingerprint": one.fingerprint,
    }


def _body(purpose: str, value: str, language: str | None = None) -> dict[str, str]:
    body = {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}
    return {**body, "language": language} if language else body


def _urn(*parts: str) -> str:
    digest = sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()
    return f"urn:uuid:{UUID(bytes=digest[:16], version=5)}"
