"""Where requests become work: `Desk.answer` hands a task to a process that is warm, and waits for it no longer than the
limit.

Each thread has one process of its own, begun without a fork, since a program with threads must not. A process that
takes too long is ended, and the thread gets another; the requests of the others go on meanwhile.
"""

import asyncio
import multiprocessing
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor

from mtcheck.run.workers import Workers
from mtcheck.server.settings import Settings
from mtcheck.server.tasks import CRASHED, LATE, Answer, Check, Task, perform, prepare

BUSY = "busy"
_METHOD = "forkserver" if sys.platform == "linux" else "spawn"


class Desk:
    """Answers tasks in `settings.jobs` processes. `close` it, so that none is left."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._threads = ThreadPoolExecutor(settings.jobs, thread_name_prefix="mtcheck")
        self._own = threading.local()
        self._all: list[Workers] = []
        self._warming: list[Future[Answer]] = []
        self.waiting = 0  # tasks that are handed in and not done, those that are worked on included
        self.working = 0

    def warm(self) -> None:
        """Begins to load in every process what the profile needs."""
        if _METHOD == "forkserver":
            multiprocessing.get_context(_METHOD).set_forkserver_preload(["mtcheck.server.tasks"])
        task = Check(self._settings.config, "")
        self._warming = [self._threads.submit(self._work, task) for _ in range(self._settings.jobs)]

    @property
    def is_warm(self) -> bool:
        return all(one.done() for one in self._warming)

    async def answer(self, task: Task) -> Answer:
        """The answer to a task; one of status 503 if too many wait already."""
        if self.waiting >= self._settings.waiting:
            return Answer(b"", 503, cause=BUSY)
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._work, task)
        finally:
            self.waiting -= 1

    def close(self) -> None:
        """Ends all processes, whatever they do."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for workers in self._all:
            workers.kill()
        self._threads.shutdown(wait=True)
        for workers in self._all:
            workers.close()

    def _work(self, task: Task) -> Answer:
        workers: Workers | None = getattr(self._own, "workers", None)
        if workers is None:
            workers = self._own.workers = Workers(perform, 1, prepare, _METHOD)
            self._all.append(workers)
        self.working += 1
        try:
            ticket = workers.result(workers.submit(task, self._settings.max_seconds))
        finally:
            self.working -= 1
        if ticket.failure:
            return task.undone(ticket.failure, LATE if ticket.late else CRASHED)
        answer: Answer = ticket.value
        return answer
