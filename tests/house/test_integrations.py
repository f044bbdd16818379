"""What plugs mtcheck into pre-commit, GitHub and GitLab: each file is valid, and what it runs is run here as its service would run it."""

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
    program(tmp_path / "bin" / "mtcheck", f'PYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)} -m mtcheck "$@"')
    program(tmp_path / "bin" / "pip", 'echo pip "$@"')
    program(tmp_path / "bin" / "python3", 'mkdir -p "$3/bin" && cp "$(dirname "$0")"/* "$3/bin/"')
    return tmp_path


def program(path: Path, script: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def shell(script: str, desk: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": f"{desk / 'bin'}{os.pathsep}{os.environ['PATH']}", "HOME": str(desk), "MTCHECK_CACHE": str(desk / ".kept"), **variables}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], cwd=desk, env=environment, capture_output=True, text=True, check=False
    )


# pre-commit


def test_hooks_are_what_pre_commit_wants() -> None:
    clientlib = pytest.importorskip("pre_commit.clientlib")
    (hook,) = clientlib.load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert hook["id"] == "mtcheck"
    assert hook["require_serial"]
    for name in ("a.txt", "a.md", "a.html"):
        assert re.search(hook["files"], name)
    assert not re.search(hook["files"], "setup.py")


def test_hook_runs_on_what_is_staged(desk: Path) -> None:
    (hook,) = loaded(".pre-commit-hooks.yaml")
    commands = "git init -q -b main && git -c user.name=D -c user.email=d@example.org commit -q --allow-empty -m Begin && git add ."
    assert shell(commands, desk).returncode == 0
    assert hook["args"][-1] == "--"  # names of files come behind it
    command = shlex.join([*shlex.split(hook["entry"]), "--select", "doubled-coordination", *hook["args"]])
    result = shell(f"{command} stories/bad.txt stories/good.txt", desk)
    assert result.returncode == (1 if "gate: block" in result.stdout else 0), result.stderr
    assert "stories/bad.txt" in result.stdout
    assert shell("git -c user.name=D -c user.email=d@example.org commit -qm Stories", desk).returncode == 0
    result = shell(f"{command} stories/bad.txt stories/good.txt", desk)
    assert (result.returncode, result.stdout) == (0, "No story has changed since HEAD.\n")


# GitHub


def step(number: int) -> tuple[str, dict[str, str]]:
    """The script of a step, and its environment with the inputs' names in it."""
    made = loaded("action.yml")["runs"]["steps"][number]
    assert made["shell"] == "bash"
    assert "${{" not in made["run"]  # inputs come through the environment: nobody can write commands into them
    return made["run"], made["env"]


def environment(number: int, **given: str) -> dict[str, str]:
    inputs = {name: given.get(name, said["default"]) for name, said in loaded("action.yml")["inputs"].items()}
    values = {f"${{{{ inputs.{name} }}}}": value for name, value in inputs.items()} | {"${{ github.action_path }}": str(ROOT)}
    return {name: values[value] for name, value in step(number)[1].items()}


def test_action_has_what_github_wants() -> None:
    action = loaded("action.yml")
    assert action["runs"]["using"] == "composite"
    assert action["name"] and action["description"]
    for said in action["inputs"].values():
        assert said["description"].endswith(".") and isinstance(said["default"], str)


def test_action_installs_itself_or_what_is_asked_for(desk: Path) -> None:
    assert shell(step(0)[0], desk, RUNNER_TEMP=str(desk), **environment(0)).stdout == f"pip install --quiet {ROOT}\n"
    assert shell(step(0)[0], desk, RUNNER_TEMP=str(desk), **environment(0, install="mtcheck==0.1.0")).stdout == "pip install --quiet mtcheck==0.1.0\n"


def test_action_checks(desk: Path) -> None:
    shell(step(0)[0], desk, RUNNER_TEMP=str(desk), **environment(0))

    def check(**given: str) -> subprocess.CompletedProcess[str]:
        return shell(step(1)[0], desk, RUNNER_TEMP=str(desk), **environment(1, config="house.toml", **given))

    result = check(paths="stories/*.txt", sarif="out.sarif")
    assert result.returncode == 1, result.stderr
    assert "file=stories/bad.txt,line=1" in result.stdout
    assert json.loads((desk / "out.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert check(paths="stories", options="--fail-on none").returncode == 0
    assert check(paths="stories/good.txt stories/none.txt").returncode == 3
    made = shell("mtcheck baseline create stories --config house.toml --baseline known.json", desk)
    assert made.returncode == 0, made.stderr
    assert check(paths="stories", baseline="known.json").returncode == 0
    result = check(paths="stories; touch evil", since="$(touch evil)")
    assert result.returncode in (2, 3)
    assert not (desk / "evil").exists()


# GitLab


def test_template_runs(desk: Path) -> None:
    job = loaded(".gitlab/mtcheck.gitlab-ci.yml")["mtcheck"]
    variables = {name: value.replace("$CI_PROJECT_DIR", str(desk)) for name, value in job["variables"].items()}
    variables |= {"MTCHECK_CONFIG": "house.toml", "MTCHECK_PATHS": "stories"}
    script = "\n".join([*job["before_script"], *job["script"]])
    result = shell(script, desk, **variables)
    assert result.returncode == 1, result.stderr
    assert result.stdout.startswith("pip install --quiet mtcheck\n")
    (finding,) = json.loads((desk / job["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))
    assert finding["location"]["path"] == "stories/bad.txt"
    assert "<testsuite" in (desk / job["artifacts"]["reports"]["junit"]).read_text(encoding="utf-8")
    assert variables["MTCHECK_CACHE"] == "off" and "cache" not in job  # nothing that a merge request could have committed
