"""Rosters as they come: what is read, what is found before anything is written, and that the same table twice changes nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp import words
from surveyapp.domain.sheets.heads import to_json
from surveyapp.domain.sheets.look import Look
from surveyapp.domain.sheets.numbers import read_number, read_year
from surveyapp.domain.sheets.table import Sheet, plain
from surveyapp.domain.sheets.vocabulary import field_at, head_and_unit
from surveyapp.errors import BadInput
from surveyapp.steps import undo
from surveyapp.steps.import_roster import look, targets, write
from surveyapp.steps.node import Node
from surveyapp.steps.vocabulary import vocabulary
from surveyapp.store import find
from tests.conftest import Team
from tests.steps import acts
from tests.steps.sheets_made import book, text, year_in_a_date_cell

COMMUNITIES = ["序号", "小区名称", "街道", "建成年份", "楼栋数（栋）", "户数（户）", "建筑面积（万㎡）", "计划年度", "投资（万元）"]
BUILDINGS = ["小区名称", "楼栋号", "建成年份", "结构", "层数", "单元数", "户数", "建筑面积(㎡)"]
PLAIN = [
    COMMUNITIES,
    [1, "人民医院职工生活小区", "连州镇", 1994, 3, 142, 0.9364, 2021, 523.5],
    [2, "林业局宿舍", "连州镇", 1987, 1, 36, 0.2872, 2021, 500],
]


@pytest.fixture
def home(team: Team) -> tuple[Node, str]:
    return team.surveyed()


def codes(seen: Look) -> list[str]:
    """The findings by their last words, in the order of the lines."""
    return [each.code.removeprefix("finding.import.") for each in seen.findings]


def rows_of(node: Node, kind: str) -> list[dict[str, Any]]:
    with node.store.reading() as connection:
        return [dict(row.values) for row in find.of_kind(connection, kind)]


def edits(node: Node) -> int:
    with node.store.reading() as connection:
        return sum(len(acts.journal.of_records(connection, stream, {row.record for row in find.of_kind(connection, kind)}))
                   for stream in acts.journal.streams(connection) for kind in ("community", "building", "plan_entry"))  # fmt: skip


def buildings(*lines: Sequence[Any]) -> list[Sequence[Any]]:
    return [BUILDINGS, *lines]


def test_a_plain_roster_is_read_whole(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    seen = look(node, survey, book(tmp_path / "a.xlsx", PLAIN))
    assert codes(seen) == []
    assert seen.counted() == {("community", "new"): 2, ("plan_entry", "new"): 2}
    done = write(node, survey, seen)
    assert done.act_name == "import_roster"
    first = rows_of(node, "community")[0]
    assert first["built_from"] == first["built_to"] == {"value": 1994, "precision": "year"}
    assert (first["area_m2"], first["buildings"], first["households"], first["street"]) == ("9364", 3, 142, "连州镇")
    assert [(each["year"], each["investment"]) for each in rows_of(node, "plan_entry")] == [(2021, "523.5"), (2021, "500")]


def test_the_same_table_twice_changes_nothing(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    path = book(tmp_path / "a.xlsx", PLAIN)
    write(node, survey, look(node, survey, path))
    with node.store.reading() as connection:
        before = find.everything(connection)
    again = look(node, survey, path)
    assert again.writes == 0 and {each.status for each in again.changes} == {"same"}
    assert write(node, survey, again).records == ()
    with node.store.reading() as connection:
        assert find.everything(connection) == before


def test_one_undo_takes_all_of_it_back(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    write(node, survey, look(node, survey, book(tmp_path / "a.xlsx", PLAIN)))
    undo.undo(node)
    assert rows_of(node, "community") == rows_of(node, "plan_entry") == []
    undo.redo(node)
    assert len(rows_of(node, "community")) == 2


def test_looking_writes_nothing(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    with node.store.reading() as connection:
        before = find.everything(connection)
    look(node, survey, book(tmp_path / "a.xlsx", PLAIN))
    with node.store.reading() as connection:
        assert find.everything(connection) == before


def test_buildings_are_filed_with_their_communities(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    made = buildings(
        ["柳北船厂宿舍", "1栋", 1985, "框架", 6, 3, 36, 2836.5],
        [None, "2栋", "1986年", "砖木", 2, 1, 4, 310],
        ["食品厂宿舍", 1, "1992", "钢筋混凝土", 7, 2, 28, "2,240.00"],
    )
    seen = look(node, survey, book(tmp_path / "b.xlsx", made))
    assert codes(seen) == []
    write(node, survey, seen)
    with node.store.reading() as connection:
        names = {row.stream: row.get("name") for row in find.of_kind(connection, "community")}
        held = [(names[row.stream], row.get("name"), row.get("structure"), row.get("area_m2")) for row in find.of_kind(connection, "building")]
    assert held == [
        ("柳北船厂宿舍", "1栋", "concrete", "2836.5"),
        ("柳北船厂宿舍", "2栋", "masonry_timber", "310"),
        ("食品厂宿舍", "1", "concrete", "2240"),
    ]


def test_merged_names_belong_to_every_line_below_them(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    made = [["小区名称", "计划年度", "投资（万元）", "楼栋号", "户数"], *[[None, None, None, f"{each}栋", 12] for each in (1, 2, 3)]]
    merges = [(1, 0, 3, 0, "船厂宿舍"), (1, 1, 3, 1, 2023), (1, 2, 3, 2, 300.25)]
    seen = look(node, survey, book(tmp_path / "m.xlsx", made, merges))
    assert codes(seen) == []
    assert seen.counted() == {("community", "new"): 1, ("plan_entry", "new"): 1, ("building", "new"): 3}
    write(node, survey, seen)
    assert rows_of(node, "plan_entry")[0]["investment"] == "300.25"


def test_a_figure_merged_over_buildings_belongs_to_none_of_them(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    made = [["小区名称", "楼栋号", "层数", "户数"], ["船厂宿舍", "1栋", 6, None], ["船厂宿舍", "2栋", 6, None]]
    seen = look(node, survey, book(tmp_path / "m.xlsx", made, [(1, 3, 2, 3, 72)]))
    assert codes(seen) == ["wrong.merged"]
    assert seen.findings[0].where == "D2" and seen.findings[0].facts["rows"] == 2


def test_a_head_in_two_rows(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    made = [
        ["2023年老旧小区摸底表"],
        ["填报单位：住建局", None, None, None, "单位：万㎡"],
        [None, None, None, None, None, None],
        ["名称", "街道", "户数", "楼栋号", "户数", "建筑面积(㎡)"],
        ["船厂宿舍", "柳北街道", 72, "1栋", 36, 2836],
        [None, None, None, "2栋", 36, 2836],
    ]
    merges = [(0, 0, 0, 5, "2023年老旧小区摸底表"), (2, 0, 2, 2, "小区"), (2, 3, 2, 5, "楼栋")]
    made[3][0] = "小区名称"
    seen = look(node, survey, book(tmp_path / "h.xlsx", made, merges))
    assert {each.head: each.target for each in seen.mapping.columns} == {
        "小区 / 小区名称": "community.name",
        "小区 / 街道": "community.street",
        "小区 / 户数": "community.households",
        "楼栋 / 楼栋号": "building.name",
        "楼栋 / 户数": "building.households",
        "楼栋 / 建筑面积(㎡)": "building.area_m2",
    }
    assert codes(seen) == []


@pytest.mark.parametrize(
    ("year", "doubt"),
    [
        ("94", "wrong.short_year"), ("94年", "wrong.short_year"), ("80年代", "wrong.decade"), (34485, "wrong.serial"), ("不详", "wrong.year"),
        ("1985-1990", "wrong.year_span"), (1899, "wrong.year"), ("1994年底前", "wrong.year"), (1920, "odd.implausible"),
    ],
)  # fmt: skip
def test_a_year_that_is_none_is_told_and_left_out(home: tuple[Node, str], tmp_path: Path, year: object, doubt: str) -> None:
    node, survey = home
    seen = look(node, survey, book(tmp_path / "y.xlsx", buildings(["船厂宿舍", "1栋", year, "框架", 6, 3, 36, 2836])))
    assert codes(seen) == [doubt]
    assert (seen.findings[0].where, seen.findings[0].facts["line"]) == ("C2", 2)
    assert ("built" in seen.entries[1].values) == doubt.startswith("odd")


@pytest.mark.parametrize(
    "year",
    [
        1994,
        1994.0,
        "1994",
        "１９９４年",
        "1994年6月",
        "1994.6",
        1994.06,
        "1994-06-01",
        "1994/6",
        date(1994, 6, 1),
        " 1994 ",
        "1994年建成",
        "约1994年",
    ],
)
def test_a_year_however_it_is_written(home: tuple[Node, str], tmp_path: Path, year: object) -> None:
    node, survey = home
    seen = look(node, survey, book(tmp_path / "y.xlsx", buildings(["船厂宿舍", "1栋", year, "框架", 6, 3, 36, 2836])))
    assert codes(seen) == []
    assert seen.entries[1].values["built"] == {"value": 1994, "precision": "year"}


def test_a_year_typed_into_a_date_cell_is_found_again(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    rows = buildings(["船厂宿舍", "1栋", 0, "框架", 6, 3, 36, 2836])
    seen = look(node, survey, year_in_a_date_cell(tmp_path / "y.xlsx", rows, 1, 2, 1994))
    assert codes(seen) == ["odd.year_as_date"]
    assert seen.entries[1].values["built"]["value"] == 1994


def test_a_community_built_over_years_keeps_both_ends(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    seen = look(node, survey, book(tmp_path / "y.xlsx", [["小区名称", "建成年代", "户数"], ["船厂宿舍", "1985—1994年", 72]]))
    assert codes(seen) == []
    assert (seen.entries[0].values["built_from"]["value"], seen.entries[0].values["built_to"]["value"]) == (1985, 1994)


@pytest.mark.parametrize(
    ("head", "cell", "metres"),
    [
        ("建筑面积（万㎡）", 0.9364, "9364"), ("建筑面积(万平方米)", "0.93642", "9364.2"), ("建筑面积/㎡", 9364.5, "9364.5"),
        ("建筑面积", "9364㎡", "9364"),
        ("建筑面积(㎡)", "0.9364万㎡", "9364"), ("建筑面积（平方米）", "９，３６４．５０", "9364.5"), ("建筑面积\n（万㎡）", 0.1 + 0.2, "3000"),
        ("建筑面积（公顷）", 1.5, "15000"), ("总建筑面积（㎡）", "9 364", "9364"),
    ],
)  # fmt: skip
def test_areas_are_converted_exactly(home: tuple[Node, str], tmp_path: Path, head: str, cell: object, metres: str) -> None:
    node, survey = home
    seen = look(node, survey, book(tmp_path / "u.xlsx", [["小区名称", "户数", head], ["船厂宿舍", 72, cell]]))
    assert codes(seen) == []
    assert seen.entries[0].values["area_m2"] == metres


def test_what_has_no_end_as_a_decimal_is_rounded_and_told(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    seen = look(node, survey, book(tmp_path / "u.xlsx", [["小区名称", "户数", "占地面积（亩）"], ["船厂宿舍", 72, 12.5]]))
    assert codes(seen) == ["odd.rounded"]
    assert seen.entries[0].values["site_m2"] == "8333.33"


@pytest.mark.parametrize(("cell", "wan"), [("5235000元", "523.5"), ("0.05235亿元", "523.5"), (523.5, "523.5"), ("523.5万元", "523.5")])
def test_money_becomes_ten_thousands(home: tuple[Node, str], tmp_path: Path, cell: object, wan: str) -> None:
    node, survey = home
    seen = look(node, survey, book(tmp_path / "u.xlsx", [["小区名称", "计划年度", "预计投资额（万元）"], ["船厂宿舍", "2023年", cell]]))
    assert codes(seen) == []
    assert seen.entries[1].values == {"year": 2023, "investment": wan}


@pytest.mark.parametrize(
    ("head", "cell", "doubt"),
    [
        ("户数", "五六十户", "wrong.number"), ("户数", "6+1", "wrong.number"), ("户数", 12.5, "wrong.range"), ("户数", 0, "wrong.range"),
        ("户数", "约36", "odd.about"), ("户数", -3, "wrong.range"), ("户数", True, "wrong.number"), ("层数", 80, "wrong.range"),
        ("层数", "4-6", "wrong.number"), ("层数", 40, "odd.implausible"), ("结构", "砖混", "wrong.unclear"), ("结构", "泥砖", "wrong.choice"),
        ("电梯", "有", "wrong.unclear"), ("建筑高度", 286, "wrong.range"), ("备注", "字" * 501, "wrong.long"),
    ],
)  # fmt: skip
def test_impossible_and_doubtful_values_name_their_cell(home: tuple[Node, str], tmp_path: Path, head: str, cell: object, doubt: str) -> None:
    node, survey = home
    seen = look(node, survey, book(tmp_path / "v.xlsx", [["小区名称", "楼栋号", "面积", head], ["船厂宿舍", "1栋", None, cell]]))
    assert [each for each in codes(seen) if each != "finding.building.area_per_household"] == [doubt]
    told = seen.findings[0]
    assert told.where == "D2" and told.facts["column"] == head
    assert words.has(told.code) and str(told.facts["line"]) in words.say(told.code, **told.facts)


def test_all_findings_come_at_once_and_nothing_is_written_before_they_are_settled(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    made = buildings(
        ["船厂宿舍", "1栋", "94年", "砖混", 6, 3, 36, 2836],
        [None, "2栋", 1985, "框架", 99, 3, "三四", 2836],
        [None, "2号楼", 1985, "框架", 6, 3, 36, 2836],
    )
    seen = look(node, survey, book(tmp_path / "e.xlsx", made))
    assert codes(seen) == ["wrong.short_year", "wrong.unclear", "wrong.range", "wrong.number", "wrong.building_repeated"]
    with pytest.raises(BadInput, match=r"error\.import\.findings"):
        write(node, survey, seen)
    assert rows_of(node, "community") == []
    write(node, survey, seen, leave_out=True)
    first, second = rows_of(node, "building")
    assert "built" not in first and "structure" not in first and first["households"] == 36
    assert "storeys" not in second and "households" not in second and second["structure"] == "concrete"


def test_a_person_says_what_a_word_means_and_the_next_table_remembers(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    made = buildings(["船厂宿舍", "1栋", 1985, "砖混", 6, 3, 36, 2836], [None, "2栋", 1985, "砖混结构", 6, 3, 36, 2836])
    path = book(tmp_path / "c.xlsx", made)
    seen = look(node, survey, path)
    assert [(each.field, each.text, each.cells) for each in seen.questions] == [("structure", "砖混", 1), ("structure", "砖混结构", 1)]
    decided = {**to_json(seen.mapping), "choices": {"structure": {"砖混": "masonry_cast", "砖混结构": "masonry_precast"}}}
    seen = look(node, survey, path, mapping=decided)
    assert codes(seen) == [] and not seen.remembered
    write(node, survey, seen)
    assert [each["structure"] for each in rows_of(node, "building")] == ["masonry_cast", "masonry_precast"]
    other = look(node, survey, book(tmp_path / "d.xlsx", buildings(["食品厂宿舍", "1栋", 1985, "砖混", 6, 3, 36, 2836])))
    assert other.remembered and codes(other) == [] and other.entries[1].values["structure"] == "masonry_cast"


def test_a_column_with_an_unknown_head_is_mapped_by_hand(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    path = book(tmp_path / "x.xlsx", [["小区名称", "户数", "甲项"], ["船厂宿舍", 72, 0.5]])
    assert look(node, survey, path).mapping.columns[2].target == ""
    seen = look(node, survey, path, mapping={"columns": {"甲项": {"to": "community.area_m2", "unit": "万㎡"}}})
    assert seen.entries[0].values["area_m2"] == "5000"
    wrong = look(node, survey, path, mapping={"columns": {"甲项": "community.nothing", "户数": "community.name"}})
    assert codes(wrong)[:2] == ["wrong.two_columns", "wrong.unknown_target"]


def test_totals_are_recognised_and_compared(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    made = [
        ["街道", "小区名称", "户数", "建筑面积（万㎡）"],
        ["柳北", "船厂宿舍", 72, 0.5],
        ["柳北", "食品厂宿舍", 36, 0.25],
        ["小计", None, 108, 0.75],
        ["柳南", "林业局宿舍", 10, 0.1],
        ["柳南小计", None, 19, 0.1],
        ["合  计", None, 118, 0.86],
    ]
    seen = look(node, survey, book(tmp_path / "t.xlsx", made))
    assert [each.name for each in seen.entries] == ["船厂宿舍", "食品厂宿舍", "林业局宿舍"]
    assert codes(seen) == ["odd.total_swapped", "odd.total"]
    first, second = seen.findings
    assert (first.where, first.facts["read"], first.facts["total"], first.facts["gap"]) == ("C6", "19", "10", "9")
    assert (second.where, second.facts["read"], second.facts["total"]) == ("D7", "8600", "8500")


def test_investment_said_on_every_line_of_a_community_is_summed_once(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    made = [
        ["小区名称", "楼栋号", "户数", "计划年度", "投资(万元)"],
        ["船厂宿舍", "1栋", 36, 2023, 300],
        ["船厂宿舍", "2栋", 36, 2023, 300],
        ["合计", None, 72, None, 300],
    ]
    assert codes(look(node, survey, book(tmp_path / "t.xlsx", made))) == []


def test_notes_headings_blank_rows_column_numbers_and_repeated_heads_are_no_data(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    made = [
        ["附件1"], ["老旧小区摸底汇总表"], [],
        ["序号", "小区名称", "楼栋数", "户数", "建筑面积（万㎡）"],
        ["甲", "乙", 1, 2, 3],
        ["一、柳北区"],
        [1, "船厂宿舍", 2, 72, 0.5],
        [],
        ["序号", "小区名称", "楼栋数", "户数", "建筑面积（万㎡）"],
        [2, "食品厂宿舍", 1, 36, 0.25],
        [],
        ["注：户数以不动产登记为准。"],
        ["填表人：张三", None, "审核人：李四", None, "联系电话：0772-123"],
    ]  # fmt: skip
    seen = look(node, survey, book(tmp_path / "n.xlsx", made))
    assert codes(seen) == []
    assert [each.name for each in seen.entries] == ["船厂宿舍", "食品厂宿舍"]
    assert [each.what for each in seen.lines] == ["numbers", "heading", "data", "blank", "head", "data", "blank", "note", "note"]


def test_repeated_communities_and_buildings_without_one_are_told(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    seen = look(node, survey, book(tmp_path / "r.xlsx", [["小区名称", "户数"], ["船厂宿舍", 72], ["船厂 宿舍", 72], [None, 5]]))
    assert codes(seen) == ["wrong.community_repeated", "wrong.no_name"]
    orphan = look(node, survey, book(tmp_path / "o.xlsx", [["小区名称", "楼栋号", "户数"], [None, "1栋", 36], ["船厂宿舍", "1栋", 36]]))
    assert codes(orphan) == ["wrong.no_community"]


def test_two_communities_of_one_name_are_told_apart_by_their_streets(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    made = [["小区名称", "街道", "户数"], ["林业局宿舍", "柳北", 72], ["林业局宿舍", "柳南", 30]]
    path = book(tmp_path / "s.xlsx", made)
    seen = look(node, survey, path)
    assert codes(seen) == [] and len(seen.entries) == 2
    write(node, survey, seen)
    assert look(node, survey, path).writes == 0
    bare = look(node, survey, book(tmp_path / "t.xlsx", [["小区名称", "户数"], ["林业局宿舍", 31]]))
    assert codes(bare) == ["wrong.several_held"] and bare.changes == ()


def test_a_community_said_in_two_ways_must_agree(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    made = [["小区名称", "楼栋号", "计划年度", "投资(万元)"], ["船厂宿舍", "1栋", 2023, 300], ["船厂宿舍", "2栋", 2024, 300]]
    seen = look(node, survey, book(tmp_path / "d.xlsx", made))
    assert codes(seen) == ["wrong.differs"] and seen.findings[0].where == "C3" and seen.findings[0].facts["other"] == "C2"


def test_an_investment_without_a_year_has_no_place(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    assert codes(look(node, survey, book(tmp_path / "p.xlsx", [["小区名称", "投资(万元)"], ["船厂宿舍", 300]]))) == ["wrong.no_plan_year"]


def test_a_community_against_the_sum_of_its_buildings(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    made = [["小区名称", "楼栋数", "总户数", "楼栋号", "户数"], ["船厂宿舍", 3, 73, "1栋", 36], [None, None, None, "2栋", 36]]
    seen = look(node, survey, book(tmp_path / "s.xlsx", made))
    assert codes(seen) == ["odd.sum", "odd.sum"]
    assert [(each.facts["field"], each.facts["said"], each.facts["total"]) for each in seen.findings] == [("楼栋数", "3", "2"), ("户数", "73", "72")]


def test_what_is_new_changed_and_the_same(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    stream = acts.community(node, survey, "船厂宿舍")
    kept = acts.born(node, stream, name="3栋", households=36, built={"value": 1994, "precision": "year", "evidence": "deed"}, area_m2="2836.50")
    acts.born(node, stream, name="4栋", households=30)
    made = buildings(
        ["船厂宿舍", "3#楼", 1994, None, None, None, 36, 2836.5],
        [None, "4号楼", 1995, None, None, None, 31, None],
        [None, "5栋", None, None, None, None, 12, None],
    )
    seen = look(node, survey, book(tmp_path / "n.xlsx", made))
    assert [(each.entry.kind, each.status, dict(each.fields)) for each in seen.changes] == [
        ("community", "same", {}),
        ("building", "same", {}),
        ("building", "changed", {"built": (None, {"value": 1995, "precision": "year"}), "households": (30, 31)}),
        ("building", "new", {"name": (None, "5栋"), "households": (None, 12)}),
    ]
    write(node, survey, seen)
    after = acts.shown(node, stream, kept)
    assert after["built"]["evidence"] == "deed" and after["name"] == "3栋"
    only = look(node, survey, book(tmp_path / "o.xlsx", buildings(["船厂宿舍", "4栋", 1990, "框架", None, None, None, None])), only_empty=True)
    assert dict(only.changes[1].fields) == {"structure": (None, "concrete")}


def test_a_table_never_settles_a_conflict(team: Team, pair: Any, hand_over: Any, tmp_path: Path) -> None:
    acts.put(pair.first, pair.stream, pair.building, households=31)
    acts.put(pair.second, pair.stream, pair.building, households=32)
    hand_over(pair.second, pair.first)
    name = acts.shown(pair.first, pair.stream, pair.stream)["name"]
    seen = look(pair.first, pair.survey, book(tmp_path / "c.xlsx", [["小区名称", "楼栋号", "户数", "层数"], [name, "1栋", 33, 6]]))
    assert codes(seen) == ["odd.in_conflict"] and set(seen.changes[1].fields) == {"storeys"}


def test_names_that_are_nearly_the_same_are_shown_side_by_side(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    acts.community(node, survey, "柳北船厂职工宿舍")
    made = [["小区名称", "户数"], ["柳州船厂职工宿舍", 72], ["第一生活小区", 10], ["第二生活小区", 12]]
    seen = look(node, survey, book(tmp_path / "a.xlsx", made))
    assert codes(seen) == ["odd.alike"] and seen.findings[0].facts["other"] == "柳北船厂职工宿舍"


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "gb18030"), (",", "gbk"), ("\t", "utf-16"), ("，", "utf-8")]
)
def test_separated_values_in_every_dress(home: tuple[Node, str], tmp_path: Path, delimiter: str, encoding: str) -> None:
    node, survey = home
    made = buildings(["船厂宿舍", "1栋", 1985, "框架", 6, 3, 36, 2836.5], ["船厂宿舍", "２栋", "1986", "框架", "6", 3, 36, "2836.50"])
    seen = look(node, survey, text(tmp_path / "a.csv", made, delimiter, encoding))
    assert codes(seen) == []
    assert [each.values.get("area_m2") for each in seen.entries] == [None, "2836.5", "2836.5"]


def test_a_quoted_cell_may_hold_the_mark_that_separates(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    path = tmp_path / "q.csv"
    path.write_text('小区名称,户数,备注\n"船厂宿舍","1,072","一,二\n三"\n', encoding="utf-8")
    assert look(node, survey, path).entries[0].values == {"name": "船厂宿舍", "households": 1072, "note": "一,二\n三"}


def test_the_sheet_that_fits_best_is_taken(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    path = book(tmp_path / "s.xlsx", [["说明"], ["按表2填写"]], others={"表2": PLAIN, "表3": [["小区名称", "户数"], ["别处", 1]]})
    seen = look(node, survey, path)
    assert (seen.sheet, seen.sheets) == ("表2", ("表1", "表2", "表3"))
    assert look(node, survey, path, sheet="表3").entries[0].name == "别处"


def test_a_table_of_the_buildings_of_one_community(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    path = book(tmp_path / "w.xlsx", [["楼栋号", "层数", "户数"], ["1栋", 6, 36]])
    assert codes(look(node, survey, path)) == ["wrong.no_community_column"]
    seen = look(node, survey, path, within="船厂宿舍")
    assert [(each.kind, each.name) for each in seen.entries] == [("community", "船厂宿舍"), ("building", "1栋")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"PK\x03\x04 nothing", "error.import.unreadable"), ("a.pdf", b"%PDF", "error.import.unknown_kind"),
        ("a.csv", b"\xff\x00\xff\x81", "error.import.encoding"), ("a.csv", "甲,乙\n1,2\n".encode(), "error.import.no_head"),
        ("b.csv", b"", "error.import.no_head"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(home: tuple[Node, str], tmp_path: Path, name: str, content: bytes, code: str) -> None:
    node, survey = home
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput) as raised:
        look(node, survey, path)
    assert raised.value.code == code
    with pytest.raises(BadInput, match=r"error\.import\.missing"):
        look(node, survey, tmp_path / "nothing.xlsx")


def test_a_formula_is_taken_by_its_value_and_text_that_looks_like_one_is_text(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    seen = look(node, survey, book(tmp_path / "f.xlsx", [["小区名称", "户数", "备注"], ["=cmd|'/c calc'!A1", 72, "+1"]]))
    assert seen.entries[0].name == "=cmd|'/c calc'!A1" and seen.entries[0].values["note"] == "+1"


AREA = vocabulary().dimensions["area"]


@given(st.decimals(min_value=0, max_value=99999, places=6), st.sampled_from(sorted(set(AREA) - {"亩"})))
def test_converting_there_and_back_is_exact(number: Decimal, unit: str) -> None:
    read = read_number(f"{number:f}{unit}", AREA, "").value
    assert isinstance(read, Decimal)
    assert Fraction(read) == Fraction(number) * AREA[unit]
    assert "e" not in f"{read}".lower()


@given(st.decimals(min_value=0, max_value=99999, places=4))
def test_a_mu_is_rounded_half_up_to_the_place(number: Decimal) -> None:
    read = read_number(number, AREA, "亩")
    exact = Fraction(number) * Fraction(2000, 3)
    assert isinstance(read.value, Decimal)
    assert abs(Fraction(read.value) - exact) * 2 <= (Fraction(1, 100) if read.doubt else 0)


@given(st.one_of(st.text(), st.integers(), st.booleans(), st.dates(), st.decimals(allow_nan=True), st.none()))
def test_no_cell_breaks_a_reading(cell: Any) -> None:
    read_number(cell, AREA, "")
    read_year(cell)


@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=6), st.integers(-9, 9999), st.booleans()), max_size=4), max_size=6))
def test_no_sheet_breaks_the_reader(rows: list[list[Any]]) -> None:
    from surveyapp.domain.sheets.heads import Head, propose
    from surveyapp.domain.sheets.roster import read_roster

    head = Head(0, 1, ("小区名称", "楼栋号", "户数", "建成年份"))
    sheet = Sheet("", (head.texts, *(tuple(each) for each in rows)))
    read_roster(sheet, head, propose(head, vocabulary(), "roster"), vocabulary())


def test_every_head_word_is_read_as_what_it_stands_for() -> None:
    for target in targets("roster"):
        assert field_at(target) is not None, target
    for target in targets("interviews"):
        assert target.partition(".")[0] in ("wish", "wishes", "wish_rank") or field_at(target) is not None, target
    assert head_and_unit("建筑面积（单位：万㎡）", vocabulary()) == ("建筑面积", "万m2")


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_choices_are_read_as_the_screens_call_them(language: str) -> None:
    words.use_language(language)
    try:
        for target in {*targets("roster"), *targets("interviews")}:
            field = field_at(target) if "." in target else None
            for choice in field.choices if field else ():
                said = words.say(f"choice.{field.name}.{choice}")  # type: ignore[union-attr]
                assert vocabulary().choices[field.name].get(plain(said)) == choice, (field, said)  # type: ignore[union-attr]
    finally:
        words.use_language("zh")


def test_a_mapping_survives_its_file(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    path = book(tmp_path / "a.xlsx", PLAIN)
    seen = look(node, survey, path)
    again = look(node, survey, path, mapping=json.loads(json.dumps(to_json(seen.mapping))))
    assert again.mapping.columns == seen.mapping.columns and again.entries == seen.entries


def test_figures_in_words_are_read(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    lines = [
        ["船厂宿舍", "1栋", "一九九五", "框架", "六层", "三", "一百二十户", 9360],
        ["船厂宿舍", "2栋", "一九九五年", "框架", 6, "三四", "十二", 936],
        ["船厂宿舍", "3栋", "二〇〇一年", "框架", "十层", 1, "两户", 180],
    ]
    seen = look(node, survey, book(tmp_path / "b.xlsx", buildings(*lines)))
    assert codes(seen) == ["wrong.number"], "三四 may be three or four"
    write(node, survey, seen, leave_out=True)
    held = {each["name"]: each for each in rows_of(node, "building")}
    years = [each["built"]["value"] for each in held.values()]
    assert years == [1995, 1995, 2001]
    assert [(each.get("storeys"), each.get("units"), each.get("households")) for each in held.values()] == [(6, 3, 120), (6, None, 12), (10, 1, 2)]


def test_a_second_column_of_the_same_name_is_told_where_it_differs(home: tuple[Node, str], tmp_path: Path) -> None:
    node, survey = home
    head = ["小区名称", "户数", "街道", "户数"]
    seen = look(node, survey, book(tmp_path / "a.xlsx", [head, ["甲小区", 12, "东街", 12], ["乙小区", 12, "东街", 14]]))
    assert codes(seen) == ["odd.passed_over"] and seen.findings[0].where == "D3"
    assert words.say(seen.findings[0].code, **seen.findings[0].facts) == "D 列也叫“户数”，与 B 列写的不同，只用了 B 列"
    assert codes(look(node, survey, book(tmp_path / "b.xlsx", [head, ["甲小区", 12, "东街", 12], ["乙小区", 12, "东街", None]]))) == []
