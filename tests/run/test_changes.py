"""--since and --changed-only: only what has changed is checked, and only findings in changed paragraphs count;
everything else is one sentence.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from commands import CLEAN, DOUBLED, ONLY, Result, complains, run

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git on this machine")
OTHER = "The ministry sent planes and planes to the north on Friday."


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Dana Orr", "-c", "user.email=dana@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two stories, one of them with an old error."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "desk"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    (folder / "old.txt").write_text(f"{DOUBLED}\n\n{CLEAN}\n", encoding="utf-8")
    (folder / "clean.txt").write_text(f"{CLEAN}\n", encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "Two stories")
    return folder


def check(folder: Path, *more: str, paths: tuple[str, ...] = (".",)) -> Result:
    return run("check", *paths, *ONLY, "--format", "json", *more, cwd=folder)


def found(result: Result) -> dict[str, list[str]]:
    return {
        story["uri"]: [finding["text"] for finding in story["findings"]]
        for story in json.loads(result.out)["documents"]
    }


def test_nothing_has_changed(desk: Path) -> None:
    result = run("check", ".", *ONLY, "--changed-only", cwd=desk)
    assert (result.code, result.out) == (0, "No story has changed since HEAD.\n")


def test_findings_in_changed_paragraphs_alone(desk: Path) -> None:
    (desk / "old.txt").write_text(f"{DOUBLED}\n\n{CLEAN}\n\n{OTHER}\n", encoding="utf-8")
    result = check(desk, "--changed-only")
    assert (result.code, found(result)) == (1, {"old.txt": ["planes and planes"]})
    (story,) = json.loads(result.out)["summary"]["stories"]
    assert story["notes"] == ["1 of 3 paragraphs changed since HEAD; findings in the others do not count."]
    (desk / "old.txt").write_text(f"{DOUBLED}\n\nA better paragraph.\n", encoding="utf-8")
    assert (check(desk, "--changed-only").code, found(check(desk, "--changed-only"))) == (0, {"old.txt": []})


def test_moved_and_joined_lines_are_no_change(desk: Path) -> None:
    (desk / "old.txt").write_text(f"\n{CLEAN}\n\n\n{DOUBLED}\n", encoding="utf-8")
    assert found(check(desk, "--changed-only")) == {}


def test_new_and_untracked_files_count_whole(desk: Path) -> None:
    (desk / "new.txt").write_text(DOUBLED, encoding="utf-8")
    assert found(check(desk, "--changed-only")) == {"new.txt": ["weapons and weapons"]}


def test_renamed_files(desk: Path) -> None:
    git(desk, "mv", "old.txt", "new name.txt")
    assert found(check(desk, "--changed-only")) == {}
    (desk / "new name.txt").write_text(f"{DOUBLED}\n\n{CLEAN}\n\n{OTHER}\n", encoding="utf-8")
    assert found(check(desk, "--changed-only")) == {"new name.txt": ["planes and planes"]}


def test_since_the_place_where_a_branch_parted(desk: Path) -> None:
    git(desk, "checkout", "-qb", "edit")
    (desk / "mine.txt").write_text(OTHER, encoding="utf-8")
    git(desk, "add", ".")
    git(desk, "commit", "-qm", "Mine")
    git(desk, "checkout", "-q", "main")
    (desk / "clean.txt").write_text("Another text by somebody else.\n", encoding="utf-8")
    git(desk, "commit", "-qam", "Theirs")
    git(desk, "checkout", "-q", "edit")
    assert found(check(desk, "--since", "main")) == {"mine.txt": ["planes and planes"]}


def test_stories_of_a_feed(desk: Path) -> None:
    def write(*bodies: str) -> None:
        items = [{"id": str(number), "text": body} for number, body in enumerate(bodies)]
        (desk / "feed.jsonl").write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")

    write(DOUBLED, CLEAN)
    git(desk, "add", ".")
    git(desk, "commit", "-qm", "A feed")
    write(DOUBLED, OTHER, DOUBLED)
    stories = json.loads(check(desk, "--changed-only", paths=("feed.jsonl",)).out)["documents"]
    assert [(story["id"], len(story["findings"])) for story in stories] == [("1", 1), ("2", 1)]


def test_bad_use_is_one_sentence(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "story.txt").write_text(CLEAN, encoding="utf-8")
    for arguments, folder, words in (
        (("old.txt", "--since", "nowhere"), desk, "no revision “nowhere”"),
        (("old.txt", "--since", "--help"), desk, ""),
        (("story.txt", "--since", "main"), outside, "no git repository"),
        (("old.txt", str(outside / "story.txt"), "--since", "main"), desk, "outside the repository"),
        (("-", "--since", "main"), desk, "standard input"),
        (("old.txt", "--since", "main", "--changed-only"), desk, "--since and --changed-only exclude one another"),
    ):
        result = run("check", *arguments, *ONLY, cwd=folder)
        assert result.code == 2
        complains(result, words)
    monkeypatch.setenv("PATH", "")
    result = run("check", "old.txt", "--changed-only", *ONLY, cwd=desk)
    assert result.code == 2
    complains(result, "git is not installed")


BAD = f"{DOUBLED}\n\n{CLEAN}\n\n{OTHER}\n"


def test_a_change_that_git_is_told_not_to_see(desk: Path) -> None:
    for sign in ("--assume-unchanged", "--skip-worktree"):
        git(desk, "update-index", sign, "old.txt")
        (desk / "old.txt").write_text(BAD, encoding="utf-8")
        assert found(check(desk, "--changed-only")) == {"old.txt": ["planes and planes"]}, sign
        git(desk, "update-index", "--no" + sign[1:], "old.txt")
    for setting in (("diff.algorithm", "bogus"), ("diff.external", "/bin/true"), ("diff.renames", "bogus")):
        git(desk, "config", *setting)
        assert found(check(desk, "--changed-only")) == {"old.txt": ["planes and planes"]}, setting


def test_a_change_that_keeps_size_and_time(desk: Path) -> None:
    path = desk / "clean.txt"
    before = path.stat()
    git(desk, "update-index", "--refresh")
    path.write_text(CLEAN.replace("from the depot", "and weapons on") + "\n", encoding="utf-8")
    assert path.stat().st_size == before.st_size
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert found(check(desk, "--changed-only")) == {"clean.txt": ["weapons and weapons"]}


def test_a_broken_index_hides_nothing(desk: Path) -> None:
    (desk / "old.txt").write_text(BAD, encoding="utf-8")
    (desk / ".git" / "index").write_bytes(b"garbage")
    assert found(check(desk, "--changed-only")) == {"old.txt": ["planes and planes"]}
    (desk / "new.txt").write_text(CLEAN, encoding="utf-8")  # whether it was renamed is what the index would say
    result = check(desk, "--changed-only")
    assert result.code == 3
    assert "git diff-index` fails" in result.err


def test_what_git_cannot_say_is_not_checked(desk: Path) -> None:
    objects = desk / ".git" / "objects"
    tree = subprocess.run(
        ["git", "rev-parse", "HEAD^{tree}"], cwd=desk, check=True, capture_output=True, text=True
    ).stdout.strip()
    (objects / tree[:2] / tree[2:]).unlink()
    result = check(desk, "--changed-only")
    assert result.code == 3
    complains(result, "What has changed is unknown", "git ls-tree")


def test_a_filter_that_is_not_there(desk: Path) -> None:
    git(desk, "config", "filter.lock.required", "true")
    git(desk, "config", "filter.lock.smudge", "absent-program")
    git(desk, "config", "filter.lock.clean", "absent-program")
    (desk / ".gitattributes").write_text("*.txt filter=lock\n", encoding="utf-8")
    assert found(check(desk, "--changed-only")) == {}  # the very bytes that git has
    (desk / "old.txt").write_text(BAD, encoding="utf-8")
    result = check(desk, "--changed-only")
    assert result.code == 3
    complains(result, "git cat-file` fails")


def test_files_of_another_repository_are_new(desk: Path) -> None:
    (desk / "inner").mkdir()
    git(desk / "inner", "init", "-q", "-b", "main")
    (desk / "inner" / "story.txt").write_text(DOUBLED, encoding="utf-8")
    git(desk / "inner", "add", ".")
    git(desk / "inner", "commit", "-qm", "Inner")
    git(desk, "add", "inner")
    git(desk, "commit", "-qm", "A submodule")
    (desk / "inner" / ".git" / "HEAD").write_text("nonsense", encoding="utf-8")
    assert found(check(desk, "--changed-only")) == {"inner/story.txt": ["weapons and weapons"]}


def test_line_ends_that_git_converts_are_no_change(desk: Path) -> None:
    git(desk, "config", "core.autocrlf", "true")
    (desk / "old.txt").write_bytes(f"{DOUBLED}\r\n\r\n{CLEAN}\r\n".encode())
    assert found(check(desk, "--changed-only")) == {}


def test_a_second_story_of_the_same_id_is_new(desk: Path) -> None:
    line = json.dumps({"id": "1", "text": DOUBLED}) + "\n"
    (desk / "feed.jsonl").write_text(line, encoding="utf-8")
    git(desk, "add", ".")
    git(desk, "commit", "-qm", "A feed")
    (desk / "feed.jsonl").write_text(line * 2, encoding="utf-8")
    assert len(json.loads(check(desk, "--changed-only", paths=("feed.jsonl",)).out)["documents"]) == 1


def test_what_is_new_and_not_read_is_not_passed(desk: Path) -> None:
    (desk / "page.html").write_text(f"<p>{CLEAN}</p>\n", encoding="utf-8")
    git(desk, "add", ".")
    git(desk, "commit", "-qm", "A page")
    gate = ("--changed-only", "--config", "ci-gate")
    (desk / "page.html").write_text(f"<div><p>{CLEAN}</p></div>\n", encoding="utf-8")
    assert run("check", ".", *ONLY, *gate, cwd=desk).code == 0
    (desk / "page.html").write_text(f"<p>{CLEAN}</p>\n<noscript>{DOUBLED}</noscript>\n", encoding="utf-8")
    assert run("check", ".", *ONLY, *gate, cwd=desk).code in (1, 3)
    (desk / "page.html").write_text(f"<p>{CLEAN}</p>\n<template>{DOUBLED}</template>\n", encoding="utf-8")
    assert run("check", ".", *ONLY, *gate, cwd=desk).code == 3


def test_a_paragraph_has_changed_when_its_source_has(desk: Path) -> None:
    def unit(source: str) -> str:
        return (
            '<xliff version="1.2"><file original="x" source-language="de" target-language="en"><body>'
            f"<trans-unit id='1'><source>{source}</source><target>{DOUBLED}</target></trans-unit></body></file></xliff>"
        )

    (desk / "x.xlf").write_text(unit("Die Armee nahm Waffen."), encoding="utf-8")
    git(desk, "add", ".")
    git(desk, "commit", "-qm", "A translation")
    assert found(check(desk, "--changed-only")) == {}
    (desk / "x.xlf").write_text(unit("Die Armee nahm 12 Waffen."), encoding="utf-8")
    assert found(check(desk, "--changed-only")) == {"x.xlf": ["weapons and weapons"]}
