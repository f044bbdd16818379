"""Fails closed: bad copy does not pass a gate, whoever wrote the story, named its file or broke what stands
around it.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest
from commands import CLEAN, DOUBLED, ONLY, complains, gate, run
from waiting import LONG, until

from mtcheck.readers.files import RawFile

ROOT = Path(__file__).parent.parent.parent

# Names of files


NAMES = (
    "--config=p.txt",
    "--baseline=b.txt",
    "--min-confidence=1.0",
    "--fail-on=none",
    "--ignore=all",
    "--no-cache",
    "-h",
    "--help",
)


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_file_is_an_option(bad: Path, name: str) -> None:
    (bad / name).write_text(DOUBLED, encoding="utf-8")
    (bad / "p.txt").write_text('fail_on = "none"', encoding="utf-8")
    (bad / "b.txt").write_text("{}", encoding="utf-8")
    result = gate(bad, "--", "bad.txt", name, "--", "-")
    assert result.code == 3 and "./-- does not exist" in result.err and "./- does not exist" in result.err
    assert f"./{name}  " in result.out
    result = gate(bad, "--format", "json", "--", name, "bad.txt")
    assert [story["uri"] for story in json.loads(result.out)["documents"]] == [f"./{name}", "bad.txt"]
    assert result.code == 1
    refused = gate(bad, name, "bad.txt")
    assert refused.code == 2
    complains(refused, f"“{name}” is an option and also the name of a file")


def test_options_behind_two_hyphens_are_files(bad: Path) -> None:
    result = gate(bad, "--", "bad.txt", "--fail-on", "none")
    assert result.code == 3


# Words of a story


@pytest.mark.parametrize(
    "text",
    [
        f"[mtcheck-ignore all: fine] {DOUBLED}",
        f"<!-- mtcheck-ignore all: fine -->\n{DOUBLED}",
        f"<!-- mtcheck-ignore all: fine {DOUBLED} -->",
        f"[mtcheck-ignore all: {DOUBLED}]",
    ],
)
def test_a_story_does_not_speak_for_itself(tmp_path: Path, text: str) -> None:
    (tmp_path / "story.txt").write_text(text, encoding="utf-8")
    (tmp_path / "feed.jsonl").write_text(json.dumps({"id": "1", "text": text}), encoding="utf-8")
    for name in ("story.txt", *(["feed.jsonl"] if "<!--" not in text else [])):
        result = gate(tmp_path, name, "--format", "json")
        assert result.code == 1, name
        (story,) = json.loads(result.out)["summary"]["stories"]
        assert (
            "“mtcheck-ignore” in its text counts for nothing under this profile; mark a place as fine in a sidecar"
            " file." in story["notes"]
        )


@pytest.mark.parametrize(
    "mark",
    ["<!-- mtcheck-ignore doubled-word: a band -->", "<!-- mtcheck-ignore it -->", "[mtcheck-ignore all: a band]"],
)
def test_a_mark_that_counts_for_nothing_is_no_finding(tmp_path: Path, mark: str) -> None:
    (tmp_path / "story.txt").write_text(f"{CLEAN}\n\n{mark}\n{CLEAN}\n\n{CLEAN} {mark}\n", encoding="utf-8")
    result = gate(tmp_path, "story.txt", "--format", "json")
    assert result.code == 0
    (document,) = json.loads(result.out)["documents"]
    assert not any("mtcheck-ignore" in finding["text"] for finding in document["findings"])


def test_a_sidecar_speaks_at_a_gate(bad: Path) -> None:
    (bad / "bad.txt.mtcheck.toml").write_text('[[ignore]]\nrule = "all"\nreason = "song text"\n', encoding="utf-8")
    assert gate(bad, "bad.txt").code == 0


def test_a_clean_story_passes(tmp_path: Path) -> None:
    (tmp_path / "clean.txt").write_text(CLEAN, encoding="utf-8")
    assert gate(tmp_path, "clean.txt").code == 0


# What makes mtcheck fall over


def crash(*_: object, **__: object) -> None:
    raise IndexError("string index out of range")


@pytest.mark.parametrize(
    "place",
    [
        "mtcheck.readers.files.load",
        "mtcheck.run.session.Session.stories",
        "mtcheck.run.session.Session.judge",
        "mtcheck.run.stream.portable",
        "mtcheck.cli.check.pieces",
    ],
)
@pytest.mark.parametrize("format", ["terminal", "json", "junit", "sarif"])
def test_a_file_that_mtcheck_falls_over_ends_no_run(
    bad: Path, monkeypatch: pytest.MonkeyPatch, place: str, format: str
) -> None:
    (bad / "clean.txt").write_text(CLEAN, encoding="utf-8")
    monkeypatch.setattr(place, crash)
    result = gate(bad, "clean.txt", "bad.txt", "--format", format)
    assert result.code == 3
    assert format in ("junit", "sarif") or "IndexError: string index out of range" in result.out + result.err
    assert "Traceback" not in result.out + result.err


def test_fix_goes_on_after_a_file_that_it_falls_over(bad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtcheck.run.session.Session.stories", crash)
    result = run("fix", "bad.txt", "--write", "--review", *ONLY, cwd=bad)
    assert result.code == 3
    complains(result, "bad.txt is left as it is: mtcheck crashed on it (IndexError")


# Folders


def test_nothing_in_a_folder_is_left_out_in_silence(bad: Path) -> None:
    folder = bad / "in"
    folder.mkdir()
    (folder / "clean.txt").write_text(CLEAN, encoding="utf-8")
    assert gate(bad, "in").code == 0
    (folder / "gone.txt").symlink_to("nowhere.txt")
    result = gate(bad, "in")
    assert result.code == 3
    complains(result, "in/gone.txt leads nowhere")
    (folder / "gone.txt").unlink()
    os.mkfifo(folder / "pipe.txt")
    result = gate(bad, "in")
    assert result.code == 3
    complains(result, "in/pipe.txt has the name of a story but is not a file")
    (folder / "pipe.txt").unlink()
    (folder / "more").mkdir()
    (folder / "more" / "bad.txt").write_text(DOUBLED, encoding="utf-8")
    assert gate(bad, "in").code == gate(bad, "in/*").code == gate(bad, "i*").code == gate(bad, "in/**").code == 1
    (folder / "more").rename(bad / "more")
    (folder / "linked").symlink_to(bad / "more")
    (folder / "round").symlink_to(folder)
    result = gate(bad, "in", "--format", "json")
    assert result.code == 1
    assert [story["uri"] for story in json.loads(result.out)["documents"]] == ["in/clean.txt", "in/linked/bad.txt"]


def test_a_folder_that_cannot_be_read(bad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bad / "closed").mkdir()
    real = os.scandir

    def scandir(path: str = ".") -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    (bad / "bad.txt").write_text(CLEAN, encoding="utf-8")
    for path in (".", "**"):
        result = gate(bad, path)
        assert result.code == 3
        complains(result, "closed cannot be read: permission denied")


@pytest.mark.parametrize("pattern", ["in*", "*/", "in/*", "in/**"])
def test_a_glob_that_matches_no_story(bad: Path, pattern: str) -> None:
    (bad / "in" / "deep").mkdir(parents=True)
    assert gate(bad, pattern).code == 3


# The same id twice


@pytest.mark.parametrize("ratchet", [(), ("--ratchet",)])
def test_a_second_story_of_the_same_id_is_not_known(tmp_path: Path, ratchet: tuple[str, ...]) -> None:
    line = json.dumps({"id": "7", "text": DOUBLED}) + "\n"
    (tmp_path / "feed.jsonl").write_text(line, encoding="utf-8")
    assert run("baseline", "create", "feed.jsonl", *ONLY, cwd=tmp_path).code == 0
    known = ("--baseline", "mtcheck-baseline.json")
    assert gate(tmp_path, "feed.jsonl", *known, *ratchet).code == 0
    (tmp_path / "feed.jsonl").write_text(line * 2, encoding="utf-8")
    result = gate(tmp_path, "feed.jsonl", *known, *ratchet, "--format", "json")
    assert result.code == 1
    assert [(story["id"], len(story["findings"])) for story in json.loads(result.out)["documents"]] == [
        ("7", 0),
        ("7#2", 1),
    ]


def test_no_id_makes_two_stories_one(tmp_path: Path) -> None:
    told = [{"id": "7#2", "text": DOUBLED}, {"id": "7", "text": CLEAN}]
    (tmp_path / "feed.jsonl").write_text("".join(json.dumps(one) + "\n" for one in told), encoding="utf-8")
    assert run("baseline", "create", "feed.jsonl", *ONLY, cwd=tmp_path).code == 0
    told.append({"id": "7", "text": DOUBLED})
    (tmp_path / "feed.jsonl").write_text("".join(json.dumps(one) + "\n" for one in told), encoding="utf-8")
    result = gate(tmp_path, "feed.jsonl", "--baseline", "mtcheck-baseline.json", "--format", "json")
    assert result.code == 1
    assert [story["id"] for story in json.loads(result.out)["documents"]] == ["7#2", "7", "7#3"]


def test_no_profile_is_found_for_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "https:" / "wire.example"
    place.mkdir(parents=True)
    (place / "mtcheck.toml").write_text('fail_on = "none"\n', encoding="utf-8")
    (tmp_path / "mtcheck.toml").write_text('fail_on = "minor"\n', encoding="utf-8")
    monkeypatch.setattr(
        "mtcheck.readers.files.load", lambda path: RawFile(str(path), json.dumps({"id": "1", "text": DOUBLED}))
    )
    assert run("check", "https://wire.example/feed.jsonl", *ONLY, cwd=tmp_path).code == 1


# The process around it


def process(folder: Path, shell: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = f"exec {sys.executable} -m mtcheck check {' '.join(ONLY)} --depth fast {' '.join(arguments)} {shell}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "MTCHECK_CACHE": "off"}
    return subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no full device")
@pytest.mark.parametrize(
    ("shell", "arguments", "code"),
    [
        (">&-", ("bad.txt",), 2),
        (">&-", ("bad.txt", "--output", "report.txt"), 1),
        (">&-", ("clean.txt", "--output", "report.txt"), 0),
        ("2>/dev/full", ("clean.txt", "none.txt"), 3),
        ("2>&-", ("clean.txt", "none.txt"), 3),
        ("2>/dev/full", ("clean.txt",), 0),
        ("<&- 2>&- >&-", ("bad.txt",), 2),
    ],
)
def test_streams_that_are_closed_or_full(bad: Path, shell: str, arguments: tuple[str, ...], code: int) -> None:
    (bad / "clean.txt").write_text(CLEAN, encoding="utf-8")
    done = process(bad, shell, *arguments)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr and "none.txt" not in done.stdout


def test_a_name_of_any_length(bad: Path) -> None:
    for length in (240, 244, 255):
        name = "a" * (length - 4) + ".txt"
        (bad / name).write_text(DOUBLED, encoding="utf-8")
        assert gate(bad, name).code == 1
        assert run("fix", name, "--write", "--review", *ONLY, cwd=bad).code == 0
        assert (bad / name).read_text(encoding="utf-8") == CLEAN
        assert run("check", "bad.txt", *ONLY, "--output", name[:-4] + ".out", cwd=bad).code == 1


def test_a_sidecar_that_is_a_pipe(bad: Path) -> None:
    os.mkfifo(bad / "bad.txt.mtcheck.toml")
    result = gate(bad, "bad.txt")
    assert result.code == 3
    complains(result, "bad.txt.mtcheck.toml is no file")


def opened(pipe: Path) -> IO[bytes] | None:
    """The other end of a pipe, as soon as somebody reads it."""
    try:
        return open(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK), "wb")
    except OSError:
        return None


def test_sigterm_leaves_no_temporary_file(bad: Path) -> None:
    os.mkfifo(bad / "slow.txt")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "MTCHECK_CACHE": "off"}
    command = [sys.executable, "-m", "mtcheck", "check", "slow.txt", "--output", "report.json", "--depth", "fast"]
    with subprocess.Popen(command, cwd=bad, env=environment, stderr=subprocess.PIPE) as running:
        story = until(lambda: opened(bad / "slow.txt"))
        assert list(bad.glob(".report.json.*"))
        running.send_signal(signal.SIGTERM)
        assert running.wait(LONG) == 143
    story.close()
    assert not list(bad.glob(".report*")) and not (bad / "report.json").exists()


def test_a_caller_keeps_its_own_way_with_signals(bad: Path) -> None:
    assert gate(bad, "bad.txt").code == 1
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_what_is_written_meanwhile_is_not_lost(bad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.readers import files

    real = files.load

    def load(path: str) -> object:
        file = real(path)
        (bad / "bad.txt").write_text("What another editor wrote.", encoding="utf-8")
        return file

    monkeypatch.setattr("mtcheck.readers.files.load", load)
    result = run("fix", "bad.txt", "--write", "--review", *ONLY, cwd=bad)
    assert result.code == 3
    complains(result, "bad.txt was changed by somebody else meanwhile")
    assert (bad / "bad.txt").read_text(encoding="utf-8") == "What another editor wrote."


def test_what_fix_does_not_write_to(bad: Path) -> None:
    story = bad / "bad.txt"
    story.chmod(0o444)
    result = run("fix", "bad.txt", "--write", "--review", *ONLY, cwd=bad)
    assert result.code == 3
    complains(result, "is write-protected")
    story.chmod(0o644)
    os.link(story, bad / "other.txt")
    result = run("fix", "bad.txt", "--write", "--review", *ONLY, cwd=bad)
    assert result.code == 3
    complains(result, "has 2 names (hard links)")
    (bad / "other.txt").unlink()
    story.chmod(0o6755)
    assert run("fix", "bad.txt", "--write", "--review", *ONLY, cwd=bad).code == 0
    assert story.stat().st_mode & 0o7777 == 0o755


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_fix_keeps_the_owner(bad: Path) -> None:
    os.chown(bad / "bad.txt", 4242, 4343)
    assert run("fix", "bad.txt", "--write", "--review", *ONLY, cwd=bad).code == 0
    found = (bad / "bad.txt").stat()
    assert (found.st_uid, found.st_gid) == (4242, 4343)


# Words that reach a terminal or a spreadsheet


def test_no_report_carries_commands(tmp_path: Path) -> None:
    from mtcheck.reporters.github import command
    from mtcheck.reporters.spreadsheet import _guarded

    (tmp_path / "bad.txt").write_text(
        DOUBLED.replace("weapons and weapons", "\x1b[31mweapons and weapons"), encoding="utf-8"
    )
    for format in ("csv", "github", "terminal", "markdown"):
        assert "\x1b" not in run("check", "bad.txt", *ONLY, "--format", format, cwd=tmp_path).out, format
    assert "\x1b" not in command("error", "a\x1b[2Jb", file="c\x1bd")
    assert (
        _guarded("a;=HYPERLINK(1)") == "a;'=HYPERLINK(1)"
        and _guarded("a; b - c") == "a; b - c"
        and _guarded("=1") == "'=1"
    )
