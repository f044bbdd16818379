"""Markdown in a text that is not Markdown: emphasis, headings, links, quotations, code fences.

Readers of Markdown take these signs away before.
"""

import re

from mtcheck.core import Applicability, Bad, Document, Edit, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.claims import Claims
from mtcheck.cues.removal import removal
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="markdown-residue",
    mqm="design-and-markup/markup-tag",
    applicability=Applicability.AUTOMATIC,
    residue=True,
    summary="The text contains signs of a markup language.",
    why="Language models answer in Markdown; pasted into a story as it is, its signs are printed.",
    examples=(
        Bad("The ⟦**harbour board**→harbour board⟧ met."),
        Bad("⟦** Lomna **→Lomna⟧ lies in the north."),
        Bad("⟦## →⟧What comes next\nThe board meets in May."),
        Bad("See ⟦[the report](https://x.example/r)→the report⟧ for more."),
        Good("“What the f**k,” he said, “is sh*t.”"),
        Good("*Prices include tax. * Offer ends in May."),
        Good("___\nThis story has been corrected."),
        Good("She scored 4* and 5* ratings; 3*4=12."),
    ),
)

_BOLD = Pattern(
    r"(?<![\w*])(\*\*\*?)(?!\*) ?([^*\n]{1,200}?) ?\1(?![\w*])|(?<![\w_])__(?!_)([^_\n]{1,200}?)__(?![\w_])"
    r"|(?<![\w~])~~([^~\n]{1,200}?)~~(?![\w~])"
)
_ITALIC = Pattern(
    r"(?<![\w*])\*(?=[\w\"“'‘])([^*\n]{1,100}?)(?<=[\w.!?\"”'’])\*(?![\w*])"
    r"|(?<![\w_])_(?=[A-Za-z])([^_\n]{2,100}?)(?<=[\w.!?])_(?![\w_])"
)
_LINK = Pattern(r"!?\[([^\[\]\n]{0,200})\] ?\((?:https?|www|/|#)[^()\n]{0,300}\)")
_HEADING = Pattern(
    r"^#{1,6} +(?=\S)(?!\d)(?![^\n#]{1,80} ?#)|^#{2,6}(?=[A-Z])|^>{1,3} +(?=[A-Z\"“])|^(?:```|~~~)\w{0,12}$"
)
_LEFT = Pattern(r"(?<=[\w.,;:!?\"”]) ?\*\*(?![\w*])|(?<![\w*])\*\* ?(?=[A-Za-z\"“])")

_LONG = 40  # code points: more between two signs apart from their words is hardly emphasis


def detect(doc: Document, resources: Resources) -> Findings:
    taken = Claims()
    for pattern in (_LINK, _BOLD, _ITALIC):
        for match in doc.matches(pattern, masked=True):
            start, end = match.span()
            inner = next((group for group in match.groups()[(1 if pattern is _BOLD else 0) :] if group is not None), "")
            if taken.overlaps(start, end) or (pattern is not _LINK and not re.search(r"[^\W\d_]{2}", inner)):
                continue
            taken.take(start, end)
            edit = Edit(Span(start, end), inner) if inner else removal(doc, start, end)
            doubtful = (
                (match[0].startswith("** ") and end - start > _LONG)
                or _may_act(inner, match[0], begins=start == doc.segment_at(start).span.start)
                or (match[0].startswith("__") and inner.isalpha() and inner.islower())  # __init__
                or _ABOUT.search(doc.text) is not None
            )
            yield _finding(doc, edit, "a link" if pattern is _LINK else "emphasis", for_people=doubtful)
    for match in doc.matches(_HEADING, masked=True):
        edit = removal(doc, *match.span()) if match[0][0] in "`~" else Edit(Span(*match.span()), "")
        yield _finding(doc, edit, "layout", 0.8 if match[0][0] == ">" else 0.93)
    for match in doc.matches(_LEFT, masked=True):
        start, end = match.span()
        if not taken.overlaps(start, end) and not re.search(r"\*\*[a-z]{0,3}$", doc.before(start, 4)):
            edit = removal(doc, start + (match[0][0] == " "), end - (match[0][-1] == " "))
            yield _finding(doc, edit, "emphasis", for_people=True)


# a text that speaks of such signs
_ABOUT = lazy(r"\b(?:[Mm]arkdown|[Aa]sterisks?|[Uu]nderscores?)\b|\b[Tt]he stars are\b")


def _may_act(inner: str, whole: str, *, begins: bool) -> bool:
    """Whether one small word stands between single stars: “*sobs*” is what a writer of chats does, no emphasis."""
    return whole[0] == "*" != whole[1] and inner.isalpha() and (inner.islower() or (begins and inner.endswith("s")))


def _finding(doc: Document, edit: Edit, what: str, sure: float = 0.93, *, for_people: bool = False) -> Finding:
    """`for_people`: a sign without a partner may be a mark of the author's own."""
    message = f"“{edit.span.of(doc.text).strip()}” marks {what} in Markdown."
    return RULE.correction(edit.span, edit, message, 0.93, sure, for_people=for_people)
