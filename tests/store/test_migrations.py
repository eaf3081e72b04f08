"""The history of the schema: it ends where the program stands, leaves nothing behind when it fails, and its tables are well made."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from surveyapp import paths
from surveyapp.errors import StoreDamaged, StoreNewer
from surveyapp.store import local, migrate, schema
from surveyapp.store.store import Store, open_store
from tests.conftest import Team
from tests.steps import acts


def test_the_history_ends_where_the_program_stands() -> None:
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.HEAD]


def test_the_migrated_tables_are_those_of_the_program(address: str) -> None:
    store = open_store(address)
    with store.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: kind != "table" or name in schema.kept.tables, "compare_type": True}
        )
        assert compare_metadata(context, schema.kept) == []
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: kind != "table" or name in schema.derived.tables, "compare_type": True}
        )
        assert compare_metadata(context, schema.derived) == []
    store.close()


def test_stream_comes_first_in_every_primary_key_and_derived_tables_have_no_other_constraint(address: str) -> None:
    store = open_store(address)
    with store.reading() as connection:
        look = inspect(connection)
        ours = [name for name in look.get_table_names() if not name.startswith("rows_search")]  # what FTS5 keeps has no streams
        for name in ours:
            columns = {column["name"]: column for column in look.get_columns(name)}
            key = look.get_pk_constraint(name)["constrained_columns"]
            assert key, name
            if "stream" in columns:
                assert key[0] == "stream", name
            assert look.get_foreign_keys(name) == []
            assert look.get_unique_constraints(name) == []
            assert look.get_check_constraints(name) == []
            assert not any(index["unique"] for index in look.get_indexes(name)), name
            if name in schema.derived.tables:
                assert [each for each, column in columns.items() if not column["nullable"] and each not in key] == []
    store.close()


def test_a_migration_that_fails_leaves_nothing(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every statement of the history and of the derived tables in turn is the last that succeeds."""
    if not address.startswith("postgresql"):
        Path(address).touch()
    store = Store(address)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("power")

    monkeypatch.setattr(schema.derived, "create_all", broken)
    with pytest.raises(RuntimeError, match="power"), store.writing() as connection:
        migrate.bring_up(connection)
    with store.reading() as connection:
        assert inspect(connection).get_table_names() == []
        assert migrate.version(connection) is None
    monkeypatch.undo()
    with store.writing() as connection:
        assert migrate.bring_up(connection)
        assert not migrate.bring_up(connection)
    store.close()


def test_a_new_file_appears_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("power")

    monkeypatch.setattr(schema.derived, "create_all", broken)
    with pytest.raises(RuntimeError, match="power"):
        open_store(str(tmp_path / "store.db"))
    assert list(tmp_path.iterdir()) == []


def test_rows_of_another_version_are_made_again(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    acts.born(node, stream, name="1栋")
    before = acts.held(node)
    with node.store.writing() as connection:
        local.put(connection, "projection", "0")
        connection.execute(schema.rows.delete())
    team.close(node)
    again = team.laptop()
    assert acts.held(again) == before
    with again.store.reading() as connection:
        assert local.get(connection, "projection") == str(schema.PROJECTION)


def test_a_newer_or_foreign_server_database_is_refused(postgres: str) -> None:
    store = open_store(postgres)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num='9999'"))
    with pytest.raises(StoreNewer):
        open_store(postgres)
    with store.writing() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    store.close()
    with pytest.raises(StoreDamaged) as foreign:
        open_store(postgres)
    assert foreign.value.code == "error.store_foreign"
