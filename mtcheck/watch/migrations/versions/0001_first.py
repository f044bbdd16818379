"""The tables of the first version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("due", sa.Double, nullable=False),
        sa.Column("polled", sa.Double, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("owner", sa.Text),
        sa.Column("lease", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("address", name="uq_feeds_address"),
        sa.UniqueConstraint("name", name="uq_feeds_name"),
    )
    op.create_table(
        "snapshots",
        sa.Column("feed_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("encoding", sa.Text, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("fetched", sa.Double, nullable=False),
        sa.Column("written", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("feed_id", name="pk_snapshots"),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_snapshots_feed_id"),
    )
    op.create_table(
        "items",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("feed_id", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_items_feed_id"),
        sa.UniqueConstraint("feed_id", "key", name="uq_items_feed_id_key"),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("item_id", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("raw", sa.Text, nullable=False),
        sa.Column("seen", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_versions_item_id"),
        sa.UniqueConstraint("item_id", "digest", name="uq_versions_item_id_digest"),
    )
    op.create_index("ix_versions_digest", "versions", ["digest"])
    op.create_table(
        "entries",
        sa.Column("feed_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("feed_id", "position", name="pk_entries"),
        sa.ForeignKeyConstraint(["feed_id"], ["snapshots.feed_id"], name="fk_entries_feed_id"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_entries_version_id"),
    )
    op.create_table(
        "decisions",
        sa.Column("version_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("score", sa.Double),
        sa.Column("repaired", sa.Text),
        sa.Column("decided", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("version_id", name="pk_decisions"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_decisions_version_id"),
    )
    op.create_table(
        "findings",
        sa.Column("version_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("severity", sa.Text, nullable=False),
        sa.Column("confidence", sa.Double, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("repairs", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("version_id", "number", name="pk_findings"),
        sa.ForeignKeyConstraint(["version_id"], ["decisions.version_id"], name="fk_findings_version_id"),
    )
