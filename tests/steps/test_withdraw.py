"""Withdrawing a received package: set aside here, record by record; what was built on is put back by edits; and all of it comes back."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from surveyapp.domain.whole_line import read_edit
from surveyapp.errors import BadInput
from surveyapp.packages.read import verify_package
from surveyapp.steps import package, undo, withdraw
from surveyapp.steps.backup import backup, restore
from surveyapp.steps.bring_in import bring_in_bytes
from surveyapp.steps.doctor import doctor
from surveyapp.steps.handed_over import package_history
from surveyapp.steps.node import Node, open_home
from surveyapp.steps.receive import Received, receive
from surveyapp.store import aside, journal, local
from tests.conftest import Team
from tests.steps import acts
from tests.steps.conftest import Pair


class Sticks:
    """Packages that one laptop writes of what is new, and another receives."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.number = 0

    def write(self, node: Node, *, only_new: bool = True) -> Path:
        """A package of all streams."""
        self.number += 1
        target = self.folder / f"stick{self.number}.zip"
        with node.store.reading() as connection:
            streams = journal.streams(connection)
        package.write(node, target, streams, only_new=only_new)
        return target


@pytest.fixture
def sticks(tmp_path: Path) -> Sticks:
    """A folder of packages."""
    return Sticks(tmp_path)


@pytest.fixture
def received(pair: Pair, sticks: Sticks) -> tuple[Pair, Received]:
    """The first laptop has received what the second has done: a new building with a defect and a photo, and a change of the old building."""
    acts.put(pair.second, pair.stream, pair.building, households=31, structure="steel")
    born = acts.born(pair.second, pair.stream, name="5栋", households=12)
    defect = acts.born(pair.second, pair.stream, "defect", code="RF-01", building=born)
    bring_in_bytes(pair.second, pair.stream, defect, "a.jpg", b"\xff\xd8\xff x")
    return pair, receive(pair.first, sticks.write(pair.second))


def _withdrawn(node: Node) -> list[str]:
    with node.store.reading() as connection:
        return sorted(withdraw.withdrawn(connection))


def test_what_nothing_built_on_is_set_aside_and_comes_back_exactly(received: tuple[Pair, Received], sticks: Sticks) -> None:
    pair, came = received
    node, rows, lines = pair.first, acts.held(pair.first), acts.lines(pair.first)
    with node.store.reading() as connection:
        marks = connection.exec_driver_sql("SELECT * FROM watermarks ORDER BY 1, 2").all()
    before = withdraw.look(node, came.sha256)
    assert (before.aside, before.aside_edits, before.reversed, before.kept) == (4, came.new_edits, 0, ())
    assert acts.held(node) == rows, "looking changes nothing"
    done, changed = withdraw.withdraw(node, came.sha256)
    assert (done.aside, done.act, len(changed.records)) == (4, "", 4)
    assert acts.shown(node, pair.stream, pair.building) == {"name": "1栋", "households": 30}
    assert len(acts.lines(node)) == len(lines) - came.new_edits
    with node.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT * FROM watermarks ORDER BY 1, 2").all() == marks
    assert doctor(node) == ()
    (line,) = [each for each in package_history(node) if each.sha256 == came.sha256]
    assert (line.withdrawn, line.aside, line.can_withdraw) == (True, came.new_edits, False)
    with pytest.raises(BadInput):
        withdraw.withdraw(node, came.sha256)
    withdraw.bring_back(node, came.sha256)
    assert (acts.held(node), acts.lines(node)) == (rows, lines)
    (line,) = [each for each in package_history(node) if each.sha256 == came.sha256]
    assert (line.withdrawn, line.can_withdraw) == (False, True)
    assert doctor(node) == ()
    with pytest.raises(BadInput):
        withdraw.bring_back(node, came.sha256)


def test_what_was_built_on_is_put_back_by_edits_that_travel_and_the_rest_is_set_aside(
    received: tuple[Pair, Received], team: Team, sticks: Sticks
) -> None:
    pair, came = received
    node = pair.first
    acts.put(node, pair.stream, pair.building, households=33)
    rows = acts.held(node)
    told = withdraw.look(node, came.sha256)
    assert (told.aside, told.reversed) == (3, 1)
    assert [(each.kind, each.field) for each in told.kept] == [("building", "households")]
    done, _ = withdraw.withdraw(node, came.sha256)
    assert done.act
    assert acts.shown(node, pair.stream, pair.building) == {"name": "1栋", "households": 33, "structure": None}
    assert undo.undo_state(node).undo == "withdraw_package"
    city = team.city()
    receive(city, sticks.write(node, only_new=False))
    assert acts.shown(city, pair.stream, pair.building)["structure"] is None
    withdraw.bring_back(node, came.sha256)
    assert [row for row in acts.held(node)[0] if row[1] == pair.building] == [row for row in rows[0] if row[1] == pair.building]
    assert acts.held(node) == rows
    assert doctor(node) == ()


def test_a_record_that_came_with_it_and_on_which_somebody_here_went_on_stays_whole(received: tuple[Pair, Received]) -> None:
    pair, came = received
    node = pair.first
    with node.store.reading() as connection:
        born = next(edit for edits in aside.came_with(connection, came.sha256).values() for edit in edits if edit.changes.get("name") == "5栋")
    acts.put(node, pair.stream, born.record, note="我也看过")
    told, _ = withdraw.withdraw(node, came.sha256)
    assert (told.aside, told.reversed, {each.field for each in told.kept}) == (3, 0, {"note"})
    assert acts.shown(node, pair.stream, born.record) == {"name": "5栋", "households": 12, "note": "我也看过"}


def test_it_is_not_forwarded_and_a_package_says_that_it_is_a_part(received: tuple[Pair, Received], team: Team, sticks: Sticks) -> None:
    pair, came = received
    node, city = pair.first, team.city()
    acts.put(pair.second, pair.stream, pair.building, note="后来")
    later = sticks.write(pair.second)
    withdraw.withdraw(node, came.sha256)
    second = receive(node, later)
    assert second.brought_back == 0, "it builds on nothing that is set aside"
    stick = sticks.write(node, only_new=False)
    assert verify_package(stick).summary["partial"] is True
    receive(city, stick)
    assert acts.lines(city) == acts.lines(node)
    with city.store.reading() as connection:
        held = journal.frontier(connection)[pair.stream][pair.second.origin]
    with node.store.reading() as connection:
        assert journal.frontier(connection)[pair.stream].get(pair.second.origin, 0) == held
        assert local.carried_marks(connection).get((pair.stream, pair.second.origin), 0) == held
    withdraw.bring_back(node, came.sha256)
    after = sticks.write(node)
    receive(city, after)
    assert acts.lines(city) == acts.lines(node)
    assert acts.held(city) == acts.held(node)
    assert doctor(city) == doctor(node) == ()


def test_receiving_it_again_on_purpose_brings_it_back(received: tuple[Pair, Received], sticks: Sticks, tmp_path: Path) -> None:
    pair, came = received
    rows = acts.held(pair.first)
    withdraw.withdraw(pair.first, came.sha256)
    again = receive(pair.first, tmp_path / came.package)
    assert (again.new_edits, again.brought_back) == (0, came.new_edits)
    assert acts.held(pair.first) == rows
    withdraw.withdraw(pair.first, came.sha256)
    other = receive(pair.first, sticks.write(pair.second, only_new=False))
    assert (other.new_edits, other.brought_back) == (0, came.new_edits)
    assert acts.held(pair.first) == rows


def test_what_builds_on_it_later_brings_that_record_back(received: tuple[Pair, Received], sticks: Sticks) -> None:
    pair, came = received
    withdraw.withdraw(pair.first, came.sha256)
    acts.put(pair.second, pair.stream, pair.building, households=32)
    later = receive(pair.first, sticks.write(pair.second))
    assert later.brought_back == 1
    assert acts.shown(pair.first, pair.stream, pair.building) == {"name": "1栋", "households": 32, "structure": "steel"}
    (line,) = [each for each in package_history(pair.first) if each.sha256 == came.sha256]
    assert line.aside == came.new_edits - 1
    assert doctor(pair.first) == ()


def test_only_what_was_new_with_a_package_is_taken_back_with_it(pair: Pair, sticks: Sticks) -> None:
    acts.put(pair.second, pair.stream, pair.building, households=31)
    first = receive(pair.first, sticks.write(pair.second))
    acts.put(pair.second, pair.stream, pair.building, households=32)
    second = receive(pair.first, sticks.write(pair.second, only_new=False))
    assert (first.new_edits, second.new_edits) == (1, 1)
    withdraw.withdraw(pair.first, second.sha256)
    assert acts.shown(pair.first, pair.stream, pair.building)["households"] == 31
    withdraw.withdraw(pair.first, first.sha256)
    assert acts.shown(pair.first, pair.stream, pair.building)["households"] == 30
    withdraw.bring_back(pair.first, second.sha256)
    assert acts.shown(pair.first, pair.stream, pair.building)["households"] == 32, "what it builds on comes back with it"
    assert doctor(pair.first) == ()


def test_it_stays_withdrawn_after_a_restart_and_in_a_backup(received: tuple[Pair, Received], team: Team, tmp_path: Path) -> None:
    pair, came = received
    rows = acts.held(pair.first)
    withdraw.withdraw(pair.first, came.sha256)
    gone = acts.held(pair.first)
    backup(pair.first, tmp_path / "backup")
    team.close(pair.first)
    again = team.laptop("first")
    assert acts.held(again) == gone
    restore(tmp_path / "backup", tmp_path / "restored")
    back = team.keep(open_home(tmp_path / "restored"))
    assert acts.held(back) == gone and doctor(back) == ()
    for node in (again, back):
        withdraw.bring_back(node, came.sha256)
        assert acts.held(node) == rows


def test_own_undo_goes_on_as_if_nothing_had_come(received: tuple[Pair, Received]) -> None:
    pair, came = received
    acts.put(pair.first, pair.stream, pair.building, note="甲")
    withdraw.withdraw(pair.first, came.sha256)
    assert undo.undo_state(pair.first).undo == "set_building"
    undo.undo(pair.first)
    assert acts.shown(pair.first, pair.stream, pair.building)["note"] is None
    withdraw.bring_back(pair.first, came.sha256)
    undo.redo(pair.first)
    assert acts.shown(pair.first, pair.stream, pair.building)["note"] == "甲"


def test_a_package_is_found_by_name_and_by_its_hash(received: tuple[Pair, Received]) -> None:
    pair, came = received
    for given in (came.package, came.sha256, came.sha256[:10]):
        assert withdraw.find_package(pair.first, given)[0] == came.sha256
    for given in ("nothing.zip", came.sha256[:4]):
        with pytest.raises(BadInput) as unknown:
            withdraw.find_package(pair.first, given)
        assert unknown.value.code == "error.package.not_received"
    with pytest.raises(BadInput) as noted:
        withdraw.look(pair.first, "f" * 64)
    assert noted.value.code == "error.withdraw.unknown"


def test_an_edit_that_is_set_aside_and_gone_is_named(received: tuple[Pair, Received]) -> None:
    pair, came = received
    withdraw.withdraw(pair.first, came.sha256)
    with pair.first.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM journal WHERE id = (SELECT min(id) FROM set_aside)")
    assert "finding.doctor.aside" in {each.code for each in doctor(pair.first)}


@pytest.mark.parametrize("seed", range(6))
def test_any_coming_and_going_keeps_every_line_and_ends_where_it_began(pair: Pair, sticks: Sticks, seed: int) -> None:
    """Packages received, withdrawn and brought back in any order between edits on both sides: the rows are those of the lines that are
    shown, and when all is back, those of a laptop on which nothing was ever withdrawn."""
    chance, known = Random(seed), list[str]()
    buildings = [pair.building]
    for _ in range(24):
        turn = chance.random()
        if turn < 0.45:
            node = chance.choice((pair.first, pair.second))
            if chance.random() < 0.3:
                born = acts.born(node, pair.stream, name=f"{chance.random()}")
                if node is pair.second:
                    buildings.append(born)
            else:
                with node.store.reading() as connection:
                    here = [each for each in buildings if journal.of_records(connection, pair.stream, [each])]
                acts.put(node, pair.stream, chance.choice(here), **{chance.choice(("note", "households", "address")): str(chance.random())})
        elif turn < 0.65:
            try:
                known.append(receive(pair.first, sticks.write(pair.second, only_new=chance.random() < 0.7)).sha256)
            except BadInput:
                continue
        elif known:
            gone = _withdrawn(pair.first)
            chosen = chance.choice(known)
            try:
                (withdraw.bring_back if chosen in gone else withdraw.withdraw)(pair.first, chosen)
            except BadInput as nothing:
                assert nothing.code in ("error.withdraw.nothing", "error.withdraw.unknown")
        assert doctor(pair.first) == ()
    while left := _withdrawn(pair.first):
        withdraw.bring_back(pair.first, left[0])
    stick = sticks.write(pair.first, only_new=False)
    receive(pair.second, stick)
    receive(pair.first, sticks.write(pair.second, only_new=False))
    assert acts.held(pair.first) == acts.held(pair.second)
    assert {read_edit(line).id for line in acts.lines(pair.first)} == {read_edit(line).id for line in acts.lines(pair.second)}
    assert doctor(pair.first) == doctor(pair.second) == ()
