"""Units, months and weekdays left in another language beside a figure."""

import re

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.figures import at_figures
from mtcheck.text.closed_classes import MONTHS
from mtcheck.text.numbers import english
from mtcheck.text.words import paired

RULE = Rule(
    id="foreign-unit",
    mqm="locale-conventions/measurement-format",
    summary="A unit, month or weekday is in another language.",
    why="Engines copy short words and abbreviations beside figures instead of translating them.",
    examples=(
        Bad("The plot has ⟦300 qm→300 square metres⟧ in Lom."),
        Bad("The wind blew at ⟦90 km / h→90 km/h⟧ there."),
        Bad("A flat of ⟦75 m2→75 square metres⟧ burned."),
        Bad("They met on ⟦12 Mai→12 May⟧ in Tarn."),
        Good("The wind blew at 90 km/h; the M2 motorway; 300 m away."),
        Good("He met 12 Mai Lai survivors and 3 Juan fans."),
        Good("The M3 chip and 2 Std schools."),
    ),
)

_WORDS = paired("foreign-unit: abbreviations") | paired("foreign-unit: months")
_RISKY = frozenset("ton let lat ore ans jam hari saat dias Grad Tage anos м т р. Meter orang m2 m3".split())
_UNSAFE = frozenset({"ton", "let", "ore", "jam", "lat", "ans", "Grad"})
_WEEKDAYS = paired("foreign-unit: weekdays")
_WORD = Pattern(
    r"\d(?<![\w.,]\d)(?:[\d.,]*\d)?(?P<gap> ?-?)(?P<word>(?:km|m|mm|kg) / (?:h(?:our)?|s(?:ec)?|m2)|km/hour|m/sec|км/ч"
    r"|м/с|[㎜㎝㎞㎏㎎㎡㎥㎢㎖ℓ㎧㎾㎿]|sq\. ?m\b|kv\.m\b|[^\W\d_]{1,12}(?:[²³23](?!\d)|/h)?\.?)(?![\w-])"
)
_DAY = Pattern(
    r"\b(?P<lead>[Oo]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|[Ll]ast|[Nn]ext) (?P<word>" + "|".join(_WEEKDAYS) + r")(?!\w)"
)


def detect(doc: Document, resources: Resources) -> Findings:
    for match in at_figures(doc, _WORD):
        word = match["word"]
        right = _WORDS.get(word) or _WORDS.get(word.rstrip("."))
        if not right or right == word or (word in _UNSAFE) or (right in MONTHS and not _is_day(doc, match)):
            continue
        if (word in _RISKY and doc.after(match.end(), 2)[1:].isupper()) or (word in ("m2", "m3") and not match["gap"]):
            continue
        figure = english(match[0][: match.start("gap") - match.start()])
        stop = "." if word.endswith(".") and re.match(r"\s+[\"“]?[A-Z]|\s*$", doc.after(match.end(), 4)) else ""
        end = match.end()
        if word.endswith(".") and word not in _WORDS:
            end, stop = end - 1, ""
        text = f"{figure} {right}{stop}"
        span = Span(match.start(), end)
        if text != span.of(doc.text):
            yield RULE.correction(span, text, f"“{word}” is “{right}” in English.", 0.9)
    for match in doc.matches(_DAY):
        if not doc.text[match.end() :].startswith((" Prayer", " Mosque", " market")) and match["word"] != "Cuma":
            span = Span(*match.span("word"))
            right = _WEEKDAYS[match["word"]]
            yield RULE.correction(span, right, f"“{match['word']}” is “{right}” in English.", 0.9)


def _is_day(doc: Document, match: "re.Match[str]") -> bool:
    figure = match[0][: match.start("gap") - match.start()]
    after = doc.after(match.end(), 2)
    return (
        figure.isdigit()
        and 1 <= int(figure) <= 31
        and match["gap"] == " "
        and not (after[:1] == " " and after[1:].isupper())
    )
