"""Household votes from the list to the verdict: read, added up, shown against what was recorded, taken over."""

from __future__ import annotations

from pathlib import Path

import pytest

from surveyapp.domain.ballots import COUNTS
from surveyapp.errors import BadInput
from surveyapp.steps import ballots
from surveyapp.steps.node import Node
from surveyapp.store import find
from tests.conftest import Team

from .plan_case import add, community, judged, verdict, write

LIST = """楼栋,单元,房号,业主,专有部分面积(㎡),表决意见,房屋性质
1栋,1,101,王芳,60.00,同意,商品房
1栋,1,102,王芳,40.00,√,
1栋,1,201,李强,50.00,反对,
1栋,1,202,赵敏,50.00,未参与,
1栋,2,101,房管所,100.00,同意,公房
9栋,1,301,孙丽,50.00,弃权,
"""


def voted(node: Node, tmp_path: Path, text: str = LIST) -> tuple[str, str, ballots.BallotsRead]:
    stream = community(node, "liuzhou", 1990)
    vote = add(node, stream, "vote", {"held_to": "2026-11-10"})
    file = tmp_path / "表决.csv"
    file.write_text(text, encoding="utf-8-sig")
    return stream, vote, ballots.read_in(node, stream, vote, file)


def test_a_list_is_read_as_one_act_and_added_up(team: Team, tmp_path: Path) -> None:
    node = team.laptop()
    stream, vote, read = voted(node, tmp_path)
    assert (read.new, read.changed) == (6, 0)
    assert [each.code for each in read.findings] == ["finding.ballot.no_building"]
    found = ballots.added_up(node, stream, vote)
    assert [f"{found.counts[name]:f}" for name in COUNTS] == ["350", "5", "300", "4", "200", "2"]
    assert [(each.building, each.door) for each in found.not_voted] == [("1栋", "1-202")]


def test_read_again_it_changes_and_never_doubles(team: Team, tmp_path: Path) -> None:
    node = team.laptop()
    stream, vote, _ = voted(node, tmp_path)
    file = tmp_path / "again.csv"
    file.write_text(LIST.replace("赵敏,50.00,未参与", "赵敏,50.00,同意"), encoding="utf-8-sig")
    tried = ballots.read_in(node, stream, vote, file, dry_run=True)
    assert (tried.new, tried.changed, tried.written) == (0, 1, None)
    assert ballots.read_in(node, stream, vote, file).changed == 1
    found = ballots.added_up(node, stream, vote)
    assert (found.flats, found.not_voted) == (6, ())


def test_a_flat_that_is_only_written_otherwise_is_not_changed(team: Team, tmp_path: Path) -> None:
    node = team.laptop()
    stream, vote, _ = voted(node, tmp_path, "楼栋,房号,业主,表决意见\n1栋,101,王芳,同意\n")
    with node.store.reading() as connection:
        house = find.of_kind(connection, "building", stream)[0].record
    write(node, stream, house, "building", units=1)
    file = tmp_path / "again.csv"
    file.write_text("楼栋,单元,房号,业主,表决意见\n1栋,1,101室,王芳,同意\n", encoding="utf-8-sig")
    read = ballots.read_in(node, stream, vote, file)
    assert (read.new, read.changed) == (0, 0)


def test_figures_that_nobody_recorded_come_from_the_households(team: Team, tmp_path: Path) -> None:
    node = team.laptop()
    stream, vote, _ = voted(node, tmp_path)
    told = judged(node, stream)
    found = told.verdict("consent")
    assert found is not None and told.vote is not None
    assert (found.outcome, found.reason) == ("fail", "同意面积差 25 ㎡、同意人数差 1 人，其余 2 项够")
    assert found.next_steps == ("已投票的再有 25 ㎡、1 人 改为同意即通过",)[:1] or len(found.next_steps) >= 1
    assert (told.vote.flats, told.vote.not_voted, told.vote.by_flat, told.vote.differs) == (6, 1, True, ())
    assert any("由逐户票合计" in each for each in found.reasons)
    write(node, stream, vote, "vote", total_area_m2="350", total_owners=5, voted_area_m2="300", voted_owners=4, agree_area_m2="225", agree_owners=3)
    assert verdict(node, stream, "consent").outcome == "ok"


def test_what_was_recorded_stands_and_a_difference_is_told(team: Team, tmp_path: Path) -> None:
    node = team.laptop()
    stream, vote, _ = voted(node, tmp_path)
    write(node, stream, vote, "vote", agree_area_m2="200.01", agree_owners=2)
    told = judged(node, stream)
    assert told.vote is not None
    assert told.vote.differs == ("同意面积录入 200.01 ㎡，逐户票合计 200 ㎡，差 0.01 ㎡",)
    found = told.verdict("consent")
    assert found is not None and told.vote.differs[0] in found.reasons
    ballots.take(node, stream, vote)
    with node.store.reading() as connection:
        row = find.one(connection, stream, vote)
    assert row is not None and (row.get("agree_area_m2"), row.get("total_owners")) == ("200", 5)
    assert judged(node, stream).vote.differs == ()  # type: ignore[union-attr]


def test_an_open_household_leaves_the_vote_open(team: Team, tmp_path: Path) -> None:
    node = team.laptop()
    stream, vote, _ = voted(node, tmp_path, LIST.replace("李强,50.00,反对", "李强,,反对"))
    assert verdict(node, stream, "consent").outcome == "pending"
    found = ballots.added_up(node, stream, vote)
    assert (found.counts["total_area_m2"], found.counts["total_owners"]) == (None, 5)


def test_the_list_by_door(team: Team, tmp_path: Path) -> None:
    node = team.laptop()
    stream, vote, _ = voted(node, tmp_path)
    doors = ballots.votes_by_door(node, stream, vote)
    assert [each.door for each in doors if each.building == "1栋"] == ["1-101", "1-102", "1-201", "1-202", "2-101"]
    assert (doors[-1].owner, doors[-1].area_m2, doors[-1].choice) == ("房管所", "100.00", "agree")


def test_without_a_vote_or_households_it_says_so(team: Team) -> None:
    node = team.laptop()
    stream = community(node)
    with pytest.raises(BadInput) as refused:
        ballots.the_vote(node, stream)
    assert refused.value.code == "error.vote_none"
    vote = add(node, stream, "vote", {})
    assert ballots.the_vote(node, stream) == vote
    with pytest.raises(BadInput) as refused:
        ballots.take(node, stream, vote)
    assert refused.value.code == "error.ballots_none"
