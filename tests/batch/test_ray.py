"""`mtcheck archive` on Ray: the same files as without it, whatever is killed with signal 9 on the way."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="pyarrow is not installed; `pip install mtcheck[ray]` brings it")
ray = pytest.importorskip("ray", reason="Ray is not installed; `pip install mtcheck[ray]` brings it")

from archives import OPTIONS, failed, files, lines, rows_of, stories  # noqa: E402
from commands import complains, run  # noqa: E402

_NEEDS_PROC = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "mtcheck", "archive", *OPTIONS, "--part-size", "0.03", *arguments]


def _below(process: int) -> list[int]:
    """All processes that a process has begun, and those that they have."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
    found = [process]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]


def _named(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""


def test_the_same_files_as_without_ray(tmp_path: Path) -> None:
    lines(tmp_path / "in", stories(400))
    (tmp_path / "in/torn.jsonl").write_text('{"text": 7}\n')
    assert run("archive", "--without-ray", *OPTIONS, "in", "one", cwd=tmp_path).code == 3
    result = run("archive", "--workers", "2", *OPTIONS, "in", "two", cwd=tmp_path)
    assert result.code == 3 and "400 stories" in result.out
    assert files(tmp_path / "one") == files(tmp_path / "two") and len(failed(tmp_path / "two")) == 1


@_NEEDS_PROC
def test_a_killed_worker_costs_nothing(tmp_path: Path) -> None:
    lines(tmp_path / "in", stories(1_500))
    assert run("archive", "--without-ray", *OPTIONS, "in", "whole", cwd=tmp_path).code == 1
    process = _begun(tmp_path, "--part-size", "0.01")
    _wait(tmp_path, process, 1)
    for worker in _workers(process)[:1]:
        _kill(worker)
    assert process.wait() in (1, 3)  # 3: Ray took too long to begin, which the next run mends
    assert _finished(tmp_path).returncode == 1
    assert rows_of(tmp_path / "out") == rows_of(tmp_path / "whole")


@pytest.mark.slow
@_NEEDS_PROC
def test_killed_ten_times_and_resumed(tmp_path: Path) -> None:
    lines(tmp_path / "in", stories(12_000))
    assert subprocess.run(_command("--without-ray", "in", "whole"), cwd=tmp_path, capture_output=True).returncode == 1
    chance = random.Random(os.environ.get("SEED", "mtcheck"))
    victims = ["worker", "driver", "all"] * 3 + ["worker"]
    chance.shuffle(victims)
    process: subprocess.Popen[bytes] | None = None
    for victim in victims:
        if process is None or process.poll() is not None:
            process = _begun(tmp_path)
        _wait(tmp_path, process, chance.randint(0, 3))
        time.sleep(chance.random())
        if victim == "worker":
            for worker in chance.sample(workers := _workers(process), min(1, len(workers))):
                _kill(worker)
        else:
            for one in [process.pid, *(_below(process.pid) if victim == "all" else ())]:
                _kill(one)
            process.wait()
    last = _finished(tmp_path)
    assert last.returncode == 1, last.stderr
    assert files(tmp_path / "out") == files(tmp_path / "whole")
    assert (
        run("archive", *OPTIONS, "in", "out", cwd=tmp_path).out
        == run("archive", *OPTIONS, "in", "whole", cwd=tmp_path).out
    )


def _workers(process: "subprocess.Popen[bytes]") -> list[int]:
    return [one for one in _below(process.pid) if "MapWorker" in _named(one)]


def _kill(process: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def _wait(folder: Path, process: "subprocess.Popen[bytes]", parts: int) -> None:
    """Until so many more parts are done, or the process is, or two minutes are over."""
    before, until = _done(folder), time.monotonic() + 120
    while _done(folder) < before + parts and process.poll() is None and time.monotonic() < until:
        time.sleep(0.1)


def _begun(folder: Path, *options: str) -> "subprocess.Popen[bytes]":
    command = _command("--workers", "2", *options, "in", "out")
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _finished(folder: Path) -> "subprocess.CompletedProcess[str]":
    """The last of a few runs; on a busy machine one may end with 3 because Ray takes too long to begin."""
    command = _command("--workers", "2", "in", "out")
    for _ in range(3):
        last = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if last.returncode != 3:
            break
    return last


def _done(folder: Path) -> int:
    return len(list(folder.glob("out/_mtcheck/done/*.json")))


def test_a_cluster_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise ConnectionError("Could not find any running Ray instance")

    monkeypatch.setattr(ray, "init", refuse)
    lines(tmp_path / "in", stories(2))
    result = run("archive", "--address", "auto", *OPTIONS, "in", "out", cwd=tmp_path)
    assert result.code == 3
    complains(result, "There is no Ray cluster at auto: Could not find any running Ray instance.")


def test_a_busy_machine_may_need_more_than_one_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    starts = []

    def late(**_: object) -> None:
        starts.append("")
        raise TimeoutError("The current node timed out during startup.")

    monkeypatch.setattr(ray, "init", late)
    lines(tmp_path / "in", stories(2))
    result = run("archive", *OPTIONS, "in", "out", cwd=tmp_path)
    assert result.code == 3 and len(starts) == 4
    complains(result, "Ray cannot start here: The current node timed out during startup.")
