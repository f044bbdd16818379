"""A profile with one value changed: everything else stays, byte for byte, and what cannot be changed safely is
refused.
"""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.errors import ConfigError
from mtcheck.profile.edited import with_item, with_value, without_item
from mtcheck.text.line_ends import restored, unified


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'ignore = ["x"]\n'),
        ("# ours\n[gate]\nmax_blocked = 1\n", 'ignore = ["x"]\n\n# ours\n[gate]\nmax_blocked = 1\n'),
        ("depth = 'fast'\n\n# the gate\n[gate]\n", "depth = 'fast'\nignore = [\"x\"]\n\n# the gate\n[gate]\n"),
        ("depth = 'fast'", "depth = 'fast'\nignore = [\"x\"]\n"),
        ("ignore = []", 'ignore = ["x"]'),
        ("ignore = ['a'] # why", "ignore = ['a', \"x\"] # why"),
        ('ignore = [\n  "a",\n  "b",\n]\n', 'ignore = [\n  "a",\n  "b",\n  "x",\n]\n'),
        (
            'ignore = [\n  "a", # not this\n  "b" # nor "this"]\n]\n',
            'ignore = [\n  "a", # not this\n  "b", # nor "this"]\n  "x"\n]\n',
        ),
    ],
)
def test_an_item_is_added_and_taken_away(before: str, after: str) -> None:
    made = with_item(before, "", "ignore", "x")
    assert made == after
    assert tomllib.loads(without_item(made, "", "ignore", "x")).get("ignore", []) == tomllib.loads(before).get(
        "ignore", []
    )


def test_tables_are_found_or_made() -> None:
    text = "[rules.doubled-word]\nconfidence = 0.5 # low\n\n[house]\nnames = ['A']\n"
    assert with_value(text, "rules.doubled-word", "confidence", 0.75) == text.replace("0.5", "0.75")
    assert with_value(text, "rules.doubled-word", "severity", "neutral").splitlines()[2] == 'severity = "neutral"'
    assert with_item(text, "house", "names", "B “C”").endswith("names = ['A', \"B “C”\"]\n")
    assert with_value("a = 1\r\n", "house", "terms", "t.tsv") == 'a = 1\r\n\r\n[house]\r\nterms = "t.tsv"\r\n'


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("house = {names = []}\n", 'house = {names = ["x"]}\n'),
        ("house.names = []\n", 'house.names = ["x"]\n'),
        ('[house]\n"names" = []\n', '[house]\n"names" = ["x"]\n'),
        ("[house]\n# none\n\n# the gate\n[gate]\n", '[house]\nnames = ["x"]\n\n# none\n\n# the gate\n[gate]\n'),
        ("[house]\nvariant = 'x'\n\n# why\n[gate]\n", "[house]\nvariant = 'x'\nnames = [\"x\"]\n\n# why\n[gate]\n"),
        ("depth = 'fast'\n[rules.a-b]\n", "depth = 'fast'\n[rules.a-b]\n\n[house]\nnames = [\"x\"]\n"),
        ("a = 1\r\nb = 2\n", 'a = 1\r\nb = 2\n\n[house]\nnames = ["x"]\n'),
    ],
)
def test_however_a_table_is_written(text: str, after: str) -> None:
    assert with_item(text, "house", "names", "x") == after


@pytest.mark.parametrize("text", ['s = """\nnames = []\n"""\n[[house]]\n', 'house = "a"\n', "[house]\nnames = 'a'\n"])
def test_what_cannot_be_changed_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ConfigError, match=r"yourself\.$"):
        with_item(text, "house", "names", "x")


LINES = st.lists(
    st.tuples(st.sampled_from(["a", "b", "", "c c", "\x0b", "\u2028"]), st.sampled_from(["\n", "\r\n", "\r"])),
    max_size=12,
)


@given(LINES, st.lists(st.sampled_from(["a", "b", "", "d"]), max_size=12))
def test_line_ends_come_back(lines: list[tuple[str, str]], other: list[str]) -> None:
    text = "".join(line + end for line, end in lines)
    assert restored(text, unified(text)) == text
    edited = "\n".join(other)
    assert unified(restored(text, edited)) == edited
