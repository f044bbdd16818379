"""Sayings, turns of phrase and clauses alike that look like slips, and are none."""

import pytest

import mtcheck
from mtcheck.core import Severity


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("double-negation", "Doing nothing is not an option, she said."),
        ("double-negation", "Saying nothing is not the same as lying."),
        ("double-negation", "Losing to no one was not enough."),
        ("double-negation", "Both sides agree doing nothing is not an option."),
        ("double-negation", "He cannot do nothing."),
        ("phrase-loop", "He who laughs last laughs last."),
        ("phrase-loop", "What will be will be, she said."),
        ("stacked-modals", "What will be will be, she said."),
        ("phrase-loop", "What he had written he had written."),
        ("phrase-loop", "The more you have the more you have to lose."),
        ("phrase-loop", "All he does he does for her."),
        ("phrase-loop", "All I know I know from him."),
        ("phrase-loop", "If you've got it, you've got it."),
        ("pronoun-gender", "Ms. Lindqvist wept. The man she loved had left her nothing."),
        ("pronoun-gender", "The man she loved had left her nothing."),
        ("pronoun-gender", "The King paid a visit in May.\n\nShe pleaded guilty."),
        (
            "pronoun-gender",
            "Her ex-husband, Dale Tuttle, 51, was held on Monday. He had been served with papers in May.",
        ),
        (
            "pronoun-gender",
            "Ms. Lindqvist left. Her ex-husband, Dale Tuttle, 51, was held. Tuttle was armed. He had been served.",
        ),
        ("calque", "He was released under judicial supervision."),
        ("calque", "He died in cardiopulmonary arrest."),
        ("missing-article", "City took a two-goal lead to Madrid."),
        ("missing-article", "Man of the match was goalkeeper Ian Cole."),
        ("common-noun-capital", "She works for Target, shops at Next and lives in Leeds."),
        ("common-noun-capital", "The Club's Board told Members that fees would rise."),
        ("misspelt-person", "Emanuel Macron, a baker from Lyon, won the prize."),
        ("doubled-word", "There are a million million stars."),
        ("doubled-word", "The woman said she sold “bridies an an ingin ane”."),
    ],
)
def test_no_slip(rule: str, text: str) -> None:
    assert rule not in {finding.rule.id for finding in mtcheck.check(text).findings}


@pytest.mark.parametrize(
    ("rule", "text", "fixed"),
    [
        ("compound-numeral", "Police found 45-years-old woman.", "Police found 45-year-old woman."),
        ("mass-noun-plural", "The businessmans met on Monday.", "The businessmen met on Monday."),
    ],
)
def test_slip(rule: str, text: str, fixed: str) -> None:
    assert mtcheck.fix(text, select=[rule], review=True) == fixed


def test_no_one_is_not_affected_blocks_no_story() -> None:
    findings = mtcheck.check("He said no one is not affected.", select=["double-negation"]).findings
    assert {finding.severity for finding in findings} <= {Severity.MINOR}


def test_a_clause_said_twice_is_left_to_people() -> None:
    text = "In May he had written he had written."
    assert mtcheck.fix(text, select=["phrase-loop"]) == text


def test_a_letter_that_makes_no_english_word_is_left_to_people() -> None:
    text = "Ã©vidence was enough, and the cafÃ© shut."
    assert mtcheck.fix(text, select=["mojibake"]) == "Ã©vidence was enough, and the café shut."


def test_an_english_surname_of_an_israeli_is_written_one_way() -> None:
    findings = mtcheck.check("They met Naftali Bennet in Lomna.", select=["misspelt-person"]).findings
    assert [repair.edits[0].text for finding in findings for repair in finding.repairs] == ["Bennett"]
