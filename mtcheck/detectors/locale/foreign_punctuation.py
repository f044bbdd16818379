"""Commas, stops and question marks of scripts that have their own, among Latin letters, but East Asian ones."""

from mtcheck.core import Applicability, Bad, Document, Findings, Good, Pattern, Resources, Rule, Span

RULE = Rule(
    id="foreign-punctuation",
    mqm="linguistic-conventions/punctuation",
    applicability=Applicability.AUTOMATIC,
    summary="The text has punctuation of another script.",
    why="Engines copy the marks of Arabic, Persian, Hindi, Armenian and Amharic sources.",
    examples=(
        Bad("Police said two ships waited⟦،→,⟧ and one left."),
        Bad("The crowd left at night⟦ ؛→;⟧ nobody was hurt."),
        Bad("Who ordered the closure⟦؟→?⟧"),
        Bad("The bridge fell on Friday, police said⟦ ।→.⟧ Crews left."),
        Good("Police said two ships waited, and one left."),
        Good("The group al-Noor (النور، الحزب) denied it."),
        Good("The sign read “مغلق؟” in red."),
    ),
)

_MARK = Pattern(
    r"(?<![\u0590-\u06ff\u0750-\u077f\u0900-\u0d7f\u0530-\u058f\u1200-\u137f])[ \u00a0]*([،؛؟۔।॥։՝՞՜፣፤።፧\u037e])"
    r"(?P<after>[ \u00a0]*)"
    r"(?![ \u00a0]*[\u0590-\u06ff\u0750-\u077f\u0900-\u0963\u0966-\u0d7f\u0530-\u058f\u1200-\u137f])"
)
_NUMBER = Pattern(r"№[ \u00a0]?(?=\d)")
_PLAIN = dict(zip("،؛؟۔।॥։՝՞՜፣፤።፧\u037e", ",;?...:,?!,;.?;", strict=True)) | {"։": "."}


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_NUMBER, masked=True):
        yield RULE.correction(Span(*match.span()), "No. ", "“№” is “No.” in English.", 0.95, 0.94)
    for match in doc.matches(_MARK, masked=True):
        start, end = match.start(), match.end(1)
        following = doc.after(end, 1)
        if start == doc.segment_at(start).span.start:
            continue
        plain = _PLAIN[match[1]]
        before = doc.text[start - 1 : start]
        text = "" if before in ".,;:!?" else plain
        span = Span(start, end)
        message = f"“{match[1]}” is “{plain}” in English."
        yield RULE.correction(span, text + (" " if following.isalnum() else ""), message, 0.95, 0.94)
