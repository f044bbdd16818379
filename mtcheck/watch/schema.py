"""The tables. Times are seconds since 1970 by the database's clock; `migrations/` brings an older database here."""

import sqlalchemy as sa

META = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _texts(names: str) -> list[sa.Column[str]]:
    """Columns that always hold text."""
    return [sa.Column(name, sa.Text, nullable=False) for name in names.split()]


# A feed and who is at work on it: `owner` holds it until `lease`, and nobody else may write anything of it. `polled`:
# begin of the last round that came to its end.
feeds = sa.Table(
    "feeds",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("address", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),  # of its output files
    sa.Column("due", sa.Double, nullable=False),
    sa.Column("polled", sa.Double, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),  # rounds in a row that failed
    sa.Column("error", sa.Text),  # of the last round, a sentence
    sa.Column("owner", sa.Text),
    sa.Column("lease", sa.Double, nullable=False),
)

# What a feed held when it was last fetched. It is replaced only when all of its items are decided and written.
snapshots = sa.Table(
    "snapshots",
    META,
    sa.Column("feed_id", sa.ForeignKey(feeds.c.id), primary_key=True, autoincrement=False),
    *_texts("digest encoding format"),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("fetched", sa.Double, nullable=False),
    sa.Column("written", sa.Boolean, nullable=False),
)

items = sa.Table(
    "items",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("feed_id", sa.ForeignKey(feeds.c.id), nullable=False),
    sa.Column("key", sa.Text, nullable=False),  # its guid or id, else a digest of it
    sa.UniqueConstraint("feed_id", "key"),
)

# Every text that an item has had. `gone`: when it went out of the feed, NULL while it is there.
versions = sa.Table(
    "versions",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("item_id", sa.ForeignKey(items.c.id), nullable=False),
    sa.Column("digest", sa.Text, nullable=False, index=True),
    sa.Column("raw", sa.Text, nullable=False),
    sa.Column("seen", sa.Double, nullable=False),
    sa.Column("gone", sa.Double, index=True),
    sa.UniqueConstraint("item_id", "digest"),
)

# The versions that the snapshot of a feed holds, in its order.
entries = sa.Table(
    "entries",
    META,
    sa.Column("feed_id", sa.ForeignKey(snapshots.c.feed_id), primary_key=True, autoincrement=False),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version_id", sa.ForeignKey(versions.c.id), nullable=False),
)

# What was decided about a version, once. `outcome`: pass, repaired or quarantine; `repaired` is the item as it goes out
# then.
decisions = sa.Table(
    "decisions",
    META,
    sa.Column("version_id", sa.ForeignKey(versions.c.id), primary_key=True, autoincrement=False),
    *_texts("outcome verdict reason title"),
    sa.Column("score", sa.Double),
    sa.Column("repaired", sa.Text),
    sa.Column("decided", sa.Double, nullable=False),
)

# What was found in a version before any repair. `start`, `end`: code points of its raw text; `repairs`: JSON.
findings = sa.Table(
    "findings",
    META,
    sa.Column("version_id", sa.ForeignKey(decisions.c.version_id), primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    *_texts("rule severity text message fingerprint repairs"),
    sa.Column("confidence", sa.Double, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
)

# What people decided about findings, each as it was said; the last word on a finding counts. `version`: a digest of the
# story's text then. `before` and `after`: the paragraph without and with what was decided; `offered`, `written`: what
# was proposed, and what was put there. `rules`: the version of mtcheck and its rules. `calibrated`: whether the
# confidence is another one than the detector's own.
judgements = sa.Table(
    "judgements",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.Double, nullable=False),
    sa.Column("story", sa.Text, nullable=False, index=True),
    *_texts(
        "who version rule fingerprint severity text message action before after offered written reason rules profile"
    ),
    sa.Column("confidence", sa.Double, nullable=False),
    sa.Column("calibrated", sa.Boolean, nullable=False),
)

# Items of feeds that people released from quarantine or held there, each as it was said; the last word counts.
# `edited`: the item as it is to go out, where a person has changed it.
releases = sa.Table(
    "releases",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("version_id", sa.ForeignKey(versions.c.id), nullable=False, index=True),
    sa.Column("at", sa.Double, nullable=False),
    *_texts("who reason"),
    sa.Column("released", sa.Boolean, nullable=False),
    sa.Column("edited", sa.Text),
)

# What is to be told to a webhook: taken down together with the decision that it is about, and tried again at `due`
# until it was `sent`.
notices = sa.Table(
    "notices",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("version_id", sa.ForeignKey(versions.c.id), nullable=False, index=True),
    sa.Column("at", sa.Double, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("due", sa.Double, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("sent", sa.Double),
    sa.Column("error", sa.Text),
    sa.Index("ix_notices_sent_due", "sent", "due"),
)
