"""Groups of three digits with spaces between: two groups, a counted noun or a money sign; results, dates and telephone
numbers are left alone.
"""

from re import Match

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.figures import at_figures
from mtcheck.text.lazy import lazy
from mtcheck.text.numbers import english
from mtcheck.text.words import either

RULE = Rule(
    id="space-thousands",
    mqm="locale-conventions/number-format",
    summary="A space separates the thousands.",
    why="French, Slavic and Nordic copy writes 3 800 for 3,800; a line may break at the space.",
    examples=(
        Bad("The ministry paid ⟦3 800→3,800⟧ firms."),
        Bad("The dam cost ⟦12 500 000→12,500,000⟧ crowns."),
        Bad("About ⟦45\u00a0000⟧ people left Tarn.", fixed="About 45,000 people left Tarn."),
        Bad("Rents rose to €⟦1 250→1,250⟧ a month."),
        Good("Call 020 7946 000 or 555 100 200."),
        Good("In 2019 100 people left, and in group 4 200 more."),
        Good("She ran the 4 100 metres relay; scores: 3 200 4 100."),
        Good("On May 5 300 workers went home."),
    ),
)

_GROUPS = Pattern(
    r"[1-9](?<![\d.,]\d)(?<![\d+)] \d)\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3}){2,}(?![\d]| \d|[.,]\d{3}|-\d)"
)
_THIN = Pattern(r"[1-9](?<![\d.,]\d)\d{0,2}(?:[\u00a0\u2009\u202f]\d{3})(?![\d])(?!\u00a0\d)")
_APOSTROPHE = Pattern(r"[1-9](?<![\d.,'’]\d)\d{0,2}(?:['’]\d{3})+(?!\d)")
_ONE = Pattern(
    r"[1-9](?<![\d.,:/-]\d)\d{0,2} \d{3}"
    rf"(?=(?: (?:[a-z-]+ )?(?:{either('space-thousands: counted')})\b)|[ \u00a0][€₽])"
)
_COUNT = Pattern(r"[1-9](?<![\d.,:/+-]\d)\d{0,2} \d{3}(?= [a-z])(?! \d)")
# “more than 1, 200 hectares”: the comma has its space, too
_COMMA = Pattern(r"[1-9](?<![\d.,:/+-]\d)\d{0,2}(?:(?:, | ,)\d{3})+(?![\d,.:%/-]\d?)(?= [a-z])")
_LEADS = ("the ", "its ", "their ", " of ", " by ", " to ", " and ")
_SURE_LEADS = tuple(
    (
        "nearly |about |around |some |almost |over |than |least |up to |total of |approximately |roughly |only "
        "|estimated |crowd of |another "
    ).split("|")
)
_MONEY = Pattern(r"[€£$](?P<figure>[1-9]\d{0,2} \d{3})(?![\d,]| \d)")
_TELEPHONE = lazy(r"\b(?:[Cc]all|[Tt]el\b|[Pp]hone|[Tt]elephone|[Dd]ial|[Nn]umber|[Ff]ax|[Hh]otline|[Hh]elpline)")
_BUSY = tuple(
    (
        "group |in |the |than |may |june |july |march |april |august |january |february |september |october "
        "|november |december "
    ).split("|")
)


_MOST = 4  # groups of three figures: with more of them, it is two numbers of telephones


def _counts(lead: str, usual: bool) -> bool:
    """Whether the words before a figure say that it counts.

    In a story that sets spaces in its thousands, smaller words do.
    """
    return lead.endswith(_SURE_LEADS) or (usual and lead.endswith(_LEADS))


def _is_count(doc: Document, match: Match[str], usual: bool, comma: bool) -> bool:
    """Whether a figure counts by what stands before it, or has its comma where only a figure has one: “5 ,000”."""
    lead = doc.before(match.start(), 16).lower()
    return (comma and (" ," in match[0] or lead.endswith(("$", "€", "£")))) or _counts(lead, usual and not comma)


def detect(doc: Document, resources: Resources) -> Findings:
    seen: set[int] = set()
    for pattern, sure, behind in (
        (_GROUPS, 0.93, " \u00a0\u2009\u202f"),
        (_THIN, 0.95, "\u00a0\u2009\u202f"),
        (_APOSTROPHE, 0.9, "'’"),
        (_MONEY, 0.87, ""),
        (_ONE, 0.87, " "),
        (_COUNT, 0.85, " "),
        (_COMMA, 0.86, ", "),
    ):
        for match in at_figures(doc, pattern, behind) if behind else doc.matches(pattern):
            start, end = match.span("figure" if pattern is _MONEY else 0)
            lead = doc.before(start, 12).lower()
            if (
                start in seen
                or (pattern in (_COUNT, _COMMA) and not _is_count(doc, match, bool(seen), pattern is _COMMA))
                or len(doc.text[start:end].split()) > _MOST
                or (pattern is _GROUPS and _TELEPHONE.search(doc.text, max(0, start - 50), start))
                or (pattern is _ONE and lead.endswith(_BUSY) and not lead.endswith(("than ", "in the ")))
                or lead.endswith(("call ", "tel. ", "phone ", "fax ", "no. ", "dial "))
                or lead.rstrip().endswith(tuple("0123456789+"))
            ):
                continue
            seen.add(start)
            figure = doc.text[start:end]
            message = f"“{figure}” has spaces between its thousands."
            yield RULE.correction(
                Span(start, end), english(figure.replace(", ", ",").replace(" ,", ",")), message, sure
            )
