"""“N unit (M unit)” is computed; the tolerance is what rounding of both figures allows."""

import re

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.lazy import lazy
from mtcheck.text.words import paired

RULE = Rule(
    id="unit-conversion",
    mqm="accuracy/mistranslation",
    severity=Severity.MAJOR,
    summary="The figure in brackets is not the same quantity.",
    why="Conversions are repeated, computed the wrong way round or attached to another figure.",
    examples=(
        Bad("The road is 10 km (⟦16 miles→6.2 miles⟧) long."),
        Bad("It was 30 degrees Celsius (⟦54 Fahrenheit→86 Fahrenheit⟧)."),
        Bad("The farm has 5 hectares⟦ (5 hectares)→⟧."),
        Bad("He lifted 100 kg (⟦45 pounds→220 pounds⟧)."),
        Good("The road is 10 km (6 miles) long, about 300 miles (480 km) from Lom."),
        Good("It was 30 degrees Celsius (86 Fahrenheit), 10 degrees Celsius (18 F) above normal."),
        Good("The farm has 5 hectares (12 acres); it is 1,500 m (nearly a mile) away."),
        Good("He ran 1,000 metres (five 200-metre laps)."),
    ),
)

_UNITS = {  # kind and size
    name: (what.split()[0], float(what.split()[1])) for name, what in paired("unit-conversion: units").items()
}
_NAME = "|".join(sorted((f"{re.escape(unit)}s?" for unit in _UNITS), key=len, reverse=True))
_PAIR = Pattern(
    rf"(?P<one>\d[\d,]*(?:\.\d+)?)[ -](?P<unit>{_NAME})(?P<bracket> \((?:(?:about|around|nearly|almost|some|over"
    rf"|roughly|just over|just under|approximately) )?(?P<two>\d[\d,]*(?:\.\d+)?)[ -](?P<other>{_NAME})\))"
)
_HEAT = Pattern(
    r"(?P<one>(?:minus |[-−])?\d+(?:\.\d+)?) ?(?:degrees? )?°?(?P<unit>Celsius|C|Fahrenheit|F)"
    r"(?P<bracket> \((?P<two>(?:minus |[-−])?\d+(?:\.\d+)?) ?(?:degrees? )?°?(?P<other>Celsius|C|Fahrenheit|F)\))"
)
_DIFFERENCE = lazy(
    r"above|below|warmer|cooler|colder|hotter|rise|rose|increase|drop|fell|limit|warm|more|less"
    r"|by (?:about |up to )?$|average|range|within",
    re.I,
)


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_PAIR):
        one, two = _number(match["one"]), _number(match["two"])
        kind, size = _unit(match["unit"])
        other_kind, other_size = _unit(match["other"])
        if _unit(match["unit"]) == _unit(match["other"]) and one == two:
            yield RULE.correction(Span(*match.span("bracket")), "", "The brackets repeat the same quantity.", 0.93)
            continue
        if kind != other_kind or size == other_size or not one or not two:
            continue
        right = one * size / other_size
        if abs(right - two) <= max(_slack(match["two"]), _slack(match["one"]) * size / other_size, 0.05 * right):
            continue
        span = Span(match.start("two"), match.end("other"))
        text = f"{_shown(right)} {match['other']}"
        yield RULE.correction(span, text, f"{match['one']} {match['unit']} is about {text}.", 0.9, 0.75)
    for match in doc.matches(_HEAT):
        one, two = _number(match["one"]), _number(match["two"])
        celsius, to_celsius = match["unit"][0] == "C", match["other"][0] == "C"
        if celsius == to_celsius:
            continue
        right = one * 9 / 5 + 32 if celsius else (one - 32) * 5 / 9
        step = one * 9 / 5 if celsius else one * 5 / 9
        around = doc.sentence_at(match.start()).of(doc.text)
        if abs(right - two) <= 2.1 or (abs(step - two) <= 1.1 and _DIFFERENCE.search(around)):
            continue
        span = Span(match.start("two"), match.end("other"))
        text = f"{right:.0f}" + match[0][match.end("two") - match.start() : match.end("other") - match.start()]
        message = f"{match['one']} {match['unit']} is {right:.0f} {match['other']}."
        yield RULE.correction(span, text, message, 0.88, 0.75)


def _number(figure: str) -> float:
    negative = figure.startswith(("minus", "-", "−"))
    number = float(figure.replace(",", "").lstrip("minus -−"))
    return -number if negative else number


def _unit(name: str) -> tuple[str, float]:
    return _UNITS.get(name) or _UNITS[name.removesuffix("s")]


def _slack(figure: str) -> float:
    """What rounding may have changed: half to a whole unit of the last digit that is not a nought."""
    whole, _, rest = figure.replace(",", "").partition(".")
    if rest:
        return float(10 ** -len(rest))
    noughts = len(whole) - len(whole.rstrip("0"))
    return float(10**noughts) * (0.5 if noughts else 0.6)


def _shown(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 else f"{number:.1f}".removesuffix(".0")
