"""Days, decades and hours in the words of another language: “3rd of the May”, “Monday 5 of June”, “the 90-ies”, “around
the 22 hours”.
"""

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.dates import ANY_MONTH, is_date, month_number, written
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
        Bad("The strike will last until ⟦the 15 March→March 15⟧, the union said."),
        Bad("It began on ⟦23 of March→March 23⟧ and ended on ⟦May 5 of 2021→May 5, 2021⟧."),
        Bad("The talks are set for ⟦May 5th, Friday→Friday, May 5⟧, in Lomna."),
        Bad("They met on ⟦2021, May 5→May 5, 2021⟧ and on ⟦Friday (5th)→Friday⟧ again."),
        Bad("She left ⟦in the 11th of July→on July 11⟧."),
        Bad("She left on ⟦07 July→July 7⟧."),
        Bad("It is open from ⟦5 to 6 of May→May 5 to 6⟧ and was built ⟦in year 1961→in 1961⟧."),
        Good("The 15 March protests and the 4 June massacre; on May 5, Friday prayers were held."),
        Good("In the year 1961 she saw 23 of May's gnus; by the 15 March arrests ended; it was made in 1961."),
        Good("He came on the 3rd of May and left on Monday, 5 June."),
        Bad("The fair runs from ⟦01 to 05 December→1 to 5 December⟧ in Lomna."),
        Good("The shift lasted about 22 hours; from the 22 hours of tape one was kept."),
        Good("She is in her 90s, and five of June's six calves live."),
    ),
)

_DAY = Pattern(
    r"\b(?:the )?(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)? (?:of the month of|of the|on|of month)"
    rf" (?P<month>{ANY_MONTH})(?![\w'’-]| [A-Z\d])"
)
_WEEKDAY = Pattern(
    rf"\b(?P<weekday>{WEEKDAY}),? (?:the )?(?P<day>[12]?\d|3[01]) of (?P<month>{ANY_MONTH})(?![\w'’-])(?P<year>,?"
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
_D = r"(?P<day>[12]?\d|3[01])"
_TH = r"(?:st|nd|rd|th)"
_Y = r"(?P<year>(?:19|20)\d\d)\b"
_M = rf"(?P<month>{ANY_MONTH})(?![\w'’-])"
_LEAD = r"(?P<lead>\b(?:[Oo]n|[Bb]y|[Uu]ntil|[Tt]ill|[Ss]ince|[Ff]rom|[Bb]efore|[Aa]fter) )"
_ENDS = (
    r"(?=[.,;:)]|$| (?:in|at|to|with|when|the|a|he|she|it|they|by|for|as|because|but|until|through|that|this|after"
    r"|before|near|on)\b)"
)
_AT = r"(?P<lead>\b(?:[Oo]n|[Bb]y|[Uu]ntil|[Tt]ill|[Ss]ince|[Ff]rom|[Bb]efore|[Aa]fter|begins|starts|began|started) )"
# the 15 March; on 23 of March; on May the 5
_WITH_THE = Pattern(rf"{_AT}the {_D} {_M}(?:,? {_Y})?{_ENDS}")
_OF = Pattern(rf"{_LEAD}{_D} of {_M}(?:,? {_Y})?(?! [A-Z])")
_MONTH_THE = Pattern(rf"{_LEAD}{_M} the {_D}{_ENDS}")
# 5 May of 2021, May 5 of 2021; 2021, May 5; 5-May-2021
_OF_YEAR = Pattern(rf"(?P<lead>)\b{_D}{_TH}? (?:of )?{_M} of (?:the year )?{_Y}")
_OF_YEAR_LAST = Pattern(rf"(?P<lead>)\b{_M} {_D}{_TH}? of (?:the year )?{_Y}")
_YEAR_COMMA = Pattern(rf"{_LEAD}{_Y}, {_M} {_D}\b(?! ?\d)")
_DASHED = Pattern(rf"{_LEAD}{_D}[-/](?P<month>{ANY_MONTH})[-/]{_Y}")
# in the 11th of July; on the day 14 of April; of this 14 April; 07 July; May 5th, Friday
_IN_THE = Pattern(rf"\b(?P<in>[Ii])n the {_D}{_TH} of {_M}(?:,? {_Y})?{_ENDS}")
_THE_DAY = Pattern(rf"\b(?P<lead>[Oo]n )(?:the )?day {_D}{_TH}? (?:of )?{_M}(?:,? {_Y})?")
_THIS = Pattern(
    rf"\b(?P<lead>(?:[Oo]n|of) )(?:this|last|this past|the past) {_D}{_TH}? (?:of )?{_M}(?:,? {_Y})?(?! [A-Z])"
)
_ZERO = Pattern(rf"(?P<lead>\b(?:[Oo]n|[Bb]y|[Uu]ntil|[Ss]ince|[Ff]rom) )0(?P<day>[1-9]){_TH}? {_M}(?:,? {_Y})?")
_WEEKDAY_LAST = Pattern(rf"(?P<lead>)\b{_M} {_D}{_TH}?,? (?P<weekday>{WEEKDAY})(?=[.,;:)]|$| in [A-Z])")
_ANY = (
    _WITH_THE, _OF, _MONTH_THE, _OF_YEAR, _OF_YEAR_LAST, _YEAR_COMMA, _DASHED, _IN_THE, _THE_DAY, _THIS, _ZERO,
    _WEEKDAY_LAST,
)  # fmt: skip
_DAYS = Pattern(
    rf"\b(?P<lead>(?:[Oo]n|[Ff]rom) ){_D} (?P<link>and|to) (?P<last>[12]?\d|3[01]) of {_M}(?:,? {_Y})?(?! [A-Z])"
)
# from 01 to 05 December
_ZERO_DAYS = Pattern(
    rf"\b(?P<lead>(?:[Ff]rom|[Bb]etween|[Oo]n) )0(?P<day>[1-9]) (?P<link>and|to|until|till)"
    rf" (?P<last>0[1-9]|[12]\d|3[01])"
    rf" (?:of )?{_M}(?:,? {_Y})?(?! [A-Z])"
)
_DAY_BEHIND = Pattern(rf"\b{WEEKDAY}(?P<tail> \((?:the )?{_D}{_TH}\))")
_IN_YEAR = Pattern(rf"\b(?P<lead>[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom) year (?:of )?{_Y}")
_YEARS = Pattern(r"\b(?P<lead>[Ii]n the )(?:years (?P<decade>[2-9]0)(?![\d,.%])|(?P<other>[2-9]0)(?:th|s) years\b)")
_BRACKET = Pattern(r"(?<=day )\((?P<hour>1?\d|2[0-3]) hours?\)")


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_DAY):
        day = int(match["day"])
        if is_date(day, month_number(match["month"])):
            yield _found(Span(*match.span()), written(day, match["month"], None, doc.text))
    for match in doc.matches(_WEEKDAY):
        day = int(match["day"])
        if is_date(day, month_number(match["month"])):
            date = written(day, match["month"], (match["year"] or "").strip(", "), doc.text)
            yield _found(Span(*match.span()), f"{match['weekday']}, {date}")
    for match in doc.matches(_DECADE):
        yield _found(Span(*match.span()), f"19{match['decade']}s")
    for match in doc.matches(_HOURS):
        yield _found(Span(*match.span()), f"{match['lead']} {_clock(int(match['hour']))}")
    for match in doc.matches(_BRACKET):
        yield _found(Span(*match.span()), f"({_clock(int(match['hour']))})")

    yield from _worded(doc)


def _worded(doc: Document) -> Findings:
    """Dates in the words or the order of another language."""
    taken: set[int] = set()
    for pattern in _ANY:
        for match in doc.matches(pattern):
            said = match.groupdict()
            day = int(match["day"])
            if match.end("month") in taken or not is_date(day, month_number(match["month"])):
                continue
            taken.add(match.end("month"))
            start = match.end("lead") if "lead" in said else match.start()
            others = doc.text[:start] + doc.text[match.end() :]  # this one is no example for the order of the others
            date = written(day, match["month"], said.get("year"), others)
            if said.get("weekday"):
                date = f"{match['weekday']}, {date}"
            if said.get("in"):
                date = ("On " if match["in"] == "I" else "on ") + date
            yield _found(Span(start, match.end()), date)
    for pattern in (_DAYS, _ZERO_DAYS):
        for match in doc.matches(pattern):
            if int(match["day"]) < int(match["last"]):
                days = f"{match['day']} {match['link']} {int(match['last'])}"
                place = Span(match.end("lead"), match.end())
                yield _found(place, written(days, match["month"], match["year"], doc.text))
    for match in doc.matches(_DAY_BEHIND):
        yield _found(Span(*match.span()), match[0].removesuffix(match["tail"]))
    for match in doc.matches(_IN_YEAR):
        yield _found(Span(*match.span()), f"{match['lead']} {match['year']}")
    for match in doc.matches(_YEARS):
        yield _found(Span(match.end("lead"), match.end()), f"19{match['decade'] or match['other']}s")


def _clock(hour: int) -> str:
    return {0: "midnight", 12: "noon"}.get(hour, f"{hour % 12} {'a' if hour < 12 else 'p'}.m.")


def _found(span: Span, text: str) -> Finding:
    return RULE.correction(span, text, f"English says “{text}”.", 0.88)
