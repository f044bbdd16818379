"""Gates feeds of made-up stories by rules alone and shows that time is linear and memory bounded: `python
benchmarks/gate.py --stories 100 1000`.

The feeds are JSON Lines of some 400 words a story, put together from invented sentences by a fixed seed; one sentence
in fifty has an error put in. Seconds are of CPU, of the process and its workers, which a busy machine moves less than
the clock; the peer is a bare `json.loads` and `re.findall` of every word of the same feed. Memory is the peak of the
largest process; there is one for each job, and one that reads.
"""

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
WHO = (
    "The mayor",
    "A spokesman",
    "The ministry",
    "Dana Orr",
    "The harbour authority",
    "A court in Lomna",
    "The union",
    "Officials",
    "The opposition",
)
DID = ("said", "announced", "denied", "confirmed", "repeated", "told reporters")
WHAT = (
    "that the bridge over the Tarn would open in spring", "that prices had risen by 3.4 percent",
    "that no decision had been taken",
    "that 12 ships were waiting outside the port", "that the talks would go on next week",
    "that the school had been closed since May",
    "that the rules for small sellers would change", "that rain had damaged the crop",
    "that the team had trained behind closed doors",
)  # fmt: skip
WHEN = (
    "on Monday",
    "on Friday evening",
    "in a statement",
    "after the vote",
    "at a meeting in Orvath",
    "in March",
    "late on Sunday",
    "before the match",
)
ERRORS = (
    "The army took weapons and weapons from the depot.",
    "He he left at dawn.",
    "Read more & nbsp;",
    "Two man were seen near the port .",
)


def story(number: int) -> dict[str, str]:
    draw = random.Random(number)
    paragraphs = []
    for _ in range(7):
        sentences = [
            f"{draw.choice(WHO)} {draw.choice(DID)} {draw.choice(WHAT)} {draw.choice(WHEN)}." for _ in range(4)
        ]
        if draw.random() < 0.08:
            sentences.append(draw.choice(ERRORS))
        paragraphs.append(" ".join(sentences))
    return {"id": f"story-{number}", "text": "\n\n".join(paragraphs)}


def make_feed(path: Path, stories: int) -> int:
    """Writes a feed and gives back its number of words."""
    words = 0
    with path.open("w", encoding="utf-8") as out:
        for number in range(stories):
            made = story(number)
            words += len(made["text"].split())
            out.write(json.dumps(made) + "\n")
    return words


def measured(command: list[str]) -> tuple[float, float, int, int]:
    """CPU seconds with children, seconds by the clock, peak MB of the largest process, exit code."""
    watch = (
        "import resource, subprocess, sys, json; code = subprocess.run(sys.argv[1:],"
        " stdout=subprocess.DEVNULL).returncode; used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        " print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, code]))"
    )
    begun = time.perf_counter()
    out = subprocess.run([sys.executable, "-c", watch, *command], stdout=subprocess.PIPE, text=True, check=True).stdout
    cpu, peak, code = json.loads(out.splitlines()[-1])
    return cpu, time.perf_counter() - begun, peak, code


def peer(path: Path) -> float:
    """CPU seconds of reading every word of the feed and no more."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    words = re.compile(r"\w+")
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            words.findall(json.loads(line)["text"])
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime - before.ru_utime


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--stories", type=int, nargs="+", default=[100, 1000], help="sizes of feeds (default 100 1000)")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    os.environ["PYTHONPATH"] = str(ROOT)
    print(
        f"{'stories':>8}{'words':>11}{'jobs':>6}{'cache':>7}{'CPU s':>9}{'clock s':>9}{'CPU s/M words':>15}"
        f"{'to peer':>9}{'peak MB':>9}{'exit':>6}"
    )
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MTCHECK_CACHE"] = str(Path(folder) / "cache")
        feed = Path(folder) / "feed.jsonl"
        make_feed(feed, 5)
        command = [
            sys.executable,
            "-m",
            "mtcheck",
            "check",
            str(feed),
            "--config",
            "ci-gate",
            "--depth",
            "fast",
            "--format",
            "jsonl",
        ]
        measured([*command, "--no-cache"])  # expressions are compiled and kept
        for stories in options.stories:
            words = make_feed(feed, stories)
            bare = peer(feed)
            runs = [(jobs, ["--no-cache", "--jobs", str(jobs)], "no") for jobs in options.jobs]
            runs += [(1, [], "fills"), (1, [], "full")] if stories <= 1000 else []
            for jobs, more, kept in runs:
                cpu, clock, peak, code = measured([*command, *more])
                million = 1e6 * cpu / words
                print(
                    f"{stories:8,}{words:11,}{jobs:6}{kept:>7}{cpu:9.1f}{clock:9.1f}{million:15.1f}"
                    f"{cpu / bare:9.0f}{peak:9,}{code:6}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
