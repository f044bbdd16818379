"""Times mtcheck as a whole process beside proselint, ftfy and harper.js: the same files, the same run, by turns.

    python benchmarks/speed.py [--stories SOURCE ...] [--against CHECKOUT] [--depth fast] [--sizes 0.2 1] [--files 1000]
    [--runs 5]

Seconds are processor time of the process and its children, so that other work on the machine counts little; the ratio
is the median over the rounds of another tool's seconds to those of the first, with the least and the most beside it.
mtcheck checks with the depth that its name says, in one process, and never finds a story in its cache, which is emptied
before each run; compiled expressions are kept from the run before, as on a machine in use. No two stories are alike:
SOURCE is a folder of `.txt` files or JSON Lines (benchmarks/README.md, “Public data”), without one the fixtures serve,
which fill no megabyte; a size for which there is too little text is named and left out. `--against` times another
checkout of mtcheck in the same rounds.

Peers: `pip install proselint==0.16.0 ftfy==6.3.1`, in this environment or in that of `--peers FOLDER`; `npm install
--prefix benchmarks`.
"""

import argparse
import itertools
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stories import DEFAULT, enough, stories, typical

HERE = Path(__file__).parent
ROOT = HERE.parent
STORY = "a story"
INTERPRETER = "an interpreter"  # that does nothing: what each of the Python tools begins with
# MB; of a text up to here every mtcheck takes a round that is not counted, so that its expressions are compiled
SMALL = 0.5
FTFY = "import ftfy, sys\nfor path in sys.argv[1:]: ftfy.fix_text(open(path, encoding='utf-8').read())"


@dataclass(frozen=True)
class Tool:
    """What is timed: `command` begins the command line, `paths` end it."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]


@dataclass(frozen=True)
class Used:
    """What a process took: processor seconds, and megabytes at most."""

    seconds: float
    megabytes: float


def used(tool: Tool, paths: Sequence[Path]) -> Used:
    for kept in Path(tool.environment.get("MTCHECK_CACHE", "-")).glob("examined*"):
        kept.unlink()  # what it found before; expressions stay
    child = subprocess.Popen(
        [*tool.command, *map(str, paths)],
        env=tool.environment,
        cwd=paths[0].parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):  # 1: something was found
        raise SystemExit(f"{tool.name} ends with {child.returncode}: {' '.join(tool.command)} {paths[0]}")
    return Used(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def tools(options: argparse.Namespace, place: Path) -> Iterator[Tool]:
    """mtcheck at each depth, the other checkout, and the peers that are installed; the others are named."""
    checkouts = {"mtcheck": ROOT} | ({"against": options.against.resolve()} if options.against else {})
    for (name, root), depth in itertools.product(checkouts.items(), options.depth):
        cache = place / f"cache-{name}"
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"PYTHONPATH": str(root), "MTCHECK_CACHE": str(cache)}
        command = [
            sys.executable,
            "-m",
            "mtcheck",
            "check",
            "--jobs",
            "1",
            "--depth",
            depth,
            "--format",
            "json",
            "--fail-on",
            "none",
        ]
        yield Tool(f"{name} {depth}", command, environment)
    yield Tool(INTERPRETER, [sys.executable, "-c", "pass"], os.environ)
    folder = options.peers.resolve() / "bin" if options.peers else Path(sys.executable).parent
    proselint = shutil.which("proselint", path=str(folder))
    if proselint:
        yield Tool("proselint", [proselint, "check"], os.environ)
    else:
        print("proselint is not installed: left out")
    python = str(folder / "python")
    if subprocess.run([python, "-c", "import ftfy"], stderr=subprocess.DEVNULL).returncode == 0:
        yield Tool("ftfy", [python, "-c", FTFY], os.environ)
    else:
        print("ftfy is not installed: left out")
    node = shutil.which("node")
    if node and (options.node / "node_modules" / "harper.js").exists():
        yield Tool("harper.js", [node, str(options.node.resolve() / "harper.mjs")], os.environ)
    else:
        print("harper.js is not installed: left out")


def inputs(options: argparse.Namespace, place: Path) -> Iterator[tuple[str, list[Path]]]:
    """(name, files): a story, texts of several sizes, and many stories, as far as there are enough that differ."""
    sources = options.stories or list(DEFAULT)

    def written(name: str, text: str) -> Path:
        path = place / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    yield STORY, [written("story.txt", typical(stories(sources)))]
    for size in options.sizes:
        text = enough(stories(sources), round(size * 1e6))
        if text is None:
            print(f"{size:g} MB: the stories are too few, name more with --stories")
        else:
            yield f"{size:g} MB", [written(f"{size:g}.txt", text)]
    some = list(itertools.islice(stories(sources), options.files))
    if options.files and len(some) == options.files:
        yield f"{options.files:,} stories", [written(f"stories/{number}.txt", text) for number, text in enumerate(some)]
    elif options.files:
        print(f"{options.files:,} stories: there are only {len(some)}")


def rounds(some: Sequence[Tool], paths: Sequence[Path], runs: int, limit: float) -> dict[str, list[Used]]:
    """What each tool took in each round, one tool after the other. One that takes longer than `limit` runs once."""
    found: dict[str, list[Used]] = {tool.name: [] for tool in some}
    for _ in range(runs):
        for tool in some:
            if not found[tool.name] or found[tool.name][0].seconds <= limit:
                found[tool.name].append(used(tool, paths))
    return found


def ratios(one: Sequence[Used], first: Sequence[Used]) -> str:
    """Seconds to those of the first tool, round by round: the median, the least and the most."""
    each = [a.seconds / b.seconds for a, b in zip(one, first, strict=False)]
    return f"{statistics.median(each):6.2f} ({min(each):.2f}–{max(each):.2f})"


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--stories", type=Path, nargs="+", default=[], metavar="SOURCE", help="folders of .txt files, JSON Lines"
    )
    parser.add_argument("--against", type=Path, metavar="CHECKOUT", help="another checkout of mtcheck")
    parser.add_argument("--depth", nargs="+", choices=("fast", "standard"), default=["fast"], help="of mtcheck")
    parser.add_argument("--sizes", type=float, nargs="*", default=[0.2, 1, 4, 8], metavar="MB", help="of single files")
    parser.add_argument("--files", type=int, default=1_000, metavar="N", help="stories in files of their own; 0: none")
    parser.add_argument("--runs", type=int, default=5, help="rounds")
    parser.add_argument(
        "--limit", type=float, default=20.0, metavar="SECONDS", help="a tool that takes longer runs once on that input"
    )
    parser.add_argument("--skip", nargs="*", default=[], metavar="TOOL", help="tools to leave out")
    parser.add_argument(
        "--peers", type=Path, metavar="FOLDER", help="virtual environment of proselint and ftfy; default: this one"
    )
    parser.add_argument(
        "--node", type=Path, metavar="FOLDER", default=HERE, help="folder of harper.mjs and its node_modules"
    )
    return parser.parse_args()


def main() -> None:
    options = parsed()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        some = [tool for tool in tools(options, place) if tool.name.split()[0] not in options.skip]
        print(f"\n{'':15}{'':18}{'s':>8}{'MB/s':>8}{'peak MB':>9}   {'to ' + some[0].name} (least–most)")
        for name, paths in inputs(options, place):
            size = sum(path.stat().st_size for path in paths) / 1e6
            those = [tool for tool in some if name == STORY or tool.name != INTERPRETER]
            for tool in those:
                if "mtcheck" in tool.command and size < SMALL:
                    used(tool, paths)
            measured = rounds(those, paths, options.runs, options.limit)
            for tool in those:
                seconds = statistics.median(one.seconds for one in measured[tool.name])
                most = max(one.megabytes for one in measured[tool.name])
                ratio = ratios(measured[tool.name], measured[some[0].name])
                print(f"{name:15}{tool.name:18}{seconds:8.2f}{size / seconds:8.3f}{most:9.0f}   {ratio}", flush=True)


if __name__ == "__main__":
    main()
