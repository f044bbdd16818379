"""Where sentences begin and end; `sentences` is the way in.

A stop ends a sentence when white space and then a capital, a digit or an opening mark follows, unless an abbreviation
stands before it. A stop before a lower-case word never does: that is for the rules on false stops to judge.
"""

import re

from mtcheck.text.lazy import lazy
from mtcheck.text.words import listed

# After these a capital is expected, so their stop never ends a sentence.
TITLES = listed("sentences: titles")
# After these the sentence may end or go on.
EITHER = frozenset(
    "inc corp ltd co plc llc bros jr sr etc u.s u.k u.n e.u u.a.e d.c a.m p.m a.d b.c ft in lb oz est dept"
    " univ assn".split()
)
STARTERS = listed("sentences: starters")

_STOP = lazy(r"(?<![.!?…。।۔؟])[.!?…。।۔؟]++[\"'”’»)\]]*+(?=\s)")
_BEFORE = lazy(r"(?:[^\W\d_](?:\.[^\W\d_])+|[^\W\d_]+|\d+)$")
_NEXT = lazy(r"\s+([\"'“‘«„(\[¿¡—–-]*\s?)([^\W_]+(?:['’.][^\W\d_]+)*)?")


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Half-open ranges of the sentences in `text[start:end]`, surrounding white space left out; together they hold
    every other character.
    """
    found = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() >= end or not _ends_here(text, begin, stop, end):
            continue
        found.append((begin, stop.end()))
        begin = stop.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        found.append((begin, end))
    return found


def _ends_here(text: str, begin: int, stop: "re.Match[str]", end: int) -> bool:
    at = stop.end()
    if stop[0] == "." and text[at] == " " and text[at + 1].isupper():  # most stops, without a closer look
        low = text[max(begin, at - 21) : at - 1].rpartition(" ")[2].lower()
        if len(low) > 1 and low.isalpha() and low not in EITHER and low not in TITLES:
            return True
    following = _NEXT.match(text, stop.end(), min(end, stop.end() + 60))
    if following is None or following[2] is None:
        return following is not None and bool(following[1].strip())
    word = following[2]
    if not (word[0].isupper() or word[0].isdigit() or not word[0].islower()):
        return False
    if stop[0] != ".":
        return word[0].isupper() or not stop[0].startswith(("…", ".."))
    before = _BEFORE.search(text, max(begin, stop.start() - 20), stop.start())
    if before is None:
        return True
    token = before[0].lower()
    if len(token) == 1 and before[0].isupper():  # an initial, else a letter that ends a sentence: "Vitamin C. The"
        return word.lower() in STARTERS and word.lower() != "a"
    if token in EITHER:
        return word.lower() in STARTERS
    if token in TITLES:
        return token == "no" and word[0].isalpha()
    return True
