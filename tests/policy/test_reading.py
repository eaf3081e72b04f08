"""Place, quantities and severity read out of a sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.policy.numerals import number
from surveyapp.policy.place import Place, read_place
from surveyapp.policy.reading import Gauge, read_severity
from surveyapp.steps import policies

GAUGE = Gauge(policies.catalogue())
DIGITS = "零一二三四五六七八九"


def in_chinese(value: int) -> str:
    """1..9999 as it is spoken, with 零 in the gaps."""
    said, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return said


@given(st.integers(1, 9999))
def test_chinese_numerals_are_read_back(value: int) -> None:
    assert number(in_chinese(value)) == value


@pytest.mark.parametrize(
    ("said", "value"), [("十二", "12"), ("两百", "200"), ("半", "0.5"), ("3.50", "3.50"), ("二〇", "20"), ("", None), ("几", None)]
)
def test_other_ways_of_saying_a_number(said: str, value: str | None) -> None:
    assert number(said) == (Decimal(value) if value is not None else None)


@pytest.mark.parametrize(
    ("plain", "place"),
    [
        ("3-2-501暖气不热", Place("3", "2", 5, "501", "")),
        ("3#楼2单元4层踏步缺角", Place("3", "2", 4, "", "unit")),
        ("十二栋三单元六楼漏水", Place("12", "3", 6, "", "unit")),
        ("a栋屋面防水起鼓", Place("a", "", None, "", "roof")),
        ("楼道灯坏了", Place("", "", None, "", "stairwell")),
        ("九层的楼没有电梯", Place("", "", None, "", "")),
        ("我家卧室墙湿", Place("", "", None, "", "household")),
        ("小区没路灯", Place("", "", None, "", "community")),
    ],
)
def test_places(plain: str, place: Place) -> None:
    assert read_place(plain) == place


@pytest.mark.parametrize(
    ("defect", "plain", "found"),
    [
        ("CP-02", "踏步破损12级,栏杆缺失3m", {"steps": "12", "length": "3"}),
        ("WL-03", "缝宽2mm,长约八米", {"crack_width": "2", "length": "8"}),
        ("WL-03", "缝宽0.3厘米", {"crack_width": "3"}),
        ("DR-03", "积水深三十公分", {"depth": "30"}),
        ("DR-03", "积水深0.4米", {"depth": "40.0"}),
        ("RF-02", "破损占三成", {"share": "30"}),
        ("TC-01", "垂落离地1.8m", {"clearance": "1.8"}),
        ("LT-01", "五盏路灯不亮", {"lamps": "5"}),
        ("HT-01", "屋里只有十三度", {"room_temperature": "13"}),
        ("RF-01", "住六楼,漏了", {}),
    ],
)
def test_quantities_in_the_catalogues_units(defect: str, plain: str, found: dict[str, str]) -> None:
    read = GAUGE.read(plain, policies.catalogue().defects[defect])
    assert {each.measure.name: each.value for each in read} == {name: Decimal(value) for name, value in found.items()}


def test_roughly_is_kept() -> None:
    (read,) = GAUGE.read("约15m2", policies.catalogue().defects["RF-01"])
    assert (read.about, read.said) == (True, "约15m2")


@pytest.mark.parametrize(
    ("defect", "plain", "grade"),
    [
        ("CP-02", "踏步缺角", 2),
        ("CP-02", "栏杆缺失", 4),
        ("DR-03", "积水深15cm", 2),
        ("DR-03", "积水深15.1cm", 3),
        ("WL-03", "缝宽1mm", 2),
        ("WL-03", "缝宽1.1mm", 3),
        ("WA-03", "一年爆管3次", 3),
        ("HT-01", "室温16度", 2),
        ("HT-01", "室温15.9度", 3),
        ("FR-01", "净宽4m", 2),
        ("FR-01", "净宽3.9m", 4),
        ("ST-01", "楼歪了", 3),
        ("GR-01", "杂草多", 1),
        ("GR-01", "杂草多,严重度3", 3),
    ],
)
def test_severity_by_the_catalogues_triggers(defect: str, plain: str, grade: int) -> None:
    found = policies.catalogue().defects[defect]
    assert read_severity(found, plain, GAUGE.read(plain, found)).grade == grade
