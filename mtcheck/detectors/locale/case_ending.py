"""Endings that Turkish, Finnish, Hungarian and others put behind figures and names with an apostrophe, colon or hyphen:
17.30'da, Ankara'dan, 2023:n, 10-én.
"""

import re

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.figures import at_figures
from mtcheck.text.dates import clock
from mtcheck.text.lazy import lazy
from mtcheck.text.words import either

RULE = Rule(
    id="case-ending",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MAJOR,
    summary="A figure or name keeps a case ending of another language.",
    why=(
        "Turkish, Finnish and Hungarian say “in 2023” with an ending on the figure; engines copy figure and ending"
        " together."
    ),
    examples=(
        Bad("The rate rose to 4 percent by ⟦17.30'da→5:30 p.m.⟧ on Friday."),
        Bad("The mill was closed ⟦2019'da→in 2019⟧ for good."),
        Bad("The crew left ⟦Lomna’dan→from Lomna⟧ at dawn."),
        Bad("The team met in ⟦Lomna'da→Lomna⟧ on Friday."),
        Good("The 1990's fashion and Ankara's mayor; he'd left at 17.30."),
        Good("D'Artagnan, O'Dea and M'da met in Cote d'Ivoire."),
        Good("The score was 10:2 and the ratio 3:1."),
        Good("The 10-man team played an 8-on-8 game."),
    ),
)

_PLACE = "da|de|ta|te|deki|daki|taki|teki"
_FROM = "dan|den|tan|ten"
_OF = "nın|nin|nun|nün|ın|in|un|ün"
_TO = "ya|ye|na|ne|a|e"
_BARE = either("case-ending: bare")
_ALL = f"(?:{_PLACE}|{_FROM}|{_OF}|{_TO}|{_BARE})"
_FIGURE = Pattern(rf"(?P<figure>\d(?<![\w.,:$€£]\d)(?:[\d.,:]*\d)?)['’](?P<end>{_ALL})(?![\w'’])")
_NAME = Pattern(
    r"(?P<figure>[A-ZÇĞİÖŞÜ][a-zA-ZçğıöşüÇĞİÖŞÜâî]{2,20})['’]"
    rf"(?P<end>{_PLACE}|{_FROM}|nın|nin|nun|nün|ya|ye|yı|yi|yu|yü|ın|ün)(?![\w'’])"
)
_COLON = Pattern(
    r"(?P<figure>\d(?<![\w.,:]\d)\d{0,3}):(?P<end>n|een|ssa|ssä|sta|stä|aan|ään|lla|llä|lta|ltä|ksi|nnen|s)(?!\w)"
)
_HYPHEN = Pattern(
    r"(?P<figure>\d(?<![\w.,:-]\d)\d{0,3})-"
    r"(?P<end>ban|ben|én|án|ától|étől|től|tól|ig|kor|ra|re|as|es|os|ös|nak|nek|val|vel|luvulla|luvun|talet)(?![\w-])"
)
_PREPOSITION = lazy(
    r"\b(?:in|at|by|on|from|to|of|until|since|around|about|near|into|through|before|after|for|with|between|and|during"
    r"|than|the)\s$",
    re.IGNORECASE,
)


def detect(doc: Document, resources: Resources) -> Findings:
    for pattern, sure in ((_FIGURE, 0.93), (_NAME, 0.9), (_COLON, 0.85), (_HYPHEN, 0.88)):
        for match in doc.matches(pattern) if pattern is _NAME else at_figures(doc, pattern, "'’.:,-"):
            figure, end = match["figure"], match["end"]
            if pattern is _NAME and doc.in_quotation(match.start()):
                continue
            bare = _PREPOSITION.search(doc.text, max(0, match.start() - 10), match.start()) is not None
            span = Span(*match.span())
            text = ("" if bare else _preposition(pattern, figure, end)) + _written(figure)
            yield RULE.correction(span, text, f"“{match[0]}” keeps an ending of another language.", sure, sure - 0.05)


def _preposition(pattern: Pattern, figure: str, end: str) -> str:
    """What the ending means, as an English preposition with its space; nothing where it has none."""
    if pattern is _COLON:
        return "in " if end in ("ssa", "ssä", "lla", "llä") else ""
    if pattern is _HYPHEN:
        return {"ban": "in ", "ben": "in ", "kor": "at ", "ig": "until "}.get(end, "")
    if end in _PLACE.split("|"):
        return "at " if _is_time(figure) else "in "
    if end in _FROM.split("|"):
        return "from "
    if end in _OF.split("|"):
        return "of "
    return "to " if end in _TO.split("|") else ""


def _is_time(figure: str) -> bool:
    hour, mark, minute = figure.partition("." if "." in figure else ":")
    return (
        bool(mark) and hour.isdigit() and len(minute) == 2 and minute.isdigit() and int(hour) < 24 and int(minute) < 60
    )


def _written(figure: str) -> str:
    if not _is_time(figure):
        return figure
    hour, _, minute = figure.partition("." if "." in figure else ":")
    return clock(int(hour), int(minute))
