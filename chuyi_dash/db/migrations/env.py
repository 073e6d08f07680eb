"""Alembic's entry.

The connection comes from chuyi_dash.db.migrating, never from an ini file.
"""

from alembic import context

from chuyi_dash.db.tables import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
