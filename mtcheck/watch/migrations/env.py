"""Run by Alembic: migrates over the connection, and inside the transaction, that `database.upgrade` brings."""

from alembic import context

from mtcheck.watch.schema import META

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=META, render_as_batch=True)
context.run_migrations()
