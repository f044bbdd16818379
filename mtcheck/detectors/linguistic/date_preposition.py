"""The preposition before a date: “on” with a day, “in” with a month; the frame alone decides."""

from collections.abc import Iterator

from mtcheck.core import Bad, Document, Finding, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.text.grammar import MONTH, WEEKDAY
from mtcheck.text.inflection import match_case

RULE = Rule(
    id="date-preposition",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MINOR,
    summary="A date has the preposition that another language puts there.",
    why="German am, Russian в, Spanish en, Turkish -de: one word stands for on, in and at.",
    examples=(
        Bad("⟦In March 3rd→On March 3⟧, the port was closed."),
        Bad("The mill burned down ⟦in 14 June→on 14 June⟧ 1902."),
        Bad("The council meets again ⟦in October 15→on October 15⟧, 2027."),
        Bad("The mill opened ⟦on June→in June⟧ 2019."),
        Bad("The vote was held ⟦at Monday→on Monday⟧."),
        Good("In March 3,000 people came; in March 30 of them left."),
        Good("The review appeared in the June 6 issue."),
        Good("Debt stood at £2m as at April 1, 2017."),
        Good("The ministry insists on June as the month."),
        Good("She works at Sunday Mail offices; at Monday's meeting he spoke."),
    ),
)

_DAY = rf"(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})"
_ORDINAL_DAY = rf"(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)|\d{{1,2}}(?:st|nd|rd|th)(?: of)? {MONTH})"
_WITH_DAY = Pattern(
    rf"(?<![\w’'-])(?<!as )(?P<preposition>[Ii]n|[Aa]t) (?P<date>{_ORDINAL_DAY}|{_DAY}"
    r"(?=,? (?:19|20)\d\d\b|[.;)]|$|, (?:the|a|an|he|she|it|they|we|his|her|their|when|where|which|after|before)\b"
    r"| (?:the|a|an|he|she|it|they|we|his|her|their|at|near|because|after|and) ))(?![\w-])",
    needs=("in ", "at "),
)
_WITH_MONTH = Pattern(
    r"(?<![\w’'-])(?P<preposition>[Oo]n) (?P<date>(?!May)"
    + MONTH
    + r")(?= (?:19|20)\d\d(?![\w-])|, (?:the|a|he|she|it|they) )",
    needs=("on ",),
)
_WITH_WEEKDAY = Pattern(
    rf"(?<![\w’'-])(?P<preposition>[Aa]t) (?P<date>{WEEKDAY})(?=[.,;]|$| (?:the|a|he|she|it|they|in|near|after|when) )",
    needs=("at ",),
)
_SUFFIX = ("st", "nd", "rd", "th")


def detect(doc: Document, resources: Resources) -> Iterator[Finding]:
    for pattern, right in ((_WITH_DAY, "on"), (_WITH_MONTH, "in"), (_WITH_WEEKDAY, "on")):
        for match in doc.matches(pattern):
            said, date = match["preposition"], match["date"]
            if date.endswith(_SUFFIX) and date[-3].isdigit():
                date = date[:-2]
            yield RULE.correction(
                Span(*match.span()),
                f"{match_case(right, said)} {date}",
                f"“{match['date']}” takes “{right}”.",
                0.9,
                0.88,
            )
