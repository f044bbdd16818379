"""The preposition before a date: “on” with a day, “in” with a month; the frame alone decides."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.grammar import MONTH, WEEKDAY
from mtcheck.text.inflection import match_case
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="date-preposition",
    mqm="linguistic-conventions/grammar",
    summary="A date has the preposition that another language puts there.",
    why="German am, Russian в, Spanish en, Turkish -de: one word stands for on, in and at.",
    examples=(
        Bad("⟦In March 3rd→On March 3⟧, the port was closed."),
        Bad("The mill burned down ⟦in 14 June→on 14 June⟧ 1902."),
        Bad("The council meets again ⟦in October 15→on October 15⟧, 2027."),
        Bad("The mill opened ⟦on June→in June⟧ 2019."),
        Bad("The storm came at 17:00⟦ of Monday→ on Monday⟧ and left at 5 a.m.⟦ of yesterday→ yesterday⟧."),
        Good("They left on Monday, on March 4 and on Friday."),
        Good("In the evening of his life he wrote; in the Friday night game and in Monday morning traffic they lost."),
        Good("It sank at 12 o'clock in the afternoon of May 4, and late in the evening of May 5 a boat came."),
        Bad("⟦In the Monday→On Monday⟧ the court will decide."),
        Good("In the Monday edition he wrote: at the Friday in question."),
        Good("In the 1998 vote, on 1998 levels; he built on 2004 sales."),
    ),
)

_DAY = rf"(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})"
_ORDINAL_DAY = (
    rf"(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)|\d{{1,2}}(?:st|nd|rd|th)(?: of)? {MONTH}"
    rf"|\d{{1,2}} of {MONTH}(?=,? (?:19|20)\d\d\b|[.,;)]|$))"
)
_WITH_DAY = Pattern(
    rf"(?<![\w’'-])(?<!as )(?P<preposition>[Ii]n|[Aa]t) (?P<date>{_ORDINAL_DAY}|{_DAY}"
    r"(?=,? (?:19|20)\d\d\b|[.;)]|$|, (?:the|a|an|he|she|it|they|we|his|her|their|when|where|which|after|before)\b"
    r"| (?:the|a|an|he|she|it|they|we|his|her|their|at|near|because|after|and) ))(?![\w-])"
)
_WITH_MONTH = Pattern(
    r"(?<![\w’'-])(?P<preposition>[Oo]n) (?P<date>(?!May)"
    + MONTH
    + r")(?= (?:19|20)\d\d(?![\w-])|, (?:the|a|he|she|it|they) )"
)
_WITH_WEEKDAY = Pattern(rf"(?<![\w’'-])(?P<preposition>[Aa]t) (?P<date>{WEEKDAY})(?=[.,;]|$| [a-z]+ [a-z])")
# “In the Monday the court will decide”
_THE_WEEKDAY = Pattern(
    rf"(?<![\w’'-])(?P<preposition>[Ii]n|[Aa]t) (?P<date>the {WEEKDAY})(?=[.,;]|$| (?:the(?! \d)|a|he|she|it|they)\b)"
)
_AT_MONTH = Pattern(
    r"(?<![\w’'-])(?<![Aa]s )(?<!ook )(?<!ooks )(?<!ooked )(?<!ooking )(?P<preposition>[Aa]t) "
    rf"(?P<date>(?!May|March|August){MONTH}(?: (?:19|20)\d\d)?)(?=[.,;]|$| [a-z]+ [a-z])"
)
_TWICE = Pattern(
    rf"(?<=[a-z]day, )(?P<preposition>on) (?P<date>{_DAY})"
    r"(?=,? (?:19|20)\d\d\b|[.,;)]|$| (?:in|at|the|he|she|it|they)\b)"
)
_OF_DAY = Pattern(  # at 5 p.m. of Tuesday
    r"(?<=[\dmnk]|\.) (?P<preposition>of) (?P<date>(?:last |next )?"
    rf"{WEEKDAY}|yesterday|today|tomorrow)(?=[.,;)]|$| (?:the|in|at|and|as|when|after|by|near|while)\b)"
)
_CLOCK = lazy(r"(?:\d:\d\d(?: local time)?|\d ?[ap]\.?m\.?|\d ?(?:o['’]clock|hours)|\bnoon|\bmidnight)$")
_PART = r"(?:morning|afternoon|evening|night)"
_PART_OF_DAY = Pattern(  # “at 3 in the afternoon of May 4”, “late in the evening” are English
    rf"(?<![\w’'-])(?<!\d )(?<!clock )(?<!late )(?<!early )(?<!later )(?<!m\. )(?<!\bm )"
    rf"(?P<preposition>[Ii]n) (?P<date>(?:the )?{WEEKDAY} {_PART}(?=[.,;)]|$|"
    r" (?:the|an?|in|at|near|after|when|by|and|but|he|she|it|they)\b)"
    rf"|the {_PART} of (?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH}|{WEEKDAY}))(?![\w’'-])"
)
_YEAR = Pattern(
    r"(?<![\w’'-])(?:(?P<the>(?:[Ii]n|[Ss]ince|[Uu]ntil) the )|(?P<event>born|held|founded|died|published|married"
    r"|established|created|took place) (?P<on>on ))(?P<year>(?:19|20)\d\d)(?=[.;]|, |$| and"
    r" (?:[a-z]+ed|left|died|went)\b)"
)
_ACCOUNT = lazy(r"[$£€¥]|\d%|per ?cent\b|\b(?:register|balance|(?:net|gross|total) \w+|stood|outstanding)\b")
_OF_MONTH = lazy(r"^(\d{1,2}) of ")
_SUFFIX = ("st", "nd", "rd", "th")


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_YEAR):
        span = Span(match.start("the" if match["the"] else "on"), match.end())
        right = f"{match['the'].split()[0] if match['the'] else 'in'} {match['year']}"
        yield RULE.correction(span, right, f"“{match['year']}” takes a plain “in”.", 0.88)
    for match in doc.matches(_TWICE):
        yield RULE.correction(Span(*match.span()), match["date"], "The weekday has its “on” already.", 0.85, 0.85)
    for match in doc.matches(_THE_WEEKDAY):
        day = match["date"].removeprefix("the ")
        right = match_case("on", match["preposition"])
        yield RULE.correction(Span(*match.span()), f"{right} {day}", f"“{day}” takes a plain “on”.", 0.88)
    for match in doc.matches(_OF_DAY):
        if _CLOCK.search(doc.text, max(0, match.start() - 18), match.start()):
            day = match["date"]
            right = f" on {day}" if day.endswith("day") and day[0].isupper() else f" {day}"
            yield RULE.correction(Span(*match.span()), right, f"“{day}” takes no “of” behind a time.", 0.9, 0.88)
    for pattern, right in (
        (_WITH_DAY, "on"),
        (_WITH_MONTH, "in"),
        (_WITH_WEEKDAY, "on"),
        (_AT_MONTH, "in"),
        (_PART_OF_DAY, "on"),
    ):
        for match in doc.matches(pattern):
            said, date = match["preposition"], match["date"]
            if said == "at" and pattern in (_WITH_DAY, _AT_MONTH) and _is_account(doc, match.start()):
                continue
            if pattern is _PART_OF_DAY and not date.startswith(("the morn", "the after", "the even", "the night")):
                date = date.removeprefix("the ")
            date = _OF_MONTH.sub(r"\1 ", date)
            if date.endswith(_SUFFIX) and date[-3].isdigit():
                date = date[:-2]
            message = f"“{match['date']}” takes “{right}”."
            yield RULE.correction(Span(*match.span()), f"{match_case(right, said)} {date}", message, 0.9, 0.88)


def _is_account(doc: Document, at: int) -> bool:
    """Whether a sum or a list of holders stands before the date: a balance is struck “at 30 June”."""
    return _ACCOUNT.search(doc.text, doc.sentence_at(at).start, at) is not None
