"""Stories in, reports out, in the same order: `Checker.reports`, with several processes, a limit on the time for each
story and a cache.

Stories are taken as they are asked for, so the memory that is used does not grow with their number.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from mtcheck import gate
from mtcheck.core import Document, Report, plain
from mtcheck.errors import ConfigError, crashed
from mtcheck.profile.catalog import FAST
from mtcheck.profile.config import Config
from mtcheck.run import cache
from mtcheck.run.cache import Cache
from mtcheck.run.examined import Examined, pack, portable, unpack
from mtcheck.run.session import WARM, Session, Story, session_of

if TYPE_CHECKING:  # processes are loaded when some are wanted
    from mtcheck.run.workers import Ticket, Workers

_AHEAD = 4  # stories under way for each process


_Other = TypeVar("_Other")


@dataclass(frozen=True)
class Work:
    """A story and the session that checks it."""

    session: Session
    story: Story


@dataclass(frozen=True)
class Checked:
    """A story that has been checked."""

    work: Work
    report: Report


@dataclass(eq=False)
class _Pending:
    """A story that is being examined, or has been; or something else that keeps its place in the order."""

    item: object
    examined: Examined | None = None
    key: bytes = b""
    ticket: "Ticket | None" = None


class Checker:
    """Checks stories one after another, or several at a time.

    `close` it, so that the cache is written and no process is left.
    """

    def __init__(self, jobs: int = 1, kept: Cache | None = None, method: str = "") -> None:
        """`jobs`: processes. One is this process itself, unless a profile limits the time for a story, which needs a
        process that can be ended.

        `method`: see Workers.
        """
        self._cache, self._jobs, self._ahead, self._forks = kept, jobs, jobs * _AHEAD, not method
        self._method = method
        self._workers: Workers | None = None

    def reports(self, items: Iterable[Work | _Other]) -> Iterator[Checked | _Other]:
        """For each story its report; anything else among the items comes out as it went in. The order stays."""
        pending: deque[_Pending] = deque()
        for item in items:
            pending.append(self._begin(item) if isinstance(item, Work) else _Pending(item))
            while pending and (pending[0].ticket is None or pending[0].ticket.done or len(pending) > self._ahead):
                yield self._finish(pending.popleft())
        while pending:
            yield self._finish(pending.popleft())

    def close(self) -> None:
        """Ends the processes and writes what the cache is to keep."""
        if self._workers is not None:
            self._workers.close()
        if self._cache is not None:
            self._cache.close()

    def _begin(self, work: Work) -> _Pending:
        config = work.session.config
        try:
            doc = portable(work.story.document)
            key = cache.key(config, doc) if self._cache is not None else b""
            kept = self._cache.get(key) if self._cache is not None else None
        except Exception as error:
            return _Pending(work, Examined(incomplete=crashed(error)))
        if kept is not None and kept.fits(doc):
            return _Pending(work, kept)
        if self._jobs == 1 and config.max_time is None:
            return _Pending(work, self._keep(key, examine(work.session, doc)))
        if config.max_time is not None and self._forks:
            _warm(config)
        if self._workers is None:
            from mtcheck.run.workers import Workers

            self._workers = Workers(_examine, self._jobs, _prepare, self._method)
        return _Pending(work, None, key, self._workers.submit((config, doc), config.max_time))

    def _finish(self, pending: _Pending) -> Any:
        work = pending.item
        if not isinstance(work, Work):
            return work
        examined = pending.examined
        if examined is None:
            assert pending.ticket is not None and self._workers is not None
            ticket = self._workers.result(pending.ticket)
            examined = (
                Examined(incomplete=ticket.failure) if ticket.failure else self._keep(pending.key, unpack(ticket.value))
            )
        try:
            return Checked(work, work.session.judge(work.story, examined))
        except Exception as error:
            return Checked(work, gate.undone(work.session.config, work.story.document, crashed(error)))

    def _keep(self, key: bytes, examined: Examined) -> Examined:
        if self._cache is not None:
            self._cache.put(key, examined)
        return examined


def examine(session: Session, doc: Document) -> Examined:
    """What the rules make of a portable document; if mtcheck itself crashes on it, the examination is incomplete."""
    try:
        return session.examine(doc)
    except Exception as error:  # as in the engine: one story must not lose the others
        return Examined(incomplete=crashed(error))


def _examine(task: tuple[Config, Document]) -> bytes:
    config, doc = task
    return pack(examine(session_of(config), doc))


def _prepare(task: tuple[Config, Document]) -> None:
    config, _ = task
    if config not in _ready:
        examine(session_of(config), plain(WARM))
        _ready.add(config)


_ready: set[Config] = set()


@lru_cache(maxsize=8)
def _warm(config: Config) -> None:
    """Loads, before processes are made, what they can share; not models, whose threads do not survive a fork."""
    with suppress(ConfigError):  # it may have no rules but those that need a model
        examine(session_of(replace(config, depth=FAST)), plain(WARM))
