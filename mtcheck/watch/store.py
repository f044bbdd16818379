"""The state of feeds, items and decisions. `Store.claim` takes a feed for a while; nothing of it is written without
holding it.

Whoever claims a feed writes its own name and an end of the lease into the feed's row. Every later transaction begins by
locking that row and finding the name still there, so a watcher that was stopped and lost its lease writes nothing more
(`Lost`), and two never decide about the same item.
"""

import os
import socket
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TypeVar

from sqlalchemy import Connection, Engine, delete, exists, func, insert, or_, select, update

from mtcheck.watch import database
from mtcheck.watch.quarantine import is_old, last_said, outcome, repaired
from mtcheck.watch.schema import decisions, entries, feeds, findings, items, notices, releases, snapshots, versions
from mtcheck.watch.webhook import noted

LEASE = 60.0  # seconds; a watcher that was killed keeps its feed so long
_T = TypeVar("_T")
_FORGOTTEN = 2_000  # versions that one round forgets
_MANY = 500  # values in one statement: SQLite and PostgreSQL have limits


class Lost(Exception):
    """Another watcher has taken the feed over."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A feed that this watcher holds since `began`. `name`: of its output files.

    `failures`: rounds in a row that failed.
    """

    feed: int
    address: str
    name: str
    failures: int
    began: float


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a feed held when it was last fetched. `encoding`: a codec; `digest`: of what was fetched, before any
    conversion. `written`: whether the output files are.
    """

    content: bytes
    encoding: str
    digest: str
    format: str = ""
    written: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as a snapshot holds it. `version` is None for one that was never seen before; `key` tells items apart."""

    digest: str
    raw: str
    version: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a version of an item. `outcome`: pass, repaired or quarantine.

    `score`: see `scoring.quality`.
    """

    outcome: str
    verdict: str
    reason: str
    title: str = ""
    score: float | None = None
    repaired: str | None = None
    findings: tuple[Mapping[str, object], ...] = field(default=(), repr=False)  # rows of the table, without their keys


class Store:
    """What is known of feeds, for one watcher."""

    def __init__(self, engine: Engine, lease: float = LEASE, *, notices: bool = False) -> None:
        """`notices`: what enters quarantine is also taken down for a webhook."""
        self._notices = notices
        self.engine = engine
        self.lease = lease
        self.owner = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """Raises StateError where the database cannot be used."""
        with database.sentences(self.engine), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def held(self, feed: int) -> Iterator[Connection]:
        """A transaction in which nobody else can write anything of the feed; it renews the lease.

        Raises Lost when another watcher holds it.
        """
        with self._transaction() as connection:
            owner = connection.execute(select(feeds.c.owner).where(feeds.c.id == feed).with_for_update()).scalar_one()
            if owner != self.owner:
                raise Lost
            yield connection
            connection.execute(
                update(feeds).where(feeds.c.id == feed).values(lease=database.now(connection) + self.lease)
            )

    def now(self) -> float:
        with self._transaction() as connection:
            return database.now(connection)

    def register(self, addresses: Mapping[str, str]) -> dict[str, int]:
        """The ids of feeds by address; new ones are added.

        `addresses` gives each the name that its files should have.
        """
        with self._transaction() as connection:
            database.lock(connection)
            rows = connection.execute(select(feeds.c.address, feeds.c.id, feeds.c.name)).all()
            known = {row.address: row.id for row in rows}
            taken = {row.name for row in rows}
            for address, name in addresses.items():
                if address not in known:
                    name = next(free for free in _numbered(name) if free not in taken)
                    taken.add(name)
                    fresh = insert(feeds).values(address=address, name=name, due=0.0, polled=0.0, failures=0, lease=0.0)
                    known[address] = connection.execute(fresh.returning(feeds.c.id)).scalar_one()
            return {address: known[address] for address in addresses}

    def claim(self, among: Sequence[int], polled_before: float | None = None) -> Claim | None:
        """One of the feeds that is due, or with `polled_before` one with no round that began since then; None where
        others hold them or there is none.
        """
        with self._transaction() as connection:
            at = database.now(connection)
            wanted = feeds.c.due <= at if polled_before is None else feeds.c.polled < polled_before
            row = connection.execute(
                select(feeds)
                .where(feeds.c.id.in_(among), wanted, or_(feeds.c.owner.is_(None), feeds.c.lease < at))
                .order_by(feeds.c.due, feeds.c.id)
                .limit(1)
                .with_for_update(skip_locked=True)
            ).first()
            if row is None:
                return None
            connection.execute(
                update(feeds).where(feeds.c.id == row.id).values(owner=self.owner, lease=at + self.lease)
            )
            return Claim(row.id, row.address, row.name, row.failures, at)

    def renew(self, feed: int) -> None:
        """Makes the lease begin anew. Raises Lost when another watcher holds the feed."""
        with self.held(feed):
            pass

    def release(self, claim: Claim, *, after: float | None = None, error: str | None = None) -> None:
        """Gives the feed back. `after`: seconds until it is due again, at the end of a round; None breaks the round
        off. Raises Lost.
        """
        with self.held(claim.feed) as connection:
            values: dict[str, object] = {"owner": None}
            if after is not None:
                failures = 0 if error is None else claim.failures + 1
                # somebody has released an item meanwhile
                wait = 0.0 if error is None and is_old(connection, claim.feed) else after
                values |= {
                    "due": database.now(connection) + wait,
                    "polled": claim.began,
                    "error": error,
                    "failures": failures,
                }
            connection.execute(update(feeds).where(feeds.c.id == claim.feed).values(values))

    def waiting(self, among: Sequence[int], polled_before: float | None = None) -> tuple[int, float]:
        """How many of the feeds are still to be polled (see `claim`; without `polled_before` all of them), and the
        seconds until one is due.
        """
        with self._transaction() as connection:
            at = database.now(connection)
            asked = select(func.count(), func.min(feeds.c.due)).where(feeds.c.id.in_(among))
            count, due = connection.execute(
                asked if polled_before is None else asked.where(feeds.c.polled < polled_before)
            ).one()
            return count, max(0.0, (due or at) - at)

    def snapshot(self, feed: int) -> Snapshot | None:
        with self._transaction() as connection:
            row = connection.execute(select(snapshots).where(snapshots.c.feed_id == feed)).first()
            return Snapshot(row.content, row.encoding, row.digest, row.format, row.written) if row else None

    def size(self, feed: int) -> int:
        """How many items the feed's snapshot has."""
        with self._transaction() as connection:
            return int(connection.execute(select(func.count()).where(entries.c.feed_id == feed)).scalar_one())

    def known(self, feed: int, digests: Sequence[str]) -> dict[str, int]:
        """The versions of the feed's items that were seen before, by digest."""
        found: dict[str, int] = {}
        with self._transaction() as connection:
            for some in _parts(sorted(set(digests))):
                asked = (
                    select(versions.c.digest, versions.c.id)
                    .join(items)
                    .where(items.c.feed_id == feed, versions.c.digest.in_(some))
                )
                found.update((row.digest, row.id) for row in connection.execute(asked))
        return found

    def record(self, feed: int, snapshot: Snapshot, held: Sequence[Entry]) -> int:
        """Takes down what a feed holds now, all at once; gives back how many versions are new. Raises Lost."""
        with self.held(feed) as connection:
            at = database.now(connection)
            fresh: dict[str, int] = {}
            for entry in held:
                if entry.version is None and entry.digest not in fresh:
                    fresh[entry.digest] = _new_version(connection, feed, entry, at)
            before = set(connection.execute(select(entries.c.version_id).where(entries.c.feed_id == feed)).scalars())
            now = {entry.version for entry in held if entry.version is not None}
            _mark(connection, before - now, at)
            _mark(connection, now - before, None)
            connection.execute(delete(entries).where(entries.c.feed_id == feed))
            connection.execute(delete(snapshots).where(snapshots.c.feed_id == feed))
            connection.execute(insert(snapshots).values(feed_id=feed, fetched=at, **asdict(snapshot)))
            rows = [
                {
                    "feed_id": feed,
                    "position": position,
                    "version_id": fresh[entry.digest] if entry.version is None else entry.version,
                }
                for position, entry in enumerate(held)
            ]
            if rows:
                connection.execute(insert(entries), rows)
            return len(fresh)

    def pending(self, feed: int) -> list[tuple[int, str]]:
        """The versions in the feed's snapshot that nothing is decided about, each once, with their raw text, in the
        feed's order.
        """
        with self._transaction() as connection:
            asked = (
                select(versions.c.id, versions.c.raw)
                .join(entries, entries.c.version_id == versions.c.id)
                .outerjoin(decisions, decisions.c.version_id == versions.c.id)
                .where(entries.c.feed_id == feed, decisions.c.version_id.is_(None))
                .order_by(entries.c.position)
            )
            return list(dict.fromkeys((row.id, row.raw) for row in connection.execute(asked)))

    def decide(self, feed: int, made: Mapping[int, Decision]) -> None:
        """Writes decisions by version, all or none. Raises Lost."""
        with self.held(feed) as connection:
            at = database.now(connection)
            for version, decision in made.items():
                values = {
                    name: getattr(decision, name)
                    for name in ("outcome", "verdict", "reason", "title", "score", "repaired")
                }
                connection.execute(insert(decisions).values(version_id=version, decided=at, **values))
                rows = [
                    {"version_id": version, "number": number, **row} for number, row in enumerate(decision.findings)
                ]
                if rows:
                    connection.execute(insert(findings), rows)
                if self._notices and decision.outcome == "quarantine":
                    said = {name: values[name] for name in ("verdict", "reason", "title", "score")}
                    told = [
                        {key: row[key] for key in ("rule", "severity", "text", "message", "fingerprint")}
                        for row in decision.findings
                    ]
                    noted(connection, version, {**said, "findings": told}, at)

    def forget(self, feed: int, seconds: float, most: int = _FORGOTTEN) -> int:
        """Takes away the texts that went out of the feed longer ago than that, with what was decided about them; gives
        back how many. What is not decided, what a person has spoken about and what a webhook is still to be told stays.

        `most`: no more at a time, for nothing else is written meanwhile. Raises Lost.
        """
        with self.held(feed) as connection:
            asked = (
                select(versions.c.id, versions.c.item_id)
                .join(items)
                .where(
                    items.c.feed_id == feed,
                    versions.c.gone < database.now(connection) - seconds,
                    exists().where(decisions.c.version_id == versions.c.id),
                    ~exists().where(entries.c.version_id == versions.c.id),
                    ~exists().where(releases.c.version_id == versions.c.id),
                    ~exists().where(notices.c.version_id == versions.c.id, notices.c.sent.is_(None)),
                )
                .order_by(versions.c.gone)
                .limit(most)
            )
            old = connection.execute(asked).all()
            for some in _parts([row.id for row in old]):
                for table in (notices, findings, decisions):
                    connection.execute(delete(table).where(table.c.version_id.in_(some)))
                connection.execute(delete(versions).where(versions.c.id.in_(some)))
            for some in _parts(sorted({row.item_id for row in old})):
                left = ~exists().where(versions.c.item_id == items.c.id)
                connection.execute(delete(items).where(items.c.id.in_(some), left))
            return len(old)

    def forget_quarantine(self, feed: int) -> None:
        """Takes back what was decided about the items of the feed's snapshot that are in quarantine. Raises Lost."""
        with self.held(feed) as connection:
            mine = select(entries.c.version_id).where(entries.c.feed_id == feed)
            held_back = select(decisions.c.version_id).where(
                decisions.c.version_id.in_(mine), decisions.c.outcome == "quarantine"
            )
            again = list(connection.execute(held_back).scalars())
            for some in _parts(again):
                for table in (findings, decisions):
                    connection.execute(delete(table).where(table.c.version_id.in_(some)))
            connection.execute(update(snapshots).where(snapshots.c.feed_id == feed).values(written=False))

    def decided(self, connection: Connection, feed: int) -> list[Decision]:
        """For each item of the feed's snapshot, in order, what was decided, by a person if one has said something;
        without the findings.
        """
        asked = (
            select(
                outcome.label("outcome"),
                decisions.c.verdict,
                decisions.c.reason,
                decisions.c.title,
                decisions.c.score,
                repaired.label("repaired"),
            )
            .join(entries, entries.c.version_id == decisions.c.version_id)
            .outerjoin(last_said, last_said.c.version_id == decisions.c.version_id)
            .where(entries.c.feed_id == feed)
            .order_by(entries.c.position)
        )
        return [Decision(**row) for row in connection.execute(asked).mappings()]

    def tally(self, among: Sequence[int]) -> tuple[int, dict[str, int]]:
        """How many of the feeds failed when they were last polled, and how many items of the others' snapshots have
        which verdict in quarantine.
        """
        with self._transaction() as connection:
            failed = select(func.count()).where(feeds.c.id.in_(among), feeds.c.error.is_not(None))
            held_back = (
                select(decisions.c.verdict, func.count())
                .join(entries, entries.c.version_id == decisions.c.version_id)
                .outerjoin(last_said, last_said.c.version_id == decisions.c.version_id)
                .where(entries.c.feed_id.in_(among), outcome == "quarantine")
                .group_by(decisions.c.verdict)
            )
            return connection.execute(failed).scalar_one(), {row[0]: row[1] for row in connection.execute(held_back)}

    def written(self, connection: Connection, feed: int) -> None:
        """Takes down, in a transaction of `held`, that the output files hold what the snapshot does."""
        connection.execute(update(snapshots).where(snapshots.c.feed_id == feed).values(written=True))


def _mark(connection: Connection, which: Iterable[int], gone: float | None) -> None:
    """Takes down when versions went out of their feed, or that they are there."""
    for some in _parts(sorted(which)):
        connection.execute(update(versions).where(versions.c.id.in_(some)).values(gone=gone))


def _new_version(connection: Connection, feed: int, entry: Entry, at: float) -> int:
    item = connection.execute(select(items.c.id).where(items.c.feed_id == feed, items.c.key == entry.key)).scalar()
    if item is None:
        item = connection.execute(insert(items).values(feed_id=feed, key=entry.key).returning(items.c.id)).scalar_one()
    fresh = insert(versions).values(item_id=item, digest=entry.digest, raw=entry.raw, seen=at)
    return int(connection.execute(fresh.returning(versions.c.id)).scalar_one())


def _numbered(name: str) -> Iterator[str]:
    """The name, then name-2, name-3 and so on."""
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _parts(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for at in range(0, len(values), _MANY):
        yield values[at : at + _MANY]
