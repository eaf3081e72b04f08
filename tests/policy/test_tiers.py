"""Verdicts: where a tier comes from, and that a silent document is answered by silence."""

from __future__ import annotations

from datetime import date

import pytest

from surveyapp import words
from surveyapp.policy.tiers import Override, TierVerdict, verdict
from surveyapp.steps import policies


def judged(pack_id: str, item: str, defect: str = "", **more: object) -> TierVerdict:
    return verdict(policies.pack(pack_id), policies.catalogue().items[item], defect, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("pack_id", policies.pack_ids())
@pytest.mark.parametrize("item", policies.catalogue().items)
def test_a_tier_stands_only_where_the_document_gives_it(pack_id: str, item: str) -> None:
    found = judged(pack_id, item)
    pack = policies.pack(pack_id)
    own = pack.listings.get(item)
    assert (found.tier is not None) == (found.how in ("listed", "deferred"))
    assert (found.how == "listed") == (own is not None)
    if found.how == "silent":
        assert (found.listed, found.tier, found.clause) == (False, None, "")
    if found.tier:
        assert found.clause
    base = policies.pack("national").listings.get(item)
    assert found.base_tier == (base.tier if base else None)
    assert all(words.has(code) for code, _ in found.reasons)


@pytest.mark.parametrize(
    ("item", "tiers"),
    [
        ("WS-01", ["improvement", "improvement", "improvement", "basic", None]),
        ("WS-02", ["improvement", "improvement", "improvement", "basic", None]),
        ("WS-03", ["improvement", "improvement", "improvement", "basic", None]),
        ("TS-01", ["enhancement", "enhancement", "enhancement", "improvement", None]),
        ("JC-07", ["basic", "basic", None, "basic", None]),
        ("JC-15", ["basic", "basic", "basic", None, None]),
        ("TS-12", [None, None, "enhancement", "enhancement", None]),
        ("TA-01", [None, None, None, "improvement", None]),
        ("X-01", [None, None, None, None, None]),
    ],
)
def test_the_known_differences_between_the_documents(item: str, tiers: list[str | None]) -> None:
    assert [judged(pack, item).tier for pack in policies.pack_ids()] == tiers


def test_taian_names_only_the_painting_of_stairwell_walls() -> None:
    assert judged("taian", "JC-16", "CP-01").tier == "basic"
    other = judged("taian", "JC-16", "CP-02")
    assert (other.how, other.tier, other.base_tier) == ("silent", None, "basic")
    assert "policy.reason.other_part" in dict(other.reasons)
    assert "policy.reason.part_only" in dict(judged("taian", "JC-16").reasons)


def test_lianzhou_defers_by_a_clause_of_its_own() -> None:
    found = judged("lianzhou", "JC-14")
    assert (found.how, found.listed, found.tier) == ("deferred", True, "basic")
    assert found.clause == "连州 一 → 国办发〔2020〕23号 二(二)1"


def test_lianzhou_calls_greening_infrastructure_and_the_base_does_not() -> None:
    found = judged("lianzhou", "WS-02")
    assert (found.tier, found.taxonomies[0].category.zh) == ("improvement", "基础设施")


def test_xianning_names_items_without_tiers() -> None:
    found = judged("xianning", "JC-15", "WL-01")
    assert (found.how, found.listed, found.tier, found.base_tier) == ("untiered", True, None, "basic")
    assert [each.category.zh for each in found.taxonomies] == ["楼道革命", "公共部位维修"]
    assert judged("xianning", "TS-09").how == "silent"


def test_an_override_keeps_the_documents_view_beside_it() -> None:
    found = judged("taian", "JC-15", "WL-01", override=Override("basic", "外墙掉砖伤人"))
    assert (found.how, found.tier, found.listed, found.clause) == ("override", "basic", False, "")
    assert found.reasons[0] == ("policy.how.override", {"reason": "外墙掉砖伤人"})


def test_what_is_no_renovation_item_cannot_be_given_a_tier() -> None:
    found = judged("liuzhou", "X-99", override=Override("basic", "?"))
    assert (found.how, found.tier, len(found.reasons)) == ("referred", None, 1)


def test_the_status_of_the_document_on_the_day_is_a_reason() -> None:
    assert "policy.status.expired" in dict(judged("taian", "JC-14", as_of=date(2025, 9, 1)).reasons)
    assert "policy.status.expired" not in dict(judged("taian", "JC-14", as_of=date(2025, 8, 31)).reasons)


def test_a_tier_that_differs_from_the_base_says_so() -> None:
    assert "policy.reason.differs" in dict(judged("taian", "WS-03").reasons)
    assert "policy.reason.differs" not in dict(judged("liuzhou", "WS-03").reasons)
