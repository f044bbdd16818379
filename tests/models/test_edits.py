"""Editors' corrections kept apart from the text that they correct: packed and unpacked they are the same."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripts import script

edits = script("edits")
SOME = st.lists(st.sampled_from(["the", "council", "met", "", "é", "😀", "on", "Monday."]), max_size=12).map(" ".join)


@given(SOME, SOME)
def test_changes_lead_from_one_text_to_the_other(before: str, after: str) -> None:
    assert edits.changed(before, edits.changes(before, after)) == after


@pytest.fixture
def texts(tmp_path: Path) -> object:
    (tmp_path / "mt").mkdir()
    (tmp_path / "text").mkdir()
    segment = {"src": "x", "refs": {"A": "x"}, "mt": {"weak": "The  council have met the Monday."}}
    sets = {
        "mt/train": {"id": "d1", "segments": [segment]},
        "mt/dev": {"id": "d2", "segments": []},
        "text/train": {"id": "n1", "paragraphs": ["It rained.", "The mayor resigned."]},
    }
    for name, row in sets.items():
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
    return edits.Texts(tmp_path)


def test_a_translation_and_a_spun_line_come_back(texts: object) -> None:
    lines = [
        {
            "id": "d1",
            "seg": 0,
            "system": "weak",
            "mt": "The council have met the Monday.",
            "pe": "The council met on Monday.",
            "broken": [],
        },
        {
            "id": "n1",
            "seg": 0,
            "system": "spun:spa",
            "ref": "The mayor resigned.",
            "mt": "The greater resigned.",
            "pe": "The mayor resigned.",
            "broken": [[4, 11]],
        },
    ]
    packed = list(edits.pack(lines, texts))
    assert "council have met" not in json.dumps(packed)
    back = list(edits.unpack(packed, texts))
    assert [(one["mt"], one["pe"], one["broken"]) for one in back] == [
        (one["mt"], one["pe"], one["broken"]) for one in lines
    ]


def test_a_line_of_another_text_is_named_and_left_out(texts: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert not list(
        edits.pack([{"id": "d1", "seg": 0, "system": "weak", "mt": "Another line.", "pe": "x", "broken": []}], texts)
    )
    assert "not found: d1 0 weak" in capsys.readouterr().err


def test_what_is_kept_is_of_this_form() -> None:
    some = list(edits.items(edits.PACKED))
    assert len(some) > 50_000
    for item in some:
        assert {"id", "seg", "system", "set", "edits", "broken"} <= item.keys()
        assert all(start <= end for start, end, _ in item["edits"])
