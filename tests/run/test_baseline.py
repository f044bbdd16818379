"""Baselines: what is known does not fail, moved lines break nothing, the count only falls; the file is sorted, readable
and written whole or not at all.
"""

import json
from pathlib import Path

import pytest
from commands import CLEAN, DOUBLED, ONLY, Result, complains, run

OTHER = "The ministry sent planes and planes to the north on Friday."


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(f"{DOUBLED}\n\n{CLEAN}\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"{OTHER}\n", encoding="utf-8")
    result = baseline(tmp_path, "create")
    assert (result.code, result.out, result.err) == (0, "mtcheck-baseline.json: 2 findings.\n", "")
    return tmp_path


def baseline(folder: Path, action: str, *more: str, paths: tuple[str, ...] = ("*.txt",)) -> Result:
    return run("baseline", action, *paths, *ONLY, *more, cwd=folder)


def check(folder: Path, *more: str) -> Result:
    return run("check", "*.txt", *ONLY, "--baseline", "mtcheck-baseline.json", *more, cwd=folder)


def content(folder: Path) -> str:
    return (folder / "mtcheck-baseline.json").read_text(encoding="utf-8")


def test_file_is_readable_sorted_and_signed(desk: Path) -> None:
    lines = content(desk).splitlines()
    assert lines[0] == '{"mtcheck_baseline": 1,'
    assert lines[1].startswith(' "signature": "mtcheck 0.1.0 · profile default · examination ')
    assert lines[2] == ' "count": 2,'
    assert lines[4].startswith(
        '  {"file": "a.txt", "id": "", "rule": "doubled-coordination", "text": "weapons and weapons", "fingerprint": "'
    )
    assert [entry["file"] for entry in json.loads(content(desk))["findings"]] == ["a.txt", "b.txt"]
    (desk / "mtcheck-baseline.json").unlink()
    before = content_of_a_second_one(desk)
    assert before.splitlines()[3:] == lines[3:]


def content_of_a_second_one(folder: Path) -> str:
    baseline(folder, "create", paths=("b.txt", "a.txt"))
    return content(folder)


def test_known_findings_do_not_fail_and_are_not_shown(desk: Path) -> None:
    assert run("check", "*.txt", *ONLY, cwd=desk).code == 1
    result = check(desk)
    assert result.code == 0
    assert "weapons and weapons" not in result.out
    assert "2 findings known from the baseline, not shown" in result.out
    assert json.loads(check(desk, "--format", "json").out)["summary"]["known"] == 2
    assert (
        run(
            "check", "*.txt", *ONLY, "--baseline", str(desk / "mtcheck-baseline.json"), cwd=desk.parent / desk.name
        ).code
        == 0
    )


def test_moved_lines_do_not_break_it(desk: Path) -> None:
    (desk / "a.txt").write_text(f"A new first paragraph.\n\nAnd more.\n\n{CLEAN}\n\n{DOUBLED}\n", encoding="utf-8")
    assert check(desk).code == 0


def test_new_findings_fail(desk: Path) -> None:
    (desk / "a.txt").write_text(f"{OTHER}\n\n{DOUBLED}\n", encoding="utf-8")
    result = check(desk, "--format", "json")
    assert result.code == 1
    story = json.loads(result.out)["documents"][0]
    assert [finding["text"] for finding in story["findings"]] == ["planes and planes"]


def test_the_same_words_a_second_time_are_new(desk: Path) -> None:
    (desk / "b.txt").write_text(f"{OTHER}\n\n{OTHER}\n", encoding="utf-8")
    result = check(desk, "--format", "json")
    assert result.code == 1
    assert json.loads(result.out)["summary"]["known"] == 2
    shown = json.loads(result.out)["documents"][1]["findings"]
    assert len(shown) == 1
    (desk / "mtcheck-baseline.json").unlink()
    baseline(desk, "create")
    assert shown[0]["fingerprint"] in content(desk)  # reports and baselines call it the same


def test_ratchet_takes_out_what_is_gone(desk: Path) -> None:
    (desk / "b.txt").write_text(CLEAN, encoding="utf-8")
    assert check(desk).code == 0
    assert '"count": 2' in content(desk)
    result = check(desk, "--ratchet")
    assert result.code == 0
    complains(result, "1 finding is gone and may not come back; 1 left")
    assert '"count": 1' in content(desk)
    (desk / "b.txt").write_text(OTHER, encoding="utf-8")
    assert check(desk, "--ratchet").code == 1


def test_ratchet_lets_nothing_in_whatever_the_gate_says(desk: Path) -> None:
    (desk / "a.txt").write_text(f"{OTHER}\n", encoding="utf-8")
    before = content(desk)
    result = check(desk, "--ratchet", "--fail-on", "none")
    assert result.code == 1
    assert "1 finding is not in the baseline mtcheck-baseline.json, and the ratchet lets none in." in result.out
    assert content(desk) == before


def test_ratchet_does_not_tighten_on_what_it_could_not_check(desk: Path) -> None:
    before = content(desk)
    (desk / "a.txt").write_text(CLEAN, encoding="utf-8")
    (desk / "b.txt").write_bytes(b"\x00\x01")
    assert check(desk, "--ratchet").code == 3
    assert content(desk) == before


def test_update_refuses_to_grow_unless_asked_twice(desk: Path) -> None:
    before = content(desk)
    (desk / "a.txt").write_text(f"{OTHER}\n\n{DOUBLED}\n", encoding="utf-8")
    for more in ((), ("--grow",), ("--yes-really",)):
        result = baseline(desk, "update", *more)
        assert (result.code, content(desk)) == (1, before)
        assert "new: a.txt: doubled-coordination at “planes and planes”." in result.err
        assert "left as it was: it would grow from 2 to 3 findings." in result.err
    result = baseline(desk, "update", "--grow", "--yes-really")
    assert (result.code, result.out) == (0, "mtcheck-baseline.json: 3 findings (1 new).\n")
    assert check(desk).code == 0


def test_update_may_fall_and_leaves_other_files_alone(desk: Path) -> None:
    (desk / "a.txt").write_text(CLEAN, encoding="utf-8")
    result = baseline(desk, "update", paths=("a.txt",))
    assert (result.code, result.out) == (0, "mtcheck-baseline.json: 1 finding (1 gone).\n")
    assert check(desk).code == 0


def test_prune_takes_out_what_is_gone_and_adds_nothing(desk: Path) -> None:
    (desk / "a.txt").write_text(f"{DOUBLED}\n\nThe firm sold boats and boats in May.\n", encoding="utf-8")
    (desk / "b.txt").unlink()
    result = baseline(desk, "prune", paths=("a.txt", "b.txt"))
    assert (result.code, result.out) == (0, "mtcheck-baseline.json: 1 finding (1 gone).\n")
    assert check(desk).code == 1


def test_what_cannot_be_checked_leaves_the_file_as_it_was(desk: Path) -> None:
    before = content(desk)
    (desk / "b.txt").write_bytes(b"\x00\x01")
    for action in ("update", "prune"):
        result = baseline(desk, action)
        assert (result.code, content(desk)) == (3, before)
        assert "left as it was" in result.err


def test_stories_of_a_feed_are_told_apart(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(json.dumps({"id": name, "text": OTHER}) + "\n" for name in "ab"), encoding="utf-8")
    assert baseline(tmp_path, "create", paths=("feed.jsonl",)).out == "mtcheck-baseline.json: 2 findings.\n"
    feed.write_text("".join(json.dumps({"id": name, "text": OTHER}) + "\n" for name in "cba"), encoding="utf-8")
    result = run("check", "feed.jsonl", *ONLY, "--baseline", "mtcheck-baseline.json", "--format", "json", cwd=tmp_path)
    assert [(story["id"], len(story["findings"])) for story in json.loads(result.out)["documents"]] == [
        ("c", 1),
        ("b", 0),
        ("a", 0),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"mtcheck_baseline": 2}',
        '{"mtcheck_baseline": 1, "signature": 1, "findings": [{}]}',
        "[" * 100_000,
    ],
)
def test_file_that_makes_no_sense(desk: Path, text: str) -> None:
    (desk / "mtcheck-baseline.json").write_text(text, encoding="utf-8")
    result = check(desk)
    assert result.code == 2
    complains(result, "makes no sense")


def test_bad_use_is_one_sentence(desk: Path) -> None:
    for arguments, words in (
        (("check", "a.txt", "--baseline", "none.json"), "does not exist; make it with"),
        (("check", "a.txt", "--ratchet"), "wants a baseline"),
        (
            ("check", "a.txt", "--ratchet", "--baseline", "mtcheck-baseline.json", "--changed-only"),
            "must see whole stories",
        ),
        (("baseline", "create", "a.txt"), "exists"),
        (("baseline", "update"), "Name the files"),
        (("baseline", "mend", "a.txt"), "There is no action “mend”"),
        (("baseline", "update", "a.txt", "--baseline", "none.json"), "does not exist"),
        (("baseline", "create", "a.txt", "--baseline", "no/where.json"), "cannot be written"),
    ):
        result = run(*arguments, *ONLY, cwd=desk)
        assert result.code == 2, arguments
        complains(result, words)


def test_a_folder_s_own_baseline_is_passed_over_in_silence(desk: Path) -> None:
    for command in (
        ("baseline", "prune", "."),
        ("check", ".", "--baseline", "mtcheck-baseline.json"),
        ("check", "**", "--baseline", "mtcheck-baseline.json"),
    ):
        result = run(*command, *ONLY, cwd=desk)
        assert (result.code, result.err) == (0, "")
