"""Days, decades and hours in the words of another language: “3rd of the May”, “Monday 5 of June”, “the 90-ies”, “around
the 22 hours”.
"""

import re

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
        Bad("The law of ⟦20 March,2022→March 20, 2022⟧ bans it."),
        Bad("The fair is on ⟦the 12-13 of May→May 12-13⟧ in Lomna."),
        Bad(
            "It is open from ⟦the 1 to the 5 of June→June 1 to 5⟧, and ⟦The 20 and 21 of July→July 20 and 21⟧ are free."
        ),
        Bad("It sank on ⟦May the 5th→May 5⟧, and he died ⟦in the night from 5 to 6 of June→on the night of June 5-6⟧."),
        Bad("On ⟦date 5 May 2021→May 5, 2021⟧ the firm closed."),
        Bad("Shops were shut, and on ⟦the February 9→February 9⟧ the town was free."),
        Good("It met on March the 3rd, 10th and 15th, on the March 5 anniversary and on the 12th-13th of May."),
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
_MONTH_THE = Pattern(rf"{_LEAD}{_M} the {_D}{_TH}?(?!, \d+{_TH}){_ENDS}")
# on the February 9; 20 March,2022
_THE_MONTH = Pattern(rf"{_LEAD}the {_M} {_D}(?=[.,;:)] (?!\d)|[.,;:)]?$| (?:the|he|she|it|they|we|his|her|its)\b)")
_GLUED_YEAR = Pattern(rf"(?P<lead>)\b{_D}{_TH}? {_M} ?,{_Y}")
# 5 May of 2021, May 5 of 2021; 2021, May 5; 5-May-2021
_OF_YEAR = Pattern(rf"(?P<lead>)\b{_D}{_TH}? (?:of )?{_M} of (?:the year )?{_Y}")
_OF_YEAR_LAST = Pattern(rf"(?P<lead>)\b{_M} {_D}{_TH}? of (?:the year )?{_Y}")
_YEAR_COMMA = Pattern(rf"{_LEAD}{_Y}, {_M} {_D}\b(?! ?\d)")
_DASHED = Pattern(rf"{_LEAD}{_D}[-/](?P<month>{ANY_MONTH})[-/]{_Y}")
# in the 11th of July; on the day 14 of April; of this 14 April; 07 July; May 5th, Friday
_IN_THE = Pattern(rf"\b(?P<in>[Ii])n the {_D}{_TH} of {_M}(?:,? {_Y})?{_ENDS}")
_THE_DAY = Pattern(rf"\b(?P<lead>[Oo]n )(?:the )?(?:day|date)(?: of)? (?:the )?{_D}{_TH}? (?:of )?{_M}(?:,? {_Y})?")
_THIS = Pattern(
    rf"\b(?P<lead>(?:[Oo]n|of) )(?:this|last|this past|the past) {_D}{_TH}? (?:of )?{_M}(?:,? {_Y})?(?! [A-Z])"
)
_ZERO = Pattern(rf"(?P<lead>\b(?:[Oo]n|[Bb]y|[Uu]ntil|[Ss]ince|[Ff]rom) )0(?P<day>[1-9]){_TH}? {_M}(?:,? {_Y})?")
_WEEKDAY_LAST = Pattern(rf"(?P<lead>)\b{_M} {_D}{_TH}?,? (?P<weekday>{WEEKDAY})(?=[.,;:)]|$| in [A-Z])")
_ANY = (
    _WITH_THE, _OF, _MONTH_THE, _THE_MONTH, _GLUED_YEAR, _OF_YEAR, _OF_YEAR_LAST, _YEAR_COMMA, _DASHED, _IN_THE,
    _THE_DAY, _THIS, _ZERO, _WEEKDAY_LAST,
)  # fmt: skip
_LAST = r"(?P<last>[12]?\d|3[01])"
_DAYS = Pattern(
    r"\b(?:(?P<lead>(?:[Oo]n|[Ff]rom|[Bb]etween) )(?:the )?|[Tt]he )"
    rf"{_D} (?P<link>and|to|until|till) (?:the )?{_LAST} of {_M}(?:,? {_Y})?(?! [A-Z])"
)
_HYPHENED_DAYS = Pattern(
    rf"(?<![\w.,:/-])(?P<lead>)(?:[Tt]he )?{_D} ?(?P<link>[-–]) ?{_LAST} of {_M}(?:,? {_Y})?(?! [A-Z])"
)
_NIGHT = Pattern(
    rf"\b(?P<lead>[Ii]n|[Oo]n|[Aa]t|[Dd]uring) (?:the )?night (?:from|of|between) (?:the )?{_D}{_TH}?"
    rf" (?:to|on|and|into) (?:the )?{_LAST}{_TH}? (?:of )?{_M}(?:,? {_Y})?(?! [A-Z])"
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
            date = written(day, match["month"], said.get("year"), _others(doc, match))
            if said.get("weekday"):
                date = f"{match['weekday']}, {date}"
            if said.get("in"):
                date = ("On " if match["in"] == "I" else "on ") + date
            yield _found(Span(start, match.end()), date)
    for match in doc.matches(_NIGHT):
        if int(match["day"]) < int(match["last"]):
            days = f"{match['day']}-{match['last']}"
            date = written(days, match["month"], match["year"], _others(doc, match))
            yield _found(Span(*match.span()), f"{'O' if match['lead'][0].isupper() else 'o'}n the night of {date}")
    for pattern in (_DAYS, _ZERO_DAYS, _HYPHENED_DAYS):
        for match in doc.matches(pattern):
            if int(match["day"]) < int(match["last"]):
                link = match["link"] if pattern is _HYPHENED_DAYS else f" {match['link']} "
                days = f"{match['day']}{link}{int(match['last'])}"
                place = Span(match.start() if match["lead"] is None else match.end("lead"), match.end())
                order = doc.text if pattern is _ZERO_DAYS else _others(doc, match)
                yield _found(place, written(days, match["month"], match["year"], order))
    for match in doc.matches(_DAY_BEHIND):
        yield _found(Span(*match.span()), match[0].removesuffix(match["tail"]))
    for match in doc.matches(_IN_YEAR):
        yield _found(Span(*match.span()), f"{match['lead']} {match['year']}")
    for match in doc.matches(_YEARS):
        yield _found(Span(match.end("lead"), match.end()), f"19{match['decade'] or match['other']}s")


def _others(doc: Document, match: "re.Match[str]") -> str:
    """The story without this date, which is no example for the order of the others."""
    return doc.text[: match.start()] + doc.text[match.end() :]


def _clock(hour: int) -> str:
    return {0: "midnight", 12: "noon"}.get(hour, f"{hour % 12} {'a' if hour < 12 else 'p'}.m.")


def _found(span: Span, text: str) -> Finding:
    return RULE.correction(span, text, f"English says “{text}”.", 0.88)
