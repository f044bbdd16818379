"""Valency: what frames match, how repairs are made, and that the shipped list keeps its own rules."""

import pytest

from mtcheck.resources import Packaged
from mtcheck.text.scanner import lowered
from mtcheck.text.valency import Valencies, index
from mtcheck.text.valency_rows import Valency

RESOURCES = Packaged()
ROWS = RESOURCES.table("valency")
SHIPPED = Valencies(ROWS, index(ROWS))
COLUMNS = ("word", "part", "wrong", "right", "guards", "confidence")


def found(text: str, *rows: str) -> list[tuple[str, str | None]]:
    """What stands there and its repair, for rows given as `word|part|wrong|right|guards`."""
    table = [dict(zip(COLUMNS, [*row.split("|"), "0.9"], strict=True)) for row in rows]
    words = frozenset("".join(char if char.isalnum() else " " for char in text.lower()).split())
    looked = Valencies(table, index(table)) if table else SHIPPED
    hits = looked.hits(text, lowered(text), words, 0, len(text), RESOURCES.model("vocabulary"))
    return [(text[hit.start : hit.end].strip(), hit.proposal) for hit in hits]


@pytest.mark.parametrize(
    ("row", "text", "expected"),
    [
        ("insist|v|to do|on doing|", "Insisting to keep it, they left.", ("Insisting to keep", "Insisting on keeping")),
        (
            "prevent|vp|to do|from doing|",
            "He was prevented to enter.",
            ("prevented to enter", "prevented from entering"),
        ),
        (
            "prevent|v|sth to do|sth from doing|",
            "They prevented the tall man to enter.",
            ("prevented the tall man to enter", "prevented the tall man from entering"),
        ),
        ("refuse|va|from doing|to do|", "She refused from giving it.", ("refused from giving", "refused to give")),
        ("wait|v|sth|for sth|", "They wait the results.", ("wait", "wait for")),
        ("discuss|v|about|-|", "They discussed about the plan.", ("discussed about", "discussed")),
        ("say|va|sb that|<tell> sb that|", "He said us that it rained.", ("said us that", "told us that")),
        ("warn|va|to do||", "They had warned to travel there.", ("warned to travel", None)),
        ("access|n|of/in sth|to|internet", "They have access of the internet.", ("access of", "access to")),
        ("retire|v|self from|from|", "He retired himself from sport.", ("retired himself from", "retired from")),
        ("feel|va|self state|-|", "She did not feel herself very safe.", ("feel herself", "feel")),
        ("explode|va|self|<blow> self up|", "He exploded himself there.", ("exploded himself", "blew himself up")),
        ("renounce|va|to|-|", "The old king renounced to the throne.", ("renounced to", "renounced")),
        ("before|a|to do|doing|^", "Before to leave, he spoke.", ("Before to leave", "Before leaving")),
        (
            "call|va|on sth for doing|on sth to do|",
            "The pope called on both sides for showing mercy.",
            ("called on both sides for showing", "called on both sides to show"),
        ),
    ],
)
def test_a_frame_is_found_and_repaired(row: str, text: str, expected: tuple[str, str | None]) -> None:
    assert found(text, row) == [expected]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("prevent|vp|to do|from doing|", "They prevented to enter."),  # nobody is prevented
        ("warn|va|to do||", "Those warned to leave stayed."),
        ("renounce|va|to|-|", "The throne renounced to the last went to a cousin."),
        ("renounce|va|to|-|", "Throne renounced to the cousin"),  # a headline, which has no auxiliaries
        ("renounce|va|to|-|", "The throne is being renounced to the last."),
        ("before|a|to do|doing|^", "They tried before to make one."),
        ("wait|v|sth|for sth|", "They wait the whole day."),
        ("insist|v|at/for|on|", "They insisted at noon, and for two days, on it."),
        ("investigation|n|for sth|into|", "The Bureau of Investigation for the north is shut."),
        ("respond|v|on|to|", "He responded on Twitter."),
        ("access|n|of/in sth|to|internet", "Access of the first kind is rare."),
        ("discuss|v|about|-|!forty", "They discussed about forty plans."),
        ("succeed|v|to do|in doing|", "She succeeded to the throne."),
    ],
)
def test_what_is_english_is_left_alone(row: str, text: str) -> None:
    assert found(text, row) == []


def test_rows_are_sound() -> None:
    keys = [(row["word"], row["part"], row["wrong"], row["right"]) for row in ROWS]
    assert len(keys) == len(set(keys))
    for row in ROWS:
        valency = Valency.from_row(row)
        assert valency.part in ("v", "va", "vp", "n", "a")
        assert valency.wrong != valency.right
        assert 0.5 <= valency.confidence <= 1
        assert valency.frame.pattern.startswith((" ", "(?= "))


def _said(frame: str) -> str:
    """A frame with words of ours in its slots."""
    words = {"do": "enter", "doing": "entering", "sb": "the minister", "sth": "the plan", "that": "that the town fell"}
    return " ".join(words.get(piece, piece.split("/")[0]) for piece in frame.split())


def test_no_right_frame_is_another_rows_wrong_one() -> None:
    wrong = {}
    for row in ROWS:
        if row["right"] in ("", "-", "to do") or "<" in row["right"]:
            continue
        right = f"{row['word']} {_said(row['right'])}"
        text = f"They {right} the town." if row["part"].startswith("v") else f"It is {right} the town."
        wrong[text] = [hit for hit in found(text) if hit[1] is not None and hit[0].startswith(row["word"])]
    assert len(wrong) > 500
    assert {text: hits for text, hits in wrong.items() if hits} == {}
