"""What a person meets at the command line: lines that fit, quiet runs, guesses that are near or silent, completion,
libraries that are absent.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from commands import CLEAN, DOUBLED, ONLY, complains, run

from mtcheck.cli import COMMANDS, main
from mtcheck.core import Report, Severity, Span, plain
from mtcheck.profile import catalog, rule_sets
from mtcheck.reporters import Look, terminal
from mtcheck.reporters.excerpt import width

ROOT = Path(__file__).parents[2]


def test_one_finding_a_line(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(f"A headline\n\n{DOUBLED}\n", encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    result = run("check", "story.txt", "empty.txt", "--format", "line", *ONLY, cwd=tmp_path)
    first, second = result.out.splitlines()
    assert first.startswith(
        "story.txt:3:15: doubled-coordination: “weapons and weapons” appears twice"
    ) or first.startswith("story.txt:3:15: doubled-coordination: ")
    assert second == "empty.txt:1:1: nothing to check: There is no text in it that could be checked."


def test_quiet_leaves_out_what_passes(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text(DOUBLED, encoding="utf-8")
    (tmp_path / "good.txt").write_text(CLEAN, encoding="utf-8")
    assert run("check", "good.txt", "--quiet", *ONLY, cwd=tmp_path).out == ""
    shown = run("check", "bad.txt", "good.txt", "-q", *ONLY, cwd=tmp_path).out
    assert "bad.txt  review" in shown
    assert "good.txt" not in shown and "1 of 2" not in shown


def test_every_line_fits_the_terminal() -> None:
    rule = catalog.rule("doubled-coordination")
    doc = plain("The council of the town met on Monday and said nothing of the kind. " * 9)
    message = (
        "A long message that says a good deal about what is wrong here, and what could be done about it by whoever"
        " looks at it, in many words."
    )
    found = [
        rule.finding(Span(4, 11), message, confidence=0.9, severity=severity)
        for severity in (Severity.MAJOR, Severity.NEUTRAL)
    ]
    report = Report(
        doc,
        tuple(found),
        notes=("A note that is longer than any terminal is wide. " * 4,),
        reason="A reason of some length. " * 8,
        looked="",
    )
    for columns in (40, 60, 80):
        shown = terminal.story(report, Look(width=columns))
        assert max(width(line) for line in shown.splitlines()) <= columns + 4  # marks of an excerpt aside


@pytest.mark.parametrize("arguments", [("nonsense", "--help"), ("nonsense",), ("chekc", "story.txt")])
def test_a_command_that_there_is_not_is_an_error(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    complains(result, "There is no command", "did you mean “check”?" if arguments[0] == "chekc" else "lists them all")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "a.txt", "--format", "htm"), "There is no format “htm”, did you mean “html”?"),
        (("check", "a.txt", "--format", "wxyz"), "There is no format “wxyz”; choose from terminal, "),
        (("baseline", "creat", "a.txt"), "There is no action “creat”, did you mean “create”?"),
        (("a.txt",), "There is no command “a.txt”, did you mean `mtcheck check a.txt`?"),
        (("fix", "a.txt", "--diff", "--write"), "--diff and --write exclude one another; `mtcheck fix --help`"),
        (("baseline",), "This is missing: action, PATH; `mtcheck baseline --help`"),
        (("check", "--format"), "--format wants a value; `mtcheck check --help`"),
    ],
)
def test_what_is_wrong_with_the_arguments_is_said_in_sentences(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    result = run(*arguments, cwd=tmp_path)
    assert result.code == 2
    complains(result, said)


def test_one_rule_is_one_rule() -> None:
    assert "\n1 rule of the set " in run("rules", "doubled-word").out


def test_guesses_are_near_or_silent() -> None:
    assert catalog.nearest("doubled-cordination", catalog.rule_ids()) == ", did you mean “doubled-coordination”?"
    assert catalog.nearest("grammar-check", catalog.rule_ids()) == ""


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_completion_knows_every_command(shell: str) -> None:
    pytest.importorskip("shtab")
    result = run("completion", shell)
    assert result.code == 0
    assert all(command in result.out for command in COMMANDS)
    assert "--min-confidence" in result.out


@pytest.mark.parametrize(
    ("command", "module"),
    [("watch wire.xml --once", "sqlalchemy"), ("completion bash", "shtab"), ("evaluate .", "numpy")],
)
def test_a_library_that_is_absent_is_one_exit_code_and_a_line_to_run(tmp_path: Path, command: str, module: str) -> None:
    (tmp_path / "one.jsonl").write_text('{"id": "a", "paragraphs": ["The port closed on Monday."]}\n', encoding="utf-8")
    program = (
        f"import sys; sys.modules[{module!r}] = None; from mtcheck.cli import main; sys.exit(main({command.split()!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 3, done.stderr
    assert "pip install" in done.stderr and "Traceback" not in done.stderr


def test_default_config_is_for_stories_without_a_profile(tmp_path: Path) -> None:
    for folder in ("own", "bare"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "story.txt").write_text(DOUBLED, encoding="utf-8")
    (tmp_path / "own" / "mtcheck.toml").write_text('fail_on = "none"\n', encoding="utf-8")
    assert run("check", "own", "--default-config", "ci-gate", cwd=tmp_path).code == 0
    assert run("check", "bare", "--default-config", "ci-gate", cwd=tmp_path).code == 1
    assert "gate: block" in run("check", "bare", "--default-config", "ci-gate", cwd=tmp_path).out


def test_main_is_callable_with_a_list() -> None:
    assert main(["--version"]) == 0


def test_a_profile_that_is_written_for_another_set_of_rules_says_so(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(CLEAN, encoding="utf-8")
    for name, said in (("key", 'rules = "2026.11"\n'), ("table", '[rules]\nset = "2026.11"\n')):
        (tmp_path / f"{name}.toml").write_text(said, encoding="utf-8")
        result = run("check", "story.txt", "--config", f"{name}.toml", cwd=tmp_path)
        assert result.code == 0
        complains(
            result,
            "is written for the rules 2026.11",
            f"and {rule_sets.current()} are installed",
            "--changed-since 2026.11",
        )
    (tmp_path / "mtcheck.toml").write_text(f'rules = "{rule_sets.current()}"\n', encoding="utf-8")
    assert run("check", "story.txt", cwd=tmp_path).err == ""
    (tmp_path / "mtcheck.toml").write_text('rules = "latest"\n', encoding="utf-8")
    complains(run("check", "story.txt", cwd=tmp_path), "must be a set of rules by year and month")


def test_table_of_rules_is_sound() -> None:
    lines = [
        line.split("\t")
        for line in (ROOT / "mtcheck" / "resources" / "rules.tsv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert lines == sorted(lines) and len({rule for rule, *_ in lines}) == len(lines)
    assert all(since <= changed <= rule_sets.current() for _, since, changed in lines)
    listed = {record["rule"]: record for record in json.loads(run("rules", "--format", "json").out)}
    assert listed["doubled-word"]["since"] == "2026.11"
    changed = json.loads(run("rules", "--format", "json", "--changed-since", "2026.11").out)
    assert {record["rule"] for record in changed} == set(rule_sets.changed_since("2026.11"))
    assert json.loads(run("rules", "--format", "json", "--changed-since", rule_sets.current()).out) == []


def test_a_baseline_of_another_profile_says_so(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(DOUBLED, encoding="utf-8")
    assert run("baseline", "create", "story.txt", *ONLY, cwd=tmp_path).code == 0
    result = run(
        "check", "story.txt", "--config", "ci-gate", *ONLY, "--baseline", "mtcheck-baseline.json", cwd=tmp_path
    )
    complains(result, "was made under the profile default, and the profile here is ci-gate")
    assert run("check", "story.txt", *ONLY, "--baseline", "mtcheck-baseline.json", cwd=tmp_path).err == ""


def test_a_crash_is_a_sentence_and_not_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_: object) -> None:
        raise UnicodeError("half a sign")

    monkeypatch.setattr("mtcheck.cli.rules.run", fall)
    result = run("rules", cwd=tmp_path)
    assert result.code == 3 and result.err.count("\n") == 1
    assert result.err.startswith("mtcheck: mtcheck crashed (UnicodeError: half a sign; test_command_line.py, line ")


def test_help_parts_each_command_from_what_it_does() -> None:
    lines = run("--help").out.splitlines()
    for command, about in COMMANDS.items():
        assert [command, about] in [line.split(None, 1) for line in lines], command


def test_a_part_of_the_page_is_named_in_the_message(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The council met on Monday.\nShare this on Facebook\nThe road is shut.\n")
    told = run("check", "a.txt", "--format", "line", "--select", "page-furniture", cwd=tmp_path).out
    assert "page-furniture: “Share this on Facebook” is a part of the page around the story." in told


def test_each_command_asks_for_the_extras_that_the_readme_names() -> None:
    from mtcheck.cli import EXTRAS

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {f'"mtcheck[{EXTRAS[command]}]"' in readme for command in ("watch", "serve", "review", "learn", "lsp")} == {
        True
    }


def test_a_process_that_ends_at_once_leaves_nothing_undone() -> None:
    script = (
        "import atexit, sys; atexit.register(print, 'cleared up'); sys.argv = ['mtcheck', 'rules', 'no-such-rule'];"
        " from mtcheck.cli import run; run(); print('never said')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "no-such-rule" in done.stderr
    assert done.stdout.splitlines()[-1:] == ["cleared up"]


@pytest.mark.parametrize("watching", ["sys.settrace(lambda *_: None)", "sys.setprofile(lambda *_: None)"])
def test_whoever_watches_the_process_sees_its_end(watching: str) -> None:
    script = f"import sys; {watching}; sys.argv = ['mtcheck', '--version']; from mtcheck.cli import run; print(run())"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0"
