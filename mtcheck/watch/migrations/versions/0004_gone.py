"""When versions of items went out of their feeds, so that old ones can be forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("versions", sa.Column("gone", sa.Double))
    op.execute("UPDATE versions SET gone = seen WHERE id NOT IN (SELECT version_id FROM entries)")
    op.create_index("ix_versions_gone", "versions", ["gone"])
    op.create_index("ix_notices_version_id", "notices", ["version_id"])
