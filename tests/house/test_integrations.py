"""What plugs mtcheck into pre-commit, GitHub and GitLab: each file is valid, and what it runs is run here as its
service would run it.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from commands import CLEAN, DOUBLED

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def loaded(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder of stories, and mtcheck and a pretended pip in `bin`."""
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "bad.txt").write_text(f"{DOUBLED}\n", encoding="utf-8")
    (tmp_path / "stories" / "good.txt").write_text(f"{CLEAN}\n", encoding="utf-8")
    (tmp_path / "house.toml").write_text('select = ["doubled-coordination"]\n[gate]\n', encoding="utf-8")
    program(
        tmp_path / "bin" / "mtcheck",
        f'PYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)} -m mtcheck "$@"',
    )
    program(tmp_path / "bin" / "pip", 'echo pip "$@"')
    made = (
        'if [ "$2" = venv ]; then mkdir -p "$3/bin" && cp "$(dirname "$0")"/* "$3/bin/"; else exec'
        f' {shlex.quote(sys.executable)} "$@"; fi'
    )
    program(tmp_path / "bin" / "python3", made)
    return tmp_path


def program(path: Path, script: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def shell(script: str, desk: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": f"{desk / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(desk),
        "MTCHECK_CACHE": str(desk / ".kept"),
        **variables,
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=desk,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


# pre-commit


def test_hooks_are_what_pre_commit_wants() -> None:
    clientlib = pytest.importorskip("pre_commit.clientlib")
    (hook,) = clientlib.load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert hook["id"] == "mtcheck"
    assert hook["require_serial"]
    for name in ("a.txt", "a.md", "a.html", "feed.xml", "feed.json", "stories.csv"):
        assert re.search(hook["files"], name) and not re.search(hook["exclude"], name)
    assert not re.search(hook["files"], "setup.py")
    assert re.search(hook["exclude"], "web/package.json")


def test_hook_checks_what_it_is_given_also_on_a_clean_checkout(desk: Path) -> None:
    (hook,) = loaded(".pre-commit-hooks.yaml")
    commands = (
        "git init -q -b main && git -c user.name=D -c user.email=d@example.org commit -q --allow-empty -m Begin && git"
        " add ."
    )
    assert shell(commands, desk).returncode == 0
    assert hook["args"][-1] == "--"  # names of files come behind it
    command = shlex.join([*shlex.split(hook["entry"]), "--select", "doubled-coordination", *hook["args"]])
    result = shell(f"{command} stories/bad.txt stories/good.txt", desk)
    assert result.returncode == 1 and "gate: block" in result.stdout, result.stderr
    assert "stories/bad.txt" in result.stdout
    assert shell("git -c user.name=D -c user.email=d@example.org commit -qm Stories", desk).returncode == 0
    assert shell(f"{command} stories/bad.txt stories/good.txt", desk).returncode == 1
    (desk / "stories" / "mtcheck.toml").write_text('fail_on = "none"\n', encoding="utf-8")
    # the repository's own profile counts
    assert shell(f"{command} stories/bad.txt stories/good.txt", desk).returncode == 0


# GitHub


def step(name: str) -> tuple[str, dict[str, str]]:
    """The script of a step, and its environment with the inputs' names in it."""
    made = next(step for step in loaded("action.yml")["runs"]["steps"] if step["name"] == name)
    assert made["shell"] == "bash"
    assert "${{" not in made["run"]  # inputs come through the environment: nobody can write commands into them
    return made["run"], made["env"]


def environment(name: str, **given: str) -> dict[str, str]:
    inputs = {key: given.get(key, said["default"]) for key, said in loaded("action.yml")["inputs"].items()}
    values = {f"${{{{ inputs.{key} }}}}": value for key, value in inputs.items()} | {
        "${{ github.action_path }}": str(ROOT)
    }
    return {key: values.get(value, "") for key, value in step(name)[1].items()}


def test_action_has_what_github_wants() -> None:
    action = loaded("action.yml")
    assert action["runs"]["using"] == "composite"
    assert action["name"] and action["description"]
    for said in action["inputs"].values():
        assert said["description"].endswith(".") and isinstance(said["default"], str)


def test_action_installs_itself_or_what_is_asked_for(desk: Path) -> None:
    def installed(**given: str) -> str:
        return shell(
            step("Install mtcheck")[0], desk, RUNNER_TEMP=str(desk), **environment("Install mtcheck", **given)
        ).stdout

    assert installed() == f"pip install --quiet -c {ROOT}/constraints.txt {ROOT}\n"
    assert installed(install="mtcheck==0.1.0") == "pip install --quiet mtcheck==0.1.0\n"


def test_action_checks(desk: Path) -> None:
    shell(step("Install mtcheck")[0], desk, RUNNER_TEMP=str(desk), **environment("Install mtcheck"))
    told = desk / "told"

    def check(**given: str) -> subprocess.CompletedProcess[str]:
        told.unlink(missing_ok=True)
        chosen = {"config": "house.toml", **given}
        return shell(
            step("Check")[0], desk, RUNNER_TEMP=str(desk), GITHUB_OUTPUT=str(told), **environment("Check", **chosen)
        )

    result = check(paths="stories/*.txt", sarif="out.sarif")
    assert result.returncode == 1, result.stderr
    assert "file=stories/bad.txt,line=1" in result.stdout
    assert json.loads((desk / "out.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    said = dict(line.split("=", 1) for line in told.read_text(encoding="utf-8").splitlines())
    assert (said["exit-code"], said["decision"], said["reason"]) == (
        "1",
        "block",
        "1 story is blocked, where none may be.",
    )
    assert json.loads(Path(said["report"]).read_text(encoding="utf-8"))["schema"] == 1
    assert set(loaded("action.yml")["outputs"]) == set(said)
    assert check(paths="stories", options="--fail-on none").returncode == 0
    assert check(paths="stories/good.txt stories/none.txt").returncode == 3
    (desk / "two words").mkdir()
    (desk / "two words" / "bad copy.txt").write_text(DOUBLED, encoding="utf-8")
    assert "file=two words/bad copy.txt" in check(paths="two words/bad copy.txt\nstories/good.txt").stdout
    made = shell("mtcheck baseline create stories --config house.toml --baseline known.json", desk)
    assert made.returncode == 0, made.stderr
    assert check(paths="stories", baseline="known.json").returncode == 0
    result = check(paths="stories; touch evil", since="$(touch evil)")
    assert result.returncode in (2, 3)
    assert not (desk / "evil").exists()
    (desk / "stories" / "mtcheck.toml").write_text('fail_on = "none"\n', encoding="utf-8")
    assert check(paths="stories", config="").returncode == 0  # the repository's own profile


# GitLab


def test_template_runs(desk: Path) -> None:
    job = loaded(".gitlab/mtcheck.gitlab-ci.yml")["mtcheck"]
    variables = {name: value.replace("$CI_PROJECT_DIR", str(desk)) for name, value in job["variables"].items()}
    variables |= {"MTCHECK_CONFIG": "house.toml", "MTCHECK_PATHS": "stories\ntwo words"}
    (desk / "two words").mkdir()
    (desk / "two words" / "good copy.txt").write_text(CLEAN, encoding="utf-8")
    script = "\n".join([*job["before_script"], *job["script"]])
    result = shell(script, desk, **variables)
    assert result.returncode == 1, result.stderr
    assert result.stdout.startswith("pip install --quiet mtcheck\n")
    (finding,) = json.loads((desk / job["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))
    assert finding["location"]["path"] == "stories/bad.txt"
    assert "<testsuite" in (desk / job["artifacts"]["reports"]["junit"]).read_text(encoding="utf-8")
    assert variables["MTCHECK_CACHE"] == "off"  # nothing that a merge request could have committed
