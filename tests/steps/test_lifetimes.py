"""One origin is one lifetime of one database on one machine: copies, clones and restored backups go on under a new one, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from surveyapp.domain.whole_line import read_edit
from surveyapp.errors import BadInput, StoreDamaged
from surveyapp.steps.backup import backup, restore
from surveyapp.steps.bring_in import bring_in_bytes
from surveyapp.steps.doctor import doctor
from surveyapp.steps.node import Node, open_home
from surveyapp.store import journal
from tests.conftest import Team
from tests.steps import acts
from tests.steps.conftest import HandOver


def copied(team: Team, folder: Path, new: Path) -> tuple[Path, Path]:
    """A whole home copied while it is closed."""
    shutil.copytree(folder, new)
    return folder, new


def backed_up_and_restored(team: Team, folder: Path, new: Path) -> tuple[Path, Path]:
    """A backup restored elsewhere; the old home lives on."""
    node = open_home(folder)
    backup(node, new.with_suffix(".backup"))
    node.close()
    restore(new.with_suffix(".backup"), new)
    return folder, new


def two_from_one(team: Team, folder: Path, new: Path) -> tuple[Path, Path]:
    """Two copies of one home, which itself is gone."""
    shutil.copytree(folder, new)
    shutil.move(folder, new.with_suffix(".moved"))
    return new.with_suffix(".moved"), new


WAYS: list[Callable[[Team, Path, Path], tuple[Path, Path]]] = [copied, backed_up_and_restored, two_from_one]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("seed", range(5))
def test_both_go_on_and_both_hand_over(team: Team, hand_over: HandOver, way: Callable[..., tuple[Path, Path]], seed: int) -> None:
    chance, city = Random(seed), team.city()
    node, survey = team.surveyed("home")
    stream = acts.community(node, survey)
    building = acts.born(node, stream, name="1栋")
    hand_over(node, city)
    team.close(node)
    made = 4
    nodes = [team.keep(open_home(folder)) for folder in way(team, team.folder / "home", team.folder / "other")]
    assert nodes[0].origin != nodes[1].origin
    for _ in range(10):
        here = chance.choice(nodes)
        if chance.random() < 0.7:
            acts.put(here, stream, building, note=str(chance.random()))
            made += 1
        else:
            hand_over(here, city, only_new=chance.random() < 0.5) if _has_new(here) else None
    for here in nodes:
        hand_over(here, city)
    assert len(acts.lines(city)) == made
    with city.store.reading() as connection:
        assert journal.forked(connection) == frozenset()
    assert doctor(city) == ()


def _has_new(node: Node) -> bool:
    from surveyapp.store import local

    with node.store.reading() as connection:
        return local.count_uncarried(connection) > 0


KILLED = """
import os, sys
from pathlib import Path
from surveyapp.steps.node import open_home
from tests.steps import acts
from surveyapp.steps import package
node = open_home(Path(sys.argv[1]))
for note in sys.argv[5:]:
    acts.put(node, sys.argv[2], sys.argv[3], note=note)
package.write(node, Path(sys.argv[4]), [sys.argv[2]])
os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("killed", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_an_older_database_put_back_in_place_goes_on_under_a_new_origin(team: Team, tmp_path: Path, killed: bool, seed: int) -> None:
    """The file's own identity stays the same; what the machine remembers tells, even after a crash."""
    from surveyapp.steps.receive import receive

    city = team.city()
    node, survey = team.surveyed("home")
    stream = acts.community(node, survey)
    building = acts.born(node, stream, name="1栋")
    origin = node.origin
    team.close(node)
    database = team.folder / "home" / "journal.db"
    older = database.read_bytes()
    notes = [f"{seed}-{number}" for number in range(3)]
    if killed:
        environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
        arguments = [str(database.parent), stream, building, str(tmp_path / "a.zip"), *notes]
        assert subprocess.run([sys.executable, "-c", KILLED, *arguments], env=environment).returncode == -9
        for beside in ("-wal", "-shm"):
            database.with_name(database.name + beside).unlink(missing_ok=True)
    else:
        again = open_home(database.parent)
        assert again.origin == origin
        for note in notes:
            acts.put(again, stream, building, note=note)
        from surveyapp.steps import package

        package.write(again, tmp_path / "a.zip", [stream])
        again.close()
    receive(city, tmp_path / "a.zip")
    with database.open("r+b") as file:
        file.truncate(0)
        file.write(older)
    back = team.keep(open_home(database.parent))
    assert back.origin != origin
    acts.put(back, stream, building, note="之后")
    from surveyapp.steps import package

    package.write(back, tmp_path / "b.zip", [stream])
    receive(city, tmp_path / "b.zip")
    values = {read_edit(line).changes.get("note") for line in acts.lines(city)}
    assert {*notes, "之后"} <= values


def test_a_machine_set_back_as_a_whole_learns_it_from_what_comes_back(team: Team, tmp_path: Path, state_folder: Path, hand_over: HandOver) -> None:
    """A virtual machine's snapshot takes back what the machine remembers, too: only its own edits, met elsewhere, can tell."""
    node, survey = team.surveyed("home")
    stream = acts.community(node, survey)
    building = acts.born(node, stream, name="1栋")
    team.close(node)
    database, remembered = team.folder / "home" / "journal.db", tmp_path / "remembered"
    older = database.read_bytes()
    shutil.copytree(state_folder, remembered)
    node, city = team.laptop("home"), team.city()
    acts.put(node, stream, building, note="交出去了")
    hand_over(node, city)
    origin = node.origin
    team.close(node)
    with database.open("r+b") as file:
        file.truncate(0)
        file.write(older)
    shutil.rmtree(state_folder)
    shutil.copytree(remembered, state_folder)
    back = team.laptop("home")
    assert back.origin == origin
    hand_over(city, back)
    assert back.origin != origin
    acts.put(back, stream, building, households=3)
    hand_over(back, city)
    with city.store.reading() as connection:
        assert journal.forked(connection) == frozenset()
    assert acts.shown(city, stream, building) == {"name": "1栋", "note": "交出去了", "households": 3}
    team.close(back)
    assert team.laptop("home").origin == back.origin


def test_a_fork_that_nobody_noticed_is_named_and_nothing_is_lost(team: Team, hand_over: HandOver) -> None:
    """Both go on under one origin (forced here): the city keeps both sides and names the fork; a conflict stands where they disagree."""
    city = team.city()
    node, survey = team.surveyed("home")
    stream = acts.community(node, survey)
    building = acts.born(node, stream, name="1栋")
    team.close(node)
    shutil.copytree(team.folder / "home", team.folder / "twin")
    node, twin = team.laptop("home"), team.laptop("twin")
    twin.origin = node.origin
    acts.put(node, stream, building, note="甲")
    acts.put(twin, stream, building, note="乙")
    acts.put(twin, stream, building, households=3)
    hand_over(twin, city)
    hand_over(node, city)
    with city.store.reading() as connection:
        assert journal.forked(connection) == {(stream, node.origin)}
    assert [each[2] for each in acts.conflicts(city)] == ["note"]
    assert {each.code for each in doctor(city)} == {"finding.doctor.forked"}
    hand_over(city, node)
    hand_over(city, twin)
    assert acts.held(node) == acts.held(twin) == acts.held(city)


def test_a_backup_holds_everything_and_is_whole_or_not_there(team: Team, tmp_path: Path) -> None:
    node, survey = team.surveyed("home")
    stream = acts.community(node, survey)
    bring_in_bytes(node, stream, stream, "a.jpg", b"\xff\xd8\xff x")
    backup(node, tmp_path / "backup")
    with pytest.raises(BadInput):
        backup(node, tmp_path / "backup")
    with pytest.raises(BadInput):
        backup(node, node.folder / "inside" / "backup")
    acts.born(node, stream, name="later")
    before = acts.lines(node)
    restore(tmp_path / "backup", tmp_path / "again")
    again = team.keep(open_home(tmp_path / "again"))
    assert set(acts.lines(again)) < set(before)
    assert doctor(again) == ()
    assert [name for name, _ in again.blobs] == [name for name, _ in node.blobs]
    with pytest.raises(BadInput):
        restore(tmp_path / "backup", tmp_path / "again")
    assert sorted(each.name for each in tmp_path.iterdir() if each.name.startswith(".")) == []


@pytest.mark.parametrize("damage", ["cut", "flip", "empty"])
def test_a_damaged_backup_is_refused_before_anything_is_made(team: Team, tmp_path: Path, damage: str) -> None:
    node, survey = team.surveyed("home")
    for number in range(40):
        acts.community(node, survey, f"小区{number}")
    backup(node, tmp_path / "backup")
    file = tmp_path / "backup" / "journal.db"
    data = bytearray(file.read_bytes())
    if damage == "flip":
        for at in range(4096 * 3, len(data), 4096):
            data[at : at + 16] = bytes(16)
    file.write_bytes({"cut": data[:-5000], "flip": data, "empty": b""}[damage])
    with pytest.raises(StoreDamaged):
        restore(tmp_path / "backup", tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_the_original_home_keeps_its_origin_and_numbers_go_on(team: Team) -> None:
    node, survey = team.surveyed("home")
    stream = acts.community(node, survey)
    acts.born(node, stream, name="1栋")
    origin = node.origin
    for _ in range(3):
        team.close(node)
        node = team.laptop("home")
        assert node.origin == origin
    acts.born(node, stream, name="2栋")
    with node.store.reading() as connection:
        numbers = connection.execute(text("SELECT number FROM rows WHERE kind='building' ORDER BY number")).scalars().all()
    assert [each[-5:] for each in numbers] == ["B0001", "B0002"]


def test_a_restored_home_numbers_under_a_new_prefix(team: Team, tmp_path: Path) -> None:
    node, survey = team.surveyed("home")
    stream = acts.community(node, survey)
    acts.born(node, stream, name="1栋")
    backup(node, tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "again")
    again = team.keep(open_home(tmp_path / "again"))
    acts.born(again, stream, name="2栋")
    with again.store.reading() as connection:
        numbers = connection.execute(text("SELECT number FROM rows WHERE kind='building'")).scalars().all()
    assert len(set(numbers)) == 2
    assert {each[-5:] for each in numbers} == {"B0001"}
