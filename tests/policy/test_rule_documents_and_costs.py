from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.steps import judge as steps
from tests.policy.courtroom import CITIES, ask


def payer(city: str, item: object, **more: object) -> dict[str, Any]:
    return ask("cost_responsibility", city, {"item": item, **more})


@given(st.dates(date(2019, 1, 1), date(2028, 1, 1)))
def test_taian_is_in_force_from_its_first_to_its_last_day(as_of: date) -> None:
    verdict = ask("document_validity", "泰安", {"as_of": str(as_of)})
    assert verdict["in_force"] is (date(2020, 9, 1) <= as_of <= date(2025, 8, 31))
    assert (verdict["warning"] is None) is verdict["in_force"]


@pytest.mark.parametrize(("city", "in_force"), [("咸宁", False), ("连州", False), ("柳州", None)])
@pytest.mark.parametrize("as_of", ["2021-01-01", "2026-11-22", None])
def test_drafts_and_documents_without_dates(city: str, in_force: bool | None, as_of: str | None) -> None:
    verdict = ask("document_validity", city, {"as_of": as_of})
    assert verdict["in_force"] is in_force
    assert verdict["warning"]


@pytest.mark.parametrize(
    ("as_of", "in_force"),
    [
        ("2025年8月", True),
        ("2025年", None),
        ("2024", True),
        (2019, False),
        ("2025年9月", False),
        ("2020年8月31号", False),
        ("二〇二五年八月三十一日", True),
    ],
)
def test_a_month_or_a_year_is_answered_where_all_of_it_is_alike(as_of: object, in_force: bool | None) -> None:
    assert ask("document_validity", "泰安", {"as_of": as_of})["in_force"] is in_force


def test_the_day_of_the_command_is_looked_at_where_the_line_names_none() -> None:
    line = {"rule": "document_validity", "city": "泰安", "input": {}}
    assert steps.judge_line(line, date(2025, 8, 31))["in_force"] is True
    assert steps.judge_line(line, date(2025, 9, 1))["in_force"] is False
    assert steps.judge_line({**line, "input": {"as_of": "2025-08-31"}}, date(2025, 9, 1))["in_force"] is True


@pytest.mark.parametrize("city", ["柳州", "泰安", "连州", "国家"])
def test_a_goal_that_is_past_is_told_and_ends_nothing(city: str) -> None:
    past, before = (ask("document_validity", city, {"as_of": day}) for day in ("2026-01-01", "2025-12-31"))
    assert any("目标期至 2025-12-31" in each for each in past["reasons"])
    assert not any("目标期" in each for each in before["reasons"])


def test_every_payer_has_its_english() -> None:
    for city in CITIES:
        rule = steps.rulebook(steps.judge("priority", city, {})[1].id).cost_responsibility
        assert rule is not None
        for line in rule.lines:
            for said in filter(None, (line.payer, line.utility_owned, line.not_utility_owned, line.how)):
                assert rule.named(said).en.isascii()


def test_every_verdict_tells_the_standing_of_its_document() -> None:
    given = {"plan_year": 2026, "submitted": "2025-10-31"}
    said = {city: " ".join(ask("deadline", city, given)["reasons"]) for city in CITIES}
    assert "未正式" in said["咸宁"] and "未正式" in said["连州"] and "已失效" in said["泰安"]
    assert "未正式" not in said["柳州"] and "已失效" not in said["柳州"]
    assert "失效" not in " ".join(ask("deadline", "泰安", given | {"as_of": "2025-08-31"})["reasons"])


@pytest.mark.parametrize(
    ("city", "item", "expected"),
    [
        ("咸宁", "给六层楼加装一部电梯", "居民"),
        ("咸宁", "门窗更换", "居民"),
        ("咸宁", "燃气初装", "居民"),
        ("咸宁", "水表表后管道", "居民"),
        ("咸宁", "电表表后线路", "居民"),
        ("咸宁", "户内水管更换", "居民"),
        ("咸宁", "户内燃气管", None),
        ("咸宁", "加裝電梯", "居民"),
        ("咸宁", "屋面修缮", "主要由居民"),
        ("咸宁", "外墙立面改造", "主要由居民"),
        ("咸宁", "供水管沟土建", "地方财政"),
        ("咸宁", "通信站房", "地方财政"),
        ("咸宁", "供水管线", "相关企业"),
        ("咸宁", "燃气管线更新", "相关企业"),
        ("咸宁", "二次供水设施", "产权人"),
        ("咸宁", "有线电视线缆规整", "专营单位负责+政府补助"),
        ("咸宁", "道路修整", None),
        ("咸宁", "供电线路", None),
        ("咸宁", "排水管网", None),
        ("咸宁", "加个梯", "居民"),
        ("咸宁", "电梯维修", None),
        ("咸宁", "电梯更新", None),
        ("咸宁", "煤气开户", "居民"),
        ("咸宁", "燃气灶", None),
        ("咸宁", "楼顶太阳能", None),
        ("柳州", "外墙维修", "基础类财政重点支持+相关居民分摊"),
        ("柳州", "供水管线", None),
        ("柳州", "产权属于专营单位的供水管线", "专营单位"),
        ("柳州", "产权不属于专营单位的供水管线", "资金共担"),
        ("柳州", "加装电梯", "受益居民分摊(谁受益、谁出资)"),
        ("柳州", "公房加装电梯", "公房产权单位"),
        ("柳州", "雨污水管网", "财政重点支持(基础类)+居民合理分担"),
        ("柳州", "小区道路", "财政重点支持(基础类)+居民合理分担"),
        ("柳州", "智能充电桩、停车场", "社会资本(吸引参与)"),
        ("柳州", "供热管线", None),
        ("柳州", "绿化", None),
        ("柳州", "供水管线，产权归自来水公司", "专营单位"),
        ("柳州", "业主共有的供水管", "资金共担"),
        ("柳州", "产权不属于供水企业的供水管线", "资金共担"),
        ("柳州", "供水管线产权不明", None),
        ("柳州", "入户端口以内的供水管", None),
        ("泰安", "社区养老、托幼", "社会资本(鼓励参与)"),
        ("泰安", "原产权单位宿舍", "产权单位(多渠道筹资)"),
        ("泰安", "消防水管", None),
        ("咸宁", "养老、托幼、助餐", "专业化公司(支持参与)"),
        ("咸宁", "楼梯栏杆维修", "主要由居民"),
        ("咸宁", "楼道灯", None),
        ("咸宁", "消防水箱", None),
        ("咸宁", "配电室土建", "地方财政"),
        ("咸宁", "单位宿舍", "原产权单位(鼓励)"),
        ("泰安", "产权属专营单位的供热管线", "专营单位"),
        ("泰安", "非专营产权供电设施", "专营单位(以奖代补)"),
        ("泰安", "公有住房加装电梯", "产权单位(按居民约定比例)"),
        ("泰安", "加装电梯", None),
        ("泰安", "屋面防水", "居民(住宅专项维修资金等渠道,引导出资)"),
        ("连州", "屋面防水", "谁受益、谁出资"),
        ("连州", "加装电梯", "谁受益、谁出资"),
        ("柳州", None, None),
        ("柳州", "", None),
        ("柳州", 5, None),
    ],
)
def test_who_pays(city: str, item: object, expected: str | None) -> None:
    assert payer(city, item)["payer"] == expected


def test_ownership_decides_for_utilities_and_both_answers_stand_beside() -> None:
    open_verdict = payer("柳州", "供电设施")
    assert (open_verdict["result"], open_verdict["payer_if_utility_owned"], open_verdict["payer_if_not_utility_owned"]) == (
        "待核",
        "专营单位",
        "资金共担",
    )
    assert payer("柳州", "供电设施", owned_by_utility=True)["payer"] == "专营单位"
    assert payer("柳州", "供电设施", owned_by_utility=False)["payer"] == "资金共担"
    assert payer("柳州", "入户端口以内的供水管")["payer"] is None


def test_what_a_document_does_not_name_stays_unnamed_with_its_principle() -> None:
    verdict = payer("咸宁", "绿化补种")
    assert (verdict["payer"], verdict["listed"], verdict["result"], verdict["principle"]) == (None, False, "not_listed_in_document", "谁受益、谁出资")
