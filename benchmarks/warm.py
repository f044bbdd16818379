"""Times a story in a process that has checked others before: inside Python, and as `mtcheck serve` answers.

    python benchmarks/warm.py [--stories SOURCE ...] [--against CHECKOUT] [--depth fast standard] [--count 50] [--peers
    FOLDER]

Milliseconds of processor time for each story of about 400 words, none checked before, by turns with proselint and ftfy
in processes of their own: median and the 90th percentile. Of the server, its processor time over all stories divided by
their number, and what the client waits. SOURCE as in benchmarks/speed.py.
"""

import argparse
import contextlib
import http.client
import itertools
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from stories import DEFAULT, stories

ROOT = Path(__file__).parent.parent
CHECKS = {
    "mtcheck": (
        """
from mtcheck.profile.config import Config
from mtcheck.readers.files import RawFile
from mtcheck.run.session import Session
session = Session(Config(depth={depth!r}))
def check(text):
    for story in session.stories(RawFile("story.txt", text)):
        session.check(story)
"""
    ),
    "proselint": (
        """
from proselint.config import DEFAULT
from proselint.registry import CheckRegistry
from proselint.tools import LintFile
from proselint.checks import __register__
registry = CheckRegistry()
registry.register_many(__register__)
def check(text):
    LintFile("<text>", text).lint(DEFAULT)
"""
    ),
    "ftfy": (
        """
import ftfy
check = ftfy.fix_text
"""
    ),
}
LOOP = """
import json, sys, time
for line in sys.stdin:
    begin = time.process_time()
    check(json.loads(line))
    print(time.process_time() - begin, flush=True)
"""


class Worker:
    """A process that checks one story after the other."""

    def __init__(self, name: str, python: str, code: str, environment: Mapping[str, str]) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [python, "-c", code + LOOP], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def seconds(self, text: str) -> float:
        """Processor seconds that the story took."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(text) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} has ended")
        return float(line)

    def close(self) -> None:
        self._process.communicate()


def workers(options: argparse.Namespace, place: str) -> Iterator[Worker]:
    for (name, root), depth in itertools.product(checkouts(options).items(), options.depth):
        yield Worker(f"{name} {depth}", sys.executable, CHECKS["mtcheck"].format(depth=depth), environment(root, place))
    python = str(options.peers / "bin" / "python") if options.peers else sys.executable
    for name in ("proselint", "ftfy"):
        if subprocess.run([python, "-c", f"import {name}"], stderr=subprocess.DEVNULL).returncode == 0:
            yield Worker(name, python, CHECKS[name], os.environ)
        else:
            print(f"{name} is not installed: left out")


def checkouts(options: argparse.Namespace) -> dict[str, Path]:
    return {"mtcheck": ROOT} | ({"against": options.against.resolve()} if options.against else {})


def environment(root: Path, place: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(root), "MTCHECK_CACHE": str(Path(place) / root.name)}


def inside(options: argparse.Namespace, texts: Sequence[str], place: str) -> None:
    some = list(workers(options, place))
    found: dict[str, list[float]] = {one.name: [] for one in some}
    for number, text in enumerate(texts):
        for one in some:
            seconds = one.seconds(text)
            if number >= options.before:
                found[one.name].append(1000 * seconds)
    for one in some:
        one.close()
        times = sorted(found[one.name])
        print(f"{one.name:20}{statistics.median(times):8.1f}{times[len(times) * 9 // 10]:8.1f} ms")


def served(options: argparse.Namespace, texts: Sequence[str], place: str) -> None:
    for (name, root), depth in itertools.product(checkouts(options).items(), options.depth):
        with server(root, place) as (port, pid):
            client = http.client.HTTPConnection("127.0.0.1", port)
            waits, begin = [], 0.0
            for number, text in enumerate(texts):
                if number == options.before:
                    begin = processor_seconds(pid)
                waits.append(answered(client, text, depth))
            spent = 1000 * (processor_seconds(pid) - begin) / (len(texts) - options.before)
            print(
                f"serve: {name} {depth:10}{spent:8.1f} ms of processor time,"
                f" {1000 * statistics.median(waits[options.before :]):.1f} ms until the answer"
            )


@contextlib.contextmanager
def server(root: Path, place: str) -> Iterator[tuple[int, int]]:
    """(port, process id) of `mtcheck serve`, once it is warm."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mtcheck", "serve", "--port", str(port), "--jobs", "1"]
    process = subprocess.Popen(
        command, env=environment(root, place), cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not warm(port):
            if process.poll() is not None:
                raise SystemExit('the server does not start; it needs `pip install "mtcheck[serve]"`')
            time.sleep(0.2)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def warm(port: int) -> bool:
    try:
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        client.request("GET", "/health")
        return bool(json.load(client.getresponse())["warm"])
    except OSError:
        return False


def answered(client: http.client.HTTPConnection, text: str, depth: str) -> float:
    """Seconds until the server has answered."""
    begin = time.perf_counter()
    client.request(
        "POST", "/v1/check", json.dumps({"text": text, "depth": depth}), {"Content-Type": "application/json"}
    )
    answer = client.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"the server answers {answer.status}")
    return time.perf_counter() - begin


def processor_seconds(pid: int) -> float:
    """Of a process and all that descend from it, as Linux counts them."""
    spent: dict[int, float] = {}
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            parents[int(path.parent.name)] = int(fields[1])
            spent[int(path.parent.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    family = {pid}
    while more := {one for one, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(spent.get(one, 0.0) for one in family)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--stories",
        type=Path,
        nargs="+",
        default=list(DEFAULT),
        metavar="SOURCE",
        help="folders of .txt files, JSON Lines",
    )
    parser.add_argument("--against", type=Path, metavar="CHECKOUT", help="another checkout of mtcheck")
    parser.add_argument(
        "--depth", nargs="+", choices=("fast", "standard"), default=["fast", "standard"], help="of mtcheck"
    )
    parser.add_argument("--count", type=int, default=50, help="stories that are timed")
    parser.add_argument("--before", type=int, default=40, help="stories that are checked before, untimed")
    parser.add_argument("--words", type=int, nargs=2, default=[250, 550], metavar=("LEAST", "MOST"), help="of a story")
    parser.add_argument(
        "--peers", type=Path, metavar="FOLDER", help="virtual environment of proselint and ftfy; default: this one"
    )
    parser.add_argument("--no-server", action="store_true", help="inside Python alone")
    options = parser.parse_args()
    least, most = options.words
    fitting = (text for text in stories(options.stories) if least <= len(text.split()) <= most)
    texts = list(itertools.islice(fitting, options.before + options.count))
    if len(texts) <= options.before:
        raise SystemExit("There are too few stories of that length; name more with --stories.")
    print(
        f"{len(texts) - options.before} stories, {statistics.mean(len(text.split()) for text in texts):.0f} words on"
        " average"
    )
    with tempfile.TemporaryDirectory() as place:
        inside(options, texts, place)
        if not options.no_server:
            served(options, texts, place)


if __name__ == "__main__":
    main()
