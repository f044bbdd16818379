"""Months, weekdays and clock times as English news writes them."""

import datetime
from functools import lru_cache

from mtcheck.text.closed_classes import MONTHS, WEEKDAYS
from mtcheck.text.grammar import MONTH
from mtcheck.text.lazy import lazy

ANY_MONTH = rf"(?:{MONTH}|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAY_FIRST = lazy(rf"\b\d{{1,2}}(?:st|nd|rd|th)? {ANY_MONTH}")
_MONTH_FIRST = lazy(rf"\b{ANY_MONTH} \d{{1,2}}\b")


def month_number(name: str) -> int:
    """1 to 12; 0 for what is no month."""
    low = name.lower().rstrip(".")[:3]
    return next((at for at, month in enumerate(MONTHS, start=1) if month[:3].lower() == low), 0)


@lru_cache(maxsize=4)
def day_first(text: str) -> bool:
    """Whether the story writes 4 June rather than June 4."""
    return len(_DAY_FIRST.findall(text)) > len(_MONTH_FIRST.findall(text))


def written(day: int | str, month: int | str, year: int | str | None, text: str) -> str:
    """A date in words, in the order that the rest of `text` uses; `month`: its number, or how it is to be written."""
    name = month if isinstance(month, str) else MONTHS[month - 1]
    if day_first(text):
        return f"{day} {name}" + (f" {year}" if year else "")
    return f"{name} {day}" + (f", {year}" if year else "")


def is_date(day: int, month: int, year: int | None = None) -> bool:
    """Whether the calendar has this day."""
    if not (1 <= month <= 12 and 1 <= day <= DAYS[month - 1]):
        return False
    if year is None or not 1 <= year <= 9999:
        return True
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def weekday(day: int, month: int, year: int) -> str:
    """The weekday of a date that `is_date` has approved."""
    return WEEKDAYS[datetime.date(year, month, day).weekday()]


def clock(hour: int, minute: int) -> str:
    """A time on the twelve-hour clock: 7:30 p.m., 6 p.m., noon stays 12 p.m."""
    half = "a.m." if hour % 24 < 12 else "p.m."
    shown = hour % 12 or 12
    return f"{shown}:{minute:02d} {half}" if minute else f"{shown} {half}"
