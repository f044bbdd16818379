"""`mtcheck archive` on Ray: the same files as without it, whatever is killed with signal 9 on the way."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="pyarrow is not installed; `pip install mtcheck[ray]` brings it")
ray = pytest.importorskip("ray", reason="Ray is not installed; `pip install mtcheck[ray]` brings it")

from archives import OPTIONS, failed, files, lines, stories  # noqa: E402
from commands import complains, run  # noqa: E402

pytestmark = pytest.mark.slow


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


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_killed_ten_times_and_resumed(tmp_path: Path) -> None:
    lines(tmp_path / "in", stories(12_000))
    assert subprocess.run(_command("--without-ray", "in", "whole"), cwd=tmp_path, capture_output=True).returncode == 1
    process: subprocess.Popen[bytes] | None = None
    killed = 0
    for victim in ("worker", "driver", "all") * 3 + ("worker",):
        if process is None or process.poll() is not None:
            process = _begun(tmp_path)
        before, until = _done(tmp_path), time.monotonic() + 120
        while _done(tmp_path) == before and process.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        below = _below(process.pid)
        workers = [one for one in below if "MapWorker" in _named(one)]
        for one in {"worker": workers[:1], "driver": [process.pid], "all": [process.pid, *below]}[victim]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
                killed += 1
        if victim != "worker":
            process.wait()
    assert killed >= 10
    if process is not None:
        process.wait()
    last = _finished(tmp_path)
    assert last.returncode == 1, last.stderr
    assert files(tmp_path / "out") == files(tmp_path / "whole")
    assert (
        run("archive", *OPTIONS, "in", "out", cwd=tmp_path).out
        == run("archive", *OPTIONS, "in", "whole", cwd=tmp_path).out
    )


def _begun(folder: Path) -> "subprocess.Popen[bytes]":
    command = _command("--workers", "2", "in", "out")
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _finished(folder: Path) -> "subprocess.CompletedProcess[str]":
    """The last of a few runs; one on a busy machine may end with 3 because Ray takes too long to begin."""
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
