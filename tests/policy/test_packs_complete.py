"""Every table, number, date, threshold, actor and procedure of the documents has a place in its pack, or a line saying why it is no rule.

The list was made from the documents clause by clause, apart from the packs; a fact is its clause and the words or figures that must be found there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping

import pytest

from surveyapp import paths
from surveyapp.policy.rules.provisions import departments
from surveyapp.steps import judge, policies

FACTS = {
    "lianzhou": """
         | draft
        连州 一 | defers
        连州 二 | 2000-12-31 | 县城 | 单栋
        三 | 问题用词
        连州 三(二)4 | 5
        连州 四 | 73 | 493 | 21 | infrastructure
        连州 五(一) | 4870 | 33500 | 67
        连州 五(二) | 谁受益、谁出资 | 维修基金
        连州 六(一) | 联合审查 | 无需再办 | 合并 | 施工图审查
        连州 六(二) | 一事一议
        连州 六(三) | 土地价款 | 锅炉房
        连州 六(四) | 变更手续
        连州 附件表头 | 2000年底后
        连州 附件 | clause
        连州 七(一) | 住房城乡建设
        七 | 组织保障
        连州 七(二) | 满意度
    """,
    "xianning": """
         | draft
        咸宁 一 | 因地制宜 | 不打造完整社区不改造
        咸宁 二(引言) | 2000-12-31 | 一老一小
        咸宁 二 | facilities
        咸宁 二(一)1 | corridor | 遮阳
        咸宁 二(一)2 | environment | 国球
        咸宁 二(一)3 | 联席会议
        咸宁 二(二)1 | 成立小区党组织 | 承诺接受后期物业管理并交纳费用 | 6
        咸宁 二(二)2 | 一片区一方案 | 住建 | 当地人民政府
        咸宁 二(二)3 | 豁免 | 联合验收
        咸宁 二(二)4 | 工程师
        咸宁 二(三)1 | 电梯 | 表后 | 门窗 | 燃气初装 | 主要由居民 | 公共收益
        咸宁 二(三)2 | 超长期国债 | 彩票
        咸宁 二(三)3 | 地方财政 | 相关企业 | 产权人 | 政府补助 | 一家牵头
        咸宁 二(三)4 | 公房产权单位 | 以丰补歉 | 专业化公司
        咸宁 三(一) | 住建
        咸宁 三(二) | 边角地
        三(三) | 宣传
    """,
    "liuzhou": """
        柳州 一(一) | 2000-12-31 | 2005-12-31 | goal
        柳州 一(二) | 单栋
        柳州 一(三)1 | basic
        柳州 一(三)2 | improvement
        柳州 一(三)3 | enhancement
        柳州 二(一) | 储备库 | 可行性研究 | 2005
        柳州 二(二) | 社区动员
        柳州 二(三) | 一小区一方案 | 菜单式
        柳州 二(四) | 决策共谋
        柳州 二(五) | 资金共担
        柳州 二(六) | 混错接 | 腾空地
        柳州 三(一) | 10 | 31 | 2/3 | 3/4
        柳州 三(一)1 | owners_committee | 宣传发动
        柳州 三(一)2 | 意愿调查
        柳州 三(一)3 | 长效管理方案
        柳州 三(一)4 | 5 | 街道 | 居委会签字
        柳州 三(二) | 实施一批、谋划一批、储备一批 | 联合发文
        柳州 三(三)1 | 发改会同住建
        柳州 三(三)2 | EPC
        柳州 三(三)3 | 竣工验收
        柳州 三(四) | 半自助自治
        柳州 四(一) | 专项债 | 基础类
        柳州 四(二) | 公积金 | 产权面积 | 共同决定
        柳州 四(三) | 1/5 | 未来收益
        柳州 四(四) | 信贷
        柳州 四(五) | 公房产权单位
        柳州 四(六) | 售货机
        柳州 五(一) | 片区统筹平衡
        柳州 五(二) | 小区内自平衡
        柳州 五(三) | 多元化投入
        柳州 六(二)1 | 县区
        柳州 六(二)2 | 组织部
        柳州 六(二)3 | 宣传部
        柳州 六(二)4 | 住房城乡建设
        柳州 六(二)5 | 发展改革
        柳州 六(二)6 | 财政局
        柳州 六(二)7 | 自然资源
        柳州 六(二)8 | 公安局
        柳州 六(二)9 | 民政局
        柳州 六(二)10 | 城管执法
        柳州 六(二)11 | 林业和园林
        柳州 六(二)12 | 国资委
        柳州 六(二)13 | 生态环境
        柳州 六(二)14 | 行政审批
        柳州 六(二)15 | 消防救援
        柳州 六(二)16 | 交警
        柳州 六(二)17 | 通信发展
        柳州 六(二)18 | 专营单位
        柳州 六(三) | 绩效
        柳州 六(四) | 分账核算
        柳州 引言 | clause
        六(二) | 名录
    """,
    "taian": """
        泰安 末段 | clause
         | 2020-09-01 | 2025-08-31 | 2020-07-29
        泰安 一(一) | 2005-12-31 | 国有 | 拆除新建
        泰安 一(二) | 2000
        泰安 二(一)1 | 楼道墙面粉刷 | 拆违拆临 | 防火规范
        泰安 二(一)2 | 社区用房 | 停车棚
        泰安 二(一)3 | 15分钟生活圈 | 托幼
        泰安 二(二)1 | D级、C级危房
        泰安 二(二)2 | 跨片区
        泰安 二(二)3 | 自求平衡
        泰安 二(二)4 | 多元化
        泰安 二(二)5 | 社会资本
        泰安 三(一) | 数据库
        泰安 三(二) | 物业管理模式
        泰安 三(三) | 财政评审 | 确认移交
        泰安 三(四) | 四位一体
        泰安 四(一) | 领导小组
        泰安 四(二) | 住房城乡建设 | 发展改革 | 公安 | 民政 | 财政 | 自然资源 | 行政审批 | 商务 | 体育 | 市场监管 | 金融 | 消防 | 供电 | 专营
        泰安 四(三) | 4+N | 专项债 | 以奖代补 | 一区一策 | 居民约定比例 | 捐资捐物 | 贷款贴息 | 社会资本
        泰安 五(一) | M0
        泰安 五(二) | 置换
        泰安 五(三) | 3 | 10
        泰安 六 | 村规民约
        五(一) | 低效用地
    """,
}
"""A line for every clause: the clause, then what must stand under it. A line without a clause: anywhere in the pack."""


def facts(pack_id: str) -> list[tuple[str, str]]:
    """The facts of a document as (clause, words)."""
    lines = [[part.strip() for part in line.split("|")] for line in FACTS[pack_id].strip().splitlines()]
    return [(line[0], said) for line in lines for said in line[1:]]


def texts(value: object, clause: str = "") -> Iterator[tuple[str, str]]:
    """Every leaf of a pack with the clause that it stands under: that of its own table, else of the table above; for [not_rules] the key."""
    if isinstance(value, Mapping):
        mine = str(value.get("clause", clause))
        for key, each in value.items():
            yield str(each.get("clause", mine)) if isinstance(each, Mapping) else mine, str(key)
            yield from texts(each, mine)
            if isinstance(each, str):
                yield str(key), each
    elif isinstance(value, list):
        for each in value:
            yield from texts(each, clause)
    else:
        yield clause, str(value)


@pytest.mark.parametrize("pack_id", FACTS)
def test_every_fact_of_the_document_has_its_place(pack_id: str) -> None:
    raw = tomllib.loads(paths.resource("policies", f"{pack_id}.toml").read_text(encoding="utf-8"))
    found = list(texts(raw))
    lost = [
        (clause, said)
        for clause, said in facts(pack_id)
        if not any(said in text and (not clause or clause in _cited(where)) for where, text in found)
    ]
    assert lost == []
    assert len(facts(pack_id)) > 28


def _cited(clause: str) -> set[str]:
    """The clauses of a clause line: `柳州 四(一)、四(二)` cites both, `连州 二；附件表头` 连州 二 and 连州 附件."""
    place, _, rest = clause.partition(" ")
    if not rest:
        return {clause}
    parts = [each.strip().removeprefix(place).strip() for mark in ("；",) for line in clause.split(mark) for each in line.split("、")]
    return {f"{place} {each}" for each in parts} | {f"{place} {each.split('(因')[0]}" for each in parts}


@pytest.mark.parametrize("pack_id", FACTS)
def test_provisions_name_known_items_and_speak_both_languages(pack_id: str) -> None:
    found = judge.rulebook(pack_id).provisions
    items = policies.catalogue().items
    for each in found:
        assert each.text.zh and each.text.en
        assert set(each.items) <= set(items), each
        assert each.kind != "department" or each.who.en
    assert len({(each.clause, each.text.zh) for each in found}) == len(found)


@pytest.mark.parametrize(
    ("pack_id", "item", "who"),
    [
        ("liuzhou", "WS-01", ["市城管执法局"]),
        ("liuzhou", "WS-02", ["市林业和园林局"]),
        ("liuzhou", "JC-09", ["市公安局"]),
        ("liuzhou", "JC-08", ["市消防救援支队"]),
        ("liuzhou", "JC-11", ["市通信发展管理办公室"]),
        ("liuzhou", "JC-01", ["供水、供电、燃气等专营单位"]),
        ("liuzhou", "WS-14", []),
        ("taian", "WS-14", ["市场监管部门"]),
        ("taian", "WS-11", ["体育部门"]),
        ("taian", "TS-05", ["民政部门"]),
        ("taian", "TS-09", ["商务部门"]),
        ("taian", "TA-02", ["消防部门"]),
        ("taian", "WS-01", []),
    ],
)
def test_whom_a_matter_is_passed_on_to(pack_id: str, item: str, who: list[str]) -> None:
    assert [each.who.zh for each in departments(judge.rulebook(pack_id).provisions, item)] == who
