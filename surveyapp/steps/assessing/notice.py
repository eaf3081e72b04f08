"""The public notice: how many working days have passed, when it may come down, painted as a calendar."""

from __future__ import annotations

from datetime import date, timedelta

from surveyapp import words
from surveyapp.domain.assessment import CalendarDay, Mark, NoticeCard, Verdict, clauses
from surveyapp.domain.checks import as_day
from surveyapp.policy import inputs
from surveyapp.policy.rules import publicity
from surveyapp.policy.rules import verdict as rules
from surveyapp.policy.rules.calendar import Calendar, Count, count_working_days, days_of
from surveyapp.steps import judge
from surveyapp.steps.assessing.case import Case, day_words, inside, lacking, newest
from surveyapp.store.find import Row

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_WEEKS = 3


def assess_notice(case: Case) -> tuple[Verdict, NoticeCard]:
    """Whether the notice has hung long enough, and its card."""
    row = newest(case.notices, "posted_on")
    local = _local_days(case, row)
    given = inputs.publicity(row.values, sorted(each.isoformat() for each in local) if local else None) if row else {}
    judged = case.ask(publicity.RULE, given)
    rule = case.book.publicity
    if rule is None:
        scope = words.say("plan.notice.silent")
        return case.silent(judged, scope), NoticeCard(row.record if row else "", scope)
    posted = as_day(row.get("posted_on")) if row else None
    if row is None or posted is None:
        missing = [case.missing("notice", "posted_on", row)]
        told = case.pending(judged, words.say("plan.notice.none") if row is None else lacking(missing), missing)
        return told, NoticeCard(row.record if row else "", words.say("plan.notice.scope_none"), clauses=clauses(rule.clause))
    counting = row.get("counting") == "from_posting_day"
    counts = {way: count_working_days(judge.calendar(), posted, rule.min_working_days, way, local) for way in (False, True)}
    verdict = _verdict(case, row, judged, posted, counts[counting], rule.min_working_days)
    return verdict, _card(case, row, verdict, posted, counts, counting=counting, local=local)


def _local_days(case: Case, row: Row | None) -> frozenset[date]:
    """The local holidays of this region that are entered, for the year of the notice."""
    posted = as_day(row.get("posted_on")) if row else None
    if posted is None:
        return frozenset()
    mine = (each for each in judge.calendar().local if any(code.startswith(given) for code in case.pack.divisions for given in each.divisions))
    return frozenset(day for each in mine if each.first.year == posted.year for day in days_of(each.first, each.last))


def _verdict(case: Case, row: Row, judged: rules.Verdict, posted: date, count: Count, wanted: int) -> Verdict:
    today, end = case.as_of, count.end
    if end is None:
        return case.pending(judged, words.say("plan.notice.year_missing", year=count.missing_year))
    done = sum(day <= today for day in count.days)
    full = words.say("plan.notice.full", days=wanted, day=day_words(end, today))
    free = day_words(end + _DAY, today)
    removed = as_day(row.get("removed_on"))
    if removed is not None and removed <= end:
        held = sum(day < removed for day in count.days)
        reason = words.say("plan.notice.early", day=day_words(removed, today), done=held, days=wanted)
        return case.told(judged, "fail", words.say("plan.word.early"), reason, next_steps=(words.say("plan.notice.again", days=wanted),))
    if today < posted:
        return case.told(judged, "running", words.say("plan.word.not_begun"), words.say("plan.notice.from", day=day_words(posted, today)))
    if today <= end:
        code = "plan.notice.today" if today in count.days else "plan.notice.so_far"
        return case.told(
            judged, "running", words.say("plan.word.running", done=done, days=wanted), full, next_steps=(words.say(code, number=done, day=free),)
        )
    return _after(case, row, judged, full, wanted)


def _after(case: Case, row: Row, judged: rules.Verdict, full: str, wanted: int) -> Verdict:
    """The days are over: what is left is whether anybody objected (柳州 三(一)4: 公示无异议后书面申请)."""
    objections = row.get("objections")
    if objections is None:
        missing = [case.missing("notice", "objections", row)]
        return case.pending(judged, words.say("plan.notice.lacks", full=full, field=inside(missing[0].words)), missing)
    if objections and row.get("objections_settled") != "yes":
        missing = [case.missing("notice", "objections_settled", row)]
        reason = words.say("plan.notice.objections", count=objections)
        return case.told(judged, "pending", words.say("plan.word.pending"), reason, missing=missing, next_steps=(words.say("plan.notice.settle"),))
    return case.told(judged, "ok", words.say("plan.word.full", days=wanted), full, next_steps=(words.say("plan.notice.apply"),))


def _card(case: Case, row: Row, verdict: Verdict, posted: date, counts: dict[bool, Count], *, counting: bool, local: frozenset[date]) -> NoticeCard:
    count, other = counts[counting], counts[not counting]
    sentence = verdict.next_steps[0] if verdict.next_steps else verdict.reason
    aside = ""
    if other.end is not None:
        code = "plan.notice.if_not_counted" if counting else "plan.notice.if_counted"
        aside = words.say(code, end=day_words(other.end, case.as_of), free=day_words(other.end + _DAY, case.as_of))
    return NoticeCard(
        record=row.record,
        scope=words.say("plan.month_of_year", year=posted.year, month=words.say(f"plan.month.{posted.month}")),
        days=_calendar(judge.calendar(), posted, count, case.as_of, local),
        sentence=sentence,
        aside=aside,
        clauses=clauses(case.book.publicity.clause if case.book.publicity else ""),
        others=len(case.notices) - 1,
    )


def _calendar(calendar: Calendar, posted: date, count: Count, today: date, local: frozenset[date]) -> tuple[CalendarDay, ...]:
    """Whole weeks, Monday first: from the week before the posting, or that of the posting when more than three are needed."""
    monday = posted - _DAY * posted.weekday()
    last = count.end + _DAY if count.end else (count.days[-1] if count.days else posted)
    weeks = (last - monday).days // 7 + 1
    start = monday - _WEEK if weeks < _WEEKS else monday
    length = max(_WEEKS, (last - start).days // 7 + 1) * 7
    return tuple(_calendar_day(calendar, start + _DAY * place, posted, count, today, local) for place in range(length))


def _calendar_day(calendar: Calendar, day: date, posted: date, count: Count, today: date, local: frozenset[date]) -> CalendarDay:
    number = count.days.index(day) + 1 if day in count.days else 0
    mark: Mark = "plain"
    word = ""
    works = calendar.works(day, local)
    if number:
        mark, word = "counted", words.say("plan.day.number", number=number)
    elif day == posted:
        mark, word = "posted", words.say("plan.day.posted")
    elif count.end is not None and day == count.end + _DAY:
        mark, word = "free", words.say("plan.day.free")
    elif works is False:
        mark, word = "off", words.say("plan.day.off")
    elif works and day.weekday() >= 5:
        mark, word = "worked", words.say("plan.day.worked")
    return CalendarDay(day, mark, number, word, day == today)
