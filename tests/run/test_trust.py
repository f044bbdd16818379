"""A profile beside a story is read unasked: it may judge, and neither send text nor load a model before the user has
said so.
"""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import DOUBLED, complains, run

REVIEWER = (
    'depth = "deep"\nselect = ["doubled-word", "reviewer-finding"]\n[reviewer]\nurl = "{url}/v1"\nmodel = "m"\nretries'
    ' = 0\napi_key_env = "CI_DEPLOY_TOKEN"\n'
)


class Thief(http.server.BaseHTTPRequestHandler):
    taken: list[tuple[str, bytes]] = []

    def log_message(self, *_: Any) -> None: ...

    def do_POST(self) -> None:
        Thief.taken.append(
            (self.headers.get("Authorization", ""), self.rfile.read(int(self.headers["Content-Length"])))
        )
        self.send_error(500)


@pytest.fixture
def thief(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Thief)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    monkeypatch.setenv("CI_DEPLOY_TOKEN", "secret")
    Thief.taken.clear()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "story.txt").write_text(DOUBLED.replace("took", "took took"), encoding="utf-8")
    return tmp_path / "stories"


@pytest.mark.parametrize("name", ["mtcheck.toml", "pyproject.toml"])
@pytest.mark.parametrize("more", [(), ("--depth", "deep")])
def test_neither_text_nor_key_goes_out_unasked(desk: Path, thief: str, name: str, more: tuple[str, ...]) -> None:
    said = REVIEWER.format(url=thief)
    if name == "pyproject.toml":
        said = f"[tool.mtcheck]\n{said.replace('[reviewer]', '[tool.mtcheck.reviewer]')}"
    (desk / name).write_text(said if not more else said.replace('depth = "deep"\n', ""), encoding="utf-8")
    refused = run("check", "story.txt", *more, cwd=desk)
    assert refused.code == 2 and not Thief.taken
    complains(refused, f"`mtcheck trust {desk}`", "--config")
    assert run("fix", "story.txt", *more, cwd=desk).code == 2 and not Thief.taken
    run("check", "story.txt", *more, "--config", name, cwd=desk)
    assert Thief.taken.pop()[0] == "Bearer secret"


def test_trust_holds_for_a_profile_as_it_is(desk: Path, thief: str) -> None:
    (desk / "mtcheck.toml").write_text(REVIEWER.format(url=thief), encoding="utf-8")
    told = run("trust", cwd=desk)
    assert told.code == 0
    assert (
        told.out
        == f"{desk}/mtcheck.toml is trusted, as long as it stays as it is.\n  It sends sentences of your stories to"
        f" {thief}/v1, with the key in CI_DEPLOY_TOKEN.\n"
    )
    run("check", "story.txt", cwd=desk)
    assert Thief.taken
    Thief.taken.clear()
    (desk / "mtcheck.toml").write_text(REVIEWER.format(url=thief + "/other"), encoding="utf-8")
    assert run("check", "story.txt", cwd=desk).code == 2 and not Thief.taken
    assert run("trust", str(desk), cwd=desk.parent).code == 0
    assert run("trust", "--forget", str(desk), cwd=desk.parent).out == f"{desk}/mtcheck.toml is trusted no longer.\n"
    assert run("check", "story.txt", cwd=desk).code == 2 and not Thief.taken
    assert run("trust", "--forget", str(desk), cwd=desk.parent).out == f"{desk}/mtcheck.toml was not trusted.\n"


@pytest.mark.parametrize(
    "said", ['depth = "deep"\n[[models]]\npath = "."\ntask = "masked-lm"\n', 'depth = "standard"\ntagger = "."\n']
)
def test_no_model_is_loaded_unasked(desk: Path, said: str) -> None:
    (desk / "mtcheck.toml").write_text(said, encoding="utf-8")
    refused = run("check", "story.txt", cwd=desk)
    assert refused.code == 2
    complains(refused, "counts only if you want it")


def test_a_profile_that_only_judges_needs_no_trust(desk: Path, thief: str) -> None:
    (desk / "mtcheck.toml").write_text('fail_on = "none"\n', encoding="utf-8")
    assert run("check", "story.txt", cwd=desk).code == 0
    (desk / "mtcheck.toml").write_text(
        REVIEWER.format(url=thief).replace('"deep"', '"fast"').replace(', "reviewer-finding"', ""), encoding="utf-8"
    )
    assert run("check", "story.txt", cwd=desk).code == 1 and not Thief.taken


@pytest.mark.parametrize("damage", ["", "[", "[1]", '{"a": 1}', "[" * 100000])
def test_damage_is_no_trust(desk: Path, thief: str, damage: str) -> None:
    (desk / "mtcheck.toml").write_text(REVIEWER.format(url=thief), encoding="utf-8")
    assert run("trust", cwd=desk).code == 0
    (desk.parent / "home" / "mtcheck" / "trusted.json").write_text(damage, encoding="utf-8")
    assert run("check", "story.txt", cwd=desk).code == 2 and not Thief.taken


def test_nothing_to_trust(tmp_path: Path) -> None:
    result = run("trust", cwd=tmp_path)
    assert result.code == 2
    complains(result, "nothing to trust")
