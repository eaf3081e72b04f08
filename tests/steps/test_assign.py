"""Assignments: given, moved, taken back, marked; they travel, can be undone, and make the list of the day, on paper and as a sheet."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from surveyapp.domain.edits import DELETED
from surveyapp.domain.fields import BUILDING_CORE
from surveyapp.errors import BadInput
from surveyapp.steps import assign, policies, undo
from surveyapp.steps.overview import overview
from surveyapp.steps.survey import add_person
from surveyapp.steps.worklist import worklist, write_worklist
from tests.conftest import Team
from tests.steps import acts
from tests.ui.worked_survey import hand

PACK = policies.pack("liuzhou")
DAY, NEXT = "2026-03-09", "2026-03-10"
WHOLE = dict.fromkeys(BUILDING_CORE, "x") | {"built": {"value": 1994, "precision": "year", "evidence": "deed"}, "units": 3, "storeys": 6}


class Street:
    """A survey with a community of three buildings and two inspectors."""

    def __init__(self, team: Team) -> None:
        self.node, self.survey = team.surveyed()
        self.chen, self.lu = self.node.author, add_person(self.node, self.survey, "陆海")
        self.stream = acts.community(self.node, self.survey)
        self.houses = [acts.born(self.node, self.stream, "building", name=f"{number}栋", households=20) for number in (1, 3, 12)]

    def give(self, who: str, *houses: int, day: str = DAY, note: str = "") -> int:
        places = [(self.stream, self.houses[each]) for each in houses] or [(self.stream, "")]
        return len(assign.assign(self.node, self.survey, places, who, day, note).records)

    def list_of(self, who: str = "", day: str = DAY) -> list[tuple[str, str, str]]:
        return [(task.name, task.assignee_name, task.state) for task in assign.tasks(self.node, self.survey, day, who)]


@pytest.fixture
def street(team: Team) -> Street:
    return Street(team)


def test_a_day_is_given_in_walking_order_and_a_place_changes_hands(street: Street) -> None:
    assert street.give(street.chen, 2, 0, note="先走顶楼") == 2
    assert street.list_of(street.chen) == [("1栋", "陈静", "going"), ("12栋", "陈静", "going")]
    assert street.give(street.chen, 0) == 0, "she has it already"
    assert street.give(street.lu, 0, 1) == 2
    assert street.list_of() == [("1栋", "陆海", "going"), ("3栋", "陆海", "going"), ("12栋", "陈静", "going")]
    undo.undo(street.node)
    assert street.list_of() == [("1栋", "陈静", "going"), ("12栋", "陈静", "going")]
    assert {task.note for task in assign.tasks(street.node, street.survey, DAY)} == {"先走顶楼"}


def test_what_is_left_of_yesterday_stays_and_what_is_done_does_not(street: Street) -> None:
    street.give(street.chen, 0, 1)
    acts.put(street.node, street.stream, street.houses[0], "building", **WHOLE)
    assert [state for *_, state in street.list_of()] == ["done", "going"]
    assert street.list_of(day=NEXT) == [("3栋", "陈静", "going")]
    (late,) = assign.tasks(street.node, street.survey, NEXT)
    assert late.late and late.day == DAY
    assign.mark(street.node, street.stream, late.record, True)
    assert street.list_of(day=NEXT) == [] and [state for *_, state in street.list_of()] == ["done", "done"]
    assign.mark(street.node, street.stream, late.record, None)
    assert street.list_of(day=NEXT) == [("3栋", "陈静", "going")]


def test_a_whole_community_counts_its_buildings_and_defects(street: Street) -> None:
    street.give(street.lu)
    acts.put(street.node, street.stream, street.houses[0], "building", **WHOLE)
    acts.born(street.node, street.stream, "defect", code="RF-01", building=street.houses[1])
    acts.born(street.node, street.stream, "defect", code="RD-01")
    (task,) = assign.tasks(street.node, street.survey, DAY)
    assert (task.building, task.buildings, task.defects, task.without_photo, task.state) == ("", (1, 3), 2, 2, "going")
    assign.unassign(street.node, [(street.stream, task.record)])
    assert street.list_of() == []


def test_a_building_that_is_gone_is_on_no_list(street: Street) -> None:
    street.give(street.chen, 0)
    acts.put(street.node, street.stream, street.houses[0], "building", **{DELETED: True})
    assert street.list_of() == []


def test_nobody_and_nowhere_and_no_day_are_refused_whole(street: Street) -> None:
    for places, who, day in (
        ([(street.stream, "")], street.stream, DAY),
        ([(street.survey, "")], street.chen, DAY),
        ([(street.stream, street.houses[0]), (street.stream, "nowhere")], street.chen, DAY),
        ([(street.stream, "")], street.chen, "morgen"),
    ):
        with pytest.raises(BadInput):
            assign.assign(street.node, street.survey, places, who, day)
    assert street.list_of() == []


def test_an_assignment_travels_to_the_inspectors_laptop(street: Street, team: Team, tmp_path: Path) -> None:
    street.give(street.lu, 1, note="带梯子")
    other = team.laptop("other")
    hand(street.node, other, tmp_path / "list.zip")
    (task,) = assign.tasks(other, street.survey, DAY, street.lu)
    assert (task.name, task.note) == ("3栋", "带梯子")


def test_the_overview_shows_whose_list_it_is_and_without_one_where_work_is(street: Street) -> None:
    acts.born(street.node, street.stream, "defect", code="RF-01", building=street.houses[1])
    found = overview(street.node, street.survey, PACK)
    assert (found.is_assigned, [each.name for each in found.today]) == (False, ["3栋"])
    street.give(street.chen, 0)
    street.give(street.lu, 2)
    mine = overview(street.node, street.survey, PACK)
    assert (mine.person, [each.name for each in mine.today], mine.today[0].assignee_name) == (street.chen, ["1栋"], "")
    everybody = overview(street.node, street.survey, PACK, "")
    assert [(each.name, each.assignee_name) for each in everybody.today] == [("1栋", "陈静"), ("12栋", "陆海")]
    assert [name for _, name in everybody.people] == ["陈静", "陆海"]


def test_what_can_be_given_says_how_far_it_is_and_who_has_it(street: Street) -> None:
    street.give(street.lu, 1)
    lines = assign.assignable(street.node, street.survey, DAY)
    assert [(each.name, each.filled, each.fields, each.assigned) for each in lines] == [
        (lines[0].community, 0, 3, ()),
        ("1栋", 1, 10, ()),
        ("3栋", 1, 10, ("陆海",)),
        ("12栋", 1, 10, ()),
    ]
    assert [each.assigned for each in assign.assignable(street.node, street.survey, NEXT)] == [()] * 4


def test_the_list_is_written_for_paper_and_as_a_sheet(street: Street, tmp_path: Path) -> None:
    street.give(street.chen, 0, note="=1+1")
    street.give(street.lu, 2)
    acts.born(street.node, street.stream, "defect", code="RF-01", building=street.houses[0], words="漏雨")
    acts.born(street.node, street.stream, "defect", code="CP-02", building=street.houses[2])
    whole, mine = worklist(street.node, street.survey, DAY), worklist(street.node, street.survey, DAY, street.chen)
    assert [task.name for task in whole.tasks] == ["1栋", "12栋"] and [task.name for task in mine.tasks] == ["1栋"]
    assert {mend.building for mend in whole.mends} == {"1栋", "3栋", "12栋"} and {mend.building for mend in mine.mends} == {"1栋"}
    write_worklist(tmp_path / "a.xlsx", whole)
    book = CalamineWorkbook.from_path(tmp_path / "a.xlsx")
    tasks, mends = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert [row[1] for row in tasks[3:]] == ["1栋", "12栋"] and tasks[3][6] == "=1+1"
    assert len(mends) == 3 + len(whole.mends)
    write_worklist(tmp_path / "a.pdf", mine)
    text = subprocess.run(["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"], capture_output=True, check=True).stdout.decode()
    assert "陈静的当天清单" in text and "1栋" in text and "12栋" not in text and "没有照片" in text
    with pytest.raises(BadInput):
        write_worklist(tmp_path / "a.docx", whole)


def test_a_very_long_list_says_how_much_it_leaves_out(street: Street) -> None:
    for _ in range(4):
        acts.born(street.node, street.stream, "defect", code="RF-01", building=street.houses[0])
    made = worklist(street.node, street.survey, DAY, most=2)
    assert made.left == 2 + 1, "two defects without a photo and a building without a year"
