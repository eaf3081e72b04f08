"""Joined duplicates: counted once wherever belonging is read, each filed where it was born, and nothing that they say is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from surveyapp.domain.review import Query, ReviewRow
from surveyapp.errors import BadInput
from surveyapp.steps import assign, flaws, interviews, joining, package, past, policies, review, show, survey, undo
from surveyapp.steps.assess import gather
from surveyapp.steps.bring_in import bring_in_bytes
from surveyapp.steps.desk import Desk
from surveyapp.steps.doctor import doctor
from surveyapp.steps.dossier import compose
from surveyapp.steps.map import map_view
from surveyapp.steps.node import Node
from surveyapp.steps.overview import overview
from surveyapp.steps.plan import plan
from surveyapp.steps.receive import receive
from surveyapp.steps.totals import totals
from surveyapp.store import find
from surveyapp.store.first_page import first_page
from tests.conftest import Team
from tests.steps import acts
from tests.steps.conftest import HandOver, Pair

BUILT = {"value": 1994, "precision": "year"}


class Twice:
    """One community that two inspectors recorded, each in a stream of its own, and its building 1栋 in both."""

    def __init__(self, pair: Pair, hand_over: HandOver) -> None:
        self.node, self.survey = pair.first, pair.survey
        self.first, self.one = pair.stream, pair.building
        acts.put(pair.first, self.first, self.one, built=BUILT, area_m2="1000")
        acts.born(pair.first, self.first, "plan_entry", year=2023, investment="10")
        self.own_defect = acts.born(pair.first, self.first, "defect", code="RF-01", building=self.one, severity=2)
        other = pair.second
        self.second = acts.community(other, pair.survey, "人民医院职工小区")
        self.two = acts.born(other, self.second, name="1栋", households=32, built=BUILT, area_m2="1000", address="后门")
        self.only = acts.born(other, self.second, name="2栋", households=8, built=BUILT, area_m2="200")
        self.defect = acts.born(other, self.second, "defect", code="RF-01", building=self.two, severity=4, unit=1, storey=3, words="漏得厉害")
        self.lone = acts.born(other, self.second, "defect", code="RF-01", building=self.only, severity=1)
        bring_in_bytes(other, self.second, self.defect, "a.jpg", b"\xff\xd8\xff a")
        bring_in_bytes(other, self.second, self.two, "b.jpg", b"\xff\xd8\xff b")
        self.talk = acts.born(other, self.second, "interview", building=self.two, door="1-302", outcome="answered", consent="agree")
        acts.born(other, self.second, "need", interview=self.talk, building=self.two, code="N01", wish="yes", rank=1)
        hand_over(other, pair.first)

    def join(self) -> None:
        """Both communities, then both buildings."""
        joining.join(self.node, self.second, self.first)
        joining.join(self.node, self.two, self.one)


@pytest.fixture
def twice(pair: Pair, hand_over: HandOver) -> Twice:
    """Recorded twice, not joined yet."""
    return Twice(pair, hand_over)


def seen(twice: Twice) -> dict[str, object]:
    """Everything that a person sees of the two, in figures."""
    node, pack = twice.node, policies.pack("liuzhou")
    shown = overview(node, twice.survey, pack)
    table = plan(node, (2023,))
    return {
        "communities": [(line.name, line.buildings, line.defects) for line in show.communities(node, twice.survey)],
        "buildings": [(line.name, line.defects, line.worst, line.without_photo) for line in show.buildings(node, twice.first)],
        "overview": (shown.communities.total, shown.buildings.total, shown.households.total, shown.defects, shown.answered),
        "places": [(place.name, place.buildings.total, place.defects) for place in shown.places],
        "plan": (table.total.total.communities, table.total.total.buildings, table.total.total.households),
        "counts": {kind: count for kind, count in totals(node).counts.items() if kind in ("community", "building", "defect", "photo")},
    }


def test_before_they_are_joined_everything_counts_twice(twice: Twice) -> None:
    found = seen(twice)
    assert found["counts"] == {"community": 2, "building": 3, "defect": 3, "photo": 2}
    assert found["plan"][1:] == (1, 30), "only the planned community has figures"  # type: ignore[index]
    codes = [(each.finding.code, each.title) for each in flaws.flaws(twice.node).shown if each.finding.code == "finding.join.same_name"]
    assert codes == []


def test_joined_they_count_once_and_keep_all_that_belongs_to_them(twice: Twice) -> None:
    twice.join()
    found = seen(twice)
    assert found["communities"] == [("人民医院职工生活小区", 2, 3)]
    assert found["buildings"] == [("", 0, 0, 0), ("1栋", 2, 4, 1), ("2栋", 1, 1, 1)]
    assert found["overview"] == (1, 2, 38, 3, 1)
    assert found["places"] == [("人民医院职工生活小区", 2, 3)]
    assert found["plan"] == (1, 2, 38)
    assert found["counts"] == {"community": 1, "building": 2, "defect": 3, "photo": 2}
    assert doctor(twice.node) == ()


def test_undo_parts_them_again_and_redo_joins_them(twice: Twice) -> None:
    before, rows = seen(twice), acts.held(twice.node)
    twice.join()
    joined = seen(twice)
    undo.undo(twice.node)
    undo.undo(twice.node)
    assert seen(twice) == before
    undo.redo(twice.node)
    undo.redo(twice.node)
    assert seen(twice) == joined
    joining.part(twice.node, twice.two)
    joining.part(twice.node, twice.second)
    assert seen(twice) == before
    assert [row[:2] for row in acts.held(twice.node)[0]] == [row[:2] for row in rows[0]]
    with pytest.raises(BadInput):
        joining.part(twice.node, twice.two)


def test_the_pages_of_one_building_show_what_belongs_to_either(twice: Twice) -> None:
    twice.join()
    node, pack = twice.node, policies.pack("liuzhou")
    assert {line.record for line in show.defects(node, twice.first, twice.one, pack)} == {twice.own_defect, twice.defect}
    assert {line.record: line.photos for line in show.defects(node, twice.first, None, pack)} == {twice.own_defect: 0, twice.defect: 1, twice.lone: 0}
    assert [line.subject for line in show.photos(node, twice.first, twice.one)] == [twice.one]
    doors = {door.label: door.consent for door in interviews.doors(node, twice.first, twice.one)}
    assert doors["1-302"] == "agree"
    whole, one, _ = interviews.tallies(node, twice.first)
    assert (whole.tally.answered, one.tally.answered) == (1, 1)
    pins = map_view(node, twice.first, pack).pins
    assert [(pin.name, pin.count) for pin in pins if pin.kind == "building"] == [("1栋", 2), ("2栋", 1)]
    dossier = compose(node, twice.first, pack)
    assert [(part.name, len(part.defects)) for part in dossier.buildings] == [("1栋", 2), ("2栋", 1)]
    case = gather(node, twice.first, pack)
    assert (len(case.buildings), len(case.defects), len(case.plans)) == (2, 3, 1)
    desk = Desk(node)
    assert [(door.stream, door.name) for door in desk.places()] == [(twice.first, "人民医院职工生活小区"), (twice.first, "1栋"), (twice.first, "2栋")]
    assert desk.record(twice.first, twice.only).value("households") == 8
    desk.set_fields(twice.first, twice.only, {"households": 9})
    assert acts.shown(node, twice.second, twice.only)["households"] == 9
    assert desk.home_of(twice.second) == twice.first
    assert [twin.record for twin in desk.twins(twice.one)] == [twice.two]


def test_the_table_of_all_filters_groups_and_finds_by_who_stands(twice: Twice) -> None:
    twice.join()
    node, pack = twice.node, policies.pack("liuzhou")

    def rows_of(**query: object) -> tuple[ReviewRow, ...]:
        found = review.listing(node, twice.survey, pack, Query(**query))  # type: ignore[arg-type]
        return review.rows(node, twice.survey, pack, found.ids)

    def listed(**query: object) -> set[str]:
        return {row.line.record for row in rows_of(**query)}

    assert listed() == listed(community=twice.first) == {twice.own_defect, twice.defect, twice.lone}
    assert listed(building=twice.one) == {twice.own_defect, twice.defect}
    assert listed(typed="1栋") == {twice.own_defect, twice.defect}
    assert listed(without_photo=True) == {twice.own_defect, twice.lone}
    groups = review.listing(node, twice.survey, pack, Query()).groups
    assert [(group.count, group.title.split()[-1]) for group in groups] == [(2, groups[0].title.split()[-1]), (1, groups[1].title.split()[-1])]
    rows = rows_of(building=twice.one)
    assert {(row.community, row.building_name, row.building) for row in rows} == {("人民医院职工生活小区", "1栋", twice.one)}
    choices = review.choices(node, twice.survey, pack, twice.first)
    assert [(each.words, each.count) for each in choices.communities] == [("人民医院职工生活小区", 3)]
    assert [(each.words, each.count) for each in choices.buildings] == [("1栋", 2), ("2栋", 1)]


def test_what_the_duplicate_says_otherwise_is_told(twice: Twice) -> None:
    acts.put(twice.node, twice.second, twice.second, "community", name="人民医院职工生活小区")
    told = [each for each in flaws.flaws(twice.node).shown if each.finding.code == "finding.join.same_name"]
    assert [(each.kind, each.record, each.twin) for each in told] == [("community", twice.second, twice.first)]
    joining.join(twice.node, twice.second, twice.first)
    told = [each for each in flaws.flaws(twice.node).shown if each.finding.code == "finding.join.same_name"]
    assert [(each.kind, each.record, each.twin) for each in told] == [("building", twice.two, twice.one)]
    joining.join(twice.node, twice.two, twice.one)
    found = flaws.flaws(twice.node)
    differs = [
        (each.record, each.field, each.finding.facts["here"], each.finding.facts["there"]) for each in found.shown if "differs" in each.finding.code
    ]
    assert differs == [(twice.one, "address", "未填", "后门"), (twice.one, "households", "30", "32")]
    assert (found.counts["join_differs"], found.counts["same_name"]) == (2, 0)
    assert acts.shown(twice.node, twice.second, twice.two)["address"] == "后门"


def test_a_conflict_over_who_stands_is_told_and_what_is_shown_counts(twice: Twice, pair: Pair, hand_over: HandOver) -> None:
    joining.join(twice.node, twice.second, twice.first)
    hand_over(twice.node, pair.second)
    joining.join(twice.node, twice.two, twice.one)
    acts.put(pair.second, twice.second, twice.two, same_as=twice.only)
    hand_over(pair.second, twice.node)
    assert [each[1:3] for each in acts.conflicts(twice.node)] == [(twice.two, "same_as")]
    assert any(each.finding.code == "finding.review.conflict" and each.field == "same_as" for each in flaws.flaws(twice.node).shown)
    shown = acts.shown(twice.node, twice.second, twice.two)["same_as"]
    lines = {line.record: line.defects for line in show.buildings(twice.node, twice.first)}
    assert lines == {"": 0, twice.one: 2 if shown == twice.one else 1, twice.only: 2 if shown == twice.only else 1}


def test_what_cannot_be_one_is_refused_and_what_comes_all_the_same_stands_alone(twice: Twice) -> None:
    node = twice.node
    for duplicate, into, code in (
        (twice.two, twice.one, "error.join.elsewhere"),
        (twice.two, twice.defect, "error.join.unlike"),
        (twice.two, twice.two, "error.join.already"),
    ):
        with pytest.raises(BadInput) as refused:
            joining.join(node, duplicate, into)
        assert refused.value.code == code
    acts.put(node, twice.second, twice.two, same_as=twice.one)
    acts.put(node, twice.second, twice.only, same_as=node.new_id())
    acts.put(node, twice.second, twice.lone, "defect", same_as=twice.defect)
    acts.put(node, twice.second, twice.defect, "defect", same_as=twice.lone)
    codes = {(each.record, each.finding.code) for each in flaws.flaws(node).shown if each.finding.code.startswith("finding.join.")}
    loop = {(each, "finding.join.cycle") for each in (twice.lone, twice.defect)}
    assert {(twice.two, "finding.join.elsewhere"), (twice.only, "finding.join.unknown"), *loop} <= codes
    assert [line.name for line in show.buildings(node, twice.second)] == ["", "1栋", "2栋"]
    assert totals(node).counts["defect"] == 2
    joining.join(node, twice.second, twice.first)
    assert totals(node).counts["building"] == 2
    with pytest.raises(BadInput) as again:
        joining.join(node, twice.one, twice.two)
    assert again.value.code == "error.join.already"


def test_deleting_who_stands_deletes_its_duplicates_and_what_belonged_is_unowned(twice: Twice) -> None:
    twice.join()
    desk = Desk(twice.node)
    desk.delete(twice.first, twice.one)
    assert [line.name for line in show.buildings(twice.node, twice.first)] == ["", "2栋"]
    unowned = {line.record for line in past.unowned(twice.node)}
    assert {twice.own_defect, twice.defect, twice.talk} <= unowned and twice.lone not in unowned
    desk.undo()
    assert {line.record: line.defects for line in show.buildings(twice.node, twice.first)}[twice.one] == 2
    acts.put(twice.node, twice.first, twice.one, deleted=True)  # somebody who knew of no duplicate
    lines = {line.record: line.defects for line in show.buildings(twice.node, twice.first)}
    assert lines[twice.two] == 1, "the duplicate stands up, with what belongs to it"
    assert ("finding.join.deleted", twice.two) in {(each.finding.code, each.record) for each in flaws.flaws(twice.node).shown}


def test_children_of_a_deleted_community_are_unowned_until_a_joined_one_takes_them(twice: Twice) -> None:
    acts.put(twice.node, twice.second, twice.second, "community", deleted=True)
    assert {twice.two, twice.only} <= {line.record for line in past.unowned(twice.node)}
    acts.put(twice.node, twice.second, twice.second, "community", same_as=twice.first)
    acts.put(twice.node, twice.second, twice.second, "community", deleted=True)
    assert {twice.two, twice.only}.isdisjoint({line.record for line in past.unowned(twice.node)})
    assert "2栋" in [line.name for line in show.buildings(twice.node, twice.first)]


def test_a_package_of_the_community_holds_both_and_everybody_sees_the_same(twice: Twice, team: Team, tmp_path: Path) -> None:
    twice.join()
    assert set(survey.streams_of(twice.node, twice.survey, [twice.first])) == {twice.survey, twice.first, twice.second}
    package.write(twice.node, tmp_path / "a.zip", survey.streams_of(twice.node, twice.survey, [twice.first]))
    for kind in ("city", "laptop"):
        other: Node = team.city(name="other") if kind == "city" else team.laptop("third")
        receive(other, tmp_path / "a.zip")
        assert acts.held(other) == acts.held(twice.node)
        table = plan(other, (2023,))
        assert (table.total.total.buildings, table.total.total.households) == (2, 38)
        assert doctor(other) == ()


def test_the_first_page_shows_what_the_store_shows(twice: Twice) -> None:
    twice.join()
    desk = Desk(twice.node)
    desk.choose_survey(twice.survey)
    for stream in (twice.first, twice.second):
        desk.set_setting("last_stream", stream)
        page = first_page(twice.node.home.database)  # type: ignore[union-attr]
        assert page is not None and page["stream"] == twice.first
        assert [each["name"] for each in page["buildings"]] == ["1栋", "2栋"]
        assert page["defects"] == {twice.one: (2, 4, 1), twice.only: (1, 1, 1)}


def test_a_photo_and_a_defect_recorded_under_the_one_that_stands_are_found(twice: Twice) -> None:
    """The window files what is recorded in the community in hand, whatever stream its subject was born in."""
    twice.join()
    node = twice.node
    born = acts.born(node, twice.first, "defect", code="RF-01", building=twice.only)
    bring_in_bytes(node, twice.first, twice.lone, "c.jpg", b"\xff\xd8\xff c")
    pack = policies.pack("liuzhou")
    assert {line.record: line.photos for line in show.defects(node, twice.first, twice.only, pack)} == {born: 0, twice.lone: 1}
    rows = review.rows(node, twice.survey, pack, review.listing(node, twice.survey, pack, Query(building=twice.only)).ids)
    assert {row.line.record: row.line.photos for row in rows} == {born: 0, twice.lone: 1}
    assert flaws.flaws(node).counts["photo_adrift"] == flaws.flaws(node).counts["unowned"] == 0
    assert flaws.flaws(node).counts["without_photo"] == len([line for line in show.defects(node, twice.first, None, pack) if not line.photos])
    with node.store.reading() as connection:
        assert find.photo_counts(connection, twice.first)[twice.lone] == 1
    for line in show.buildings(node, twice.first):
        listed = show.defects(node, twice.first, line.record, pack)
        plain = (len(listed), max((each.severity or 0 for each in listed), default=0), sum(not each.photos for each in listed))
        assert (line.defects, line.worst, line.without_photo) == plain, line.name


def test_what_was_assigned_before_two_communities_became_one_is_still_on_the_list(twice: Twice) -> None:
    node, day = twice.node, "2026-03-09"
    assign.assign(node, twice.survey, [(twice.second, twice.only), (twice.second, "")], node.author, day)
    twice.join()
    tasks = {task.name: task for task in assign.tasks(node, twice.survey, day)}
    assert {(task.stream, task.filed) for task in tasks.values()} == {(twice.first, twice.second)}
    assert tasks[""].buildings == (0, 2), "the whole community is the one that stands"
    assert len(assign.assign(node, twice.survey, [(twice.first, twice.only)], node.author, day).records) == 0, "it has been given already"
    assign.mark(node, tasks["2栋"].filed, tasks["2栋"].record, True)
    held = {line.building: line for line in assign.assignable(node, twice.survey, day)}
    assert held[twice.only].tasks == ((twice.second, tasks["2栋"].record),)
    assert {task.name: task.state for task in assign.tasks(node, twice.survey, day)}["2栋"] == "done"
