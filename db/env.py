"""Alembic's entry: runs the history on the connection that the store hands in, inside the store's own transaction."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True, version_table_pk=True)
context.run_migrations()
