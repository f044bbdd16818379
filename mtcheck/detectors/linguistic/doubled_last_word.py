"""A sentence that says its last word twice, names, years and figures too.

Names that are doubled, and words that speakers double, are told by list.
"""

from mtcheck.core import Bad, Document, Findings, Good, Resources, Rule, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.repeats import Repeat, repeats
from mtcheck.text.words import listed

RULE = Rule(
    id="doubled-last-word",
    mqm="linguistic-conventions/grammar",
    summary="The last word of a sentence is repeated.",
    why="Decoders that miss the moment to stop say the last word again.",
    examples=(
        Bad("The ferry was on its way to ⟦Iceland Iceland→Iceland⟧."),
        Bad("The pier has been closed since ⟦2017 2017→2017⟧."),
        Bad("He was elected mayor by the Green ⟦Party Party→Party⟧."),
        Bad("“The tunnel will be opened ⟦again again→again⟧,” she said."),
        Good("They sailed to Bora Bora. The band was Duran Duran."),
        Good("She won 6-3 6-3. The address is 20 20."),
        Good("“Bye bye,” he said. It happened again and again."),
        Good("“We waited for ever and we hoped and hoped, no no no.”"),
    ),
    limits="Names that are said twice in one story are taken for doubled names.",
)

_END = lazy(r"[.!?][”\"’')\]]*(?=\s|$)|,?[”\"](?=,? [a-z]|\s*$)|$")
_TAME = listed("doubled-last-word: tame")
# for emphasis, by speakers
_SPOKEN = frozenset("win goal goals fire come go run many much too slowly softly now there wait help stop love".split())
_NAMES = listed("doubled-last-word: names")
_ORDINAL = ("st", "nd", "rd", "th")


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    for repeat in repeats(text):
        if repeat.gap != " " or len(repeat.words) > 3 or doc.is_masked(repeat.first, repeat.end):
            continue
        kept = text[repeat.first : repeat.first_end]
        if (
            " " in kept
            or _END.match(text, repeat.end) is None
            or kept != text[repeat.second : repeat.second + len(kept)]
        ):
            continue
        segment = doc.segment_at(repeat.first)
        if segment.kind in ("code", "table", "headline") or repeat.end >= segment.span.end:
            continue  # a line that ends without a stop is no sentence
        sure = _sure(doc, repeat, kept, resources)
        if sure:
            yield RULE.correction(Span(repeat.first, repeat.end), kept, f"The sentence ends in “{kept}” twice.", sure)


def _sure(doc: Document, repeat: Repeat, kept: str, resources: Resources) -> float:
    text, low = doc.text, kept.lower()
    before = text[max(doc.segment_at(repeat.first).span.start, repeat.first - 60) : repeat.first].split()
    if len(before) < 3 or text[repeat.first - 1] != " ":
        return 0.0
    spoken = doc.in_quotation(repeat.first)
    if any(char.isdigit() for char in kept):
        return _figure(kept, before[-1])
    if low in _TAME or low in _NAMES or len(kept) < 2:
        return 0.0
    if kept[0].isupper():
        known = resources.model("vocabulary").count(low) >= 20
        if text.count(f"{kept} {kept}") > 1 or (len(kept) < 4 and not kept.isupper()):
            return 0.0
        return (0.9 if known else 0.82) if before[-1][0].islower() or known else 0.8
    if spoken:
        return 0.0 if low in _SPOKEN else 0.82
    return 0.9


def _figure(kept: str, previous: str) -> float:
    """A year, an ordinal, a long figure, or a number behind a word; scores and telephone numbers follow figures."""
    if (any(char.isdigit() for char in previous) and not previous.endswith(",")) or "-" in kept or "/" in kept[:3]:
        return 0.0
    if kept.isdigit() and len(kept) == 4 and kept[:2] in ("17", "18", "19", "20"):
        return 0.9
    if kept.endswith(_ORDINAL) or "," in kept or "–" in kept:
        return 0.88
    return 0.8 if kept.isdigit() and len(kept) <= 3 and kept != "20" and previous.strip(",").isalpha() else 0.0
