"""Checks many samples on all cores, shard by shard; what is done is kept in a folder, to go on with later."""

import gzip
import hashlib
import json
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

from mtcheck.errors import ConfigError, why
from mtcheck.evaluation.examine import Examiner
from mtcheck.evaluation.records import Record, unpack
from mtcheck.evaluation.samples import Sample
from mtcheck.evaluation.signature import Signature
from mtcheck.profile.config import Config

_LETTERS = 60_000  # code points of a shard: about 10,000 words, a second's work
_AHEAD = 3  # shards under way for each process

Shard = tuple[Sample, ...]
_examiner: Examiner


def shards(samples: Iterable[Sample]) -> Iterator[Shard]:
    """Samples in order, bundled to about equal work."""
    bundle: list[Sample] = []
    size = 0
    for sample in samples:
        bundle.append(sample)
        size += len(sample.text) + len(sample.rival or "") + 200
        if size >= _LETTERS:
            yield tuple(bundle)
            bundle, size = [], 0
    if bundle:
        yield tuple(bundle)


class Store:
    """Records of finished shards in a folder, named by what they depend on: the shard's samples and the signature."""

    def __init__(self, folder: Path | None, signature: Signature) -> None:
        """Raises ConfigError when the folder cannot be made."""
        self._folder = folder
        self._key = signature.key()
        if folder is not None:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise ConfigError(f"{folder} cannot be used for --resume: {why(error)}.") from None

    def _path(self, shard: Shard) -> Path | None:
        if self._folder is None:
            return None
        name = hashlib.sha256("\x1e".join((self._key, *map(repr, shard))).encode("utf-8", "surrogatepass")).hexdigest()[
            :32
        ]
        return self._folder / f"{name}.json.gz"

    def load(self, shard: Shard) -> list[Record] | None:
        """The records of a shard that was finished before."""
        path = self._path(shard)
        if path is None or not path.is_file():
            return None
        try:
            return [unpack(row) for row in json.loads(gzip.decompress(path.read_bytes()))]
        except (OSError, ValueError, TypeError, EOFError):
            return None  # cut off while it was written: it is done again

    def keep(self, shard: Shard, records: Sequence[Record]) -> None:
        """Writes a finished shard; the file appears whole."""
        path = self._path(shard)
        if path is not None:
            data = gzip.compress(json.dumps([record.pack() for record in records]).encode(), mtime=0)
            temporary = path.with_suffix(f".{os.getpid()}")
            temporary.write_bytes(data)
            os.replace(temporary, path)


def run(
    samples: Iterable[Sample],
    config: Config,
    jobs: int,
    store: Store,
    done: Callable[[int], None],
    examiner: type[Examiner] = Examiner,
) -> list[Record]:
    """A record for each sample, in order, made by an examiner.

    `done` hears after each shard how many samples it had.
    """
    records: list[Record] = []
    for shard, found in _results(list(shards(samples)), config, jobs, store, examiner):
        records += found
        done(len(shard))
    return records


def _results(
    todo: list[Shard], config: Config, jobs: int, store: Store, examiner: type[Examiner]
) -> Iterator[tuple[Shard, list[Record]]]:
    if jobs == 1 or len(todo) < 2:
        _start(config, examiner)
        for shard in todo:
            found = store.load(shard)
            if found is None:
                found = _examine(shard)
                store.keep(shard, found)
            yield shard, found
        return
    pool = ProcessPoolExecutor(min(jobs, len(todo)), initializer=_start_process, initargs=(config, examiner))
    waiting: deque[tuple[Shard, Future[list[Record]] | list[Record]]] = deque()

    def first() -> tuple[Shard, list[Record]]:
        shard, result = waiting.popleft()
        if isinstance(result, list):
            return shard, result
        found = result.result()
        store.keep(shard, found)
        return shard, found

    try:
        for shard in todo:
            if len(waiting) >= jobs * _AHEAD:
                yield first()
            known = store.load(shard)
            waiting.append((shard, pool.submit(_examine, shard) if known is None else known))
        while waiting:
            yield first()
    finally:
        for shard, result in waiting:  # interrupted: keep what is ready
            if isinstance(result, Future) and result.done() and not result.cancelled() and result.exception() is None:
                store.keep(shard, result.result())
        pool.shutdown(cancel_futures=True)


def _start_process(config: Config, examiner: type[Examiner]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it and says when to stop
    _start(config, examiner)


def _start(config: Config, examiner: type[Examiner]) -> None:
    global _examiner
    _examiner = examiner(config)


def _examine(shard: Shard) -> list[Record]:
    return [_examiner.record(sample) for sample in shard]
