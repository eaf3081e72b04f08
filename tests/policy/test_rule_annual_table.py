from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.policy.rules.plan_table import Mismatch, check_before_after, check_plan_table, digit_hints
from tests.policy.courtroom import ask

FIELDS = ("小区数", "居民户数", "楼栋数", "建筑面积_万㎡", "预计投资额_万元")
ROWS = {
    "2021": ("6", "507", "54", "4.8724", "4871.9"),
    "2022": ("14", "606", "68", "5.15", "7000"),
    "2023": ("21", "525", "67", "4.52", "10500"),
    "2024": ("11", "392", "34", "3.37", "5500"),
    "2025": ("21", "600", "58", "5.16", "10500"),
}
TOTAL = ("73", "2630", "281", "23.0724", "38371.9")


def judged(**given: object) -> dict[str, Any]:
    return ask("annual_table", "连州", given)


def annex() -> dict[str, dict[str, str]]:
    return {year: dict(zip(FIELDS, cells, strict=True)) for year, cells in ROWS.items()}


def test_the_annex_adds_up_and_its_flat_prices_are_pointed_out() -> None:
    verdict = judged(rows=annex(), stated_total=dict(zip(FIELDS, TOTAL, strict=True)))
    assert (verdict["ok"], verdict["mismatches"]) == (True, [])
    assert verdict["computed_total"] == dict(zip(FIELDS, TOTAL, strict=True))
    assert any("500" in each and "2022" in each and "2025" in each for each in verdict["info"])
    assert sum("每平方米投资" in each for each in verdict["warnings"]) == 5
    assert len(verdict["contradictions"]) == 2


@given(st.sampled_from(FIELDS), st.decimals("-50", "50", places=4).filter(bool))
def test_a_total_that_is_off_is_found_with_its_difference(field: str, off: Decimal) -> None:
    total = dict(zip(FIELDS, TOTAL, strict=True))
    wrong = Decimal(total[field]) + off
    if wrong < 0:
        return
    verdict = judged(rows=annex(), stated_total=total | {field: str(wrong)})
    assert verdict["ok"] is False
    (found,) = verdict["mismatches"]
    assert found["field"] == field
    assert Decimal(found["diff"]) == abs(off)
    assert Decimal(found["computed"]) == Decimal(total[field])


@given(st.integers(10, 10**8), st.data())
def test_two_digits_changed_over_are_recognised(number: int, data: st.DataObject) -> None:
    digits = list(str(number))
    at = data.draw(st.integers(0, len(digits) - 2))
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    other = int("".join(digits))
    hints = [each.code for each in digit_hints(Mismatch("户", Decimal(number), Decimal(other)))]
    assert hints == ([] if other == number else ["rule.plan_table.digits_changed_over"])


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_no_hint_unless_nine_divides(one: int, other: int) -> None:
    hints = digit_hints(Mismatch("户", Decimal(one), Decimal(other)))
    assert bool(hints) is (one != other and (one - other) % 9 == 0)


@given(st.lists(st.lists(st.decimals(0, 10**6, places=4), min_size=3, max_size=3), min_size=1, max_size=8))
def test_columns_equal_an_independent_sum(cells: list[list[Decimal]]) -> None:
    rows = {str(at): dict(zip("abc", row, strict=True)) for at, row in enumerate(cells)}
    check = check_plan_table(rows, {name: sum((row[at] for row in cells), Decimal(0)) for at, name in enumerate("abc")})
    assert check.ok is True


def test_a_missing_cell_is_open_and_never_nought() -> None:
    rows = annex()
    rows["2023"]["居民户数"] = ""
    verdict = judged(rows=rows, stated_total=dict(zip(FIELDS, TOTAL, strict=True)))
    assert (verdict["ok"], verdict["open_fields"], verdict["computed_total"]["居民户数"]) == (None, ["居民户数"], None)
    assert judged(rows=annex())["ok"] is None
    assert judged()["ok"] is None
    assert judged(rows={"2021": 5}, stated_total={"小区数": "5"})["ok"] is None


@pytest.mark.parametrize(
    "row",
    [
        {"居民户数": {"前": "507", "后": "0", "合计": "507"}},
        {"居民户数": {"2000年底前": "507", "2000年底后": "0", "合计": "507"}},
        {"居民户数_前": "507", "居民户数_后": "0", "居民户数_合计": "507"},
        {"前": {"居民户数": "507"}, "后": {"居民户数": "0"}, "合计": {"居民户数": "507"}},
        {"居民户数": ["507", "0", "507"]},
        {"年份": "2021", "居民户数": {"before": 507, "after": 0, "total": 507}},
    ],
)
def test_a_row_in_any_of_its_forms(row: dict[str, Any]) -> None:
    verdict = judged(row=row)
    assert (verdict["ok"], verdict["computed"]) == (True, {"居民户数": "507"})


def test_rows_as_a_list_and_cells_of_three() -> None:
    rows = [{"年份": "2021", "居民户数": ["507", "0", "507"]}, {"年份": "2022", "居民户数": ["600", "6", "660"]}]
    verdict = judged(rows=rows, stated_total={"居民户数": ["1107", "6", "1113"]})
    assert [(each["field"], each["diff"]) for each in verdict["mismatches"]] == [("居民户数", "54"), ("2022 居民户数", "54")]
    flat = [{"年份": 2021, "居民户数": 507}, {"年份": 2022, "居民户数": 606}]
    assert judged(rows=flat, stated_total={"居民户数": 1113})["ok"] is True


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(-1, 1))
def test_before_and_after_make_the_total(before: int, after: int, off: int) -> None:
    total = before + after + off
    check = check_before_after({"户": (Decimal(before), Decimal(after), Decimal(total))})
    assert check.ok is (off == 0)
    verdict = judged(row={"2000年底前": before, "2000年底后": after, "合计": max(0, total)})
    assert verdict["computed"] == str(before + after)
    assert verdict["ok"] is (before + after == max(0, total))


def test_prose_against_table() -> None:
    table = {"居民户数": "507", "预计投资额_万元": "4871.9"}
    verdict = judged(prose={"居民户数": "493", "预计投资额_万元": "约4870"}, table=table)
    assert verdict["ok"] is False
    assert verdict["mismatches"] == [{"field": "居民户数", "prose": "493", "table": "507", "diff": "14"}]
    assert len(verdict["info"]) == 1 and "1.9" in verdict["info"][0]
    text = "其中2021年计划拟对6个老旧小区共493户进行配套基础设施改造建设，预计总投资约4870万元"
    assert judged(prose=text, table=table)["mismatches"] == verdict["mismatches"]
    assert judged(prose={"预计投资额_万元": "4870"}, table=table)["ok"] is False
    assert judged(prose={"预计投资额_万元": "约4800"}, table=table)["ok"] is True
    assert judged(prose={"预计投资额_万元": "约4500"}, table=table)["ok"] is False
    assert judged(prose={"预计投资额_万元": {"value": "4870", "approx": True}}, table=table)["ok"] is True
    assert judged(prose={"户": "约莫"}, table={"户": "5"})["ok"] is None
