"""The schema of a store: its version is one SELECT; Alembic is imported only when it differs."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from surveyapp import paths
from surveyapp.errors import StoreNewer
from surveyapp.store import schema

HEAD = "0001"
"""The newest revision in db/versions; a test compares."""
_KNOWN = frozenset({HEAD})


def version(connection: Connection) -> str | None:
    """The revision of this store; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def bring_up(connection: Connection) -> bool:
    """Migrate inside the caller's transaction, and make sure the derived tables are of this version. Answers whether rows must be rebuilt.

    Raises StoreNewer for a store that a newer version of this program has written.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(7302110)"))
    held = version(connection)
    if held is not None and held not in _KNOWN:
        raise StoreNewer("error.store_newer", version=held)
    if held != HEAD:
        _upgrade(connection)
    made = connection.execute(text("SELECT value FROM local WHERE name='projection'")).scalar()
    if made == str(schema.PROJECTION):
        return False
    schema.derived.drop_all(connection)
    schema.derived.create_all(connection)
    connection.execute(text("DELETE FROM local WHERE name='projection'"))
    connection.execute(text("INSERT INTO local (name, value) VALUES ('projection', :version)"), {"version": str(schema.PROJECTION)})
    return True


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
