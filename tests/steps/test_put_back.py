"""A home goes on from a backup: what it held is backed up first, the rest is added, and nothing that goes wrong leaves anything half done."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from surveyapp.domain.laptop import KEPT_FREE, LEAST_PHOTO, USUAL_PHOTO, room_for_photos
from surveyapp.errors import BadInput, Cancelled, HomeBusy, StoreDamaged
from surveyapp.steps.backup import backup, free_name
from surveyapp.steps.bring_in import bring_in_bytes
from surveyapp.steps.doctor import doctor
from surveyapp.steps.laptop import basis, judge_by, laptop
from surveyapp.steps.node import Node, open_home
from surveyapp.steps.put_back import put_back
from surveyapp.steps.record import Draft, record
from surveyapp.steps.survey import the_survey
from surveyapp.store import home as homes
from tests.conftest import Team
from tests.steps import acts


@pytest.fixture
def backed(team: Team, tmp_path: Path) -> tuple[Node, Path]:
    """A home with a backup, and with a community and a photo that came after it."""
    node, survey = team.surveyed("home")
    stream = acts.community(node, survey, "先有")
    bring_in_bytes(node, stream, stream, "a.jpg", b"\xff\xd8\xff a")
    backup(node, tmp_path / "stick" / "backup")
    later = acts.community(node, survey, "后来")
    bring_in_bytes(node, later, later, "b.jpg", b"\xff\xd8\xff b")
    return node, tmp_path / "stick" / "backup"


def test_what_was_held_is_backed_up_first_and_both_sides_are_whole(team: Team, backed: tuple[Node, Path], tmp_path: Path) -> None:
    node, folder = backed
    before, origin, photos = acts.lines(node), node.origin, [name for name, _ in node.blobs]
    kept = put_back(node, folder)
    assert node.origin != origin
    assert set(acts.lines(node)) < set(before)
    assert doctor(node) == ()
    assert [name for name, _ in node.blobs] == photos
    team.keep(node)
    again = team.keep(open_home(kept))
    assert set(acts.lines(again)) == set(before)
    assert [name for name, _ in again.blobs] == photos
    assert sorted(each.name for each in (tmp_path / "home").iterdir() if each.name.startswith(".")) == []


def test_recording_goes_on_under_the_new_origin(backed: tuple[Node, Path]) -> None:
    node, folder = backed
    put_back(node, folder)
    stream = acts.community(node, the_survey(node).id, "之后")
    record(node, [Draft(stream, stream, "community", {"note": "新"})], "set_community")
    found = laptop(node)
    assert len(found.earlier) == 1
    assert found.prefix != found.earlier[0].prefix
    assert doctor(node) == ()


def test_a_damaged_backup_changes_nothing(backed: tuple[Node, Path]) -> None:
    node, folder = backed
    before = acts.lines(node)
    data = (folder / "journal.db").read_bytes()
    (folder / "journal.db").write_bytes(data[:-5000])
    with pytest.raises(StoreDamaged):
        put_back(node, folder)
    assert acts.lines(node) == before


def test_cancelling_changes_nothing(backed: tuple[Node, Path], tmp_path: Path) -> None:
    node, folder = backed
    before = acts.lines(node)
    with pytest.raises(Cancelled):
        put_back(node, folder, cancelled=lambda: True)
    assert acts.lines(node) == before
    assert sorted(each.name for each in tmp_path.iterdir() if "backup" in each.name) == []


def test_a_backup_that_cannot_be_opened_gives_way_to_what_was_there(backed: tuple[Node, Path]) -> None:
    """A newer version wrote it: its bytes are whole, and only opening it tells."""
    import sqlcipher3.dbapi2 as sqlite

    node, folder = backed
    before, origin = acts.lines(node), node.origin
    connection = sqlite.connect(str(folder / "journal.db"))
    connection.execute("UPDATE alembic_version SET version_num='9999_from_the_future'")
    connection.commit()
    connection.close()
    with pytest.raises(Exception, match="store_newer"):
        put_back(node, folder)
    assert acts.lines(node) == before
    assert node.origin == origin
    acts.community(node, the_survey(node).id, "照样能记")


def test_beside_another_window_it_waits(backed: tuple[Node, Path]) -> None:
    node, folder = backed
    looking = open_home(node.folder, wait_seconds=0.0, or_read_only=True)
    try:
        with looking.store.reading() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM journal").scalar()
            acts.community(node, the_survey(node).id, "还在写")
            with pytest.raises(HomeBusy):
                put_back(node, folder)
        acts.community(node, the_survey(node).id, "还能写")
    finally:
        looking.close()


def test_the_home_itself_and_a_place_that_is_no_backup_are_refused(backed: tuple[Node, Path], tmp_path: Path) -> None:
    node, _ = backed
    for folder in (node.folder, tmp_path / "nothing"):
        with pytest.raises(BadInput):
            put_back(node, folder)


def test_a_backup_tells_how_far_it_is_and_the_laptop_remembers_it(backed: tuple[Node, Path], tmp_path: Path) -> None:
    node, _ = backed
    told: list[tuple[int, int]] = []
    target = free_name(tmp_path, node.clock.wall())
    backup(node, target, progress=lambda done, total, code: told.append((done, total)))
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert laptop(node).backup == str(target)
    assert free_name(tmp_path, node.clock.wall()) != target


def test_links_spare_the_room_and_hold_the_same_bytes(backed: tuple[Node, Path], tmp_path: Path) -> None:
    node, _ = backed
    backup(node, tmp_path / "linked", linked=True)
    for name, path in node.blobs:
        (held,) = (tmp_path / "linked" / "photos").glob(f"??/{name}.*")
        assert held.read_bytes() == path.read_bytes()
    shutil.rmtree(tmp_path / "linked")
    assert doctor(node) == ()


def test_the_room_for_photos() -> None:
    assert room_for_photos(KEPT_FREE + 10 * USUAL_PHOTO, 0, 0) == 10
    assert room_for_photos(KEPT_FREE + 100 * LEAST_PHOTO, 2, 500) == 100, "small pictures promise no more room"
    assert room_for_photos(KEPT_FREE + 1_239 * USUAL_PHOTO, 2, 2 * USUAL_PHOTO) == 1_200, "two figures"
    assert room_for_photos(KEPT_FREE - 1, 2, 500) == 0


def test_the_basis_of_a_survey_is_an_edit(team: Team) -> None:
    node, survey = team.surveyed("home")
    before = basis(node, survey)
    judge_by(node, survey, "taian", "2031-01-01")
    after = basis(node, survey)
    assert (after.policy, after.as_of) == ("taian", "2031-01-01")
    assert after.title != before.title
    judge_by(node, survey, None, "")
    assert (basis(node, survey).policy, basis(node, survey).as_of) == ("taian", "")
    for policy, day in (("nowhere", None), (None, "2031-13-01")):
        with pytest.raises(BadInput):
            judge_by(node, survey, policy, day)


def test_the_lock_is_held_all_the_while(backed: tuple[Node, Path]) -> None:
    node, folder = backed
    put_back(node, folder)
    with pytest.raises(HomeBusy):
        homes.Home(node.folder).lock(0.0)
