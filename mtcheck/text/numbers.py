"""Figures as other languages write them, and how English does: `english` converts one, `value` reads one."""

import re
from decimal import Decimal

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
POWERS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_BIG = ((12, "trillion"), (9, "billion"), (6, "million"))


def word_value(word: str) -> int | None:
    """The number that an English word up to a hundred stands for ("twenty-five" included)."""
    first, _, second = word.lower().partition("-")
    if first not in _WORDS or (second and second not in _WORDS):
        return None
    return _WORDS[first] + (_WORDS[second] if second else 0)


def english(figure: str) -> str:
    """A figure in foreign style rewritten: 2.500,00 to 2,500, 3,2 to 3.2, 41.000 to 41,000, 3 800 to 3,800.

    English ones come back as they are.
    """
    plain = re.sub(r"[\s\u00a0\u2009\u202f'’]", "", figure)
    if (
        re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+", plain)
        or re.fullmatch(r"\d+,\d{1,2}", plain)
        or re.fullmatch(r"\d{4,},\d+", plain)
        or re.fullmatch(r"0,\d+", plain)
    ):
        whole, _, rest = plain.replace(".", "").partition(",")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+", plain) and not plain.startswith("0"):
        whole, rest = plain.replace(".", ""), ""
    elif re.fullmatch(r"\d{1,3}(?:,\d{3})+,\d{1,2}", plain):
        whole, _, rest = plain.rpartition(",")
        whole = whole.replace(",", "")
    else:
        whole, _, rest = plain.replace(",", "").partition(".")
    if rest and not rest.strip("0") and len(rest) == 2:
        rest = ""  # 2.500,00 euros
    return grouped(whole) + ("." + rest if rest else "")


def ordinal(number: int) -> str:
    """The number with its ending: 1st, 12th, 22nd."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def grouped(whole: str) -> str:
    """Digits with commas every three; four digits as well, as agencies write 2,500."""
    return f"{int(whole):,}" if len(whole) > 3 else whole


def value(figure: str) -> Decimal:
    """What an English figure says."""
    return Decimal(figure.replace(",", ""))


def big(amount: Decimal) -> str:
    """An amount in the words that English news uses: 3.4 trillion, 700 million, 45,000."""
    for power, word in _BIG:
        if amount >= Decimal(10) ** power:
            text = f"{amount / Decimal(10) ** power:f}"
            text = text.rstrip("0").rstrip(".") if "." in text else text
            if len(text.partition(".")[2]) <= 3:
                return f"{text} {word}"
    return f"{amount.normalize():,f}" if amount == amount.to_integral_value() else f"{amount:,f}"
