"""Marks where clean news hardly ever has one: weighed for the document's score, shown by no report.

Commas are weighed least, for a clause may want them anywhere.
"""

from typing import Any

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.mark_odds import events, kind

RULE = Rule(
    id="odd-mark",
    mqm="linguistic-conventions/punctuation",
    severity=Severity.NEUTRAL,
    pooled=True,
    summary="A punctuation mark appears where clean news hardly ever has one.",
    why="Decoders put commas, colons and stops by the habits of the source language, or at random.",
    examples=(
        Bad("Two ferries were able⟦;⟧ to leave the port."),
        Bad("The mayor managed⟦:⟧ to open the pier."),
        Bad("The ferry sails to the islands in⟦.⟧ Lomna, the agency said."),
        Bad("He kept working⟦-⟧ the whole night."),
        Good("The mayor said: “The pier is closed.” Nobody was hurt, he added."),
        Good("He has two- and three-year contracts, and pre- and post-war maps."),
        Good("“Will it hold?” she asked on Friday."),
    ),
    limits="It sees one word on each side of a mark; many places that it weighs are right.",
)

# log-odds to the base ten; as rare as one place in 150 to 1,000 words of clean news
_UNLIKELY = {",": -1.1, ";": -1.9, ".": -1.6}
_HYPHEN = Pattern(r"(?<=[a-zà-ÿ])- (?=[A-Za-zà-ÿ])(?!(?:\w+- )*(?:and|or|to|nor|but|und|versus|as) )")
_ASKING = Pattern(r"[?!@^~_] (?=[a-z#(-])")
_TWO_MARKS = Pattern(r",[?!.^'-] |;[?!] |, (?=\()")
_APOSTROPHE = Pattern(
    r"(?<=[a-rt-wy])' (?=[A-Za-z])|(?:\b(?:as|is|was|has|this|its)|'s|s)' "
    r"(?=(?:in|on|at|of|for|by|to|and|about|the|a|was|is|are|were|that|which|with|from|as|has|have|had) )"
)


def detect(doc: Document, resources: Resources) -> Findings:
    odds = resources.model("marks")
    for segment in doc.segments:
        if segment.kind in ("paragraph", "list-item"):
            yield from _unlikely(doc, segment.span, odds)
    for pattern in (_HYPHEN, _ASKING, _TWO_MARKS, _APOSTROPHE):
        for match in doc.matches(pattern):
            at = match.end() - 2
            if (pattern is _APOSTROPHE and _is_opened(doc, at)) or (
                pattern is _ASKING and not (doc.text[at - 1].isalnum() or doc.text[at - 1] == ")")
            ):
                continue
            yield _finding(at, 0.2 if doc.in_quotation(at) else 0.4)


def _unlikely(doc: Document, place: Span, odds: Any) -> Findings:
    for left, mark, right, at in events(doc.text, place.start, place.end):
        least = _UNLIKELY[kind(mark)]
        if mark == "." and ((len(left) < 3 and not left.islower()) or "." in left):
            continue  # initials and abbreviations
        if (found := odds(left, mark, right)) < least and not doc.is_masked(at, at + 1):
            yield _finding(at, min(0.4, (0.05 if mark == "," else 0.2) + (least - found) / 10))


def _finding(at: int, confidence: float) -> Finding:
    return RULE.finding(Span(at, at + 1), "Clean news hardly ever has this mark here.", confidence=confidence)


def _is_opened(doc: Document, at: int) -> bool:
    """Whether an apostrophe may close a quotation."""
    lead = doc.text[doc.segment_at(at).span.start : at]
    return lead.startswith("'") or any(mark in lead for mark in (" '", "('", "\"'", "‘", "—'"))
