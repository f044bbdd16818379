"""Precision, recall and repairs on the fixtures stay where they were; the floors themselves move only as asked."""

import json
from pathlib import Path

import pytest
from scripts import script
from test_evaluate import note, story, write

from mtcheck.evaluation.records import Judged, Marked, Offer, Record

pytestmark = pytest.mark.slow

floors = script("floors")
ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
HOW = "run `python benchmarks/floors.py --raise`, or --lower where the change is worth it"


def test_nothing_falls_below_its_floor() -> None:
    corpus, wanted = floors.read(FIXTURES / "floors.json")
    assert corpus == floors.corpus_hash(FIXTURES), f"the fixtures have changed; {HOW}"
    assert not floors.fallen(floors.measure(FIXTURES), wanted), HOW


def finding(family: str, right: bool, outcome: str | None = None, *, shown: bool = True) -> Judged:
    return Judged("r", family, 0.8, 1, shown, False, right, Offer(0.9, True, True, outcome) if outcome else None)


def test_shares_by_hand() -> None:
    record = Record("a", "s", "", "stories", "mt", "a", 10, 1, 100.0)
    record.findings = [
        finding("style", True, "right"), finding("style", False, "harm"), finding("markup", True, "other"),
            finding("markup", False, shown=False),
    ]  # fmt: skip
    record.marked = [
        Marked("style", "minor", True, 0.8, True),
        Marked("style", "major", False, -1, False),
        Marked("", "minor", None, -1, False),
    ]
    assert floors.shares([record]) == {
        "precision all": 0.6667, "precision markup": 1.0, "precision style": 0.5,
        "recall all": 0.3333, "recall other": 0.0, "recall style": 0.5,
        "repairs harm": 0.3333, "repairs right": 0.3333,
    }  # fmt: skip


def test_floors_hold_up_and_ceilings_hold_down() -> None:
    pinned = {"recall all": 0.5, "clean findings": 1.0, "precision style": 0.8}
    assert not floors.fallen({"recall all": 0.5, "clean findings": 0.0, "precision style": 0.9, "more": 0.0}, pinned)
    assert [line.split(":")[0] for line in floors.fallen({"recall all": 0.4, "clean findings": 2.0}, pinned)] == list(
        pinned
    )


@pytest.fixture
def fixtures(tmp_path: Path) -> Path:
    text = "The army took weapons and weapons from the depot.\nPolice said said that he left."
    story(
        tmp_path / "wire",
        "one",
        text,
        [note(text, "weapons and weapons", repairs=["weapons"]), note(text, "said said", repairs=["said"])],
    )
    write(tmp_path / "clean" / "two.txt", "Nothing is wrong here.\n")
    (tmp_path / "clean" / "two.json").write_text('{"source_language": null, "annotations": []}', encoding="utf-8")
    return tmp_path


def test_raising_is_one_command_and_lowering_asks_twice(fixtures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = fixtures / "floors.json"
    there = ("--fixtures", str(fixtures))
    assert floors.main([*there, "--raise"]) == 0
    corpus, first = floors.read(path)
    assert first["recall all"] == 1.0 and first["precision all"] == 1.0 and first["clean findings"] == 0.0
    assert corpus == floors.corpus_hash(fixtures)
    assert floors.main([*there]) == 0

    # as if it had been better and worse before
    floors.write(path, corpus, {**first, "clean findings": -1.0, "recall all": 0.2})
    pinned = path.read_bytes()
    for arguments in ((), ("--raise",), ("--lower",)):
        assert floors.main([*there, *arguments]) != 0
        assert path.read_bytes() == pinned
    assert "--yes-really" in capsys.readouterr().out
    assert floors.main([*there, "--lower", "--yes-really"]) == 0
    assert floors.read(path) == (corpus, first)
    assert json.loads(path.read_text(encoding="utf-8"))["corpus"] == corpus
