"""The newsroom's own lists: names that are never flagged, terms and spellings that are, and lists that make
no sense.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from commands import complains, run
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.core import Edit, Repair, Span, plain
from mtcheck.errors import ConfigError
from mtcheck.profile.above import TERM
from mtcheck.profile.house import House, Term, terms_in
from mtcheck.resources import Packaged
from mtcheck.run import house

RESOURCES = Packaged()
WATCHED = ("house-term", "house-variant", "doubled-word")


def profile(folder: Path, house: str, terms: str = "") -> None:
    (folder / "mtcheck.toml").write_text(f"[house]\n{house}\n", encoding="utf-8")
    if terms:
        (folder / "terms.tsv").write_text(terms, encoding="utf-8")


def found(folder: Path, story: str) -> list[dict[str, Any]]:
    """What the watched rules find."""
    (folder / "story.txt").write_text(story, encoding="utf-8")
    result = run("check", "story.txt", "--format", "json", "--no-cache", "--depth", "fast", cwd=folder)
    assert result.code in (0, 1), result.err
    return [one for one in json.loads(result.out)["documents"][0]["findings"] if one["rule"] in WATCHED]


def test_a_term_is_flagged_with_what_the_house_writes(tmp_path: Path) -> None:
    profile(
        tmp_path,
        'terms = "terms.tsv"',
        "# ours\nwrong\tright\tnote\nelevator\tlift\twe write British English\nKievan\tKyivan\n",
    )
    told = found(
        tmp_path,
        "Elevators stood still. An elevator fell, and the elevator’s door with it. The Kievan court met, not the kievan"
        " one.\n",
    )
    assert [
        (one["text"], one["repairs"][0]["edits"][0]["text"], one["repairs"][0]["applicability"]) for one in told
    ] == [
        ("elevator", "A lift", "automatic"),
        ("elevator", "lift", "automatic"),
        ("Kievan", "Kyivan", "review"),
    ]
    assert told[0]["message"] == "This newsroom writes “lift”, not “elevator”. We write British English."
    fixed = run("fix", "story.txt", "--output", "-", "--depth", "fast", cwd=tmp_path).out
    assert "A lift fell, and the lift’s door" in fixed and "The Kievan court" in fixed


def test_quoted_terms_wait_for_a_person(tmp_path: Path) -> None:
    profile(tmp_path, 'terms = "terms.tsv"', "elevator\tlift\n")
    (one,) = found(tmp_path, "“We took the elevator down,” the guard said.\n")
    assert one["repairs"][0]["applicability"] == "review"


def test_the_other_variant_is_flagged_and_capitals_are_left_alone(tmp_path: Path) -> None:
    story = "The gray colour of Pearl Harbor. They organise a program at the theatre, near the Labour office.\n"
    profile(tmp_path, 'variant = "en-GB"')
    assert [(one["text"], one["repairs"][0]["edits"][0]["text"]) for one in found(tmp_path, story)] == [
        ("gray", "grey")
    ]
    profile(tmp_path, 'variant = "en-US"')
    spelt = {one["text"]: one["repairs"][0]["edits"][0]["text"] for one in found(tmp_path, story)}
    assert spelt == {"colour": "color", "organise": "organize", "theatre": "theater"}


def test_names_of_the_house_are_never_flagged_or_changed(tmp_path: Path) -> None:
    story = "The Duran Duran concert was cancelled. He left the the Elevator Museum by elevator.\n"
    profile(tmp_path, 'terms = "terms.tsv"', "Elevator\tLift\nDuran\tDurand\n")
    assert {"Duran", "Elevator"} <= {one["text"] for one in found(tmp_path, story)}
    profile(tmp_path, 'names = ["Duran Duran", "Elevator  Museum"]\nterms = "terms.tsv"')
    assert [one["rule"] for one in found(tmp_path, story)] == ["doubled-word"]


def test_a_repair_that_would_change_a_name_is_not_offered() -> None:
    doc = plain("Officials of the Duran Duran Bank Bank met.")
    at = doc.text.index("Duran Duran")
    second, after = Span(at + 5, at + 11), Span(at + 16, at + 21)
    repairs = [
        Repair((Edit(second, ""), Edit(after, "")), 0.9),
        Repair((Edit(after, ""),), 0.8),
        Repair((Edit(Span(at, at + 11), "Bank Duran Duran"),), 0.7),
    ]
    finding = TERM.finding(Span(at - 3, at + 21), "", confidence=0.9, repairs=repairs)
    (spared,) = house.spared(doc, [finding], House(("Duran Duran",)))
    assert [repair.confidence for repair in spared.repairs] == [0.8, 0.7]


def test_without_lists_nothing_is_looked_for_and_who_asks_is_told(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("The elevator in the gray colour.\n", encoding="utf-8")
    result = run("check", "story.txt", "--select", "house-term", cwd=tmp_path)
    assert result.code == 2
    complains(result, "[house]")
    told = json.loads(
        run(
            "check",
            "story.txt",
            "--select",
            "house-variant,doubled-word",
            "--format",
            "json",
            "--no-cache",
            cwd=tmp_path,
        ).out
    )
    assert (
        told["documents"][0]["skipped"][0]["rule"] == "house-variant"
        and "variant" in told["documents"][0]["skipped"][0]["reason"]
    )


@pytest.mark.parametrize(
    ("house", "terms", "words"),
    [
        ('terms = "absent.tsv"', "", ("absent.tsv", "does not exist")),
        ('terms = "terms.tsv"', "elevator lift\n", ("line 1", "tab")),
        ('terms = "terms.tsv"', "elevator\t\n", ("line 1",)),
        ('terms = "terms.tsv"', "a\tb\tc\td\n", ("line 1",)),
        ('terms = "terms.tsv"', "lift\tlift\n", ("itself",)),
        ('terms = "terms.tsv"', "# x\nflat\tapartment\nflat\thome\n", ("line 3", "line 2", "flat")),
        ('terms = "terms.tsv"', "flat\tapartment\napartment\tflat\n", ("line 1", "line 2")),
        ('variant = "en-AU"', "", ("en-GB or en-US",)),
        ('names = "Lomna"', "", ("list of names",)),
        ('name = ["Lomna"]', "", ("did you mean “names”",)),
    ],
)
def test_lists_that_make_no_sense_are_named_in_a_sentence(
    tmp_path: Path, house: str, terms: str, words: tuple[str, ...]
) -> None:
    profile(tmp_path, house, terms)
    result = run("check", "-", cwd=tmp_path, stdin=b"A story.")
    assert result.code == 2 and result.err.count("\n") == 1
    complains(result, *words)


def test_a_list_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "terms.tsv").write_bytes("caf\xe9\tcoffee house\n".encode("latin-1"))
    with pytest.raises(ConfigError, match="UTF-8"):
        terms_in(tmp_path / "terms.tsv")


def test_the_spellings_are_sorted_unique_and_contradict_nothing() -> None:
    rows = RESOURCES.table("variants")
    british, american = [row["british"] for row in rows], [row["american"] for row in rows]
    assert british == sorted(set(british)) and not {*british} & {*american}
    assert all(re.fullmatch("[a-z]+", word) for word in (*british, *american))
    assert {row["only"] for row in rows} <= {"", "en-US", "en-GB"}


WORDS = st.lists(
    st.sampled_from(
        [
            "elevator",
            "Elevator",
            "lift",
            "the",
            "an",
            "colour",
            "color",
            "“",
            "”",
            ".",
            "Elevator Museum",
            "İ",
            "\u00a0",
        ]
    ),
    max_size=30,
)
HOUSE = House(("Elevator Museum",), (Term("elevator", "lift"), Term("lift shaft", "shaft of the lift")), "en-US")


@given(st.one_of(WORDS.map(" ".join), st.text()))
def test_repairs_of_the_house_settle(text: str) -> None:
    doc = plain(text)
    for finding in house.findings(doc, HOUSE, RESOURCES):
        (edit,) = finding.repairs[0].edits
        after = text[: edit.span.start] + edit.text + text[edit.span.end :]
        assert len(house.findings(plain(after), HOUSE, RESOURCES)) < len(house.findings(doc, HOUSE, RESOURCES))
