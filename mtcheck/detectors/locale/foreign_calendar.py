"""Years and months of other calendars, and centuries in Roman figures. Where the era is computable, the Gregorian year is the repair."""

import re
from collections.abc import Iterator

from mtcheck.core import Applicability, Bad, Document, Finding, Good, Pattern, Repair, Resources, Rule, Severity, Span, replace

RULE = Rule(
    id="foreign-calendar",
    mqm="locale-conventions/date-format",
    severity=Severity.MAJOR,
    applicability=Applicability.REVIEW,
    summary="A date follows another calendar, or a century stands in Roman figures.",
    why="Readers do not know what Reiwa 3, 1398 (solar) or the 22nd of Bahman is.",
    examples=(
        Bad("The plant opened in ⟦Heisei 12⟧.", fixed="The plant opened in 2000."),
        Bad("An accident in ⟦Reiwa 3⟧, at Akita.", fixed="An accident in 2021, at Akita."),
        Bad("He was arrested in ⟦1398 (solar)⟧."),
        Bad("The decree of ⟦Bahman 22⟧ is in force."),
        Bad("A law of ⟦2566 BE⟧ bans it.", fixed="A law of 2023 bans it."),
        Bad("A church of ⟦the XVII century⟧ burned.", fixed="A church of the 17th century burned."),
        Bad("It was built in ⟦the 18 century⟧ and ⟦the 19-th century⟧.", fixed="It was built in the 18th century and the 19th century."),
        Bad("In ⟦Minguo 110⟧ it was closed.", fixed="In 2021 it was closed."),
        Good("The Heisei era ended in 2019; a Showa 50 poster hung in 1975 (Showa 50)."),
        Good("Ramadan 2024 began in March; he wrote in 1398."),
        Good("The 17th century church, Louis XIV and Safar Khan."),
    ),
    limits="Months of the lunar calendar cannot be converted without the year.",
)

_ERAS = {"Meiji": 1867, "Taisho": 1911, "Showa": 1925, "Heisei": 1988, "Reiwa": 2018, "Minguo": 1911, "Juche": 1911}
_LENGTHS = {"Meiji": 45, "Taisho": 15, "Showa": 64, "Heisei": 31, "Reiwa": 30, "Minguo": 130, "Juche": 130}
_ERA = Pattern(r"(?<!\()\b(?P<era>Meiji|Taisho|Showa|Heisei|Reiwa|Minguo|Juche) (?:year )?(?P<year>\d{1,3}|first year)\b(?! ?(?:\(|poster|model|line))(?:th year)?", needs=("meiji", "taisho", "showa", "heisei", "reiwa", "minguo", "juche"))
_SOLAR = Pattern(r"\b1[34]\d\d (?:\((?:solar|lunar|hijri|Hijri|Persian|Iranian|AH|SH)[^()\n]{0,20}\)|(?:solar|hijri|SH|AH|Hijri|Shamsi)\b)", needs=("solar", "lunar", "hijri", "persian", "iranian", "ah", "sh"))
_MONTHS = "Farvardin|Ordibehesht|Khordad|Mordad|Shahrivar|Aban|Azar|Bahman|Esfand|Muharram|Rajab|Shawwal|Dhu al-Hijja|Dhu al-Qaada|Dhul-Hijjah"
_MONTH_NEEDS = ("farvardin", "ordibehesht", "khordad", "mordad", "shahrivar", "aban", "azar", "bahman", "esfand", "muharram", "rajab", "shawwal", "dhu")
_MONTH = Pattern(rf"\b(?:the \d{{1,2}}(?:st|nd|rd|th) (?:of )?(?:{_MONTHS})|\d{{1,2}} (?:{_MONTHS})|(?:{_MONTHS}) \d{{1,2}})(?:,? 1[34]\d\d)?(?!\w)(?! ?\()", needs=_MONTH_NEEDS)
_BUDDHIST = Pattern(r"\b(?P<be>25[3-9]\d) ?(?:BE|B\.E\.?)(?!\w)|\bB\.?E\.? (?P<be2>25[3-9]\d)\b", needs=("be", "b.e"))
_CENTURY = Pattern(r"(?P<the>\b[Tt]he )?\b(?P<figure>[IVX]{1,5}|\d{1,2})(?P<th>-?(?:th|st|nd|rd))?[ -](?P<word>[Cc]entur(?:y|ies))\b", needs=("centur",))
_ROMAN = {"I": 1, "V": 5, "X": 10}


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    for match in doc.matches(_ERA):
        number = 1 if match["year"] == "first year" else int(match["year"])
        if number <= _LENGTHS[match["era"]] and not re.search(r"\d{4} \($", doc.text[max(0, match.start() - 6) : match.start()]):
            yield from _found(match, str(_ERAS[match["era"]] + number), 0.9)
    for match in doc.matches(_BUDDHIST):
        yield from _found(match, str(int(match["be"] or match["be2"]) - 543), 0.9)
    for pattern in (_SOLAR, _MONTH):
        for match in doc.matches(pattern):
            yield from _found(match, "", 0.85)
    for match in doc.matches(_CENTURY):
        figure = match["figure"]
        number = int(figure) if figure.isdigit() else _arabic(figure)
        if not 1 <= number <= 21 or (figure.isdigit() and (not match["th"] or not match["th"].startswith("-")) and (match["th"] or not match["the"])):
            continue
        if not figure.isdigit() and len(figure) == 1 and figure not in ("X", "V") and not match["the"]:
            continue
        ending = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        yield from _found(match, f"{match['the'] or ''}{number}{ending} {match['word']}", 0.93)


def _found(match: "re.Match[str]", text: str, sure: float) -> Iterator[Finding]:
    span = Span(*match.span())
    repairs: list[Repair] = [replace(span, text, sure)] if text else []
    message = f"“{match[0]}” is “{text}”." if text else f"“{match[0]}” follows another calendar; give the date in ours."
    yield RULE.finding(span, message, confidence=sure, repairs=repairs)


def _arabic(roman: str) -> int:
    digits = [_ROMAN[letter] for letter in roman]
    return sum(-digit if digit < after else digit for digit, after in zip(digits, [*digits[1:], 0], strict=True))
