"""Working days as the State Council's yearly notices make them: Monday to Friday, less the days off, plus the weekend days worked instead.

Local holidays are a layer above. A year whose notice is not in the table has no working days to count: the answer is None, never an ordinary week.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from surveyapp.errors import Finding
from surveyapp.policy.rules.sections import Section
from surveyapp.policy.untrusted import Name

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_ONE = timedelta(days=1)
LONGEST_COUNT = 400
NO_DAYS: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Break:
    """Consecutive days off, or one weekend day worked."""

    first: date
    last: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class LocalHoliday:
    """A holiday of a region that the national table does not hold."""

    divisions: tuple[str, ...]
    name: str
    first: date
    last: date
    source: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The table of `resources/catalogue/holidays.toml`. `notices`: by year, the notice that it comes from."""

    notices: Mapping[int, str]
    breaks: tuple[Break, ...] = ()
    off: frozenset[date] = NO_DAYS
    worked: frozenset[date] = NO_DAYS
    local: tuple[LocalHoliday, ...] = field(default_factory=tuple)
    english: Mapping[str, str] = field(default_factory=dict)

    def named(self, holiday: str) -> Name:
        """A holiday by its name in both languages."""
        return Name(holiday, self.english.get(holiday, holiday))

    def works(self, day: date, local: Collection[date] = NO_DAYS) -> bool | None:
        """Whether people work on this day; None for a year without a notice."""
        if day.year not in self.notices:
            return None
        if day in local or day in self.off:
            return False
        return day in self.worked or day.weekday() < 5

    def next_working(self, day: date, local: Collection[date] = NO_DAYS) -> date | None:
        """This day or the first working day after it; None where the table ends before."""
        while (works := self.works(day, local)) is False:
            day += _ONE
        return day if works else None

    def breaks_between(self, first: date, last: date) -> tuple[Break, ...]:
        """The days off that touch these days, in order."""
        return tuple(each for each in self.breaks if each.first <= last and each.last >= first)

    def worked_between(self, first: date, last: date) -> tuple[date, ...]:
        """The weekend days worked among these days, in order."""
        return tuple(sorted(day for day in self.worked if first <= day <= last))


@dataclass(frozen=True, slots=True)
class Count:
    """Working days counted. `end` is None when the table ends first; `missing_year` then names the year without a notice."""

    days: tuple[date, ...]
    end: date | None
    missing_year: int | None = None


def count_working_days(calendar: Calendar, start: date, wanted: int, count_start: bool, local: Collection[date] = NO_DAYS) -> Count:
    """The first `wanted` working days from `start`: from the day after (民法典201条) or, with `count_start`, from the day itself."""
    days: list[date] = []
    day = start if count_start else start + _ONE
    while len(days) < wanted:
        works = calendar.works(day, local)
        if works is None:
            return Count(tuple(days), None, day.year)
        if works:
            days.append(day)
        day += _ONE
    return Count(tuple(days), days[-1] if days else None)


def day_text(day: date) -> str:
    """`2024-04-02(周二)`."""
    return f"{day.isoformat()}({WEEKDAYS[day.weekday()]})"


def calendar_from(untrusted: Mapping[str, object]) -> tuple[Calendar, tuple[Finding, ...]]:
    """The calendar in the parsed `holidays.toml`, and everything that is wrong with it."""
    findings: list[Finding] = []
    root = Section(untrusted, "holidays", findings)
    notices: dict[int, str] = {}
    breaks: list[Break] = []
    worked: list[date] = []
    for year in root.tables("years"):
        number = year.whole("year", 2000, 2199)
        notices[number] = year.text("notice")
        for off in year.tables("off"):
            breaks.append(_break(off))
        for text in year.texts("worked"):
            worked.append(_worked(text, year))
        year.finish()
    local = tuple(_local(each) for each in root.tables("local"))
    english = root.table("english")
    names = {name: english.text(name) for name in english.untrusted} if english else {}
    root.finish()
    off_days = frozenset(day for each in breaks for day in days_of(each.first, each.last))
    findings.extend(_clashes(off_days, worked))
    return Calendar(notices, tuple(sorted(breaks, key=lambda each: each.first)), off_days, frozenset(worked), local, names), tuple(findings)


def days_of(first: date, last: date) -> list[date]:
    """Every day from the first to the last."""
    return [first + _ONE * offset for offset in range(min((last - first).days, LONGEST_COUNT) + 1)]


def _break(section: Section) -> Break:
    first = section.day("first")
    found = Break(first, section.day("last") if section.has("last") else first, section.text("name"))
    section.finish()
    if found.last < found.first:
        section.findings.append(Finding("finding.pack_rule.reversed", section.where, {"first": str(found.first), "last": str(found.last)}))
    return found


def _worked(text: str, year: Section) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        year.findings.append(Finding("finding.pack_rule.bad_value", f"{year.where}.worked", {"found": text, "wanted": "YYYY-MM-DD"}))
        return date.min


def _local(section: Section) -> LocalHoliday:
    found = LocalHoliday(section.texts("divisions"), section.text("name"), section.day("first"), section.day("last"), section.text("source"))
    section.finish()
    return found


def _clashes(off: frozenset[date], worked: list[date]) -> list[Finding]:
    """A weekend day worked must be a weekend day and not a day off."""
    return [Finding("finding.pack_rule.not_a_worked_weekend", "holidays", {"day": str(day)}) for day in worked if day in off or day.weekday() < 5]
