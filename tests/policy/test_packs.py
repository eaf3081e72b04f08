"""Packs: the documents' own lists, and what `policy check` says of a pack that is wrong."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp import paths, words
from surveyapp.errors import BadInput
from surveyapp.policy.packs import check_pack, pack_from
from surveyapp.steps import policies
from tests.policy.test_catalogue import TOML

# The documents' lists in their own words (柳州 in simplified characters), each with the item that it is.
LIUZHOU = {
    "basic": (
        "JC-01 供水|JC-02 排水|JC-03 供电|JC-04 弱电|JC-05 道路|"
        "JC-06 供气|JC-08 消防|JC-09 安防|JC-10 生活垃圾分类|JC-11 移动通信|"
        "JC-12 光纤入户|JC-13 架空线规整(入地)|JC-14 屋面|JC-15 外墙|JC-16 楼梯等公共部位"
    ),
    "improvement": (
        "WS-01 拆除违法建设|WS-02 绿化|WS-03 照明|WS-04 适老设施|WS-05 无障碍设施|"
        "WS-06 停车库(场)|WS-07 电动自行车及汽车充电设施|WS-08 智能快件箱|WS-09 智能信包箱|WS-10 文化休闲设施|"
        "WS-11 体育健身设施|WS-12 物业用房|WS-13 建筑节能改造|WS-14 加装电梯"
    ),
    "enhancement": (
        "TS-12 小区党群服务中心|TS-01 社区综合服务设施|TS-02 卫生服务站等公共卫生设施|TS-03 幼儿园等教育设施|TS-04 周界防护等智能感知设施|"
        "TS-05 养老|TS-06 托育|TS-07 助餐|TS-08 家政保洁|TS-09 便民市场|"
        "TS-10 便利店|TS-11 邮政快递末端综合服务站"
    ),
}
TAIAN = {
    "basic": (
        "JC-01 水|JC-03 电|JC-06 气|JC-07 暖|JC-09 门禁系统、监控摄像头|"
        "JC-10 封闭式垃圾桶|JC-08 消防给水、消防设施|JC-05 小区内道路|JC-02 雨污水管道|WS-03 路灯|"
        "WS-02 公共绿地|JC-14 楼顶防水|JC-16 楼道墙面粉刷|JC-13 管线规整|WS-01 拆违拆临"
    ),
    "improvement": (
        "WS-13 节能保温|WS-11 体育健身|WS-05 无障碍设施|TS-01 社区用房|WS-12 物业用房|"
        "TA-01 微型消防站|WS-14 电梯|WS-06 停车位、停车棚|WS-07 电动车充电"
    ),
    "enhancement": (
        "TS-05 养老|TS-03 托幼|TS-06 托幼|TS-02 医疗|TA-02 应急救援站|"
        "TS-08 家政|TS-07 助餐|TS-09 便民市场|TS-10 便利店|TS-12 社区党群服务中心|"
        "TA-03 智慧社区"
    ),
}


def _codes(listed: str) -> set[str]:
    return {entry.split()[0] for entry in listed.split("|")}


@pytest.mark.parametrize(("pack_id", "lists"), [("liuzhou", LIUZHOU), ("taian", TAIAN)])
def test_a_pack_lists_what_its_document_lists_and_nothing_else(pack_id: str, lists: dict[str, str]) -> None:
    listings = policies.pack(pack_id).listings
    for tier, listed in lists.items():
        assert {code for code, each in listings.items() if each.tier == tier} == _codes(listed)


def test_the_national_base_is_liuzhou_with_heating_and_without_the_party_centre() -> None:
    national, liuzhou = policies.pack("national").listings, policies.pack("liuzhou").listings
    assert set(national) - set(liuzhou) == {"JC-07"}
    assert set(liuzhou) - set(national) == {"TS-12"}
    assert all(national[code].tier == liuzhou[code].tier for code in set(national) & set(liuzhou))


def test_xianning_sorts_by_the_three_revolutions() -> None:
    taxonomy = policies.pack("xianning").taxonomies[0]
    counts = [sum(each.category == name for each in taxonomy.items.values()) for name in ("corridor", "environment")]
    assert (taxonomy.id, counts, taxonomy.defects["MG-01"].category) == ("three_revolutions", [11, 18], "management")


def test_every_clause_names_its_document_and_section() -> None:
    for pack_id in policies.pack_ids():
        pack = policies.pack(pack_id)
        clauses = [each.clause for each in pack.listings.values()] + [
            p.clause for t in pack.taxonomies for p in (*t.items.values(), *t.defects.values())
        ]
        head = "国办发〔2020〕23号 " if pack_id == "national" else f"{pack.place.zh} "
        assert all(clause.startswith(head) and len(clause) > len(head) for clause in clauses)


def test_the_built_in_packs_and_catalogue_have_no_findings() -> None:
    found = [each for path in paths.resource("policies").glob("*.toml") for each in policies.check_pack_file(path)]
    assert [*found, *policies.check_catalogue_files()] == []


def test_the_base_comes_first_and_an_unknown_pack_is_named() -> None:
    assert policies.pack_ids() == ("national", "lianzhou", "liuzhou", "taian", "xianning")
    with pytest.raises(BadInput) as refused:
        policies.pack("atlantis")
    assert refused.value.facts["pack"] == "atlantis"


@pytest.mark.parametrize(
    ("day", "status"),
    [("2020-08-31", "not_yet"), ("2020-09-01", "in_force"), ("2025-08-31", "in_force"), ("2025-09-01", "expired"), (None, "expired")],
)
def test_taian_is_valid_on_its_first_and_last_day(day: str | None, status: str) -> None:
    assert policies.pack("taian").document.status_on(date.fromisoformat(day) if day else None) == status


def test_a_draft_stays_a_draft() -> None:
    assert policies.pack("xianning").document.status_on(date(2030, 1, 1)) == "draft"


GOOD = """
format = 1
id = "here"
version = "1"
base = "national"
place = { zh = "此地", en = "Here" }
[document]
title = { zh = "方案", en = "Plan" }
issuer = { zh = "市", en = "City" }
status = "in_force"
[items]
JC-01 = { tier = "basic", clause = "此地 一1" }
"""


def _write(folder: Path, text: str) -> Path:
    file = folder / "here.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_pack_of_ones_own_is_read_and_keeps_rule_sections(tmp_path: Path) -> None:
    pack = policies.load_pack(_write(tmp_path, GOOD + '[consent]\nclause = "此地 二"\n'))
    assert pack.root.id == "national"
    assert pack.rules == {"consent": {"clause": "此地 二"}}
    assert pack.tier_name("basic").zh == "基础类"


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ("format = 1", "format = 9", "finding.pack.format", "format"),
        ('id = "here"', 'id = ""', "finding.pack.missing", "id"),
        ('version = "1"', "", "finding.pack.missing", "version"),
        ('base = "national"', 'base = "mars"', "finding.policy_unknown", "here.toml"),
        ('base = "national"', 'base = "here"', "finding.policy_circle", "here.toml"),
        ('en = "Here"', 'en = ""', "finding.pack.no_name", "place"),
        ('title = { zh = "方案", en = "Plan" }', "", "finding.pack.no_name", "document.title"),
        ('status = "in_force"', 'status = "perhaps"', "finding.pack.status", "document.status"),
        ('status = "in_force"', 'status = "in_force"\nissued = "last week"', "finding.pack.date", "document.issued"),
        (
            'status = "in_force"',
            'status = "in_force"\neffective_from = "2021-01-02"\neffective_until = "2021-01-01"',
            "finding.pack.dates_reversed",
            "document.effective_until",
        ),
        ('tier = "basic"', 'tier = "golden"', "finding.pack.tier", "items.JC-01"),
        ('clause = "此地 一1"', 'clause = " "', "finding.pack.no_clause", "items.JC-01"),
        ("JC-01 =", "JC-77 =", "finding.pack.unknown_item", "items.JC-77"),
        ('clause = "此地 一1" }', 'clause = "此地 一1", only = ["ZZ-01"] }', "finding.pack.unknown_defect", "items.JC-01"),
        ('JC-01 = { tier = "basic", clause = "此地 一1" }', "", "finding.pack.empty", "items"),
        ("[items]", "[items", "finding.policy_unreadable", "here.toml"),
        ("[items]", '[defers]\nclause = ""\n[items]', "finding.pack.no_clause", "defers"),
        (
            "[items]",
            '[[taxonomies]]\nid = "t"\nname = { zh = "类", en = "Kinds" }\n[taxonomies.items]\nJC-01 = { category = "x", clause = "一" }\n[items]',
            "finding.pack.category",
            "taxonomies.t.JC-01",
        ),
    ],
)
def test_each_thing_that_can_be_wrong_is_found_and_said_in_both_languages(tmp_path: Path, old: str, new: str, code: str, where: str) -> None:
    assert old in GOOD
    found = policies.check_pack_file(_write(tmp_path, GOOD.replace(old, new)))
    assert (code, where) in [(each.code, each.where) for each in found]
    for language in words.LANGUAGES:
        words.use_language(language)
        try:
            assert all("{" not in policies.say_reason(each.code, each.facts) and words.has(each.code) for each in found)
        finally:
            words.use_language("zh")


def test_all_findings_come_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("format = 1", "format = 9").replace('tier = "basic"', 'tier = "golden"').replace('status = "in_force"', 'status = "?"')
    assert len(policies.check_pack_file(_write(tmp_path, text))) == 3
    with pytest.raises(BadInput) as refused:
        policies.load_pack(_write(tmp_path, text))
    assert refused.value.facts["count"] == 3


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert policies.check_pack_file(tmp_path / "none.toml")[0].code == "finding.policy_no_file"


@given(st.dictionaries(st.sampled_from([*tomllib.loads(GOOD), "tiers", "defers", "taxonomies", "divisions"]), TOML, max_size=8))
def test_any_table_is_checked_without_an_exception_and_what_passes_can_be_read(untrusted: dict[str, object]) -> None:
    findings = check_pack(untrusted, None, policies.catalogue())
    if not findings:
        pack_from(untrusted, None)
