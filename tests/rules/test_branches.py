"""Alternatives that are grouped by their first letter match what they matched before, and in the same order."""

import re
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.text import branches, expressions

WORDS = st.sampled_from(
    [
        "a",
        "ab",
        "abc",
        "b",
        "ba",
        "",
        "k",
        "K",
        "s",
        "ſ",
        "is",
        "an?",
        "a(b)",
        "[ab]c",
        "(?:a|ab)",
        "b*",
        r"\w",
        "(?=a)b",
    ]
)
ALTERNATIVES = st.lists(WORDS, min_size=4, max_size=12).map("|".join)
SHAPES = st.sampled_from(
    ["(?:{})", "({})b", "(?:{})+?c", "(?<=a)(?:{})", "(?!{})b", "(?i:{})$", "(?>{})", "x?(?:{})(?:c|)"]
)
TEXT = st.text(st.sampled_from("abcsSkKſıi \u212a"), max_size=24)


def found(made: "re.Pattern[str]", text: str) -> list[Any]:
    return [(match.span(), match.groups()) for match in made.finditer(text)]


@given(SHAPES, ALTERNATIVES, TEXT, st.sampled_from([0, re.IGNORECASE, re.IGNORECASE | re.ASCII]))
def test_grouped_alternatives_match_as_before(shape: str, alternatives: str, text: str, flags: int) -> None:
    source = shape.format(alternatives)
    assert found(expressions.compiled(source, flags), text) == found(re.compile(source, flags), text)


@pytest.mark.parametrize(
    ("source", "firsts"),
    [
        ("(?:said|told|says|tells|asked)", 3),
        ("(?:said|told|says|tells|[a-f]x|asked|add)", 4),  # a class parts those before it from those behind
        ("(?:said|told|says)", 3),  # few are left alone
        ("(?:été|école|est|à la|autre)", 5),  # of accents nothing is known
    ],
)
def test_alternatives_of_one_letter_are_one(source: str, firsts: int) -> None:
    parsed = branches.grouped(_parser.parse(source), 0)
    ((_, (_, alternatives)),) = parsed.data[0][1][3].data if str(parsed.data[0][0]) == "SUBPATTERN" else parsed.data
    assert len(alternatives) == firsts


def test_a_parsed_expression_stays_as_it_is() -> None:
    parsed = _parser.parse("(?:said|told|says|tells)")
    before = repr(parsed)
    branches.grouped(parsed, 0)
    assert repr(parsed) == before
