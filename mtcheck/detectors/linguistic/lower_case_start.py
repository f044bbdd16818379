"""A paragraph of prose that begins with a small letter though the one before it has ended.

Names spelt small (iPhone, eBay, de Vries) are told by shape.
"""

from mtcheck.core import Bad, Document, Findings, Good, Resources, Rule, Segment, Span
from mtcheck.text.joints import cut_by_stop
from mtcheck.text.lazy import lazy
from mtcheck.text.paragraphs import ends_in_stop, is_apparatus, is_verse
from mtcheck.text.words import listed

RULE = Rule(
    id="lower-case-start",
    mqm="linguistic-conventions/spelling",
    summary="A paragraph begins with a small letter.",
    why="Lower-cased training text and cut feeds cost a sentence its capital.",
    whole=True,
    examples=(
        Bad("⟦the→The⟧ council of Orlec closed the pier on Friday."),
        Bad("The pier was closed.\n⟦nobody→Nobody⟧ was hurt, the mayor of Orlec said."),
        Bad("⟦marek→Marek⟧ Tolan, the mayor, said the pier was safe."),
        Good("iPhone sales rose in Orlec, the company said."),
        Good("de Vries scored twice for Orlec in the second half."),
        Good("orlec.example reports that the pier was closed on Friday."),
        Good("by Ana Rust in Orlec"),
    ),
    limits=(
        "Paragraphs all in small letters are lower-case-text's; lines that go on from the one before are"
        " split-paragraph's."
    ),
)

_FIRST = lazy(r"[^\W\d_]+(?:['’][a-z]+)?(?![\w.@/:)]|-[A-Z])")
_STOP = lazy(r"[.!?][”\"’')\]]*$")
_SMALL = listed("lower-case-start: small")
_CREDIT = frozenset("by via from photo source no".split())  # in front of a name, as a rule
_MIN_WORDS, _MIN_WORDS_OF_CREDIT = 5, 9


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    verse: bool | None = None
    before: Segment | None = None
    for segment in doc.segments:
        start, end = segment.span.start, segment.span.end
        previous, before = before, segment
        at = start + (text[start] in '"“')
        if (
            not text[at : at + 1].islower()
            or segment.kind != "paragraph"
            or not _STOP.search(text, max(start, end - 4), end)
        ):
            continue
        if previous is not None and (
            previous.kind in ("code", "table", "list-item") or not ends_in_stop(text, previous)
        ):
            continue
        match = _FIRST.match(text, at, end)
        if (
            match is None
            or not match[0].islower()
            or match[0] in _SMALL
            or doc.is_masked(match.start(), match.end())
            or is_apparatus(text, start, end)
        ):
            continue
        words = text[start:end].split()
        if len(words) < (_MIN_WORDS_OF_CREDIT if match[0] in _CREDIT else _MIN_WORDS) or not any(
            char.isupper() for char in text[start:end]
        ):
            continue
        if (
            previous is not None
            and cut_by_stop(text, previous, segment, match[0], resources.model("vocabulary")) is not None
        ):
            continue
        if verse is None:
            verse = is_verse(text, doc.segments)
        if verse:
            return
        span = Span(*match.span())
        message = "The paragraph begins with a small letter."
        yield RULE.correction(span, match[0][0].upper() + match[0][1:], message, 0.85, 0.8)
