"""What the walk asks of the desk: sentences, tiles, drafts, the same again, people, places."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.domain.addresses import Address, address, within
from surveyapp.domain.next_place import next_step
from surveyapp.domain.views import BuildingLine
from surveyapp.domain.walk_views import Heard
from surveyapp.domain.worklist import state_of
from surveyapp.errors import BadInput
from surveyapp.steps import policies
from surveyapp.steps.desk import Desk
from surveyapp.steps.hear import hear
from surveyapp.steps.tiles import all_tiles
from surveyapp.ui.jump.search import rank
from surveyapp.ui.walk.side import is_to_do
from surveyapp.ui.walk.understood import PLACE, QUANTITY, SEVERITY, Site, fields, named_building, tokens


@pytest.fixture
def filled(desk: Callable[[], Desk]) -> Iterator[tuple[Desk, str, str]]:
    """A desk with a survey, a community and 3栋."""
    made = desk()
    made.choose_survey(made.new_survey("柳北区摸底", "liuzhou", "韦敏").id)
    stream = made.new_community({"name": "柳北船厂宿舍"}).records[0][0]
    building = made.new_record(stream, "building", {"name": "3栋", "units": 3, "storeys": 6}).records[0][1]
    yield made, stream, building
    made.close()


def line(record: str, name: str) -> BuildingLine:
    """A building in a list."""
    return BuildingLine("s", record, name, None, "", 6, 3, 36, 0, 0, 0, 0, 0)


def test_a_building_is_walked_by_the_rule_of_the_work_list() -> None:
    for filled in (0, 4, 10):
        for defects in (0, 2):
            line = BuildingLine("s", "r", "1栋", None, "", None, None, None, defects, 0, 0, filled, 10)
            assert is_to_do(line) == (state_of(None, filled, 10, defects > 0) == "open")


def test_a_sentence_is_understood_in_all_its_parts() -> None:
    found = hear(policies.pack("liuzhou"), "3单元楼梯间扶手松动 严重 2处")
    assert (found.heard.unit, found.heard.place, found.heard.severity, found.heard.quantity) == (3, "stairwell", 3, "2")
    best = found.suggestions[0]
    assert "楼梯间" in found.heard.said, "the longest of its words is marked"
    assert (best.code, best.severity, best.quantity, best.quantity_unit) == ("CP-02", 3, "2", "spot")
    assert best.badge is not None
    assert best.badge.clause == "柳州 一(三)1"
    assert best.warning == "栏杆缺失"


@pytest.mark.parametrize(
    ("text", "severity", "quantity"),
    [
        ("楼梯扶手松动", 2, ("", "")),
        ("楼梯栏杆缺失", 4, ("", "")),
        ("屋面漏雨 12平米", 2, ("12", "m2")),
        ("屋面漏雨 紧急", 4, ("", "")),
        ("路灯三盏不亮", 3, ("3", "lamp")),
        ("严重度3 屋面漏雨", 3, ("", "")),
    ],
)
def test_severity_and_quantity_are_those_of_the_words(text: str, severity: int, quantity: tuple[str, str]) -> None:
    best = hear(policies.pack("liuzhou"), text).suggestions[0]
    assert (best.severity, (best.quantity, best.quantity_unit)) == (severity, quantity)


def test_tokens_that_are_taken_away_are_not_recorded() -> None:
    found = hear(policies.pack("liuzhou"), "3单元楼梯间扶手松动 严重 2处")
    site = Site("b3", {"unit": 1, "storey": 4}, (line("b3", "3栋"),))
    best = found.suggestions[0]
    told = fields(found.heard, best, site, frozenset())
    assert told == {
        "building": "b3", "unit": 3, "place": "stairwell", "code": "CP-02", "severity": 3, "quantity": {"n": "2", "unit": "spot"},
    }  # fmt: skip
    bare = fields(found.heard, best, site, frozenset({PLACE, SEVERITY, QUANTITY}))
    assert bare == {"building": "b3", "unit": 1, "storey": 4, "code": "CP-02"}
    assert [token.sort for token in tokens(found.heard, best, site, frozenset({SEVERITY}))] == ["place", "problem", "quantity"]
    assert "code" not in fields(found.heard, None, site, frozenset())


def test_the_floor_stays_where_the_sentence_does_not_leave_it() -> None:
    here = Site("b", {"unit": 3, "storey": 4})
    assert fields(Heard(unit=3, place="stairwell"), None, here, frozenset()) == {"building": "b", "unit": 3, "storey": 4, "place": "stairwell"}
    assert fields(Heard(unit=2), None, here, frozenset()) == {"building": "b", "unit": 2}
    assert fields(Heard(place="roof"), None, here, frozenset()) == {"building": "b", "unit": 3, "place": "roof"}


def test_a_sentence_that_names_another_building_is_recorded_there() -> None:
    site = Site("b3", {"unit": 1, "storey": 2}, (line("b3", "3栋"), line("b5", "5号楼"), line("x", "12栋"), line("y", "12栋")))
    assert fields(Heard(building="5", unit=2), None, site, frozenset()) == {"building": "b5", "unit": 2}
    assert named_building(Heard(building="3"), site) is None
    assert named_building(Heard(building="12"), site) is None


def test_tiles_are_ordered_by_this_survey_and_hold_the_whole_catalogue(filled: tuple[Desk, str, str]) -> None:
    desk, stream, building = filled
    groups = {group.part: group for group in (*desk.tiles(False), *desk.tiles(True))}
    assert {tile.code for group in groups.values() for tile in group.tiles} == set(policies.catalogue().defects)
    assert groups["stairwell"].tiles[0].code == "CP-02"
    for _ in range(2):
        desk.new_record(stream, "defect", {"code": "CP-04", "building": building})
    desk.new_record(stream, "defect", {"code": "CP-03", "building": building})
    assert [tile.code for tile in desk.tiles(False)[0].tiles[:3]] == ["CP-04", "CP-03", "CP-02"]
    assert len(all_tiles()) == len(policies.catalogue().defects)


@given(st.none() | st.integers(1, 8), st.none() | st.integers(-2, 12), st.none() | st.integers(1, 8), st.none() | st.integers(1, 12))
def test_the_next_step_never_leaves_the_building(unit: int | None, storey: int | None, units: int | None, storeys: int | None) -> None:
    step = next_step(unit, storey, units, storeys)
    assert (step.how in ("here", "top")) == ((step.unit, step.storey) == (unit, storey))
    assert step.how != "top" or (storey is not None and storeys is not None and storey >= storeys)
    if step.how == "up":
        assert storeys is not None
        assert step.storey is not None
        assert step.storey <= storeys
        assert step.unit == unit
    if step.how == "unit":
        assert units is not None
        assert step.unit is not None
        assert step.unit <= units


def test_the_same_again_copies_what_is_the_same_and_nothing_else(filled: tuple[Desk, str, str]) -> None:
    desk, stream, building = filled
    told = {
        "code": "CP-02", "severity": 4, "quantity": {"n": "3", "unit": "step"}, "building": building, "unit": 1, "storey": 2,
        "place": "stairwell", "words": "二楼扶手断了", "door": "201",
    }  # fmt: skip
    first = desk.new_record(stream, "defect", told).records[0][1]
    second = desk.same_again(stream, first, 1, 3).records[0][1]
    view = desk.record(stream, second)
    assert {name: view.value(name) for name in ("code", "severity", "quantity", "unit", "storey", "place", "words", "door")} == {
        "code": "CP-02", "severity": 4, "quantity": {"n": "3", "unit": "step"}, "unit": 1, "storey": 3, "place": "stairwell",
        "words": None, "door": None,
    }  # fmt: skip
    assert desk.photos(stream, second) == ()


def test_drafts_stay_with_their_building_and_survive_another_opening(filled: tuple[Desk, str, str], desk: Callable[[], Desk]) -> None:
    made, stream, building = filled
    made.keep_draft(stream, building, "四楼扶手")
    made.keep_draft(stream, "", "南门")
    made.close()
    again = desk()
    assert (again.draft(stream, building), again.draft(stream, ""), again.draft(stream, "other")) == ("四楼扶手", "南门", "")
    again.keep_draft(stream, building, "")
    assert again.draft(stream, building) == ""
    again.close()


def test_two_people_of_one_name_are_told_apart_and_can_be_switched(filled: tuple[Desk, str, str]) -> None:
    desk, stream, building = filled
    desk.add_inspector("韦敏", "柳南分队")
    desk.add_inspector("韦敏", "")
    desk.add_inspector("覃勇", "柳南分队")
    people = desk.people()
    assert [(each.name, each.at_work) for each in people] == [("韦敏", True), ("韦敏", False), ("韦敏", False), ("覃勇", False)]
    assert len({(each.name, each.told_apart) for each in people}) == 4
    assert people[3].told_apart == ""
    assert desk.work_as(people[3].record).inspector_name == "覃勇"
    desk.new_record(stream, "defect", {"code": "CP-02", "building": building})
    assert desk.defects(stream, building)[0].author_name == "覃勇"
    with pytest.raises(BadInput):
        desk.add_inspector("  ", "")


def test_places_are_every_community_and_building_in_walking_order(filled: tuple[Desk, str, str]) -> None:
    desk, stream, _ = filled
    for name in ("12栋", "2栋"):
        desk.new_record(stream, "building", {"name": name})
    desk.new_community({"name": "红星生活区"})
    assert [(each.name, bool(each.record)) for each in desk.places()] == [
        ("柳北船厂宿舍", False), ("2栋", True), ("3栋", True), ("12栋", True), ("红星生活区", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("3-2-501", Address("3", 2, 5, "501")),
        ("3-2-1204", Address("3", 2, 12, "1204")),
        ("3-2-4", Address("3", 2, 4, "")),
        ("A-1", Address("A", 1, None, "")),
        ("3栋", None),
        ("2026-11-22", None),
    ],
)
def test_addresses(text: str, sought: Address | None) -> None:
    assert address(text) == sought


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("3单元", Address("", 3, None, "")), ("第三单元", Address("", 3, None, "")), ("5层", Address("", None, 5, "")),
        ("五楼", Address("", None, 5, "")), ("-1层", Address("", None, -1, "")), ("501", Address("", None, 5, "501")),
        ("2单元 1203室", Address("", 2, 12, "1203")), ("5", None), ("船厂", None), ("", None),
    ],
)  # fmt: skip
def test_places_inside_a_building_that_is_not_said(text: str, sought: Address | None) -> None:
    assert within(text) == sought


def test_a_name_is_found_by_its_beginning_its_middle_and_its_initials() -> None:
    assert [rank(text, "柳北船厂宿舍") for text in ("柳北", "船厂", "lbcc", "zzz")] == [0, 1, 2, None]
    assert rank("tk", "踏勘") == 2
