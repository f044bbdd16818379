"""What a text must hold for an expression to match in it: no text that holds a match fails a demand, and a document
gives the same matches with the filter as without.
"""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_patterns import EXAMPLES, OWN, assert_same_matches, both_cases, drawn, matched

from mtcheck.core import pattern as patterns
from mtcheck.core import plain
from mtcheck.run import hits
from mtcheck.run.hits import Scanner
from mtcheck.text.demands import Demand, demands
from mtcheck.text.traits import classes, traits

EXPRESSIONS = (
    r"[a-z][A-Z]",
    r"\b(?:in|since)(?:19|20)\d\d\b",
    r"(?<=[\w)%]),(?=\S)",
    r"(?<![\w-])\d+(?:[.,]\d{3})+(?![\w-])",
    r"(?i:it ?['’] ?s)\b",
    r"(\w)\1-(?:ü|é+|)x",
    r"[^\w\s]{2,}(?=\d)",
    r"[^a-z\s“]”|\(\)",
    r"^[-–—] ?(?=[A-Z])|\d\s*%$",
    r"(?<=\. )\"(?!\w)",
    r"\s[,;](?:\s|$)",
    r"(?:a|\d|-)+?:(?:b|\d)",
    r"(?>\d+)-\d*+x",
    r"(?P<mark>[“\"])?kelvin(?(mark)”|!)",
    r"[\u0400-\u04ff]{2}|[\u3000-\U0001f000]-",
    r"(?:)|@",
    r"[\n\t\x1c]x|\u00a0\.",
    r".-.",
)
pieces = st.sampled_from(
    ["said ", "The ", " ", "  ", ", ", " ,", ".", "“", "”", '"', "’s", "-", "–", "(", "[1]", "€5", "5.000", "12:30",
    "2019", "in2019", "aB", "İ", "ſ", "K", "é", "Ж", "字", "٣", "\u00a0", "\t", "\n", "\r", "\x1c", "\u2028", "@", "%",
    "it's", "IT’S", "kelvin!", "\ud800"]
)  # fmt: skip
texts = st.lists(st.one_of(pieces, st.text(st.characters(), max_size=4)), max_size=30).map("".join)
beside = st.lists(st.one_of(pieces, st.text(st.characters(), max_size=4)), max_size=6).map("".join)


def met(asked: tuple[Demand, ...], text: str, start: int, end: int) -> bool:
    has = traits(classes(text[max(0, start - 1) : end]))
    return all(demand & has for demand in asked)


@pytest.mark.slow
@pytest.mark.parametrize("source", EXPRESSIONS)
@both_cases
def test_what_an_expression_matches_meets_its_demands(source: str, flags: int) -> None:
    expression, asked = re.compile(source, flags), demands(source, flags)

    @given(st.from_regex(expression), beside, beside)
    def check(found: str, before: str, after: str) -> None:
        text = before + found + after
        for match in expression.finditer(text):
            assert met(asked, text, match.start(), len(text))

    check()


def test_examples_of_rules_meet_the_demands_of_their_patterns() -> None:
    missed = {
        name: [text for text in matched(pattern) if not met(asked, text, 0, len(text))]
        for name, pattern in OWN.items()
        for asked in [demands(pattern.source, re.MULTILINE | (re.IGNORECASE if pattern.ignore_case else 0))]
    }
    assert {name: texts for name, texts in missed.items() if texts} == {}


@pytest.mark.slow
@given(st.lists(st.one_of(texts, st.sampled_from(EXAMPLES)), min_size=1, max_size=6).map("\n".join), st.randoms())
def test_the_filter_loses_no_match(text: str, random) -> None:
    doc = plain(text)
    some = drawn(EXPRESSIONS, random)
    for pattern in some:
        pattern.demands(patterns._WORTH)  # it pays now
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hits, "_MANY", 0)
        filtered = replace(doc, hits=Scanner(some).hits(doc))
        narrowed = {pattern: list(filtered.candidates(pattern)) for pattern in some}
    assert all(narrowed[pattern] == list(filtered.candidates(pattern)) for pattern in some)
    assert_same_matches(filtered, doc, some)


@given(texts)
def test_every_code_point_has_a_class(text: str) -> None:
    assert len(classes(text)) == len(text) and 0 not in classes(text)


def test_what_is_asked_of_a_text() -> None:
    assert not met(demands(r"[a-z][A-Z]", 0), "The port of Lom", 0, 15)
    assert met(demands(r"[a-z][A-Z]", 0), "The portOf Lom", 0, 14)
    assert not met(demands(r"(?<=\w),\d", 0), "5, 6", 0, 4)
    assert demands(r"the \w+", 0) == ()
    assert demands(r"(?a)\W-", 0) == ()
