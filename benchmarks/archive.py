"""Times `mtcheck archive` on one machine: in one process, and on Ray with several workers, over the same stories.

    python benchmarks/archive.py [--stories SOURCE ...] [--size 20] [--depth fast] [--workers 2] [--folder FOLDER]

Makes a Parquet file of `--size` megabytes of text (SOURCE as in benchmarks/speed.py; where there is too little, stories
come again, each with a number of its own, and no cache is in use), checks it both ways, compares the rows, and prints
for each: seconds, processor seconds of all processes, also for a million words, those of the busiest process, and
megabytes at most (proportional set size of the whole tree, so that shared pages count once). The ratio of the seconds
means something on a quiet machine alone; on a busy one, compare the processor seconds of the busiest process. Needs
Linux and `pip install mtcheck[ray]`.
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stories import DEFAULT, stories

ROOT = Path(__file__).parent.parent
_EVERY = 0.5  # seconds
_TICKS = os.sysconf("SC_CLK_TCK")
_GROUP = 2_000  # rows


@dataclass
class Tree:
    """What a process and all that it begins use."""

    seconds: float = 0.0
    processor: float = 0.0
    megabytes: float = 0.0
    largest: float = 0.0  # megabytes of the process that has most
    busiest: float = 0.0  # processor seconds of the process that has most
    _ticks: dict[int, int] = field(default_factory=dict)

    def look(self, process: int) -> None:
        """Looks at the processes as they are now."""
        parents, ticks = {}, {}
        for entry in Path("/proc").iterdir():
            try:
                said = (entry / "stat").read_text().rpartition(")")[2].split()
                parents[int(entry.name)], ticks[int(entry.name)] = int(said[1]), int(said[11]) + int(said[12])
            except (OSError, ValueError, IndexError):
                continue
        tree = [process]
        for one in tree:
            tree += [child for child, parent in parents.items() if parent == one]
        self._ticks.update((one, ticks[one]) for one in tree if one in ticks)
        held = [_megabytes(one) for one in tree]
        self.processor, self.busiest = sum(self._ticks.values()) / _TICKS, max(self._ticks.values()) / _TICKS
        self.megabytes = max(self.megabytes, sum(held))
        self.largest = max(self.largest, *held)


def _megabytes(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    except (OSError, StopIteration):
        return 0.0


def write(path: Path, sources: Sequence[Path], size: int) -> int:
    """Writes stories of so many bytes of text to a Parquet file; how many they are."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    total = number = 0
    with pq.ParquetWriter(path, pa.schema([("id", pa.string()), ("text", pa.string())])) as out:
        rows: list[dict[str, str]] = []
        for text in _endless(sources):
            rows.append({"id": str(number), "text": text})
            number += 1
            total += len(text.encode())
            if len(rows) == _GROUP or total >= size:
                out.write_table(pa.Table.from_pylist(rows))
                rows = []
            if total >= size:
                return number
    raise SystemExit("There are no stories.")


def _endless(sources: Sequence[Path]) -> Iterator[str]:
    yield from stories(sources)
    for again in itertools.count(2):
        yield from (f"{text.rstrip()}\n\nIt was number {again} of its kind.\n" for text in stories(sources))


def timed(arguments: Sequence[str], folder: Path) -> Tree:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    tree, begun = Tree(), time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "mtcheck", "archive", *arguments], cwd=folder, env=environment)
    while process.poll() is None:
        looked = time.monotonic()
        tree.look(process.pid)
        time.sleep(max(_EVERY, 20 * (time.monotonic() - looked)))  # looking is not to be what is measured
    tree.seconds = time.monotonic() - begun
    if process.returncode:
        raise SystemExit(f"mtcheck archive ends with {process.returncode}")
    return tree


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--stories", metavar="SOURCE", type=Path, nargs="+", default=list(DEFAULT))
    parser.add_argument("--size", metavar="MB", type=float, default=20.0, help="of text (default 20)")
    parser.add_argument("--depth", default="fast")
    parser.add_argument("--workers", type=int, default=2, help="of Ray (default 2)")
    parser.add_argument("--part-size", default="8", help="MB (default 8)")
    parser.add_argument("--folder", type=Path, help="for the stories and the results, kept; default: a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        (folder / "in").mkdir(parents=True, exist_ok=True)
        number = write(folder / "in" / "stories.parquet", options.stories, round(options.size * 1e6))
        print(f"{number:,} stories, {options.size:g} MB, depth {options.depth}")
        common = ["--depth", options.depth, "--part-size", options.part_size, "--fail-on", "none", "--quiet"]
        one = timed([*common, "--without-ray", "in", "one"], folder)
        words = json.loads((folder / "one/_mtcheck/summary.json").read_text())["words"]
        _print("one process", one, options.size, words)
        several = timed([*common, "--workers", str(options.workers), "in", "ray"], folder)
        _print(f"Ray, {options.workers} workers", several, options.size, words)
        print(
            f"Ray is {one.seconds / several.seconds:.2f} times one process by the clock,"
            f" {one.busiest / several.busiest:.2f} times by the busiest process"
        )
        print("the files are the same" if _files(folder / "one") == _files(folder / "ray") else "THE FILES DIFFER")


def _print(name: str, used: Tree, size: float, words: int) -> None:
    print(
        f"{name}: {used.seconds:.1f} s ({size / used.seconds:.3f} MB/s), {used.processor:.1f} processor seconds"
        f" ({used.processor / words * 1e6:.1f} a million words), {used.busiest:.1f} in the busiest process,"
        f" {used.megabytes:.0f} MB in all, {used.largest:.0f} MB in the largest process",
        flush=True,
    )


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.parquet")}


if __name__ == "__main__":
    main()
