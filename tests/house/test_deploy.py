"""The container file and the units run commands that there are, as users that may do little."""

import configparser
import json
import shlex
import tomllib
from pathlib import Path

import pytest

from mtcheck.cli.parser import parse

ROOT = Path(__file__).parents[2]
UNITS = sorted(ROOT.glob("deploy/*.service"))
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")


def unit(path: Path) -> configparser.RawConfigParser:
    found = configparser.RawConfigParser(strict=False)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read_string(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units_start_what_there_is(path: Path) -> None:
    service = unit(path)["Service"]
    program, *arguments = shlex.split(service["ExecStart"].replace("$MTCHECK_FEEDS", "https://wire.example/a.rss"))
    assert program == "/usr/bin/mtcheck" and callable(parse(arguments).run)
    assert service["DynamicUser"] == service["NoNewPrivileges"] == service["ProtectHome"] == "yes"
    assert (
        service["KillSignal"] == "SIGTERM" and int(service["TimeoutStopSec"]) > 10
    )  # requests under way have ten seconds
    assert "TOKEN" not in service["ExecStart"] and "SECRET" not in service["ExecStart"]


def test_there_is_a_unit_for_the_server_and_one_for_the_watcher() -> None:
    assert [path.name for path in UNITS] == ["mtcheck-serve.service", "mtcheck-watch.service"]


def test_the_container_starts_the_server_and_asks_it_how_it_is() -> None:
    (command,) = (line.removeprefix("CMD ") for line in CONTAINER.splitlines() if line.startswith("CMD "))
    assert callable(parse(json.loads(command)).run)
    (health,) = (line.strip().removeprefix("CMD ") for line in CONTAINER.splitlines() if line.startswith("    CMD "))
    compile(json.loads(health)[2], "health", "exec")
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert CONTAINER.count("[serve,watch]") == 2 and {"serve", "watch"} <= {*extras}
    assert "USER mtcheck" in CONTAINER and "TOKEN=" not in CONTAINER


def test_what_the_package_is_built_from_is_not_left_out_of_the_container() -> None:
    left_out = (ROOT / ".containerignore").read_text(encoding="utf-8").split()
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert not {"mtcheck", "config", "README.md", "LICENSE", "constraints.txt", "pyproject.toml"} & {*left_out}
    assert build["project"]["readme"] == "README.md"
