"""Items as people have changed them before they let them out of quarantine."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("releases", sa.Column("edited", sa.Text))
