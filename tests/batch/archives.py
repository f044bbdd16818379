"""Stories, and what an archive holds: for the tests of `mtcheck archive`."""

import json
from pathlib import Path
from typing import Any

from commands import Result, run

from mtcheck.profile.config import Config

DOUBLED = "The army took weapons and weapons from the depot on Monday."
CLEAN = "The army took weapons from the depot on Monday."
TWICE = "The the council met in Lomna on Friday and heard the mayor."
OPTIONS = ("--depth", "fast", "--select", "doubled-coordination,doubled-word")
FAST = Config(depth="fast", select=("doubled-coordination", "doubled-word"), inline_marks=False)  # the same


def archived(folder: Path, *arguments: str, options: tuple[str, ...] = OPTIONS) -> Result:
    return run("archive", "--without-ray", *options, *(arguments or ("in", "out")), cwd=folder)


def stories(number: int) -> list[dict[str, Any]]:
    """So many rows, no two of them equal: some clean, some with findings, some with a title."""
    made = []
    for at in range(number):
        title = {"title": f"Council meets again in the year {1000 + at}"} if at % 7 == 0 else {}
        text = f"{(CLEAN, DOUBLED, TWICE)[at % 3]} It was the year {1000 + at}."
        made.append({"id": f"story-{at}", **title, "text": text})
    return made


def lines(folder: Path, rows: list[dict[str, Any]], name: str = "stories.jsonl") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def rows_of(output: Path) -> list[dict[str, Any]]:
    """All rows of an archive but those set aside, in an order of their own."""
    import pyarrow.dataset as ds

    found: list[dict[str, Any]] = ds.dataset(output, partitioning="hive").to_table().to_pylist()
    return sorted(found, key=lambda row: (row["uri"], row["id"], row["reason"]))


def failed(output: Path) -> list[dict[str, Any]]:
    """The rows that were set aside."""
    import pyarrow.dataset as ds

    found: list[dict[str, Any]] = (
        ds.dataset(output / "_failed").to_table().to_pylist() if (output / "_failed").exists() else []
    )
    return found


def files(output: Path) -> dict[str, bytes]:
    """Every file of an archive that programs read, and what it holds."""
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in sorted(output.rglob("*.parquet"))}
