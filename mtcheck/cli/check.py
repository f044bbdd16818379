"""`mtcheck check`: reports on files one by one, so that memory does not grow with their number."""

import argparse
import os
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import cast

from mtcheck import readers, values
from mtcheck.cli import CLEAN, FINDINGS, UNCHECKED
from mtcheck.cli.options import Sessions, add_choice, typed, whole
from mtcheck.cli.output import Output, complain
from mtcheck.cli.progress import Progress
from mtcheck.errors import ConfigError, InputError, MtcheckError
from mtcheck.readers import files
from mtcheck.reporters import Look, Reporter, Tally

FORMATS = ("terminal", "json", "jsonl")
_AHEAD = 4  # files under way for each process


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders or globs; - or nothing for standard input")
    parser.add_argument("--format", choices=FORMATS, default="terminal", help="terminal (default), json, or jsonl with one story a line")
    parser.add_argument("--output", metavar="FILE", help="write the report to a file")
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
    format: str
    look: Look


@dataclass
class Outcome:
    """A file's part of the report."""

    parts: list[str] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)


def run(options: argparse.Namespace) -> int:
    tally = Tally()
    paths = files_of(options.paths or standard_input(), tally)
    sessions = Sessions(options)
    for path in {os.path.dirname(path): path for path in paths}.values():
        sessions.of(path)  # a profile that makes no sense stops the run before anything is written
    if options.output and any(os.path.realpath(options.output) == os.path.realpath(path) for path in paths):
        raise ConfigError(f"{options.output} is the story itself; name another file for the report.")
    output = Output(options.output, for_programs=options.format != "terminal")
    try:
        _report(Job(sessions, options.format, output.look), paths, options.jobs, output, tally)
        output.done()
    finally:
        output.drop()
    return exit_code(tally)


def exit_code(tally: Tally) -> int:
    """A gate fails closed: what could not be checked weighs more than what was found."""
    return UNCHECKED if tally.errors or tally.unchecked else FINDINGS if tally.failing else CLEAN


def reporter(format: str) -> Reporter:
    return cast(Reporter, import_module(f"mtcheck.reporters.{format}"))


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


def _report(job: Job, paths: list[str], jobs: int, output: Output, tally: Tally) -> None:
    form = reporter(job.format)
    progress = Progress(len(paths))
    output.write(form.begin())
    first = True
    for outcome in _outcomes(job, paths, jobs):
        progress.step()
        if output.on_terminal or outcome.tally.errors:
            progress.clear()
        for _, sentence in outcome.tally.errors:
            complain(sentence)
        for part in outcome.parts:
            if not first:
                output.write(form.JOINT)
            output.write(part)
            first = False
        tally.merge(outcome.tally)
    progress.clear()
    output.write(form.end(tally, job.look))


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
    form = reporter(job.format)
    fix_from = session.config.fix_min_confidence
    for story in stories:
        report = session.check(story)
        outcome.parts.append(form.story(report, job.look))
        outcome.tally.add(report, fails=session.fails(report), unchecked=session.unchecked(report), fix_from=fix_from)
        record = form.record(report)
        if record is not None and job.format == "json":
            outcome.tally.stories.append(record)
    return outcome
