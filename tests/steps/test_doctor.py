"""The doctor: silent over a healthy store; finds and names one altered row, line, column or photo."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from surveyapp.domain.views import Changed
from surveyapp.errors import Finding
from surveyapp.steps.bring_in import bring_in_bytes
from surveyapp.steps.doctor import damage, doctor
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft, record
from surveyapp.store import project
from tests.conftest import Team
from tests.steps import acts
from tests.steps.conftest import HandOver, Pair


@pytest.fixture
def patient(pair: Pair, hand_over: HandOver) -> Node:
    """A laptop with a conflict, a deletion, a photo and something of another author."""
    acts.put(pair.first, pair.stream, pair.building, structure="concrete")
    acts.put(pair.second, pair.stream, pair.building, structure="steel")
    gone = acts.born(pair.second, pair.stream, name="9栋")
    acts.put(pair.second, pair.stream, gone, deleted=True)
    bring_in_bytes(pair.first, pair.stream, pair.building, "a.jpg", b"\xff\xd8\xff x")
    hand_over(pair.second, pair.first)
    assert doctor(pair.first) == ()
    return pair.first


ROW_COLUMNS = ("kind", "presence", "number", "name", "building", "subject", "code", "severity", "blob", "born", "author", "wall", "shown", "states")


@pytest.mark.parametrize("column", ROW_COLUMNS)
def test_one_altered_column_of_a_row_is_named(patient: Node, column: str) -> None:
    value = "5" if column in ("severity", "born") else "'altered'"
    with patient.store.writing() as connection:
        record = connection.execute(text("SELECT record FROM rows WHERE kind='building' AND presence='live'")).scalar()
        connection.execute(text(f"UPDATE rows SET {column}={value} WHERE record=:record"), {"record": record})
    (found,) = [each for each in doctor(patient) if each.code != "finding.doctor.photo_missing"]
    assert (found.code, found.where, found.facts["columns"]) == ("finding.doctor.row", record, column)


@pytest.mark.parametrize(
    ("statement", "state"),
    [("DELETE FROM rows WHERE kind='photo'", "missing"), ("UPDATE rows SET record='f' || substr(record, 2) WHERE kind='photo'", "extra")],
)
def test_a_missing_and_an_extra_row_are_named(patient: Node, statement: str, state: str) -> None:
    with patient.store.writing() as connection:
        connection.execute(text(statement))
    found = doctor(patient)
    assert {each.code for each in found} == {"finding.doctor.row"}
    assert state in {each.facts["state"] for each in found}


def test_a_conflict_that_is_gone_is_named(patient: Node) -> None:
    with patient.store.writing() as connection:
        connection.execute(text("DELETE FROM conflicts"))
    assert [each.code for each in doctor(patient)] == ["finding.doctor.conflict"]


@pytest.mark.parametrize("place", [0, 0.3, 0.5, 0.8, 0.999])
def test_one_altered_byte_of_a_line_is_named(patient: Node, place: float) -> None:
    with patient.store.writing() as connection:
        edit_id, line = connection.execute(text("SELECT id, line FROM journal WHERE kind='photo'")).one()
        altered = bytearray(line)
        altered[int(len(altered) * place)] ^= 1
        connection.execute(text("UPDATE journal SET line=:line WHERE id=:id"), {"line": bytes(altered), "id": edit_id})
    assert ("finding.doctor.line_altered", edit_id) in [(each.code, each.where) for each in doctor(patient)]


@pytest.mark.parametrize("column", ["record", "kind", "origin", "seq", "made_at", "act", "undoes", "stream", "id"])
def test_one_altered_column_beside_a_line_is_named(patient: Node, column: str) -> None:
    value = "77" if column in ("seq", "made_at") else "'altered'"
    with patient.store.writing() as connection:
        edit_id = connection.execute(text("SELECT id FROM journal WHERE kind='photo'")).scalar()
        connection.execute(text(f"UPDATE journal SET {column}={value} WHERE id=:id"), {"id": edit_id})
    found = {(each.code, each.where) for each in doctor(patient)}
    assert ("finding.doctor.line_altered", "altered") in found if column == "id" else ("finding.doctor.columns", edit_id) in found


@pytest.mark.parametrize("which", ["min", "max"])
def test_a_line_that_was_taken_out_is_missed(patient: Node, which: str) -> None:
    with patient.store.writing() as connection:
        connection.execute(
            text(f"DELETE FROM journal WHERE origin=:origin AND seq=(SELECT {which}(seq) FROM journal WHERE origin=:origin)"),
            {"origin": patient.origin},
        )
    assert ("finding.doctor.lines_missing", patient.origin) in [(each.code, each.where) for each in doctor(patient)]


def test_a_whole_origin_that_was_taken_out_is_missed_and_so_is_its_mark(patient: Node) -> None:
    with patient.store.writing() as connection:
        connection.execute(text("DELETE FROM watermarks WHERE origin=:origin"), {"origin": patient.origin})
    assert "finding.doctor.mark" in [each.code for each in doctor(patient)]
    with patient.store.writing() as connection:
        connection.execute(text("DELETE FROM journal WHERE origin<>:origin"), {"origin": patient.origin})
    assert "finding.doctor.lines_missing" in [each.code for each in doctor(patient)]


def test_altered_and_missing_photos_are_named(patient: Node) -> None:
    ((name, file),) = patient.blobs
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    assert [(each.code, each.where) for each in doctor(patient)] == [("finding.doctor.photo_altered", file.name)]
    file.unlink()
    assert [(each.code, each.where) for each in doctor(patient)] == [("finding.doctor.photo_missing", f"{name}.jpg")]


def test_an_altered_line_in_quarantine_is_named(patient: Node) -> None:
    with patient.store.writing() as connection:
        connection.execute(text("INSERT INTO quarantine VALUES ('x', :line, '', '', '')"), {"line": b"{}"})
    assert [(each.code, each.where) for each in doctor(patient)] == [("finding.doctor.quarantined_altered", "x")]


def test_every_finding_has_words(patient: Node) -> None:
    from surveyapp import words
    from surveyapp.cli.output import finding_sentence

    with patient.store.writing() as connection:
        connection.execute(text("UPDATE rows SET name='x', id=NULL WHERE kind='building'"))
        connection.execute(text("UPDATE local SET value='x' WHERE name='counter.building'"))
        connection.execute(text("UPDATE watermarks SET forked=1"))
        connection.execute(text("UPDATE packages SET summary='{' WHERE direction='in'"))
        connection.execute(text("DELETE FROM journal WHERE kind='photo'"))
        connection.execute(text("UPDATE journal SET line=:line WHERE kind='person'"), {"line": b"{}"})
    for language in words.LANGUAGES:
        words.use_language(language)
        for found in doctor(patient):
            assert words.has(found.code)
            assert found.where in finding_sentence(found)


def test_a_city_on_a_server_is_examined_too(patient: Node, team: Team, postgres: str, hand_over: HandOver) -> None:
    city = team.city(postgres)
    hand_over(patient, city)
    assert doctor(city) == ()
    with city.store.writing() as connection:
        connection.execute(text("UPDATE rows SET shown='{}' WHERE kind='building' AND presence='live'"))
    assert {each.code for each in doctor(city)} == {"finding.doctor.row"}


def test_progress_is_told(patient: Node, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    doctor(patient, lambda *each: told.append(each))
    assert [each[0] for each in told] == [0, 1, 2, 3]
    assert isinstance(acts.put(patient, patient.new_id(), patient.new_id(), name="1"), Changed)


def test_a_record_that_is_born_beside_an_edit_of_the_newest_gets_an_id_of_its_own(patient: Node, pair: Pair) -> None:
    """One act that edits the row with the highest id and makes another: ids are counted while both are there."""
    newest = acts.born(patient, pair.stream, name="新")
    drafts = [Draft(pair.stream, newest, "building", {"note": "x"}), Draft(pair.stream, patient.new_id(), "building", {"name": "又"})]
    record(patient, drafts, "two")
    with patient.store.reading() as connection:
        ids = connection.execute(text("SELECT id FROM rows")).scalars().all()
    assert len(ids) == len(set(ids))
    assert damage(doctor(patient)) == ()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE rows SET id=NULL WHERE kind='photo'", "finding.doctor.row_id"),
        ("UPDATE rows SET id=(SELECT min(id) FROM rows) WHERE kind='photo'", "finding.doctor.row_id"),
        ("UPDATE rows SET id=id+1000 WHERE kind='building' AND presence='live'", "finding.doctor.search"),
        ("INSERT INTO rows_search (rows_search) VALUES ('delete-all')", "finding.doctor.search"),
        ("DELETE FROM rows_search WHERE rowid=(SELECT max(id) FROM rows WHERE text<>'')", "finding.doctor.search"),
        ("INSERT INTO rows_search (rowid, words, initials) VALUES (9999, '00410042', '')", "finding.doctor.search"),
        ("UPDATE watermarks SET forked=1-forked", "finding.doctor.fork_mark"),
        ("INSERT INTO local VALUES ('passed_acts', '[')", "finding.doctor.local"),
        ("INSERT INTO local VALUES ('owed_photos', '')", "finding.doctor.local"),
        ("UPDATE local SET value='x' WHERE name='counter.building'", "finding.doctor.local"),
        ("UPDATE packages SET summary='{'", "finding.doctor.package_note"),
    ],
)
def test_what_is_kept_beside_the_rows_is_examined(patient: Node, statement: str, code: str) -> None:
    with patient.store.writing() as connection:
        assert connection.execute(text(statement)).rowcount != 0
    assert {each.code for each in damage(doctor(patient))} == {code}


def test_one_altered_piece_of_the_search_index_is_named(patient: Node) -> None:
    with patient.store.writing() as connection:
        row, record_id = connection.execute(text("SELECT id, record FROM rows WHERE kind='building' AND presence='live'")).one()
        connection.execute(text("DELETE FROM rows_search WHERE rowid=:row"), {"row": row})
        connection.execute(text("INSERT INTO rows_search (rowid, words, initials) VALUES (:row, '00410042', '')"), {"row": row})
    assert [(each.code, each.where) for each in doctor(patient)] == [("finding.doctor.search", record_id)]


def test_the_examination_of_the_index_leaves_a_connection_that_may_only_read(patient: Node) -> None:
    doctor(patient)
    with patient.store.reading() as connection:
        assert connection.execute(text("PRAGMA query_only")).scalar() == 1
        assert connection.execute(text("SELECT count(*) FROM temp.sqlite_master")).scalar() == 0


@pytest.mark.parametrize("spoken_by", ["packages", "carried"])
def test_a_stream_that_is_gone_with_its_rows_and_marks_is_missed(pair: Pair, hand_over: HandOver, spoken_by: str) -> None:
    """Everything of a stream deleted alike: only what the packages said still knows of it."""
    node = pair.first if spoken_by == "packages" else pair.second
    acts.put(pair.second, pair.stream, pair.building, structure="steel")
    hand_over(pair.second, pair.first)
    assert doctor(node) == ()
    with node.store.writing() as connection:
        for table in ("journal", "watermarks", "rows", "conflicts"):
            connection.execute(text(f"DELETE FROM {table} WHERE stream=:stream"), {"stream": pair.stream})
        connection.execute(text("DELETE FROM rows_search WHERE rowid NOT IN (SELECT id FROM rows)"))
        if spoken_by == "carried":
            connection.execute(text("DELETE FROM packages"))
            assert connection.execute(text("SELECT count(*) FROM carried WHERE stream=:stream"), {"stream": pair.stream}).scalar()
    found = doctor(node)
    assert {(each.code, each.where) for each in found} == {("finding.doctor.gone", pair.stream)}


def test_a_fork_is_told_and_is_no_damage() -> None:
    fork, altered = Finding("finding.doctor.forked", "o"), Finding("finding.doctor.line_altered", "e")
    assert damage([fork, altered]) == (altered,)
    assert damage([fork]) == ()


def test_rows_that_another_connection_made_anew_are_no_corruption(patient: Node) -> None:
    """SQLite's own check would look for parts of the index that were there when this connection last looked."""
    for _ in range(2):
        with patient.store.writing() as connection:
            project.rebuild(connection)
        assert doctor(patient) == ()
