"""Clock times with a foreign word, letter or mark.

A point between hour and minutes is right in Britain where am or pm follows, so it needs more.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mtcheck.core import Applicability, Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.claims import Claims
from mtcheck.cues.figures import at_figures, figures
from mtcheck.text.closed_classes import MONTHS, WEEKDAYS
from mtcheck.text.dates import clock, day_first, month_number
from mtcheck.text.grammar import MONTH
from mtcheck.text.lazy import lazy
from mtcheck.text.numbers import ordinal, word_value
from mtcheck.text.words import either

RULE = Rule(
    id="clock-format",
    mqm="locale-conventions/time-format",
    summary="A time of day is written as another language writes it.",
    why="English news says 7:30 p.m.; 19:30 Uhr, 14h30, 18.00 o'clock and AM 9 come from the source.",
    examples=(
        Bad("The meeting starts at ⟦19:30 Uhr→7:30 p.m⟧."),
        Bad("The train left ⟦at 14h20→at 2:20 p.m.⟧ from Lom."),
        Bad("Banks opened ⟦at 11h→at 11 a.m.⟧ on Monday."),
        Bad("Lists are published at ⟦18.00 o'clock→6 p.m⟧."),
        Bad("The match began at ⟦21 pm→9 p.m.⟧ and ended at ⟦half past 22→10:30 p.m⟧."),
        Bad("It was ⟦a quarter to 20→7:45 p.m.⟧ by then, and the blast came ⟦at 18 hours 30→at 6:30 p.m⟧."),
        Bad("The shop shuts ⟦at 7,30 pm→at 7:30 p.m.⟧ on Monday."),
        Good("He left at half past ten; at half past 12 the quarter to 12 bus came, and 13 am was a joke."),
        Good("The result in group 2: 15 wins, and chapter 12: 20 cranes."),
        Bad("Trains leave ⟦6: 10→6:10⟧, ⟦7: 40→7:40⟧ and ⟦18 : 55→18:55⟧; he came ⟦at 20h:30→at 8:30 p.m⟧."),
        Bad("Bars may serve until 11 ⟦p .m.→p.m.⟧ from Friday; the trial opens ⟦at 10.h15→at 10:15 a.m⟧."),
        Good("He won in 3 hours 05.40 and led 15-30 at local time trials; she waited an hour 10:30 came."),
        Good("They had no power for around 24 hours; the delay was around 18 hours, the line said."),
        Good("He slept from 8 to 10 hours and ran for 10,50 hours."),
        Bad("The lorry left ⟦at 10:30 hours of the morning→at 10:30 a.m⟧."),
        Good("The ban begins at 00.01 on Sunday in Scotland, and the last bus leaves Leeds at 01.10."),
        Bad("The MP left London on Friday; it cost £40. The road in Lomna was shut. It opens ⟦at 07.15→at 7:15 a.m⟧."),
        Good("He set the 12 clocks at 10 and a 24-hour clock at 6 o'clock in the morning."),
    ),
    limits="A twenty-four-hour time with a colon and nothing else is taken for house style.",
)

_HOUR = r"(?P<hour>[0-2](?<![\w:.,$€£][0-2])\d?|[3-9](?<![\w:.,$€£][3-9]))(?!\d)"
_SEP = r"[:.]"
_UHR = Pattern(
    rf"{_HOUR}(?:{_SEP}(?P<minute>[0-5]\d))? ?"
    r"(?:Uhr|uhr|[Oo]['’]?[Cc]lock Uhr|часов|ч\.|година|hod\.|uur|klo|godz\.|óra|saat)(?!\w)"
)
_H = Pattern(
    rf"{_HOUR} ?(?:(?:\.?h|H|hrs?|u)[ :]?(?P<minute>[0-5]\d)|{_SEP}(?P<minute2>[0-5]\d) ?(?:h|hs|H|hrs|hours)\b"
    r"(?P<half> at night| (?:in|of) the (?:morning|afternoon|evening)|\.?)|(?:h|hs)\b\.?)(?![\w/])"
)
_PREFIX = Pattern(
    r"(?P<lead>\b[Aa]t |\bo |\bum |\bkell |(?<=from )|(?<=until )|(?<=by )|(?<=to )|(?<=since )|(?<=around )"
    r"|(?<=about )|(?<=before )|(?<=after ))?(?:(?:godz\.|hod\.|kl\.|klo\.?|pukul|ора|год\.) ?|\b(?:saat|jam|at ore"
    r"|at ora|at hour|at the hour) (?=\d\d?[:.]\d\d))(?P<hour>[0-2]?\d)(?:[:.](?P<minute>[0-5]\d))?(?![\w%]|[.,:]\d)"
)
_DAY_HOURS = Pattern(
    r"\b(?P<hour>[01]?\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:[:.](?P<minute>[0-5]\d))?"
    r"(?: ?o['’]clock)? (?:in|at|of|during) the (?:early |late )?(?P<half>morning|evening|afternoon|night) hours"
    r"(?! (?:of|after|before))"
)
_OF_DAY = Pattern(
    r"(?P<hour>\d(?<![\w:.,$€£]\d)\d?)(?:[:.](?P<minute>[0-5]\d))?(?: ?o['’]clock)? "
    r"(?:in the (?:early |late )?(?P<half>morning|evening|afternoon|night)|at (?P<night>night)) (?:of|on) the "
    r"(?P<day>[1-3]?\d)(?:st|nd|rd|th)\b(?! of| [A-Z])"
)
_ZONES = Pattern(
    r"(?P<first>\d(?<![\w.:]\d)\d?[:.]\d\d (?P<zone>(?:[A-Z][a-z]+(?: [A-Z][a-z]+)? time|local time|GMT|UTC|CET|EET"
    r"|MSK|IST)))(?P<second> \((?P<other>\d\d?[:.]\d\d) (?P=zone)\))"
)
_CLOCK = Pattern(
    r"(?P<lead>\b(?:[Aa]t|[Ff]rom|[Uu]ntil|[Bb]y|[Ss]ince|[Aa]round|[Tt]o) )(?P<hour>[01]?\d|2[0-4]) clock\b"
    r"(?P<half> in the (?:morning|afternoon|evening)| at night)?"
)
_OCLOCK = Pattern(
    rf"{_HOUR}{_SEP}(?P<minute>[0-5]\d) ?(?:o['’ ]?)?clock\b(?P<half> in the (?:morning|afternoon|evening)| at night)?"
)
_BIG_OCLOCK = Pattern(
    r"(?<![\d:.,])(?P<hour>1[3-9]|2[0-4]) ?o['’]clock\b(?P<half> in the (?:afternoon|evening)| at night)?"
)
_BEFORE = Pattern(
    r"(?<![A-Za-z])(?P<mark>AM|PM|A\.M\.|P\.M\.) (?P<hour>1[0-2]|0?\d)(?:[:.](?P<minute>[0-5]\d))?(?! ?(?:a|p)\.?m\b)"
    r"(?![\d%.]\d)(?!\w)"
)
_DAYPART = Pattern(
    rf"{_HOUR}(?:{_SEP}(?P<minute>[0-5]\d))(?P<half> (?:at night|in the (?:night|morning|afternoon|evening))"
    r"|(?: o['’]clock)? (?:night|morning|evening))(?!\w)"
)
_AROUND = Pattern(rf"{_HOUR}:(?P<minute>[0-5]\d) (?:around|about|approximately)(?= ?[.,;)]| on | at |$)")
_POINT = Pattern(
    r"(?P<hour>0(?<![\w:.,$€£]0)\d|1(?<![\w:.,$€£]1)[3-9]|2(?<![\w:.,$€£]2)[0-3])\.(?P<minute>[0-5]\d)"
    rf"(?=[,;]? (?:{either('clock-format: behind')})\b|[,;.]? ?$|[,;] [a-z]|\. [A-Z])(?! (?:and|to) [\d$€£])"
)
_TWICE = Pattern(r"(?<![\d:.,])(?P<hour>1[3-9]|2[0-3])[:.](?P<minute>[0-5]\d) ?(?:[ap]\.m\.|[apAP][mM]\b)")
_TWICE_BARE = Pattern(r"(?<![\w:.,$€£/-])(?P<hour>1[3-9]|2[0-3]) ?(?:p\.m\.|[pP][mM]\b)")
_PAST = Pattern(r"\b(?:[Aa] )?(?P<part>[Hh]alf|[Qq]uarter) (?P<way>past|to) (?P<hour>1[3-9]|2[0-4])(?![\w%]|[:.,-]\d)")
# A detokeniser's space: 16: 54, 9.30 a.m .
_SPACED = Pattern(r"(?P<hour>\d(?<![\w:.,$€£-]\d)\d?)(?P<gap>: | : | :)(?P<minute>[0-5]\d)(?![\w%]|[.,:]\d)")
_SPACED_LEAD = lazy(
    r"(?:\b(?:[Aa]t|[Ff]rom|[Uu]ntil|[Tt]ill|[Bb]y|[Ss]ince|[Aa]round|[Aa]bout|[Bb]efore|[Aa]fter|[Bb]etween|[Pp]ast"
    r"|and|to)|(?:19|20)\d\d[,;]?|day,?|[–—-]|\() $"
)
_SCRIPTURE = lazy(
    r"\b(?:Quran|Qur['’]an|Koran|Surah?|Bible|Torah|Genesis|Exodus|Psalms?|Proverbs|Isaiah|Matthew|Mark|Luke|John|Acts"
    r"|Romans|Corinthians|Revelation|Hymn|Gita)[,:]? $"
)
_MONTH_BEHIND = lazy(rf"\. {MONTH}\b")
_SPACED_BEHIND = lazy(
    r" ?(?:[.,;)]|$|[ap]\.?m\b|[AP]\.?M\b"
    r"|(?:on|local|hours|hrs|h|GMT|UTC|CET|MSK|IST|yesterday|today|Moscow|Kyiv|Beijing|Japan|Tokyo)\b|[–—-])"
)
_SPACED_NEXT = lazy(r"(?:,|,? (?:and|to|until|till|or)| ?[–—-]) ?[0-2]?\d(?: ?: | :|:)[0-5]\d(?!\d)")
_SPLIT_HALF = Pattern(r"(?<=[\d ])(?P<half>[ap])(?:\.(?: m\b(?: ?\.)?|m \.)|(?<=\d [ap]) \.m\b\.?)(?=[:,;.]|\s|$)")
_UNIT = r"(?:[Oo]['’ ]?[Cc]lock|Uhr|hs|hrs|h|H)(?![\w/])"
_TILL = r"(?P<link> (?:to|until|till|and) | ?[–—-] ?)"
_RANGE = Pattern(
    rf"{_HOUR}(?: ?[hH]s?\b| ?[:.hH] ?(?P<minute>[0-5]\d))?(?: ?{_UNIT})?{_TILL}(?P<hour2>[0-2]?\d)(?!\d)"
    rf"(?: ?(?:[:.h] ?(?P<minute2>[0-5]\d)))? ?(?:{_UNIT}|(?<=h[0-5]\d)\b|(?<=[:.][0-5]\d )hours\b)"
)
_FRONT_HOURS = Pattern(
    r"(?<=[hH]ours )(?P<hour>[01](?<![\w:.,$€£][01])\d|2(?<![\w:.,$€£]2)[0-4]|\d(?<![\w:.,$€£]\d))[:.]"
    r"(?P<minute>[0-5]\d)(?![\w%]|[.,:]\d)|(?<=[hH]our )(?P<hour2>[0-2]?\d)[:.](?P<minute2>[0-5]\d)(?![\w%]|[.,:]\d)"
)
_FRONT_BEFORE = lazy(r"(?P<word>\w+)?(?P<mark>[,;:.(–—-])?(?P<space> ?)(?P<hours>\b(?:the )?[hH]ours? )$")
_OCLOCK_MINUTES = Pattern(
    r"\b(?P<hour>[01]?\d|2[0-4]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) o['’ ]?clock "
    r"(?:and )?(?P<minute>[0-5]?\d) minutes?\b(?P<half> in the (?:morning|afternoon|evening)| at night)?"
    r"(?! (?:before|after|later|to|past))"
)
_HYPHEN = Pattern(
    r"(?P<hour>[01](?<![\w:.,/$€£-][01])\d|2(?<![\w:.,/$€£-]2)[0-3])-(?P<minute>[0-5]\d)"
    r"(?= (?:local|Moscow|Kyiv|Kiev|Minsk|[A-Z][a-z]+) time\b(?! trial)| o['’]clock)"
)
_COMMA = Pattern(
    r"(?P<hour>[01](?<![\w:.,$€£][01])\d|2(?<![\w:.,$€£]2)[0-4]|\d(?<![\w:.,$€£]\d)),(?P<minute>[0-5]\d) ?"
    r"(?:hours|hrs|h|Uhr|[Oo]['’ ]?[Cc]lock|p\.?m\.?|a\.?m\.?)(?![\w/])"
)
_AT_HOURS = Pattern(
    r"\b(?P<lead>[Aa]t|[Ff]rom|[Uu]ntil|[Bb]y|[Aa]round) (?P<hour>[01]?\d|2[0-4]) hours(?: (?:and )?"
    r"(?P<minute>[0-5]?\d)(?: minutes)?)?(?! ?(?:['’]|a |per |in (?:advance|length|all|total|the (?:air|week))|of |long"
    r"|notice|after|before|later|earlier|and a half|each|at |straight|away|ahead|into|from|for |to |or |since))"
    r"(?=[.,;]| on | in | (?:local|yesterday|today|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))"
)
_LEAD = lazy(
    r"(?:\b(?:[Aa]t|[Ff]rom|[Uu]ntil|[Tt]ill|[Tt]o|[Bb]y|[Ss]ince|[Aa]round|[Aa]bout|[Bb]efore|[Aa]fter|[Bb]etween"
    r"|[Oo]n|and|of)|[—–-]) $"
)


class _Shape(NamedTuple):
    """A way of writing times: how sure it is, the prepositions that it takes along, what stands behind its figure."""

    pattern: Pattern
    sure: float
    leads: str = ""
    behind: str = ""


_SHAPES = (
    _Shape(_RANGE, 0.9, "at from between of", " .:hHoUu–—-"),
    _Shape(_OCLOCK_MINUTES, 0.92),
    _Shape(_HYPHEN, 0.88, behind="-"),
    _Shape(_COMMA, 0.9, "at from until till by since around about before after", ","),
    _Shape(_PREFIX, 0.93),
    _Shape(_DAY_HOURS, 0.9),
    _Shape(_OF_DAY, 0.88, "at around about by from until since"),
    _Shape(_CLOCK, 0.88),
    _Shape(_UHR, 0.95),
    _Shape(_TWICE, 0.9, behind=".:"),
    _Shape(_TWICE_BARE, 0.9, behind=" pP"),
    _Shape(_PAST, 0.9),
    _Shape(_OCLOCK, 0.95),
    _Shape(_DAYPART, 0.9, "at around about by from until since", ".:"),
    _Shape(_BIG_OCLOCK, 0.85),
    _Shape(_AROUND, 0.9, "at on by", ":"),
    _Shape(_H, 0.9, "at from until till to by since around about before after between and of — – -", ".: hHu"),
    _Shape(_BEFORE, 0.93),
    _Shape(_POINT, 0.85, "at around about by until since before after", "."),
    _Shape(_AT_HOURS, 0.85),
)
_OWN_HALF = lazy(r"[apAP](?=\.?[mM]\.?$)")
_MEASURED = lazy(
    r" ?(?:percent|per cent|%|points?|million|billion|m\b|bn|met|km|kg|seconds|euros|dollars|pounds|inches|degrees"
    r"|euro|yuan|francs|crowns|lira|litres|times)"
)
_MONEY = lazy(
    r"(?:closed|shares?|stock|price|traded|trading|rate|index|points?|currency|dollar|euro|lira|rouble|ruble|yield"
    r"|barrel|seconds|ranked|magnitude)\b[^.]{0,60}$",
    re.I,
)


def detect(doc: Document, resources: Resources) -> Findings:
    taken = Claims()
    yield from _zones(doc)
    for finding in (*_spaced(doc), *_fronted(doc)):
        taken.take(finding.span.start, finding.span.end)
        yield finding
    for pattern, sure, leads, behind in _SHAPES:
        found = _behind_marks(doc) if pattern is _BEFORE else doc.matches(pattern)
        for match in at_figures(doc, pattern, behind) if behind else found:
            start, end = match.span()
            lead = _lead(doc, match, leads)
            start -= len(lead)
            if taken.overlaps(start, end) or not _is_time(doc, pattern, match, lead):
                continue
            written = _written(pattern, match, lead)
            if pattern is _OF_DAY:
                written += f" on {_day(doc, int(match['day']))}"
            if doc.after(end, 1) == "." and not re.match(r"\. [a-z]", doc.after(end, 3)):
                written = written.removesuffix(".")  # one stop is enough behind p.m.
            taken.take(start, end)
            span = Span(start, end)
            yield RULE.correction(span, written, f"“{span.of(doc.text)}” is not how English news writes a time.", sure)


def _spaced(doc: Document) -> Findings:
    """A space inside a time, on either side of its colon or before the stop of a.m."""
    text = doc.text
    for match in at_figures(doc, _SPACED, ": "):
        line = doc.segment_at(match.start()).span
        if _SCRIPTURE.search(text, max(line.start, match.start() - 24), match.start()):
            continue  # chapter and verse
        if _MONTH_BEHIND.match(text, match.end()):
            continue  # the day of a month that lost its way: “3: 00. December”
        led = _SPACED_LEAD.search(text, max(line.start, match.start() - 12), match.start())
        if int(match["hour"]) > 24 or not (
            led
            or _SPACED_NEXT.match(text, match.end(), line.end)
            or (len(match["hour"]) == 2 and _SPACED_BEHIND.match(text, match.end(), line.end))
        ):
            continue
        new, message = f"{match['hour']}:{match['minute']}", f"“{match[0]}” has a space inside the time."
        yield RULE.correction(Span(*match.span()), new, message, 0.92, applicability=Applicability.AUTOMATIC)
    for match in doc.matches(_SPLIT_HALF):
        new = f"{match['half']}.m."
        if match[0] != new:
            span = Span(*match.span())
            message = f"“{match[0]}” should be “{new}”."
            yield RULE.correction(span, new, message, 0.92, applicability=Applicability.AUTOMATIC)


def _fronted(doc: Document) -> Findings:
    """The word for hour in front of the time, as in Italian and Romanian: at hours 19.15."""
    text = doc.text
    for match in at_figures(doc, _FRONT_HOURS, ".:"):
        hour, minute = int(match["hour"] or match["hour2"]), int(match["minute"] or match["minute2"])
        before = _FRONT_BEFORE.search(
            text, max(doc.segment_at(match.start()).span.start, match.start() - 30), match.start()
        )
        word = (before["word"] or "").lower() if before else ""
        if (
            before is None
            or hour > 24
            or (not before["mark"] and (word.isdigit() or word_value(word) is not None or word in _COUNTED))
        ):
            continue
        bare = before["mark"] is not None or word not in _TIME_LEADS
        start = before.start("hours")
        if word == "at" and not before["mark"]:
            start = before.start("word")
        time = f"{hour}:{minute:02}" if ":" in match[0] else clock(hour, minute)  # the house keeps such times
        led = (bare or word == "at") and (not bare or word == "at" or _after_day(word))
        written = f"at {time}" if led else time
        if word == "at" and text[start].isupper():
            written = "A" + written[1:]
        if text[match.end() : match.end() + 1] == ".":
            written = written.removesuffix(".")
        span = Span(start, match.end())
        yield RULE.correction(span, written, f"“{span.of(text)}” is not how English news writes a time.", 0.9)


_TIME_LEADS = frozenset(
    "at from until till by since around about before after to and between past near toward towards".split()
)
_COUNTED = frozenset(
    "a an half several few some many more of rush working peak after-school opening business visiting office the per"
    " each every last past next extra long early late man".split()
)


def _after_day(word: str) -> bool:
    return word.isdigit() or word.capitalize() in (*WEEKDAYS, *MONTHS) or word in ("yesterday", "today", "tomorrow")


def _behind_marks(doc: Document) -> Iterator["re.Match[str]"]:
    """Hours behind AM or PM."""
    text, match_at = doc.text, _BEFORE.compiled.match
    for start, end in figures(doc)[""]:
        if text[start - 1] == " " and text[start - 2] in "M.":
            match = match_at(text, max(0, start - (3 if text[start - 2] == "M" else 5)), end)
            if match is not None and not doc.is_masked(match.start(), match.end()):
                yield match


def _day(doc: Document, day: int) -> str:
    """The day with the month of the dateline, where the story has one."""
    dated = _DATELINE.search(doc.text[:400])
    counted = f"the {ordinal(day)}"
    if dated is None:
        return counted
    month = month_number(dated["month"] or dated["month2"])
    if int(dated["day"] or dated["day2"]) < day:
        month = (month - 2) % 12 + 1
    return f"{day} {MONTHS[month - 1]}" if day_first(doc.text) else f"{MONTHS[month - 1]} {day}"


def _zones(doc: Document) -> Findings:
    """The same zone behind two times: the first was the local one."""
    for match in at_figures(doc, _ZONES, ":."):
        first, other, zone = (
            match["first"].split()[0].replace(".", ":"),
            match["other"].replace(".", ":"),
            match["zone"],
        )
        if first.zfill(5) == other.zfill(5):
            yield RULE.correction(Span(*match.span("second")), "", "The brackets repeat the same time.", 0.9)
        else:
            span = Span(*match.span("first"))
            new = f"{match['first'].split()[0]} local time" if zone != "local time" else None
            yield RULE.correction(span, new, f"Two different times are both called {zone}.", 0.85, 0.75)


_DATELINE = lazy(
    r"\b(?:(?P<month>Jan|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|Aug|Sept|Sep|Oct|Nov|Dec)[a-z]*\.? "
    r"(?P<day>\d{1,2})|(?P<day2>\d{1,2}) (?P<month2>Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*)\b"
)


def _lead(doc: Document, match: "re.Match[str]", leads: str) -> str:
    """The preposition in front of the time, its space included, where it is one of `leads`."""
    found = _LEAD.search(doc.text, max(0, match.start() - 10), match.start()) if leads else None
    return found[0] if found and found[0].strip().lower() in leads.split() else ""


_EMBARGO = "00.01"
_IN_BRITAIN = lazy(
    r"\b(?:BST|GMT|London|Scotland|Wales|Britain|Manchester|Leeds|Glasgow|MPs?|Labour|Tory|Whitehall)\b|£"
)
# “without power for around 24 hours”, “the delay was around 18 hours”
_LASTING = lazy(rf"\b(?:{either('clock-format: lasting')}) $")
_NEAR = 16  # code points in which the word before a time stands


def _is_time(doc: Document, pattern: Pattern, match: "re.Match[str]", lead: str) -> bool:
    if pattern in (_DAY_HOURS, _OF_DAY):
        return True
    text, hour = doc.text, int(match["hour"])
    if hour > 24 or _MEASURED.match(text, match.end()):
        return False
    if pattern is _AT_HOURS and _LASTING.search(text, max(0, match.start() - _NEAR), match.start()):
        return False
    if pattern is _RANGE:
        return _is_range(match, lead)
    if pattern is _HYPHEN:
        return _HYPHEN_LEAD.search(doc.before(match.start(), 10)) is not None
    if pattern is _COMMA:
        return bool(lead) or match["minute"] == "00" or "clock" in match[0] or "Uhr" in match[0]
    if pattern is _H:
        return not _is_length(match, lead)
    if pattern is _POINT:
        line, said = doc.segment_at(match.start()).span, doc.sentence_at(match.start()).of(text)
        if _TIMETABLE.search(text, line.start, line.end):
            return False
        if match["hour"][0] == "0" and (match[0] == _EMBARGO or _IN_BRITAIN.search(said)):
            return False  # “at 01.10 from Leeds”, as railways write it there
        return bool(lead) and not _MONEY.search(text, max(0, match.start() - 70), match.start())
    if pattern is _DAYPART:
        return hour > 12 or (
            lead[:3].lower() in ("at ", "aro", "abo")
            and (match["hour"][0] == "0" or ("." in match[0] and "at night" in match[0]))
        )
    return True


_TIMETABLE = lazy(r"\b[Tt]he [0-2]\d\.[0-5]\d\b(?! seconds)")  # the 07.42 from Ely leaves at 07.39
_HYPHEN_LEAD = lazy(
    r"\b(?:[Aa]t|[Bb]y|[Aa]round|[Aa]bout|[Ff]rom|[Uu]ntil|[Tt]o|[Aa]fter|[Bb]efore|[Ss]ince|at about|,) $"
)


def _is_length(match: "re.Match[str]", lead: str) -> bool:
    """Whether 14h or 2h14 is how long something takes: after 14h, a race of 2h14."""
    if match["minute2"] is not None:
        return False
    if match["minute"] is None and lead in ("", "of ", "by ", "about ", "after "):
        return True
    return int(match["hour"]) < 10 and lead in ("", "of ", "to ", "and ", "— ", "– ", "- ", "about ", "after ")


def _is_range(match: "re.Match[str]", lead: str) -> bool:
    """Whether two times joined are times of day, and need another form: 7h to 19h; two to three hours are none."""
    hour, second = int(match["hour"]), int(match["hour2"])
    exact = match["minute"] is not None and match["minute2"] is not None
    if second > 24 or (not lead and not exact and second < 13):
        return False
    clear = "clock" in match[0].lower() or "Uhr" in match[0]
    if not clear and " and " in match["link"] and lead.lower() != "between ":
        return False
    if clear and not exact:
        return second > 12 and hour < second
    both = re.match(r"\d+ ?h\b.*\d ?h$", match[0]) is not None
    return (
        exact
        or (both and hour < second and second > 12)
        or (lead.strip().lower() in ("from", "between") and hour < second)
    )


def _written(pattern: Pattern, match: "re.Match[str]", lead: str) -> str:
    parts = match.groupdict()
    hour = int(match["hour"]) if match["hour"].isdigit() else word_value(match["hour"]) or 12
    if pattern is _RANGE:
        return (
            lead
            + clock(hour, int(match["minute"] or 0))
            + match["link"]
            + clock(int(match["hour2"]), int(match["minute2"] or 0))
        )
    if pattern is _HYPHEN:
        return f"{match['hour']}:{match['minute']}"
    if pattern is _PAST:
        minutes = 60 * hour + (30 if match["part"].lower() == "half" else 15) * (1 if match["way"] == "past" else -1)
        return clock(minutes // 60, minutes % 60)
    minute = int(parts.get("minute") or parts.get("minute2") or 0)
    half = parts.get("half") or parts.get("night") or ""
    if pattern is _PREFIX and ":" in match[0]:
        return _written_lead(pattern, match, lead) + f"{match['hour']}:{match['minute']}"  # the house keeps such times
    if pattern is _OCLOCK and not half and 0 < hour <= 12 and "Uhr" not in match[0]:
        return f"{hour}:{minute:02}" if minute else f"{hour} o'clock"  # of which half of the day nobody says
    if pattern is _DAY_HOURS and hour < 12 and half == "night" and hour < 6:
        half = ""
    if (hour < 12 and any(word in half for word in ("afternoon", "evening"))) or (6 <= hour < 12 and "night" in half):
        hour += 12
    if pattern is _COMMA and hour <= 12 and (own := _OWN_HALF.search(match[0])):
        hour = hour % 12 + (12 if own[0] in "pP" else 0)
    if parts.get("mark"):
        hour = hour % 12 + (12 if parts["mark"][0] == "P" else 0)
    return _written_lead(pattern, match, lead) + clock(hour, minute)


def _written_lead(pattern: Pattern, match: "re.Match[str]", lead: str) -> str:
    if pattern is _AROUND:
        return "Around " if lead[:1].isupper() else "around "
    if pattern is _AT_HOURS:
        return f"{match['lead']} "
    if pattern is _CLOCK:
        return match["lead"]
    if pattern is _PREFIX:
        own = match["lead"] or ""
        if own.lower() == "at ":
            return own
        return "at " if own or match[0].startswith("at ") else ""
    return lead
