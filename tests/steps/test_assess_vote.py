"""The vote of a community: thresholds to the square centimetre, and both next steps really lead to a vote that carries."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from surveyapp.policy.next_step import bars, vote_step
from surveyapp.policy.rules.consent import Ballot, Consent, judge
from surveyapp.steps.judge import rulebook
from tests.conftest import Team

from .conftest import HandOver, Pair
from .plan_case import VOTE, add, community, judged, planned, verdict, write


def rule() -> Consent:
    found = rulebook("liuzhou").consent
    assert found is not None
    return found


def ordinary() -> Consent:
    found = rulebook("national").consent
    assert found is not None and found.ordinary is not None
    return found.ordinary


def test_it_fails_by_14_705_and_says_both_ways(team: Team) -> None:
    node = team.laptop()
    stream = planned(node)
    told = judged(node, stream)
    vote = told.verdict("consent")
    assert vote is not None
    assert (vote.outcome, vote.word, vote.reason) == ("fail", "未通过", "同意面积差 14.705 ㎡，其余 3 项够")
    assert vote.next_steps == ("已投票的再有 14.705 ㎡ 改为同意即通过", "未投的 37 位里，再有合计 58.82 ㎡ 同意即通过")
    assert "柳州 三(一)" in vote.clause
    assert vote.contradictions
    assert told.vote is not None
    assert told.vote.differs == (), "no household is recorded: there is nothing that the figures could differ from"
    assert [(bar.key, bar.met, bar.short) for bar in told.vote.bars] == [
        ("voted_area", True, ""),
        ("voted_heads", True, ""),
        ("agree_area", False, "14.705 ㎡"),
        ("agree_heads", True, ""),
    ]
    assert [(each.holds, each.words.replace("\u00a0", " ")) for each in vote.points] == [
        (True, "参与面积 6,702.14 / 8,946.38 ㎡，≥ 2/3 即至少 5,964.26 ㎡"),
        (True, "参与人数 101 / 138 人，≥ 2/3 即至少 92 人"),
        (False, "同意面积 5,011.90 / 6,702.14 ㎡，≥ 3/4 即至少 5,026.605 ㎡"),
        (True, "同意人数 79 / 101 人，≥ 3/4 即至少 76 人"),
    ]
    assert vote.remarks and not any("门槛" in each for each in vote.remarks), "what the points say is not said twice"


def test_the_area_that_was_named_carries_it_and_a_hundredth_less_does_not(team: Team) -> None:
    node = team.laptop()
    stream = community(node)
    vote = add(node, stream, "vote", VOTE)
    for more, outcome in (("58.81", "fail"), ("58.82", "ok")):
        voted, agree = Decimal("6702.14") + Decimal(more), Decimal("5011.90") + Decimal(more)
        write(node, stream, vote, "vote", voted_area_m2=str(voted), agree_area_m2=str(agree), voted_owners=102, agree_owners=80)
        assert verdict(node, stream, "consent").outcome == outcome
    write(node, stream, vote, "vote", voted_area_m2="6702.14", agree_area_m2="5026.605")
    assert verdict(node, stream, "consent").outcome == "ok"
    write(node, stream, vote, "vote", agree_area_m2="5026.604")
    assert verdict(node, stream, "consent").reason == "同意面积差 0.001 ㎡，其余 3 项够"


def test_without_a_vote_or_a_count_it_names_what_is_missing(team: Team) -> None:
    node = team.laptop()
    stream = community(node)
    nothing = verdict(node, stream, "consent")
    assert nothing.outcome == "pending"
    assert {(each.kind, each.record) for each in nothing.missing} == {("vote", "")}
    vote = add(node, stream, "vote", {**VOTE, "agree_owners": None})
    one = verdict(node, stream, "consent")
    assert (one.outcome, one.word, one.reason) == ("pending", "待核", "缺：同意人数")
    assert [(each.record, each.field) for each in one.missing] == [(vote, "agree_owners")]


def test_impossible_counts_are_for_a_person(team: Team) -> None:
    node = team.laptop()
    stream = community(node)
    add(node, stream, "vote", {**VOTE, "agree_area_m2": "7000"})
    assert verdict(node, stream, "consent").outcome == "pending"


def test_before_its_last_day_a_vote_is_under_way(team: Team) -> None:
    node = team.laptop()
    stream = community(node)
    add(node, stream, "vote", {**VOTE, "held_to": "2026-11-21"})
    running = verdict(node, stream, "consent")
    assert (running.outcome, running.word) == ("running", "进行至 11月21日")
    assert len(running.next_steps) == 2


def test_the_newest_vote_counts_and_the_others_are_counted(team: Team) -> None:
    node = team.laptop()
    stream = community(node)
    add(node, stream, "vote", {**VOTE, "held_to": "2026-11-18", "agree_area_m2": "6000"})
    add(node, stream, "vote", VOTE)
    told = judged(node, stream)
    assert told.vote is not None and told.vote.others == 1
    found = told.verdict("consent")
    assert found is not None and found.outcome == "ok"


def test_two_tallies_that_differ_are_settled_by_a_person_first(pair: Pair, hand_over: HandOver) -> None:
    vote = add(pair.first, pair.stream, "vote", VOTE)
    hand_over(pair.first, pair.second)
    write(pair.first, pair.stream, vote, "vote", agree_area_m2="5026.605")
    write(pair.second, pair.stream, vote, "vote", agree_area_m2="5026.60")
    hand_over(pair.second, pair.first)
    open_question = verdict(pair.first, pair.stream, "consent")
    assert (open_question.outcome, open_question.reason) == ("pending", "两人改得不同，先定：同意面积")
    assert [(each.record, each.field) for each in open_question.missing] == [(vote, "agree_area_m2")]
    write(pair.first, pair.stream, vote, "vote", agree_area_m2="5026.605")
    assert verdict(pair.first, pair.stream, "consent").outcome == "ok"


def test_a_silent_document_borrows_nothing(team: Team) -> None:
    node = team.laptop()
    stream = planned(node)
    for policy in ("taian", "xianning", "lianzhou"):
        told = judged(node, stream, policy)
        vote = told.verdict("consent")
        assert vote is not None and told.vote is not None
        assert (vote.outcome, vote.word) == ("silent", "本市文件未列")
        assert "对照" in told.vote.scope


@st.composite
def ballots(draw: st.DrawFn) -> Ballot:
    """Counts that can be: no more agree than vote, no more vote than there are. Small ones too, where every cent and head matters."""
    most = draw(st.sampled_from((1, 12, 300, 20_000_00)))
    agree, voted, total = sorted(draw(st.lists(st.integers(0, most), min_size=3, max_size=3)))
    yes, came, owners = sorted(draw(st.lists(st.integers(0, min(most, 300)), min_size=3, max_size=3)))
    area = (Decimal(each) / 100 for each in (total or 1, voted, agree))
    return Ballot(next(area), owners or 1, next(area), came, next(area), yes)


@given(ballot=ballots(), strict=st.booleans())
def test_each_way_leads_to_a_vote_that_carries_and_not_a_step_less(ballot: Ballot, strict: bool) -> None:
    total, owners, voted, came, agree, yes = (getattr(ballot, name) for name in Ballot.__dataclass_fields__)
    law = ordinary() if strict else rule()
    step = vote_step(law, ballot)
    passed = judge(law, ballot).values["pass"]
    assert (step is None) == (passed is True)
    if step is None:
        return
    assert passed is False
    if step.changed_area is not None and step.changed_owners is not None and voted and came:
        there = Ballot(total, owners, voted, came, exact(agree, step.changed_area), yes + step.changed_owners)
        assert judge(law, there).values["pass"] is True
        for area, heads in ((Fraction(1, 10**6), 0), (Fraction(0), 1)):
            less = Ballot(total, owners, voted, came, exact(agree, step.changed_area - area), yes + step.changed_owners - heads)
            needed = step.changed_area if area else step.changed_owners
            assert not needed or strict or judge(law, less).values["pass"] is False
    if step.added_area is not None and step.added_owners is not None:
        came_in, more = exact(voted, step.added_area), step.added_owners
        there = Ballot(total, owners, came_in, came + more, exact(agree, step.added_area), yes + more)
        assert judge(law, there).values["pass"] is True
        if more:
            less = Ballot(total, owners, came_in, came + more - 1, exact(agree, step.added_area), yes + more - 1)
            assert judge(law, less).values["pass"] is not True
        if step.added_area >= Fraction(1, 100):
            smaller = step.added_area - Fraction(1, 100)
            less = Ballot(total, owners, exact(voted, smaller), came + more, exact(agree, smaller), yes + more)
            assert judge(law, less).values["pass"] is not True


def exact(area: Decimal, more: Fraction) -> Decimal:
    """Their sum, which decimals can say."""
    whole = Fraction(area) + more
    found = Decimal(whole.numerator) / Decimal(whole.denominator)
    assert Fraction(found) == whole
    return found


def test_the_bars_are_the_rule(team: Team) -> None:
    ballot = Ballot(Decimal(300), 3, Decimal(200), 2, Decimal(150), 2)
    assert [each.met for each in bars(rule(), ballot)] == [True, True, True, True]
    assert [each.met for each in bars(rule(), Ballot(Decimal(300), 3, Decimal("199.99"), 2, Decimal(150), 2))] == [False, True, True, True]
    assert [each.met for each in bars(ordinary(), ballot)][2:] == [True, True]
    assert [each.met for each in bars(ordinary(), Ballot(Decimal(300), 3, Decimal(200), 2, Decimal(100), 1))][2:] == [False, False]
