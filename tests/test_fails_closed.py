"""Fails closed: bad copy does not pass a gate, whoever wrote the story, named its file or broke what stands around it."""

import json
from pathlib import Path

import pytest
from commands import CLEAN, DOUBLED, ONLY, Result, complains, run

GATE = ("--config", "ci-gate", *ONLY)


def gate(folder: Path, *arguments: str) -> Result:
    return run("check", *GATE, *arguments, cwd=folder)


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A folder with a story that the gate blocks."""
    (tmp_path / "bad.txt").write_text(DOUBLED, encoding="utf-8")
    assert gate(tmp_path, "bad.txt").code == 1
    return tmp_path


# Names of files


NAMES = ("--config=p.txt", "--baseline=b.txt", "--min-confidence=1.0", "--fail-on=none", "--ignore=all", "--no-cache", "-h", "--help")


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
        assert "“mtcheck-ignore” in its text counts for nothing under this profile; mark a place as fine in a sidecar file." in story["notes"]


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
        "mtcheck.session.Session.stories",
        "mtcheck.session.Session.judge",
        "mtcheck.stream.portable",
        "mtcheck.cli.check.pieces",
    ],
)
@pytest.mark.parametrize("format", ["terminal", "json", "junit", "sarif"])
def test_a_file_that_mtcheck_falls_over_ends_no_run(bad: Path, monkeypatch: pytest.MonkeyPatch, place: str, format: str) -> None:
    (bad / "clean.txt").write_text(CLEAN, encoding="utf-8")
    monkeypatch.setattr(place, crash)
    result = gate(bad, "clean.txt", "bad.txt", "--format", format)
    assert result.code == 3
    assert format in ("junit", "sarif") or "IndexError: string index out of range" in result.out + result.err
    assert "Traceback" not in result.out + result.err


def test_fix_goes_on_after_a_file_that_it_falls_over(bad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtcheck.session.Session.stories", crash)
    result = run("fix", "bad.txt", "--write", *ONLY, cwd=bad)
    assert result.code == 3
    complains(result, "bad.txt is left as it is: mtcheck crashed on it (IndexError")
