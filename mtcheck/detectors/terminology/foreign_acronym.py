"""Abbreviations of another language for bodies that have an English one, from `lexicons/acronyms.tsv`.

After the full name, in brackets, the foreign letters are house style in many papers: silent. So is a text that also gives their English form.
"""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Resources, Rule, Severity, Span
from mtcheck.detectors._names import Row, cells, findings
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="foreign-acronym",
    mqm="terminology/wrong-term",
    severity=Severity.MAJOR,
    summary="A body has the abbreviation of another language.",
    why="Engines copy capital letters; English readers know NATO, not OTAN.",
    examples=(
        Bad("The ⟦OTAN⟧ summit opens today.", fixed="The NATO summit opens today."),
        Bad("A report of the ⟦ONU⟧ blames both sides.", fixed="A report of the UN blames both sides."),
        Good("The fund, known in French as OTAN, met."),
        Good("The fund (ONU) was founded later."),
        Good("NATO and the UN signed."),
    ),
)

_SAID_TO_BE = lazy(r"\b(?:known|abbreviated|acronym|initials|called|in (?:French|Spanish|Russian|German|Italian|Portuguese|Turkish|Polish|Dutch)|by its)\b")


def _forms(resources: Resources) -> Iterator[tuple[str, tuple[str, Row]]]:
    for row in resources.table("acronyms"):
        yield row["foreign"], (row["english"], row)


def _silent(doc: Document, span: Span, row: Row) -> bool:
    before, after = doc.text[max(0, span.start - 1) : span.start], doc.text[span.end : span.end + 1]
    if before in ("(", "[", "/") or after in (")", "]", "/"):
        return True
    sentence = doc.sentence_at(span.start).of(doc.text)
    low = sentence.lower()
    return any(word.lower() in low for word in cells(row["unless"])) or _SAID_TO_BE.search(sentence) is not None


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    yield from findings(RULE, doc, resources, _forms, confidence=0.85, silent=_silent)
