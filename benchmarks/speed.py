"""Times mtcheck as a whole process against proselint and harper.js on the same files, in the same run: `python benchmarks/speed.py`.

Needs `pip install proselint==0.16.0` in the same environment and `npm install --prefix benchmarks` (Node 20); a peer that is absent is named and left out.
The texts are made from `fixtures/`: one damaged story, 200 stories, and the clean stories repeated to 1 MB. Figures are medians of whole processes and
compare as ratios only.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
FIXTURES = HERE.parent / "fixtures"

# As on a machine in use: modules are compiled, and a run before has filled mtcheck's cache of expressions.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def make_texts(folder: Path) -> dict[str, list[Path]]:
    wire = sorted((FIXTURES / "wire").glob("*.txt"))
    clean = sorted((FIXTURES / "clean").glob("*.txt"))
    article = folder / "article.txt"
    article.write_bytes(wire[0].read_bytes())
    stories = []
    for number in range(200):
        path = folder / "stories" / f"{number:03}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes((wire + clean)[number % len(wire + clean)].read_bytes())
        stories.append(path)
    body = "\n".join(path.read_text(encoding="utf-8") for path in clean)
    big = folder / "big.txt"
    big.write_text((body * (1_000_000 // len(body.encode()) + 1))[:1_000_000], encoding="utf-8")
    return {"one article": [article], "200 stories": stories, "1 MB": [big]}


def process(command: list[str]) -> tuple[float, float]:
    """Seconds of wall clock and peak MB of a process and its children."""
    begin = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    _, _, usage = os.wait4(child.pid, 0)
    return time.perf_counter() - begin, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    python = sys.executable
    tools = {"mtcheck": lambda paths: [python, "-m", "mtcheck", "check", "--jobs", "1", "--format", "json", *paths]}
    if shutil.which("proselint") or (Path(python).parent / "proselint").exists():
        program = shutil.which("proselint") or str(Path(python).parent / "proselint")
        tools["proselint"] = lambda paths: [program, "check", *paths]
    else:
        print("proselint is not installed here: left out")
    if (HERE / "node_modules" / "harper.js").exists() and shutil.which("node"):
        tools["harper.js"] = lambda paths: ["node", str(HERE / "harper.mjs"), *paths]
    else:
        print("harper.js is not installed here: left out")
    process([python, "-m", "mtcheck", "check", *map(str, sorted((FIXTURES / "wire").glob("*.txt")))])
    bare = statistics.median(process([python, "-c", "pass"])[0] for _ in range(11))
    version = statistics.median(process([python, "-m", "mtcheck", "--version"])[0] for _ in range(11))
    print(f"bare interpreter {1000 * bare:.0f} ms, mtcheck --version {1000 * version:.0f} ms: {1000 * (version - bare):.0f} ms over it\n")
    print(f"{'':14}{'':12}{'s':>8}{'words/s':>12}{'MB/s':>8}{'peak MB':>9}{'to mtcheck':>12}")
    with tempfile.TemporaryDirectory() as folder:
        for name, paths in make_texts(Path(folder)).items():
            words = sum(len(path.read_text(encoding="utf-8").split()) for path in paths)
            size = sum(path.stat().st_size for path in paths) / 1e6
            own = 0.0
            for tool, command in tools.items():
                runs = options.runs if tool == "mtcheck" or name == "one article" else min(options.runs, 2 if tool == "proselint" else 1)
                measured = [process(command([str(path) for path in paths])) for _ in range(runs)]
                seconds = statistics.median(run[0] for run in measured)
                own = own or seconds
                peak = max(run[1] for run in measured)
                print(f"{name:14}{tool:12}{seconds:8.2f}{words / seconds:12,.0f}{size / seconds:8.2f}{peak:9.0f}{seconds / own:11.1f}x")
        print()
        for size in (1, 2, 4, 8):
            path = Path(folder) / f"{size}.txt"
            path.write_bytes((Path(folder) / "big.txt").read_bytes() * size)
            seconds, peak = process(tools["mtcheck"]([str(path)]))
            print(f"{size} MB in one file: {seconds:.2f} s, {peak:.0f} MB")


if __name__ == "__main__":
    main()
