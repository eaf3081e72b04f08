"""The review on real stores: the table against a plain reading of the rows, bulk edits, conflicts, the past, findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from surveyapp.domain.edits import DELETED
from surveyapp.domain.review import COLUMNS, GROUPINGS, Listing, Query
from surveyapp.errors import BadInput, HomeMissing
from surveyapp.steps import bulk, flaws, past, policies, review, settle, undo
from surveyapp.steps.bring_in import bring_in_bytes
from surveyapp.steps.node import Node
from surveyapp.store import find
from tests.benchmarks.big_survey import fill
from tests.conftest import Team
from tests.steps import acts
from tests.steps.conftest import HandOver, Pair

PACK = policies.pack("liuzhou")


def listed(node: Node, survey: str, query: Query) -> tuple[Listing, list[str]]:
    """The listing and the records in its order."""
    found = review.listing(node, survey, PACK, query)
    return found, [row.line.record for row in review.rows(node, survey, PACK, found.ids)]


def all_rows(node: Node, kind: str = "defect") -> dict[str, Any]:
    """Every row of a kind by record."""
    with node.store.reading() as connection:
        return {row.record: row for row in find.of_kind(connection, kind)}


@pytest.fixture(params=["sqlite", "postgresql"])
def town(request: pytest.FixtureRequest, make_city: Callable[[str], Node]) -> tuple[Node, str]:
    """A survey of four communities and 240 defects, some with photos, on either database."""
    node = make_city(request.param)
    person = node.new_id()
    node.author = person
    survey = node.new_id()
    acts.put(node, survey, survey, "survey", name="摸底", policy="liuzhou")
    fill(node, survey, communities=4, buildings=12, defects=240, photos=0.5)
    return node, survey


def test_filters_answer_what_a_plain_reading_answers(town: tuple[Node, str]) -> None:
    node, survey = town
    defects, photos = all_rows(node), all_rows(node, "photo")
    with_photo = {row.get("subject") for row in photos.values()}
    tiers = review.tier_of(PACK)
    chosen = next(iter(defects.values()))
    building = next(row.get("building") for row in defects.values() if row.get("building"))
    cases: list[tuple[dict[str, Any], Callable[[Any], bool]]] = [
        ({}, lambda row: True),
        ({"community": chosen.stream}, lambda row: row.stream == chosen.stream),
        ({"building": building}, lambda row: row.get("building") == building),
        ({"common": True}, lambda row: not row.get("building")),
        ({"code": chosen.get("code")}, lambda row: row.get("code") == chosen.get("code")),
        ({"tier": "basic"}, lambda row: tiers[row.get("code")] == "basic"),
        ({"tier": "silent"}, lambda row: tiers[row.get("code")] == "silent"),
        ({"severity": 3}, lambda row: row.get("severity") == 3),
        ({"author": chosen.author}, lambda row: row.author == chosen.author),
        ({"without_photo": True}, lambda row: row.record not in with_photo),
        ({"since": "2026-03-02"}, lambda row: row.wall >= "2026-03-02"),
        ({"typed": "渗水"}, lambda row: "渗水" in row.get("words") or "渗水" in review.verdicts.defect_name(row.get("code"))),
        ({"severity": 2, "tier": "basic"}, lambda row: row.get("severity") == 2 and tiers[row.get("code")] == "basic"),
    ]
    for conditions, holds in cases:
        found, records = listed(node, survey, Query(**conditions))
        assert sorted(records) == sorted(row.record for row in defects.values() if holds(row)), conditions
        assert found.total == len(defects)


def test_every_order_holds_every_defect_once_and_groups_are_whole(town: tuple[Node, str]) -> None:
    node, survey = town
    defects = all_rows(node)
    for group in GROUPINGS:
        for column in COLUMNS:
            found, records = listed(node, survey, Query(group=group, sort=column))
            assert sorted(records) == sorted(defects), (group, column)
            assert [each.start for each in found.groups] == [sum(g.count for g in found.groups[:place]) for place in range(len(found.groups))]
            assert sum(each.count for each in found.groups) == (len(records) if group else 0)
            assert len({each.key for each in found.groups}) == len(found.groups)


def test_rows_come_in_the_order_asked_for(town: tuple[Node, str]) -> None:
    node, survey = town
    defects = all_rows(node)
    for descending in (True, False):
        query = Query(group="", descending=descending)
        _, by_severity = listed(node, survey, replace(query, sort="severity"))
        values = [defects[each].get("severity") for each in by_severity]
        assert values == sorted(values, reverse=descending)
        _, by_amount = listed(node, survey, replace(query, sort="quantity"))
        amounts = [float((defects[each].get("quantity") or {"n": -1})["n"]) for each in by_amount]
        assert amounts == sorted(amounts, reverse=descending)
    found, records = listed(node, survey, Query(group="building"))
    assert [each.title for each in found.groups] != [] and all(each.title for each in found.groups)
    names = [
        row.building_name
        for row in review.rows(node, survey, PACK, found.ids)
        if row.community == review.rows(node, survey, PACK, found.ids[:1])[0].community
    ]
    numbers = [int(name.removesuffix("栋")) if name else 0 for name in names]
    assert numbers == sorted(numbers)
    assert len(records) == 240


def test_an_override_moves_a_defect_to_its_tier(town: tuple[Node, str]) -> None:
    node, survey = town
    row = next(iter(all_rows(node).values()))
    node.author = node.author or node.new_id()
    acts.put(node, row.stream, row.record, "defect", override={"tier": "enhancement", "reason": "居民要求", "pack": "liuzhou"})
    assert row.record in listed(node, survey, Query(tier="enhancement"))[1]
    assert row.record not in listed(node, survey, Query(tier="basic"))[1]


def test_search_takes_catalogue_names_places_buildings_numbers_and_initials(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    house = acts.born(node, stream, "building", name="12栋")
    roof = acts.born(node, stream, "defect", code="RF-01", words="顶楼滴水", place="roof", building=house)
    rail = acts.born(node, stream, "defect", code="CP-02", words="扶手晃", place="stairwell")
    number = all_rows(node)[roof].get("number")
    for typed, expected in (
        ("屋面漏雨", {roof}),
        ("滴水", {roof}),
        ("dlds", {roof}),
        ("楼梯间", {rail}),
        ("12栋", {roof}),
        (number.lower(), {roof}),
        ("晃", {rail}),
        ("顶楼 滴水", {roof}),
        ("顶楼 扶手", set()),
    ):
        assert set(listed(node, survey, Query(typed=typed))[1]) == expected, typed


def test_search_takes_places_without_a_blank_authors_and_the_initials_of_communities(team: Team) -> None:
    node, survey = team.surveyed()
    other = acts.community(node, survey, "食品厂宿舍")
    stream = acts.community(node, survey, "柳北船厂宿舍")
    house, tall = (acts.born(node, stream, "building", name=name) for name in ("3栋", "13栋"))
    rail = acts.born(node, stream, "defect", code="CP-02", words="扶手晃", building=house, unit=3, storey=5, door="501")
    high = acts.born(node, stream, "defect", code="CP-02", words="扶手断", building=tall, unit=3, storey=3)
    far = acts.born(node, other, "defect", code="CP-02", words="路边扶手断")
    person = node.author
    with node.store.reading() as connection:
        name = find.one(connection, survey, person).get("name")  # type: ignore[union-attr]
    for typed, expected in (
        ("3栋扶手", {rail}), ("3栋 扶手", {rail}), ("3-3", {rail}), ("3-3-501", {rail}), ("3-2", set()), ("3栋3单元", {rail}), ("13-3", {high}),
        ("3单元", {rail, high}), ("三单元", {rail, high}), ("3单元 3层", {high}), ("3单元3层扶手", {high}), ("五楼", {rail}), ("5层扶手晃", {rail}),
        ("lbcc", {rail, high}), ("柳北船厂", {rail, high}), ("lbcc 晃", {rail}), (name, {rail, high, far}), (f"{name} 路边", {far}),
        ("9栋扶手", set()),
    ):  # fmt: skip
        assert set(listed(node, survey, Query(typed=typed))[1]) == expected, typed


def test_search_finds_a_building_whose_own_name_tells_a_place(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    names = ("北站路12-3号", "12栋3单元", "12栋13单元", "3栋", "13栋")
    houses = {acts.born(node, stream, "building", name=name): name for name in names}
    spoken = {acts.born(node, stream, "defect", code="CP-02", words="扶手晃", building=house): name for house, name in houses.items()}
    for typed, expected in (
        ("12-3", {"北站路12-3号"}), ("12栋3单元", {"12栋3单元"}), ("12栋3单元扶手", {"12栋3单元"}), ("3单元", {"12栋3单元"}), ("3栋", {"3栋"}),
    ):  # fmt: skip
        assert {spoken[each] for each in listed(node, survey, Query(typed=typed))[1]} == expected, typed


def test_a_bulk_edit_is_shown_first_then_made_as_one_act_and_undone_as_one(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    records = [acts.born(node, stream, "defect", code="RF-01", severity=severity) for severity in (1, 2, 3)]
    ids = list(review.ids_of(node, [(stream, each) for each in records]).values())
    shown = bulk.preview(node, [*ids, 10**9], {"severity": 3})
    assert [(each.record, each.before, each.after) for each in shown.changes] == [(records[0], 1, 3), (records[1], 2, 3)]
    assert (shown.same, shown.missing) == (1, 1)
    assert [acts.shown(node, stream, each)["severity"] for each in records] == [1, 2, 3], "a preview writes nothing"
    changed = bulk.change(node, ids, {"severity": 3})
    assert len(changed.records) == 2
    undo.undo(node)
    assert [acts.shown(node, stream, each)["severity"] for each in records] == [1, 2, 3]
    bulk.change(node, ids, {DELETED: True})
    assert listed(node, survey, Query())[1] == []
    undo.undo(node)
    assert len(listed(node, survey, Query())[1]) == 3


def test_a_bulk_edit_refuses_the_impossible_whole(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    acts.born(node, stream, "defect", severity=1)
    ids = list(review.listing(node, survey, PACK, Query()).ids)
    for changes in ({"severity": 9}, {"no_such_field": 1}):
        with pytest.raises(BadInput):
            bulk.preview(node, ids, changes)
        with pytest.raises(BadInput):
            bulk.change(node, ids, changes)


@pytest.fixture
def quarrel(pair: Pair, hand_over: HandOver) -> tuple[Pair, str]:
    """A defect that both laptops changed: the severity differently, the quantity alike."""
    defect = acts.born(pair.first, pair.stream, "defect", code="RF-01", words="漏雨", severity=2)
    hand_over(pair.first, pair.second)
    acts.put(pair.second, pair.stream, defect, "defect", severity=4, words="漏得厉害", quantity={"n": "2", "unit": "m2"})
    acts.put(pair.first, pair.stream, defect, "defect", severity=3, quantity={"n": "2", "unit": "m2"})
    hand_over(pair.second, pair.first)
    return pair, defect


def test_a_conflict_shows_base_mine_and_theirs(quarrel: tuple[Pair, str]) -> None:
    pair, defect = quarrel
    found = settle.conflict_of(pair.first, pair.stream, defect)
    assert found is not None
    assert found.fields == ("severity",)
    assert found.base == {"severity": 2}
    assert [(side.is_mine, side.values["severity"]) for side in found.sides] == [(False, 4), (True, 3)]
    assert found.merged == {"quantity": {"n": "2", "unit": "m2"}}
    assert found.alone == ("words",), "what only the other side changed in the same edit has merged, and is told"
    assert found.hint in (1, 2, 3, 4)
    listing, records = listed(pair.first, pair.survey, Query(in_conflict=True))
    assert records == [defect]
    assert [group.conflicts for group in listing.groups] == [1]


@pytest.mark.parametrize(("whose", "expected"), [("mine", 3), ("theirs", 4)])
def test_either_side_may_stand_for_one_or_many(quarrel: tuple[Pair, str], hand_over: HandOver, whose: settle.Whose, expected: int) -> None:
    pair, defect = quarrel
    settle.settle_all(pair.first, settle.conflicts(pair.first), whose)
    assert acts.shown(pair.first, pair.stream, defect)["severity"] == expected
    assert settle.conflict_of(pair.first, pair.stream, defect) is None
    hand_over(pair.first, pair.second)
    assert acts.shown(pair.second, pair.stream, defect)["severity"] == expected
    assert acts.conflicts(pair.second) == ()


def test_a_third_value_may_stand(quarrel: tuple[Pair, str]) -> None:
    pair, defect = quarrel
    settle.settle(pair.first, [settle.Settlement(pair.stream, defect, {"severity": 1})])
    assert acts.shown(pair.first, pair.stream, defect)["severity"] == 1
    with pytest.raises(BadInput):
        settle.settle(pair.first, [settle.Settlement(pair.stream, defect, {"severity": 2})])


def test_a_bulk_edit_tells_which_conflicts_it_would_settle_and_undo_brings_them_back(quarrel: tuple[Pair, str]) -> None:
    pair, defect = quarrel
    node, calm = pair.first, acts.born(pair.first, pair.stream, "defect", code="RF-01", severity=3)
    before = settle.conflict_of(node, pair.stream, defect)
    ids = list(review.ids_of(node, [(pair.stream, each) for each in (defect, calm)]).values())
    shown = bulk.preview(node, ids, {"severity": 1})
    told = {each.record: {each.before, *each.rivals} for each in shown.changes}
    assert told == {defect: {3, 4}, calm: {3}}
    assert shown.settled == 1
    first = acts.shown(node, pair.stream, defect)["severity"]
    (same,) = [each for each in bulk.preview(node, ids, {"severity": first}).changes if each.record == defect]
    assert same.rivals, "to choose the value that is shown decides the conflict too"
    assert bulk.preview(node, ids, {"code": "CP-02"}).settled == 0, "of another field nothing is decided"
    bulk.change(node, ids, {"severity": 1})
    assert settle.conflict_of(node, pair.stream, defect) is None
    undo.undo(node)
    again = settle.conflict_of(node, pair.stream, defect)
    assert before is not None and again is not None
    assert (again.fields, again.sides, again.base) == (before.fields, before.sides, before.base), "with whose values they were"


def test_history_names_who_when_what_and_where(quarrel: tuple[Pair, str]) -> None:
    pair, defect = quarrel
    events = past.history(pair.first, pair.stream, defect)
    assert [event.is_mine for event in events] in ([True, False, True], [False, True, True])
    assert events[-1].is_birth
    theirs = next(event for event in events if not event.is_mine)
    assert ("severity", 2, 4) in theirs.changes
    assert theirs.author_name
    assert theirs.device != events[-1].device


def test_an_earlier_value_and_a_deleted_record_come_back(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    defect = acts.born(node, stream, "defect", code="RF-01", words="漏雨", severity=2)
    first = past.history(node, stream, defect)[0].edit
    acts.put(node, stream, defect, "defect", severity=4, words="漏得厉害")
    past.restore(node, stream, defect, first, ["words"])
    assert acts.shown(node, stream, defect)["words"] == "漏雨"
    assert acts.shown(node, stream, defect)["severity"] == 4
    past.restore(node, stream, defect, first)
    assert acts.shown(node, stream, defect)["severity"] == 2
    acts.put(node, stream, defect, "defect", **{DELETED: True})
    (line,) = past.hidden(node)
    assert (line.record, line.author_name) == (defect, "陈静")
    past.restore(node, stream, defect)
    assert past.hidden(node) == ()
    assert acts.presence(node, stream, defect) == "live"
    with pytest.raises(BadInput):
        past.restore(node, stream, defect)
    with pytest.raises(HomeMissing):
        past.restore(node, stream, defect, "0" * 64)


def test_every_sort_of_finding_is_found_with_a_place_to_go_to(quarrel: tuple[Pair, str]) -> None:
    pair, defect = quarrel
    node, stream = pair.first, pair.stream
    gone = acts.born(node, stream, "building", name="拆了")
    left = acts.born(node, stream, "defect", code="RF-01", building=gone)
    acts.put(node, stream, gone, **{DELETED: True})
    odd = acts.born(node, stream, "building", name="3栋", area_m2="400", households=60)
    twin = acts.born(node, stream, "defect", code="CP-02", number=all_rows(node)[defect].get("number"))
    bring_in_bytes(node, stream, "", "loose.jpg", b"\xff\xd8\xff no camera made this")
    bring_in_bytes(node, stream, twin, "kept.jpg", b"\xff\xd8\xff nor this")
    found = flaws.flaws(node)
    by_code: dict[str, set[str]] = {}
    for each in found.shown:
        by_code.setdefault(each.finding.code, set()).add(each.record)
    assert by_code["finding.review.conflict"] == {defect}
    assert by_code["finding.review.unowned"] == {left}
    assert by_code["finding.building.area_per_household"] == {odd}
    assert by_code["finding.review.number_twice"] == {defect, twin}
    assert by_code["finding.review.without_photo"] == {defect, left}
    assert len(by_code["finding.review.photo_unreadable"]) == 1, "a photo that cannot be read says so, where it has no owner"
    assert "finding.review.photo_adrift" not in by_code and found.counts["photo_adrift"] == 0, "what cannot be read is not offered to be attached"
    assert found.counts["photo_unreadable"] == 1
    assert next(each.sort for each in found.shown if each.finding.code == "finding.review.photo_unreadable") == "photo_unreadable"
    assert next(each.field for each in found.shown if each.record == odd) == "area_m2"
    rung = acts.born(node, stream, "defect", code="CP-02", building=odd, unit=3, storey=2)
    spot = next(each.spot for each in flaws.flaws(node).shown if each.record == rung)
    assert (spot.building, spot.unit, spot.storey) == ("3栋", 3, 2), "a number and a name alone lead nobody up the right stairs"
    acts.put(node, stream, rung, **{DELETED: True})
    assert found.counts["without_photo"] == 2
    assert found.counts["doubtful"] == 1
    assert [line.record for line in past.unowned(node)] == [left]
    assert listed(node, pair.survey, Query(with_findings=True))[1] == []


def test_a_unit_or_storey_that_the_building_has_not_is_found_with_its_field(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    house = acts.born(node, stream, name="3栋", units=3, storeys=6, basements=1)
    bare = acts.born(node, stream, name="4栋")
    other = acts.born(node, stream, name="5栋", units=1, storeys=2)
    strange = {
        acts.born(node, stream, "defect", code="CP-02", building=house, unit=9, storey=2): "unit",
        acts.born(node, stream, "defect", code="CP-02", building=house, unit=1, storey=12): "storey",
        acts.born(node, stream, "defect", code="RF-01", building=house, storey=7): "storey",
        acts.born(node, stream, "defect", code="CP-02", building=other, storey=3, quantity={"n": "0", "unit": "m"}): "storey",
        acts.born(node, stream, "defect", code="CP-02", building=house, quantity={"n": "100000", "unit": "m"}): "quantity",
    }
    for fine in (
        {"building": house, "unit": 3, "storey": 6, "quantity": {"n": "12.5", "unit": "m"}},
        {"building": house, "storey": -1},
        {"building": house, "storey": 7, "place": "roof"},
        {"building": bare, "unit": 9, "storey": 40},
        {"unit": 9},
    ):
        acts.born(node, stream, "defect", code="CP-02", **fine)
    found = flaws.flaws(node, (stream,))
    doubtful = [each for each in found.shown if each.sort == "doubtful"]
    assert {each.record: each.field for each in doubtful if each.finding.code != "finding.quantity.nothing"} == strange
    assert [each.field for each in doubtful if each.finding.code == "finding.quantity.nothing"] == ["quantity"]
    assert found.counts["doubtful"] == len(strange), "a record is counted once, whatever is strange of it"
    assert len(flaws.flaws(node, (stream,), most=1).shown) < len(found.shown) and flaws.flaws(node, (stream,), most=1).counts == found.counts
    acts.put(node, stream, house, "building", units=9, storeys=12)
    assert flaws.flaws(node, (stream,)).counts["doubtful"] == 2


def test_conflicts_of_any_kind_are_settled_field_by_field_as_one_act(quarrel: tuple[Pair, str], hand_over: HandOver) -> None:
    pair, defect = quarrel
    first, stream, house = pair.first, pair.stream, pair.building
    twin = acts.born(first, stream, name="2栋", lift="none")
    hand_over(first, pair.second)
    for node, lift, storeys in ((pair.second, "added", 7), (first, "original", 6)):
        acts.put(node, stream, house, lift=lift, storeys=storeys)
        acts.put(node, stream, twin, lift=lift)
        acts.put(node, stream, stream, "community", name=f"小区{storeys}")
    hand_over(pair.second, first)
    assert {each.kind for each in settle.conflicts(first)} == {"defect", "building", "community"}
    lifts = [(stream, house, "lift"), (stream, twin, "lift")]
    settle.settle_value(first, lifts, "none")
    assert [acts.shown(first, stream, each)["lift"] for each in (house, twin)] == ["none", "none"]
    left = settle.conflict_of(first, stream, house)
    assert left is not None and left.fields == ("storeys",), "only what was chosen is settled"
    undo.undo(first)
    again = settle.conflict_of(first, stream, house)
    assert again is not None and again.fields == ("lift", "storeys")
    settle.settle_side(first, [*lifts, (stream, stream, "name"), (stream, defect, "severity")], "theirs")
    assert acts.shown(first, stream, stream)["name"] == "小区7" and acts.shown(first, stream, defect)["severity"] == 4
    assert settle.settle_side(first, lifts, "mine").records == (), "what is settled already stays"
    with pytest.raises(BadInput):
        settle.settle_value(first, [(stream, house, "storeys")], "six")
