"""Tags of HTML, XML and forums, whole or broken by spaces.

What stood around them stays; a script or style element goes with its content.
"""

import re

from mtcheck.core import Applicability, Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.claims import Claims
from mtcheck.cues.removal import removal
from mtcheck.cues.spoken_markup import spoken_of
from mtcheck.text.lazy import lazy
from mtcheck.text.words import either

RULE = Rule(
    id="leftover-tag",
    mqm="design-and-markup/markup-tag",
    severity=Severity.MAJOR,
    applicability=Applicability.AUTOMATIC,
    residue=True,
    summary="The text contains a tag of the web page.",
    why=(
        "The page was not cleaned before it was translated, and engines break tags with spaces so that no browser knows"
        " them."
    ),
    examples=(
        Bad("The court⟦ < / p>→⟧ adjourned.⟦<br />→⟧ It meets in May."),
        Bad("The show ⟦<em>→⟧River Nights⟦</ em>→⟧, now open, is free."),
        Bad('More at ⟦<a href = "http://x.example">→⟧this page⟦</a>→⟧.'),
        Bad("⟦[b]→⟧Dam fails⟦[/b]→⟧ in the north."),
        Good("Turnout was < 40 percent and > 30 percent."),
        Good("He got an A in class."),
        Good("If a<b and b>c, then the test fails."),
        Good("The style = simple rule won."),
    ),
)

_BLOCK = (
    "p|br|div|h[1-6]|li|ul|ol|hr|tr|td|th|table|tbody|thead|section|article|header|footer|figure|figcaption"
    "|blockquote|iframe|form|nav|aside|main"
)
_INLINE = rf"{either('leftover-tag: inline')}|amp-[a-z-]+"
_TAG = Pattern(
    r"(?is:< ?(script|style|noscript)\b[^<>\n]{0,300}>[^\n]{0,4000}?< ?/ ?\1 ?>)"
    rf"|(?i:[<‹] ?/? ?(?:{_BLOCK}|{_INLINE})(?: [^<>\n]{{0,400}}|/)?[>›])|[<‹] ?/? ?(?:[abiuspq]|A|B|I|U)"
    r"(?: [^<>\n]{0,30}?=[^<>\n]{0,400})? ?/? ?[>›]|<!--[^\n]{0,400}?-->|<!\[CDATA\[|<\?xml[^<>\n]{0,200}>"
    r"|<!DOCTYPE[^<>\n]{0,200}>|</?[a-z]{1,6}:[A-Za-z]{1,20}(?: [^<>\n]{0,200})?/?>"
    r"|<(?:x|g|ph|bpt|ept|it) id ?=[^<>\n]{0,60}>|</(?:g|ph|bpt|ept)>"
)
_BBCODE = Pattern(
    r"(?i:\[(?P<media>img|youtube|media|video|audio|attach)(?: ?=[^\]\n]{0,60})?\][^\[\]\n]{0,300}\[ ?/ ?"
    r"(?P=media) ?\])|(?i:\[ ?/ ?(?:b|i|u|s|url|img|quote|color|size|center|left|right|list|code|font|spoiler|youtube"
    r"|media|email|h[1-6])\])|(?i:\[(?:b|u|url|img|quote|center|list|spoiler)\])|\[i\](?=[^\[\]\n]{1,200}\[ ?/)"
    r"|(?i:\[(?:url|color|size|font|quote|img|align|email) ?= ?[^\]\n]{1,200}\])"
)
_ATTRIBUTES = Pattern(
    r"(?:\b(?:href|src|srcset|class|style|id|rel|target|alt|title|align|width|height|data-[a-z-]+) ?= ?"
    r"([\"“”'])[^\"“”'<>\n]{0,200}[\"“”'] ?)+/?>?"
)
_TAIL = Pattern(
    r"(?<![\w/<:.])(?:/ ?(?:p|div|span|strong|em|b|i|a|h[1-6]|li|ul|br)|(?:br|hr) ?/) ?>"
    rf"|(?<!\w)(?:{_BLOCK.replace('p|', '', 1)}|span|strong|em)>(?=\S)"
)
_CDATA_END = Pattern(r"\]\]>")
_BREAKS = lazy(rf"[<‹] ?/? ?(?:{_BLOCK})\b", re.IGNORECASE)


def detect(doc: Document, resources: Resources) -> Findings:
    taken: list[tuple[int, int]] = []
    claims = Claims()
    for pattern in (_TAG, _BBCODE, _ATTRIBUTES, _TAIL, _CDATA_END):
        for match in doc.matches(pattern, masked=True):
            start, end = match.span()
            end -= len(match[0]) - len(match[0].rstrip())
            if claims.take(start, end):
                taken.append((start, end))
    joined = _joined(doc.text, sorted(taken))
    spoken = spoken_of(doc, joined)
    for start, end in joined:
        edit = _edit(doc, start, end)
        span = Span(min(start, edit.span.start), max(end, edit.span.end))
        shown = doc.text[start:end] if end - start < 40 else doc.after(start, 37) + "…"
        unsure = (start, end) in spoken
        yield RULE.correction(span, edit, f"“{shown}” is markup, not text.", 0.97, 0.96, for_people=unsure)


def _joined(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Tags with nothing between them are one place."""
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and not text[joined[-1][1] : start].strip(" "):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _edit(doc: Document, start: int, end: int) -> Edit:
    text = doc.text
    line = doc.segment_at(start).span
    whole = not text[line.start : start].strip() and not text[end : line.end].strip()
    if (
        whole
        or text[start - 1 : start].isspace()
        or text[end : end + 1].isspace()
        or start == line.start
        or end == line.end
    ):
        return removal(doc, start, end)
    broken = _BREAKS.match(text, start) is not None
    return Edit(Span(start, end), " " if broken and text[end].isalnum() else "")
