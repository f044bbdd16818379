"""A day with a point, an "of", or an ordinal in the wrong place before or behind a month."""

import re

from mtcheck.core import Applicability, Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.figures import at_figures
from mtcheck.text.dates import ANY_MONTH, day_first, is_date, month_number, written
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="ordinal-date",
    mqm="locale-conventions/date-format",
    applicability=Applicability.AUTOMATIC,
    summary="A date keeps the ordinal or the order of another language.",
    why=(
        "German and Slavic copy puts a point behind the day, Chinese the day before a comma; English says March 6 or 6"
        " March."
    ),
    examples=(
        Bad("The law starts on ⟦6. March 2024→March 6, 2024⟧ in Lom."),
        Bad("The mine shut on Sunday ⟦9. March→9 March⟧ for good."),
        Bad("It is the lowest count since ⟦13. October→13 October⟧."),
        Bad("Since ⟦the 17. of July→July 17⟧ the road is closed."),
        Good("At stumps they were 243-7 dec (Nair 81), and in 2021 July 9 was wet; the prize for 2019 on May 11."),
        Good("One of the 6 of April's finalists; the 5 of May Hall; in 2023. May 9 was warm."),
        Good("The 12 jars and 3 marks, on March 3 and 4 Feb."),
        Good("The score was 6. March was cold."),
    ),
)

_DOT = Pattern(
    rf"\b(?P<day>[12]?\d|3[01])\. ?(?:of )?(?P<month>{ANY_MONTH})(?![\w'’-])(?P<year>,? (?:1[89]|20)\d\d\b)?"
    r"(?=(?P<after>.?.?))"
)
_TAIL = Pattern(
    rf"\b(?P<day>[12]?\d|3[01])(?:-(?:st|nd|rd|th)|º|ª|°|er|-e|-го|-ого|e)(?: of)? (?P<month>{ANY_MONTH})(?![\w'’-])"
    r"(?P<year>,? (?:1[89]|20)\d\d\b)?"
)
_COMMA = Pattern(
    rf"\b(?P<day>[12]?\d|3[01])(?:st|nd|rd|th), (?P<month>{ANY_MONTH})(?![\w'’-])(?P<year>,? (?:1[89]|20)\d\d\b)?"
)
_MONTH_COMMA = Pattern(
    r"(?<=[a-z.], )(?P<day>[12]?\d|3[01])(?P<year>,? (?:1[89]|20)\d\d\b)?(?![\d.,:%-]\d|\d)"
    r"(?! ?(?:people|percent|million|of|men|women|houses))"
)
_MONTH_DOT = Pattern(r"(?<=[a-z.] )(?P<day>[12]?\d|3[01])\. (?P<year>(?:19|20)\d\d\b)(?= [a-z]|[,;])")
_OF = Pattern(
    rf"\d(?<=\b[Tt]he \d)(?:(?<=[1-3])\d)? of (?P<month>{ANY_MONTH})(?![\w'’-]| [A-Z])(?P<year>,? (?:1[89]|20)\d\d\b)?"
)
_YEAR_FIRST = Pattern(
    rf"(?P<year>(?:19|20)\d\d(?<![\w.,-]\d{{4}}))(?P<gap>\. ?| )(?P<month>{ANY_MONTH}) (?P<day>[12]?\d|3[01])\b\.?"
    r"(?=[ ,;)–—-]|$)(?! (?:was|is|will|has|had|marks?|saw)\b| [a-z]+s\b|[,;]? (?:and|to|until) \d)"
)
_BEHIND = {_DOT: ".", _TAIL: "-ºª°e", _COMMA: "snrt", _MONTH_COMMA: "", _MONTH_DOT: "."}
_BEFORE = {
    _MONTH_COMMA: lazy(rf"\b(?:[Oo]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom) (?P<month>{ANY_MONTH}), $"),
    _MONTH_DOT: lazy(rf"\b(?P<month>{ANY_MONTH}) $"),
}

_SHORT = r"jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
_LOWER = Pattern(
    r"(?P<day>[12](?<![-–/][12])\d|[1-9](?<![-–/\d][1-9])|3[01])(?:st|nd|rd|th)?\.?"
    rf" (?P<month>{_SHORT})(?:(?P<stop>\.)(?= ?[a-z\d,–—-]))?(?![\w'’-])"
    r"(?P<year>,? (?:1[89]|20)\d\d\b)?"
)
_LOWER_FIRST = Pattern(
    r"(?<=[bcglnprtv.] )(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?(?![\w.,:%-]\d|[\w%])(?P<year>,? (?:1[89]|20)\d\d\b)?"
)
_LOWER_BEFORE = lazy(rf"\b(?P<month>{_SHORT})\.? $")
_WEEKDAY_LEFT = Pattern(
    r"(?<=[a-z.] )(?P<day>[12]?\d|3[01])(?:st|nd|rd|th) ?\((?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\.?"
    r"(?:\)|(?= ))"
)


def detect(doc: Document, resources: Resources) -> Findings:
    taken: set[int] = set()
    yield from _lower(doc)
    yield from _of(doc)
    for match in at_figures(doc, _WEEKDAY_LEFT, "snrt"):
        named = _BEFORE[_MONTH_DOT].search(doc.text, max(0, match.start() - 12), match.start())
        if named:
            span = Span(named.start(), match.end())
            said, new = f"“{span.of(doc.text)}” is not how English writes a date.", f"{named[0]}{match['day']}"
            yield RULE.correction(span, new, said, 0.85, 0.8, for_people=True)
    for pattern, sure in ((_DOT, 0.95), (_TAIL, 0.95), (_COMMA, 0.92), (_MONTH_COMMA, 0.85), (_MONTH_DOT, 0.85)):
        for match in at_figures(doc, pattern, _BEHIND[pattern]):
            named = (
                _BEFORE[pattern].search(doc.text, max(0, match.start() - 20), match.start())
                if pattern in _BEFORE
                else match
            )
            if named is None:
                continue
            day, month = int(match["day"]), month_number(named["month"])
            start = named.start("month") if pattern in _BEFORE else match.start() - 4 * _has_article(doc, match.start())
            if start in taken or not is_date(day, month) or (pattern is _DOT and not _is_one_date(doc, match, start)):
                continue
            taken.add(start)
            year = (match["year"] or "").strip(", ")
            text = written(day, named["month"], year, doc.text)
            if pattern is _DOT and start == match.start() and not year and " of " not in match[0]:
                text = f"{day} {named['month']}"  # 12. December: without its stop it is a date as good as any
            span = Span(
                start, match.end("year") if year else match.end("day") if pattern in _BEFORE else match.end("month")
            )
            scored = pattern is _DOT and not year and _SCORED.search(doc.before(span.start, 24)) is not None
            if scored and named["month"] in _SURNAMES and _DOES.match(doc.text, match.end()):
                continue  # “Root was out for 12. March came in at six.”
            message = f"“{span.of(doc.text)}” is not how English writes a date."
            yield RULE.correction(span, text, message, sure, for_people=scored)


_SURNAMES, _DOES = frozenset(("March", "May", "August")), lazy(r" [a-z]+")
_SCORED = lazy(r"\b(?:out|dismissed|bowled|caught|gone|went|made|scored|took|won|lost) (?:by |for |to |of )?$")


def _has_article(doc: Document, start: int) -> bool:
    return doc.before(start, 4) in ("the ", "The ") and not doc.text[max(0, start - 5) : start - 4].isalnum()


_DECLARED = lazy(r"\b\d{1,3}(?: for |[-–/])$")  # 301 for 6 dec


def _lower(doc: Document) -> Findings:
    """14 feb: an abbreviated month in small letters."""
    found = [(match.start(), match, match["month"]) for match in at_figures(doc, _LOWER, " .snrt")]
    for match in at_figures(doc, _LOWER_FIRST):
        before = _LOWER_BEFORE.search(doc.text, max(0, match.start() - 6), match.start())
        if before:
            found.append((before.start(), match, before["month"]))
    for start, match, name in found:
        day, month = int(match["day"]), month_number(name)
        if not is_date(day, month) or _DECLARED.search(doc.before(match.start(), 12)):
            continue
        if (
            name in ("mar", "jun", "dec", "sep", "oct", "jan")
            and start == match.start()
            and doc.after(match.end(), 2)[1:].isupper()
        ):
            continue
        year = (match["year"] or "").strip(", ")
        short = {6: "June", 7: "July", 3: "March", 4: "April", 9: "Sept."}.get(month, f"{name.capitalize()}.")
        text = written(day, short.rstrip(".") if day_first(doc.text) else short, year, doc.text)
        span = Span(start, match.end())
        yield RULE.correction(span, text, f"“{span.of(doc.text)}” is not how English writes a date.", 0.92, 0.9)


def _of(doc: Document) -> Findings:
    """The 8 of November, and the year in front as in Hungarian: 2023. May 9."""
    for match in at_figures(doc, _OF, " 0123456789"):
        day = int(match[0].split()[0])
        if _SECOND.search(doc.text, max(0, match.start() - 14), match.start()):
            continue  # from the 1 to the 5 of June, which is another rule's
        if is_date(day, month_number(match["month"])):
            yield _found(
                doc, Span(match.start() - 4, match.end()), day, match["month"], (match["year"] or "").strip(", ")
            )
    for match in at_figures(doc, _YEAR_FIRST, ". "):
        lead = f" {doc.before(match.start(), 6).lower()}"
        if match["gap"] == " " and not lead.endswith((" on ", "dated ")):
            continue  # in 2021 July 9 was cold
        if not is_date(int(match["day"]), month_number(match["month"])) or (
            lead.endswith((" in ", "since ", "of ", "until ", "by ", "from ", "late ", "early "))
            and not match[0].endswith(".")
        ):
            continue
        end = match.end()
        if match[0].endswith(".") and (
            end == doc.segment_at(match.start()).span.end or doc.after(end, 2).strip().isupper()
        ):
            end -= 1
        yield _found(doc, Span(match.start(), end), int(match["day"]), match["month"], match["year"])


_SECOND = lazy(r"\d (?:to|and|until|till) the $")


def _found(doc: Document, span: Span, day: int, month: str, year: str) -> Finding:
    text = written(day, month, year, doc.text)
    return RULE.correction(span, text, f"“{span.of(doc.text)}” is not how English writes a date.", 0.92, 0.9)


def _is_one_date(doc: Document, match: "re.Match[str]", start: int) -> bool:
    """Whether the point belongs to the day and does not end a sentence."""
    if start < match.start() or match["year"] or " of " in match[0] or ". " not in match[0]:
        return True
    lead = doc.before(match.start(), 10).lower()
    after = doc.after(match.end(), 12)
    if re.search(
        r"(?:\bon|since|until|till|by|from|to|for|of|before|after|and|monday,?|tuesday,?|wednesday,?|thursday,?"
        r"|friday,?|saturday,?|sunday,?) $",
        lead,
    ):
        return (
            re.match(r"(?:[.,;:)]|$| (?!was\b|is\b|will\b|has\b|had\b|said\b|told\b|saw\b)[a-z(])", after) is not None
        )
    return (
        re.match(r"(?:[;)]| \d| (?:in|at|the|a)\b)", after) is not None
        and re.search(r"(?:score|page|no|number|article) (?:was |is )?$", lead) is None
    )
