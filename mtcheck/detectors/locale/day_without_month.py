"""“on the 14th” with no month near: Korean, Chinese and Japanese copy leaves it out, English copy does not."""

import re

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Span, replace
from mtcheck.text.clauses import may_be_finite, stands_alone, tokens
from mtcheck.text.closed_classes import WEEKDAYS
from mtcheck.text.dates import written
from mtcheck.text.grammar import MONTH, WEEKDAY
from mtcheck.text.lazy import lazy
from mtcheck.text.numbers import ordinal

RULE = Rule(
    id="day-without-month",
    mqm="locale-conventions/date-format",
    summary="A day is given without its month.",
    why="East Asian news gives the day alone when the month is the current one; English readers need the month.",
    whole=True,
    examples=(
        Bad("The ministry said ⟦on the 14th⟧ that it would appeal."),
        Bad("Prices rose again, the agency said ⟦on the 3rd⟧."),
        Bad("⟦On the 25th⟧, the court ruled against him."),
        Bad("Rain is due on ⟦the 8th (Sun)→Sunday the 8th⟧ in the north."),
        Bad("The envoy spoke ⟦on the 11th⟧ (12th Japan time) of a way out."),
        Bad("LOMNA, June 25 (Torv News) -- The ministers met ⟦on the 24th→on June 24⟧, and rain fell."),
        Bad("On ⟦Monday 14→Monday the 14th⟧, the judge ruled; the fair opens on ⟦Friday 18→Friday the 18th⟧ in Torv."),
        Bad("The fair opens ⟦on the 12th. June→on June 12⟧ at the fort."),
        Bad("The talks began ⟦on the 18th. In March the→on March 18. The⟧ two sides met."),
        Bad("They were seen ⟦on the 9th. In April→on April 9⟧ last year, near Torv."),
        Bad("The vote was ⟦on the 5th⟧. May said that she would go."),
        Bad("He came ⟦on the 7th⟧. June Holm was late."),
        Good("The talks began on 12 February and ended on the 18th. In March the two sides met."),
        Good("He beat Sunday 6-2 on Monday, 14 people came on Friday 14 miles away, and on Monday 3,000 left."),
        Good("The office shuts on Thursday 24th June and opens in July on Monday 5th."),
        Good("He scored on the 14th hole."),
        Good("The talks began on 12 March and ended on the 14th."),
        Good("The office is on the 14th floor."),
    ),
)

_NTH = "(?:[12]?(?:1st|2nd|3rd|[04-9]th)|1[1-3]th|3(?:0th|1st))"
_DAY = Pattern(
    rf"\b(?:[Oo]n|[Uu]ntil|[Ss]ince) the {_NTH}"
    r"(?=[.,;]|$| (?:that|it|the|in|at|and|he|she|they|a|an|to|by|for|with|as|after|local|Beijing|Tokyo)\b"
    r"| \((?:\d{1,2}(?:st|nd|rd|th)?,? )?(?:local|[A-Z][a-z]+) [Tt]ime)"
)
_BARE = Pattern(
    rf"\b(?P<lead>[Oo]n|[Uu]ntil|[Ss]ince|[Ff]rom) (?P<day>{_NTH})"
    r"(?=[.,;]|$| (?:that|it|the|he|she|they|a|an|by|for|with|as|after|when|because|due|local)\b)"
)
_PART = Pattern(
    rf"\b(?:[Tt]he |[Ii]n the |[Oo]n the )?(?:(?:early |late )?(?:morning|afternoon|evening|night)) of the {_NTH}"
    r"(?=[.,;]|$| (?:that|it|the|in|at|and|he|she|they|a|an|to|by|for|with|as|after|when|local)\b)"
)
_WEEKDAY = Pattern(
    rf"\bthe (?P<day>{_NTH}) ?\("
    r"(?P<name>Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)(?:day|sday|nesday|rsday|urday)?\.?\)"
)
_BEHIND = Pattern(
    rf"\b(?P<name>{WEEKDAY}) (?P<day>{_NTH}|(?:[12]\d|3[01]|[4-9])(?= (?!the\b)|[,;]|\.(?: (?!{MONTH})[A-Z]|$)))"
    r"(?=[.;]|,(?! ?\d)|$| (?:that|it|the|in|and|he|she|they|to|with|for|after|when|local)\b)"
)
_SAME_MONTH = Pattern(rf"\bthe {_NTH} of the same month\b")
# The point of “18.” in other languages taken for a full stop; what stands behind it goes on
_CUT = Pattern(
    rf"\b(?P<lead>[Oo]n|[Uu]ntil|[Ss]ince|[Ff]rom|[Bb]y) (?:the )?(?P<day>{_NTH})\. (?P<in>In )?(?P<month>{MONTH})\b"
    r"(?:,? (?P<year>(?:19|20)\d\d)\b)?(?P<next>,? (?P<word>[a-z]+))?(?! [A-Z])"
)
_FULL = {name[:3]: name for name in WEEKDAYS}
_MONTH = lazy(
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|month|Ramadan)\b"
)
_COUNTED = lazy(
    r"\b(?:hole|floor|lap|tee|green|ball|over|fairway|century|centuries|minute|round|stage|birdie|bogey|anniversary|putt|par|day|century|attempt|night|holes)s?\b",
    re.IGNORECASE,
)

_ORDINAL = lazy(r"\bthe \d{1,2}(?:st|nd|rd|th)\b")


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_WEEKDAY):
        new = f"{_FULL[match['name'][:3]]} the {match['day']}"
        yield RULE.correction(Span(*match.span()), new, f"“{match[0]}” is how Japanese writes a day.", 0.88, 0.85)
    for match in doc.matches(_BEHIND):
        if not _MONTH.search(doc.sentence_at(match.start()).of(doc.text)):
            day = match["day"]
            new = f"{match['name']} the {ordinal(int(day)) if day.isdigit() else day}"
            message = f"“{match[0]}” needs the article, or the month."
            yield RULE.correction(Span(*match.span()), new, message, 0.82, 0.8)
    for match in doc.matches(_BARE):
        if _COUNTED.search(doc.text, match.start(), min(match.end() + 30, len(doc.text))):
            continue
        near = _MONTH.search(doc.sentence_at(match.start()).of(doc.text)) or _MONTH.search(
            doc.before(match.start(), 300)
        )
        message = f"“{match[0]}” needs the article, or the month."
        article = f"{match['lead']} the {match['day']}" if near else None
        yield RULE.correction(Span(*match.span()), article, message, 0.84, 0.8)
    for match in doc.matches(_SAME_MONTH):
        span = Span(*match.span())
        yield RULE.finding(span, f"“{match[0]}”: English copy names the month again.", confidence=0.85)
    cut = {finding.span.start: finding for finding in _cut(doc, resources)}
    yield from cut.values()
    dateline = _DATELINE.search(doc.text, 0, _HEAD)
    for match in (*doc.matches(_DAY), *doc.matches(_PART)):
        if match.start() in cut:
            continue
        place = doc.sentence_at(match.start())
        before, sentence = doc.before(match.start(), 300), place.of(doc.text)
        if dateline:  # its month is far off for a reader
            before = doc.text[max(dateline.end(), match.start() - 300) : match.start()]
            sentence = doc.text[max(dateline.end(), place.start) : place.end]
        if doc.in_quotation(match.start()) or len(_ORDINAL.findall(sentence)) > 1:
            continue  # speech counts days as people do, and a tour its stations
        if _MONTH.search(sentence) or _MONTH.search(before) or _COUNTED.search(sentence):
            continue
        span = Span(*match.span())
        message = f"“{span.of(doc.text)}” leaves the month out; the author or the date of the story has to give it."
        dated = _dated(span.of(doc.text), dateline) if dateline else None
        yield RULE.finding(span, message, confidence=0.8, repairs=[replace(span, dated, 0.8)] if dated else [])


def _cut(doc: Document, resources: Resources) -> Findings:
    """Days that a stop parts from their month. Behind “In March” a sentence of its own may follow; the stop then stands
    one word too early.
    """
    vocabulary = resources.model("vocabulary")
    for match in doc.matches(_CUT):
        first = doc.sentence_at(match.start())
        if doc.in_quotation(match.start()) or _MONTH.search(first.of(doc.text)):
            continue
        date = f"{match['lead']} {written(int(match['day'][:-2]), match['month'], match['year'], doc.text)}"
        rest = tokens(doc.text, match.end("year" if match["year"] else "month"), doc.sentence_at(match.end()).end)
        end, new = match.end("year" if match["year"] else "month"), date
        if match["in"]:
            if _MONTH.search(doc.before(match.start(), 300)):
                continue
            if stands_alone(rest, vocabulary):
                if not match["word"]:
                    continue
                end, new = match.end("word"), f"{date}. {match['word'].capitalize()}"
        elif not match["year"] and rest and (not match["word"] or may_be_finite(rest, 0, vocabulary)):
            continue
        message = f"The stop behind “{match['day']}” parts the day from its month."
        yield RULE.correction(Span(match.start(), end), new, message, 0.82, 0.75)


_HEAD = 400  # code points in which a dateline stands
_DATELINE = lazy(
    rf"(?:^|\n)[A-Z][^\n.!?\"“”]{{2,60}}, (?:(?P<month>{MONTH}) (?P<day>\d\d?)|(?P<day2>\d\d?)"
    rf" (?P<month2>{MONTH})) ?(?=[(–—-])"
)
_LEAD_AND_DAY = lazy(r"(?P<lead>[Oo]n|[Uu]ntil|[Ss]ince) the (?P<day>\d{1,2})[a-z]{2}")


def _dated(said: str, dateline: "re.Match[str]") -> str | None:
    """The day with the month of the dateline, where it lies in the days before it."""
    found = _LEAD_AND_DAY.fullmatch(said)
    if found is None or not 0 <= int(dateline["day"] or dateline["day2"]) - int(found["day"]) <= _DAYS:
        return None
    if dateline["month"]:
        return f"{found['lead']} {dateline['month']} {found['day']}"
    return f"{found['lead']} {found['day']} {dateline['month2']}"


_DAYS = 7  # before that of the dateline, which belong to its month
