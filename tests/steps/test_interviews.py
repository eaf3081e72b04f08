"""Talks with households on a real store: door by door, as one act each, added up, exported, and brought in from a table."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from surveyapp.domain.interviews import door_of
from surveyapp.domain.overview import Progress
from surveyapp.steps import interviews, policies, undo
from surveyapp.steps.dossier import compose
from surveyapp.steps.import_roster import look, write
from surveyapp.steps.interviews import Place
from surveyapp.steps.node import Node
from surveyapp.steps.overview import overview
from surveyapp.steps.template import COLUMNS, head, template
from surveyapp.store import find
from surveyapp.words import LANGUAGES, say, use_language
from tests.conftest import Team
from tests.steps import acts
from tests.steps.sheets_made import book


@pytest.fixture
def walk(team: Team) -> tuple[Node, str, str, str]:
    """A node, its survey, a community and its building with twelve doors."""
    node, survey = team.surveyed()
    stream = acts.community(node, survey, "船厂宿舍")
    return node, survey, stream, acts.born(node, stream, name="3栋", units=2, storeys=3, households=12)


def ask(walk: tuple[Node, str, str, str], label: str, wished: list[str] | None = None, **fields: object) -> str:
    node, _, stream, building = walk
    done = interviews.keep(node, Place(stream, building, door_of(label)), "", fields, wished)
    return next(record for _, record, kind in done.records if kind == "interview")


def test_a_talk_is_one_act_with_its_wishes(walk: tuple[Node, str, str, str]) -> None:
    node, _, stream, building = walk
    made = ask(walk, "1-101", ["N08", "N01", "N02", "N16"], who="tenant", consent="agree")
    held = interviews.interview(node, stream, made)
    assert held.wishes == ("N08", "N01", "N02", "N16") and held.values["outcome"] == "answered" and held.values["asked_on"] == "2026-03-09"
    assert (held.building, held.door, held.values["unit"], held.values["storey"]) == (building, "1-101", 1, 1)
    undo.undo(node)
    with node.store.reading() as connection:
        assert find.of_kind(connection, "interview") == find.of_kind(connection, "need") == ()
    undo.redo(node)
    assert interviews.interview(node, stream, made).wishes == ("N08", "N01", "N02", "N16")


def test_wishes_change_their_order_and_go(walk: tuple[Node, str, str, str]) -> None:
    node, _, stream, building = walk
    made = ask(walk, "1-101", ["N08", "N01"])
    place = Place(stream, building, door_of("1-101"))
    interviews.keep(node, place, made, {}, ["N01", "N04", "N08"])
    assert interviews.interview(node, stream, made).wishes == ("N01", "N04", "N08")
    interviews.keep(node, place, made, {}, ["N04"])
    assert interviews.interview(node, stream, made).wishes == ("N04",)
    assert interviews.keep(node, place, made, {}, ["N04"]).records == (), "saying the same again writes nothing"


def test_the_doors_show_who_was_reached(walk: tuple[Node, str, str, str]) -> None:
    node, _, stream, building = walk
    ask(walk, "1-102", ["N01"], who="owner")
    ask(walk, "2-301", outcome="absent")
    ask(walk, "后院小屋", outcome="refused")
    lines = interviews.doors(node, stream, building)
    assert len(lines) == 13 and [each.label for each in lines[:2]] == ["1-101", "1-102"]
    assert {each.label: each.state for each in lines if each.state != "open"} == {"1-102": "answered", "2-301": "absent", "后院小屋": "refused"}
    assert lines[1].top == ("N01",) and lines[1].record


def test_tallies_of_the_building_and_of_the_community(walk: tuple[Node, str, str, str]) -> None:
    node, _, stream, _ = walk
    other = acts.born(node, stream, name="12栋", households=8)
    ask(walk, "1-101", ["N01", "N08"], who="owner", consent="agree", willing_to_pay="yes", pay_by=["direct"], pay_most="500.50")
    ask(walk, "1-102", ["N08"], who="tenant", consent="disagree")
    ask(walk, "1-201", outcome="absent")
    interviews.keep(node, Place(stream, other, door_of("101")), "", {"consent": "agree"}, ["N08"])
    whole, first, second = interviews.tallies(node, stream)
    assert (whole.name, whole.tally.households, whole.tally.reached) == ("船厂宿舍", 20, Fraction(3, 20))
    assert (first.name, first.tally.answered, first.tally.reached) == ("3栋", 2, Fraction(2, 12))
    assert second.name == "12栋" and dict(whole.tally.consent) == {"agree": 2, "disagree": 1}
    assert whole.tally.top_three == ("N08", "N01") and str(whole.tally.pay_most) == "500.50"


def test_wishes_noted_without_a_talk_count_as_a_household_once(walk: tuple[Node, str, str, str]) -> None:
    node, _, stream, building = walk
    for code in ("N01", "N02"):
        acts.born(node, stream, "need", code=code, building=building, door="1-101", who="owner", wish="yes", rank=1, willing="yes")
    acts.born(node, stream, "need", code="N03", building=building, door="1-102", wish="yes")
    ask(walk, "1-102", ["N08"])
    tally = interviews.tallies(node, stream)[0].tally
    assert tally.answered == 2 and tally.willing_to_pay == {"yes": 1} and {each.code for each in tally.wishes} == {"N01", "N02", "N08"}


@pytest.fixture
def one_unit(team: Team) -> tuple[Node, str, str, str]:
    """A building of one unit and three storeys with two flats on each."""
    node, survey = team.surveyed()
    stream = acts.community(node, survey, "船厂宿舍")
    return node, survey, stream, acts.born(node, stream, name="3栋", units=1, storeys=3, per_floor=2, households=6)


def test_a_household_counts_once_however_its_door_is_written(one_unit: tuple[Node, str, str, str]) -> None:
    node, survey, stream, building = one_unit
    for label in ("302", "1-302", "1单元302"):
        ask(one_unit, label, ["N01"], consent="agree")
    acts.born(node, stream, "interview", building=building, door="０３０２室", outcome="answered")
    acts.born(node, stream, "need", building=building, door="1单元302室", code="N08", wish="yes")
    whole, here = interviews.tallies(node, stream)
    assert (
        (here.tally.answered, here.tally.repeated, here.tally.reached)
        == (1, 3, Fraction(1, 6))
        == (
            whole.tally.answered,
            whole.tally.repeated,
            whole.tally.reached,
        )
    )
    assert len(interviews.doors(node, stream, building)) == 6
    found = overview(node, survey, policies.pack("liuzhou"))
    assert (found.answered, found.households) == (1, Progress(1, 6))


def test_a_door_with_wishes_beside_its_interview_opens_the_interview(one_unit: tuple[Node, str, str, str]) -> None:
    node, _, stream, building = one_unit
    absent = ask(one_unit, "302", outcome="absent")
    acts.born(node, stream, "need", building=building, door="1单元302室", code="N08", wish="yes")
    line = next(each for each in interviews.doors(node, stream, building) if each.label == "1-302")
    assert (line.state, line.record) == ("answered", absent)


def test_two_lines_of_one_door_are_told_and_count_once(one_unit: tuple[Node, str, str, str], tmp_path: Path) -> None:
    node, survey, stream, _ = one_unit
    ask(one_unit, "302")
    lines = [["船厂宿舍", "3栋", door, "业主"] for door in ("201", "1-201", "1单元302室")]
    seen = look(node, survey, book(tmp_path / "q.xlsx", [["小区名称", "楼栋", "房号", "身份"], *lines]))
    assert [(each.code.rpartition(".")[2], each.facts["first"]) for each in seen.findings] == [("door_repeated", 2)]
    assert [each.status for each in seen.changes] == ["new", "new", "changed"]
    write(node, survey, seen)
    assert interviews.tallies(node, stream)[1].tally.answered == 2
    assert look(node, survey, tmp_path / "q.xlsx").writes == 0


def test_the_share_of_households_is_of_the_same_households_everywhere(one_unit: tuple[Node, str, str, str]) -> None:
    node, survey, stream, _ = one_unit
    acts.put(node, stream, stream, "community", households=50)
    ask(one_unit, "302")
    for more, base, total in (({}, "buildings", 6), ({"name": "4栋"}, "registered", 50)):
        if more:
            acts.born(node, stream, **more)
        tally = interviews.tallies(node, stream)[0].tally
        assert (tally.base, tally.households) == (base, total)
        assert overview(node, survey, policies.pack("liuzhou")).households == Progress(1, total)
        assert (say("field.community.households"), str(total)) in compose(node, stream, policies.pack("liuzhou")).facts


def test_an_answer_is_never_a_vote(walk: tuple[Node, str, str, str]) -> None:
    node, _, _, _ = walk
    ask(walk, "1-101", who="tenant", consent="agree")
    with node.store.reading() as connection:
        assert find.of_kind(connection, "vote") == ()


def test_the_results_as_a_workbook(walk: tuple[Node, str, str, str], tmp_path: Path) -> None:
    node, survey, _, _ = walk
    ask(walk, "1-101", ["N01", "N08"], consent="agree")
    ask(walk, "1-102", ["N08"], consent="disagree")
    assert interviews.write_results(node, survey, tmp_path / "r.xlsx") == 1
    workbook = CalamineWorkbook.from_path(tmp_path / "r.xlsx")
    places, wished = (workbook.get_sheet_by_index(at).to_python() for at in (0, 1))
    assert places[3][:5] == ["船厂宿舍", "全小区", 12.0, 2.0, 0.0] and places[4][1] == "3栋"
    assert places[3][-3:] == [pytest.approx(2 / 12), 0.0, "好停车、能充电、上下楼方便/装电梯"]
    assert "不计入表决" in places[1][0]
    assert wished[1][:8] == ["船厂宿舍", "全小区", "好停车、能充电", 1.0, 1.0, 0.0, 2.0, 2.0] and wished[1][8] == 1.0


HEADS = ["问卷编号", "小区名称", "楼栋号", "单元", "房号", "身份", "是否同意改造", "第一需求", "第二需求", "是否愿出资", "出资方式", "调查日期"]


def test_interviews_from_another_tool(walk: tuple[Node, str, str, str], tmp_path: Path) -> None:
    node, survey, stream, _ = walk
    path = book(
        tmp_path / "q.xlsx",
        [
            HEADS,
            ["Q1", "船厂宿舍", "3号楼", 1, 101, "业主", "同意", "装电梯", "停车", "愿意", "直接出资;维修资金", "2026/3/9"],
            ["Q2", "船厂宿舍", "3栋", 1, "102室", "租户", "不同意", "N08", "屋顶不漏、外墙不掉", "视金额", None, "2026年3月10日"],
            ["Q3", "船厂宿舍", "9栋", 1, 101, "业主", "同意", None, None, None, None, None],
            ["Q4", "别处", "1栋", 1, 101, "业主", "同意", "喝茶", None, None, None, None],
        ],
    )
    seen = look(node, survey, path)
    assert seen.kind == "interviews"
    assert [each.code.rpartition(".")[2] for each in seen.findings] == ["unknown_building", "wish", "unknown_community"]
    write(node, survey, seen, leave_out=True)
    lines = {each.label: each for each in interviews.doors(node, stream, seen.changes[0].building)}
    assert lines["1-101"].top == ("N01", "N08") and lines["1-102"].top == ("N08", "N02") and lines["1-102"].who == "tenant"
    held = interviews.interview(node, stream, lines["1-101"].record)
    assert held.values["pay_by"] == ["direct", "maintenance_fund"] and held.values["asked_on"] == "2026-03-09"
    assert look(node, survey, path).writes == 0


@pytest.mark.parametrize(
    ("heads", "cells", "wishes"),
    [
        (["最想改的三项"], ["装电梯┋停车┋垃圾分类┋拆违"], ("N01", "N08", "N10", "N15")),
        (["最想改的三项"], ["1.装电梯；2.屋顶不漏、外墙不掉"], ("N01", "N02")),
        (["装电梯", "停车", "拆违"], ["√", "否", "1"], ("N01", "N15")),
        (["装电梯", "停车", "拆违"], [2, 1, None], ("N08", "N01")),
    ],
)
def test_wishes_however_the_tool_tells_them(
    walk: tuple[Node, str, str, str], tmp_path: Path, heads: list[str], cells: list[object], wishes: tuple[str, ...]
) -> None:
    node, survey, stream, _ = walk
    path = book(tmp_path / "w.xlsx", [["小区名称", "楼栋", "房号", "身份", *heads], ["船厂宿舍", "3栋", "1-101", "业主", *cells]])
    seen = look(node, survey, path)
    assert [each.code for each in seen.findings] == []
    write(node, survey, seen)
    line = next(each for each in interviews.doors(node, stream, seen.changes[0].building) if each.label == "1-101")
    assert interviews.interview(node, stream, line.record).wishes == wishes
    assert look(node, survey, path).writes == 0


def test_columns_as_a_questionnaire_calls_them(walk: tuple[Node, str, str, str], tmp_path: Path) -> None:
    node, survey, _, _ = walk
    heads = ["小区名称", "楼栋", "房号", "最想改的", "愿意出多少钱"]
    seen = look(node, survey, book(tmp_path / "w.xlsx", [heads, ["船厂宿舍", "3栋", "1-101", "装电梯、停车", "500元"]]))
    assert [each.target for each in seen.mapping.columns][3:] == ["wishes", "interview.pay_most"]
    assert all(each.sure for each in seen.mapping.columns) and seen.findings == ()
    assert seen.changes[0].fields["pay_most"] == (None, "500")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["roster", "interviews"])
def test_the_template_is_read_back_as_what_it_is(team: Team, tmp_path: Path, kind: str, language: str) -> None:
    node, survey = team.surveyed()
    use_language(language)
    try:
        template(tmp_path / "t.xlsx", kind)
        seen = look(node, survey, tmp_path / "t.xlsx")
        heads = [head(each) for each in COLUMNS[kind]]
        guide = CalamineWorkbook.from_path(tmp_path / "t.xlsx").get_sheet_by_name(say("report.template.guide")).to_python()
    finally:
        use_language("zh")
    assert seen.kind == kind and [each.target for each in seen.mapping.columns] == list(COLUMNS[kind])
    assert [each.head for each in seen.mapping.columns] == heads == [row[0] for row in guide[3:]]
    assert all(each.sure for each in seen.mapping.columns) and seen.writes == 0
