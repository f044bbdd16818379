"""The reports of one run: every format in its own place, from one reading of the stories.

`wanted` reads the options, `Outputs` writes.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from mtcheck.cli.output import Output
from mtcheck.core import Report
from mtcheck.errors import ConfigError
from mtcheck.profile.catalog import nearest
from mtcheck.reporters import FORMATS, Look, Tally, Writer

STDOUT = "-"


@dataclass(frozen=True)
class Wanted:
    """A report that is asked for: its format and its file, or "-" for standard output."""

    format: str
    path: str = STDOUT
    added: bool = False  # behind what the file holds already


@dataclass(frozen=True, slots=True)
class Form:
    """What the process that checks a story needs to know to make its piece of a report."""

    format: str
    look: Look


def wanted(format: str, given: Sequence[str], stories: Iterable[str] = ()) -> list[Wanted]:
    """The reports for `--format` and every `--output`: FILE is where the format goes instead of standard output,
    FORMAT=FILE adds a report.

    GitHub's annotations bring a summary of the job with them, where there is a place for it.

    Raises ConfigError for a format that does not exist, and where two reports, or a report and a story, would be one
    file.
    """
    plain = [text for text in given if _named(text) is None]
    if len(plain) > 1:
        raise ConfigError(
            f"--output names {plain[0]} and {plain[1]} for one report; say --output FORMAT=FILE for a second one."
        )
    reports = [Wanted(format, plain[0] if plain else STDOUT), *(named for text in given if (named := _named(text)))]
    if any(report.format == "github" for report in reports) and (place := os.environ.get("GITHUB_STEP_SUMMARY")):
        reports.append(Wanted("markdown", place, added=True))
    told, files = set(map(os.path.realpath, stories)), set[str]()
    for path in (report.path for report in reports if report.path != STDOUT):
        real = os.path.realpath(path)
        if real in told:
            raise ConfigError(f"{path} is the story itself; name another file for the report.")
        if real in files:
            raise ConfigError(f"Two reports cannot both be written to {path}; name a file for each.")
        files.add(real)
    return reports


def _named(text: str) -> Wanted | None:
    """FORMAT=FILE, or None for a plain FILE; a file whose own name holds “=” is written with its folder (./a=b.txt)."""
    format, equals, path = text.partition("=")
    if not equals or os.sep in format or "." in format:
        return None
    if format not in FORMATS:
        near = nearest(format, FORMATS)
        raise ConfigError(
            f"There is no format “{format}” to write{near}"
            if near
            else f"There is no format “{format}”; mtcheck writes {', '.join(FORMATS)}."
        )
    if path in ("", STDOUT):
        raise ConfigError(f"--output {text} names no file; say --format {format} for standard output.")
    return Wanted(format, path)


def reporter(format: str) -> Any:
    """The module of a format: a `Reporter`, or a `Gatherer`."""
    return import_module(f"mtcheck.reporters.{FORMATS[format]}")


def pieces(forms: Sequence[Form], report: Report) -> tuple[Any, ...]:
    """A story's piece of every report."""
    return tuple(_piece(reporter(form.format), report, form.look) for form in forms)


def _piece(module: Any, report: Report, look: Look) -> Any:
    if hasattr(module, "piece"):
        return module.piece(report)
    return module.story(report, look), module.record(report) if hasattr(module, "record") else None


class Outputs:
    """Takes the pieces of stories; `done` makes the files appear, whole, `drop` leaves no trace of unfinished ones."""

    def __init__(self, reports: Sequence[Wanted], *, quiet: bool = False) -> None:
        """`quiet`: see Look. Raises ConfigError when a file cannot be written."""
        self._outputs: list[Output] = []
        try:
            for report in reports:
                path = None if report.path == STDOUT else report.path
                self._outputs.append(
                    Output(path, for_programs=report.format not in ("terminal", "line"), added=report.added)
                )
            self.on_terminal = self._outputs[0].on_terminal
            self.forms = tuple(
                Form(report.format, replace(output.look, quiet=quiet))
                for report, output in zip(reports, self._outputs, strict=True)
            )
            self._writers = [writer(form) for form in self.forms]
        except BaseException:  # a signal, too
            self.drop()
            raise

    def add(self, made: Sequence[Any]) -> None:
        """Adds a story: its piece of every report."""
        for output, writer, piece in zip(self._outputs, self._writers, made, strict=True):
            _write(output, writer.add(piece))

    def done(self, tally: Tally) -> None:
        """Finishes every report, then makes the files appear. Raises ConfigError when one cannot be written."""
        for output, writer in zip(self._outputs, self._writers, strict=True):
            _write(output, writer.end(tally))
        for output in self._outputs:
            output.done()

    def drop(self) -> None:
        for output in self._outputs:
            with suppress(OSError):
                output.drop()


def _write(output: Output, texts: Iterable[str]) -> None:
    for text in texts:
        output.write(text)


def writer(form: Form) -> Writer:
    """What puts the pieces of one report together."""
    module = reporter(form.format)
    return module.Writer() if hasattr(module, "Writer") else _Joined(module, form.look)


class _Joined:
    """The writer of a format whose stories are written as they come, one after another."""

    def __init__(self, module: Any, look: Look) -> None:
        self._module = module
        self._look = look
        self._records: list[dict[str, object]] = []
        self._begun = self._any = False

    def add(self, piece: Any) -> Iterator[str]:
        text, record = piece
        if record is not None:
            self._records.append(record)
        yield from self._begin()
        if text:
            yield getattr(self._module, "JOINT", "") + text if self._any else text
            self._any = True

    def end(self, tally: Tally) -> Iterator[str]:
        yield from self._begin()
        if hasattr(self._module, "end"):
            yield self._module.end(replace(tally, stories=self._records), self._look)

    def _begin(self) -> Iterator[str]:
        if not self._begun and hasattr(self._module, "begin"):
            yield self._module.begin()
        self._begun = True
