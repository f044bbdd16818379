"""Whole runs of the command line in this process: arguments and standard input in; exit code, output and complaints
out.
"""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from mtcheck.cli import main

DOUBLED = "The army took weapons and weapons from the depot on Monday."
CLEAN = "The army took weapons from the depot on Monday."
ONLY = ("--select", "doubled-coordination")
LOOPED = "The army took all weapons all weapons from the depot on Monday."  # what is repaired unasked
UNLOOPED = "The army took all weapons from the depot on Monday."
LOOP_ONLY = ("--select", "phrase-loop")


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str
    raw: bytes


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def run(
    *arguments: str, stdin: bytes = b"", cwd: Path | None = None, terminal: bool = False, encoding: str = "utf-8"
) -> Result:
    stream = Terminal if terminal else io.TextIOWrapper
    out, err, given = io.BytesIO(), io.BytesIO(), io.BytesIO(stdin)
    streams = {
        "stdout": stream(out, encoding=encoding, write_through=True),
        "stderr": stream(err, encoding=encoding, write_through=True),
        "stdin": io.TextIOWrapper(given, encoding="utf-8"),
    }
    with mock.patch.multiple(sys, **streams), inside(cwd or Path.cwd()):
        try:
            code = main(arguments)
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
    return Result(code, out.getvalue().decode(encoding, "replace"), err.getvalue().decode(encoding), out.getvalue())


def complains(result: Result, *words: str) -> None:
    """One finished sentence on standard error, with the words in it, and no traceback."""
    lines = result.err.splitlines()
    assert len(lines) == 1 and lines[0].startswith("mtcheck: ") and lines[0][-1] in ".?", result.err
    for word in words:
        assert word in lines[0], lines[0]


GATE = ("--config", "ci-gate", *ONLY)


def gate(folder: Path, *arguments: str) -> Result:
    return run("check", *GATE, *arguments, cwd=folder)
