"""The tables. Times are seconds since 1970 by the database's clock; `migrations/` brings an older database here."""

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

META = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _texts(names: str) -> list[Column[str]]:
    """Columns that always hold text."""
    return [Column(name, Text, nullable=False) for name in names.split()]


# A feed and who is at work on it: `owner` holds it until `lease`, and nobody else may write anything of it. `polled`:
# begin of the last round that came to its end.
feeds = Table(
    "feeds",
    META,
    Column("id", Integer, primary_key=True),
    Column("address", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False, unique=True),  # of its output files
    Column("due", Double, nullable=False),
    Column("polled", Double, nullable=False),
    Column("failures", Integer, nullable=False),  # rounds in a row that failed
    Column("error", Text),  # of the last round, a sentence
    Column("owner", Text),
    Column("lease", Double, nullable=False),
)

# What a feed held when it was last fetched. It is replaced only when all of its items are decided and written.
snapshots = Table(
    "snapshots",
    META,
    Column("feed_id", ForeignKey(feeds.c.id), primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("encoding", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("fetched", Double, nullable=False),
    Column("written", Boolean, nullable=False),
)

items = Table(
    "items",
    META,
    Column("id", Integer, primary_key=True),
    Column("feed_id", ForeignKey(feeds.c.id), nullable=False),
    Column("key", Text, nullable=False),  # its guid or id, else a digest of it
    UniqueConstraint("feed_id", "key"),
)

# Every text that an item has had. `gone`: when it went out of the feed, NULL while it is there.
versions = Table(
    "versions",
    META,
    Column("id", Integer, primary_key=True),
    Column("item_id", ForeignKey(items.c.id), nullable=False),
    Column("digest", Text, nullable=False, index=True),
    Column("raw", Text, nullable=False),
    Column("seen", Double, nullable=False),
    Column("gone", Double, index=True),
    UniqueConstraint("item_id", "digest"),
)

# The versions that the snapshot of a feed holds, in its order.
entries = Table(
    "entries",
    META,
    Column("feed_id", ForeignKey(snapshots.c.feed_id), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("version_id", ForeignKey(versions.c.id), nullable=False),
)

# What was decided about a version, once. `outcome`: pass, repaired or quarantine; `repaired` is the item as it goes out
# then.
decisions = Table(
    "decisions",
    META,
    Column("version_id", ForeignKey(versions.c.id), primary_key=True, autoincrement=False),
    *_texts("outcome verdict reason title"),
    Column("score", Double),
    Column("repaired", Text),
    Column("decided", Double, nullable=False),
)

# What was found in a version before any repair. `start`, `end`: code points of its raw text; `repairs`: JSON.
findings = Table(
    "findings",
    META,
    Column("version_id", ForeignKey(decisions.c.version_id), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("rule", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    *_texts("text message fingerprint repairs"),
)

# What people decided about findings, each as it was said; the last word on a finding counts. `version`: a digest of the
# story's text then. `before` and `after`: the paragraph without and with what was decided; `offered`, `written`: what
# was proposed, and what was put there. `rules`: the version of mtcheck and its rules. `calibrated`: whether the
# confidence is another one than the detector's own.
judgements = Table(
    "judgements",
    META,
    Column("id", Integer, primary_key=True),
    Column("at", Double, nullable=False),
    Column("who", Text, nullable=False),
    Column("story", Text, nullable=False, index=True),
    *_texts("version rule fingerprint severity text message action before after offered written reason rules profile"),
    Column("confidence", Double, nullable=False),
    Column("calibrated", Boolean, nullable=False),
)

# Items of feeds that people released from quarantine or held there, each as it was said; the last word counts.
# `edited`: the item as it is to go out, where a person has changed it.
releases = Table(
    "releases",
    META,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey(versions.c.id), nullable=False, index=True),
    Column("at", Double, nullable=False),
    Column("who", Text, nullable=False),
    Column("released", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("edited", Text),
)

# What is to be told to a webhook: taken down together with the decision that it is about, and tried again at `due`
# until it was `sent`.
notices = Table(
    "notices",
    META,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey(versions.c.id), nullable=False, index=True),
    Column("at", Double, nullable=False),
    Column("body", Text, nullable=False),
    Column("due", Double, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("sent", Double),
    Column("error", Text),
    Index("ix_notices_sent_due", "sent", "due"),
)
