"""`check_batch`: rows of Arrow batches, judged as `mtcheck check` judges a file."""

import gc
import json
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed; `pip install mtcheck[ray]` brings it")

from archives import CLEAN, DOUBLED, TWICE, stories  # noqa: E402
from commands import run  # noqa: E402
from hypothesis import given  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from mtcheck.batch import DDL, SCHEMA, check_batch, check_batches, columns  # noqa: E402
from mtcheck.errors import InputError  # noqa: E402
from mtcheck.profile.config import Config, GateLimits  # noqa: E402
from mtcheck.run import garbage  # noqa: E402

FAST = Config(depth="fast", select=("doubled-coordination", "doubled-word"))


def checked(config: Config = FAST, repair: bool = False, **columns: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = check_batch(pa.table(columns), config, repair=repair).to_pylist()
    return rows


def test_rows_are_what_check_says_of_the_same_records(tmp_path: Path) -> None:
    rows = [{"id": one["id"], "title": one.get("title", ""), "text": one["text"]} for one in stories(12)]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    result = run(
        "check",
        "--depth",
        "fast",
        "--select",
        "doubled-coordination,doubled-word",
        "--format",
        "jsonl",
        "rows.jsonl",
        cwd=tmp_path,
    )
    told = [json.loads(line) for line in result.out.splitlines()]
    ours = check_batch(pa.Table.from_pylist(rows), FAST).to_pylist()
    assert [row["id"] for row in ours] == [row["id"] for row in told]
    for row, other in zip(ours, told, strict=True):
        assert (row["verdict"], row["score"], row["reason"]) == (
            other["verdict"],
            other["score"],
            other["summary"]["reason"],
        )
        assert [(one["rule"], one["text"], one["confidence"]) for one in row["findings"]] == [
            (one["rule"], one["text"], one["confidence"]) for one in other["findings"]
        ]
        assert [one["repairs"][0]["edits"][0]["text"] for one in row["findings"]] == [
            one["repairs"][0]["edits"][0]["text"] for one in other["findings"]
        ]


def test_places_are_those_of_the_fields_joined_by_a_blank_line() -> None:
    (row,) = checked(title=["Council meets"], text=[DOUBLED])
    (found,) = row["findings"]
    assert f"Council meets\n\n{DOUBLED}"[found["start"] : found["end"]] == found["text"] == "weapons and weapons"
    assert (found["line"], found["column"]) == (3, 15)


def test_what_goes_in_decides_what_comes_out() -> None:
    batch = pa.RecordBatch.from_pylist([{"text": CLEAN}, {"text": DOUBLED}])
    assert isinstance(check_batch(batch, FAST), pa.RecordBatch)
    assert isinstance(check_batch(pa.Table.from_batches([batch]), FAST), pa.Table)
    several = list(check_batches([batch, batch], FAST))
    assert [one.num_rows for one in several] == [2, 2] and several[0].schema == SCHEMA
    assert check_batch(batch.slice(0, 0), FAST).num_rows == 0


def test_every_row_has_one_and_the_order_stays() -> None:
    rows = stories(50)
    given = pa.Table.from_pylist(rows)
    assert [row["id"] for row in check_batch(given, FAST).to_pylist()] == [row["id"] for row in rows]
    assert check_batch(given.slice(10, 5), FAST).to_pylist() == check_batch(given, FAST).slice(10, 5).to_pylist()


def test_an_address_is_repeated() -> None:
    assert [row["uri"] for row in checked(uri=["a.html", None], text=[CLEAN, CLEAN])] == ["a.html", ""]


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string()), pa.string_view()]
)
def test_texts_of_any_arrow_type(kind: Any) -> None:
    (row,) = checked(text=pa.array([DOUBLED]).cast(kind) if kind != pa.string_view() else pa.array([DOUBLED], kind))
    assert row["verdict"] == "review"


def test_numbers_name_rows() -> None:
    assert [row["id"] for row in checked(id=[7, 8], text=[CLEAN, CLEAN])] == ["7", "8"]


def test_the_profile_names_the_columns() -> None:
    (row,) = checked(
        Config(depth="fast", select=FAST.select, fields=(("text", "corps"), ("id", "clef"))),
        corps=[DOUBLED],
        clef=["x"],
    )
    assert row["id"] == "x" and len(row["findings"]) == 1


def test_no_column_with_a_text() -> None:
    with pytest.raises(InputError, match=r"The batch has no column .* it has “corps”\. Name one"):
        checked(corps=[DOUBLED])


def test_a_null_is_a_story_without_text() -> None:
    assert [row["decision"] for row in checked(text=[None, "", CLEAN])] == [
        "nothing to check",
        "nothing to check",
        "pass",
    ]


def test_what_is_no_text_cannot_be_checked_and_the_others_are() -> None:
    broken = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\4\0\0\0"), pa.py_buffer(b"ab\xffd")])
    rows = check_batch(
        pa.table({"text": pa.chunked_array([pa.array([DOUBLED]), broken, pa.array([CLEAN])])}), FAST
    ).to_pylist()
    assert [row["decision"] for row in rows] == ["review", "unchecked", "pass"]
    assert rows[1]["verdict"] == "block" and "UTF-8" in rows[1]["reason"] and rows[1]["incomplete"] == rows[1]["reason"]
    (number,) = checked(text=[7])
    assert number["decision"] == "unchecked" and "“text”" in number["reason"]


def test_another_text_in_the_row_is_named_and_stops_a_gate() -> None:
    columns = {"text": [CLEAN], "body": ["Nobody has read these words about the flood."]}
    (row,) = checked(**columns)
    assert row["verdict"] == "pass" and any("not read" in note for note in row["notes"])
    (held,) = checked(Config(depth="fast", select=FAST.select, gate=GateLimits()), **columns)
    assert held["decision"] == "unchecked"
    (said,) = checked(Config(depth="fast", select=FAST.select, gate=GateLimits()), text=[CLEAN], body=[CLEAN])
    assert said["decision"] == "pass"


def test_a_source_is_heeded() -> None:
    assert checked(text=[CLEAN], source=["Das Heer nahm am Montag Waffen aus dem Depot."])[0]["verdict"] == "pass"


def test_html_is_read_as_html_and_repaired_in_place() -> None:
    (row,) = checked(repair=True, text=["<p>The <b>the</b> council &amp; the mayor met. The the clerk wrote.</p>"])
    assert row["repaired"]["text"] == "<p>The <b>the</b> council &amp; the mayor met. The clerk wrote.</p>"


def test_repaired_fields() -> None:
    first, second, third = checked(
        repair=True, title=["The the mayor", None, "x"], text=[TWICE, CLEAN, 'He said "no"\\ \n\nthe the end']
    )
    assert first["repaired"] == {"title": "The mayor", "summary": None, "text": TWICE.replace("The the", "The")}
    assert second["repaired"]["text"] == CLEAN
    assert third["repaired"]["text"] == 'He said "no"\\ \n\nthe end'
    assert checked(text=[TWICE])[0]["repaired"] is None


def test_a_rule_that_crashes_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.detectors.linguistic import doubled_word

    def crash(doc: object, resources: object) -> Any:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(doubled_word, "detect", crash)
    (row,) = checked(text=[DOUBLED])
    assert row["failures"] == [{"rule": "doubled-word", "error": "ZeroDivisionError: by zero"}]
    assert row["decision"] == "unchecked" and row["verdict"] == "block"


@given(
    st.lists(st.one_of(st.sampled_from([DOUBLED, CLEAN, TWICE, "<p>The the &lt;mayor</p>"]), st.text())), st.booleans()
)
def test_any_texts(texts: list[str], repair: bool) -> None:
    rows = checked(repair=repair, text=pa.array(texts, pa.string()))
    assert len(rows) == len(texts)
    for text, row in zip(texts, rows, strict=True):
        assert row["decision"] != "unchecked", row["reason"]
        for found in row["findings"]:
            assert text[found["start"] : found["end"]] == found["text"]


def test_garbage_is_looked_for_seldom_and_then_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    during = []
    real = columns.stories

    def stories(*given: Any) -> Any:
        during.append(gc.get_threshold())
        return real(*given)

    monkeypatch.setattr(columns, "stories", stories)
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    try:
        checked(text=[CLEAN])
        assert during == [garbage.SELDOM] and gc.get_threshold() == (700, 10, 10)
    finally:
        gc.set_threshold(*before)


def test_halves_of_surrogate_pairs_keep_every_place() -> None:
    from mtcheck.batch.schema import batch

    assert batch([{"notes": ["a\ud83db"], "failures": [{"rule": "\udc00", "error": ""}]}]).to_pylist()[0]["notes"] == [
        "a\ufffdb"
    ]


def test_spark_is_told_of_every_column() -> None:
    assert DDL.startswith("`uri` string, `id` string, ") and all(f"`{field.name}`" in DDL for field in SCHEMA)
    assert "array<struct<`rule`: string, " in DDL
