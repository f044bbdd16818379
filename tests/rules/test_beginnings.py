"""Expressions that are tried only where a match can begin match as those of `re` do."""

import re

import pytest

from mtcheck.text import expressions

LETTERS = "".join(chr(code) for code in range(1, 0x2200))
TEXT = (
    f"{LETTERS}\nThe ſtrait İstanbul ıs K 273 k; said the Kelvin, “Who’s there?” and-and 12,5 an\n{'. '.join(LETTERS)}"
)
SOURCES = (
    r"(?<![\w'’-])[kst]\w?",
    r"\b(?:said|who|(?:the )?Kelvin)",
    r"(?:(?:un)?said|an(?=d)|\d+,?)",
    r"(?:[-.] ?)?(?:k|s|i)",
    r"(?<=\w)(?:[^\W\d_]|[,;]) ?",
    r"(?<!\w)[^\s\w]",
    r"(?P<a>[\"“])|(?P<b>\d)",
    r"(?:a|)\d?",
    r"(?=an)a",
    r"(?>[kK]|\u212a)",
    r"(?i:ſ|i)[\w ]",
    r"(?<!a)[^a]{2}b?",
    r"^(?:the |t)?",
    r"(?<=[a-z])(?:-)(?=[a-z])",
    r"(['’])s\b|(a)(?:n\1)?",
)


@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.MULTILINE, re.MULTILINE | re.IGNORECASE, re.ASCII])
@pytest.mark.parametrize("source", SOURCES)
def test_matches_are_those_of_re(source: str, flags: int) -> None:
    told, plain = expressions.compiled(source, flags), re.compile(source, flags)
    assert [(m.span(), m.groups()) for m in told.finditer(TEXT)] == [
        (m.span(), m.groups()) for m in plain.finditer(TEXT)
    ]
    for start in range(0, 400, 7):
        mine, its = told.search(TEXT, start, start + 90), plain.search(TEXT, start, start + 90)
        assert (mine and mine.span()) == (its and its.span())
        mine, its = told.match(TEXT, start), plain.match(TEXT, start)
        assert (mine and mine.span()) == (its and its.span())
