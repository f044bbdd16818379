"""Square-bracket tags of blog software: a numbered or closing name, attributes inside, or a name that plugins use.

Lines that hold nothing else go with their break.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace as replaced
from itertools import pairwise

from mtcheck.core import Applicability, Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.removal import debris, removal
from mtcheck.cues.spoken_markup import spoken_of
from mtcheck.text.lazy import lazy
from mtcheck.text.words import either

RULE = Rule(
    id="shortcode",
    mqm="design-and-markup/markup-tag",
    severity=Severity.MAJOR,
    applicability=Applicability.AUTOMATIC,
    residue=True,
    summary="The text contains a tag of the publishing software.",
    why="Scrapers copy the placeholders of advertising and gallery plugins, and the translator passes them through.",
    examples=(
        Bad("Harbour board meets⟦\n[ad_1]→⟧\nThe board met on Monday."),
        Bad("⟦[ad_1] →⟧The board approved the new line."),
        Bad("The vote was unanimous.⟦ [ AD_2 ]→⟧"),
        Bad('⟦[caption id="attachment_88" align="left"]→⟧The bridge at dusk⟦[/caption]→⟧'),
        Bad("The vote was unanimous.⟦ ad_2]→⟧ Two members were absent."),
        Good("<!-- mtcheck-ignore doubled-word: a band -->\nThe The played in Lomna."),
        Good("The mayor [who was absent] sent a letter."),
        Good('He called it "an ad [sic] for the rival".'),
        Good("New crane for the port [Lomna-Orsk]"),
        Good("They sang [in French] for an hour."),
    ),
)

_NAMES = (
    rf"{either('shortcode: names')}|ad[_-]?(?:box|slot|unit|inserter|space|break|block|rotate)"
    r"|(?:fusion|vc|et|su|wp|av|tdb?|eltdf|mk|tatsu|thrive|penci|jnews|bdp)_\w+|elementor\w*|wpdiscuz\w*"
)
_SHORTCODE = Pattern(
    r"\[embed\][^\[\]\n]{0,300}\[/embed\]|\[ ?/? ?(?:[A-Za-z]+ ?_ ?\d{1,4} ?"  # [ad_1], [text-ad-2] is caught below
    rf"|(?i:{_NAMES}) ?- ?\d{{1,4}} ?"  # [banner-3]; a reporter sets [F-16]
    r"|[A-Za-z]+(?:[_-][A-Za-z0-9]+)+ ?"  # [vc_row], [su-box]
    rf"|(?i:{_NAMES}) ?\d{{0,4}} ?/? ?"
    r"|[A-Za-z][\w-]{1,30} [\w-]{2,20} ?= ?[^\]\n]{1,300}"  # [anything name=value]
    rf"|(?i:{_NAMES})[ :=][^\]\n]{{0,200}}(?:=|https?:|\d{{3}})[^\]\n]{{0,200}})\]"
    r"|\[ ?/ ?(?!(?i:img|url|quote|color|size|center|left|right|list|code|font|spoiler|youtube|media|email|h[1-6])\])"
    r"[A-Za-z][\w-]{1,30} ?\]"
    r"|(?<![\w\[/-])(?i:ads?|adsense|adrotate)_\d{1,3} ?\]|\[ ?(?i:ads?|adsense|adrotate)_\d{1,3}(?![\w\]]| \])"
)
_FIRST_LETTER = Pattern(
    r"\[ ?(?P<name>(?i:drop_?-?cap|dropcaps?|first_?letter|initial|cap))\b[^\[\]\n]{0,60}\] ?"
    r"(?P<letter>[^\W\d_]) ?\[ ?/ ?(?P=name) ?\] ?(?=[^\W_])"
)
_BRACES = Pattern(
    r"\{\{? ?(?i:ad(?:s|vert)?(?:[_ -]?\w{1,12}){0,3}|loadposition[^{}\n]{0,60}|module[^{}\n]{0,60}"
    r"|loadmodule[^{}\n]{0,60}|banner[^{}\n]{0,40}|gallery[^{}\n]{0,60}|youtube[^{}\n]{0,60}|jcomments (?:on|off)"
    r"|mosimage|mospagebreak|related[^{}\n]{0,40}|newsletter[^{}\n]{0,40}|embed[^{}\n]{0,60}) ?\}\}?"
    r"|\{% ?[^%\n]{1,120} ?%\}|%%[a-z_]{3,30}%%|<!--(?![ \t]*mtcheck-ignore\b)(?:more|nextpage|ad\w*|[^>\n]{0,200}--)>?"
)
# Words with a hyphen that writers put into brackets of their own: [co-founder], [then-mayor].
_JOINS = tuple("co- ex- then- vice- non- anti- pre- post- so- self- mid- re- over- under-".split())


def detect(doc: Document, resources: Resources) -> Findings:
    found: list[tuple[int, int]] = []
    spans = [
        match.span()
        for pattern in (_SHORTCODE, _BRACES)
        for match in doc.matches(pattern, masked=True)
        if not _is_prose(match[0], resources)
    ]
    for match in doc.matches(_FIRST_LETTER, masked=True):
        spans = [(start, end) for start, end in spans if end <= match.start() or start >= match.end()]
        span = Span(*match.span())
        said = f"“{match[0]}” is a letter in a tag of the publishing software."
        yield RULE.correction(span, match["letter"], said, 0.98, 0.97)
    for start, end in sorted(spans):
        if (
            found
            and not doc.text[found[-1][1] : start].strip(" ")
            and doc.segment_index(found[-1][0]) == doc.segment_index(start)
        ):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    partner = dict(_pairs(doc, found))
    spoken = spoken_of(doc, (place for place in found if doc.text[place[0]] == "<"))
    for start, end in found:
        message = f"“{doc.text[start:end]}” is a tag of the publishing software, not text."
        finding = debris(RULE, doc, start, end, message, 0.98, for_people=(start, end) in spoken)
        if (other := partner.get((start, end))) is not None:
            edits = sorted((*finding.repairs[0].edits, removal(doc, *other)))
            finding = replaced(finding, repairs=(replaced(finding.repairs[0], edits=tuple(edits)),))
        yield finding


def _pairs(doc: Document, tags: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Each tag of a pair around text of one line with the other one: they go together or stay."""
    for first, second in pairwise(tags):
        opened, closed = _OPENS.match(doc.text, *first), _CLOSES.match(doc.text, *second)
        if (
            opened
            and closed
            and opened[1].lower() == closed[1].lower()
            and doc.segment_index(first[0]) == doc.segment_index(second[0])
        ):
            yield first, second
            yield second, first


_OPENS = lazy(r"\[ ?([A-Za-z][\w-]*)[^\[\]]*\]$")
_CLOSES = lazy(r"\[ ?/ ?([A-Za-z][\w-]*) ?\]$")


_MODEL = lazy(r"[A-Za-z]+(?:-[A-Za-z]+)*-\d{1,4}[A-Za-z]?(?:-[A-Za-z]+)*")  # [F-16], [Covid-19]
_OF_SOFTWARE = lazy(rf"(?:[a-z]+-)?(?i:{_NAMES})(?:-[a-z]+)*-\d")


def _is_prose(tag: str, resources: Resources) -> bool:
    """Whether the bracket holds a writer's hyphenated word, or a plain one that a reporter may have put there."""
    inner = tag.strip("[]{} ")
    if tag[0] == "[" and _MODEL.fullmatch(inner) and not _OF_SOFTWARE.match(inner):
        return True
    if (
        "-" in inner
        and "_" not in inner
        and "=" not in inner
        and inner.replace("-", "").isalpha()
        and not inner.startswith("/")
    ):
        parts = inner.lower().split("-")
        return (
            inner[0].isupper()
            or inner.lower().startswith(_JOINS)
            or all(part in resources.model("vocabulary") for part in parts)
        )
    return (
        inner.lower()
        in {"video", "audio", "more", "table", "map", "column", "row", "clear", "related", "download", "button", "pdf"}
        and tag[0] == "["
    )
