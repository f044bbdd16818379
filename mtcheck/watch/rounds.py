"""One round of one feed: `Round.run` finishes what an earlier watcher left, fetches, decides about what is new and
writes the output files.

Every step is one transaction and can be taken again: a watcher that is killed at any place leaves a state from which
the next one goes on. What a feed holds is taken down as a whole before anything is decided, and is replaced only when
all of it is decided and written.
"""

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from mtcheck import readers
from mtcheck.errors import InputError
from mtcheck.readers import files
from mtcheck.readers.files import RawFile
from mtcheck.run.session import Session
from mtcheck.run.workers import Workers
from mtcheck.watch import outputs
from mtcheck.watch.database import StateError
from mtcheck.watch.feeds import FORMATS, Cut, converted, cut
from mtcheck.watch.store import Claim, Decision, Entry, Lost, Snapshot, Store
from mtcheck.watch.verdicts import Judge, digest, unchecked

_BATCH = 1.0  # seconds of work that a killed watcher may lose
_LOOK = 0.1  # seconds until the next look whether the user wants to end
# seconds for an item where the profile says nothing: one that takes longer must not hold up the feeds
_PATIENCE = 120.0


class Stopped(Exception):
    """The user wants to end."""


@dataclass(frozen=True)
class Settings:
    """How feeds are watched. `session` gives the profile for an address; `stop` is set when the user wants to end.

    `keep`: seconds for which it is remembered what has gone out of a feed; None: for good.
    """

    session: Callable[[str], Session]
    folder: Path
    repair: bool = False
    stop: threading.Event = field(default_factory=threading.Event)
    keep: float | None = None


@dataclass
class Account:
    """What a round did. `items`: in the feed, None while it has not been read.

    `decided`: those decided now, in order.
    """

    items: int | None = None
    decided: list[Decision] = field(default_factory=list)


class Round:
    """A feed that this watcher holds."""

    def __init__(self, store: Store, claim: Claim, settings: Settings, account: Account, *, anew: bool = False) -> None:
        """`anew`: what is in quarantine is judged once more."""
        self._store = store
        self._claim = claim
        self._settings = settings
        self._session = settings.session(claim.address)
        self._account = account
        self._anew = anew

    def run(self) -> None:
        """Raises Lost when another watcher has taken the feed, Stopped when the user wants to end, InputError for a
        feed that cannot be read.
        """
        feed = self._claim.feed
        with _beating(self._store, feed):
            if self._anew:
                self._store.forget_quarantine(feed)
            before = self._store.snapshot(feed)
            if before is not None and not (
                before.written and outputs.are_there(self._settings.folder, self._claim.name)
            ):
                self._finish(before)
            after = fetched(self._claim.address)
            if before is None or before.digest != after.digest:
                self._finish(self._record(after))
            if self._settings.keep is not None:
                self._store.forget(feed, self._settings.keep)
            self._account.items = self._store.size(feed)

    def _judge(self, file: RawFile, pieces: Cut, format: str) -> Judge:
        return Judge(self._session, file, pieces, format, repair=self._settings.repair)

    def _record(self, fetched: Snapshot) -> Snapshot:
        """Takes down what the feed holds now; gives it back as it was taken down."""
        snapshot = self._told(fetched)
        file, pieces = read(self._claim.address, snapshot)
        outputs.refuse(self._settings.folder, self._claim.name, pieces.ending, self._claim.address)
        digests = [digest(item) for item in pieces.items]
        known = self._store.known(self._claim.feed, digests)
        judge = self._judge(file, pieces, snapshot.format)
        held = []
        for item, name in zip(pieces.items, digests, strict=True):
            self._go_on()
            version = known.get(name)
            held.append(Entry(name, item, version, "" if version is not None else judge.key(item)))
        self._store.record(self._claim.feed, snapshot, held)
        return snapshot

    def _told(self, fetched: Snapshot) -> Snapshot:
        """The snapshot with its format; as a JSON Feed where it is in a format that cannot be cut into items."""
        file = decoded(fetched.content, self._claim.address, fetched.encoding)
        fields = self._session.config.fields
        format = readers.format_of(file, fields)
        if format in ("text", "markdown", "html"):  # an error page must not become a story
            raise InputError(f"{file.path} is not a feed; `mtcheck check` reads single stories.")
        if format in FORMATS and _holds_all_stories(file, cut(file.text, file.path, format), format):
            return replace(fetched, format=format)
        made = converted(file.path, readers.read(file, format, fields))
        return replace(fetched, content=made.encode(), encoding="utf-8", format="jsonfeed")

    def _finish(self, snapshot: Snapshot) -> None:
        """Decides about what is not decided, and writes the output files."""
        file, pieces = read(self._claim.address, snapshot)
        self._decide(self._judge(file, pieces, snapshot.format))
        with self._store.held(self._claim.feed) as connection:
            decided = self._store.decided(connection, self._claim.feed)
            outputs.write(self._settings.folder, self._claim.name, file, pieces, decided)
            self._store.written(connection, self._claim.feed)

    def _decide(self, judge: Judge) -> None:
        made: dict[int, Decision] = {}
        since = time.monotonic()
        workers = Workers(judge.decide, 1, judge.prepare)
        try:
            for version, raw in self._store.pending(self._claim.feed):
                self._go_on()
                made[version] = self._decided(workers, raw)
                if time.monotonic() - since > _BATCH:
                    self._keep(made)
                    since = time.monotonic()
        finally:
            workers.close()
            self._keep(made)  # also where the user ends: what is done need not be done again

    def _decided(self, workers: Workers, raw: str) -> Decision:
        """The decision about an item, made in a process of its own, which can be ended.

        Raises Stopped where the user does not want to wait for it.
        """
        ticket = workers.submit(raw, self._session.config.max_time or _PATIENCE)
        while not workers.wait(ticket, _LOOK):
            self._go_on()
        if ticket.failure:
            self._go_on()  # the process may have been told to stop, too
            return unchecked(ticket.failure)
        decision: Decision = ticket.value
        return decision

    def _keep(self, made: dict[int, Decision]) -> None:
        if made:
            self._store.decide(self._claim.feed, made)
            self._account.decided += made.values()
            made.clear()

    def _go_on(self) -> None:
        if self._settings.stop.is_set():
            raise Stopped


def fetched(address: str) -> Snapshot:
    """What stands at an address or in a file now. Raises InputError where it cannot be had."""
    file = files.load(address)
    content = file.encode(file.text)
    return Snapshot(content, file.encoding, sha256(content).hexdigest())


def decoded(content: bytes, address: str, encoding: str) -> RawFile:
    """A feed as text; a byte that is not in its encoding is U+FFFD, and the item that holds it is held back.

    Raises InputError for binary data.
    """
    file = files.decode(content, address, encoding)
    return replace(file, text=_BROKEN.sub("\ufffd", file.text), errors="strict") if file.errors != "strict" else file


_BROKEN = re.compile("[\udc80-\udcff]")


def read(address: str, snapshot: Snapshot) -> tuple[RawFile, Cut]:
    """A feed and its pieces. Raises InputError for one that is broken."""
    file = decoded(snapshot.content, address, snapshot.encoding)
    return file, cut(file.text, address, snapshot.format)


def _holds_all_stories(file: RawFile, pieces: Cut, format: str) -> bool:
    """Whether no story is left when all items are cut out: what the reader sees and is not checked must not go out."""
    return not readers.read(replace(file, text=pieces.joined([None] * len(pieces.items))), format)


@contextmanager
def _beating(store: Store, feed: int) -> Iterator[None]:
    """Renews the lease while something takes long; one that is lost is noticed with the next thing to be written."""
    done = threading.Event()

    def beat() -> None:
        while not done.wait(store.lease / 3):
            try:
                store.renew(feed)
            except Lost:
                return
            except StateError:
                continue  # the database may come back before the lease ends

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
