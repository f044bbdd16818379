"""`mtcheck check`: reports on files one by one, so that memory does not grow with their number."""

import argparse
import os
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mtcheck import readers, values
from mtcheck.cli import CLEAN, FINDINGS, UNCHECKED
from mtcheck.cli.options import Sessions, add_choice, typed, whole
from mtcheck.cli.output import complain
from mtcheck.cli.outputs import Form, Outputs, pieces, wanted
from mtcheck.cli.progress import Progress
from mtcheck.errors import ConfigError, InputError, MtcheckError
from mtcheck.readers import files
from mtcheck.reporters import FORMATS, Tally

_AHEAD = 4  # files under way for each process


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders or globs; - or nothing for standard input")
    parser.add_argument("--format", choices=FORMATS, default="terminal", metavar="FORMAT", help=f"{', '.join(FORMATS)} (default terminal)")
    parser.add_argument(
        "--output", metavar="[FORMAT=]FILE", action="append", default=[], help="write the report to a file; with FORMAT= one more report, any number"
    )
    add_choice(parser)
    probability = typed(values.probability, float)
    parser.add_argument("--min-confidence", metavar="P", type=probability, help="show findings from this confidence on, 0 to 1 (default 0.5)")
    parser.add_argument("--min-severity", metavar="SEVERITY", type=typed(values.severity), help="neutral (default), minor, major or critical")
    parser.add_argument(
        "--fail-on", metavar="WHAT", type=typed(values.fail_words), help="exit with 1 from this severity or verdict on (default minor), or none"
    )
    parser.add_argument("--jobs", metavar="N", type=whole, default=1, help="processes for many files (default 1)")


@dataclass(frozen=True)
class Job:
    """What every process needs to know to write a file's part of the report."""

    sessions: Sessions
    forms: tuple[Form, ...]


@dataclass
class Outcome:
    """A file's part of the reports: for each story its piece of every report."""

    parts: list[tuple[Any, ...]] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)


def run(options: argparse.Namespace) -> int:
    tally = Tally()
    paths = files_of(options.paths or standard_input(), tally)
    sessions = Sessions(options)
    for path in {os.path.dirname(path): path for path in paths}.values():
        sessions.of(path)  # a profile that makes no sense stops the run before anything is written
    outputs = Outputs(wanted(options.format, options.output, paths))
    try:
        _report(Job(sessions, outputs.forms), paths, sessions.jobs(options.jobs), outputs, tally)
        outputs.done(tally)
    finally:
        outputs.drop()
    return exit_code(tally)


def exit_code(tally: Tally) -> int:
    """A gate fails closed: what could not be checked weighs more than what was found."""
    return UNCHECKED if tally.errors or tally.unchecked else FINDINGS if tally.failing else CLEAN


def standard_input() -> list[str]:
    if sys.stdin is None or sys.stdin.isatty():
        raise ConfigError("Name a file or a folder to check, or pipe a story in.")
    return ["-"]


def files_of(given: list[str], tally: Tally) -> list[str]:
    """The files that the paths stand for, each once; a path that stands for none is named and counted."""
    found: dict[str, None] = {}
    for path in given:
        try:
            found.update(dict.fromkeys(map(str, readers.expand([path]))))
        except InputError as error:
            note(error, path, tally)
    return list(found)


def note(error: MtcheckError, path: str, tally: Tally) -> None:
    complain(str(error))
    tally.errors.append((path, str(error)))


def _report(job: Job, paths: list[str], jobs: int, outputs: Outputs, tally: Tally) -> None:
    progress = Progress(len(paths))
    for outcome in _outcomes(job, paths, jobs):
        progress.step()
        if outputs.on_terminal or outcome.tally.errors:
            progress.clear()
        for _, sentence in outcome.tally.errors:
            complain(sentence)
        for part in outcome.parts:
            outputs.add(part)
        tally.merge(outcome.tally)
    progress.clear()


def _outcomes(job: Job, paths: list[str], jobs: int) -> Iterator[Outcome]:
    if jobs == 1 or len(paths) < 2:
        yield from (examine(job, path) for path in paths)
        return
    import signal
    from concurrent.futures import Future, ProcessPoolExecutor

    pool = ProcessPoolExecutor(min(jobs, len(paths)), initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))
    try:
        waiting: deque[Future[Outcome]] = deque()
        for path in paths:
            if len(waiting) >= jobs * _AHEAD:
                yield waiting.popleft().result()
            if path == "-":
                done: Future[Outcome] = Future()
                done.set_result(examine(job, path))  # only this process has standard input
                waiting.append(done)
            else:
                waiting.append(pool.submit(examine, job, path))
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def examine(job: Job, path: str) -> Outcome:
    """Checks one file; one that cannot be read becomes an error in the tally."""
    outcome = Outcome()
    try:
        session = job.sessions.of(path)
        stories = session.stories(files.load(path))
    except MtcheckError as error:
        outcome.tally.errors.append((path, str(error)))
        return outcome
    fix_from = session.config.fix_min_confidence
    for story in stories:
        report = session.check(story)
        outcome.parts.append(pieces(job.forms, report))
        outcome.tally.add(report, fails=session.fails(report), unchecked=session.unchecked(report), fix_from=fix_from)
    return outcome
