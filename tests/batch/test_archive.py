"""`mtcheck archive` without Ray: every row is in the output once, whatever happens on the way."""

import gzip
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed; `pip install mtcheck[ray]` brings it")

import pyarrow.parquet as pq  # noqa: E402
from archives import CLEAN, DOUBLED, FAST, OPTIONS, TWICE, archived, failed, files, lines, rows_of, stories  # noqa: E402
from commands import complains  # noqa: E402
from hypothesis import given  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from mtcheck.batch import archive, plan, reading  # noqa: E402
from mtcheck.batch.places import Place  # noqa: E402
from mtcheck.batch.plan import LINES, File, Part, Slice  # noqa: E402
from mtcheck.batch.shelf import Done  # noqa: E402
from mtcheck.batch.work import Worker  # noqa: E402


def test_stories_are_parted_by_verdict(tmp_path: Path, small_parts: None) -> None:
    rows = stories(300)
    lines(tmp_path / "in", rows)
    result = archived(tmp_path)
    assert result.code == 1 and "300 stories" in result.out
    complains(result, "parts to do, 0 done before.")
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
    parted = plan.plan([Place(str(tmp_path / "in"))], Place(str(tmp_path / "out")), (), "", 700)
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
    parts = [*plan.plan([Place(str(tmp_path / "in"))], Place(str(tmp_path / "out")), (), "", 1).parts]
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


def test_a_file_in_several_inputs_counts_once(tmp_path: Path) -> None:
    path = lines(tmp_path / "in", stories(5))
    assert "5 stories" in archived(tmp_path, "in", str(path), "in", "out").out
    assert len(rows_of(tmp_path / "out")) == 5


def test_an_output_among_the_stories_is_no_input(tmp_path: Path) -> None:
    lines(tmp_path / "in", stories(5))
    first = archived(tmp_path, "--repair", "in", "in/out")
    second = archived(tmp_path, "--repair", "in", "in/out")
    assert (first.code, first.out) == (second.code, second.out) and "5 stories" in second.out


def test_what_is_said_on_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_parts: None) -> None:
    lines(tmp_path / "in", [*stories(20), {"text": 7}])
    monkeypatch.setattr("mtcheck.cli.archive._EVERY", 0.0)
    first = archived(tmp_path).err.splitlines()
    parts = len(first) - 3  # each has its line; one says what is to do, two what was set aside
    assert first[0] == f"mtcheck: {parts} parts to do, 0 done before."
    assert first[1] == f"mtcheck: 1 of {parts} parts done."
    assert first[-3] == f"mtcheck: {parts} of {parts} parts done, 1 row set aside."
    assert archived(tmp_path).err.startswith(f"mtcheck: Nothing to do: {parts} parts done before, 1 row set aside.")
    quiet = archived(tmp_path, "--quiet", "in", "out")
    assert not quiet.out and len(quiet.err.splitlines()) == 2


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


def test_an_archive_does_not_speak_for_itself(tmp_path: Path) -> None:
    lines(tmp_path / "in", [{"text": f"[mtcheck-ignore doubled-coordination: fine]\n\n{DOUBLED}"}])
    assert archived(tmp_path).code == 1


def test_processes_that_check_change_nothing(tmp_path: Path, small_parts: None) -> None:
    lines(tmp_path / "in", stories(60))
    archived(tmp_path, "in", "one")
    assert archived(tmp_path, "--workers", "2", "in", "two").code == 1
    assert files(tmp_path / "one") == files(tmp_path / "two")


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
    parts = plan.plan([Place(str(tmp_path))], Place(str(tmp_path / "out")), (), "", 10_000).parts
    cuts = [(one.start, one.end) for part in parts for one in part.slices]
    assert len(parts) >= 4 and cuts[0][0] == 0 and cuts[-1][1] == 1000
    assert all(before[1] == after[0] for before, after in zip(cuts, cuts[1:], strict=False))


def test_addresses_are_shown_without_their_secrets() -> None:
    assert Place("s3://key:secret@bucket/a?endpoint_override=x").name == "s3://bucket/a"
