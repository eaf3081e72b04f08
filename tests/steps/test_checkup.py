"""The national orders: what falls into each category, counted over what a store really holds."""

from __future__ import annotations

import pytest

from surveyapp.errors import BadInput
from surveyapp.policy.frames import frames_from
from surveyapp.steps import policies
from surveyapp.steps.checkup import check_frames, checkup, frames, placed_in
from surveyapp.steps.node import Node
from tests.conftest import Team

from .plan_case import add, community


def counts(node: Node, taxonomy: str, survey: str = "") -> dict[str, int]:
    return {each.code: each.count for each in checkup(node, taxonomy, survey).categories if each.count}


def test_the_orders_are_whole_and_known_by_the_catalogue() -> None:
    assert check_frames() == ()
    assert [each.id for each in frames()] == ["checkup_housing", "checkup_community", "statistics"]
    assert len(frames()[0].categories) == 10
    assert all(not each.verified and each.note.zh for each in frames())
    shared = next(each for each in frames()[0].categories if each.code == "shared_rooms")
    assert shared.unit.zh == "套" and shared.not_recorded is not None


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        ({"taxonomies": [{"id": "x"}]}, "taxonomies.taxonomies[0].counted"),
        ({"taxonomies": [{"categories": {"a": {"items": ["JC-99"]}}}]}, "taxonomies.taxonomies[0].categories.a.items"),
        ({"taxonomies": [{"categories": {"a": {"shown_by": [{"kind": "photo"}]}}}]}, "taxonomies.taxonomies[0].categories.a.shown_by[0].kind"),
        ({"taxonomies": [{"categories": {"a": 5}}]}, "taxonomies.taxonomies[0].categories.a"),
        ({"taxonomies": [{"counted": "photo"}]}, "taxonomies.taxonomies[0].counted"),
    ],
)
def test_damage_is_found(raw: dict[str, object], where: str) -> None:
    assert where in [each.where for each in frames_from(raw, policies.catalogue())[1]]


def test_buildings_are_counted_once_by_defects_and_by_fields(team: Team) -> None:
    node = team.laptop()
    stream = community(node, "liuzhou", 1990, 1991, 1992)
    first, second = (add(node, stream, "building", {"name": f"{each}栋", "needs_energy": wish}) for each, wish in (("甲", "yes"), ("乙", "no")))
    for code in ("WL-05", "CP-02", "CP-02"):
        add(node, stream, "defect", {"code": code, "building": first})
    add(node, stream, "defect", {"code": "GS-02", "building": second})
    add(node, stream, "defect", {"code": "WL-02"})
    add(node, stream, "building", {"name": "丙栋", "safety": {"grade": "D", "body": "鉴定所"}})
    told = checkup(node, "checkup_housing")
    assert counts(node, "checkup_housing") == {"structure": 1, "gas": 1, "corridor": 1, "energy": 1}
    assert (told.of, told.unplaced) == (6, 1)
    energy = next(each for each in told.categories if each.code == "energy")
    assert [(each.name, each.evidence) for each in energy.counted] == [("甲栋", ("WL-05", "楼栋"))]


def test_communities_by_items_defects_and_plan(team: Team) -> None:
    node = team.laptop()
    stream = community(node, management="none")
    assert counts(node, "checkup_community") == {"management": 1}
    assert counts(node, "statistics") == {"basics": 1}
    add(node, stream, "defect", {"code": "EV-01"})
    add(node, stream, "defect", {"code": "PK-01"})
    add(node, stream, "plan_entry", {"year": 2027, "batch": "executing"})
    assert counts(node, "checkup_community") == {"parking": 1, "management": 1}
    assert counts(node, "statistics") == {"plan": 1, "progress": 1, "effect_lift": 1, "effect_parking": 1, "basics": 1}
    assert counts(node, "statistics", survey="another") == {}


def test_an_order_that_is_not_there(team: Team) -> None:
    with pytest.raises(BadInput) as refused:
        checkup(team.laptop(), "zodiac")
    assert refused.value.code == "error.taxonomy_unknown"


def test_an_item_under_the_orders() -> None:
    assert [(frame.id, category.code) for frame, category in placed_in("WS-14")] == [("statistics", "effect_lift")]
    assert ("checkup_housing", "ageing") in [(frame.id, category.code) for frame, category in placed_in("WS-14", "EV-01")]
    assert placed_in("JC-14", taxonomy="checkup_community") == ()
