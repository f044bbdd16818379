"""Times the two pages with a story of 563 findings in a real browser: `python benchmarks/pages.py [--findings N]`.

Milliseconds until the offline page (`--output html=`) and the page of `mtcheck serve` show all findings, and until each
has drawn an accepted repair, by the clock and of the page's thread alone (which leaves out the server's work and
whatever else the machine does): medians.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser import Browser, browser
from paged import ALT, key, paste, until
from served import serving

SENTENCE = "Report {number} says that the the council of Lomna met on Monday and took up the plan for the harbour."
DRAWN = "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"


def story(findings: int) -> str:
    return "\n\n".join(SENTENCE.format(number=number + 1) for number in range(findings)) + "\n"


def seconds_of_thread(tab: Browser) -> float:
    found = {one["name"]: one["value"] for one in tab.call("Performance.getMetrics")["metrics"]}
    return float(found["TaskDuration"])


class Clock:
    """What passes from one `lap` to the next: (milliseconds by the clock, of the page's thread)."""

    def __init__(self, tab: Browser) -> None:
        self._tab = tab
        tab.call("Performance.enable", timeDomain="threadTicks")
        self.lap()

    def lap(self) -> tuple[float, float]:
        now = time.perf_counter(), seconds_of_thread(self._tab)
        before, self._at = getattr(self, "_at", now), now
        return 1000 * (now[0] - before[0]), 1000 * (now[1] - before[1])


def said(what: str, laps: list[tuple[float, float]]) -> None:
    clock, thread = (statistics.median(one) for one in zip(*laps, strict=True))
    print(f"{what:42}{clock:8.0f} ms, of the page's thread {thread:.0f} ms")


def offline(tab: Browser, folder: Path, findings: int, rounds: int) -> None:
    (folder / "story.txt").write_text(story(findings), encoding="utf-8")
    options = ("--select", "doubled-word", "--output", "html=page.html", "--no-cache")
    subprocess.run([sys.executable, "-m", "mtcheck", "check", "story.txt", *options], cwd=folder, capture_output=True)
    loads, accepts = [], []
    for _ in range(3):
        tab.open("about:blank")
        clock = Clock(tab)
        tab.open((folder / "page.html").as_uri())
        until(tab, f"document.querySelectorAll('.card').length === {findings}")
        tab.run(DRAWN)
        loads.append(clock.lap())
    for _ in range(rounds):
        tab.press("j")
        tab.run(DRAWN)
        clock = Clock(tab)
        tab.press("a")
        tab.run(DRAWN)
        accepts.append(clock.lap())
    said("offline page, load", loads)
    said("offline page, accept", accepts)


def served(tab: Browser, folder: Path, findings: int, rounds: int) -> None:
    options = ("--select", "doubled-word", "--jobs", "1")
    with serving(folder, *options) as server:
        loads, accepts, keys = [], [], []
        for _ in range(3):
            tab.open("about:blank")
            clock = Clock(tab)
            tab.open(server.address)
            paste(tab, story(findings))
            tab.run("check()")
            until(tab, f"document.querySelectorAll('#findings > li').length === {findings}")
            tab.run(DRAWN)
            loads.append(clock.lap())
        key(tab, "F8")
        for _ in range(rounds):
            until(tab, "state.checked === editor.text")
            clock = Clock(tab)
            key(tab, "Enter", ALT)
            tab.run(DRAWN)
            accepts.append(clock.lap())
        for _ in range(rounds):
            clock = Clock(tab)
            tab.call("Input.insertText", text="x")
            tab.run(DRAWN)
            keys.append(clock.lap())
        said("served page, load, paste and check", loads)
        said("served page, accept", accepts)
        said("served page, a key", keys)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--findings", type=int, default=563)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, browser(Path(place) / "profile") as tab:
        tab.window(1280, 800)
        offline(tab, Path(place), options.findings, options.rounds)
        served(tab, Path(place), options.findings, options.rounds)


if __name__ == "__main__":
    main()
