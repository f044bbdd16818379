"""A paragraph of speech that opens with a dash.

Where the speaker stands between dashes, too, the marks can be set; else the whole paragraph is taken for speech.
"""

from mtcheck.core import Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.speech import ATTRIBUTION
from mtcheck.text.typography import house_marks

RULE = Rule(
    id="dialogue-dash",
    mqm="locale-conventions/quote-mark-format",
    summary="Speech is introduced by a dash.",
    why="Many languages set dialogue with dashes; English uses quotation marks.",
    whole=True,
    examples=(
        Bad('⟦– We are ready, – said Verne.→"We are ready," said Verne.⟧'),
        Bad(
            '⟦— We are ready, — said Verne. — We wait for the bus.→"We are ready," said Verne. "We wait for the bus."⟧'
        ),
        Bad('⟦– Are we safe? – asked the mayor of the town.→"Are we safe?" asked the mayor of the town.⟧'),
        Bad(
            '⟦– It is a show trial, – said Ewa Ross, his lawyer. The judge left.→"It is a show trial," said Ewa '
            "Ross, his lawyer. The judge left.⟧"
        ),
        Bad('⟦- Now we are fresh, and we have no fear of it.→"Now we are fresh, and we have no fear of it."⟧'),
        Good("- We pay the rent to her.\n- You pay the tax to us."),
        Good("– Sellers pay nothing\n– The fee is 4 percent"),
        Good("The port – we hear – is open."),
        Good("- We pay the rent\n- You pay the tax"),
        Good("– Reuters"),
    ),
)

_OPEN = Pattern(r"^[–—―-] ?(?=[A-Z¿¡\"“«])[^\n]{12,}$")
_SPEAKER = lazy(
    rf"(?:([,.!?…]) ?| )[–—―-] ?((?:{ATTRIBUTION})[^.!?–—―\n]{{0,160}}?)(?:([.,])(?: ?[–—―-] ?(?=\w)|$|(?="
    r" [A-Z\"“]))|$)"
)
_PERSON = lazy(r"\b(?:I(?! [A-Z])|we|We|my|My|our|Our|you|You|us|me)\b")


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    for match in doc.matches(_OPEN):
        line = Span(*match.span())
        index = doc.segment_index(line.start)
        near = [doc.segments[at].span.of(text)[:1] for at in (index - 1, index + 1) if 0 <= at < len(doc.segments)]
        opening, closing = house_marks(text)
        begin = line.start + 1 + (text[line.start + 1] == " ")
        if text[begin] in '"“«':
            continue
        said = _SPEAKER.search(text, begin, line.end)
        if said is None and _is_list(doc, index, line.start):
            continue
        if said is None:
            listed = any(char in "-–—―•" for char in near) and match[0][0] == "-"
            speech = text[begin : line.end]
            alike = sum(one.span.of(text)[:1] == "-" for one in doc.segments) > 1  # the items of a list
            if (
                listed
                or (match[0][0] == "-" and (alike or '"' in speech or "“" in speech))
                or not _PERSON.search(speech)
                or speech[-1] not in ".!?…"
                or len(speech.split()) < 5
            ):
                continue
            edits: tuple[Edit, ...] = (Edit(Span(line.start, begin), opening), Edit(Span(line.end, line.end), closing))
            sure = 0.75
        else:
            mark = "," if said[1] in (",", ".", None) else said[1]
            middle = f"{mark}{closing} {said[2]}"
            more = said[3] and said.end() < line.end and said[0][-1] != said[3]
            middle += f"{said[3]} {opening}" if more else (said[3] or "")
            edits = (Edit(Span(line.start, begin), opening), Edit(Span(said.start(), said.end()), middle))
            if more:
                edits = (*edits, Edit(Span(line.end, line.end), closing))
            sure = 0.88
        yield RULE.correction(line, edits, "English sets speech in quotation marks, not behind a dash.", sure)


def _is_list(doc: Document, index: int, start: int) -> bool:
    """Whether the paragraphs with this dash follow one that ends in a colon: points, not turns of a talk."""
    dash = doc.text[start]
    at = index
    while at > 0 and doc.text[doc.segments[at].span.start] == dash:
        at -= 1
    return doc.text[doc.segments[at].span.end - 1] == ":"
