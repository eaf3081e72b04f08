"""The arithmetic of a plan table (连州 附件): rows and columns add up, stated against computed, prose against table, figures far from the usual.

Plain numbers in, findings out; nothing is corrected. A cell of None is a cell that could not be read: what depends on it stays open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from surveyapp.domain.prose import is_rounding, nine_divides
from surveyapp.policy.rules import quantities
from surveyapp.policy.rules.quantities import number_text, shown
from surveyapp.policy.rules.sections import Section
from surveyapp.policy.rules.verdict import Sentence, Wan, sentence

COMMUNITIES, HOUSEHOLDS, BUILDINGS, AREA, INVESTMENT = "小区数", "居民户数", "楼栋数", "建筑面积_万㎡", "预计投资额_万元"
_LEAST_SAME_PRICE = 3
Cells = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Two figures for one thing that differ. `computed` is what we add up (or what the prose says), `stated` what stands in the table."""

    field: str
    computed: Decimal
    stated: Decimal

    @property
    def diff(self) -> Decimal:
        """How far apart they are, never negative."""
        return abs(self.stated - self.computed)


@dataclass(frozen=True, slots=True)
class TableCheck:
    """What a check of a table found. `open_fields`: could not be compared."""

    computed: Mapping[str, Decimal | None]
    mismatches: tuple[Mismatch, ...] = ()
    open_fields: tuple[str, ...] = ()
    info: tuple[Sentence, ...] = ()
    warnings: tuple[Sentence, ...] = ()

    @property
    def ok(self) -> bool | None:
        """Whether everything that was stated agrees; None where something could not be compared and nothing else disagrees."""
        if self.mismatches:
            return False
        return None if self.open_fields else True


@dataclass(frozen=True, slots=True)
class UsualRanges:
    """Lowest and highest figure that is not pointed out; all exact."""

    per_household_10k_yuan: tuple[Fraction, Fraction]
    per_m2_yuan: tuple[Fraction, Fraction]
    m2_per_household: tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Outlier:
    """A figure per household or per area that is outside the usual: `what` names it, `unit` its unit."""

    where: str
    what: Sentence
    value: Fraction
    low: Fraction
    high: Fraction


def usual_ranges_from(section: Section) -> UsualRanges:
    """The [plan_table] section of the base pack."""
    found = UsualRanges(_range(section, "per_household_10k_yuan"), _range(section, "per_m2_yuan"), _range(section, "m2_per_household"))
    section.finish()
    return found


def _range(section: Section, key: str) -> tuple[Fraction, Fraction]:
    try:
        low, high = (Fraction(quantities.decimal_of(text)) for text in section.texts(key))
        if low >= high:
            raise ValueError(key)
    except ValueError:
        section.choices(key, (", ".join(section.texts(key)),), ())
        return Fraction(0), Fraction(1)
    return low, high


def check_plan_table(rows: Mapping[str, Cells], stated_total: Cells | None, usual: UsualRanges | None = None) -> TableCheck:
    """Add up the columns of `rows` ({year: {field: number}}) and compare with the totals that the table states.

    Fields are compared one by one; a field that is only in the rows or only in the totals is open. `usual` asks for the outliers too.
    """
    fields = list(dict.fromkeys(field for cells in rows.values() for field in cells))
    computed = {field: _column_sum(rows, field) for field in fields}
    mismatches: list[Mismatch] = []
    open_fields = [field for field in fields if computed[field] is None]
    for field, stated in (stated_total or {}).items():
        added = computed.get(field)
        if added is None or stated is None:
            open_fields.append(field)
        elif added != stated:
            mismatches.append(Mismatch(field, added, stated))
    if stated_total is not None:
        open_fields += [field for field in fields if field not in stated_total]
    warnings = [hint for each in mismatches for hint in digit_hints(each)]
    if usual is not None:
        warnings += [outlier_sentence(each) for year, cells in rows.items() for each in outliers(year, cells, usual)]
    return TableCheck(computed, tuple(mismatches), tuple(dict.fromkeys(open_fields)), tuple(_same_price(rows)), tuple(warnings))


def check_before_after(groups: Mapping[str, tuple[Decimal | None, Decimal | None, Decimal | None]]) -> TableCheck:
    """Whether before + after = total in every group: {field: (2000年底前, 2000年底后, 合计)}. A missing total is only computed."""
    computed: dict[str, Decimal | None] = {}
    mismatches, open_fields = [], []
    for field, (before, after, total) in groups.items():
        computed[field] = added = before + after if before is not None and after is not None else None
        if added is None or total is None:
            open_fields.append(field)
        elif added != total:
            mismatches.append(Mismatch(field, added, total))
    warnings = [hint for each in mismatches for hint in digit_hints(each)]
    return TableCheck(computed, tuple(mismatches), tuple(open_fields), (), tuple(warnings))


@dataclass(frozen=True, slots=True)
class ProseFigure:
    """A figure in running text; `about`: it stands behind a 约."""

    value: Decimal
    about: bool = False


def check_prose(prose: Mapping[str, ProseFigure | None], table: Cells) -> TableCheck:
    """Figures of the prose against the table. A 约 figure that is only rounded (`prose.is_rounding`) is information, all else a mismatch."""
    mismatches, open_fields, info = [], [], []
    for field, figure in prose.items():
        stated = table.get(field)
        if figure is None or stated is None:
            open_fields.append(field)
        elif figure.value == stated:
            continue
        elif figure.about and is_rounding(figure.value, stated):
            facts = {
                "field": field,
                "prose": number_text(figure.value),
                "table": number_text(stated),
                "diff": number_text(abs(stated - figure.value)),
            }
            info.append(sentence("rule.plan_table.rounded", **facts))
        else:
            mismatches.append(Mismatch(field, figure.value, stated))
    warnings = [hint for each in mismatches for hint in digit_hints(each)]
    return TableCheck({}, tuple(mismatches), tuple(open_fields), tuple(info), tuple(warnings))


def digit_hints(mismatch: Mismatch) -> list[Sentence]:
    """A difference that 9 divides may be two digits changed over; where changing two over does give the other figure, say so."""
    if not nine_divides(mismatch.computed, mismatch.stated):
        return []
    places = max(0, *(-int(each.normalize().as_tuple().exponent) for each in (mismatch.computed, mismatch.stated)))
    one, other = (int(each.scaleb(places)) for each in (mismatch.computed, mismatch.stated))
    facts = {"field": mismatch.field, "diff": number_text(mismatch.diff)}
    if _two_changed_over(str(one), str(other)):
        return [
            sentence("rule.plan_table.digits_changed_over", stated=number_text(mismatch.stated), computed=number_text(mismatch.computed), **facts)
        ]
    return [sentence("rule.plan_table.divisible_by_9", **facts)]


def _two_changed_over(one: str, other: str) -> bool:
    width = max(len(one), len(other))
    one, other = one.zfill(width), other.zfill(width)
    apart = [at for at in range(width) if one[at] != other[at]]
    return len(apart) == 2 and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]


def _column_sum(rows: Mapping[str, Cells], field: str) -> Decimal | None:
    total = Decimal(0)
    for cells in rows.values():
        value = cells.get(field)
        if value is None:
            return None
        total += value
    return total


def outliers(where: str, cells: Cells, usual: UsualRanges) -> list[Outlier]:
    """Investment per household and per ㎡, and ㎡ per household, where outside the usual ranges."""
    found = []
    for name, (top, bottom, scale) in _RATIOS.items():
        value = _ratio(cells, top, bottom, scale)
        low, high = getattr(usual, name)
        if value is not None and not low <= value <= high:
            found.append(Outlier(where, _WHAT[name], value, low, high))
    return found


_RATIOS = {
    "per_household_10k_yuan": (INVESTMENT, HOUSEHOLDS, 1),
    "per_m2_yuan": (INVESTMENT, AREA, 1),
    "m2_per_household": (AREA, HOUSEHOLDS, 10_000),
}
_WHAT = {
    "per_household_10k_yuan": sentence("rule.plan_table.per_household"),
    "per_m2_yuan": sentence("rule.plan_table.per_m2"),
    "m2_per_household": sentence("rule.plan_table.m2_per_household"),
}


def ratios(cells: Cells) -> dict[str, Fraction | None]:
    """Investment per household (万元) and per ㎡ (元; 万元 over 万㎡ is 元 over ㎡), ㎡ per household; None where a figure is missing or 0."""
    return {name: _ratio(cells, top, bottom, scale) for name, (top, bottom, scale) in _RATIOS.items()}


def _ratio(cells: Cells, top: str, bottom: str, scale: int) -> Fraction | None:
    above, below = cells.get(top), cells.get(bottom)
    if above is None or not below:
        return None
    (top_number, top_scale), (bottom_number, bottom_scale) = above.as_integer_ratio(), below.as_integer_ratio()
    return Fraction(top_number * bottom_scale * scale, top_scale * bottom_number)


def outlier_sentence(outlier: Outlier) -> Sentence:
    """An outlier in words."""
    return sentence(
        "rule.plan_table.outlier",
        where=outlier.where,
        what=outlier.what,
        value=quantities.rounded_text(outlier.value, 2),
        low=shown(outlier.low),
        high=shown(outlier.high),
    )


def _same_price(rows: Mapping[str, Cells]) -> list[Sentence]:
    """Whether several years cost exactly the same per community: then the figure is an allotment, not an estimate."""
    prices: dict[Fraction, list[str]] = {}
    for year, cells in rows.items():
        price = _ratio(cells, INVESTMENT, COMMUNITIES, 1)
        if price:
            prices.setdefault(price, []).append(year)
    return [
        sentence("rule.plan_table.same_price", years=tuple(years), price=Wan(shown(price)))
        for price, years in prices.items()
        if len(years) >= _LEAST_SAME_PRICE
    ]
