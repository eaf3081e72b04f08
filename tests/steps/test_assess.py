"""What a document says of a community, from a real store: each answer with its figure, its clause, what is missing and the next step."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from surveyapp import paths, words
from surveyapp.errors import HomeMissing
from surveyapp.steps import policies
from surveyapp.steps.assess import assess
from surveyapp.steps.compare import compare
from surveyapp.steps.record import Draft, record
from surveyapp.steps.verdicts import judge_defect
from surveyapp.store import find
from tests.conftest import Team

from .plan_case import TODAY, VOTE, add, community, judged, planned, verdict, write

RULES = ("eligibility", "six_preconditions", "consent", "publicity", "funding_floor", "deadline", "priority", "document_validity")


def test_every_verdict_has_an_outcome_a_word_a_reason_and_all_languages(team: Team) -> None:
    node = team.laptop()
    stream = planned(node)
    for policy in policies.pack_ids():
        for language in words.LANGUAGES:
            words.use_language(language)
            told = judged(node, stream, policy)
            assert [each.rule for each in told.verdicts] == list(RULES)
            for each in told.verdicts:
                assert each.word and each.reason and each.title
                assert (each.outcome == "silent") == (each.word == words.say("plan.word.silent")) or each.rule == "priority"
                for text in (each.word, each.reason, *each.reasons, *each.next_steps):
                    assert "{" not in text and not text.startswith(("plan.", "rule."))


def test_it_is_the_same_each_time(team: Team) -> None:
    node = team.laptop()
    stream = planned(node)
    assert judged(node, stream) == judged(node, stream)


def test_a_community_that_is_not_here(team: Team) -> None:
    node = team.laptop()
    with pytest.raises(HomeMissing):
        assess(node, "nowhere", policies.pack("liuzhou"))


def test_the_day_is_the_surveys_own_then_today(team: Team) -> None:
    node, survey = team.surveyed()
    from surveyapp.steps.survey import new_community

    stream = new_community(node, survey, {"name": "甲"}).records[0][0]
    assert assess(node, stream, policies.pack("liuzhou")).as_of.isoformat() == node.clock.today()
    record(node, [Draft(survey, survey, "survey", {"as_of": "2025-06-30"})], "set_survey")
    assert assess(node, stream, policies.pack("liuzhou")).as_of == date(2025, 6, 30)


@pytest.mark.parametrize(
    ("years", "policy", "outcome", "part"),
    [
        ((1994, 1996), "liuzhou", "ok", "1994–1996"),
        ((2000,), "xianning", "ok", "2000"),
        ((2001,), "xianning", "fail", "2000"),
        ((2005,), "liuzhou", "ok", "2005"),
        ((2006,), "liuzhou", "fail", "2005"),
        ((2006,), "lianzhou", "ok", "2006"),
        ((1998, 2003), "liuzhou", "ok", "1 栋（1998 年）确保完成"),
        ((1998, 1999, 2003), "xianning", "pending", "1 栋（2003 年）不在范围"),
        ((1998, None), "liuzhou", "pending", "2栋 建成年份"),
        ((None,), "taian", "pending", "1栋 建成年份"),
    ],
)
def test_the_scope_over_the_years_of_all_buildings(team: Team, years: tuple[int | None, ...], policy: str, outcome: str, part: str) -> None:
    node = team.laptop()
    stream = community(node, policy, *years)
    found = verdict(node, stream, "eligibility", policy)
    assert found.outcome == outcome
    assert part in found.reason


def test_missing_fields_are_named_where_they_are_entered(team: Team) -> None:
    node = team.laptop()
    stream = community(node, "liuzhou", 1994, willing=None, location=None)
    found = verdict(node, stream, "eligibility")
    assert found.outcome == "pending"
    assert {(each.kind, each.record, each.field) for each in found.missing} == {("community", stream, "location"), ("community", stream, "willing")}
    write(node, stream, stream, "community", willing="yes", location="city")
    assert verdict(node, stream, "eligibility").outcome == "ok"
    write(node, stream, stream, "community", location="other")
    assert verdict(node, stream, "eligibility").outcome == "fail"


@pytest.mark.parametrize(
    ("day", "outcome", "word", "next_step"),
    [
        (date(2026, 11, 15), "running", "未开始", ""),
        (date(2026, 11, 16), "running", "进行中 0 / 5 日", "已满 0 个工作日，11月24日起可撤"),
        (date(2026, 11, 20), "running", "进行中 4 / 5 日", "今天第 4 个工作日，11月24日起可撤"),
        (date(2026, 11, 22), "running", "进行中 4 / 5 日", "已满 4 个工作日，11月24日起可撤"),
        (date(2026, 11, 23), "running", "进行中 5 / 5 日", "今天第 5 个工作日，11月24日起可撤"),
        (date(2026, 11, 24), "pending", "待核", ""),
    ],
)
def test_the_notice_day_by_day(team: Team, day: date, outcome: str, word: str, next_step: str) -> None:
    node = team.laptop()
    stream = planned(node)
    found = verdict(node, stream, "publicity", day=day)
    assert (found.outcome, found.word) == (outcome, word)
    assert (found.next_steps[0] if found.next_steps else "") == next_step


def test_the_end_of_a_notice(team: Team) -> None:
    node = team.laptop()
    stream = community(node)
    notice = add(node, stream, "notice", {"posted_on": "2026-11-16"})
    after = date(2026, 12, 1)
    assert [each.field for each in verdict(node, stream, "publicity", day=after).missing] == ["objections"]
    write(node, stream, notice, "notice", objections=2)
    assert verdict(node, stream, "publicity", day=after).reason == "有 2 条异议未处理"
    write(node, stream, notice, "notice", objections_settled="yes")
    assert verdict(node, stream, "publicity", day=after).outcome == "ok"
    for removed, outcome in (("2026-11-23", "fail"), ("2026-11-24", "ok")):
        write(node, stream, notice, "notice", removed_on=removed)
        assert verdict(node, stream, "publicity", day=after).outcome == outcome
    write(node, stream, notice, "notice", removed_on=None, counting="from_posting_day")
    assert verdict(node, stream, "publicity", day=date(2026, 11, 20)).word == "进行中 5 / 5 日"


def test_the_calendar_shows_breaks_worked_weekends_and_the_other_way(team: Team) -> None:
    node = team.laptop()
    stream = community(node)
    add(node, stream, "notice", {"posted_on": "2026-09-18"})
    card = judged(node, stream, day=date(2026, 9, 21)).notice
    assert card is not None
    marks = {each.day.isoformat(): (each.mark, each.number) for each in card.days}
    assert marks["2026-09-18"] == ("posted", 0)
    assert marks["2026-09-20"] == ("counted", 1)
    assert marks["2026-09-24"] == ("counted", 5)
    assert marks["2026-09-25"] == ("free", 0)
    assert marks["2026-09-26"] == ("off", 0)
    assert card.days[0].day.weekday() == 0 and len(card.days) % 7 == 0
    assert "9月23日满，9月24日起可撤" in card.aside


def test_a_year_without_a_notice_of_holidays_is_not_guessed(team: Team) -> None:
    node = team.laptop()
    stream = community(node)
    add(node, stream, "notice", {"posted_on": "2026-12-29"})
    found = verdict(node, stream, "publicity", day=date(2026, 12, 30))
    assert (found.outcome, found.reason) == ("pending", "2027 年放假安排未发布，先不算")


def test_the_money(team: Team) -> None:
    node = team.laptop()
    stream = planned(node)
    told = judged(node, stream)
    money = told.verdict("funding_floor")
    assert money is not None and told.funding is not None
    assert (money.outcome, money.word, money.reason) == ("ok", "够 20%", "居民与企业 22.33%；1 项口径待核")
    assert money.contradictions
    assert told.funding.open_question == "原产权单位算不算“企业”，文件未明"
    assert told.funding.open_answer == "算则 28.16%"
    assert sum(each.share for each in told.funding.lines) == pytest.approx(1)
    words.use_language("en")
    card = judged(node, stream).funding
    words.use_language("zh")
    assert card is not None and card.scope == "Total CNY 4.12 million"
    assert card.counted == "Residents + enterprises CNY 0.92 million = 22.33%", "in the unit of the parts it is the sum of"
    assert {"CNY 0.584 million", "CNY 0.336 million"} <= {each.amount for each in card.lines}


def test_a_shortfall_of_money_is_told_both_ways_and_a_person_may_decide(team: Team) -> None:
    node = team.laptop()
    stream = community(node)
    add(node, stream, "plan_entry", {"year": 2028, "investment": "100"})
    city = add(node, stream, "funding", {"source": "city", "amount": "85"})
    add(node, stream, "funding", {"source": "resident_fund", "amount": "15"})
    short = verdict(node, stream, "funding_floor")
    assert (short.outcome, short.next_steps) == ("fail", ("改由居民或企业再出 5 万元，或另增 6.25 万元，即够",))
    write(node, stream, city, "funding", amount="84")
    assert "99" in verdict(node, stream, "funding_floor").reason
    owner = add(node, stream, "funding", {"source": "former_owner", "amount": "1"})
    write(node, stream, city, "funding", amount="79")
    other = add(node, stream, "funding", {"source": "former_owner", "payer": "船厂", "amount": "5"})
    open_question = verdict(node, stream, "funding_floor")
    assert open_question.outcome == "pending"
    assert {(each.record, each.field) for each in open_question.missing} == {(owner, "counted"), (other, "counted")}
    write(node, stream, other, "funding", counted="yes")
    assert verdict(node, stream, "funding_floor").outcome == "ok"
    write(node, stream, other, "funding", counted=None, former_owner_kind="agency")
    assert verdict(node, stream, "funding_floor").outcome == "fail"


def test_the_deadline_of_the_plan_year(team: Team) -> None:
    node = team.laptop()
    stream = community(node)
    assert [each.field for each in verdict(node, stream, "deadline").missing] == ["year"]
    plan = add(node, stream, "plan_entry", {"year": 2027})
    last = verdict(node, stream, "deadline", day=date(2026, 10, 31))
    assert (last.outcome, last.word) == ("running", "还有 0 日")
    sunday = verdict(node, stream, "deadline", day=date(2026, 11, 2))
    assert sunday.outcome == "pending"
    late = verdict(node, stream, "deadline", day=date(2026, 11, 3))
    assert (late.outcome, late.next_steps) == ("fail", ("可报 2028 年度",))
    write(node, stream, plan, "plan_entry", submitted_on="2026-10-30")
    assert verdict(node, stream, "deadline", day=date(2026, 12, 1)).outcome == "ok"


def test_six_conditions_decide_at_home_and_compare_elsewhere(team: Team) -> None:
    node = team.laptop()
    held = {"party_branch": "own", "talks": "yes", "covenant": "yes", "residents_pay": "yes", "accepts_management": "yes"}
    stream = community(node, "xianning", 1994, **held)
    assert [each.field for each in verdict(node, stream, "six_preconditions", "xianning").missing] == ["illegal_cleared", "complete_community"]
    write(node, stream, stream, "community", illegal_structures=3, illegal_m2="40", illegal_cleared_m2="39.99", complete_community="yes")
    lost = verdict(node, stream, "six_preconditions", "xianning")
    assert (lost.outcome, lost.word, lost.next_steps) == ("fail", "缺 1 项", ("先办：拆除违建",))
    assert any("不拆违不改造" in each for each in lost.reasons)
    write(node, stream, stream, "community", illegal_cleared_m2="40")
    assert verdict(node, stream, "six_preconditions", "xianning").outcome == "ok"
    elsewhere = judged(node, stream, "liuzhou")
    found = elsewhere.verdict("six_preconditions")
    assert found is not None and elsewhere.conditions is not None
    assert found.outcome == "silent"
    assert not elsewhere.conditions.decides
    assert elsewhere.conditions.title == "对照：咸宁 6 项前置"


def test_who_pays_follows_the_defects_and_the_document(team: Team) -> None:
    node = team.laptop()
    stream = planned(node)
    rows = {each.items: each for each in judged(node, stream).costs}
    assert rows["屋面维修"].payer == "基础类财政重点支持+相关居民分摊"
    assert rows["供水"].payer == "专营单位；非其产权的资金共担"
    assert "谁受益" in next(each.payer for name, each in rows.items() if "加装电梯" in name)
    other = {each.items: each.payer for each in judged(node, stream, "xianning").costs}
    assert other["屋面维修"] == "主要由居民"
    assert other["加装电梯"] == "居民"


def test_plots_of_land_only_where_the_document_speaks_of_them(team: Team) -> None:
    node = team.laptop()
    stream = community(node, "taian", 1994)
    plot = add(node, stream, "idle_asset", {"name": "东角", "area_mu": "2.9999", "share_percent": "10"})
    found = verdict(node, stream, "land_plot", "taian")
    assert [each.field for each in found.missing] == ["holder_consents"]
    write(node, stream, plot, "idle_asset", holder_consents="yes")
    assert verdict(node, stream, "land_plot", "taian").outcome == "ok"
    write(node, stream, plot, "idle_asset", area_mu="3")
    assert verdict(node, stream, "land_plot", "taian").outcome == "fail"
    assert judged(node, stream, "liuzhou").verdict("land_plot") is None


def test_drafts_and_expired_documents_are_marked(team: Team) -> None:
    node = team.laptop()
    stream = planned(node)
    assert "未正式" in judged(node, stream, "xianning").status_words
    assert "2025-08-31" in judged(node, stream, "taian").status_words
    assert judged(node, stream, "taian", date(2025, 8, 31)).status_words == ""
    assert judged(node, stream, "liuzhou").status_words == ""


def test_what_another_document_or_day_changes(team: Team) -> None:
    node = team.laptop()
    stream = planned(node)
    packs = [policies.pack(each) for each in ("liuzhou", "taian")]
    told = compare(node, [stream], (packs[0], TODAY), (packs[1], date(2025, 1, 1)))
    moved = {each.name: (each.before, each.after) for each in told.changes if each.moves}
    assert moved["LT-01 路灯缺失/不亮"] == ("完善类", "基础类")
    assert moved["表决"] == ("未通过", "本市文件未列")
    clause_only = next(each for each in told.changes if each.name.startswith("RF-01"))
    assert (clause_only.moves, clause_only.before_clause, clause_only.after_clause) == (False, "柳州 一(三)1", "泰安 二(一)1")
    days = compare(node, [stream], (packs[0], TODAY), (packs[0], date(2026, 11, 25)))
    assert [each.name for each in days.changes] == ["公示", "申报"]
    nothing = compare(node, [stream], (packs[0], TODAY), (packs[0], TODAY))
    assert nothing.changes == () and nothing.same > 0


def test_an_override_is_an_edit_and_survives_judging_again(team: Team) -> None:
    node = team.laptop()
    stream = community(node)
    defect = add(node, stream, "defect", {"code": "LT-01"})
    write(node, stream, defect, "defect", override={"tier": "enhancement", "reason": "结合智慧社区一并做", "pack": "liuzhou"})
    for policy in ("liuzhou", "taian"):
        with node.store.reading() as connection:
            row = find.one(connection, stream, defect)
        assert row is not None
        found = judge_defect(policies.pack(policy), "LT-01", row.get("override"))
        assert found is not None
        assert (found.how, found.tier) == ("override", "enhancement")
        assert judged(node, stream, policy).costs[0].tier == "enhancement"
    assert compare(node, [stream], (policies.pack("liuzhou"), TODAY), (policies.pack("taian"), TODAY)).changes[0].kind == "verdict"
    write(node, stream, defect, "defect", override=None)
    assert judged(node, stream).costs[0].tier == "improvement"


def test_deleting_the_vote_takes_its_verdict_back(team: Team) -> None:
    node = team.laptop()
    stream = community(node)
    vote = add(node, stream, "vote", VOTE)
    record(node, [Draft(stream, vote, "vote", {"deleted": True})], "delete_vote")
    assert verdict(node, stream, "consent").reason == "还没有表决，录入后即算"


def test_another_version_of_a_pack_from_a_file(team: Team, tmp_path: Path) -> None:
    node = team.laptop()
    stream = planned(node)
    text = paths.resource("policies", "liuzhou.toml").read_text(encoding="utf-8")
    for old, new in (('version = "2026.11"', 'version = "2027.01"'), ('agree_area = { at_least = "3/4"', 'agree_area = { at_least = "7/10"')):
        assert old in text
        text = text.replace(old, new)
    file = tmp_path / "liuzhou.toml"
    file.write_text(text.replace('WS-03 = { tier = "improvement"', 'WS-03 = { tier = "basic"'), encoding="utf-8")
    told = compare(node, [stream], (policies.pack("liuzhou"), TODAY), (policies.pack_or_file(str(file)), TODAY))
    assert "2026.11" in told.first and "2027.01" in told.second
    moved = {each.name: (each.before, each.after, each.reasons) for each in told.changes if each.moves}
    assert moved["表决"][:2] == ("未通过", "通过") and moved["LT-01 路灯缺失/不亮"][:2] == ("完善类", "基础类")
    assert all(reasons and all(reasons) for _, _, reasons in moved.values())
