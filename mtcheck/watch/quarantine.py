"""What watchers hold back, for a person to release or hold: `Quarantine.all` lists it, `say` keeps what was said and
lets the watcher write it.

A release is no decision of a rule: it stands beside what was decided about the version of an item, and the last word
counts. The files are written by whoever holds the feed, so a release only marks the feed as due and its files as old;
it goes out with the watcher's next round.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, case, func, insert, literal, select, update

from mtcheck.errors import MtcheckError
from mtcheck.watch import database
from mtcheck.watch.schema import decisions, entries, feeds, findings, items, releases, snapshots, versions

_MOST = 1000  # items that are listed
_last = (
    select(releases.c.version_id, func.max(releases.c.id).label("id"))
    .group_by(releases.c.version_id)
    .subquery("last_words")
)
# the last word of a person on each version
last_said = select(releases).join(_last, _last.c.id == releases.c.id).subquery("said")
outcome = case(
    (last_said.c.released.is_(False), literal("quarantine")),
    (last_said.c.edited.is_not(None), literal("repaired")),
    (last_said.c.released.is_(True), literal("pass")),
    else_=decisions.c.outcome,
)
repaired = func.coalesce(last_said.c.edited, decisions.c.repaired)


class Overtaken(MtcheckError):
    """Somebody else has said something of an item meanwhile."""


@dataclass(frozen=True)
class Item:
    """An item of a feed that is, or was, held back. `version` names it; `said`: released, held or "" where nobody has
    said anything; times as in the tables.
    """

    version: int
    feed: str
    key: str
    title: str
    verdict: str
    reason: str
    score: float | None
    decided: float
    said: str = ""
    who: str = ""
    why: str = ""
    waits: bool = False  # what was said is not in the files yet
    word: int = 0  # names what was said last, 0 where nobody has said anything
    raw: str = field(default="", repr=False)
    edited: str | None = field(default=None, repr=False)  # as a person has changed it
    content: bytes = field(default=b"", repr=False)  # of the feed that holds it
    encoding: str = ""
    format: str = ""
    findings: tuple[dict[str, Any], ...] = field(default=(), repr=False)

    @property
    def out(self) -> str:
        """The item as it goes out when it is released."""
        return self.raw if self.edited is None else self.edited


class Quarantine:
    """The quarantine of all feeds in a database. Raises StateError where that cannot be used."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[Item]:
        """The items of the feeds as they were last seen that are held back or were released, the newest first, those
        that nobody has looked at before.
        """
        with database.sentences(self._engine), self._engine.connect() as connection:
            asked = (
                _items().order_by(last_said.c.id.is_not(None), decisions.c.decided.desc(), versions.c.id).limit(_MOST)
            )
            # a feed may hold an item twice
            return list({row["id"]: _item(row) for row in connection.execute(asked).mappings()}.values())

    def get(self, version: int) -> Item | None:
        """An item with its text and what was found in it; None where there is none."""
        with database.sentences(self._engine), self._engine.connect() as connection:
            held = (snapshots.c.content, snapshots.c.encoding, snapshots.c.format)
            row = (
                connection.execute(_items(versions.c.raw, last_said.c.edited, *held).where(versions.c.id == version))
                .mappings()
                .first()
            )
            if row is None:
                return None
            asked = select(findings).where(findings.c.version_id == version).order_by(findings.c.number)
            found = tuple(dict(one) for one in connection.execute(asked).mappings())
            return _item(
                row, findings=found, **{key: row[key] for key in ("raw", "edited", "content", "encoding", "format")}
            )

    def say(
        self,
        version: int,
        *,
        released: bool,
        who: str,
        reason: str = "",
        edited: str | None = None,
        after: int | None = None,
    ) -> Item | None:
        """Keeps what a person said of an item, and gives the item as it is now; None where there is none.

        `edited`: the item as it is to go out, if it was changed. `after`: the `word` that it was said upon.
        Raises Overtaken where that is not the last one any more; then nothing is kept.
        """
        with database.sentences(self._engine), self._engine.begin() as connection:
            feed = connection.execute(select(items.c.feed_id).join(versions).where(versions.c.id == version)).scalar()
            if feed is None or connection.execute(_items().where(versions.c.id == version)).first() is None:
                return None
            # whoever writes the files now is done first
            connection.execute(select(feeds.c.id).where(feeds.c.id == feed).with_for_update())
            last = connection.execute(select(func.max(releases.c.id)).where(releases.c.version_id == version)).scalar()
            if after is not None and after != (last or 0):
                raise Overtaken("Somebody else has released, held or changed this item meanwhile; look at it again.")
            values = {
                "version_id": version,
                "at": database.now(connection),
                "who": who,
                "released": released,
                "reason": reason,
                "edited": edited,
            }
            connection.execute(insert(releases).values(**values))
            connection.execute(update(snapshots).where(snapshots.c.feed_id == feed).values(written=False))
            connection.execute(update(feeds).where(feeds.c.id == feed).values(due=0.0))
        return self.get(version)


def is_old(connection: Connection, feed: int) -> bool:
    """Whether something was said since the files of the feed were written."""
    found = connection.execute(select(snapshots.c.written).where(snapshots.c.feed_id == feed)).scalar()
    return found is False


def _items(*more: Any) -> Any:
    said = (last_said.c.released, last_said.c.who, last_said.c.reason.label("why"), last_said.c.id.label("word"))
    shown = (versions.c.id, feeds.c.name, items.c.key, snapshots.c.written, *said, *more)
    return (
        select(
            *shown, decisions.c.title, decisions.c.verdict, decisions.c.reason, decisions.c.score, decisions.c.decided
        )
        .select_from(entries)
        .join(versions, versions.c.id == entries.c.version_id)
        .join(items, items.c.id == versions.c.item_id)
        .join(feeds, feeds.c.id == entries.c.feed_id)
        .join(snapshots, snapshots.c.feed_id == entries.c.feed_id)
        .join(decisions, decisions.c.version_id == versions.c.id)
        .outerjoin(last_said, last_said.c.version_id == versions.c.id)
        .where((decisions.c.outcome == "quarantine") | last_said.c.id.is_not(None))
    )


def _item(row: Any, **more: Any) -> Item:
    said = {True: "released", False: "held", None: ""}[row["released"]]
    return Item(
        row["id"], row["name"], row["key"], row["title"], row["verdict"], row["reason"], row["score"], row["decided"],
        said, row["who"] or "", row["why"] or "", bool(said) and not row["written"], row["word"] or 0, **more,
    )  # fmt: skip
