"""Sentences and paragraphs in another language, screened by words of grammar before anything slower is asked."""

from collections.abc import Callable

from mtcheck.core import Bad, Document, Edit, Finding, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.foreign import Asking, is_foreign
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="untranslated-passage",
    mqm="accuracy/untranslated",
    severity=Severity.CRITICAL,
    passage=True,
    summary="A sentence or paragraph is not in English.",
    why="Engines copy what they cannot segment, and scrapers pick up teasers and captions in the source language.",
    examples=(
        Bad("The bridge is closed. ⟦El alcalde dijo que no hay dinero para las obras.⟧"),
        Bad("Prices rose.\n⟦Die Polizei sucht nach Zeugen, die den Unfall gesehen haben.⟧\nThe road is open."),
        Bad(
            "The ferry left.\n⟦BACA JUGA: Kapal tenggelam di Lasko karena cuaca buruk⟧\nIt rained.",
            fixed="The ferry left.\nIt rained.",
        ),
        Bad("The vote is over. ⟦Werk begint in maart.⟧"),
        Bad("The vote is over. ⟦Совет принял решение в пятницу.⟧"),
        Good("The sign said “Мост закрыт” (the bridge is closed)."),
        Good("The sign said “Мост закрыт, и до весны его не откроют” (the bridge is closed)."),
        Good("The motto is “Liberté, égalité, fraternité”, and he sang “Non, je ne regrette rien” on Friday."),
        Good("Squad: Müller, Schmidt, González, Pérez, de la Cruz, van der Berg."),
    ),
    limits="Quotations in another language are taken for intended, but for long ones in other letters without English.",
)

_OTHER_SCRIPT = lazy(
    r"(?!\d)[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff\u10a0-\u10ff\u1200-\u137f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_LETTER = lazy(r"[^\W\d_]")
_COMMON = (" the ", " of ", " and ", " to ", " that ", " was ", " for ", " with ", " is ", " by ")
_CAPITALS = Pattern(
    r"^(?:BACA JUGA|LEIA TAMBÉM|LEA TAMBIÉN|LIRE AUSSI|LESEN SIE AUCH|LEGGI ANCHE|ČTĚTE TAKÉ|ЧИТАЙТЕ ТАКЖЕ|Baca juga"
    r"|Leia também|Lea también|Lire aussi|Lesen Sie auch|Leggi anche|Lees ook|Czytaj także|Читайте также)\b.*$"
)


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _quoted(doc)
    vocabulary = resources.model("vocabulary")
    known, ask, strange = vocabulary.count, Asking(), vocabulary.rare(doc.all_words, 0)
    teasers = {match.start() for match in doc.matches(_CAPITALS)}
    for number, segment in enumerate(doc.segments):
        if segment.kind in ("code", "table"):
            continue
        text = segment.span.of(doc.text)
        if segment.span.start in teasers:
            after = doc.segments[number + 1].span.start if number + 1 < len(doc.segments) else segment.span.end
            place = Span(segment.span.start, after)
            message = "A link to another story, in its own language."
            yield RULE.correction(segment.span, Edit(place, ""), message, 0.95, 0.9, related=(place,))
            continue
        usual = text.isascii() and len(text) < 400 and sum(map(text.count, _COMMON)) * 50 >= len(text)
        if len(text) < 12 or (usual and len(strange & doc.words[number]) < _STRANGE):
            continue  # most paragraphs end here
        begin: int | None = None
        end = 0
        for sentence in doc.sentences[number]:
            if (
                _is_foreign(sentence.of(doc.text), known, ask)
                and not doc.in_quotation(sentence.start)
                and not doc.is_masked(sentence.start, sentence.end)
                and not _LATIN.search(doc.text, sentence.start, sentence.end)
            ):
                begin = sentence.start if begin is None else begin
                end = sentence.end
            elif begin is not None:
                yield _found(Span(begin, end))
                begin = None
        if begin is not None:
            yield _found(Span(begin, end))


# Sayings that English keeps in Latin or French.
_LATIN = lazy(
    r"(?i)\b(?:pacta sunt servanda|sic transit gloria|veni,? vidi,? vici|carpe diem|cui bono|quis custodiet|alea iacta"
    r"|in vino veritas|habemus papam|si vis pacem|ars longa|tempus fugit|vox populi|dulce et decorum|mens sana"
    r"|cave canem"
    r"|requiescat in pace|caveat emptor|quo vadis|post hoc|ave maria|te deum|nil desperandum|festina lente"
    r"|plus ça change"
    r"|honi soit|c['’]est la vie|que sera|l['’]état,? c['’]est moi"
    r"|après moi|per aspera|per ardua|e pluribus unum)\b"
)
_WORD = lazy(r"[^\W\d_]+")
_SUNG, _SYLLABLES = 60, 2
_STRANGE = 3  # words that clean news never has, in a paragraph that reads as English
_LONG = 24  # letters of a quotation that English gives in English


def _quoted(doc: Document) -> Findings:
    """Long quotations in other letters that nothing behind them puts into English."""
    for span in doc.quotations:
        said = span.of(doc.text)
        if said.isascii() or len(said) < _LONG or doc.segment_at(span.start).kind == "code":
            continue
        if doc.after(span.end, 3).lstrip(" ,.")[:1] in ("(", "[", "“", '"', "–", "—"):
            continue
        other = len(_OTHER_SCRIPT.findall(said))
        if other >= _LONG and other * 10 >= 9 * len(_LETTER.findall(said)):
            yield _found(span)


def _is_foreign(sentence: str, known: Callable[[str], int], ask: Asking) -> bool:
    if len(sentence) < _SUNG and sentence.isascii() and len(set(_WORD.findall(sentence.lower()))) <= _SYLLABLES:
        return False  # “La la la, la la la”
    if sum(word in sentence for word in _COMMON) > 2:
        return False
    if not sentence.isascii() and (other := len(_OTHER_SCRIPT.findall(sentence))):
        letters = len(_LETTER.findall(sentence))
        if letters >= 6 and other * 2 > letters:
            return len(sentence.split()) >= 3 or letters >= 8
    return is_foreign(sentence, known, ask)


def _found(span: Span) -> Finding:
    message = "This is not English: translate it, or delete what does not belong to the story."
    return RULE.finding(span, message, confidence=0.9)
