"""A quotation that opens with one kind of mark and closes with another. The story's own marks win."""

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span

RULE = Rule(
    id="mixed-quotes",
    mqm="locale-conventions/quote-mark-format",
    summary="A quotation opens with one kind of mark and closes with another.",
    why="Half of the marks came from the source or were changed by software.",
    examples=(
        Bad('"They ran on the airport⟦”→"⟧ was the headline.'),
        Bad('“We wait here⟦"→”⟧ was the headline.'),
        Bad("The word “home⟦“→”⟧ is old."),
        Bad("The word ⟦”→“⟧home” is old."),
        Good('"We wait," he said. “We go,” she said.'),
        Good("“We wait," + " he said, “and we go.”"),
        Good("A 6'2\" man said “no”."),
    ),
)

_LINE = Pattern(r"^[^\n]*[“”][^\n]*$")


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    for match in doc.matches(_LINE, masked=True):
        start, end = match.span()
        opened: int | None = None
        for at in range(start, end):
            char = text[at]
            if char not in '"“”„«»' or (char == '"' and at > start and text[at - 1].isdigit()):
                continue
            if char in "„«»":
                opened = -1
                continue
            before = text[at - 1] if at > start else " "
            after = text[at + 1] if at + 1 < end else " "
            looks_open = (before.isspace() or before in "([") and not after.isspace()
            looks_shut = not before.isspace() and (after.isspace() or after in ".,;:!?)]")
            if opened is None or opened == -1:
                if looks_shut:
                    opened = None
                    continue
                if looks_open:
                    if char == "”" and "”" in text[at + 1 : end] and "“" not in text[at + 1 : text.index("”", at + 1)]:
                        yield _finding(at, "“")
                        opened = -2
                    else:
                        opened = at
                continue
            if looks_shut:
                first = text[opened] if opened >= 0 else "“"
                wanted = "”" if first == "“" else '"'
                if char != wanted:
                    yield _finding(at, wanted)
                opened = None
            elif looks_open:
                opened = at


def _finding(at: int, new: str) -> Finding:
    return RULE.correction(Span(at, at + 1), new, "This mark does not match the other end of the quotation.", 0.92)
