"""The plan table over what a store really holds: nothing is decided by a clock, nothing is dropped, nothing is counted twice."""

from __future__ import annotations

from datetime import datetime

import pytest

from surveyapp.domain.edits import DELETED
from surveyapp.domain.plan import PlanTable
from surveyapp.steps.begin import new_draft
from surveyapp.steps.node import Node
from surveyapp.steps.package import write
from surveyapp.steps.plan import plan
from surveyapp.steps.receive import receive
from surveyapp.steps.record import Draft, record
from surveyapp.steps.survey import new_community, streams_of
from surveyapp.store import find
from tests.conftest import CHINA, Hands, Team

Made = tuple[Node, str, str, str]


@pytest.fixture
def made(team: Team) -> Made:
    """A laptop with a survey, one community planned for 2021 with one building of 10 households and 1,000 m²; (node, survey, stream, building)."""
    node, survey = team.surveyed()
    stream = new_community(node, survey, {"name": "甲小区"}).records[0][0]
    fields = {"name": "1栋", "built": {"value": 1990, "precision": "year"}, "households": 10, "area_m2": "1000"}
    building = record(node, [new_draft(node, stream, "building", fields)], "new_building").records[0][1]
    record(node, [new_draft(node, stream, "plan_entry", {"year": 2021, "investment": "100"})], "new_plan_entry")
    return node, survey, stream, building


def told(node: Node) -> tuple[PlanTable, list[str]]:
    """The table of 2021–2025 and the codes of what was found."""
    table = plan(node, range(2021, 2026))
    return table, [found.code for found in table.findings]


def test_a_community_with_one_entry_is_counted_without_a_finding(made: Made) -> None:
    table, codes = told(made[0])
    assert (table.rows[0].total.communities, table.rows[0].total.households, codes) == (1, 10, [])


def test_two_entries_that_differ_are_a_persons_decision_whatever_the_clocks_say(made: Made, team: Team) -> None:
    node, survey, stream, _ = made
    future = team.laptop("future", Hands(datetime(2038, 1, 1, tzinfo=CHINA)))
    package = team.folder / "to-future.zip"
    write(node, package, streams_of(node, survey))
    receive(future, package)
    future.author = node.author
    record(future, [new_draft(future, stream, "plan_entry", {"year": 2024, "investment": "1"})], "new_plan_entry")
    write(future, team.folder / "back.zip", streams_of(future, survey))
    receive(node, team.folder / "back.zip")
    table, codes = told(node)
    assert codes[0] == "finding.plan.several_entries"
    assert table.total.total.communities == 0
    assert table.unplanned.communities == 1


def test_a_figure_in_conflict_is_counted_as_shown_and_told(made: Made, team: Team) -> None:
    node, survey, stream, building = made
    other = team.laptop("other")
    write(node, team.folder / "a.zip", streams_of(node, survey))
    receive(other, team.folder / "a.zip")
    other.author = node.author
    for each, area in ((node, "2000"), (other, "3000")):
        record(each, [Draft(stream, building, "building", {"area_m2": area})], "set_building")
    write(other, team.folder / "b.zip", streams_of(other, survey))
    receive(node, team.folder / "b.zip")
    table, _ = told(node)
    found = [each for each in table.findings if each.code == "finding.plan.unsettled"]
    assert [each.facts["fields"] for each in found] == ["area_m2"]
    assert str(table.rows[0].total.area) in ("0.2000", "0.3000", "0.2", "0.3")


def test_the_buildings_of_a_deleted_community_are_homeless_and_not_gone(made: Made) -> None:
    node, _, stream, _ = made
    record(node, [Draft(stream, stream, "community", {DELETED: True})], "delete_community")
    table, codes = told(node)
    assert "finding.plan.homeless" in codes
    assert (table.unplanned.buildings, table.unplanned.households) == (1, 10)


def test_a_deleted_building_leaves_the_table_and_comes_back_restored(made: Made) -> None:
    node, _, stream, building = made
    record(node, [Draft(stream, building, "building", {DELETED: True})], "delete_building")
    assert told(node)[0].rows[0].total.buildings == 0
    record(node, [Draft(stream, building, "building", {DELETED: False})], "set_building")
    assert told(node)[0].rows[0].total.buildings == 1


def test_a_building_counts_where_its_community_field_says(made: Made, team: Team) -> None:
    node, survey, stream, building = made
    other = new_community(node, survey, {"name": "乙小区"}).records[0][0]
    record(node, [new_draft(node, other, "plan_entry", {"year": 2022, "investment": "50"})], "new_plan_entry")
    record(node, [Draft(stream, building, "building", {"community": other})], "set_building")
    rows = told(node)[0].rows
    assert (rows[0].total.buildings, rows[1].total.buildings) == (0, 1)


def test_a_second_community_in_one_stream_does_not_double_its_buildings(made: Made) -> None:
    node, survey, stream, _ = made
    record(node, [Draft(stream, node.new_id(), "community", {"name": "又一个", "survey": survey})], "new_community")
    with node.store.reading() as connection:
        assert len(find.of_kind(connection, "community")) == 2
    table, _ = told(node)
    assert table.total.total.buildings + table.unplanned.buildings == 1


@pytest.mark.parametrize("change", [("households", 25, "households"), ("area_m2", "12345.67", "area")])
def test_one_change_moves_one_cell(made: Made, change: tuple[str, object, str]) -> None:
    node, _, stream, building = made
    before = told(node)[0].rows[0].total
    record(node, [Draft(stream, building, "building", {change[0]: change[1]})], "set_building")
    after = told(node)[0].rows[0].total
    moved = [group for group in ("communities", "households", "buildings", "area", "investment") if before.of(group) != after.of(group)]
    assert moved == [change[2]]
