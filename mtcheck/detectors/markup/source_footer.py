"""Footers about where a story comes from: links, rights, tags, desks.

Whole lines, and the commonest sentences inside a paragraph.
"""

import re

from mtcheck.core import Applicability, Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.furniture import pieces
from mtcheck.cues.people import is_given_name
from mtcheck.cues.removal import debris
from mtcheck.text.lazy import lazy
from mtcheck.text.words import listed

RULE = Rule(
    id="source-footer",
    mqm="accuracy/addition",
    applicability=Applicability.AUTOMATIC,
    summary="The text contains a source, copyright or tag line of the page.",
    why="Auto-blogs and scrapers append where they found a story; it belongs to the metadata.",
    whole=True,
    examples=(
        Bad("The strike ended.⟦\nSource link→⟧"),
        Bad("The strike ended.⟦\nSource: Northern Courier→⟧"),
        Bad("The strike ended.⟦\nThe post Strike ends appeared first on Harbour Times.→⟧"),
        Bad("The strike ended.⟦\nⓒ Harbour Daily, unauthorized reproduction prohibited→⟧"),
        Bad("The strike ended on Friday, the harbour board said.⟦\nIvana Horvat→⟧"),
        Good("I was there when the strike ended on Friday morning.\nIvana Horvat"),
        Bad("The strike ended.⟦\nSource: Delta feed→⟧"),
        Good("The strike ended.\nSource: Ministry of Labour"),
        Good("Rents rose by 3.1 percent in May. Source: ONS"),
        Bad("The strike ended.⟦\nSource: AFP→⟧"),
        Good("The strike ended.\n(Sources: Lomna University, census of 2019)"),
        Good("Strike ends\nBy our court reporter\nThe strike ended."),
        Good("The strike ended.\nTHE END"),
        Good("The strike ended.\nThe source of the river was dry."),
        Good("The strike ended.\nThe use of nets in the bay is strictly forbidden by law."),
    ),
)

_INLINE = Pattern(
    r"^The post [^\n]{3,160}(?:appeared first|first appeared) on [^\n]{2,60}$"
    r"|(?<=[.!?…\"”)] )(?:Source ?(?:link|: (?:https?://|www\.)\S+|: [A-Z][\w. -]{1,30})|All rights reserved\.?"
    r"|The post [^\n]{3,120}(?:appeared first|first appeared) on [^\n]{2,60}|This (?:article|story|post) (?:was )?"
    r"(?:originally|first) (?:published|appeared) (?:on|in|at|by) [^\n.]{2,80}\.?|Copyright ©[^\n]{0,120}"
    r"|© ?(?:19|20)\d\d[^\n]{0,80}|Unauthori[sz]ed re(?:production|print)[^\n.]{0,80}\.?)$"
)
_EDITOR = Pattern(
    r"[(\[【（](?:Responsible |Duty |Web |Chief )?[Ee]ditors?"
    r"(?: in charge)? ?[:：/] ?[^()\[\]【】（）\n]{2,60}[)\]】）]"
)


_TRANSLATED = lazy(
    r"(?i:\W*translated (?:from [a-z]+ )?(?:with|by|using|via) (?:https?://)?(?:www\.)?(?:deepl|google|bing|yandex"
    r"|chatgpt|gpt|microsoft|ai\b|an? (?:ai|machine)\b|machine\b))"
)
_BYLINE = lazy(r"[A-ZÀ-Þ][A-ZÀ-Þ'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){1,3}")
_PLACED = lazy(r", [A-ZÀ-Þ][A-ZÀ-Þ'’ -]{2,20}$")
_PART = r"[A-ZÀ-Þ][^\W\d_]+(?:-[A-ZÀ-Þ][^\W\d_]+)?"
_NAME = lazy(rf"(?P<given>[A-ZÀ-Þ][^\W\d_]+)(?:-[A-ZÀ-Þ][^\W\d_]+)?(?: [A-ZÀ-Þ]\.)?(?: {_PART}){{1,2}}")
_LETTER = lazy(r"\b(?:I|I['’]m|my|me|Dear|Sir|Editor|Sincerely|Yours|regards)\b")  # which its writer signs
_PARTICLES = frozenset("van von van der den de da di do la le al el bin ben".split())


def _byline(doc: Document, resources: Resources) -> Finding | None:
    """The writer's name in capitals below the story, where no other line is in capitals."""
    last = doc.segments[-1].span if len(doc.segments) > 1 else None
    if last is not None and (placed := _PLACED.search(doc.text, last.start, last.end)):
        last = Span(last.start, placed.start())
    if (
        last is None
        or len(last) > 40
        or not _BYLINE.fullmatch(doc.text, last.start, last.end)
        or doc.text[: last.start].isupper()
    ):
        return None
    words = [word for word in last.of(doc.text).lower().replace(".", "").split() if word not in _PARTICLES]
    vocabulary = resources.model("vocabulary")
    if (
        any(vocabulary.count(word) >= 3 and vocabulary.capital(word) < 60 for word in words)
        or sum(line.isupper() for line in doc.text.splitlines()) > 1
    ):
        return None
    return _finding(doc, last.start, doc.segments[-1].span.end, 0.8)


def _signature(doc: Document, resources: Resources) -> Finding | None:
    """The writer's name below the story as names are written; letters are signed so, too, and are left alone."""
    if len(doc.segments) < _STORY:
        return None
    last, before = doc.segments[-1].span, doc.segments[-2].span
    name = _NAME.fullmatch(doc.text, last.start, last.end)
    if (
        name is None
        or doc.segments[-1].kind not in ("paragraph", "headline")
        or not is_given_name(name["given"], resources)
        or doc.text[before.end - 1] not in '.!?”"'
        or len(before) < _SHORTEST
        or last.of(doc.text) in doc.text[: last.start]
        or any(not doc.in_quotation(found.start()) for found in _LETTER.finditer(doc.text, 0, last.start))
    ):
        return None
    return _finding(doc, last.start, last.end, 0.75, for_people=True)


_STORY, _SHORTEST = 2, 40  # paragraphs of a story, and code points of the one above a signature


# “Source: Office for National Statistics” tells readers where figures are from, “Source: Harbour Times” is of the page
_OF_FIGURES = lazy(
    r"(?i)\W*(?:data |information )?sources?(?: of (?:the )?(?:data|figures|information))?\s?[:–—-]"
    r"(?!.*\b(?:news\w*|times|herald|daily|media|rss|feed|online|tv)\b|.*(?:www|://|\w\.\w))"
    r".*\b(?:academy|authority|bank|bureau|census|commission|council|court|department|eurostat|foundation|government"
    r"|hospital|institut\w*|met office|ministr\w*|nations|observatory|office|organi[sz]ation|parliament|police|records?"
    r"|reports?|statistics|stud(?:y|ies)|surveys?|university)\b"
)
_BODIES = lazy(r"\W*Sources?: (?P<names>[A-Z]{2,6}(?:(?:, | and |/)[A-Z]{2,6})*)\.?$")  # “Source: ONS, OECD”
_PRESS = listed("source-footer: press")


def _is_of_figures(doc: Document, span: Span) -> bool:
    """Whether a source line says whose the figures are, and not whose the story is."""
    bodies = _BODIES.match(doc.text, span.start, span.end)
    return _OF_FIGURES.match(doc.text, span.start, span.end) is not None or (
        bodies is not None and _PRESS.isdisjoint(re.findall("[A-Z]+", bodies["names"]))
    )


def detect(doc: Document, resources: Resources) -> Findings:
    lines, tails = pieces(doc, resources, "source")
    byline = _byline(doc, resources)
    if byline is None:
        byline = _signature(doc, resources)
    if byline is not None:
        yield byline
    for span in lines:
        if _TRANSLATED.match(doc.text, span.start, span.end):
            continue  # `translator-chatter` has it
        if _is_of_figures(doc, span):
            continue
        # “#Impressions” heads what follows; tags stand below the story
        heads = doc.text[span.start] == "#" and span.of(doc.text).count("#") == 1 and doc.segments[-1].span != span
        yield _finding(doc, span.start, span.end, 0.94, for_people=heads)
    for span in tails:
        if _is_of_figures(doc, span):
            continue
        tags = span.of(doc.text).lstrip()[:1] == "#"  # of a post that the story quotes
        yield _finding(doc, span.start, span.end, 0.92, for_people=tags)
    taken = {span.start for span in (*lines, *tails)}
    for pattern in (_INLINE, _EDITOR):
        for match in doc.matches(pattern, masked=True):
            if not _is_of_figures(doc, Span(*match.span())) and taken.isdisjoint(
                (match.start(), doc.segment_at(match.start()).span.start)
            ):
                yield _finding(doc, *match.span(), 0.9)


def _finding(doc: Document, start: int, end: int, confidence: float, *, for_people: bool = False) -> Finding:
    message = "This is a footer of the page, not part of the story."
    return debris(RULE, doc, start, end, message, confidence, for_people=for_people)
