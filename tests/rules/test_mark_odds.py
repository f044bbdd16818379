"""Marks between words: where they stand, and that rare places are rarer than common ones."""

from mtcheck.resources import Packaged
from mtcheck.text.mark_odds import events, kind


def test_events_by_hand() -> None:
    text = "He left, and the 3.5 boats: two sank. Why? Nobody"
    assert [(left, mark, right) for left, mark, right, _ in events(text, 0, len(text))] == [
        ("left", ",", "and"), ("boats", ":", "two"), ("sank", ".", "Why"), ("Why", "?", "Nobody"),
    ]  # fmt: skip
    assert all(text[at] == mark for _, mark, _, at in events(text, 0, len(text)))
    assert [kind(mark) for mark in ",;:.?!"] == [",", ";", ";", ".", ".", "."]


def test_a_comma_behind_an_article_is_rarer_than_before_and() -> None:
    odds = Packaged().model("marks")
    assert odds("the", ",", "ship") < -2 < -1 < odds("port", ",", "but")
    assert odds("able", ";", "to") < odds("closed", ";", "nobody")
    assert odds("in", ".", "Lomna") < odds("night", ".", "The")
