"""Number phrases put together as another language does: "20 and 5", "two thousand eighteen year", "3 hours and a half
hours", "in the minute 81".
"""

import re

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.figures import at_figures
from mtcheck.text.lazy import lazy
from mtcheck.text.numbers import ordinal, word_value

RULE = Rule(
    id="compound-numeral",
    mqm="locale-conventions/number-format",
    summary="A number or ordinal is put together as in another language.",
    why=(
        "Arabic and German count “five and twenty”, Slavic copy adds “year” to a year, Spanish numbers minutes behind"
        " the noun."
    ),
    examples=(
        Bad("They waited for ⟦3 hours and a half hours→three and a half hours⟧."),
        Bad("He won in ⟦two thousand and eighteen year→2018⟧."),
        Bad("It was built in ⟦2012 year→2012⟧ by a bank."),
        Bad("About ⟦twenty and five→twenty-five⟧ men came."),
        Bad("The bank lent ⟦five comma two→5.2⟧ million euros; the rate is ⟦zero point seven per cents→0.7 per cent⟧."),
        Good("The comma, and one comma too many; two point five is what he said."),
        Good("The 10-year-old girl is 10 years old; a 2012 yearbook lists her."),
        Good("Between twenty and five hundred men came, aged 20 and 5."),
        Good("The half lasted two hours and a half of it was rain."),
        Good("In the year 2014 AD, the 2012 year-end party."),
    ),
)

_TENS = r"[Tt]wenty|[Tt]hirty|[Ff]orty|[Ff]ifty|[Ss]ixty|[Ss]eventy|[Ee]ighty|[Nn]inety"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_HALF_TWICE = Pattern(
    r"(?P<n>\b(?:\d{1,2}|[a-z]{3,6})) (?P<unit>hours|years|months|days|weeks|minutes|times|hour|year|month) and "
    r"(?:a |one )?half (?P<again>hours?|years?|months?|days?|weeks?|minutes?|times)\b"
)
_HALF_BARE = Pattern(
    r"(?P<n>\b(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)) "
    r"(?P<unit>hours|years|months|days|weeks|hour|year) and half\b(?! (?:of|an?|the))"
)
_YEAR_WORDS = Pattern(
    rf"\btwo thousand (?:and )?(?P<rest>(?:{_ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    rf"|eighteen|nineteen|(?:twenty|thirty)(?:[- ](?:{_ONES}))?))(?:th)? year\b(?!s)"
)
_YEAR = Pattern(
    r"\b(?P<lead>in|since|until|till|from|by|of|for|during|before|after) (?P<the>the )?(?P<year>(?:19|20)\d\d)"
    r"(?:th|-th|st)? year\b"
    r"(?![s-]|['’]| ?-?(?:end|group|old|plan|term|class|budget|season|in which|model|students?|sentence))"
)
_YEAR_OF = Pattern(r"\b(?P<in>[Ii]n) the year of (?P<year>(?:1[89]|20)\d\d)\b")
_AND = Pattern(
    rf"(?P<tens>{_TENS}) and (?P<ones>{_ONES})\b(?= [a-z]+s\b| people\b| men\b| women\b| children\b| per ?cent\b)"
    r"(?! (?:hundreds?|thousands?|millions?|billions?|times as))"
)
_MINUTE = Pattern(
    r"\b(?P<the>[Tt]he )?(?P<word>minute|round|matchday) (?P<n>\d{1,3})\b(?![:.,]\d|th|st|nd|rd|-| ?(?:of|seconds))"
)
_OLD = Pattern(
    r"\b(?P<a>[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|my) (?P<n>\d{1,3}|[a-z]+(?:-[a-z]+)?)[ -]years[ -]old "
    r"(?=(?P<noun>[a-z]+))"
)
_OLD_BARE = Pattern(
    r"(?<![\w.,-])(?<!\b[Aa] )(?<!\b[Aa]n )(?<!\b[Tt]he )(?<!\b[Hh]is )(?<!\b[Hh]er )(?<!\b[Tt]heir )(?<!\bmy )"
    r"(?P<old>(?P<n>\d{1,3})-years-old) (?=(?P<noun>[a-z]+))"
)
_ORDINAL = Pattern(r"(?P<n>\d(?<![\w.,-]\d)\d{0,3})(?P<dash>-)?(?P<end>st|nd|rd|th)\b(?!-)")
_WAVE = Pattern(
    r"(?P<one>\d(?<![\w.,]\d)[\d,.]*)(?P<unit>(?: ?[a-z%°]+(?: old)?)?) ?[～〜~∼] ?(?P<two>\d[\d,.]*(?<![,.]))"
    r"(?P<again>(?P=unit))?"
)
_DIGITS = rf"zero|nought|{_ONES}"
_COMMA = Pattern(
    rf"(?<![\w-])(?P<whole>(?:(?:{_TENS})(?:[- ](?:{_ONES}))?|ten|eleven|twelve|zero|{_ONES}))"
    rf" (?:comma|point) (?P<part>(?:{_DIGITS})(?: (?:{_DIGITS}))*)(?P<cents> per cents)?(?= |[.,;]|$)"
)
_COUNTS = lazy(r" (?!(?:on|in|and|or|when|before|after|to|by|at|but|of|than|from)\b)[A-Za-z]")
_AT = lazy(r"\b(?:in|at|on|until|since|by) $")
_NOUNS = frozenset(
    "boy girl man woman child student son daughter teenager pupil player driver suspect resident mother father worker"
    " brother sister victim youth male female".split()
)


def detect(doc: Document, resources: Resources) -> Findings:
    yield from _halves(doc)
    yield from _decimals(doc)
    yield from _years(doc)
    yield from _counted(doc)


def _halves(doc: Document) -> Findings:
    """Two and a half years, said twice or without the half's place."""
    for match in doc.matches(_HALF_TWICE):
        if match["again"].rstrip("s") == match["unit"].rstrip("s") and _amount(match["n"]):
            yield _found(match.start(), match, _and_a_half(match), 0.92)
    for match in doc.matches(_HALF_BARE):
        yield _found(match.start(), match, _and_a_half(match), 0.88)


def _decimals(doc: Document) -> Findings:
    """ "five comma two million", as most of Europe reads a decimal out."""
    for match in doc.matches(_COMMA):
        whole, part = _digit(match["whole"].lower()), [_digit(word) for word in match["part"].split()]
        if (" comma " in match[0] or match["cents"]) and whole is not None and None not in part:
            figure = f"{whole}.{''.join(map(str, part))}{' per cent' if match['cents'] else ''}"
            yield _found(match.start(), match, figure, 0.9)


def _digit(word: str) -> int | None:
    return 0 if word in ("zero", "nought") else word_value(word.replace(" ", "-"))


def _years(doc: Document) -> Findings:
    """Years in words, or with a word too many."""
    for match in doc.matches(_YEAR_WORDS):
        rest = word_value(match["rest"].replace(" ", "-"))
        if rest:
            yield _found(match.start(), match, str(2000 + rest), 0.93)
    for match in doc.matches(_YEAR):
        start = match.start("the") if match["the"] else match.start("year")
        yield _found(start, match, match["year"], 0.9)
    for match in doc.matches(_YEAR_OF):
        yield _found(match.start(), match, f"{match['in']} {match['year']}", 0.85)


def _counted(doc: Document) -> Findings:
    """Compounds and ordinals: twenty-one, the 21st minute."""
    for match in doc.matches(_AND):
        if not doc.before(match.start(), 8).lower().endswith(("between ", "at ", "from ", "of ", "-")):
            yield _found(match.start("tens"), match, f"{match['tens']}-{match['ones']}", 0.88)
    for match in doc.matches(_MINUTE):
        minute = match["word"] == "minute" and 0 < int(match["n"]) <= 125
        if (match["the"] and (minute or match["word"] == "matchday")) or (
            minute and _AT.search(doc.text, max(0, match.start() - 6), match.start())
        ):
            yield _found(
                match.start(), match, f"{match['the'] or 'the '}{ordinal(int(match['n']))} {match['word']}", 0.88
            )
    for match in doc.matches(_OLD):
        if match["noun"] in _NOUNS and _amount(match["n"]):
            span = Span(match.start(), match.end() - 1)
            text = f"{match['a']} {match['n']}-year-old"
            yield RULE.correction(span, text, f"“{span.of(doc.text)}” should be “{text}”.", 0.93)
    for match in doc.matches(_OLD_BARE):
        if match["noun"] in _NOUNS:
            said, text = match["old"], f"{match['n']}-year-old"
            yield RULE.correction(Span(*match.span("old")), text, f"“{said}” should be “{text}”.", 0.93)
    for match in doc.matches(_WAVE):
        unit = match["unit"].rstrip()
        if not unit or match["again"]:
            yield _found(match.start(), match, f"{match['one']} to {match['two']}{unit}", 0.92)
    for match in at_figures(doc, _ORDINAL, "snrt-"):
        if match["n"].startswith("0"):
            continue  # the end of a figure with spaces
        if match["end"] == "st" and not _COUNTS.match(doc.text, match.end()):
            continue  # stones: “she weighed 17st”
        right = ordinal(int(match["n"]))
        if match[0] != right:
            yield _found(match.start(), match, right, 0.92)


_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _found(start: int, match: "re.Match[str]", text: str, sure: float) -> Finding:
    said = match[0][start - match.start() :]
    return RULE.correction(Span(start, match.end()), text, f"“{said}” should be “{text}”.", sure)


def _amount(word: str) -> bool:
    return word.isdigit() or word_value(word) is not None


def _and_a_half(match: "re.Match[str]") -> str:
    figure = match["n"]
    amount = _SMALL[int(figure)] if figure.isdigit() and int(figure) <= 10 else figure
    return f"{amount} and a half {match['unit'].rstrip('s')}s"
