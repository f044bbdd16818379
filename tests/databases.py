"""Databases for tests: SQLite in a folder, and a PostgreSQL cluster of our own that lives as long as the test run,
where its programs are installed.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from waiting import LONG

KINDS = ("sqlite", "postgresql")


def _programs() -> Path | None:
    """The folder of initdb and pg_ctl; Debian keeps it off the path."""
    on_path = shutil.which("initdb")
    found = [Path(on_path)] if on_path else sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def _somebody() -> str | None:
    """PostgreSQL does not run as root: the account to run it as, or None for our own."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            pwd.getpwnam(name)
            return name
    return None


@contextlib.contextmanager
def cluster() -> Iterator[Path]:
    """A running cluster, reached through the socket in the folder. Skips the test where there is none to run."""
    programs, account = _programs(), _somebody()
    if programs is None:
        pytest.skip("PostgreSQL's server programs are not installed")
    if os.geteuid() == 0 and account is None:
        pytest.skip("PostgreSQL does not run as root, and there is no other account")
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # the path of a socket must be short
    try:
        if account:
            shutil.chown(folder, account)
        data = folder / "data"
        _run(
            account,
            programs / "initdb",
            "-D",
            data,
            "-U",
            "tester",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "--no-sync",
        )
        settings = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=60 -c shared_buffers=16MB"
        _run(account, programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", settings, "start")
        try:
            yield folder
        finally:
            _run(account, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(account: str | None, *command: object) -> None:
    words = [str(part) for part in command]
    done = subprocess.run(words, user=account, cwd="/", capture_output=True, text=True, timeout=LONG, check=False)
    if done.returncode:
        pytest.skip(f"PostgreSQL does not start here: {' '.join((done.stderr or done.stdout).split())[-200:]}")


def fresh(kind: str, folder: Path, running: Path | None) -> str:
    """The URL of an empty database."""
    if kind == "sqlite":
        return f"sqlite:///{folder}/state-{uuid.uuid4().hex[:8]}.db"
    import psycopg

    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(host=str(running), user="tester", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload,unused-ignore]
    return f"postgresql://tester@/{name}?host={running}"
