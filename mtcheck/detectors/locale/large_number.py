"""Large numbers in foreign words (milliard, mln), in Asian steps (3 trillion 400 billion, 12 ten thousands, 30 crore)
or in mixed pieces (7 hundred million).
"""

import re
from decimal import Decimal

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.claims import Claims
from mtcheck.text.lazy import lazy
from mtcheck.text.numbers import big, english, grouped, value, word_value
from mtcheck.text.words import paired

RULE = Rule(
    id="large-number",
    mqm="locale-conventions/number-format",
    severity=Severity.MAJOR,
    summary="A large number is counted in another language's steps.",
    why=(
        "Milliard is billion, wan is ten thousand, and 3 trillion 400 billion is one number: readers stumble and"
        " editors misplace the zeros."
    ),
    whole=True,
    examples=(
        Bad("The dam cost ⟦3,2 milliards→3.2 billion⟧ crowns."),
        Bad("Revenue reached ⟦40 mln→40 million⟧ dollars."),
        Bad("Debt stands at ⟦12 thousand million→12 billion⟧ pesos."),
        Bad("Exports reached ⟦4 billion 20 million→4.02 billion⟧ yuan."),
        Bad("The average wage in the Czech Republic was ⟦34,125 crore→34,125 crowns⟧ in May."),
        Good("He plays billiards on Fridays; the dam cost 3 billion crowns."),
        Good("They sold 4 million, 20 million fewer than planned."),
        Good("The state will pay Rs 30 crore, or ₹2 lakh each, said Delhi."),
        Good("The firm lost $10 thousand; hundreds of thousands of people came."),
    ),
)

_N = r"\d(?:[\d.,]*\d)?"
_FOREIGN = Pattern(
    rf"(?:(?P<sign>(?:US|R|A|C|HK|NT)?\$|[€£¥₺₽₹₩])[ \u00a0\u202f]?|(?<![\w.,]))(?P<amount>{_N}) ?"
    r"(?P<word>[Tt]hous\.|[Tt]hsd\.?|[Tt]sd\.?|[Mm]ill\.|тис\.?|[Mm]illiards?|MILLIARD|[Mm]illiarden"
    r"|[Mm]iliard[iyóęwa]*|[Mm]iljard\w*|[Mm]ilyar|[Mm]ilyon|[Mm]iliar|[Mm]lrd\.?|[Mm]ld\.?|[Mm]rd\.?|[Mm]ln\.?"
    r"|[Mm]io\.?|[Bb]ln\.?|[Tt]ys\.|[Tt]rln\.?|млн\.?|млрд\.?|тыс\.?|[Mm]illionen|[Mm]illones|[Mm]ilhões|[Mm]ilioni"
    r"|[Mm]iliony|[Mm]ilionów|[Mm]iljoen|[Mm]iljon\w*|[Bb]ilhões|[Bb]ilhão|[Mm]ilhão|[Tt]rilhões|[Tt]rilhão|[Mm]illón"
    r"|[Mm]ilione|[Mm]iliardo|[Mm]iliardi|[Mm]iljardi|juta|ribu|triliun|mil millones)(?!\w)"
    r"(?: of(?= (?:euros|dollars|pounds|roubles|rubles|people)))?(?: (?:de|d['’]))?"
)
_THOUSAND_MILLION = Pattern(
    rf"(?<![\w.,])(?P<amount>{_N}|one|two|three|four|five|six|ten|a) thousand (?P<word>millions?|billions?)"
    r"(?! to one)\b"
)
_PLURAL = Pattern(
    r"(?<![\w.,])(?:[$€£¥₦])?\d[\d.,]* (?:(?P<word>millions|billions|trillions)(?P<of> of(?= (?:people|[a-z]+s)\b))?"
    r"|(?:million|billion|trillion)(?P<only> of(?="
    r" (?:people|persons|[a-z]*(?:tonnes|tons|litres|liters|grams|metres|meters)"
    r"|years|hectares|barrels|doses|copies|homes|houses|jobs|voters|customers|passengers|visitors|tourists|users|workers)\b)))"
    r"(?! of)(?![\w’'-])"
)
_STEPS = Pattern(
    r"(?<![\w.,])(?P<first>\d{1,4}) (?P<one>trillion|billion|million|thousand)(?:,? and| ,)? (?P<second>\d{1,3})(?: "
    r"(?P<two>billion|million|thousand|hundred thousand))?(?: (?P<third>\d{1,3})(?: (?P<three>million|thousand))?)?"
    r"(?![\w,.%-]\d|-|\w|%)(?! percent| per cent| times| years?\b| months?\b| days?\b| hours?\b)"
)
_PIECES = Pattern(
    r"(?<![\w.,])(?P<amount>\d{1,3}(?:[.,]\d{1,2})?|one|two|three|four|five|six|seven|eight|nine) hundred "
    r"(?P<word>million|billion|thousand)s?(?: (?P<unit>[a-z]{3,8}) (?P=unit))?(?!\w)"
)
_THOUSAND = Pattern(
    r"(?<![\w.,$€£¥-])(?P<amount>\d{1,3}(?:[.,]\d{1,2})?) thousand(?= [a-z]+|[.,;]|$)"
    r"(?! (?:million|billion|trillion|or|and|to|times|years? ago|of)\b)"
)
_TENS = Pattern(
    rf"(?<![\w.,])(?P<amount>{_N}|several) (?:ten thousands?|wan|tens of thousands|man)\b(?= [a-z]|[.,;]|$)"
    r"(?! (?:and|was|is|who|in|of|to|with|on|at|has|said|from|for|army|made|team|crew))"
)
_HUNDRED_MILLIONS = Pattern(rf"(?<![\w.,])(?P<amount>{_N}) (?:hundred millions|yi|man-yen|oku)\b")
_INDIAN = Pattern(rf"(?<![\w.,])(?P<before>(?:Rs\.? ?|₹ ?|INR )?)(?P<amount>{_N}) ?(?P<word>lakhs?|crores?|lac)\b")
_INDIA = lazy(
    r"\b(?:India|Indian|Pakistan|Pakistani|Bangladesh|Bangladeshi|Nepal|Nepali|Sri Lanka|rupees?|Rs|Delhi|Mumbai"
    r"|Karachi|Lahore|Dhaka|Kolkata|Chennai|Bengaluru|taka)\b|₹"
)
_CROWNS = lazy(r"\b(?:Czech|Prague|Brno|Slovak\w*|crowns|koruna|Sweden|Swedish|Norw\w+|Denmark|Danish)\b")
_HUGE = Pattern(
    r"(?<![\w.,])(?P<sign>(?:N|₦|US\$|R\$|[$€£¥]|Rp\.? ?|Rs\.? ?|Shs?\.? ?|Tk\.? ?|₹|₩)?)"
    r"(?P<amount>\d{1,3}(?:(?:,?\d{3})+|(?:\.\d{3}){2,})) (?P<word>million|billion)\b(?! (?:times|light|years))"
)
_POWER = {word: int(power) for word, power in paired("large-number: powers of ten").items()}
_NAMES = {12: "trillion", 9: "billion", 6: "million", 3: "thousand", 2: "hundred"}
_STEP = {"trillion": 12, "billion": 9, "million": 6, "thousand": 3, "hundred thousand": 5}


def detect(doc: Document, resources: Resources) -> Findings:
    taken = Claims()
    for pattern, sure, written in _SHAPES:
        for match in doc.matches(pattern):
            start, end = match.span()
            if taken.overlaps(start, end):
                continue
            if pattern is _INDIAN and doc.once("south asian", lambda: _INDIA.search(doc.text) is not None):
                break  # house style there
            if pattern is _HUGE and len(re.sub(r"\D", "", match["amount"])) == _EITHER:
                taken.take(start, end)
                yield RULE.finding(Span(start, end), _TWICE_COUNTED.format(figure=match[0]), confidence=0.8)
                continue
            text = written(match)
            if pattern is _INDIAN and match["word"].startswith("crore") and _CROWNS.search(doc.text):
                text = f"{match['before']}{match['amount']} crowns"  # koruna, heard as crore
            if not text or text == match[0]:
                continue
            if text.endswith("ion") and doc.text[end - 1] == "." and _sentence_ends(doc, end):
                text += "."
            taken.take(start, end)
            severity = Severity.MINOR if pattern in (_THOUSAND, _PLURAL) else None
            message = f"“{match[0]}” is “{text}” in English."
            yield RULE.correction(Span(start, end), text, message, sure, severity=severity)


_EITHER = 7  # digits that may be the sum itself, or so many millions
_TWICE_COUNTED = (
    "“{figure}” is a number in full or a number of millions, hardly both. Only the source or the author can tell which."
)


def _sentence_ends(doc: Document, end: int) -> bool:
    return re.match(r"\s+[\"“]?[A-Z]|\s*$", doc.after(end, 4)) is not None


def _foreign(match: "re.Match[str]") -> str:
    word = match["word"].lower().rstrip(".")
    stems = sorted(_POWER, key=len, reverse=True)
    power = next((_POWER[stem] for stem in stems if word.startswith(stem)), 0)
    figure, sign = english(match["amount"]), match["sign"] or ""
    return sign + (grouped(str(int(value(figure) * 1000))) if power == 3 else f"{figure} {_NAMES[power]}")


def _indian(match: "re.Match[str]") -> str:
    word = match["word"].lower().rstrip("s")
    return match["before"] + big(value(english(match["amount"])) * 10 ** _POWER[word])


def _thousand(match: "re.Match[str]") -> str:
    return grouped(str(int(value(english(match["amount"])) * 1000)))


def _counted(amount: str) -> Decimal:
    """The number in figures or in a word; 0 where it is none."""
    return value(english(amount)) if amount[0].isdigit() else Decimal(1 if amount == "a" else word_value(amount) or 0)


def _thousand_million(match: "re.Match[str]") -> str:
    number = _counted(match["amount"])
    return big(number * 10 ** (9 if match["word"].startswith("million") else 12)) if number else ""


def _pieces(match: "re.Match[str]") -> str:
    number = _counted(match["amount"])
    plural = match[0].split(" ", 2)[2].startswith(match["word"] + "s")
    if not number or not (match["amount"][0].isdigit() or plural):
        return ""  # one hundred million is English
    unit = f" {match['unit']}" if match["unit"] else ""
    return big(number * 100 * 10 ** _STEP[match["word"]]) + unit


def _tens(match: "re.Match[str]") -> str:
    if match["amount"] == "several":
        return "tens of thousands" if "ten thousands" in match[0] else ""
    number = _counted(match["amount"])
    if not number or (number < 2 and "ten thousand" in match[0]):
        return ""
    return "" if "man" in match[0].split()[1:] and number < 10 else big(number * 10_000)


def _hundred_millions(match: "re.Match[str]") -> str:
    number = _counted(match["amount"])
    return big(number * (10_000 if "man-yen" in match[0] else 100_000_000)) if number else ""


def _huge(match: "re.Match[str]") -> str:
    """30,000,000 million is 30 million, and 25,000 million 25 billion."""
    figure = re.sub(r"[.,]", "", match["amount"])
    if len(figure) < 5:
        return ""
    return match["sign"] + big(Decimal(figure) if len(figure) > 7 else Decimal(figure) * 10 ** _STEP[match["word"]])


def _plural(match: "re.Match[str]") -> str:
    return match[0].removesuffix(match["of"] or match["only"] or "").removesuffix("s")


def _steps(match: "re.Match[str]") -> str:
    """3 trillion 400 billion as one number; "" where the pieces do not step down."""
    first, second = _STEP[match["one"]], _STEP.get(match["two"] or "", 0)
    if (match["one"] != "thousand" and match["two"] is None) or second >= first or " and" in match[0]:
        return ""
    if match["one"] == "thousand" and len(match["second"]) != 3 and match["two"] is None:
        return ""
    if match["third"] and not match["three"] and second != 3:
        return ""
    total = Decimal(match["first"]) * 10**first + Decimal(match["second"]) * 10**second
    if match["third"]:
        total += Decimal(match["third"]) * 10 ** _STEP.get(match["three"] or "", 0)
    return big(total)


# in this order: of two that overlap the first holds
_SHAPES = (
    (_FOREIGN, 0.95, _foreign),
    (_THOUSAND_MILLION, 0.9, _thousand_million),
    (_STEPS, 0.9, _steps),
    (_PIECES, 0.88, _pieces),
    (_PLURAL, 0.9, _plural),
    (_THOUSAND, 0.8, _thousand),
    (_TENS, 0.85, _tens),
    (_HUNDRED_MILLIONS, 0.85, _hundred_millions),
    (_INDIAN, 0.82, _indian),
    (_HUGE, 0.82, _huge),
)
