"""`mtcheck archive` without Ray: every row is in the output once, whatever happens on the way."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed; `pip install mtcheck[ray]` brings it")

import pyarrow.parquet as pq  # noqa: E402
from archives import CLEAN, DOUBLED, OPTIONS, TWICE, failed, files, lines, rows_of, stories  # noqa: E402
from commands import Result, complains, run  # noqa: E402
from hypothesis import given  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from mtcheck.batch import archive, judge, plan, reading  # noqa: E402
from mtcheck.batch.places import Place  # noqa: E402
from mtcheck.batch.plan import LINES, File, Part, Slice  # noqa: E402
from mtcheck.batch.shelf import Done, Shelf  # noqa: E402
from mtcheck.batch.work import Undone, Worker  # noqa: E402
from mtcheck.profile.config import Config  # noqa: E402

FAST = Config(depth="fast", select=("doubled-coordination", "doubled-word"), inline_marks=False)


def archived(folder: Path, *arguments: str, options: tuple[str, ...] = OPTIONS) -> Result:
    return run("archive", "--without-ray", *options, *(arguments or ("in", "out")), cwd=folder)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of about ten rows, so that a few hundred make many of them."""
    before = archive.plan
    monkeypatch.setattr(
        archive, "plan", lambda sources, told, signed, size, known: before(sources, told, signed, 1_000, known)
    )


def test_stories_are_parted_by_verdict(tmp_path: Path, small_parts: None) -> None:
    rows = stories(300)
    lines(tmp_path / "in", rows)
    result = archived(tmp_path)
    assert result.code == 1 and "300 stories" in result.out and not result.err
    found = rows_of(tmp_path / "out")
    assert sorted(row["id"] for row in found) == sorted(row["id"] for row in rows)
    assert {row["verdict"] for row in found} == {"pass", "review"} and not failed(tmp_path / "out")
    assert len(files(tmp_path / "out")) > 40
    summary = json.loads((tmp_path / "out/_mtcheck/summary.json").read_text())
    assert (
        summary["documents"] == 300
        and summary["decisions"] == {"pass": 100, "review": 200}
        and summary["set_aside"] == 0
    )


def test_rows_do_not_depend_on_the_parts(tmp_path: Path) -> None:
    lines(tmp_path / "in", stories(200))
    assert archived(tmp_path, "in", "whole").code == 1
    one = rows_of(tmp_path / "whole")
    parted = plan.plan([Place(str(tmp_path / "in"))], (), "", 700)
    assert len(parted.parts) > 20
    worker = Worker(archive.Job(FAST, (str(tmp_path / "in"),), str(tmp_path / "parts")))
    assert all(isinstance(worker.do(part), Done) for part in parted.parts)
    other = rows_of(tmp_path / "parts")
    assert [(row["id"], row["findings"], row["score"]) for row in one] == [
        (row["id"], row["findings"], row["score"]) for row in other
    ]


def test_a_second_run_does_nothing_again(tmp_path: Path) -> None:
    lines(tmp_path / "in", stories(30))
    first = archived(tmp_path)
    before = {
        path: path.stat().st_mtime_ns
        for path in (tmp_path / "out").rglob("*")
        if path.name != "summary.json" and path.is_file()
    }
    second = archived(tmp_path)
    assert (first.code, first.out) == (second.code, second.out)
    assert before == {path: path.stat().st_mtime_ns for path in before}


class Killed(BaseException):
    """As if the process had ended here."""


def test_resumed_after_a_stop_at_any_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_parts: None) -> None:
    (tmp_path / "in").mkdir()
    rows = stories(40)
    lines(tmp_path / "in", rows)
    (tmp_path / "in" / "torn.jsonl").write_text('{"text": 7}\n{"te')
    assert archived(tmp_path, "in", "whole").code == 3
    whole = files(tmp_path / "whole")
    write = Place.write
    stops = 0
    for stop in range(1, 100):
        left = iter(range(stop))

        def dying(self: Place, path: str, data: bytes, left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise Killed
            write(self, path, data)

        monkeypatch.setattr(Place, "write", dying)
        try:
            archived(tmp_path)
        except Killed:
            stops += 1
        else:
            break
    monkeypatch.setattr(Place, "write", write)
    result = archived(tmp_path)
    assert stops > 5 and result.code == 3 and "40 stories" in result.out
    assert files(tmp_path / "out") == whole
    assert not list((tmp_path / "out/_mtcheck/begun").iterdir())


def test_a_part_whose_files_are_gone_or_cut_is_done_again(tmp_path: Path, small_parts: None) -> None:
    lines(tmp_path / "in", stories(60))
    archived(tmp_path)
    whole = files(tmp_path / "out")
    gone, cut = sorted(whole)[0], sorted(whole)[-1]
    (tmp_path / "out" / gone).unlink()
    (tmp_path / "out" / cut).write_bytes(whole[cut][:-10])
    assert archived(tmp_path).code == 1
    assert files(tmp_path / "out") == whole


@pytest.mark.slow
def test_killed_with_9_ten_times(tmp_path: Path) -> None:
    lines(tmp_path / "in", stories(3_000))
    command = [sys.executable, "-m", "mtcheck", "archive", "--without-ray", *OPTIONS, "--part-size", "0.02"]
    assert subprocess.run([*command, "in", "whole"], cwd=tmp_path, capture_output=True).returncode == 1
    parts = [*plan.plan([Place(str(tmp_path / "in"))], (), "", 1).parts]
    assert parts
    for number in range(10):
        process = subprocess.Popen(
            [*command, "in", "out"], cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(0.3 + 0.15 * number)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert subprocess.run([*command, "in", "out"], cwd=tmp_path, capture_output=True).returncode == 1
    assert files(tmp_path / "out") == files(tmp_path / "whole")


def test_files_that_come_later_are_added(tmp_path: Path) -> None:
    rows = stories(40)
    lines(tmp_path / "in", rows[:25], "b.jsonl")
    assert "25 stories" in archived(tmp_path).out
    before = files(tmp_path / "out")
    lines(tmp_path / "in", rows[25:], "a.jsonl")
    result = archived(tmp_path)
    assert "40 stories" in result.out
    assert before.items() <= files(tmp_path / "out").items()
    assert sorted(row["id"] for row in rows_of(tmp_path / "out")) == sorted(row["id"] for row in rows)


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
    complains(result, "something else than an archive")


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
        patched.setattr(reading, "_of_lines", fail)
        result = archived(tmp_path)
    assert result.code == 3 and not (tmp_path / "out/_mtcheck/summary.json").exists()
    complains(result, "1 part is not done; run the same command again", "Input/output error")
    assert archived(tmp_path).code == 1


def test_all_formats(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    rows = stories(5)
    lines(folder, rows[:1])
    (folder / "more.ndjson.gz").write_bytes(gzip.compress(json.dumps(rows[1]).encode()))
    pq.write_table(pa.Table.from_pylist([{"guid": rows[2]["id"], "body": rows[2]["text"]}]), folder / "rows.parquet")
    (folder / "story.txt").write_text(TWICE)
    (folder / "page.html").write_text(f"<html><body><p>{DOUBLED}</p></body></html>")
    items = "".join(
        f"<item><title>Council meets</title><guid>{number}</guid><description>{TWICE}</description></item>"
        for number in range(3)
    )
    (folder / "feed.rss").write_text(f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>')
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "_hidden").mkdir()
    (folder / "_hidden" / "story.txt").write_text(TWICE)
    result = archived(tmp_path, "--repair", "in", "out")
    assert result.code == 1, result.err
    found = rows_of(tmp_path / "out")
    assert [(row["uri"], row["id"]) for row in found] == [
        ("in/feed.rss", "0"),
        ("in/feed.rss", "1"),
        ("in/feed.rss", "2"),
        ("in/more.ndjson.gz", "story-1"),
        ("in/page.html", ""),
        ("in/rows.parquet", "story-2"),
        ("in/story.txt", ""),
        ("in/stories.jsonl", "story-0"),
    ] or sorted((row["uri"], row["id"]) for row in found) == [(row["uri"], row["id"]) for row in found]
    by_name = {row["uri"]: row for row in found}
    assert by_name["in/story.txt"]["repaired"]["text"] == TWICE.replace("The the", "The")
    assert by_name["in/rows.parquet"]["repaired"]["text"] == rows[2]["text"].replace("The the", "The")
    assert by_name["in/feed.rss"]["repaired"] is None and by_name["in/feed.rss"]["verdict"] == "review"
    assert len(found) == 8


def test_rows_without_an_id_are_named_by_their_place(tmp_path: Path) -> None:
    path = lines(tmp_path / "in", [{"text": CLEAN}, {"text": DOUBLED}])
    pq.write_table(pa.table({"text": [CLEAN, DOUBLED, TWICE]}), tmp_path / "in/rows.parquet", row_group_size=2)
    archived(tmp_path)
    found = rows_of(tmp_path / "out")
    second = path.read_bytes().index(b"\n") + 1
    assert [row["id"] for row in found] == ["1", "2", "3", "0", str(second)]
    assert path.read_bytes()[second:].startswith(b'{"text": "The army took weapons and')


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (CLEAN, (), 0),
        (DOUBLED, (), 1),
        (DOUBLED, ("--fail-on", "none"), 0),
        (CLEAN, ("--config", "ci-gate"), 0),
        ("", ("--config", "ci-gate"), 3),
    ],
)
def test_exit_codes_are_those_of_check(tmp_path: Path, text: str, options: tuple[str, ...], code: int) -> None:
    lines(tmp_path / "in", [{"text": text}])
    assert archived(tmp_path, *options, "in", "out").code == code


def test_no_story_passes_no_gate(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), tmp_path / "in/rows.parquet")
    assert archived(tmp_path).code == 0
    result = archived(tmp_path, "--config", "ci-gate", "in", "gated")
    assert result.code == 3
    complains(result, "holds no story")


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


def test_an_archive_does_not_speak_for_itself(tmp_path: Path) -> None:
    lines(tmp_path / "in", [{"text": f"[mtcheck-ignore doubled-coordination: fine]\n\n{DOUBLED}"}])
    assert archived(tmp_path).code == 1


def test_processes_that_check_change_nothing(tmp_path: Path, small_parts: None) -> None:
    lines(tmp_path / "in", stories(60))
    archived(tmp_path, "in", "one")
    assert archived(tmp_path, "--workers", "2", "in", "two").code == 1
    assert files(tmp_path / "one") == files(tmp_path / "two")


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
    (part,) = plan.plan([Place(str(path))], (), "", 1_000_000).parts
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
    (part,) = plan.plan([Place(str(path))], (), "", 1_000_000).parts
    assert [Shelf(Place(job.output)).begin(part, "this")[1] for _ in range(5)] == [1, 2, 3, 4, 5]
    assert Worker(job).do(part) == Undone(0, "The process that worked on it died 5 times.")
    worker = Worker(archive.Job(FAST, job.sources, job.output, run="next"))
    assert isinstance(worker.do(part), Done)
    worker.close()


def test_a_worker_of_another_version_takes_no_part(tmp_path: Path) -> None:
    path = lines(tmp_path / "in", stories(2))
    outcome = Worker(archive.Job(FAST, (str(path),), str(tmp_path / "out"), examination="another")).do(
        plan.plan([Place(str(path))], (), "", 9).parts[0]
    )
    assert isinstance(outcome, Undone) and "another version" in outcome.reason


@given(
    st.lists(st.binary(max_size=12).map(lambda data: data.replace(b"\n", b"")), max_size=12),
    st.booleans(),
    st.integers(1, 40),
    st.integers(1, 16),
)
def test_any_cut_of_lines_reads_each_once(
    tmp_path_factory: pytest.TempPathFactory, texts: list[bytes], ended: bool, size: int, read: int
) -> None:
    data = b"\n".join(texts) + (b"\n" if ended else b"")
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    path.write_bytes(data)
    file = File(0, str(path), len(data), None, LINES)
    before, reading._BYTES = reading._BYTES, read
    try:
        cuts = [Slice(file, at, min(at + size, len(data))) for at in range(0, len(data), size)]
        found = [line for cut in cuts for line in reading._lines(Place(str(path)), cut)]
    finally:
        reading._BYTES = before
    whole, at = [], 0
    for text in data.split(b"\n"):
        whole.append((at, text))
        at += len(text) + 1
    assert [line for line in found if line[1]] == [line for line in whole if line[1]]


@pytest.mark.parametrize("size", [1, 3, 64, 1000])
@pytest.mark.parametrize("group", [1, 7, 100])
def test_any_cut_of_parquet_reads_each_row_once(tmp_path: Path, size: int, group: int) -> None:
    from mtcheck.run.session import Session

    pq.write_table(
        pa.table({"text": [f"{CLEAN} {at}" for at in range(100)]}), tmp_path / "rows.parquet", row_group_size=group
    )
    place = Place(str(tmp_path / "rows.parquet"))
    file = File(0, place.path, 0, None, plan.PARQUET)
    session = Session(FAST)
    found = [
        one.id
        for at in range(0, 100, size)
        for one in reading.stories(session, [place], Part(0, (Slice(file, at, min(at + size, 100)),)))
    ]
    assert found == [str(number) for number in range(1, 101)]


def test_large_parquet_files_are_cut(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": [f"{CLEAN} {at}" for at in range(1000)]}), tmp_path / "rows.parquet")
    parts = plan.plan([Place(str(tmp_path))], (), "", 10_000).parts
    cuts = [(one.start, one.end) for part in parts for one in part.slices]
    assert len(parts) >= 4 and cuts[0][0] == 0 and cuts[-1][1] == 1000
    assert all(before[1] == after[0] for before, after in zip(cuts, cuts[1:], strict=False))


def test_addresses_are_shown_without_their_secrets() -> None:
    assert Place("s3://key:secret@bucket/a?endpoint_override=x").name == "s3://bucket/a"


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
