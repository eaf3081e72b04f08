"""What a PostgreSQL server says: away only when it is away, our own words for its disk; a mistake of ours stays a bug."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from surveyapp.errors import DiskError, StoreAway, SurveyError
from surveyapp.store.connect import translated
from surveyapp.store.store import open_store

BUGS = {
    "54000": "CREATE TABLE big (word text PRIMARY KEY); INSERT INTO big SELECT string_agg(md5(n::text), '') FROM generate_series(1, 5000) n",
    "22P02": "SELECT 'malformed array, corrupt'::int[]",
    "42P01": "SELECT * FROM no_such_table",
    "22012": "SELECT 1/0",
    "57014": "SET statement_timeout=20; SELECT pg_sleep(5)",
    "55P03": "DO $$ BEGIN RAISE EXCEPTION 'disk i/o' USING ERRCODE = '55P03'; END $$",
}


@pytest.mark.parametrize("state", BUGS)
def test_what_is_no_lost_connection_is_not_called_one(postgres: str, state: str) -> None:
    store = open_store(postgres)
    with pytest.raises(DBAPIError) as raised, store.writing() as connection:
        connection.exec_driver_sql(BUGS[state])
    assert getattr(raised.value.orig, "sqlstate", None) == state
    store.close()


def test_a_backend_that_is_ended_is_away(postgres: str) -> None:
    store = open_store(postgres)
    with pytest.raises(StoreAway), store.writing() as connection:
        own = connection.execute(text("SELECT pg_backend_pid()")).scalar()
        with psycopg.connect(postgres, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (own,))
        connection.execute(text("SELECT 1"))
    store.close()


@pytest.mark.parametrize(
    ("state", "kind", "code"),
    [
        ("57P03", StoreAway, "error.store_away"),
        ("08006", StoreAway, "error.store_away"),
        ("53100", DiskError, "error.disk_full"),
        ("25006", DiskError, "error.disk_read_only"),
    ],
)
def test_what_the_server_names_by_its_state_is_one_of_our_errors(postgres: str, state: str, kind: type[SurveyError], code: str) -> None:
    store = open_store(postgres)
    with pytest.raises(kind) as raised, store.writing() as connection:
        connection.exec_driver_sql(f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{state}'; END $$")
    assert raised.value.code == code
    store.close()


def test_a_server_that_is_not_there_and_a_database_that_is_not_there_are_away(postgres: str) -> None:
    for address in ("postgresql://nobody@127.0.0.1:1/x?connect_timeout=1", postgres.replace("/t", "/no_such_")):
        with pytest.raises(StoreAway):
            open_store(address)
    with pytest.raises(StoreAway), translated(postgres):
        psycopg.connect("postgresql://nobody@127.0.0.1:1/x?connect_timeout=1")
