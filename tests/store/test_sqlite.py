"""The SQLite file: how it is set, who may write, what is refused when it is opened, and how it comes into being."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from random import Random

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy.exc import DBAPIError

from surveyapp.errors import HomeBusy, StoreDamaged, StoreError, StoreNewer, SurveyError
from surveyapp.steps.node import open_home
from surveyapp.store import local
from surveyapp.store.connect import sqlite_engine, translated
from surveyapp.store.store import open_store
from tests.conftest import Team
from tests.steps import acts


def test_the_writer_waits_for_the_disk_and_readers_cannot_write(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store.db"))
    with store.writing() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "trusted_schema", "mmap_size")
        }
        assert pragmas == {"journal_mode": "wal", "synchronous": 2, "trusted_schema": 0, "mmap_size": 0}
        assert connection.exec_driver_sql("PRAGMA cell_size_check").scalar() == 1
    with pytest.raises(SurveyError) as refused, store.reading() as connection:
        connection.exec_driver_sql("DELETE FROM local")
    assert refused.value.code == "error.disk_read_only"
    store.close()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["store.db"]


def test_a_store_that_is_only_looked_at_can_never_be_written(tmp_path: Path) -> None:
    open_store(str(tmp_path / "store.db")).close()
    store = open_store(str(tmp_path / "store.db"), read_only=True)
    with pytest.raises(HomeBusy), store.writing():
        pass
    before = (tmp_path / "store.db").read_bytes()
    with store.reading() as connection:
        connection.exec_driver_sql("PRAGMA query_only=OFF")
        with pytest.raises(DBAPIError, match="readonly"):
            connection.exec_driver_sql("DELETE FROM local")
    store.close()
    assert (tmp_path / "store.db").read_bytes() == before


def test_a_rolled_back_write_leaves_nothing_not_even_tables(address: str) -> None:
    store = open_store(address)
    with pytest.raises(RuntimeError), store.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE half (a INTEGER)")
        local.put(connection, "half", "1")
        raise RuntimeError
    with store.reading() as connection:
        assert local.get(connection, "half") == ""
        with pytest.raises(DBAPIError):
            connection.exec_driver_sql("SELECT * FROM half")
    store.close()


HOLDER = """
import sys
from pathlib import Path
from surveyapp.steps.node import open_home
node = open_home(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
node.close()
"""


def test_a_second_process_waits_then_names_who_holds_the_home_or_only_looks(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    folder = node.folder
    team.close(node)
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(HomeBusy) as busy:
            open_home(folder, wait_seconds=0.2)
        assert str(holder.pid) in str(busy.value.facts["holder"])
        looking = open_home(folder, wait_seconds=0, or_read_only=True)
        assert acts.shown(looking, stream, stream)["name"] == "人民医院职工生活小区"
        with pytest.raises(HomeBusy):
            acts.put(looking, stream, stream, "community", name="改")
        looking.close()
        holder.stdin.write("\n")
        holder.stdin.flush()
        waiting = open_home(folder, wait_seconds=10)
        assert acts.put(waiting, stream, stream, "community", name="改").records
        waiting.close()
    finally:
        holder.communicate("\n" if holder.poll() is None else None)
    assert holder.returncode == 0


def test_several_programs_race_for_one_new_home(tmp_path: Path) -> None:
    """Several processes open the same home that is not there yet: every one gets in in turn, and each edit is kept."""
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        from surveyapp.steps.node import open_home
        from surveyapp.steps.survey import new_survey
        for turn in range(8):
            node = open_home(Path(sys.argv[1]), wait_seconds=60)
            new_survey(node, f"{sys.argv[2]}-{turn}", "lianzhou", "x")
            node.close()
    """)
    runs = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "home"), str(number)]) for number in range(3)]
    assert [run.wait() for run in runs] == [0, 0, 0]
    node = open_home(tmp_path / "home")
    with node.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM rows WHERE kind='survey'").scalar() == 24
        assert connection.exec_driver_sql("SELECT count(DISTINCT origin) FROM journal").scalar() == 1
    node.close()


@pytest.fixture
def filled(team: Team) -> Path:
    """A closed database with some work in it."""
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    for number in range(60):
        acts.born(node, stream, name=f"{number}栋", note="长" * 50)
    team.close(node)
    return node.folder / "journal.db"


def refused(file: Path) -> str:
    """The code with which a database is refused, or "" when it opens and every line in it can be read."""
    try:
        store = open_store(str(file))
        try:
            with store.reading() as connection, translated(str(file)):
                connection.exec_driver_sql("SELECT count(line), count(shown) FROM journal JOIN rows USING (stream, record)").all()
                return "" if connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok" else "integrity"
        finally:
            store.close()
    except StoreError as problem:
        return problem.code


def test_a_cut_database_is_refused_at_every_length(filled: Path, tmp_path: Path) -> None:
    whole = filled.read_bytes()
    for percent in range(0, 100, 5):
        cut = tmp_path / f"cut{percent}.db"
        cut.write_bytes(whole[: len(whole) * percent // 100])
        assert refused(cut) in ("error.store_damaged", "error.store_empty", "error.store_foreign"), percent


FOREIGN = {
    "text": b"this is no database\n" * 500,
    "zip": b"PK\x03\x04" + bytes(5000),
    "zeros": bytes(8192),
    "magic": b"SQLite format 3\x00" + bytes(4080),
    "one byte": b"S",
    "noise": Random(5).randbytes(40_000),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_files_that_are_no_database_are_refused_and_left_alone(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "foreign.db"
    file.write_bytes(FOREIGN[kind])
    assert refused(file) in ("error.store_damaged", "error.store_foreign")
    assert file.read_bytes() == FOREIGN[kind]


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE notes (a)",
        "CREATE TABLE journal (a); CREATE TABLE local (name, value)",
        "CREATE TABLE alembic_version (version_num); INSERT INTO alembic_version VALUES ('0001')",
    ],
)
def test_databases_of_others_are_refused_and_left_alone(sql: str, tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    connection = sqlite.connect(str(file))
    connection.executescript(sql)
    connection.close()
    before = file.read_bytes()
    assert refused(file) == "error.store_foreign"
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TRIGGER t AFTER INSERT ON local BEGIN INSERT INTO journal SELECT load_extension('x'); END",
        "DROP TABLE rows; CREATE VIEW rows AS SELECT randomblob(1000000000) AS record",
    ],
)
def test_a_store_that_could_run_something_by_itself_is_refused(sql: str, filled: Path) -> None:
    connection = sqlite.connect(str(filled))
    connection.executescript(sql)
    connection.close()
    assert refused(filled) == "error.store_foreign"


def test_a_newer_store_is_refused_in_words_and_left_alone(filled: Path) -> None:
    connection = sqlite.connect(str(filled))
    connection.execute("UPDATE alembic_version SET version_num='9999'")
    connection.commit()
    connection.close()
    before = filled.read_bytes()
    with pytest.raises(StoreNewer) as newer:
        open_store(str(filled))
    assert newer.value.facts == {"version": "9999"}
    with pytest.raises(StoreNewer):
        open_store(str(filled), read_only=True)
    assert filled.read_bytes() == before


def test_a_database_that_vanished_from_beside_its_log_is_not_begun_anew(filled: Path) -> None:
    shutil.copy(filled, filled.with_name("journal.db-wal"))
    filled.unlink()
    with pytest.raises(StoreDamaged) as damaged:
        open_home(filled.parent)
    assert damaged.value.code == "error.store_half"


def test_a_missing_store_is_not_made_by_looking(tmp_path: Path) -> None:
    for options in ({"make": False}, {"read_only": True}):
        with pytest.raises(StoreError) as missing:
            open_store(str(tmp_path / "none.db"), **options)
        assert missing.value.code == "error.store_missing"
    assert list(tmp_path.iterdir()) == []


def test_every_flipped_bit_is_found_or_harmless(filled: Path, tmp_path: Path) -> None:
    """A flip anywhere in the file: refused, found by SQLite's own check, found by the doctor, or the content is the same."""
    from surveyapp.steps.doctor import doctor
    from surveyapp.steps.node import open_city

    whole = filled.read_bytes()
    chance, silent = Random(7), []
    sound = open_city(str(filled), tmp_path / "photos")
    truth = acts.lines(sound), acts.held(sound)
    sound.close()
    whole = filled.read_bytes()
    for at in chance.sample(range(len(whole)), 24):
        file = tmp_path / f"flip{at}.db"
        flipped = bytearray(whole)
        flipped[at] ^= 1 << chance.randrange(8)
        file.write_bytes(flipped)
        try:
            node = open_city(str(file), tmp_path / "photos")
        except SurveyError:
            continue
        try:
            if not doctor(node) and (acts.lines(node), acts.held(node)) != truth:
                silent.append(at)
        except SurveyError:
            pass
        finally:
            node.close()
    assert silent == []


def test_an_engine_begins_and_ends_its_transactions_itself(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    open_store(str(file)).close()
    engine = sqlite_engine(file, writes=True)
    with engine.connect() as connection:
        with connection.begin():
            assert connection.connection.driver_connection.in_transaction
        assert not connection.connection.driver_connection.in_transaction
    engine.dispose()
