"""Days that no calendar has, times that no clock shows, and weekdays that do not fit a full date."""

from mtcheck.core import Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.figures import at_figures
from mtcheck.text.dates import ANY_MONTH, is_date, month_number, weekday
from mtcheck.text.grammar import WEEKDAY
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="impossible-date",
    mqm="accuracy/mistranslation",
    severity=Severity.MAJOR,
    summary="A date or time does not exist, or its weekday is not the calendar's.",
    why="Figures are swapped or dates converted on the way; a reader who looks it up trusts nothing else in the story.",
    examples=(
        Bad("The talks open on ⟦Monday, 12 March 2021→Friday, 12 March 2021⟧."),
        Bad("He died on ⟦Sunday, July 4, 2023→Tuesday, July 4, 2023⟧, in Tarn."),
        Bad("The law starts on ⟦June 31⟧."),
        Bad("It rained on ⟦30 February⟧ and on ⟦29 February 2023⟧."),
        Good("The talks open on Friday, 12 March 2021 and on Tuesday, July 4, 2023."),
        Good("The score was 25:70 after 60 minutes; he ran it in 31:75."),
        Good("In May 31 people died, and in June 2031 the lease ends."),
        Good("On 29 February 2024 and February 29 the club meets; June 31-year-olds."),
    ),
    limits="Which of the two is wrong, the weekday or the date, only the source can tell.",
)

_DAY_MONTH = Pattern(
    rf"(?P<day>\d(?<![\w.,:-]\d)\d?)(?:st|nd|rd|th)?(?: of)? (?P<month>{ANY_MONTH})(?![\w'’-])"
    r"(?:,? (?P<year>(?:1[89]|20)\d\d)(?![\d-]))?"
)
_MONTH_DAY = Pattern(
    rf"(?P<month>{ANY_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\w%:/-]|[.,]\d|['’] ?\w| ?%)"
    r"(?:,? (?P<year>(?:1[89]|20)\d\d)(?![\d-]))?"
)
_WEEKDAY = lazy(rf"\b({WEEKDAY}),? (?:the )?$")
_CLOCK = Pattern(r"(?<=[tlyed] )(?P<time>(?:2[5-9]|[3-9]\d):\d\d|(?:[01]?\d|2[0-4]):[6-9]\d)(?![\d:]|\.\d)")
_CLOCK_LEAD = lazy(r"\b(?:at|until|by|since|around) $")
_NOT_CLOCK = ("minute", "second", "in the", "km", "metre", "goal", "finish", "lead", "led", "score", "trail")


def detect(doc: Document, resources: Resources) -> Findings:
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        for match in doc.matches(pattern):
            day, month = int(match["day"]), month_number(match["month"])
            year = int(match["year"]) if match["year"] else None
            named = _WEEKDAY.search(doc.text, max(0, match.start() - 16), match.start())
            span = Span(named.start() if named else match.start(), match.end())
            if not is_date(day, month, year):
                if 28 < day <= 31 and not _counts(doc, match.start("day"), match.end()):
                    said = f"“{span.of(doc.text)}” is not in the calendar; look up the date."
                    yield RULE.finding(span, said, confidence=0.93)
            elif named and year and year > 1900 and weekday(day, month, year) != named[1]:
                right = weekday(day, month, year)
                place = Span(*named.span(1))
                message = f"That date was a {right}, not a {named[1]}; check which of the two is wrong."
                yield RULE.correction(span, Edit(place, right), message, 0.93, 0.6)
    for match in at_figures(doc, _CLOCK, ":"):
        if _CLOCK_LEAD.search(doc.text, max(0, match.start() - 8), match.start()) is None:
            continue
        sentence = doc.sentence_at(match.start()).of(doc.text).lower()
        if not any(word in sentence for word in _NOT_CLOCK):
            span = Span(*match.span("time"))
            yield RULE.finding(span, f"No clock shows “{match['time']}”; look up the time.", confidence=0.85)


def _counts(doc: Document, start: int, end: int) -> bool:
    """Whether the figure counts something: "In June 31 people died"."""
    lead = doc.before(start, 14).lower().split()[:1]
    after = doc.after(end, 20)
    return bool(lead) and lead[0] in ("in", "since") and after[:1] == " " and after[1:2].islower()
