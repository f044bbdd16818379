"""Processes that work on many things at once: `Workers.submit` gives a `Ticket`, `Workers.result` waits for what came
of it.

Unlike the pool of `concurrent.futures` this one can end a process that takes too long on one thing, or that dies, and
goes on with the others. Threads could not: a regular expression that runs away holds its thread for good. There is one
thread here, the caller's.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from mtcheck.run import garbage


@dataclass(eq=False)
class Ticket:
    """Something that was handed in. `failure`: why nothing came of it, a finished sentence, if so."""

    task: Any
    seconds: float | None = None
    done: bool = False
    value: Any = None
    failure: str = ""
    late: bool = False  # it failed because its time was up


@dataclass(eq=False)
class _Worker:
    process: Any
    pipe: Connection
    ticket: Ticket | None = None
    until: float = float("inf")


class Workers:
    """Up to `count` processes that call `work` on what is submitted."""

    def __init__(
        self, work: Callable[[Any], Any], count: int, prepare: Callable[[Any], None] | None = None, method: str = ""
    ) -> None:
        """`work` must not raise; it, what it is given and what it gives must be such that pickle can carry them.
        `prepare` is called before it with the same task, and its time does not count: that is where a process loads
        what it has not loaded yet. `method`: how processes begin (see multiprocessing); a program with threads must not
        fork.
        """
        self._work, self._count, self._prepare = work, count, prepare
        # fork shares what is loaded already; elsewhere than on Linux it is not safe
        self._context: Any = multiprocessing.get_context(method or ("fork" if sys.platform == "linux" else "spawn"))
        self._workers: list[_Worker] = []
        self._queue: deque[Ticket] = deque()

    def submit(self, task: Any, seconds: float | None = None) -> Ticket:
        """Takes a task; it begins as soon as a process is free, and may take so many seconds."""
        ticket = Ticket(task, seconds)
        self._queue.append(ticket)
        self._begin()
        self._wait(0.0)  # so that what is done meanwhile is taken, and its process gets the next
        self._begin()
        return ticket

    def result(self, ticket: Ticket) -> Ticket:
        """The ticket when it is done."""
        while not ticket.done:
            self._begin()
            self._wait()
        return ticket

    def wait(self, ticket: Ticket, seconds: float) -> bool:
        """Waits so long at most; whether the ticket is done."""
        until = time.monotonic() + seconds
        while not ticket.done and (left := until - time.monotonic()) > 0:
            self._begin()
            self._wait(min(left, max(0.0, self._first() - time.monotonic())))
        return ticket.done

    def kill(self) -> None:
        """Kills what is running; whoever waits for it hears that it died.

        The only thing that another thread may call.
        """
        for worker in tuple(self._workers):
            worker.process.kill()

    def close(self) -> None:
        """Ends all processes, whatever they do."""
        for worker in self._workers:
            self._end(worker)
        self._workers.clear()

    def _begin(self) -> None:
        """Hands waiting tasks to free processes."""
        while self._queue:
            worker = next((worker for worker in self._workers if worker.ticket is None), None) or self._hire()
            if worker is None:
                return
            worker.ticket = self._queue.popleft()
            try:
                worker.pipe.send(worker.ticket.task)
            except OSError:
                self._lost(worker)

    def _hire(self) -> _Worker | None:
        if len(self._workers) >= self._count:
            return None
        ours, theirs = self._context.Pipe()
        forked = self._context.get_start_method() == "fork"
        # an end that a child holds open never ends
        others = [ours, *(worker.pipe for worker in self._workers)] if forked else []
        process = self._context.Process(target=_serve, args=(theirs, others, self._work, self._prepare), daemon=True)
        process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))
        return self._workers[-1]

    def _wait(self, most: float | None = None) -> None:
        """Waits, for `most` seconds if so many are given, for the next thing to happen: something is done, a process
        dies, or a time is up.
        """
        busy = [worker for worker in self._workers if worker.ticket is not None]
        first = self._first()
        if most is None and first < float("inf"):
            most = max(0.0, first - time.monotonic())
        ready = wait([worker.pipe for worker in busy], most)
        for worker in busy:
            if worker.pipe in ready:
                self._take(worker)
            elif worker.ticket is not None and worker.until <= time.monotonic():
                worker.ticket.late = True
                self._lose(worker, f"It was not done within {worker.ticket.seconds:g} s.")

    def _first(self) -> float:
        """When the first time is up."""
        return min((worker.until for worker in self._workers if worker.ticket is not None), default=0.0)

    def _take(self, worker: _Worker) -> None:
        try:
            done, value = worker.pipe.recv()
        except (EOFError, OSError):
            self._lost(worker)
            return
        ticket = worker.ticket
        assert ticket is not None
        if done:
            ticket.value, ticket.done, worker.ticket, worker.until = value, True, None, float("inf")
        elif ticket.seconds is not None:  # it begins now
            worker.until = time.monotonic() + ticket.seconds

    def _lost(self, worker: _Worker) -> None:
        worker.process.join(10)  # it has closed its end, and is about to go
        code = worker.process.exitcode
        how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        self._lose(worker, f"The process that worked on it died ({how}).")

    def _lose(self, worker: _Worker, why: str) -> None:
        assert worker.ticket is not None
        worker.ticket.failure, worker.ticket.done = why, True
        self._workers.remove(worker)
        self._end(worker)

    def _end(self, worker: _Worker) -> None:
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()


def _serve(
    pipe: Connection, others: list[Connection], work: Callable[[Any], Any], prepare: Callable[[Any], None] | None
) -> None:
    """Works until the pipe is closed; an interrupt is for the process that asks.

    Sends (False, None) when it begins, (True, value) when it is done.
    """
    for number in (signal.SIGINT, signal.SIGTERM):  # they are for the process that asks, and it ends this one
        signal.signal(number, signal.SIG_IGN)
    _die_with_parent()
    gc.set_threshold(*garbage.SELDOM)
    for other in others:
        other.close()
    with contextlib.suppress(EOFError, OSError):
        while True:
            task = pipe.recv()
            if prepare is not None:
                prepare(task)
            pipe.send((False, None))
            pipe.send((True, work(task)))
    os._exit(0)


def _die_with_parent() -> None:
    """A process whose parent was killed would go on with what it has, perhaps for good, and hold the parent's
    connections open. Linux alone can say so.
    """
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
