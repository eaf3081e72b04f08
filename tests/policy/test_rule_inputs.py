"""What people and other programs hand in: days, numbers and yes/no in the ways they are really written."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.domain.numerals import chinese_number
from surveyapp.policy.rules.days import day_of, span_of
from surveyapp.policy.rules.quantities import decimal_of, truth_of
from tests.policy.courtroom import ask

DAYS = st.dates(date(1949, 1, 1), date(2035, 12, 31))
FULL = str.maketrans("0123456789", "０１２３４５６７８９")
SIGNS = str.maketrans("0123456789", "〇一二三四五六七八九")
FIRST, LAST = date(1840, 1, 1), date(2199, 12, 31)


def in_characters(number: int) -> str:
    """Below 100, as a day or month is written."""
    tens, ones = divmod(number, 10)
    return ("" if tens <= 1 else "〇一二三四五六七八九"[tens]) + ("十" if tens else "") + ("" if tens and not ones else "〇一二三四五六七八九"[ones])


@given(DAYS)
def test_a_day_however_it_is_written(day: date) -> None:
    year, month, of_month = day.year, day.month, day.day
    weekday = "一二三四五六日"[day.weekday()]
    for text in (
        day.isoformat(),
        day.isoformat().translate(FULL),
        f"{year}/{month}/{of_month}",
        f"{year}.{month}.{of_month}",
        f"{year}年{month}月{of_month}日",
        f"{year} 年 {month} 月 {of_month} 日",
        f"{year}年{month}月{of_month}号",
        f"{year}{month:02}{of_month:02}",
        f"{day.isoformat()}T08:30:00+08:00",
        f"{day.isoformat()} 08:30",
        f"{day.isoformat()}（周{weekday}）",
        f"{year}年{month}月{of_month}日 星期{weekday}",
        f"{str(year).translate(SIGNS)}年{in_characters(month)}月{in_characters(of_month)}日",
    ):
        assert day_of(text) == day, text


@given(st.integers(1949, 2035))
def test_a_year_and_its_parts(year: int) -> None:
    whole = (date(year, 1, 1), date(year, 12, 31))
    for said in (
        year,
        str(year),
        f"{year}年",
        f"{year}年底",
        f"{year}年末",
        f"{year}年度",
        Decimal(f"{year}.0"),
        str(year).translate(FULL),
        str(year).translate(SIGNS),
    ):
        assert span_of(said) == whole, said
    assert span_of(f"{year}年上半年") == (whole[0], date(year, 6, 30))
    assert span_of(f"{year}年底前") == span_of(f"{year}年以前建成") == (FIRST, whole[1])
    assert span_of(f"{year}年底后") == (whole[1] + timedelta(days=1), LAST)
    assert span_of(f"{year}年后") == (whole[0], LAST)
    assert span_of(f"{year}-{year + 3}") == span_of(f"{year}年至{year + 3}年") == (whole[0], date(year + 3, 12, 31))
    assert span_of(f"{year}年10月底")[1] == date(year, 10, 31)


@pytest.mark.parametrize(
    "text",
    ["约1998", "1998年左右", "九十年代", "90年代", "2003-1995", "民国87年", "20001331", "2001-02-29", "前", "年底前", "12345", "1998.5年", "", True],
)
def test_what_is_no_time_is_refused(text: object) -> None:
    with pytest.raises(ValueError):
        span_of(text)
    with pytest.raises(ValueError):
        day_of("2000年")


@pytest.mark.parametrize(
    ("said", "in_scope", "obligation"),
    [
        ("2000年底", True, "must"),
        ("2000年底前", True, "must"),
        ("2000年底后", None, None),
        ("2001年至2005年", True, "should"),
        ("1995-2003", None, None),
        ("2005年底后", False, None),
        ("二〇〇〇年", True, "must"),
    ],
)
def test_a_span_is_decided_where_all_of_it_is_alike(said: str, in_scope: bool | None, obligation: str | None) -> None:
    verdict = ask("eligibility", "柳州", {"completion_year": said, "location": "城市", "unit": "住宅小区", "residents_willing": "强烈"})
    assert (verdict["in_scope"], verdict["obligation"]) == (in_scope, obligation)


@pytest.mark.parametrize("said", ["2000年底前", "2005年底", "2005-12-31"])
def test_taian_warns_of_a_span_at_its_boundary(said: str) -> None:
    given = {"completion_year": said, "location": "城市", "unit": "住宅小区", "residents_willing": True, "land": "国有建设用地"}
    assert ask("eligibility", "泰安", given)["boundary_warning"] is True


@given(st.integers(0, 10**9 - 1))
def test_numbers_in_characters(number: int) -> None:
    assert chinese_number(written(number)) == number


def written(number: int) -> str:
    """A number in characters, written apart from the reader."""
    if number < 10:
        return "零一二三四五六七八九"[number]
    for factor, sign in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= factor:
            high, low = divmod(number, factor)
            gap = "零" if low and low < factor // 10 else ""
            return written(high) + sign + (gap + written(low) if low else "")
    raise AssertionError(number)


@pytest.mark.parametrize("text", ["", "四五十", "十百", "abc", "一点五", "百千"])
def test_what_is_no_number_in_characters(text: str) -> None:
    assert chinese_number(text) is None


@given(st.decimals(0, 10**6, places=4))
def test_units_are_counted_exactly(amount: Decimal) -> None:
    exact = Decimal(f"{amount:f}")
    assert decimal_of(f"{exact:f}万元", ("元",), 4) == decimal_of(f"{exact:f}", ("元",), 4) == exact
    assert decimal_of(f"{exact * 10000:f}元", ("元",), 4) == exact
    assert decimal_of(f"{exact:f}亿元", ("元",), 4) == exact * 10000
    assert decimal_of(f"{exact:f}万㎡", ("m2",)) == exact * 10000
    assert decimal_of(f"{exact:f} ㎡", ("m2",)) == exact


@pytest.mark.parametrize("text", ["1e3", "1.2.3", "1,23", "约3", "3-4", "½", "元", "三点五", "9" * 41])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        decimal_of(text, ("元",), 4)


@pytest.mark.parametrize(("text", "truth"), [("同意", True), ("不同意", False), ("未同意", False), ("具备", True), ("无", False), ("Ｙｅｓ", True)])
def test_yes_and_no(text: str, truth: bool) -> None:
    assert truth_of(text) is truth


@pytest.mark.parametrize(
    ("unit", "liuzhou", "taian"),
    [
        ("住宅小区（含单栋住宅楼）", True, True),
        ("单栋住宅楼（原单位宿舍）", True, None),
        ("单体居民楼", True, None),
        ("职工生活区", True, True),
        ("家属院", True, True),
        ("零散楼院", None, None),
        ("集体宿舍", None, None),
        ("单栋办公楼", False, False),
        ("商业综合体", False, False),
    ],
)
def test_what_is_called_a_compound(unit: str, liuzhou: bool | None, taian: bool | None) -> None:
    given = {"completion_year": 1995, "location": "主城区", "unit": unit, "residents_willing": True, "land": "国有(划拨)"}
    assert [ask("eligibility", city, given)["in_scope"] for city in ("柳州", "泰安")] == [liuzhou, taian]


@pytest.mark.parametrize(
    ("said", "on_time"), [("2025年10月", True), ("2025-10", True), ("2025年11月", False), ("2025", None), ("2025年10月底", True)]
)
def test_a_month_of_submission(said: str, on_time: bool | None) -> None:
    assert ask("deadline", "柳州", {"plan_year": "2026年度", "submitted": said})["on_time"] is on_time


@pytest.mark.parametrize(
    "days", [["4月11日", "4月12日"], "2024-04-11至2024-04-12", "2024/4/11/2024/4/12", [{"from": "2024-04-11", "to": "2024-04-12"}]]
)
def test_local_holidays_however_written(days: object) -> None:
    found = ask("publicity", "柳州", {"post_date": "2024-04-08", "count_start_day": "不计", "local_holidays": days})
    assert (found["earliest_end_date"], found["earliest_end_date_if_only_national_calendar"]) == ("2024-04-17", "2024-04-15")


def test_local_holidays_that_cannot_be_read_leave_the_end_open() -> None:
    found = ask("publicity", "柳州", {"post_date": "2024-04-08", "local_holidays": ["三月三"]})
    assert (found["result"], found["earliest_end_date"], found["earliest_end_date_if_only_national_calendar"]) == ("待核", None, "2024-04-15")


@pytest.mark.parametrize("said", ["both", "两种", "两种口径"])
def test_both_ways_of_counting(said: str) -> None:
    found = ask("publicity", "柳州", {"post_date": "2026-06-15", "min_working_days": "五个工作日", "count_start_day": said})
    assert (found["earliest_end_date_start_day_counted"], found["earliest_end_date_start_day_not_counted"]) == ("2026-06-22", "2026-06-23")


def test_a_notice_into_a_year_that_is_not_published() -> None:
    found = ask("publicity", "柳州", {"post_date": "2026-12-25", "min_working_days": 5, "count_start_day": "both"})
    assert (found["earliest_end_date_start_day_counted"], found["earliest_end_date_start_day_not_counted"]) == ("2026-12-31", None)
    assert "2027年份未发布" in found["warning"]


def test_the_six_by_the_words_of_a_list_on_the_spot() -> None:
    said = {"①小区党组织": True, "协商共治": True, "居民公约": True, "拆违": True, "居民出资": True, "承诺接受后期物业管理并缴纳费用": True}
    found = ask("six_preconditions", "咸宁", {"preconditions": said, "plan_meets_complete_community": True})
    assert (found["six_ok"], found["ok"], found["missing"]) == (True, True, [])
    denied = ask("six_preconditions", "咸宁", {"preconditions": said | {"拆违": False}, "plan_meets_complete_community": True})
    assert (denied["missing"], denied["three_no_violations"]) == (["拆除违法建设"], ["不拆违不改造"])
    doubted = ask("six_preconditions", "咸宁", {"preconditions": said | {"拆除违法建设": False}, "plan_meets_complete_community": True})
    assert doubted["six_ok"] is None
    unsaid = ask("six_preconditions", "咸宁", {"preconditions": {"未成立党组织": True}})
    assert unsaid["six_ok"] is None and "成立小区党组织" in unsaid["unknown"]


@pytest.mark.parametrize(
    "row",
    [
        {"居民户数2000年底前": "507", "居民户数2000年底后": "0", "居民户数合计": "570"},
        {"居民户数（2000年底前）": "507户", "居民户数（2000年底后）": "0", "居民户数（合计）": "570"},
        {"居民户数": {"前": 507, "后": "零", "合计": "五百七十"}},
        {"居民户数": ["507", "0", "570"]},
    ],
)
def test_a_row_in_its_many_forms(row: dict[str, object]) -> None:
    found = ask("annual_table", "连州", {"row": row})
    assert found["mismatches"] == [{"field": "居民户数", "computed": "507", "stated": "570", "diff": "63"}]
    assert any("可被9整除" in each for each in found["warnings"])


def test_totals_among_the_rows_and_amounts_with_units() -> None:
    rows = {"2021": {"投资": "4871.9万元"}, "2022": {"投资": "0.7亿元"}, "合计": {"投资": "118719000元"}}
    found = ask("annual_table", "连州", {"rows": rows})
    assert (found["ok"], found["computed_total"]) == (True, {"投资": "11871.9"})
    assert ask("annual_table", "连州", {"prose": {"投资": "约3.35亿元"}, "table": {"投资": "33500"}})["ok"] is True


def test_a_year_that_cannot_be_read_is_unclear_and_not_missing() -> None:
    """Somebody did say it: the answer must not tell that it is missing."""
    given = {"location": "城市", "unit": "住宅小区", "residents_willing": True}
    unclear, missing = ask("eligibility", "柳州", given | {"completion_year": "解放后"}), ask("eligibility", "柳州", given)
    assert (unclear["result"], missing["result"]) == ("待核", "待核")
    assert "没有说准" in unclear["reason"] and "缺失" in missing["reason"]
    assert ask("eligibility", "柳州", given | {"completion_year": "二〇〇五"})["obligation"] == "should"


@pytest.mark.parametrize("said", [0, -5, 5.5, 10_000, "一周", "十五天", "5日"])
def test_a_length_that_cannot_be_read_is_never_the_document_s_least(said: object) -> None:
    """Five is the least that 柳州 asks for: a notice of some other length must not be told to end after five. Days are no working days."""
    told = ask("publicity", "柳州", {"post_date": "2024-04-03", "min_working_days": said})
    assert (told["result"], told["earliest_end_date"]) == ("待核", None)


def test_local_holidays_may_be_listed_in_one_line() -> None:
    base = {"post_date": "2024-04-03", "min_working_days": 5}
    one = ask("publicity", "柳州", base | {"local_holidays": "2024-04-11、4月12日"})
    assert one == ask("publicity", "柳州", base | {"local_holidays": ["2024-04-11", "2024-04-12"]})


@pytest.mark.parametrize(
    ("source", "kind"), [("广告租金", "resident"), ("停车费", "resident"), ("广告公司", "enterprise"), ("停车公司", "enterprise")]
)
def test_what_a_community_earns_is_the_residents_money(source: str, kind: str) -> None:
    """柳州 四(二): parking, advertising and shop rents are the residents' way to pay."""
    told = ask("funding_floor", "柳州", {"total_10k_yuan": 1000, "parts_10k_yuan": {source: 200, "财政": 800}})
    assert (told["by_kind"][kind], told["ok"]) == ([source], True)
