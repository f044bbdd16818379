"""Slips of syntax that are planted in clean copy for the model to learn from, each kind in a sentence that has a place
for it; and what other readers say of a text, as an example.
"""

import random

import pytest
from scripts import script

from mtcheck.tagger import labels
from mtcheck.training.corpora import taught
from mtcheck.training.examples import UNKNOWN

pytestmark = pytest.mark.slow

split = script("corrupt").split
syntax = script("syntax")
TAGS = {
    **dict.fromkeys("museum doors board plan minister river office prices crews treaty leg doctors".split(), "N"),
    **dict.fromkeys("opened fell said rose".split(), "D"),
    **dict.fromkeys("open sign save leave prevent stop begin".split(), "B"),
    **dict.fromkeys("signed saved stopped begun".split(), "U"),
    **dict.fromkeys("leaving".split(), "G"),
    **dict.fromkeys("opens begins".split(), "Z"),
}


@pytest.mark.parametrize(
    ("kind", "sound", "planted"),
    [
        ("_verb_first", "that day the museum opened its doors", ["that day opened the museum its doors"]),
        ("_object_first", "the doctors could save the leg on Monday", ["the doctors could the leg save on Monday"]),
        ("_between", "the board signed the treaty on Monday .", ["the board signed on Monday the treaty ."]),
        (
            "_splice",
            "The river fell in May . The office said so on Monday .",
            ["The river fell in May , the office said so on Monday ."],
        ),
        (
            "_indirect",
            "crews asked how the minister opened the doors",
            ["crews asked how did the minister open the doors"],
        ),
        (
            "_future",
            "We go if it opens on time .",
            ["We go if it will open on time .", "We go if it would open on time ."],
        ),
        (
            "_group",
            "Three were signed and more were stopped today again",
            ["Three and more were stopped today again", "Three were signed and more today again"],
        ),
        ("_letters", "the new office said so", ["the new o ce said so", "the new oce said so"]),
    ],
)
def test_plants(kind: str, sound: str, planted: list[str]) -> None:
    found = set()
    for seed in range(12):
        parts = split(sound)
        if getattr(syntax.Syntax(random.Random(seed), TAGS), kind)(parts):
            found.add("".join(parts))
    assert found and found <= set(planted)


def test_turns_complements_round() -> None:
    found = set()
    for seed in range(40):
        parts = split("The rain did prevent the crews from leaving on Monday again .")
        if syntax.Syntax(random.Random(seed), TAGS)._frame(parts):
            found.add("".join(parts))
    assert "The rain did prevent the crews to leave on Monday again ." in found


def test_turns_phrases_round() -> None:
    """What the lexicons take for wrong is put where the right phrase stands."""
    found = syntax.phrases(random.Random(1))
    assert ("%", "of", "the", "voices") in found[("%", "of", "the", "vote")]


def test_what_other_readers_say() -> None:
    """Probabilities stay; words beyond the readers' input are not known."""
    example = taught(
        {"text": "They was late again", "wrong": [0.1, 0.9], "broken": [0.0, 0.2], "edits": [0, 5], "gaps": [0, 0, 0]}
    )
    assert example.wrong == [0.1, 0.9, UNKNOWN, UNKNOWN]
    assert example.broken == [0.0, 0.2, UNKNOWN, UNKNOWN]
    assert (example.edit, example.insert) == ([0, 5, UNKNOWN, UNKNOWN], [labels.NOTHING] * 3 + [UNKNOWN] * 2)
