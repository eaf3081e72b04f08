"""How long a plan must hang out before the application (柳州 三(一)4): working days, by the State Council's notices.

Whether the day of posting counts is not written; by 民法典201条 it does not. Both ways can be asked for, and the one used is always named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from surveyapp.policy.rules import days, quantities
from surveyapp.policy.rules.calendar import LONGEST_COUNT, NO_DAYS, Calendar, Count, LocalHoliday, count_working_days, day_text, days_of
from surveyapp.policy.rules.questions import Question
from surveyapp.policy.rules.sections import Section
from surveyapp.policy.rules.verdict import DECIDED, PENDING, Sentence, Verdict, sentence

RULE = "publicity"
NO_PERIOD = "no_period_in_document"
NO_NOTICE = "year_not_published"
BOTH = "both"
BOTH_WAYS = frozenset({BOTH, "两种", "两种口径", "都算"})
_COUNTED = {"计入": True, "计": True, "不计": False, "不计入": False}
_LIST = re.compile("[、,，;；]")
_RANGE = re.compile(r"\s*(?:/|~|至|到|—+|–|\.\.)\s*")
_MONTH_AND_DAY = re.compile(r"(\d{1,2})(?:月|-|/)(\d{1,2})[日号]?")
_UNSURE_DAYS = 4
_WEEKDAYS = (
    "rule.weekday.0",
    "rule.weekday.1",
    "rule.weekday.2",
    "rule.weekday.3",
    "rule.weekday.4",
    "rule.weekday.5",
    "rule.weekday.6",
)
"""The words of the days of a week, Monday first."""


@dataclass(frozen=True, slots=True)
class Publicity:
    """The least number of working days that a document asks for."""

    clause: str
    min_working_days: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice put up. `count_start` None: both ways. `local` None: nothing was said of local holidays.

    `local_unreadable`, `length_unreadable`: something was said of them that cannot be read; then no end can be told.
    """

    posted: date | None
    working_days: int | None
    count_start: bool | None = False
    local: frozenset[date] | None = None
    local_unreadable: bool = False
    length_unreadable: bool = False


def publicity_from(section: Section) -> Publicity:
    """The [publicity] section of a pack."""
    found = Publicity(section.text("clause"), section.whole("min_working_days", 1, LONGEST_COUNT))
    section.finish()
    return found


def notice_from(question: Question) -> Notice:
    """What the line says of a notice."""
    posted = question.day("post_date")
    local = _local_days(question, posted)
    length = question.whole("min_working_days", ("个工作日", "工作日", "个"), 1, LONGEST_COUNT)  # so many 天 are no working days
    return Notice(
        posted=posted,
        working_days=length,
        count_start=_count_start(question),
        local=local,
        local_unreadable=local is None and not question.absent("local_holidays"),
        length_unreadable=length is None and not question.absent("min_working_days"),
    )


def _count_start(question: Question) -> bool | None:
    """Whether the day of posting counts; None for both ways. Without a word it does not (民法典201条)."""
    said = question.raw("count_start_day")
    if isinstance(said, str):
        words = quantities.plain(said)
        if words in BOTH_WAYS:
            return None
        if words in _COUNTED:
            return _COUNTED[words]
    return question.truth("count_start_day") or False


def _local_days(question: Question, posted: date | None) -> frozenset[date] | None:
    """Days, ranges (`2026-04-18/2026-04-21`) or tables {from, to}. A day without a year lies in the year of the notice."""
    value = question.raw("local_holidays")
    if value is None:
        return None
    found: set[date] = set()
    try:
        for each in value if isinstance(value, list) else _listed(value):
            found.update(_days_in(each, posted))
    except ValueError:
        question.unreadable("local_holidays", sentence("rule.input.want_days"))
        return None
    return frozenset(found)


def _listed(value: object) -> list[object]:
    """`4月11日、4月12日` names two."""
    return [each for each in _LIST.split(value) if each.strip()] if isinstance(value, str) else [value]


def _days_in(value: object, posted: date | None) -> list[date]:
    if isinstance(value, Mapping):
        ends = [value.get(first) or value.get(second) for first, second in (("from", "first"), ("to", "last"))]
        if ends[0] is None and "date" in value:
            ends = [value["date"], value["date"]]
    else:
        ends = _ends_in(quantities.plain(value))
    first, last = (_day_in(each, posted) for each in ends)
    if last < first or (last - first).days > LONGEST_COUNT:
        raise ValueError(value)
    return days_of(first, last)


def _ends_in(text: str) -> list[object]:
    """The two ends of a range, or the one day twice. A mark that stands in a day itself (2026/4/18) divides nothing."""
    parts = _RANGE.split(text)
    if len(parts) == 2:
        return [*parts]
    half = len(parts) // 2
    return ["/".join(parts[:half]), "/".join(parts[half:])] if len(parts) == 6 else [text, text]


def _day_in(value: object, posted: date | None) -> date:
    short = _MONTH_AND_DAY.fullmatch(value) if isinstance(value, str) else None
    if short is None:
        return days.day_of(value)
    if posted is None:
        raise ValueError(value)
    return date(posted.year, int(short[1]), int(short[2]))


def judge(rule: Publicity | None, notice: Notice, calendar: Calendar, divisions: tuple[str, ...] = ()) -> Verdict:
    """The first day on which the notice may come down, the days counted, and the day after which the application may be handed in."""
    wanted = notice.working_days or (rule.min_working_days if rule else None)
    clause = rule.clause if rule else ""
    if wanted is None:
        return Verdict(RULE, NO_PERIOD, dict(_OPEN), clause, (sentence("rule.publicity.no_period"),))
    if notice.posted is None:
        return Verdict(RULE, PENDING, dict(_OPEN), clause, (sentence("rule.publicity.no_post_date"),))
    if notice.length_unreadable:
        return Verdict(RULE, PENDING, dict(_OPEN), clause, (sentence("rule.publicity.length_unreadable"),))
    if notice.local_unreadable:
        only = count_working_days(calendar, notice.posted, wanted, notice.count_start or False)
        values = dict(_OPEN) | {"earliest_end_date_if_only_national_calendar": _iso(only.end)}
        return Verdict(RULE, PENDING, values, clause, (sentence("rule.publicity.local_unreadable"),))
    local = notice.local or NO_DAYS
    counts = {count: count_working_days(calendar, notice.posted, wanted, count, local) for count in (False, True)}
    main = counts[notice.count_start or False]
    values = _values(notice, counts, main)
    if notice.local is not None:
        only = count_working_days(calendar, notice.posted, wanted, notice.count_start or False)
        values["earliest_end_date_if_only_national_calendar"] = _iso(only.end)
    last = max((each.end or (each.days[-1] if each.days else notice.posted) for each in counts.values()), default=notice.posted)
    events = _events(calendar, notice.posted, last, local)
    why = sentence("rule.publicity.calendar", events=events) if events else sentence("rule.publicity.plain_weeks")
    values["reason"] = sentence("rule.publicity.calendar", events=(why, sentence("rule.publicity.two_ways"))) if notice.count_start is None else why
    values["warning"] = sentence("rule.publicity.year_missing", year=main.missing_year) if main.missing_year else None
    values["reason"] = values["warning"] or values["reason"]
    reasons = _reasons(rule, notice, wanted, main, counts) + _hints(calendar, notice, last, divisions) + [values["reason"]]
    result = DECIDED if main.end else NO_NOTICE
    return Verdict(RULE, result, values, clause, tuple(each for each in reasons if isinstance(each, Sentence)))


_OPEN: Mapping[str, object] = {
    "earliest_end_date": None,
    "counted_days": [],
    "earliest_application_date_after": None,
    "earliest_end_date_start_day_not_counted": None,
    "earliest_end_date_start_day_counted": None,
}
"""The keys of an answer that cannot be given."""


def _values(notice: Notice, counts: Mapping[bool, Count], main: Count) -> dict[str, object]:
    return {
        "earliest_end_date": _iso(main.end),
        "counted_days": [day_text(day) for day in main.days],
        "earliest_application_date_after": _iso(main.end),
        "start_day_counted": BOTH if notice.count_start is None else notice.count_start,
        "earliest_end_date_start_day_not_counted": _iso(counts[False].end),
        "earliest_end_date_start_day_counted": _iso(counts[True].end),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _reasons(rule: Publicity | None, notice: Notice, wanted: int, main: Count, counts: Mapping[bool, Count]) -> list[object]:
    said: list[object] = []
    if rule is None:
        said.append(sentence("rule.publicity.no_period"))
    elif wanted < rule.min_working_days:
        said.append(sentence("rule.publicity.too_few", asked=wanted, least=rule.min_working_days))
    if main.missing_year:
        said.append(sentence("rule.publicity.year_missing", year=main.missing_year))
    elif main.end:
        said.append(sentence("rule.publicity.ends", posted=str(notice.posted), days=wanted, end=str(main.end)))
    if notice.count_start is None:
        said.append(sentence("rule.publicity.both", without=str(counts[False].end or "—"), counted=str(counts[True].end or "—")))
    else:
        said.append(sentence("rule.publicity.start_counted") if notice.count_start else sentence("rule.publicity.start_not_counted"))
    return said


def _events(calendar: Calendar, first: date, last: date, local: Collection[date]) -> tuple[Sentence, ...]:
    """What made these days differ from ordinary weeks, in order: `5/1-5放假`, `5/9(六)补班`."""
    found: list[tuple[date, Sentence]] = []
    for each in calendar.breaks_between(first, last):
        found.append((each.first, sentence("rule.publicity.break", days=_short(each.first, each.last), name=calendar.named(each.name))))
    for day in calendar.worked_between(first, last):
        found.append((day, sentence("rule.publicity.worked", day=_short(day, day), weekday=sentence(_WEEKDAYS[day.weekday()]))))
    for day in sorted(local):
        if first <= day <= last:
            found.append((day, sentence("rule.publicity.local", day=_short(day, day))))
    return tuple(said for _, said in sorted(found, key=lambda pair: pair[0]))


def _short(first: date, last: date) -> str:
    """`5/1`, `5/1-5`, `1/28-2/4`."""
    if first == last:
        return f"{first.month}/{first.day}"
    return f"{first.month}/{first.day}-{last.day}" if first.month == last.month else f"{first.month}/{first.day}-{last.month}/{last.day}"


def _hints(calendar: Calendar, notice: Notice, last: date, divisions: tuple[str, ...]) -> list[Sentence]:
    """What a person should look at: local holidays that nobody entered, and a year's end that the next notice may still change."""
    said: list[Sentence] = []
    first = notice.posted or last
    if notice.local is None:
        for each in calendar.local:
            if each.first <= last and each.last >= first and _in_region(each, divisions):
                said.append(sentence("rule.publicity.local_hint", name=calendar.named(each.name), first=str(each.first), last=str(each.last)))
        mine = [each for each in calendar.local if _in_region(each, divisions)]
        if mine and not any(each.first.year == first.year for each in mine) and _spring(first, last):
            said.append(sentence("rule.publicity.local_ask", year=first.year))
    if last.year in calendar.notices and last.year + 1 not in calendar.notices and last + timedelta(days=_UNSURE_DAYS) >= date(last.year, 12, 31):
        said.append(sentence("rule.publicity.year_end", year=last.year + 1))
    return said


def _in_region(holiday: LocalHoliday, divisions: tuple[str, ...]) -> bool:
    return any(mine.startswith(code) for mine in divisions for code in holiday.divisions)


def _spring(first: date, last: date) -> bool:
    """Whether the third day of the third lunar month can fall among these days (late March to end of April)."""
    return first <= date(first.year, 4, 30) and last >= date(first.year, 3, 22)
