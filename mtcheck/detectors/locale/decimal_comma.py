"""A comma before one or two last digits.

What stands behind it (a unit, percent, million) or the rest of the document makes it sure; lists are left alone.
"""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.figures import at_figures
from mtcheck.text.closed_classes import MONTHS_LOWER
from mtcheck.text.lazy import lazy
from mtcheck.text.numbers import english

RULE = Rule(
    id="decimal-comma",
    mqm="locale-conventions/number-format",
    severity=Severity.MAJOR,
    summary="A comma marks the decimals.",
    why=(
        "Most of Europe and Latin America writes 7,4 for 7.4; English readers take the comma for thousands or for a"
        " list."
    ),
    whole=True,
    examples=(
        Bad("Inflation reached ⟦7,4→7.4⟧ percent."),
        Bad("The quake had a magnitude of ⟦5,8→5.8⟧."),
        Bad("The dam cost ⟦1.250,50→1,250.50⟧ euros a day."),
        Bad("Each farm gets ⟦2.500,00→2,500⟧ for seed."),
        Good("About 1,200 people came; in 2019,20 more."),
        Good("See articles 4,5 and 6,7 of the law, and pages 12,13."),
        Good("India won by 1,00,000 votes."),
        Good("The answer is 7,4 and 5,6,7."),
    ),
)

_UNIT = (
    r"(?:%|percent|per cent|percentage|points?\b|[mb]illions?\b|trillions?\b|bn\b|mn\b|m\b|mld|mln|mrd|mio|milliard|km"
    r"|cm|mm\b|kg|kilo|met(?:re|er)|centimet|millimet|tons?\b|tonnes?\b|degrees?\b|°|euros?\b|dollars?\b|pounds?\b"
    r"|yuan\b|yen\b|roubles?\b|rubles?\b|lira\b|liras\b|reais\b|pesos?\b|crowns?\b|kron|zloty|hryvnia|francs?\b|rand\b"
    r"|[€$£₽₺]|times\b|hectares?\b|lit(?:re|er)s?\b|square|cubic|miles?\b|feet\b|inches\b|hours?\b|seconds?\b"
    r"|minutes?\b|years?\b|meters?\b|barrels?\b|gigawatt|megawatt|kilowatt|gw\b|mw\b|kwh\b|thousand\b|hundred\b"
    r"|magnitude|on the richter|children per|kcal|mg\b|ml\b|grams?\b|grammes?\b|carats?\b|knots?\b|basis)"
)
_FIGURE = r"\d{1,3}(?:\.\d{3})*,\d{1,2}(?![\d,]|\.\d)"
_BEFORE_UNIT = Pattern(
    r"\d(?<![\d,.]\d)(?:\d{0,2}(?:\.\d{3})*,\d{1,2}|\d{3,},\d{1,2})(?![\d,]|\.\d)"
    rf"(?=[ \u00a0\u202f-]?(?i:{_UNIT})|(?: (?:to|by|and|or|x|and) |[–-])\d{{1,3}},\d{{1,2}}[ -](?i:{_UNIT}))"
)
_AFTER_WORD = Pattern(
    r"(?:magnitude (?:of |was )?|[€£$¥₽₺]|R\$ ?|US\$ ?|Rp\.? ?|EUR |USD |zł |rate of |ratio of |average of |index of "
    rf"|price of |to about |by about |rose to |fell to |grew to )(?P<figure>{_FIGURE})"
)
_BOTH_MARKS = Pattern(r"\d(?<![\d,.]\d)\d{0,2}(?:\.\d{3})+,\d{2}(?![\d,]|\.\d)")
_NOUGHT = Pattern(r"(?<![\d,.])0,\d{1,3}(?![\d,]|\.\d)")
_ANY = Pattern(r"\d(?<![\d,.]\d)\d{0,2},\d{1,2}(?![\d,]|\.\d)(?! (?:and|or|to) \d)")
# `large-number` sees to the whole
_FOREIGN_SCALE = lazy(
    r"[ \u00a0]?(?:(?:[BbTt]ilh|[Mm]illón|[Mm]ilione\b)|[Mm]il(?:h|j|lones|l?iard|l?ion[eis]|l?ionen|iony|yon|yar|jon)"
    r"|mln|mld|mrd|Mrd|Mio|mio|mlrd|bln|Tsd|tys|thous|thsd|(?:[MKk]|[Mm]ds?|MM|bn) ?[€£$]|млн|млрд|тыс|тис)"
)
_CLOCK = lazy(r"(?<=,[0-5]\d) ?(?:hours|hrs|h|[Oo]['’ ]?[Cc]lock|Uhr)\b")  # `clock-format` does
_AT = ("at ", "from ", "until ", "till ", "by ", "since ", "around ", "before ")
_LIST = tuple(
    (
        "articles |article |pages |page |chapters |sections |paragraphs |items |verse |verses |rooms |psalm |nos. "
        "|grades "
    ).split("|")
)


def detect(doc: Document, resources: Resources) -> Findings:
    seen: set[int] = set()
    for pattern, sure in ((_BOTH_MARKS, 0.97), (_BEFORE_UNIT, 0.96), (_NOUGHT, 0.95), (_AFTER_WORD, 0.93)):
        for match in doc.matches(pattern) if pattern is _AFTER_WORD else at_figures(doc, pattern, ",."):
            start, end = match.span("figure") if "figure" in match.re.groupindex else match.span()
            lead = doc.before(start, 12).lower()
            if (
                start in seen
                or lead.endswith(_LIST)
                or _is_date(lead)
                or _is_time(doc, lead, end)
                or _FOREIGN_SCALE.match(doc.text, end)
            ):
                continue
            seen.add(start)
            figure = doc.text[start:end]
            right = english(figure)
            yield RULE.correction(Span(start, end), right, f"“{figure}” has a decimal comma.", sure)
    if not seen:
        return
    for match in at_figures(doc, _ANY, ","):  # a document that writes decimal commas writes all its decimals so
        lead = doc.before(match.start(), 12).lower()
        if (
            match.start() not in seen
            and not lead.endswith((*_LIST, "in ", ", "))
            and not _is_date(lead)
            and not _is_time(doc, lead, match.end())
            and not _FOREIGN_SCALE.match(doc.text, match.end())
        ):
            yield RULE.correction(Span(*match.span()), english(match[0]), f"“{match[0]}” has a decimal comma.", 0.82)


def _is_date(lead: str) -> bool:
    return lead.rstrip().endswith(tuple(MONTHS_LOWER))


def _is_time(doc: Document, lead: str, end: int) -> bool:
    return lead.endswith(_AT) and _CLOCK.match(doc.text, end) is not None
