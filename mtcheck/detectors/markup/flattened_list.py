"""Bullets or numbers that stand inside one paragraph: list items whose line breaks are lost."""

import re

from mtcheck.core import Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Span

RULE = Rule(
    id="flattened-list",
    mqm="design-and-markup/layout",
    summary="The items of a list run together in one paragraph.",
    why="A scraper dropped the line breaks of a list.",
    examples=(
        Bad("They ask⟦ 1) for water 2) for tents 3) for fuel→\n1) for water\n2) for tents\n3) for fuel⟧."),
        Bad(
            "The plan has three goals:⟦ • cut waste • repair pipes • hire staff→\n• cut waste\n• repair pipes\n• "
            "hire staff⟧"
        ),
        Bad(
            "The plan has goals;⟦ - cut waste; - repair pipes; - hire staff.→\n- cut waste;\n- repair pipes;\n- hire "
            "staff.⟧"
        ),
        Good("The plan has three goals: less waste, new pipes and more staff."),
        Good("They ask (1) for water, (2) for tents and (3) for fuel."),
        Good("He beat Rossi 6-1 6-3 - his third win - and left."),
        Good("Home • News • Sport"),
    ),
)

_NUMBERED = Pattern(
    r"(?P<items>(?:^| )1(?P<mark>[).]) [^\n]{3,160}?(?<![,\d]) 2(?P=mark) [^\n]{3,160}?(?<![,\d]) 3(?P=mark) [^\n]*?)"
    r"(?=[.]?$)"
)
_BULLETED = Pattern(r"(?P<items>(?:^| )(?P<mark>[•▪◦·●‣]) ?[^\n•▪◦·●‣]{3,200} (?P=mark) ?[^\n]{3,})$")
_DASHED = Pattern(r"(?P<items>(?<=[:;]) [–—-] ?[^\n;]{3,120}; [–—-] ?[^\n;]{3,120}(?:[;.] [–—-] ?[^\n]{3,120})*)$")


def detect(doc: Document, resources: Resources) -> Findings:
    for pattern, item in (
        (_NUMBERED, r" (?=\d{1,2}[).] )"),
        (_BULLETED, r" (?=[•▪◦·●‣])"),
        (_DASHED, r" (?=[–—-] ?\S)"),
    ):
        for match in doc.matches(pattern):
            segment = doc.segment_at(match.start())
            words = len(re.findall(r"[^\W\d_]{2,}", match["items"]))
            marks = len(re.findall(r"[•▪◦·●‣]", match["items"]))
            if segment.kind in ("headline", "table") or words < 4 or (marks and words < 2 * marks):
                continue
            if pattern is _NUMBERED and re.search(r" and 3[).]|, \d[).]", match["items"]):
                continue
            gaps = [
                Span(match.start("items") + gap.start(), match.start("items") + gap.end())
                for gap in re.finditer(item, match["items"])
            ]
            if not gaps or any("\n" in _raw(doc, gap) for gap in gaps):
                continue  # the file has its items on lines of their own
            edits = tuple(Edit(gap, "\n") for gap in gaps)
            yield RULE.correction(Span(*match.span("items")), edits, "The items of a list run together.", 0.8, 0.75)


def _raw(doc: Document, span: Span) -> str:
    raw = doc.raw_span(span)
    return doc.raw[raw.start : raw.end]
