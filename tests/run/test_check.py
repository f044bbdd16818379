"""`mtcheck check`, whole runs: every option is seen to have an effect, bad input gets one sentence and the right exit
code.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import CLEAN, DOUBLED, ONLY, complains, run

from mtcheck.cli import main
from mtcheck.profile import catalog

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(f"Depot robbed\n\n{DOUBLED}\n", encoding="utf-8")
    return path


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "clean.txt"
    path.write_text(CLEAN + "\n", encoding="utf-8")
    return path


def test_finding_is_shown_with_its_place_line_and_repair(story: Path) -> None:
    result = run("check", str(story), *ONLY)
    assert result.code == 1
    assert not result.err
    assert "3:15  major  doubled-coordination  93%" in result.out
    assert "The army took ⟦weapons and weapons⟧ from the depot on Monday." in result.out
    assert "- army took weapons and weapons from the\n" in result.out
    assert "+ army took weapons from the  (93%, review)" in result.out
    assert result.out.splitlines()[-1] == "The story fails the run (fail_on: minor), so the exit code is 1."
    assert " ".join(result.out.split()).startswith(f"{story} review score 95.3")  # a long path breaks the line


def test_clean_story(clean: Path) -> None:
    result = run("check", str(clean), *ONLY)
    assert result.code == 0
    assert " ".join(result.out.split()).startswith(f"{clean} pass score 100.0")


def test_order_of_options_and_paths_does_not_matter(story: Path, clean: Path) -> None:
    one = run("check", str(clean), *ONLY, str(story))
    assert (one.code, one.out) == (1, run("check", *ONLY, str(clean), str(story)).out)


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_standard_input(arguments: tuple[str, ...]) -> None:
    result = run("check", *arguments, *ONLY, stdin=DOUBLED.encode())
    assert result.code == 1
    assert result.out.startswith("<stdin>  review")


def test_select_ignore(story: Path) -> None:
    assert run("check", str(story), "--select", "markup").code == 0
    assert run("check", str(story), "--select", "accuracy,markup").code == 1
    assert run("check", str(story), "--select", "accuracy", "--ignore", "doubled-coordination").code == 0
    assert run("check", str(story), "--select", "markup", "--select", "doubled-coordination").code == 1


def test_min_confidence_hides(story: Path) -> None:
    assert "doubled-coordination" not in run("check", str(story), *ONLY, "--min-confidence", "0.99").out
    assert run("check", str(story), *ONLY, "--min-confidence", "0.99").code == 0


def test_min_severity_hides(story: Path) -> None:
    assert "doubled-coordination" not in run("check", str(story), *ONLY, "--min-severity", "critical").out


@pytest.mark.parametrize(
    ("word", "code"),
    [("none", 0), ("minor", 1), ("major", 1), ("critical", 0), ("review", 1), ("block", 0), ("critical,review", 1)],
)
def test_fail_on(story: Path, word: str, code: int) -> None:
    assert run("check", str(story), *ONLY, "--fail-on", word).code == code


def test_config_by_path_and_by_name(story: Path, tmp_path: Path) -> None:
    profile = tmp_path / "house.toml"
    profile.write_text('fail_on = "none"\n', encoding="utf-8")
    assert run("check", str(story), *ONLY, "--config", str(profile)).code == 0
    for name in ("prepublication", "ci-gate", "strict"):
        assert run("check", str(story), *ONLY, "--config", name).code == (0 if name == "prepublication" else 1)


def test_output_takes_the_report(story: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    result = run("check", str(story), *ONLY, "--format", "json", "--output", str(report))
    assert (result.code, result.out, result.err) == (1, "", "")
    assert json.loads(report.read_text(encoding="utf-8"))["documents"][0]["uri"] == str(story)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.json", "story.txt"]


def test_several_reports_of_one_run(story: Path, tmp_path: Path) -> None:
    asked = ("--output", f"json={tmp_path / 'a.json'}", "--output", f"jsonl={tmp_path / 'b.jsonl'}")
    result = run("check", str(story), *ONLY, *asked)
    assert result == run("check", str(story), *ONLY)
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == run("check", str(story), *ONLY, "--format", "json").out
    assert (tmp_path / "b.jsonl").read_text(encoding="utf-8") == run(
        "check", str(story), *ONLY, "--format", "jsonl"
    ).out
    quiet = run("check", str(story), *ONLY, *asked, "--output", str(tmp_path / "c.txt"))
    assert (quiet.code, quiet.out) == (1, "") and (tmp_path / "c.txt").read_text(encoding="utf-8") == result.out
    odd = run("check", str(story), *ONLY, "--output", "./a=b.txt", cwd=tmp_path)
    assert odd.code == 1 and (tmp_path / "a=b.txt").is_file()


def test_reports_appear_together_or_not_at_all(story: Path, tmp_path: Path) -> None:
    result = run(
        "check",
        str(story),
        *ONLY,
        "--output",
        f"json={tmp_path / 'a.json'}",
        "--output",
        f"jsonl={tmp_path / 'nowhere' / 'b'}",
    )
    assert result.code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["story.txt"]


def test_jobs_change_nothing(tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"{number}.txt").write_text(DOUBLED if number % 2 else CLEAN, encoding="utf-8")
    for form in ("terminal", "json", "jsonl"):
        assert run("check", str(tmp_path), *ONLY, "--format", form, "--jobs", "2") == run(
            "check", str(tmp_path), *ONLY, "--format", form
        )


def test_folder_glob_and_repeats(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DOUBLED, encoding="utf-8")
    (tmp_path / "b.html").write_text(f"<p>{DOUBLED}</p>", encoding="utf-8")
    (tmp_path / "c.py").write_text(DOUBLED, encoding="utf-8")
    result = run("check", ".", "a.txt", "*.txt", "--format", "jsonl", *ONLY, cwd=tmp_path)
    assert [json.loads(line)["uri"] for line in result.out.splitlines()] == ["a.txt", "b.html"]


def test_colour_only_on_a_terminal_that_wants_it(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in run("check", str(story), *ONLY, terminal=True).out
    assert "\x1b[" not in run("check", str(story), *ONLY).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("check", str(story), *ONLY, terminal=True).out


def test_terminal_commands_in_the_text_are_harmless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    path = tmp_path / "evil\x1b[2J.txt"
    path.write_text(f"\x1b]0;gotcha\x07\x9b2J \u202e{DOUBLED}\x1b[2J", encoding="utf-8")
    result = run("check", str(path), str(tmp_path / "missing\x1b[2J.txt"), terminal=True)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", result.out + result.err)


def test_output_that_knows_only_ascii(story: Path) -> None:
    result = run("check", str(story), *ONLY, encoding="ascii")
    assert "took [[weapons and weapons]] from" in result.out
    assert '"weapons"' in result.out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("check", "missing.txt"), 3, ["missing.txt does not exist"]),
        (("check", "empty"), 3, ["no stories in empty"]),
        (("check", "*.nope"), 3, ["No file matches"]),
        (("check", "binary.txt"), 3, ["not a text file"]),
        (("check", "story.txt", "--slect", "x"), 2, ["“--slect”", "“--select”"]),
        (
            ("check", "story.txt", "--select", "doubled-cordination"),
            2,
            ["“doubled-cordination”", "“doubled-coordination”"],
        ),
        (
            ("check", "story.txt", "--select", "doubled-coordination", "--ignore", "doubled-coordination"),
            2,
            ["No rule is left"],
        ),
        (("check", "story.txt", "--config", "cigate"), 2, ["“cigate”", "“ci-gate”"]),
        (("check", "story.txt", "--config", "missing.toml"), 2, ["missing.toml does not exist"]),
        (("check", "story.txt", "--config", "key.toml"), 2, ["“min_confidense”", "“min_confidence”"]),
        (("check", "story.txt", "--config", "broken.toml"), 2, ["broken.toml is not valid TOML"]),
        (("check", "story.txt", "--format", "xml"), 2, ["xml"]),
        (("check", "story.txt", "--min-confidence", "2"), 2, ["from 0 to 1", "“2”"]),
        (("check", "story.txt", "--min-severity", "severe"), 2, ["neutral, minor, major or critical"]),
        (("check", "story.txt", "--fail-on", "ever"), 2, ["“ever”"]),
        (("check", "story.txt", "--jobs", "0"), 2, ["from 1 on"]),
        (("check", "story.txt", "--output", "nowhere/report.txt"), 2, ["nowhere/report.txt cannot be written"]),
        (("check", "story.txt", "--output", "story.txt"), 2, ["is the story itself"]),
        (("check", "story.txt", "--output", "empty"), 2, ["is a folder"]),
        (("check", "story.txt", "--output", "json=empty"), 2, ["is a folder"]),
        (("check", "story.txt", "--output", "json=story.txt"), 2, ["is the story itself"]),
        (("check", "story.txt", "--output", "jsn=report.txt"), 2, ["“jsn”", "“json”"]),
        (("check", "story.txt", "--output", "json=-"), 2, ["--format json"]),
        (("check", "story.txt", "--output", "a", "--output", "b"), 2, ["--output FORMAT=FILE"]),
        (("check", "story.txt", "--output", "json=a", "--output", "jsonl=./a"), 2, ["Two reports"]),
        (("chek", "story.txt"), 2, ["“chek”", "“check”"]),
        ((), 2, ["Say what to do"]),
        (("--vresion",), 2, ["“--version”"]),
        (("explain",), 2, ["RULE"]),
        (("explain", "markup"), 2, ["family"]),
        (("explain", "doubled-wrd"), 2, ["“doubled-word”"]),
        (("rules", "markpu"), 2, ["“markup”"]),
    ],
)
def test_bad_input(tmp_path: Path, arguments: tuple[str, ...], code: int, words: list[str]) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "story.txt").write_text(DOUBLED, encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "key.toml").write_text("min_confidense = 0.5\n", encoding="utf-8")
    (tmp_path / "broken.toml").write_text("min_confidence =\n", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    result = run(*arguments, cwd=tmp_path)
    assert result.code == code
    complains(result, *words)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_the_other_files_are_checked_all_the_same(story: Path, tmp_path: Path) -> None:
    result = run("check", str(tmp_path / "missing.txt"), str(story), *ONLY, "--format", "json")
    assert result.code == 3
    whole = json.loads(result.out)
    assert [document["uri"] for document in whole["documents"]] == [str(story)]
    assert [error["uri"] for error in whole["summary"]["errors"]] == [str(tmp_path / "missing.txt")]


def test_rule_asked_for_by_name_that_cannot_run(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.detectors.accuracy import doubled_coordination
    from mtcheck.errors import ResourceError

    def absent(*_: object) -> None:
        raise ResourceError("The model is absent.")

    monkeypatch.setattr(doubled_coordination, "detect", absent)
    assert run("check", str(story), *ONLY).code == 3
    result = run("check", str(story), "--select", "accuracy")
    assert result.code == 0
    assert "not checked: doubled-coordination. The model is absent." in result.out


def test_rule_that_crashes(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mtcheck.detectors.accuracy import doubled_coordination

    monkeypatch.setattr(doubled_coordination, "detect", lambda *_: 1 / 0)
    result = run("check", str(story), "--select", "accuracy", "--format", "json")
    assert result.code == 3
    assert json.loads(result.out)["documents"][0]["failures"] == [
        {"rule": "doubled-coordination", "error": "ZeroDivisionError: division by zero"}
    ]


def test_rules_and_explain() -> None:
    rule = catalog.detector("doubled-coordination").RULE
    listed = run("rules", "accuracy")
    assert listed.code == 0
    assert re.search(rf"doubled-coordination +major +{re.escape(rule.summary)}", listed.out)
    assert {record["rule"] for record in json.loads(run("rules", "--format", "json").out)} == set(catalog.rule_ids())
    page = run("explain", rule.id, "machine-translated-text").out
    for text in (
        rule.summary,
        f"- {rule.examples[0].text}\n",
        f"+ {rule.examples[0].fixed}\n",
        "\n\nmachine-translated-text\n",
    ):
        assert text in page


@pytest.mark.parametrize(
    "arguments", [("--help",), ("check", "--help"), ("fix", "-h"), ("rules", "-h"), ("explain", "-h")]
)
def test_help(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.code == 0
    assert result.out.startswith("usage: mtcheck")


def test_version_imports_next_to_nothing() -> None:
    script = (
        "import sys; before = set(sys.modules); from mtcheck.cli import main; main(['--version']);"
        " print(*sorted(set(sys.modules) - before))"
    )
    out = subprocess.run(
        [sys.executable, "-c", script], env=ENVIRONMENT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    assert out[0].startswith("mtcheck 0.")
    assert set(out[1].split()) <= {"mtcheck", "mtcheck.cli", "mtcheck.version", "collections", "collections.abc"}


def test_a_story_alone_loads_nothing_that_only_many_or_other_runs_need(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(CLEAN, encoding="utf-8")
    check = "main(['check', 'story.txt', '--depth', 'fast', '--quiet'])"
    script = f"import sys; from mtcheck.cli import main; {check}; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout.split()
    assert "mtcheck.cli.check" in loaded
    for module in (
        "multiprocessing",
        "subprocess",
        "socket",
        "numpy",
        "onnxruntime",
        "inspect",
        "hashlib",
        "shutil",
        "html.entities",
        "textstat",
        "mtcheck.tagger.runtime",
        "mtcheck.run.changes",
        "mtcheck.gate.baseline",
        "mtcheck.reviewers.endpoint.kept",
    ):
        assert module not in loaded


def test_module_runs_as_a_command(story: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mtcheck", "check", str(story), *ONLY], env=ENVIRONMENT, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert not done.stderr


def test_closed_pipe_is_quiet(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text(DOUBLED * 20, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "mtcheck", "check", str(tmp_path), *ONLY],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout and process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141


def test_interruption_is_quiet_and_leaves_no_half_report(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mtcheck.run.stream.examine", interrupted)
    result = run(
        "check", str(story), "--output", str(tmp_path / "report.txt"), "--output", f"json={tmp_path / 'report.json'}"
    )
    assert (result.code, result.out, result.err) == (130, "", "")
    assert [path.name for path in tmp_path.iterdir()] == ["story.txt"]


def test_main_takes_the_arguments_of_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["mtcheck", "--version"])
    assert main() == 0
    assert capsys.readouterr().out.startswith("mtcheck ")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device without room")
@pytest.mark.parametrize(
    "command",
    [
        ("--help",), ("check", "--help"), ("check",), ("check", "--output", "/dev/full"),
        ("fix", "--output", "-", "--min-confidence", "0"),
        ("fix", "--review", "--min-confidence", "0"),
    ],
)  # fmt: skip
def test_output_without_room(story: Path, command: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mtcheck", *command, str(story), *ONLY],
            env=ENVIRONMENT,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert re.fullmatch(
        r"mtcheck: (Standard output|/dev/full) cannot be written: no space left on device\.\n", done.stderr.decode()
    )


def test_empty_story(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    result = run("check", "empty.txt", *ONLY, cwd=tmp_path)
    assert result.code == 0
    assert result.out.startswith(
        "empty.txt  nothing to check  0 words, language unknown\n  There is no text in it that could be checked.\n"
    )
    assert run("fix", "empty.txt", *ONLY, cwd=tmp_path).out == ""
