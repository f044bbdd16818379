"""What goes wrong with an archive, and what is said of it: nothing is lost, and the rest is done."""

import gzip
import importlib.util
import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed; `pip install mtcheck[ray]` brings it")

import pyarrow.parquet as pq  # noqa: E402
from archives import CLEAN, FAST, OPTIONS, TWICE, archived, failed, lines, rows_of, stories  # noqa: E402
from commands import complains, run  # noqa: E402
from pyarrow import fs  # noqa: E402

from mtcheck.batch import archive, judge, plan, reading  # noqa: E402
from mtcheck.batch.places import Place  # noqa: E402
from mtcheck.batch.shelf import Done, Shelf  # noqa: E402
from mtcheck.batch.work import Undone, Worker  # noqa: E402


@pytest.mark.parametrize("change", ["gone", "longer"])
def test_a_file_that_has_changed_is_named(tmp_path: Path, change: str) -> None:
    path = lines(tmp_path / "in", stories(4))
    lines(tmp_path / "in", stories(4), "other.jsonl")
    archived(tmp_path)
    if change == "gone":
        path.unlink()
    else:
        path.write_text(path.read_text() + json.dumps({"text": CLEAN}))
    result = archived(tmp_path)
    assert result.code == 2
    complains(result, "in/stories.jsonl", "is gone" if change == "gone" else "has changed", "another OUTPUT")


def test_another_profile_does_not_go_on(tmp_path: Path) -> None:
    lines(tmp_path / "in", stories(4))
    archived(tmp_path)
    for other in (("--select", "doubled-word"), ("--repair",), ("--min-confidence", "0.9")):
        result = run("archive", "--without-ray", *OPTIONS, *other, "in", "out", cwd=tmp_path)
        assert result.code == 2, other
        complains(result, "another profile")


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    lines(tmp_path / "in", stories(4))
    lines(tmp_path / "out", stories(1))
    result = archived(tmp_path)
    assert result.code == 2 and [path.name for path in (tmp_path / "out").iterdir()] == ["stories.jsonl"]
    complains(result, "is no archive")


def test_what_is_broken_is_set_aside_with_its_reason(tmp_path: Path) -> None:
    path = lines(tmp_path / "in", stories(6))
    at = path.stat().st_size
    with path.open("ab") as out:
        out.write(b'{"text": 7}\n{"te\n[]\n{"other": "x"}\n\n{"text": "\\ud83d The the end."}\n')
    (tmp_path / "in/data.parquet").write_bytes(b"PAR1 this is none")
    (tmp_path / "in/picture.txt").write_bytes(b"\0\1\2")
    result = archived(tmp_path)
    assert result.code == 3 and "7 stories" in result.out
    aside = failed(tmp_path / "out")
    assert [row["id"] for row in aside if row["uri"] == "in/stories.jsonl"] == [
        str(at),
        str(at + 12),
        str(at + 17),
        str(at + 20),
    ]
    assert [row["text"] for row in aside if row["uri"] == "in/stories.jsonl"] == [
        '{"text": 7}',
        '{"te',
        "[]",
        '{"other": "x"}',
    ]
    assert {row["uri"] for row in aside} == {"in/stories.jsonl", "in/data.parquet", "in/picture.txt"}
    assert all(row["reason"].endswith(".") or "broken" in row["reason"] for row in aside)
    assert result.err.splitlines()[-1].startswith("mtcheck: 6 rows could not be checked and are in out/_failed")
    assert any(
        found["rule"] == "doubled-word"
        for row in rows_of(tmp_path / "out")
        if row["id"] == str(at + 36)
        for found in row["findings"]
    )


def test_a_story_whose_row_cannot_be_made_does_not_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines(tmp_path / "in", [{"id": "a", "text": CLEAN}, {"id": "b", "text": CLEAN}])
    real = judge.Judge._repaired

    def repaired(self: judge.Judge, report: Any, given: judge.Given) -> Any:
        if given.id == "b":
            raise IndexError("string index out of range")
        return real(self, report, given)

    monkeypatch.setattr(judge.Judge, "_repaired", repaired)
    result = archived(tmp_path, "in", "out", "--repair")
    assert result.code == 3 and "1 row could not be checked" in result.err
    assert [row["id"] for row in failed(tmp_path / "out")] == ["b"]
    assert json.loads((tmp_path / "out/_mtcheck/summary.json").read_text())["set_aside"] == 1


def test_what_was_set_aside_can_be_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.detectors.linguistic import doubled_word

    lines(tmp_path / "in", stories(6))
    with monkeypatch.context() as patched:
        patched.setattr(doubled_word, "detect", lambda doc, resources: 1 / 0)
        result = archived(tmp_path)
    assert result.code == 3 and len(failed(tmp_path / "out")) == 6
    assert "doubled-word crashed" in failed(tmp_path / "out")[0]["reason"] and failed(tmp_path / "out")[0][
        "text"
    ].startswith("Council")
    assert archived(tmp_path).code == 3
    assert archived(tmp_path, "--retry", "in", "out").code == 1
    assert not failed(tmp_path / "out") and len(rows_of(tmp_path / "out")) == 6


def test_a_file_system_that_does_not_answer_leaves_the_part_for_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines(tmp_path / "in", stories(6))

    def fail(*_: object) -> Iterator[Any]:
        raise OSError(5, "Input/output error")
        yield

    with monkeypatch.context() as patched:
        patched.setattr(reading, "_lines", fail)
        result = archived(tmp_path)
    assert result.code == 3 and not (tmp_path / "out/_mtcheck/summary.json").exists()
    complains(result, "1 part is not done; run the same command again", "Input/output error")
    assert archived(tmp_path).code == 1


def test_a_broken_file_among_many_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_BYTES", 1_000)
    folder = tmp_path / "in"
    lines(folder, stories(5))
    whole = gzip.compress("".join(json.dumps(row) + "\n" for row in stories(3_000)).encode())
    (folder / "cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    (folder / "none.txt.gz").write_bytes(b"This was never compressed.")
    result = archived(tmp_path)
    assert result.code == 3 and (tmp_path / "out/_mtcheck/summary.json").exists(), result.err
    aside = {row["uri"]: row["reason"] for row in failed(tmp_path / "out")}
    assert aside.keys() == {"in/cut.jsonl.gz", "in/none.txt.gz"}
    assert all("is broken, and its stories could not be read, or not all of them" in said for said in aside.values())
    found = [row["uri"] for row in rows_of(tmp_path / "out")]
    assert found.count("in/stories.jsonl") == 5 and found.count("in/cut.jsonl.gz") > 0


def test_a_file_that_may_not_be_read_is_set_aside_and_read_when_it_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    lines(folder, stories(5))
    pq.write_table(pa.Table.from_pylist(stories(7)[5:]), folder / "rows.parquet")
    (folder / "story.txt").write_text(CLEAN)

    class Guarded:
        """A file system that keeps all but one file to itself."""

        def __getattr__(self, name: str) -> Any:
            def asked(path: str, *rest: Any, **more: Any) -> Any:
                if not path.endswith("stories.jsonl"):
                    raise PermissionError(13, "Permission denied")
                return getattr(fs.LocalFileSystem(), name)(path, *rest, **more)

            return asked if name.startswith("open_input") else getattr(fs.LocalFileSystem(), name)

        def __eq__(self, other: object) -> bool:
            return True

    with monkeypatch.context() as patched:
        patched.setattr(
            Place, "files", property(lambda place: Guarded() if place.address == "in" else place._opened[0])
        )
        result = archived(tmp_path)
    assert result.code == 3, result.err
    assert {row["uri"]: row["reason"] for row in failed(tmp_path / "out")} == {
        name: f"{name} cannot be read: permission denied." for name in ("in/rows.parquet", "in/story.txt")
    }
    assert len(rows_of(tmp_path / "out")) == 5
    assert archived(tmp_path, "--retry", "in", "out").code == 1
    assert len(rows_of(tmp_path / "out")) == 8 and not failed(tmp_path / "out")


def test_other_inputs_do_not_go_on(tmp_path: Path) -> None:
    path = lines(tmp_path / "in", stories(5))
    lines(tmp_path / "news", stories(3))
    assert archived(tmp_path, "in", "news", "out").code == 1
    for inputs in (("news",), ("news", "in"), ("in",)):
        result = archived(tmp_path, *inputs, "out")
        assert result.code == 2
        complains(result, "out was begun with other inputs", str(tmp_path), "in the same order")
    assert str(path) in archived(tmp_path, "news", "out").err


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_parts: None) -> None:
    lines(tmp_path / "in", stories(60))
    write = Place._write

    def full(self: Place, target: str, data: bytes) -> None:
        if "part-000003" in target:
            raise OSError(28, "No space left on device")
        write(self, target, data)

    with monkeypatch.context() as patched:
        patched.setattr(Place, "_write", full)
        result = archived(tmp_path)
    assert result.code == 3 and not (tmp_path / "out/_mtcheck/summary.json").exists()
    last = result.err.splitlines()[-1]
    assert "1 part is not done" in last and "out/_mtcheck/begun/part-000003 cannot be written: No space left" in last
    assert archived(tmp_path).code == 1 and len(rows_of(tmp_path / "out")) == 60


def test_an_output_that_is_a_file(tmp_path: Path) -> None:
    lines(tmp_path / "in", stories(2))
    (tmp_path / "out").write_text("notes")
    result = archived(tmp_path)
    assert result.code == 2 and (tmp_path / "out").read_text() == "notes"
    complains(result, "out is no archive of mtcheck")
    result = archived(tmp_path, "in", "out/below")
    assert result.code == 3
    complains(result, "out/below/_mtcheck/plan.json cannot be written")


def test_without_ray_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines(tmp_path / "in", stories(2))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    result = run("archive", *OPTIONS, "in", "out", cwd=tmp_path)
    assert result.code == 3 and not (tmp_path / "out").exists()
    complains(result, 'pip install "mtcheck[ray]"', "--without-ray")


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        (("nowhere", "out"), ("nowhere does not exist",)),
        (("empty", "out"), ("There are no stories in empty", ".parquet")),
        (("s4://bucket/x", "out"), ("s4://bucket/x cannot be opened",)),
        (("numbers", "out"), ("numbers/rows.parquet has no column for the text", "it has “n”")),
    ],
)
def test_inputs_that_make_no_sense(tmp_path: Path, inputs: tuple[str, ...], words: tuple[str, ...]) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "numbers").mkdir()
    pq.write_table(pa.table({"n": [1]}), tmp_path / "numbers/rows.parquet")
    result = archived(tmp_path, *inputs)
    assert result.code in (2, 3) and not (tmp_path / "out").exists()
    complains(result, *words)


def test_a_story_that_kills_its_process_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.detectors.linguistic import doubled_word

    before = doubled_word.detect

    def detect(doc: Any, resources: Any) -> Any:
        if "fatal" in doc.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return before(doc, resources)

    monkeypatch.setattr(doubled_word, "detect", detect)
    monkeypatch.setattr(judge, "METHOD", "fork")  # so that the process has the rule above
    path = lines(
        tmp_path / "in", [{"id": "a", "text": TWICE}, {"id": "b", "text": "A fatal story."}, {"id": "c", "text": CLEAN}]
    )
    shelf = Shelf(Place(str(tmp_path / "out")))
    (part,) = plan.plan([Place(str(path))], Place(str(tmp_path / "out")), (), "", 1_000_000).parts
    assert shelf.begin(part, "a run that died") == (False, 1)
    worker = Worker(archive.Job(FAST, (str(path),), str(tmp_path / "out"), run="another"))
    done = worker.do(part)
    worker.close()
    assert isinstance(done, Done) and done.tally.unchecked == 1
    assert [(row["id"], row["text"]) for row in failed(tmp_path / "out")] == [("b", "A fatal story.")]
    assert "died (signal 9)" in failed(tmp_path / "out")[0]["reason"]
    assert [row["id"] for row in rows_of(tmp_path / "out")] == ["a", "c"]


def test_a_part_that_kills_its_worker_again_and_again_is_left(tmp_path: Path) -> None:
    path = lines(tmp_path / "in", stories(2))
    job = archive.Job(FAST, (str(path),), str(tmp_path / "out"), run="this")
    (part,) = plan.plan([Place(str(path))], Place(str(tmp_path / "out")), (), "", 1_000_000).parts
    assert [Shelf(Place(job.output)).begin(part, "this")[1] for _ in range(5)] == [1, 2, 3, 4, 5]
    assert Worker(job).do(part) == Undone(0, "The process that worked on it died 5 times.")
    worker = Worker(archive.Job(FAST, job.sources, job.output, run="next"))
    assert isinstance(worker.do(part), Done)
    worker.close()


def test_a_worker_of_another_version_takes_no_part(tmp_path: Path) -> None:
    path = lines(tmp_path / "in", stories(2))
    outcome = Worker(archive.Job(FAST, (str(path),), str(tmp_path / "out"), examination="another")).do(
        plan.plan([Place(str(path))], Place(str(tmp_path / "out")), (), "", 9).parts[0]
    )
    assert isinstance(outcome, Undone) and "differs" in outcome.reason


def test_a_broken_row_group_loses_no_other_rows(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    texts = [f"{CLEAN} {at}" for at in range(400)]
    pq.write_table(pa.table({"text": texts}), folder / "rows.parquet", row_group_size=100, use_dictionary=False)
    about = pq.read_metadata(folder / "rows.parquet").row_group(2).column(0)
    data = bytearray((folder / "rows.parquet").read_bytes())
    data[about.data_page_offset : about.data_page_offset + about.total_compressed_size] = (
        b"\xff" * about.total_compressed_size
    )
    (folder / "rows.parquet").write_bytes(data)
    result = archived(tmp_path)
    assert result.code == 3
    ids = {int(row["id"]) for row in rows_of(tmp_path / "out")}
    (aside,) = failed(tmp_path / "out")
    assert aside["uri"] == "in/rows.parquet" and "rows 201 to 300 could not be read" in aside["reason"]
    assert ids == {*range(1, 201), *range(301, 401)}
