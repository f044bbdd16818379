"""Days, decades and hours in the words of another language: “3rd of the May”, “Monday 5 of June”, “the 90-ies”, “around
the 22 hours”.
"""

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.dates import MONTH, day_first, is_date, month_number
from mtcheck.text.grammar import WEEKDAY

RULE = Rule(
    id="date-wording",
    mqm="locale-conventions/date-format",
    preview=True,
    summary="A day, a decade or an hour is worded as in another language.",
    why="Romance languages say “5 of June” and “the 22 hours”, Slavic and Germanic ones put an ending to a figure.",
    examples=(
        Bad("The vote is on ⟦3rd of the May→May 3⟧."),
        Bad("The concert is on ⟦25 on May→May 25⟧ in Lomna."),
        Bad("It began on ⟦Monday 5 of June→Monday, June 5⟧."),
        Bad("In the ⟦90-ies→1990s⟧ he lived in Torv."),
        Bad("The fire broke out ⟦around the 22 hours→around 10 p.m.⟧ on Sunday."),
        Good("He came on the 3rd of May and left on Monday, 5 June."),
        Good("The shift lasted about 22 hours; from the 22 hours of tape one was kept."),
        Good("She is in her 90s, and five of June's six calves live."),
    ),
)

_DAY = Pattern(
    r"\b(?:the )?(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)? (?:of the month of|of the|on|of month)"
    rf" (?P<month>{MONTH})(?![\w'’-]| [A-Z\d])"
)
_WEEKDAY = Pattern(
    rf"\b(?P<weekday>{WEEKDAY}),? (?:the )?(?P<day>[12]?\d|3[01]) of (?P<month>{MONTH})(?![\w'’-])(?P<year>,?"
    r" (?:19|20)\d\d\b)?"
)
_DECADE = Pattern(
    r"(?<![\w.,-])(?:19)?(?P<decade>[2-9]0)(?:[-’' ]?(?:ies|ties|tes)|[-’']th|-s)(?![\w-])(?!"
    r" (?:minute|anniversary|birthday))"
)
_HOURS = Pattern(
    r"\b(?P<lead>[Aa]round|[Aa]bout|[Aa]t|[Uu]ntil|[Bb]y|[Ff]rom|[Ss]ince) the (?P<hour>1?\d|2[0-3])(?::00)?"
    r" hours(?=[.,;)]|$| (?:on|in|and|to|last"
    r"|this|when)\b)"
)
_BRACKET = Pattern(r"(?<=day )\((?P<hour>1?\d|2[0-3]) hours?\)")


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_DAY):
        day = int(match["day"])
        if is_date(day, month_number(match["month"])):
            yield _found(Span(*match.span()), _date(doc, day, match["month"]))
    for match in doc.matches(_WEEKDAY):
        day = int(match["day"])
        if is_date(day, month_number(match["month"])):
            year = (match["year"] or "").strip(", ")
            said = f"{match['weekday']}, {_date(doc, day, match['month'])}"
            yield _found(Span(*match.span()), said + (f" {year}" if day_first(doc.text) else f", {year}") * bool(year))
    for match in doc.matches(_DECADE):
        yield _found(Span(*match.span()), f"19{match['decade']}s")
    for match in doc.matches(_HOURS):
        yield _found(Span(*match.span()), f"{match['lead']} {_clock(int(match['hour']))}")
    for match in doc.matches(_BRACKET):
        yield _found(Span(*match.span()), f"({_clock(int(match['hour']))})")


def _date(doc: Document, day: int, month: str) -> str:
    return f"{day} {month}" if day_first(doc.text) else f"{month} {day}"


def _clock(hour: int) -> str:
    return {0: "midnight", 12: "noon"}.get(hour, f"{hour % 12} {'a' if hour < 12 else 'p'}.m.")


def _found(span: Span, text: str) -> Finding:
    return RULE.correction(span, text, f"English says “{text}”.", 0.88)
