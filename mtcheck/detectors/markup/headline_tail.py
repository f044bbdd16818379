"""The site's name behind the headline: after a bar or double colon always, after a dash if it reads like a site."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.words import either

RULE = Rule(
    id="headline-tail",
    mqm="design-and-markup/layout",
    summary="The headline ends in the name of a site, agency or section.",
    why="The title was taken from the browser's title bar.",
    whole=True,
    examples=(
        Bad("Ferry strike ends after nine days⟦ - Harbour Times→⟧\nThe strike is over."),
        Bad("Dam opens in the north at last⟦ | Coast News→⟧\nThe dam is open."),
        Bad("Storm hits the delta and islands⟦ :: Norpress.info→⟧\nIt blew."),
        Bad("Storm hits the delta⟦ » Delta Post→⟧\nIt blew."),
        Good("Ferry strike ends for ex-Reuters\nThe strike is over."),
        Good("Ferry strike ends – minister\nThe strike is over."),
        Good("Ferry strike ends after nine days\nThe strike | is over."),
        Good("Lomna - Wells 2-1\nIt was late."),
    ),
)

_BAR = Pattern(
    r"(?<=[\w.!?\"”’)%]) ?(?: [|¦‖»•·]|::| ›| //) ?[A-Z0-9À-Þ][^|¦‖»\n]{1,60}(?: ?[|¦‖»›] ?[^|\n]{2,40}){0,2}$"
)
_DASH = Pattern(
    r"(?<=[\w.!?\"”’)%]) [–—-] (?:Yahoo! ?[Nn]ews|(?:The )?(?:[A-Z][\w&.'’]*[ -]){0,3}"
    rf"(?:{either('headline-tail: outlets')})(?: (?:[A-Z]\w+|\d+))?"
    r"|[A-Z][\w-]*\.(?:com|net|org|tv|info|ru|ua|eu|news|pl|cz|fr|de|it|es|id))$"
)

_GLUED = Pattern(
    r"(?:(?<=[a-z]{2})(?<!\bex)(?<!\bnon)(?<!\banti)[–—-]|(?<=\)) ?[–—-]{1,2} ?(?=Yahoo))(?:Yahoo! ?[Nn]ews|Xinhua(?:"
    r" English\.news\.cn| News Agency)?|CCTV|Guangming"
    r" Online"
    r"|Reuters|AFP|BBC|CNN|TASS|Interfax|Ukrinform|Anadolu(?: Agency)?|Al"
    r" Jazeera|[A-Za-z]+\.(?:com|cn|net|org)(?:\.cn)?"
    r"|(?:[A-Z]\w* ){0,3}[A-Z]\w*(?:net|News|Daily|Online|Observer|Times|Post|Herald)"
    r"|(?:[A-Z]\w* ){0,3}(?:News|Daily|Online|Observer|Times|Post|Herald|Agency|Network))$"
)


def detect(doc: Document, resources: Resources) -> Findings:
    if not doc.segments:
        return
    first = doc.segments[0].span
    for pattern, sure in ((_BAR, 0.94), (_DASH, 0.88), (_GLUED, 0.88)):
        for match in pattern.finditer(doc.text, first.start, first.end):
            if (
                len(doc.text[first.start : match.start()].split()) < 3
                or len(match[0].split()) > 8
                or len(doc.segments) < 2
            ):
                continue
            message = f"“{match[0].strip()}” names the site; it is not part of the headline."
            yield RULE.correction(Span(*match.span()), "", message, sure)
            return
