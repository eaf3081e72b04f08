"""The schema of a store: its version is one SELECT; Alembic is imported only when it differs."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, inspect, text

from surveyapp import paths
from surveyapp.errors import StoreDamaged, StoreNewer
from surveyapp.store import schema

HEAD = "0002"
"""The newest revision in db/versions; a test compares."""
_FIRST = frozenset({"journal", "watermarks", "carried", "quarantine", "packages", "local"})
_TABLES: Mapping[str, frozenset[str]] = {"0001": _FIRST, HEAD: _FIRST | {"set_aside", "arrivals"}}
"""What a store of each revision that there ever was must hold."""


def version(connection: Connection) -> str | None:
    """The revision of this store; None for an empty one. Raises StoreDamaged for a database that is not ours."""
    tables, _ = _tables(connection)
    if "alembic_version" in tables:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if not tables.isdisjoint(schema.kept.tables) or (tables and connection.dialect.name == "sqlite"):
        raise _foreign(connection)
    return None


def is_ready(connection: Connection) -> bool:
    """Whether the tables and the rows are of this version of the program. Raises StoreNewer, StoreDamaged.

    A SQLite file of this version must hold all its tables, and nothing that could run by itself (triggers, views).
    """
    held = version(connection)
    _check_known(held)
    if held is None:
        return False
    tables, strange = _tables(connection)
    if strange or not _TABLES[held] <= tables:
        raise _foreign(connection)
    return held == HEAD and _projection(connection) == schema.projection_version() and schema.derived.tables.keys() <= tables


def _tables(connection: Connection) -> tuple[frozenset[str], bool]:
    """The names of the tables, and whether a SQLite file holds a trigger or a view."""
    if connection.dialect.name != "sqlite":
        return frozenset(inspect(connection).get_table_names()), False
    found = connection.execute(text("SELECT type, name FROM sqlite_master")).all()
    return frozenset(name for kind, name in found if kind == "table"), any(kind in ("trigger", "view") for kind, _ in found)


def _foreign(connection: Connection) -> StoreDamaged:
    where = connection.dialect.name
    if where == "sqlite":
        where = str(connection.execute(text("PRAGMA database_list")).all()[0][2])
    return StoreDamaged("error.store_foreign", where=where)


def _check_known(held: str | None) -> None:
    if held is not None and held not in _TABLES:
        raise StoreNewer("error.store_newer", version=held)


def _projection(connection: Connection) -> str | None:
    return connection.execute(text("SELECT value FROM local WHERE name='projection'")).scalar()


def bring_up(connection: Connection) -> bool:
    """Migrate inside the caller's transaction, and make sure the derived tables are of this version. Answers whether rows must be rebuilt.

    Raises StoreNewer for a store that a newer version of this program has written.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(7302110)"))
    held = version(connection)
    _check_known(held)
    if held != HEAD:
        _upgrade(connection)
    elif is_ready(connection):
        return False
    schema.derived.drop_all(connection)
    schema.derived.create_all(connection)
    connection.execute(text("DELETE FROM local WHERE name='projection'"))
    connection.execute(text("INSERT INTO local (name, value) VALUES ('projection', :version)"), {"version": schema.projection_version()})
    return True


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
