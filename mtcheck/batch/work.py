"""A part of an archive from input to output: `Worker.do`, in this process or wherever an engine runs it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from mtcheck.batch.judge import Judge, Judged
from mtcheck.batch.places import Place
from mtcheck.batch.plan import Part
from mtcheck.batch.reading import stories
from mtcheck.batch.schema import FAILED, SCHEMA, batch
from mtcheck.batch.shelf import FAILED as ASIDE
from mtcheck.batch.shelf import Done, Shelf
from mtcheck.errors import MtcheckError, crashed
from mtcheck.gate import Gate
from mtcheck.profile.config import Config
from mtcheck.reporters import Tally
from mtcheck.run import signature

_NAMED = 5  # rows set aside whose reasons are kept for the summary of the run
_ROWS = 500  # in a row group of a file
_TRIES = 5  # at a part in one run; from the second on, stories are checked in another process, which they may kill
_PARTED = pa.schema([one for one in SCHEMA if one.name != "verdict"])  # the folder says it


@dataclass(frozen=True)
class Job:
    """What every worker needs to know.

    `examination`: see `run.signature`; a worker where it differs takes no part. `run`: the name of this run.
    """

    config: Config
    sources: tuple[str, ...]
    output: str
    repair: bool = False
    examination: str = ""
    run: str = ""


@dataclass(frozen=True)
class Undone:
    """A part that is not done, and why. None of it counts."""

    number: int
    reason: str


Outcome = Done | Undone


class Worker:
    """Does one part after another. `close` it."""

    def __init__(self, job: Job, jobs: int = 1) -> None:
        """Raises ConfigError as `Session` does."""
        self._job, self._jobs = job, jobs
        self._sources = [Place(source) for source in job.sources]
        self._shelf = Shelf(Place(job.output))
        self._judges: dict[bool, Judge] = {}

    def do(self, part: Part) -> Outcome:
        """Checks a part and puts it on the shelf, unless it is there."""
        try:
            if self._job.examination not in ("", signature.examination(self._job.config)):
                return Undone(
                    part.number,
                    "The worker's version of mtcheck or its model differs from this machine's; install the same.",
                )
            if done := self._shelf.done(part):
                return done
            again, tries = self._shelf.begin(part, self._job.run)
            if tries > _TRIES:
                return Undone(part.number, f"The process that worked on it died {_TRIES} times.")
            return self._done(part, careful=again)
        except OSError as error:
            return Undone(part.number, f"{error.strerror or ' '.join(str(error).split())[:300]}".rstrip(".") + ".")
        except MtcheckError as error:
            return Undone(part.number, str(error))
        except Exception as error:
            return Undone(part.number, crashed(error))

    def close(self) -> None:
        for judge in self._judges.values():
            judge.close()

    def _done(self, part: Part, *, careful: bool) -> Done:
        """`careful`: a process died on it, so each story is checked where it harms no other."""
        judge = self._judge(careful)
        gate, tally = Gate(), Tally()
        files = _Files()
        done = Done(part.number, {}, tally, gate.totals(self._job.config))
        for judged in judge.rows(stories(judge.session, self._sources, part), tally, gate):
            files.add(judged)
            if judged.failed and len(done.reasons) < _NAMED:
                uri, id, reason = (judged.row[name] for name in ("uri", "id", "reason"))
                done.reasons.append(reason if uri in reason else f"{f'{uri} {id}'.strip()}: {reason}")
        done.unread = len(tally.errors)
        tally.errors = []
        return self._shelf.finish(part, files.done(), done)

    def _judge(self, careful: bool) -> Judge:
        if careful not in self._judges:
            self._judges[careful] = Judge(self._job.config, repair=self._job.repair, jobs=self._jobs, careful=careful)
        return self._judges[careful]


def here(job: Job, parts: Sequence[Part], jobs: int) -> Iterator[Outcome]:
    """What became of each part, done in this process. `jobs`: how many processes check; 1 is this one alone."""
    worker = Worker(job, jobs)
    try:
        for part in parts:
            yield worker.do(part)
    finally:
        worker.close()


@dataclass
class _File:
    """A Parquet file that grows in memory, compressed."""

    schema: pa.Schema
    sink: Any = field(default_factory=pa.BufferOutputStream)
    rows: list[dict[str, Any]] = field(default_factory=list)
    writer: Any = None

    def add(self, row: dict[str, Any]) -> None:
        self.rows.append(row)
        if len(self.rows) == _ROWS:
            self._write()

    def _write(self) -> None:
        if self.writer is None:
            self.writer = pq.ParquetWriter(self.sink, self.schema, compression="zstd")
        self.writer.write_batch(batch(self.rows, self.schema))
        self.rows = []

    def done(self) -> bytes:
        if self.rows:
            self._write()
        self.writer.close()
        data: bytes = self.sink.getvalue().to_pybytes()
        return data


class _Files:
    """The files of a part by folder."""

    def __init__(self) -> None:
        self._files: dict[str, _File] = {}

    def add(self, judged: Judged) -> None:
        folder, schema = (ASIDE, FAILED) if judged.failed else (f"verdict={judged.row['verdict']}", _PARTED)
        if folder not in self._files:
            self._files[folder] = _File(schema)
        self._files[folder].add(judged.aside if judged.failed else judged.row)

    def done(self) -> dict[str, bytes]:
        return {folder: file.done() for folder, file in self._files.items()}
