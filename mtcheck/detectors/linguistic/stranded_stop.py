"""A line that begins with the punctuation of the line before it; the mark goes back where it belongs."""

from mtcheck.core import Bad, Document, Findings, Good, Resources, Rule, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.paragraphs import ENDED

RULE = Rule(
    id="stranded-stop",
    mqm="linguistic-conventions/punctuation",
    summary="A line begins with the stop, comma or closing mark of the line before it.",
    why="A line break or a tag was put between the sentence and its punctuation.",
    examples=(
        Bad("Prices rose in the rest of the north⟦\n.→.⟧ About half the shops shut."),
        Bad("The bridge stayed closed all week⟦\n.→.⟧\nThe ferry ran."),
        Bad("A law obliges it to help⟦\n,→,⟧ but leaves the cost to towns."),
        Bad('"The road is open⟦\n"→"⟧ the mayor said.'),
        Good("The suffix is new.\n.example addresses go on sale."),
        Good("He thought about it\n... and left."),
        Good('The mayor was tired.\n"The road is open," she said.'),
        Good("He paid\n.50 of a dollar."),
    ),
    limits="A person decides: a name or title between the two lines may be lost.",
)

_MARK = lazy(r"(?P<mark>[.,;!?](?=\s|$)|,(?=[a-z])|[”»](?=[\s,.;]|$)|\"(?=[\s,.;]|$))")


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    for before, segment in zip(doc.segments, doc.segments[1:], strict=False):
        match = _MARK.match(text, segment.span.start, segment.span.end)
        if match is None or segment.kind == "code" or before.kind == "code":
            continue
        alone = match.end() == segment.span.end
        closed = ENDED.search(text, max(before.span.start, before.span.end - 12), before.span.end) is not None
        if closed and not alone and match[0] not in ".,":
            continue
        if closed:
            span = Span(before.span.end if alone else segment.span.start, match.end())
            new = ""
        else:
            span = Span(before.span.end, match.end())
            new = match[0] + (" " if not alone and not text[match.end()].isspace() and match[0] in ".,;!?" else "")
        message = f"“{match[0]}” starts this line but belongs at the end of the one before."
        yield RULE.correction(span, new, message, 0.95, 0.92)
