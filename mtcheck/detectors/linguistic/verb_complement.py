"""A word in the frame of another language: wrong prepositions, infinitives and objects, from `lexicons/valency.tsv`."""

from mtcheck.core import Bad, Document, Finding, Findings, Good, Resources, Rule, Span
from mtcheck.text.packed import Packed, pack
from mtcheck.text.scanner import lowered
from mtcheck.text.valency import Hit, Valencies, index

RULE = Rule(
    id="verb-complement",
    mqm="linguistic-conventions/grammar",
    summary="A verb, noun or adjective is followed by a complement that it does not take.",
    why="Each word has its own frame: French permet de, Russian ждать результатов, German teilnehmen an.",
    examples=(
        Bad("The new valve ⟦allows to reduce→makes it possible to reduce⟧ losses."),
        Bad("The board ⟦recommends to drink→recommends drinking⟧ water. They ⟦avoided to use→avoided using⟧ the lift."),
        Bad("The team ⟦succeeded to reach→succeeded in reaching⟧ the summit."),
        Bad("Doctors ⟦insisted to keep→insisted on keeping⟧ the singer in hospital."),
        Good("It’s recommended to wait, and they’re finished to perfection."),
        Good("They waited the whole day; he insisted in London that all was well, and responded on Twitter."),
        Good("The people allowed to enter were few; those warned to leave stayed."),
        Good("The valve allows crews to reduce losses."),
    ),
    limits="Knows the words and frames of its list and no others.",
)


def _valencies(resources: Resources) -> Valencies:
    found = resources.derived("valency", lambda them: pack(index(them.table("valency"))))
    return Valencies(resources.table("valency"), Packed(found))


def detect(doc: Document, resources: Resources) -> Findings:
    valencies: Valencies = resources.derived("valencies", _valencies)
    vocabulary = resources.model("vocabulary")
    low = lowered(doc.text)
    for segment, words in zip(doc.segments, doc.words, strict=True):
        if segment.kind == "code":
            continue
        last = -1
        hits = valencies.hits(doc.text, low, words, segment.span.start, segment.span.end, vocabulary)
        for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, -hit.valency.confidence, hit.valency.right)):
            if hit.start >= last and not doc.is_masked(hit.start, hit.end):
                yield _finding(doc, hit)
                last = hit.end


def _finding(doc: Document, hit: Hit) -> Finding:
    said, span = doc.text[hit.start : hit.end].rstrip(), Span(hit.start, hit.end)
    confidence = hit.valency.confidence
    if hit.proposal is None:
        lacks = "needs an object here" if hit.valency.wrong == "to do" else "takes no clause with “that”"
        message = f"“{said}” reads wrong: “{hit.valency.word}” {lacks}."
        return RULE.finding(span, message, confidence=confidence)
    right = hit.proposal + (" " if doc.text[hit.start : hit.end].endswith(" ") else "")
    return RULE.correction(span, right, f"“{said}” should be “{hit.proposal}”.", confidence)
