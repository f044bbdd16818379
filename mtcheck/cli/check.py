"""`mtcheck check`: reports on stories one by one, so that memory stays small, and decides over the run."""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from mtcheck import readers
from mtcheck.cli import CLEAN, FINDINGS, UNCHECKED
from mtcheck.cli.arguments import flag, option
from mtcheck.cli.narrow import Narrowing, add_narrowing
from mtcheck.cli.options import Sessions, add_choice, typed, whole
from mtcheck.cli.output import complain
from mtcheck.cli.outputs import Outputs, pieces, wanted
from mtcheck.cli.progress import Progress
from mtcheck.errors import ConfigError, InputError, MtcheckError, crashed
from mtcheck.gate import BLOCK, Gate
from mtcheck.profile import values
from mtcheck.readers import files
from mtcheck.reporters import FORMATS, Tally
from mtcheck.run import cache
from mtcheck.run.cache import Cache
from mtcheck.run.session import numbered
from mtcheck.run.stream import Checked, Checker, Work


def configure(parser: argparse.ArgumentParser) -> None:
    add = partial(option, parser)
    add("paths PATH", "files, folders or globs; - or nothing for standard input", nargs="*")
    add("--format FORMAT", f"{', '.join(FORMATS)} (default terminal)", choices=FORMATS, default="terminal")
    add(
        "--output [FORMAT=]FILE",
        "write the report to a file; with FORMAT= one more report, any number",
        action="append",
        default=[],
    )
    flag(parser, "--quiet", "-q", help="leave out stories that pass, the summary and the bar of progress")
    add_choice(parser)
    add_limits(parser)
    add_narrowing(parser)
    add_speed(parser)


def add_limits(parser: argparse.ArgumentParser) -> None:
    """What is shown, what fails the run, and how long a story may take."""
    add = partial(option, parser)
    probability = typed(values.probability, float)
    add("--min-confidence P", "show findings from this confidence on, 0 to 1 (default 0.5)", type=probability)
    add("--min-severity SEVERITY", "neutral (default), minor, major or critical", type=typed(values.severity))
    add(
        "--fail-on WHAT",
        "exit with 1 from this severity or verdict on (default minor), or none",
        type=typed(values.fail_words),
    )
    add(
        "--max-time SECONDS",
        "for each story; one that takes longer counts as not checked",
        type=typed(values.seconds, float),
    )


def add_speed(parser: argparse.ArgumentParser) -> None:
    """How the stories are checked; the findings do not depend on it."""
    option(parser, "--jobs N", "processes (default 1)", type=whole, default=1)
    flag(parser, "--no-cache", help="check every story, also those that were checked before, and ask a reviewer anew")


def run(options: argparse.Namespace) -> int:
    tally = Tally()
    paths = files_of(options.paths or standard_input(), tally)
    sessions = Sessions(options)
    for path in {os.path.dirname(path): path for path in paths}.values():
        sessions.of(path)  # a profile that makes no sense stops the run before anything is written
    narrowing = Narrowing(options, paths)
    chosen = narrowing.paths(paths)
    outputs = Outputs(wanted(options.format, options.output, paths), quiet=options.quiet)
    try:
        _report(
            stories(chosen, sessions, narrowing),
            Progress(0 if options.quiet else len(chosen)),
            checker(options, sessions),
            outputs,
            tally,
            narrowing,
        )
        outputs.done(tally)
    finally:
        outputs.drop()
    return exit_code(tally)


@dataclass(frozen=True)
class Unread:
    """A file that cannot be read, and why."""

    path: str
    message: str


@dataclass(frozen=True)
class Read:
    """A file that has been read to its end."""

    path: str


def stories(
    paths: Iterable[str], sessions: Sessions, narrowing: Narrowing | None = None
) -> Iterator[Work | Unread | Read]:
    """The stories in files, as they are asked for."""
    for path in paths:
        try:
            session = sessions.of(path)
            read = session.stories(files.load(path))
            if session.config.gate is not None and next(iter(read), None) is None:
                raise InputError(f"{path} holds no story; a gate passes nothing that it has not seen.")
            given = numbered(read)
            for story in given if narrowing is None else narrowing.stories(session, path, given):
                yield Work(session, story)
        except MtcheckError as error:
            yield Unread(path, str(error))
        except Exception as error:  # no single file ends a run
            yield Unread(path, f"{path} was not read to its end: {crashed(error)}")
        yield Read(path)


def _report(
    items: Iterator[Work | Unread | Read],
    progress: Progress,
    checking: Checker,
    outputs: Outputs,
    tally: Tally,
    narrowing: Narrowing,
) -> None:
    gate = Gate()
    with closing(checking):
        for item in checking.reports(items):
            if isinstance(item, Read):
                progress.step()
            elif isinstance(item, Unread):
                progress.clear()
                complain(item.message)
                tally.errors.append((item.path, item.message))
            elif isinstance(item, Checked):
                if outputs.on_terminal:
                    progress.clear()
                session, report = item.work.session, item.report
                try:
                    outputs.add(pieces(outputs.forms, report))
                except (MtcheckError, OSError):
                    raise
                except Exception as error:
                    tally.errors.append(
                        (report.document.uri, f"{report.document.uri} was not reported: {crashed(error)}")
                    )
                    complain(tally.errors[-1][1])
                tally.add(report, unchecked=session.unchecked(report), fix_from=session.config.fix_min_confidence)
                gate.add(session.config, report)
                narrowing.note(report)
    progress.clear()
    said = gate.decision(len(tally.errors))
    tally.decision, tally.reason, tally.gated = said.word, said.reason, gate.gated
    narrowing.end(tally)


def checker(options: argparse.Namespace, sessions: Sessions) -> Checker:
    """What checks the stories: with the cache, a reviewer's kept answers, and as many processes as the options say."""
    place = None if options.no_cache else cache.location()
    if sessions.reviewed():
        from mtcheck.reviewers.endpoint import kept

        kept.keep(place.parent if place else None)
    return Checker(sessions.jobs(options.jobs), Cache(place) if place else None)


def exit_code(tally: Tally, undone: int = 0) -> int:
    """A gate fails closed: what could not be checked weighs more than what was found. `undone`: what else could not."""
    if tally.errors or tally.unchecked or undone:
        return UNCHECKED
    stopped = tally.decision == BLOCK if tally.decision else tally.failing
    return FINDINGS if stopped else CLEAN


def standard_input() -> list[str]:
    if sys.stdin is None or sys.stdin.isatty():
        raise ConfigError("Name a file or a folder to check, or pipe a story in.")
    return ["-"]


def files_of(given: list[str], tally: Tally) -> list[str]:
    """The files that the paths stand for, each once; a path that stands for none is named and counted."""
    found: dict[str, None] = {}
    others: dict[str, None] = {}
    for path in given:
        try:
            for one in readers.expand([path]):
                if isinstance(one, readers.LeftOut):
                    others[str(one)] = None
                elif isinstance(one, InputError):
                    note(one, path, tally)
                else:
                    found[one] = None
        except InputError as error:
            note(error, path, tally)
    for sentence in list(others)[:_LEFT_OUT]:
        complain(sentence)
    if len(others) > _LEFT_OUT:
        complain(f"So are {len(others) - _LEFT_OUT:,} more; name a file by itself to have it read.")
    return list(found)


_LEFT_OUT = 3  # files that are named


def note(error: MtcheckError, path: str, tally: Tally) -> None:
    complain(str(error))
    tally.errors.append((path, str(error)))
