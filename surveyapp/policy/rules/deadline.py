"""Whether a yearly plan was handed in on time (柳州 三(一): 每年10月底前 … 下一年度). The last day itself is on time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from surveyapp.policy.rules.calendar import Calendar
from surveyapp.policy.rules.days import Span
from surveyapp.policy.rules.questions import Question
from surveyapp.policy.rules.sections import Section
from surveyapp.policy.rules.verdict import PENDING, Sentence, Verdict, result_of, sentence

RULE = "deadline"
NO_DEADLINE = "no_deadline_in_document"
_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of the year before the plan year."""

    clause: str
    month: int
    day: int

    def for_plan(self, plan_year: int) -> date:
        """The last day on which a plan for that year is on time."""
        return date(plan_year - 1, self.month, self.day)


def deadline_from(section: Section) -> Deadline:
    """The [deadline] section of a pack."""
    found = Deadline(section.text("clause"), section.whole("month", 1, 12), section.whole("day", 1, 31))
    try:
        found.for_plan(2026)
    except ValueError:
        section.choices("day", (str(found.day),), ())
    section.finish()
    return found


def submission_from(question: Question) -> tuple[int | None, Span | None]:
    """Plan year and the day, or the month, of submission."""
    return question.whole("plan_year", ("年度计划", "年度", "年"), 1950, 2199), question.span("submitted")


def judge(rule: Deadline | None, plan_year: int | None, submitted: Span | None, calendar: Calendar) -> Verdict:
    """On time, late, or open: where the last day is a day off and 民法典203条 might move it, which the document does not say, a person decides."""
    if rule is None:
        return Verdict(RULE, NO_DEADLINE, {"on_time": None}, "", (sentence("rule.deadline.none"),))
    if plan_year is None or submitted is None:
        said = sentence("rule.deadline.no_plan_year") if plan_year is None else sentence("rule.deadline.no_submitted")
        last = rule.for_plan(plan_year) if plan_year else None
        return Verdict(RULE, PENDING, {"on_time": None, "deadline": last.isoformat() if last else None}, rule.clause, (said,))
    last = rule.for_plan(plan_year)
    on_time, note = _in_time(last, submitted[1], calendar)
    if on_time is not _in_time(last, submitted[0], calendar)[0]:
        on_time, note = None, sentence("rule.deadline.span", first=str(submitted[0]), last=str(submitted[1]))
    values = {"on_time": on_time, "deadline": last.isoformat(), "note": note}
    code = {True: "rule.deadline.on_time", False: "rule.deadline.late", None: "rule.deadline.open"}[on_time]
    reasons = [sentence(code, submitted=_shown(submitted), last=str(last), plan_year=plan_year), note]
    if submitted[1].year < plan_year - 1:
        reasons.append(sentence("rule.deadline.early", year=submitted[1].year, next_year=submitted[1].year + 1))
    return Verdict(RULE, result_of(on_time), values, rule.clause, tuple(reasons))


def _shown(span: Span) -> str:
    return str(span[0]) if span[0] == span[1] else f"{span[0]}–{span[1]}"


def _in_time(last: date, submitted: date, calendar: Calendar) -> tuple[bool | None, Sentence]:
    works = calendar.works(last)
    weekend = last.weekday() >= 5
    if works or (works is None and not weekend):
        note = sentence("rule.deadline.workday", last=str(last)) if works else sentence("rule.deadline.year_missing", year=last.year, last=str(last))
        return submitted <= last, note
    moved = calendar.next_working(last + _ONE) or _next_weekday(last + _ONE)
    note = sentence("rule.deadline.day_off", last=str(last), moved=str(moved))
    if submitted <= last:
        return True, note
    return (None if submitted <= moved else False), note


def _next_weekday(day: date) -> date:
    while day.weekday() >= 5:
        day += _ONE
    return day
