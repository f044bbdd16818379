"""The speaker goes on in the first person behind the closing mark: “We lost it all,” she said. We shall build again."""

from mtcheck.core import Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.speech import REPORTING
from mtcheck.text.typography import house_marks

RULE = Rule(
    id="speech-runs-on",
    mqm="linguistic-conventions/punctuation",
    preview=True,
    summary="A quotation goes on outside its marks.",
    why="The second half of a quotation lost its marks on the way through the engine.",
    whole=True,
    examples=(
        Bad('"We lost our house," said Ada Lund. ⟦We shall build it again.→"We shall build it again."⟧'),
        Bad(
            '"It was dark," he said. ⟦I heard the dam break and ran.→"I heard the dam break and ran."⟧ The dam fell'
            " at 2."
        ),
        Bad('"My son is ill," she added. ⟦Our doctor left in May.→"Our doctor left in May."⟧'),
        Bad("He said that they waited, “nobody helped us⟦” and we have nothing left.→ and we have nothing left.”⟧"),
        Bad('"It is lost," he said. ⟦We saw it break. Our wall fell,→"We saw it break. Our wall fell,"⟧ he added.'),
        Good('"We lost our house," said Ada Lund. "We shall build it again."'),
        Good('I met her in May. "We lost our house," she said. I believed her.'),
        Good('"We lost our house," she said. Asked why, she said: I do not know.'),
        Good('"We lost our house," she said. World War I was worse.'),
    ),
    limits="Left alone where the story itself is told in the first person.",
)

_GOES_ON = Pattern(
    rf"[\"”] (?:[^\n\"“”.!?]{{0,60}}\b)?(?:{REPORTING})\b[^\n\"“”.!?]{{0,80}}\. (?P<speech>[A-Z][^\n\"“”?]{{8,400}})"
)
_OWN = lazy(
    r"(?<![\w’'])(?:I(?: (?:am|was|have|had|will|would|do|did|never|think|thought|saw|know|knew|want|feel|felt|hope|can"
    r"|could|heard|went|lost|believe|told|am|just|still|always)|['’](?:m|ve|ll|d))|[Ww]e|[Mm]y|[Oo]ur|[Uu]s)(?![\w’'-])"
)
_SENTENCE = lazy(r"[^.!]+[.!](?= |$)")


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    found: list[tuple[int, int]] = []
    joined = [match for match in doc.matches(_JOINED) if _closes(doc, match.start())]
    for match in doc.matches(_GOES_ON):
        start = end = match.start("speech")
        for sentence in _SENTENCE.finditer(text, match.start("speech"), match.end("speech")):
            tagged = _TAGGED.fullmatch(text, *sentence.span())
            if tagged and _OWN.search(text, *sentence.span()):
                end = tagged.end("speech")
                break
            if not _OWN.search(text, *sentence.span()) or _ATTRIBUTED.search(text, *sentence.span()):
                break
            end = sentence.end()
        if end > start and not doc.in_quotation(start):
            found.append((start, end))
    if not (found or joined) or _is_a_witness(doc, [*found, *(match.span("rest") for match in joined)]):
        return
    opening, closing = house_marks(text)
    for start, end in found:
        edits = (Edit(Span(start, start), opening), Edit(Span(end, end), closing))
        yield RULE.correction(Span(start, end), edits, _MESSAGE, 0.82, 0.8)
    for match in joined:
        at, end = match.start(), match.end()
        edits = (Edit(Span(at, at + 1), ""), Edit(Span(end, end), text[at]))
        yield RULE.correction(Span(at, end), edits, _MESSAGE, 0.82, 0.8)


_MESSAGE = "The quotation seems to go on here, outside its marks."
# “nobody helped us” and we have nothing left.
_JOINED = Pattern(r"(?<=\w)[”\"](?P<rest> (?:and|but|so|because) (?:we|I|our|my)\b[^“”\".\n]{3,160}\.)(?= |$)")
_TAGGED = lazy(rf" ?(?P<speech>[^:—–]+,) (?:he|she) (?:{REPORTING})(?: [a-z]+)?\.")


def _closes(doc: Document, at: int) -> bool:
    """Whether the mark at this place closes a quotation."""
    return any(quotation.end in (at, at + 1) for quotation in doc.quotations)


_ATTRIBUTED = lazy(rf"[:—–]|\b(?:{REPORTING})\b|World War|Elizabeth I|(?:US|U\.S\.)")


def _is_a_witness(doc: Document, found: list[tuple[int, int]]) -> bool:
    """Whether the reporter says “I” or “we” outside quotation marks elsewhere."""
    return any(
        not doc.in_quotation(match.start()) and not any(start <= match.start() < end for start, end in found)
        for match in _OWN.finditer(doc.text)
    )
