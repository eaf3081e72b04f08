"""The plan table: the annex's own figures, where straddlers and the undated go, and 200 random rosters against another calculation."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.domain.plan import GROUPS, Figures, PlanBuilding, PlanCommunity, ProseFigure, check_plan, compare_prose, plan_table

YEARS = range(2021, 2026)
# 连州 附件: communities, households, buildings, area in 万㎡, investment in 万元.
ANNEX = {
    2021: ("6", "507", "54", "4.8724", "4871.9"),
    2022: ("14", "606", "68", "5.15", "7000"),
    2023: ("21", "525", "67", "4.52", "10500"),
    2024: ("11", "392", "34", "3.37", "5500"),
    2025: ("21", "600", "58", "5.16", "10500"),
    None: ("73", "2630", "281", "23.0724", "38371.9"),
}


def annex_communities() -> list[PlanCommunity]:
    """A roster that adds up to the annex: everything uneven goes to the first building of a year."""
    result = []
    for year, (count, households, buildings, area, investment) in ANNEX.items():
        if year is None:
            continue
        blocks = [PlanBuilding(f"{year}-{n}", 1985 + n % 16, 1, Decimal(100)) for n in range(int(buildings))]
        m2 = Decimal(area) * 10000 - 100 * (len(blocks) - 1)
        blocks[0] = PlanBuilding(f"{year}-0", 2000, int(households) - len(blocks) + 1, m2)
        for n in range(int(count)):
            money = Decimal(investment) - (int(count) - 1) if n == 0 else Decimal(1)
            result.append(PlanCommunity(f"{year}/{n}", f"小区{n}", year, money, tuple(blocks[n :: int(count)])))
    return result


def test_annex_comes_out_cell_by_cell():
    table = plan_table(annex_communities(), YEARS)
    for row in (*table.rows, table.total):
        wanted = [Decimal(each) for each in ANNEX[row.year]]
        assert [row.total.of(group) for group in GROUPS] == wanted
        assert [row.before.of(group) for group in GROUPS] == wanted
        assert row.after == Figures()
    assert table.findings == () and not table.unplanned and check_plan(table) == ()


def test_prose_that_disagrees_is_reported_not_corrected():
    table = plan_table(annex_communities(), YEARS)
    prose = [
        ProseFigure("communities", tuple(YEARS), "约73", "连州 四"),
        ProseFigure("households", (2021,), "493", "连州 四"),
        ProseFigure("investment", (2021,), "约4870", "连州 五(一)"),
        ProseFigure("investment", (2022, 2023, 2024, 2025), "约33500", "连州 五(一)"),
    ]
    found = compare_prose(table, prose)
    assert [(each.code, each.where) for each in found] == [
        ("finding.plan.prose_differs", "2021/households"),
        ("finding.plan.prose_rounded", "2021/investment"),
    ]
    assert found[0].facts["difference"] == 14 and found[1].facts["difference"] == Decimal("1.9")
    assert table.rows[0].total.households == 507


def test_about_does_not_excuse_a_real_difference_and_swapped_digits_are_hinted():
    table = plan_table(annex_communities(), YEARS)
    assert [each.code for each in compare_prose(table, [ProseFigure("investment", (2021,), "约4860", "x")])] == ["finding.plan.prose_differs"]
    swapped = compare_prose(table, [ProseFigure("households", (2021,), "570", "x")])
    assert [each.code for each in swapped] == ["finding.plan.prose_differs", "finding.plan.prose_transposed"]
    for text, years in (("许多", (2021,)), ("493", (2030,)), ("", (2021,)), ("４９３", (2021,))):
        assert [each.code for each in compare_prose(table, [ProseFigure("households", years, text, "x")])] == ["finding.plan.prose_unusable"]


def community(*built: int | None, year: int | None = 2021) -> PlanCommunity:
    blocks = tuple(PlanBuilding(f"b{n}", each, 10, Decimal("1234.56")) for n, each in enumerate(built))
    return PlanCommunity("s", "甲", year, Decimal("500"), blocks)


def test_a_straddling_community_is_split_by_building_and_stands_with_its_earliest():
    table = plan_table([community(2000, 2001, 2001)], YEARS)
    row = table.rows[0]
    assert row.before == Figures(Decimal(1), Decimal(10), Decimal(1), Decimal("0.123456"), Decimal(500))
    assert row.after == Figures(Decimal(0), Decimal(20), Decimal(2), Decimal("0.246912"))
    assert [each.code for each in table.findings] == ["finding.plan.straddles"]


def test_undated_buildings_are_counted_beside_the_row_and_named():
    table = plan_table([community(1990, None), community(None)], YEARS)
    row = table.rows[0]
    assert (row.total.buildings, row.undated.buildings, row.undated.communities, row.undated.investment) == (1, 2, 1, 500)
    assert [(each.code, each.where) for each in table.findings] == [("finding.plan.building_no_year", "b1"), ("finding.plan.building_no_year", "b0")]
    assert table.total.undated == row.undated


def test_communities_that_no_year_holds_are_counted_beside_the_table():
    table = plan_table([community(1990, year=None), community(1990, year=2031), PlanCommunity("e", "空", 2022, None, ())], YEARS)
    assert table.unplanned.communities == 2 and table.unplanned.investment == 1000
    assert {each.code for each in table.findings} == {
        "finding.plan.no_plan_year",
        "finding.plan.outside_years",
        "finding.plan.no_buildings",
        "finding.plan.no_investment",
    }
    assert table.rows[1].undated.communities == 1


def test_missing_figures_count_as_nothing_and_are_named():
    blocks = (PlanBuilding("b", 1990, None, None),)
    table = plan_table([PlanCommunity("s", "甲", 2021, Decimal(1), blocks)], YEARS)
    assert {each.code for each in table.findings} == {"finding.plan.building_no_households", "finding.plan.building_no_area"}
    assert table.rows[0].total == Figures(Decimal(1), Decimal(0), Decimal(1), Decimal(0), Decimal(1))


def test_absurd_figures_are_named_and_do_no_harm():
    blocks = tuple(PlanBuilding(f"b{n}", 1990, 10**400 * n, Decimal(each)) for n, each in enumerate(("1e999999", "-5", "1e-999999")))
    table = plan_table([PlanCommunity("s", "甲", 2021, Decimal("1e400"), blocks)], YEARS)
    assert table.rows[0].total == Figures(Decimal(1), Decimal(0), Decimal(3))
    assert [each.code for each in table.findings].count("finding.plan.building_no_area") == 3
    assert [each.code for each in table.findings].count("finding.plan.building_no_households") == 2
    assert table.findings[0].code == "finding.plan.no_investment"


def test_check_finds_every_row_and_column_that_does_not_add_up():
    table = plan_table(annex_communities(), YEARS)
    wrong = replace(table.rows[1], total=replace(table.rows[1].total, households=Decimal(607)))
    found = check_plan(replace(table, rows=(table.rows[0], wrong, *table.rows[2:])))
    assert [(each.code, each.where) for each in found] == [
        ("finding.plan.row_sum", "2022/households"),
        ("finding.plan.column_sum", "total/households"),
    ]
    assert found[0].facts == {"stated": Decimal(607), "computed": Decimal(606)}


buildings = st.builds(
    PlanBuilding,
    st.uuids().map(str),
    st.none() | st.integers(1995, 2006),
    st.none() | st.integers(0, 1000),
    st.none() | st.decimals(0, 200000, places=2),
)
communities = st.builds(
    PlanCommunity,
    st.uuids().map(str),
    st.just("甲"),
    st.none() | st.integers(2019, 2027),
    st.none() | st.decimals(0, 10**9, places=4),
    st.lists(buildings, max_size=6).map(tuple),
)


def independent(roster: list[PlanCommunity], cutoff: int) -> dict[tuple[object, str, str], Fraction]:
    """The same table another way: one flat list of contributions, in fractions."""
    cells: dict[tuple[object, str, str], Fraction] = defaultdict(Fraction)
    for each in roster:
        place = each.plan_year if each.plan_year in YEARS else "unplanned"
        years = sorted(b.built_year for b in each.buildings if b.built_year is not None)

        def side(year: int | None) -> str:
            return "undated" if year is None else ("before" if year <= cutoff else "after")

        lines = [(side(years[0] if years else None), "communities", 1), (side(years[0] if years else None), "investment", each.investment_10k or 0)]
        for b in each.buildings:
            lines += [(side(b.built_year), "buildings", 1), (side(b.built_year), "households", b.households or 0)]
            lines.append((side(b.built_year), "area", Fraction(b.area_m2 or 0) / 10000))
        for column, group, value in lines:
            cells[place, column, group] += Fraction(value)
            if place != "unplanned":
                cells[None, column, group] += Fraction(value)
    return cells


@settings(max_examples=200, deadline=None)
@given(st.lists(communities, max_size=12), st.sampled_from([2000, 2005]))
def test_random_rosters_equal_an_independent_calculation(roster: list[PlanCommunity], cutoff: int):
    table = plan_table(roster, YEARS, cutoff)
    cells = independent(roster, cutoff)
    for row in (*table.rows, table.total):
        for group in GROUPS:
            before, after = cells[row.year, "before", group], cells[row.year, "after", group]
            assert (row.before.of(group), row.after.of(group), row.total.of(group)) == (before, after, before + after)
            assert row.undated.of(group) == cells[row.year, "undated", group]
    for group in GROUPS:
        assert table.unplanned.of(group) == sum(cells["unplanned", column, group] for column in ("before", "after", "undated"))
    assert check_plan(table) == ()
    missing = sum(b.built_year is None for each in roster for b in each.buildings)
    assert sum(each.code == "finding.plan.building_no_year" for each in table.findings) == missing
