"""The renovation plan table: communities by year, five figures each, built before or after the end of the cut-off year (连州 附件).

A *building* stands in the column of its own year; "2000年底前" includes 31 December 2000. So households, buildings and floor area
of a community that straddles the cut-off are split building by building. The *community* itself and its investment cannot be split:
they stand where its earliest building stands, for a compound begun before the cut-off is one the plan is made for (连州 二).
Every straddling community is also a finding, so that a person sees where this rule decided.

What has no year is never guessed and never dropped: it is counted as undated beside its row, or as unplanned beside the table, and is
a finding by name. A figure that is missing or cannot be one (negative, absurd) counts as nothing and is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from itertools import chain

from surveyapp.domain.prose import is_rounding, nine_divides
from surveyapp.errors import Finding

COMMUNITIES, HOUSEHOLDS, BUILDINGS, AREA, INVESTMENT = GROUPS = ("communities", "households", "buildings", "area", "investment")
CUTOFF_YEAR = 2000
_EXACT = Context(prec=120)
_ZERO = Decimal(0)
_M2_PER_10K = -4
_TOO_LARGE = Decimal(10) ** 15
_FINEST = -20


@dataclass(frozen=True, slots=True)
class PlanBuilding:
    """One building: the year it was completed, households, floor area in m²; None where it is not known."""

    record: str
    built_year: int | None
    households: int | None
    area_m2: Decimal | None


@dataclass(frozen=True, slots=True)
class PlanCommunity:
    """One community: the year its renovation is planned for, the investment in 10,000 yuan (万元), and its buildings."""

    stream: str
    name: str
    plan_year: int | None
    investment_10k: Decimal | None
    buildings: tuple[PlanBuilding, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The five figures, exact: communities, households, buildings (counts), area in 万㎡, investment in 万元."""

    communities: Decimal = _ZERO
    households: Decimal = _ZERO
    buildings: Decimal = _ZERO
    area: Decimal = _ZERO
    investment: Decimal = _ZERO

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(_EXACT.add(getattr(self, group), getattr(other, group)) for group in GROUPS))

    def __bool__(self) -> bool:
        return any(getattr(self, group) for group in GROUPS)

    def of(self, group: str) -> Decimal:
        """The figure of one of GROUPS."""
        value: Decimal = getattr(self, group)
        return value


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One year, or the totals (`year` None). `undated` is what belongs to the year but has no year of building: outside the columns."""

    year: int | None
    before: Figures
    after: Figures
    total: Figures
    undated: Figures = Figures()


@dataclass(frozen=True, slots=True)
class PlanTable:
    """Rows in the order of years, the totals row, what no year of the table holds (`unplanned`), and all that was found on the way."""

    cutoff_year: int
    rows: tuple[PlanRow, ...]
    total: PlanRow
    unplanned: Figures
    findings: tuple[Finding, ...]


def plan_table(communities: Iterable[PlanCommunity], years: Sequence[int], cutoff_year: int = CUTOFF_YEAR) -> PlanTable:
    """Sum communities into one row a year of `years`, each before | after the end of `cutoff_year` | both, and a totals row."""
    before = {year: Figures() for year in years}
    after, undated = dict(before), dict(before)
    unplanned, findings = Figures(), []
    for community in communities:
        findings += _findings(community, years, cutoff_year)
        parts = _split(community, cutoff_year)
        if community.plan_year in before:
            for column, part in zip((before, after, undated), parts, strict=True):
                column[community.plan_year] += part
        else:
            unplanned += _sum(parts)
    rows = tuple(PlanRow(year, before[year], after[year], before[year] + after[year], undated[year]) for year in years)
    return PlanTable(cutoff_year, rows, _totals(rows), unplanned, tuple(findings))


def _sum(parts: Iterable[Figures]) -> Figures:
    return sum(parts, Figures())


def _totals(rows: Sequence[PlanRow]) -> PlanRow:
    before, after = _sum(row.before for row in rows), _sum(row.after for row in rows)
    return PlanRow(None, before, after, before + after, _sum(row.undated for row in rows))


def _split(community: PlanCommunity, cutoff_year: int) -> tuple[Figures, Figures, Figures]:
    """(before, after, undated) of one community."""
    parts = [Figures(), Figures(), Figures()]
    for building in community.buildings:
        area = _EXACT.scaleb(_usable(building.area_m2) or _ZERO, _M2_PER_10K)
        households = _usable(building.households) or _ZERO
        parts[_column(building.built_year, cutoff_year)] += Figures(_ZERO, households, Decimal(1), area)
    investment = _usable(community.investment_10k) or _ZERO
    parts[_column(_first_year(community), cutoff_year)] += Figures(Decimal(1), investment=investment)
    return parts[0], parts[1], parts[2]


def _usable(value: int | Decimal | None) -> Decimal | None:
    """A figure that can be a count, an area or a sum of money; None for what is missing, negative or absurd (a journal refuses no value)."""
    if value is None:
        return None
    number = Decimal(value)
    exponent = number.as_tuple().exponent
    return number if isinstance(exponent, int) and exponent >= _FINEST and 0 <= number < _TOO_LARGE else None


def _column(year: int | None, cutoff_year: int) -> int:
    return 2 if year is None else int(year > cutoff_year)


def _built_years(community: PlanCommunity) -> list[int]:
    return [building.built_year for building in community.buildings if building.built_year is not None]


def _first_year(community: PlanCommunity) -> int | None:
    return min(_built_years(community), default=None)


def _findings(community: PlanCommunity, years: Sequence[int], cutoff_year: int) -> list[Finding]:
    def found(code: str, where: str = community.stream, **facts: object) -> Finding:
        return Finding(code, where, {"name": community.name, **facts})

    result = []
    if community.plan_year is None:
        result.append(found("finding.plan.no_plan_year"))
    elif community.plan_year not in years:
        result.append(found("finding.plan.outside_years", year=community.plan_year))
    if _usable(community.investment_10k) is None:
        result.append(found("finding.plan.no_investment"))
    built = _built_years(community)
    if not community.buildings:
        result.append(found("finding.plan.no_buildings"))
    elif built and min(built) <= cutoff_year < max(built):
        result.append(found("finding.plan.straddles", first=min(built), last=max(built), cutoff=cutoff_year))
    for building in community.buildings:
        missing: tuple[tuple[str, object], ...] = (
            ("finding.plan.building_no_year", building.built_year),
            ("finding.plan.building_no_households", _usable(building.households)),
            ("finding.plan.building_no_area", _usable(building.area_m2)),
        )
        result += [found(code, building.record) for code, value in missing if value is None]
    return result


def check_plan(table: PlanTable) -> tuple[Finding, ...]:
    """Every row must say before + after = total, and every column must add up to the totals row. All that do not, by row and group."""
    found = []
    for row in (*table.rows, table.total):
        added = row.before + row.after
        found += [
            Finding("finding.plan.row_sum", f"{row.year or 'total'}/{group}", {"stated": row.total.of(group), "computed": added.of(group)})
            for group in GROUPS
            if added.of(group) != row.total.of(group)
        ]
    for column in ("before", "after", "total", "undated"):
        stated: Figures = getattr(table.total, column)
        computed = _sum(getattr(row, column) for row in table.rows)
        found += [
            Finding("finding.plan.column_sum", f"{column}/{group}", {"stated": stated.of(group), "computed": computed.of(group)})
            for group in GROUPS
            if stated.of(group) != computed.of(group)
        ]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ProseFigure:
    """A figure that the text of a document states: `text` as it stands there ("493", "约4870"), for these years together, and its clause."""

    group: str
    years: tuple[int, ...]
    text: str
    clause: str


def compare_prose(table: PlanTable, figures: Iterable[ProseFigure]) -> tuple[Finding, ...]:
    """Where a document's prose and its table disagree: reported, never corrected.

    A figure with 约 that is the table's, taken whole at its last non-zero place (`prose.is_rounding`), is told as rounding only. A difference
    divisible by 9 points to two digits that changed places. A figure that is no number, or speaks of a year that the table has not, is a finding too.
    """
    return tuple(chain.from_iterable(_compare(table, figure) for figure in figures))


def _compare(table: PlanTable, figure: ProseFigure) -> list[Finding]:
    text = figure.text.strip()
    digits = text.removeprefix("约").replace(",", "").replace("，", "").strip()
    rows = [row for row in table.rows if row.year in figure.years]
    where = f"{'+'.join(map(str, figure.years))}/{figure.group}"
    if not digits.replace(".", "", 1).isdecimal() or not digits.isascii() or len(rows) != len(set(figure.years)):
        return [Finding("finding.plan.prose_unusable", where, {"text": figure.text, "clause": figure.clause})]
    stated, computed = Decimal(digits), _sum(row.total for row in rows).of(figure.group)
    difference = abs(_EXACT.subtract(stated, computed))
    if not difference:
        return []
    facts = {"stated": stated, "computed": computed, "difference": difference, "clause": figure.clause}
    if text.startswith("约") and stated and is_rounding(stated, computed):
        return [Finding("finding.plan.prose_rounded", where, facts)]
    found = [Finding("finding.plan.prose_differs", where, facts)]
    if nine_divides(stated, computed):
        found.append(Finding("finding.plan.prose_transposed", where, facts))
    return found
