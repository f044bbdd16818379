"""`mtcheck archive`: checks stories by the million, on this machine or on a cluster, and resumes after a stop."""

import argparse
import importlib.util
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from mtcheck.cli.arguments import flag, option
from mtcheck.cli.check import add_limits, exit_code
from mtcheck.cli.options import Sessions, add_choice, number, whole
from mtcheck.cli.output import Output, complain
from mtcheck.cli.progress import Progress
from mtcheck.errors import InputError, ResourceError
from mtcheck.reporters import terminal
from mtcheck.text.counting import count

if TYPE_CHECKING:
    from mtcheck.batch.archive import Archive
    from mtcheck.batch.plan import Part
    from mtcheck.batch.work import Job, Outcome

_EVERY = 60.0  # seconds
_SIZE = 8  # MB of text in a part: a minute by rules, a quarter of an hour with the model


def configure(parser: argparse.ArgumentParser) -> None:
    add = partial(option, parser)
    add(
        "inputs INPUT",
        "files and folders of Parquet, JSON Lines, text and feeds, by path or address (s3://bucket/folder)",
        nargs="+",
    )
    add(
        "output OUTPUT",
        "the folder for the result, by path or address; what an earlier run has left unfinished there is finished",
    )
    where = parser.add_mutually_exclusive_group()
    option(where, "--address ADDRESS", "a Ray cluster (auto or HOST:PORT); without it, Ray runs on this machine alone")
    flag(where, "--without-ray", help="check in this process or, with --workers, in N others")
    add("--workers N", "how many processes check (default: one a processor; without Ray, one)", type=whole)
    flag(parser, "--repair", help="also write each text with its automatic repairs carried out")
    flag(parser, "--retry", help="do the parts again in which rows could not be checked")
    add(
        "--part-size MB",
        f"how much text is done, or after a stop done again, as a whole (default {_SIZE})",
        type=_megabytes,
        default=_SIZE,
    )
    flag(parser, "--quiet", "-q", help="leave out the summary and the bar of progress")
    add_limits(parser)
    add_choice(parser)


def _megabytes(text: str) -> float:
    return number(text, "a number of megabytes from 0.001 on", 0.001, 1e6)


def run(options: argparse.Namespace) -> int:
    from mtcheck.batch.archive import add_up, begin

    if not options.without_ray and importlib.util.find_spec("ray") is None:
        raise ResourceError(
            '`mtcheck archive` needs ray, which is not installed; run `pip install "mtcheck[ray]"`, or check without'
            " it: add `--without-ray`."
        )
    sessions = Sessions(options, inline_marks=False)  # no story decides about itself
    config = sessions.of("-").config
    try:
        archive = begin(
            config,
            options.inputs,
            options.output,
            repair=options.repair,
            size=round(options.part_size * 1_000_000),
            again=options.retry,
        )
        progress = _Told(archive, options.quiet)
        for _ in archive.work(lambda job, parts: _engine(options, job, parts)):
            progress.step()
        progress.clear()
        result = add_up(archive)
    except OSError as error:
        said = error.strerror or " ".join(str(error).split())
        raise InputError(f"An input or {options.output} cannot be read: {said.rstrip('.')}.") from None
    for sentence in result.complaints:
        complain(sentence)
    output = Output(None)
    if not options.quiet:
        repairs = "" if options.repair else "--repair would carry out {} without asking"
        output.write(terminal.end(result.tally, output.look, repairs))
    return exit_code(result.tally, undone=result.unchecked)


class _Told(Progress):
    """How far an archive is: a line at the start, then a bar, or, where nobody looks at a terminal, a line from time to
    time.
    """

    def __init__(self, archive: "Archive", quiet: bool) -> None:
        super().__init__(0 if quiet else len(archive.todo), "parts")
        self._archive, self._quiet = archive, quiet
        self._said = time.monotonic()
        before, todo = len(archive.sums.done), len(archive.todo)
        if before and not todo:
            self._say(f"Nothing to do: {count(before, 'part')} done before")
        elif before or todo > 1:
            self._say(f"{count(todo, 'part')} to do, {before:,} done before")

    def step(self, count: int = 1) -> None:
        super().step(count)
        if not (sys.stderr and sys.stderr.isatty()) and time.monotonic() - self._said >= _EVERY:
            self._said = time.monotonic()
            self._say(f"{self._done:,} of {self._total:,} parts done")

    def _say(self, sentence: str) -> None:
        aside = self._archive.sums.aside
        more = f", {count(aside, 'row')} set aside" if aside else ""
        if not self._quiet:
            complain(f"{sentence}{more}.")


def _engine(options: argparse.Namespace, job: "Job", parts: "Sequence[Part]") -> "Iterator[Outcome]":
    if options.without_ray:
        from mtcheck.batch.work import here

        return here(job, parts, options.workers or 1)
    from mtcheck.batch.on_ray import HERE, on_ray

    return on_ray(job, parts, options.workers, options.address or HERE)
