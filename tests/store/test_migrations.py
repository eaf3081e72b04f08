"""The history of the schema: it ends where the program stands, leaves nothing behind when it fails, and its tables are well made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from surveyapp import paths
from surveyapp.domain import upcast
from surveyapp.domain.edits import Edit
from surveyapp.domain.upcast import Upcaster
from surveyapp.domain.whole_line import read_edit
from surveyapp.errors import HomeBusy, StoreDamaged, StoreNewer
from surveyapp.store import aside, find, journal, local, migrate, schema
from surveyapp.store.store import Store, apply, open_store
from tests.conftest import Team
from tests.domain.histories import make_history
from tests.steps import acts
from tests.store.test_convergence import pure


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


def brought_to(address: str, revision: str) -> Store:
    """A store as an earlier version of the program has left it: migrated only so far, with that version's notes of its rows."""
    from alembic import command

    if not address.startswith("postgresql"):
        Path(address).touch()
    store = Store(address)
    with store.writing() as connection:
        config = Config()
        config.set_main_option("script_location", str(paths.migrations()))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.execute(text("INSERT INTO local (name, value) VALUES ('projection', '3')"))
    return store


def fill_first(store: Store) -> list[Edit]:
    """What 0001 held: a journal with its marks, and notes of packages of every sort."""
    edits = make_history(11).edits
    stream, origins = edits[0].stream, sorted({edit.origin for edit in edits})
    ranges = {stream: {origin: [[1, max(edit.seq for edit in edits if edit.origin == origin)]] for origin in origins}}
    notes = [
        ("a" * 64, "in", 5, 5, json.dumps({"ranges": ranges})),
        ("b" * 64, "in", 5, 4, json.dumps({"ranges": ranges})),
        ("c" * 64, "out", 5, 5, json.dumps({"ranges": ranges})),
        ("d" * 64, "in", 5, 5, "{broken"),
        ("e" * 64, "in", 5, 5, json.dumps({"ranges": [1]})),
    ]
    with store.writing() as connection:
        journal.append(connection, stream, edits, {})
        for sha256, direction, count, new, summary in notes:
            note = {"s": sha256, "d": direction, "e": count, "n": new, "j": summary}
            connection.execute(text("INSERT INTO packages VALUES (:s, :d, 'a.zip', '', 1, :e, :n, 0, :j)"), note)
    return edits


def test_a_store_of_the_first_version_is_brought_up_with_all_it_holds(address: str) -> None:
    store = brought_to(address, "0001")
    edits = fill_first(store)
    store.close()
    again = open_store(address)
    with again.reading() as connection:
        assert migrate.version(connection) == migrate.HEAD
        assert sorted(line for *_, line in journal.lines(connection, journal.streams(connection), {})) == sorted(edit.line for edit in edits)
        assert find.everything(connection) == pure(edits)
        assert aside.packages_noted(connection) == {"a" * 64}, "only of a package that was new as a whole is it known what came with it"
        assert {edit.id for held in aside.came_with(connection, "a" * 64).values() for edit in held} == {edit.id for edit in edits}
        assert aside.count(connection) == 0
    again.close()


def test_a_migration_of_a_filled_store_that_fails_leaves_it_as_it_was(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = brought_to(address, "0001")
    edits = fill_first(store)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("power")

    monkeypatch.setattr(schema.derived, "create_all", broken)
    with pytest.raises(RuntimeError, match="power"):
        open_store(address)
    monkeypatch.undo()
    with store.reading() as connection:
        assert migrate.version(connection) == "0001"
        assert {"set_aside", "arrivals", "rows"}.isdisjoint(inspect(connection).get_table_names())
        assert len(connection.execute(text("SELECT id FROM journal")).all()) == len(edits)
    store.close()
    open_store(address).close()


def test_a_store_that_only_another_program_may_upgrade_is_refused_in_words(tmp_path: Path) -> None:
    address = str(tmp_path / "store.db")
    brought_to(address, "0001").close()
    with pytest.raises(HomeBusy) as older:
        open_store(address, read_only=True)
    assert older.value.code == "error.store_older"


def test_a_new_upcaster_makes_the_rows_anew(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    edits = make_history(11).edits
    store = open_store(address)
    with store.writing() as connection:
        apply(connection, edits[0].stream, edits)
    store.close()
    kinds = {edit.kind for edit in edits}
    monkeypatch.setattr(upcast, "UPCASTERS", tuple(Upcaster(2, kind, "households", "flats") for kind in sorted(kinds)))
    again = open_store(address)
    with again.reading() as connection:
        wanted = pure(read_edit(edit.line) for edit in edits)
        assert find.everything(connection) == wanted
        assert any('"flats"' in str(row) for row in wanted[0]) and not any('"households"' in str(row) for row in wanted[0])
    again.close()
