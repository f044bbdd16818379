"""Teasers of other stories: whole lines by the page-furniture list, sentences inside a paragraph by shape."""

import re

from mtcheck.core import Applicability, Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule
from mtcheck.cues.furniture import pieces
from mtcheck.cues.removal import debris
from mtcheck.text.lazy import lazy
from mtcheck.text.telling import of_a_writer, tells

RULE = Rule(
    id="related-link",
    mqm="accuracy/addition",
    applicability=Applicability.AUTOMATIC,
    residue=True,
    summary="The text contains a link to another story.",
    why="Scrapers take the teasers between paragraphs for part of the story.",
    examples=(
        Bad("The ports closed.⟦\nRead also: Storm moves north→⟧\nThey reopen in May."),
        Bad("The ports closed.⟦\nOn the topic: who will lead the council?→⟧"),
        Bad("The ports closed.⟦\nBACA JUGA: Pelabuhan ditutup→⟧\nThey reopen."),
        Bad("The ports closed.⟦ Read more: Storm moves north.→⟧ They reopen in May."),
        Good("The ports closed.\nRead literally, the clause bans fishing."),
        Good("The ports closed.\nRelated industries also suffered."),
        Good("The ports closed.\n“Read more: it helps,” the teacher said."),
        Good("The ports closed.\nWatch the video of it and you will see, he said."),
    ),
)

_INLINE = Pattern(
    r"(?<=[.!?…\"”)] )(?:Read (?:also|more|too|next)|Also [Rr]ead|See also|Watch (?:also|video)"
    r"|More on (?:this|the) (?:topic|subject|story)|READ (?:ALSO|MORE|ALSO READ)|ALSO READ|SEE ALSO|RELATED|WATCH"
    r"|Related(?: news| article| story| topic)?|On (?:the|this) (?:topic|subject))"
    r"(?: on (?:the|this) (?:topic|subject))? ?: ?[^\n.!?…]{3,160}[.!?…]?"
)
_BRACKETED = Pattern(
    r"[(\[](?:(?i:also read|read also|read more|see also|related|baca juga|leia também|lea también|leggi anche"
    r"|lire aussi)|READ|WATCH|SEE)(?: HERE)? ?: ?[^()\[\]\n]{2,200}[)\]]"
)


def detect(doc: Document, resources: Resources) -> Findings:
    lines, tails = pieces(doc, resources, "related")
    for span in lines:
        yield _finding(doc, span.start, span.end, 0.94)
    for span in tails:
        yield _finding(doc, span.start, span.end, 0.92)
    taken = {span.start for span in (*lines, *tails)}
    for pattern in (_INLINE, _BRACKETED):
        for match in doc.matches(pattern, masked=True):
            if taken.isdisjoint((match.start(), doc.segment_at(match.start()).span.start)):
                yield _finding(doc, *match.span(), 0.9)


_OF_NEWS = lazy(r"\W*(?:important|main|top|hot|latest|last|breaking) (?:news|story|stories)\s*:", re.IGNORECASE)


# What an index, a programme or a play says, too: “See also: page 4”, “Video: how to knit”, “Read more.”
_MAY_REFER = lazy(
    r"\W*(?:[Ss]ee also\b|(?:Video|Watch|Related|On the (?:topic|subject))\b ?:? ?(?=[a-z\d]|$)|Video ?:"
    r"|(?i:(?:see|read) (?:also|more|on|next)|related) ?: ?(?i:page|pages|section|chapter|article"
    r" \d|part|figure|table|note"
    r"|p\.|pp\.|vol)\b|[Rr]ead (?:more|on|next)[.!]|[Vv]ideo\W*$)"
)


# To another part of the same text: “See also: wheat.”, “(see also: page 4)”, “See also: section 62 of the Act.”
_REFERS = lazy(
    r"\W*(?:Video|Watch|Related) ?: ?[a-z\d]|\W*[Ss]ee also ?:? ?(?:[a-z]|(?i:pages?|sections?|chapter|article"
    r" \d|part|figure|table|note|pp?\.|vol)\b"
    r"|[A-Z][a-z]+\W*$)"
)


def _finding(doc: Document, start: int, end: int, confidence: float) -> Finding:
    said = doc.text[start:end]
    label = _OF_NEWS.match(said)  # what it announces may be the next story itself
    doubtful = (label and tells(said[label.end() :], unstopped=True)) or of_a_writer(said) or _MAY_REFER.match(said)
    if _REFERS.match(said):
        confidence = 0.78
    message = "This points to another story; it belongs beside the text."
    return debris(RULE, doc, start, end, message, confidence, for_people=bool(doubtful))
