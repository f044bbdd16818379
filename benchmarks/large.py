"""Time and memory on inputs beyond reason: 50 MB of text, 100,000 tiny files, one line of 10 MB, a feed of 10,000
items.

    python benchmarks/large.py [--scale 0.01] [--only WORD]

Each is checked by a process of its own, with `--depth fast` and without a cache. `--scale 1` is the whole size; time
grows with the size, memory with that of one story. The exit code is 1 where a run does not end with 0 or 1, or takes
more than the stated limits, which hold for the whole size on one core.

Measured, seconds of one core and the most memory:

    50 MB of text            × 1      152.0 s  1484 MB
    100,000 tiny files       × 1      255.9 s    75 MB
    a line of 10 MB          × 1       38.0 s   394 MB
    a feed of 10,000 items   × 1      116.8 s    96 MB
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PARAGRAPH = (
    "Officials in Lomna said on Monday that 12 people had left the town after the river rose. The mayor gave no"
    " figures. “We wait,” she said, and the council agreed to meet again on Friday.\n\n"
)


def text(folder: Path, scale: float) -> None:
    number = int(50_000_000 * scale / len(PARAGRAPH.encode()))
    with open(folder / "story.txt", "w", encoding="utf-8") as out:
        out.writelines(PARAGRAPH for _ in range(number))


def files(folder: Path, scale: float) -> None:
    for number in range(int(100_000 * scale)):
        place = folder / str(number // 1000)
        place.mkdir(exist_ok=True)
        (place / f"{number}.txt").write_text(f"All is well in Lomna on day {number}.\n", encoding="utf-8")


def line(folder: Path, scale: float) -> None:
    (folder / "story.txt").write_text(
        (PARAGRAPH.strip() + " ") * int(10_000_000 * scale / len(PARAGRAPH.encode())), encoding="utf-8"
    )


def feed(folder: Path, scale: float) -> None:
    with open(folder / "feed.jsonl", "w", encoding="utf-8") as out:
        out.writelines(
            json.dumps({"id": str(number), "text": PARAGRAPH * 10 + f"It was day {number}."}) + "\n"
            for number in range(int(10_000 * scale))
        )


# what is made, seconds and megabytes at whole size on one core
INPUTS: dict[str, tuple[Callable[[Path, float], None], float, float]] = {
    "50 MB of text": (text, 3600, 8000),
    "100,000 tiny files": (files, 1800, 1000),
    "a line of 10 MB": (line, 900, 3000),
    "a feed of 10,000 items": (feed, 3600, 1000),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    failed = 0
    for name, seconds, megabytes, code in measured(options.scale, options.only):
        _, most, memory = INPUTS[name]
        bad = code not in (0, 1) or seconds > most * max(options.scale, 0.02) or megabytes > memory
        failed += bad
        print(
            f"{name:24} × {options.scale:g}: {seconds:8.1f} s {megabytes:8.0f} MB, exit code"
            f" {code}{'  TOO MUCH' if bad else ''}",
            flush=True,
        )
    return 1 if failed else 0


def measured(scale: float, only: str) -> Iterator[tuple[str, float, float, int]]:
    for name, (make, _, _) in INPUTS.items():
        if only in name:
            with tempfile.TemporaryDirectory() as place:
                make(Path(place), scale)
                yield (name, *run(place))


def run(place: str) -> tuple[float, float, int]:
    """(CPU seconds, megabytes at most, exit code)."""
    command = [
        sys.executable,
        "-m",
        "mtcheck",
        "check",
        place,
        "--depth",
        "fast",
        "--no-cache",
        "--format",
        "jsonl",
        "--output",
        os.devnull,
    ]
    begin = time.monotonic()
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return min(used.ru_utime + used.ru_stime, time.monotonic() - begin), used.ru_maxrss / 1024, process.returncode


if __name__ == "__main__":
    sys.exit(main())
