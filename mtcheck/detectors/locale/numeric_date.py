"""Dates in figures.

Points, or a year in front, are foreign; slashes are when the first part cannot be a month, else the order is anyone's
guess.
"""

import re
from collections.abc import Iterator
from itertools import chain

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span, replace
from mtcheck.cues.figures import at_figures
from mtcheck.text.closed_classes import MONTHS
from mtcheck.text.dates import day_first, is_date, written
from mtcheck.text.grammar import WEEKDAY
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="numeric-date",
    mqm="locale-conventions/date-format",
    summary="A date is in figures, in the order of another language.",
    why="05.06.2021 is June in Europe and 3/4 is March in America: news writes the month as a word.",
    whole=True,
    examples=(
        Bad("The court sits again on Tuesday ⟦(12.1.)→(January 12)⟧ in Lomna."),
        Bad("The accord of ⟦25.06.2021→June 25, 2021⟧ is void."),
        Bad("The order dated ⟦2020.11.02→November 2, 2020⟧ was lost."),
        Bad("It began on ⟦15/4/2023→April 15, 2023⟧ in Tarn."),
        Bad("A law of ⟦2018. 03. 04.→March 4, 2018⟧ bans it."),
        Good("A 4-month 17-day trip; file 17-03-20231; she spent 4 months 17 days there."),
        Good("Louis XIV 3 and Pius XII 12, World War II 3."),
        Good("Release 1.10.2021 of the library, chapter 3.4.2020, and ratio 5/6."),
        Good("The 9/11 attacks; open 24/7; season 2021/22; a 4/5 majority."),
    ),
    limits="Where both parts could be months, the European order is assumed: check it.",
)

_DOTS = Pattern(
    r"(?P<day>\d(?<![\w/.-]\d)\d?)(?P<mark>[./] ?)(?P<month>0?[1-9]|1[0-2])(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)"
    r"(?: ?(?:year|yr|y\.|г\.|р\.|r\.|g\.|god\w*)(?!\w))?(?![\d/-]|\.\d)"
)
_YEAR_FIRST = Pattern(
    r"(?:1[89]|20)\d\d(?<![\d/.-]\d{4})(?P<mark>[./] ?|年)(?P<month>0?[1-9]|1[0-2])(?:(?P=mark)|月)"
    r"(?P<day>0?[1-9]|[12]\d|3[01])(?:日|\.(?= [a-z]))?(?![\d/-]|\.\d)"
)
_SHORT = Pattern(
    r"(?P<day>\d(?<![\w/.-]\d)\d?)[./](?P<month>0?[1-9]|1[0-2])(?P<dot>\.)?(?=(?P<after>,? [a-z]+|[.,;)]|$))"
    r"(?![\d/]|\.\d|,\d)"
)
_PAIR = Pattern(
    r"(?P<day>\d(?<![\w/.-]\d)\d?)(?P<mark>[./])(?P<month>0?[1-9]|1[0-2])(?P<link> (?:and|to|until|or) |, | ?[–—-] ?)"
    r"(?P<day2>\d\d?)(?P=mark)(?P<month2>0?[1-9]|1[0-2])(?![\d/]|[.,]\d)"
)
_BRACKETS = Pattern(r"\((?P<day>0?[1-9]|[12]\d|3[01])/(?P<month>0?[1-9]|1[0-2])(?:/(?P<year>(?:19|20)\d\d))?\)")
_DOTTED = Pattern(
    r"(?P<day>\d(?<![\w/.-]\d)\d?)\. ?(?P<month>0[1-9]|1[0-2]|[1-9])\.(?= (?:[a-z(]|\d)|[,;)])(?! ?\d{2,4}\b(?!:|\.))"
)
_DOTTED_BRACKETS = Pattern(
    r"\((?P<day>0?[1-9]|[12]\d|3[01])\. ?(?P<month>0?[1-9]|1[0-2])\.(?: ?(?P<year>(?:19|20)\d\d))?\)"
)
_DAY_BEFORE = lazy(rf"\b(?:{WEEKDAY}|today|yesterday|tomorrow|morning|evening|night) $")
_ROMAN = Pattern(
    r"(?P<day>\d(?<![\w/.-]\d)\d?)(?:[./] ?| )(?P<roman>I{1,3}|IV|VI{0,3}|IX|XI{0,2})(?![\w'’])"
    r"(?:[./ ] ?(?P<year>(?:19|20)\d\d))?"
)
_ROMAN_FIRST = Pattern(r"(?<=[IVX] )(?P<day>[12]?\d|3[01])(?![\w%:/-]|[.,]\d)")
_ROMAN_BEFORE = lazy(r"\b(?:I{2,3}|IV|VI{1,3}|IX|XI{1,2}|X) $")
_SIGNS = Pattern(
    r"(?P<year>(?:19|20)\d\d) ?[年년](?: ?(?P<month>\d{1,2}) ?[月월](?: ?(?P<day>\d{1,2}) ?[日일])?)?"
    r"(?: (?P<season>spring|summer|autumn|fall|winter)\b)?"
    r"|(?<!\d)(?P<month2>\d{1,2}) ?[月월](?: ?(?P<day2>\d{1,2}) ?[日일])?"
)
_MONTH_DAY = Pattern(
    r"(?:(?P<year>(?:19|20)\d\d) year )?(?<![\w.,/-])(?P<month>0?[1-9]|1[0-2]) ?month ?(?P<day>[12]?\d|3[01]) ?"
    r"(?:day|date)\b"
)
_DASHES = Pattern(r"(?P<day>\d(?<![\w/.-]\d)\d?)-(?P<month>0[1-9]|1[0-2])-(?P<year>(?:19|20)\d\d)(?![\w/-]|[.,]\d)")
_WEEKDAY = lazy(rf"\b(?P<name>{WEEKDAY}),? $")
_LEAD = lazy(r"\b([Oo]n|[Uu]ntil|[Tt]ill|[Ss]ince|[Ff]rom|[Bb]y|[Bb]efore|[Aa]fter|of) $")
_PART_OF_DAY = lazy(r"(?:morning|afternoon|evening|night|day|dawn|hours|noon) of $")
_RATIO = lazy(
    r" (?:of|majority|vote|votes|ratio|stars?|points?|percent|million|billion|km|metres|meters|seconds|for|scale"
    r"|grades?|dollars|euros|inch|inches|time|share|wickets?|overs?|runs)\b"
)


def detect(doc: Document, resources: Resources) -> Findings:
    taken: set[int] = set()
    found = (_signs(doc), _pairs(doc), _romans(doc), _dotted(doc), _dashes(doc), _month_first(doc))
    for start, end, text, sure in chain.from_iterable(found):
        taken.update(range(start, end))
        message = f"“{doc.text[start:end]}” is a date in figures: write the month as a word."
        yield RULE.correction(Span(start, end), text, message, sure)
    shapes = ((_YEAR_FIRST, 0.92, "./年"), (_DOTS, 0.88, "./"), (_BRACKETS, 0.85, ""), (_SHORT, 0.83, "./"))
    for pattern, sure, behind in shapes:
        for match in at_figures(doc, pattern, behind) if behind else doc.matches(pattern):
            start, end = match.span()
            parts = match.groupdict()
            day, month = int(match["day"]), int(match["month"])
            year = _year(match[0][:4] if pattern is _YEAR_FIRST else parts.get("year"))
            if start in taken or not is_date(day, month, year) or not _is_date_here(doc, pattern, match):
                continue
            taken.add(start)
            text = written(day, month, year, doc.text)
            confidence = sure if day > 12 or pattern is _YEAR_FIRST else sure - 0.08
            if pattern is _BRACKETS:
                lead = doc.before(start, 30).rstrip().lower()
                text = f"({text})" if lead.endswith("day") or not lead else f"on {text}"
            span = Span(start, end)
            repairs = [replace(span, text, confidence)]
            if "/" in match[0] and pattern in (_DOTS, _SHORT) and day != month and is_date(month, day, year):
                repairs.append(replace(span, written(month, day, year, doc.text), confidence - 0.3))
            message = f"“{match[0]}” is a date in figures: write the month as a word."
            yield RULE.finding(span, message, confidence=confidence, repairs=repairs)


def _signs(doc: Document) -> Iterator[tuple[int, int, str, float]]:
    """Dates with the East Asian signs for year, month and day."""
    for match in at_figures(doc, _SIGNS, " 年년月월"):
        month, day = int(match["month"] or match["month2"] or 0), int(match["day"] or match["day2"] or 0)
        year, season = match["year"], match["season"]
        if month > 12 or (day and not is_date(day, month)):
            continue
        if day:
            text = written(day, month, year, doc.text)
        elif month:
            text = f"{MONTHS[month - 1]} {year or ''}".strip()
        else:
            text = f"{season} {year}" if season else year
        yield match.start(), match.end(), text, 0.93


def _romans(doc: Document) -> Iterator[tuple[int, int, str, float]]:
    """Months in Roman figures: 3.XII.2019, on XII 3."""
    for match in at_figures(doc, _ROMAN, "./ "):
        day, month, year = int(match["day"]), _MONTH_FIGURES[match["roman"]], match["year"]
        if is_date(day, month) and (year or (len(match["roman"]) > 1 and _led(doc, match.start()))):
            yield match.start(), match.end(), written(day, month, year, doc.text), 0.88
    for match in at_figures(doc, _ROMAN_FIRST):
        roman = _ROMAN_BEFORE.search(doc.text, max(0, match.start() - 6), match.start())
        day, month = int(match["day"]), _MONTH_FIGURES[roman[0].strip()] if roman else 0
        if roman and is_date(day, month) and _led(doc, roman.start()):
            yield roman.start(), match.end(), written(day, month, None, doc.text), 0.88


def _led(doc: Document, start: int) -> bool:
    """Whether a preposition of time stands in front."""
    lead = _LEAD.search(doc.text, max(0, start - 8), start)
    return lead is not None and lead[1].lower() != "of"


def _pairs(doc: Document) -> Iterator[tuple[int, int, str, float]]:
    """Two days joined: on 20/08 and 27/08."""
    for match in at_figures(doc, _PAIR, "./"):
        first, second = (int(match["day"]), int(match["month"])), (int(match["day2"]), int(match["month2"]))
        lead = _LEAD.search(doc.text, max(0, match.start() - 8), match.start())
        between = doc.before(match.start(), 8).endswith(("etween ", "from "))
        if (
            not (is_date(*first) and is_date(*second))
            or not (lead or between)
            or (max(first[0], second[0]) < 13 and not (len(match["month"]) == len(match["month2"]) == 2))
        ):
            continue
        if first[1] != second[1]:
            text = written(*first, None, doc.text) + match["link"] + written(*second, None, doc.text)
        elif day_first(doc.text):
            text = f"{first[0]}{match['link']}{written(*second, None, doc.text)}"
        else:
            text = f"{written(*first, None, doc.text)}{match['link']}{second[0]}"
        yield match.start(), match.end(), text, 0.9


_MONTH_FIRST = Pattern(r"(?P<month>\d(?<![\w/.-]\d)\d?)/(?P<day>1[3-9]|2\d|3[01])(?=,? [a-z]|[.,;)](?!\d)|$)(?!/)")
_ISO = Pattern(
    r"(?P<year>(?:19|20)\d\d(?<![\w/.-]\d{4}))-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\w/-])"
)


def _month_first(doc: Document) -> Iterator[tuple[int, int, str, float]]:
    """American and technical dates behind a preposition of time: until 12/24, on 2021-03-14."""
    for pattern, mark in ((_MONTH_FIRST, "/"), (_ISO, "-")):
        for match in at_figures(doc, pattern, mark):
            day, month = int(match["day"]), int(match["month"])
            year = int(match["year"]) if pattern is _ISO else None
            led = _led(doc, match.start()) or (pattern is _ISO and doc.before(match.start(), 4) == " of ")
            if is_date(day, month, year) and led and _is_date_here(doc, pattern, match):
                yield match.start(), match.end(), written(day, month, year, doc.text), 0.85


def _dashes(doc: Document) -> Iterator[tuple[int, int, str, float]]:
    """17-03-2023, with its weekday where one stands in front, and 4 month 17 day, word for word from Chinese."""
    for match in at_figures(doc, _DASHES, "-"):
        day, month, year = int(match["day"]), int(match["month"]), int(match["year"])
        named = _WEEKDAY.search(doc.text, max(0, match.start() - 12), match.start())
        if is_date(day, month, year) and (named or day > 12 or _led(doc, match.start())):
            text = written(day, month, year, doc.text)
            if named:
                yield named.start(), match.end(), f"{named['name']}, {text}", 0.9
            else:
                yield match.start(), match.end(), text, 0.9
    for match in doc.matches(_MONTH_DAY):
        day, month = int(match["day"]), int(match["month"])
        if is_date(day, month):
            yield match.start(), match.end(), written(day, month, match["year"], doc.text), 0.9


def _dotted(doc: Document) -> Iterator[tuple[int, int, str, float]]:
    """Day and month with a point behind each: on the 12.05. at noon, on Tuesday (12.5.)."""
    for match in doc.matches(_DOTTED_BRACKETS):
        day, month = int(match["day"]), int(match["month"])
        if is_date(day, month, _year(match["year"])) and _DAY_BEFORE.search(doc.before(match.start(), 14)):
            yield match.start(), match.end(), f"({written(day, month, _year(match['year']), doc.text)})", 0.9
    for match in at_figures(doc, _DOTTED, "."):
        day, month = int(match["day"]), int(match["month"])
        the = doc.before(match.start(), 4).lower() == "the "
        start = match.start() - 4 * the
        lead = _LEAD.search(doc.text, max(0, match.start() - 8), match.start())
        if is_date(day, month) and (the or lead) and (len(match["month"]) == 2 or the):
            yield start, match.end(), written(day, month, None, doc.text), 0.88


_MONTH_FIGURES = {
    figure: number for number, figure in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), start=1)
}


def _year(figures: str | None) -> int | None:
    if not figures:
        return None
    year = int(figures)
    return year if year > 99 else 2000 + year if year < 40 else 1900 + year


_OF_PAGE = lazy(
    r"\W{0,3}(?:(?:re-?)?publi(?:sh|cation)|(?:last )?(?:updat|chang|modif|edit|post)(?:e|ed|ing)?\b)", re.IGNORECASE
)
_SHORT_LINE = 80  # code points
_OF_A_NUMBER = lazy(r"(?:version|release|chapter|section|article|no\.?|v|ip|rule|figure|table|page) ?$")
_OF_A_DAY = lazy(r"(?:on|of|from|until|since|dated|by|before|after) $")


def _is_date_here(doc: Document, pattern: Pattern, match: "re.Match[str]") -> bool:
    lead = doc.before(match.start(), 14).lower()
    line = doc.segment_at(match.start()).span
    if _OF_PAGE.match(doc.text, line.start) and len(line) < _SHORT_LINE:
        return False  # when the page was put up
    if _OF_A_NUMBER.search(lead):
        return False
    if pattern is _DOTS:
        if len(match["year"]) == 2:
            return "." in match["mark"] and len(match["month"]) == 2 and _OF_A_DAY.search(lead) is not None
        return "." in match["mark"] or int(match["day"]) > 12
    if pattern is _SHORT:
        lead_word = _LEAD.search(doc.text, max(0, match.start() - 8), match.start())
        if (
            lead_word is None
            or _RATIO.match(doc.text, match.end())
            or re.search(r"(?:magnitude|average|rate|total|score|majority|ratio|scale) ?$", lead)
        ):
            return False
        if _PART_OF_DAY.search(lead):
            return "/" in match[0] or len(match["month"]) > 1
        if "/" in match[0]:
            whole = len(match["day"]) == len(match["month"]) == 2
            return lead_word[1].lower() != "of" and (whole or int(match["day"]) > 12)
        return (
            match["dot"] is not None
            and match["after"][:1] in (" ", ",")
            and lead_word[1].lower() in ("on", "until", "till", "since")
            and match["after"][1:2].islower()
        )
    if pattern is _BRACKETS:
        return (
            not lead.rstrip()[-1:].isdigit()
            and int(match["day"]) > 3
            and doc.segment_at(match.start()).kind not in ("table", "list-item")
        )
    return True
