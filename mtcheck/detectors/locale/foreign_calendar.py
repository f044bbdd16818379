"""Years and months of other calendars, and centuries in Roman figures.

Where the era is computable, the Gregorian year is the repair.
"""

import re

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.numbers import ordinal

RULE = Rule(
    id="foreign-calendar",
    mqm="locale-conventions/date-format",
    severity=Severity.MAJOR,
    summary="A date follows another calendar, or a century is in Roman numerals.",
    why="Readers do not know what Reiwa 3, 1398 (solar) or the 22nd of Bahman is.",
    whole=True,
    examples=(
        Bad("The plant opened in ⟦Heisei 12→2000⟧."),
        Bad("An accident in ⟦Reiwa 3→2021⟧, at Akita."),
        Bad("He was arrested in ⟦1398 (solar)⟧."),
        Bad("The decree of ⟦Bahman 22⟧ is in force."),
        Good("The Iranian mosque of the 14th century was begun in 1374."),
        Good("The poet died in 1374; the law of 1399 people."),
        Good("The Heisei era ended in 2019; a Showa 50 poster hung in 1975 (Showa 50)."),
        Good("Ramadan 2024 began in March; he wrote in 1398."),
    ),
    limits="Months of the lunar calendar cannot be converted without the year.",
)

_ERAS = {"Meiji": 1867, "Taisho": 1911, "Showa": 1925, "Heisei": 1988, "Reiwa": 2018, "Minguo": 1911, "Juche": 1911}
_LENGTHS = {"Meiji": 45, "Taisho": 15, "Showa": 64, "Heisei": 31, "Reiwa": 30, "Minguo": 130, "Juche": 130}
_ERA = Pattern(
    r"(?<!\()\b(?P<era>Meiji|Taisho|Showa|Heisei|Reiwa|Minguo|Juche) (?:year )?(?P<year>\d{1,3}|first year)\b"
    r"(?! ?(?:\(|poster|model|line))(?:th year)?"
)
_SOLAR = Pattern(
    r"\b1[34]\d\d "
    r"(?:\((?:solar|lunar|hijri|Hijri|Persian|Iranian|AH|SH)[^()\n]{0,20}\)|(?:solar|hijri|SH|AH|Hijri|Shamsi)\b)"
)
_LEAD = r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Oo]f|[Ff]rom|[Bb]y|[Bb]efore|[Aa]fter|year) (?:the year )?"
_END = r"(?![\w%:/-]|[.,]\d| (?:people|metres|meters|km|men|women|houses|families|[a-z]+s\b))"
_PERSIAN = Pattern(rf"{_LEAD}(?P<year>1[34]\d\d){_END}")
_THAI = Pattern(rf"{_LEAD}(?P<year>25[3-7]\d){_END}")
_TAIWAN = Pattern(
    r"\b(?:the )?(?:year |the )(?P<year>\d{2,3})(?:th)?(?: year)? of the (?:Republic(?: of China)?|ROC)\b"
    r"|\b(?:Republic of China|ROC) year (?P<year2>\d{2,3})\b"
)
_IRAN = lazy(r"\b(?:Iran|Iranian|Tehran|Persian|Afghanistan|Kabul|Isfahan|Tabriz|Mashhad|Shiraz)\b")
_THAILAND = lazy(r"\b(?:Thai|Thailand|Bangkok)\b")
_OLD = lazy(
    r"\b(?:century|centuries|dynasty|medieval|mosque of|poet|ancient|Timur|Mongol|Black Death|manuscript|Middle Ages)\b"
)
_MONTHS = (
    "Farvardin|Ordibehesht|Khordad|Tir|Mordad|Shahrivar|Mehr|Aban|Azar|Dey|Bahman|Esfand|Muharram|Rajab|Shawwal|Dhu"
    " al-Hijja|Dhu al-Qaada|Dhul-Hijjah"
)
_MONTH = Pattern(
    rf"\b(?:the \d{{1,2}}(?:st|nd|rd|th) (?:of )?(?:{_MONTHS})|\d{{1,2}} (?:{_MONTHS})|(?:{_MONTHS}) \d{{1,2}})"
    r"(?:,? 1[34]\d\d)?(?!\w)(?! ?\()"
)
_BUDDHIST = Pattern(r"\b(?P<be>25[3-9]\d) ?(?:BE|B\.E\.?)(?!\w)|\bB\.?E\.? (?P<be2>25[3-9]\d)\b")
_CENTURY = Pattern(
    r"(?P<the>\b[Tt]he )?\b(?P<figure>[IVX]{1,5}|\d{1,2})(?P<th>-?(?:th|st|nd|rd))?[ -](?P<word>[Cc]entur(?:y|ies))\b"
)
_ROMAN = {"I": 1, "V": 5, "X": 10}


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _eras(doc)
    yield from _bare_years(doc)
    for pattern in (_SOLAR, _MONTH):
        for match in doc.matches(pattern):
            yield _found(match, "", 0.85)
    yield from _centuries(doc)


def _eras(doc: Document) -> Findings:
    """Years of an era or of a calendar that names itself."""
    for match in doc.matches(_ERA):
        number = 1 if match["year"] == "first year" else int(match["year"])
        if number <= _LENGTHS[match["era"]] and not re.search(r"\d{4} \($", doc.before(match.start(), 6)):
            yield _found(match, str(_ERAS[match["era"]] + number), 0.9)
    for match in doc.matches(_BUDDHIST):
        yield _found(match, str(int(match["be"] or match["be2"]) - 543), 0.9)
    for match in doc.matches(_TAIWAN):
        yield _found(match, str(int(match["year"] or match["year2"]) + 1911), 0.85)


def _bare_years(doc: Document) -> Findings:
    """A bare year that the country shows to be of its own calendar."""
    for pattern, place, shift in ((_PERSIAN, _IRAN, 621), (_THAI, _THAILAND, -543)):
        for match in doc.matches(pattern):
            year = int(match["year"])
            if (
                (not 1310 <= year <= 1410 and pattern is _PERSIAN)
                or _OLD.search(doc.sentence_at(match.start()).of(doc.text))
                or not place.search(doc.text)
            ):
                continue
            span = Span(*match.span("year"))
            text = str(year + shift)
            message = f"“{year}” follows the country's own calendar; it is about {text} in ours."
            yield RULE.correction(span, text, message, 0.8, 0.75)


def _centuries(doc: Document) -> Findings:
    """Centuries in Roman figures, or without their ending."""
    for match in doc.matches(_CENTURY):
        figure = match["figure"]
        number = int(figure) if figure.isdigit() else _arabic(figure)
        th = match["th"] or ""
        if not 1 <= number <= 21 or (figure.isdigit() and not th.startswith("-") and (th or not match["the"])):
            continue
        if not figure.isdigit() and len(figure) == 1 and figure not in ("X", "V") and not match["the"]:
            continue
        yield _found(match, f"{match['the'] or ''}{ordinal(number)} {match['word']}", 0.93)


def _found(match: "re.Match[str]", text: str, sure: float) -> Finding:
    message = f"“{match[0]}” is “{text}”." if text else f"“{match[0]}” follows another calendar; give the date in ours."
    return RULE.correction(Span(*match.span()), text or None, message, sure)


def _arabic(roman: str) -> int:
    digits = [_ROMAN[letter] for letter in roman]
    return sum(-digit if digit < after else digit for digit, after in zip(digits, [*digits[1:], 0], strict=True))
