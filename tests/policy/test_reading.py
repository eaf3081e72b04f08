"""Place, quantities and severity read out of a sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.domain.numerals import is_estimate, number
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
    ("plain", "place"),
    [
        ("2-3楼之间灯不亮", Place(floor=2, level="stairwell")),
        ("七楼半窗户破了", Place(floor=7, level="stairwell")),
        ("四楼到五楼", Place(floor=4)),
        ("1-2f踏步缺角", Place(floor=1)),
        ("二三楼", Place(floor=2)),
        ("十二三楼", Place(floor=12)),
        ("负一楼积水", Place(floor=-1)),
        ("地下二层", Place(floor=-2)),
        ("b1渗水", Place(floor=-1)),
        ("三楼东户漏水", Place(floor=3, household="东户")),
        ("5栋2-501", Place("5", "2", 5, "501", "building")),
        ("3单元1201", Place("", "3", 12, "1201", "unit")),
        ("3门501", Place("", "3", 5, "501")),
        ("a座3单元", Place("a", "3", None, "", "unit")),
        ("5、6栋之间", Place(level="building")),
        ("两单元都坏了", Place(level="unit")),
        ("六层楼没有电梯", Place()),
        ("2023-2024年", Place()),
        ("999层", Place()),
    ],
)
def test_places_as_people_say_them(plain: str, place: Place) -> None:
    assert read_place(plain) == place


@pytest.mark.parametrize(
    ("plain", "side", "part"),
    [
        ("西边山墙裂了", "west", "facade"),
        ("东头路灯不亮", "east", ""),
        ("西北角围墙歪", "northwest", "wall"),
        ("东西很乱", "", ""),
        ("花坛里种菜", "", "green"),
        ("主路坑洼", "", "road"),
        ("楼道对着院子", "", "stairwell"),
        ("负一楼积水", "", "basement"),
    ],
)
def test_sides_and_parts(plain: str, side: str, part: str) -> None:
    assert (read_place(plain).side, read_place(plain).part) == (side, part)


@given(st.integers(1, 99), st.integers(1, 30), st.integers(1, 60), st.sampled_from(["{}栋{}单元{}层", "{}#楼{}单元{}楼", "{}号楼{}单元{}f"]))
def test_addresses_are_read_back_in_figures_and_in_words(building: int, unit: int, floor: int, way: str) -> None:
    for say in (str, in_chinese):
        place = read_place(way.format(say(building), say(unit), say(floor)) + "扶手松动")
        assert (place.building, place.unit, place.floor) == (str(building), str(unit), floor)


@given(st.text(alphabet=st.sampled_from("0123456789一二两三四十百半层楼单元栋户室-~至到、负#bf门座东西边"), max_size=30))
def test_any_address_is_within_what_a_record_holds(plain: str) -> None:
    place = read_place(plain)
    assert place.floor is None or (-5 <= place.floor <= 60 and place.floor != 0)
    assert all(word in plain for word in place.said)


@pytest.mark.parametrize(
    ("defect", "plain", "value", "about"),
    [
        ("TC-01", "三四处下垂", "3", True),
        ("RF-01", "漏了十来平", "10", True),
        ("RF-01", "二三十平方", "20", True),
        ("GR-01", "死了十七八棵", "17", True),
        ("LT-01", "俩灯不亮", "2", False),
        ("LT-01", "仨灯不亮", "3", False),
        ("TC-01", "离地一米八", "1.8", False),
        ("BW-01", "倒了两米半", "2.5", False),
        ("WL-03", "缝宽一点五毫米", "1.5", False),
        ("CP-03", "梯间灯不亮×4", "4", False),
        ("FR-02", "缺水带 共6套", "6", False),
        ("BW-01", "得有七八米", "7", True),
        ("RF-01", "三家人家漏", "3", False),
    ],
)
def test_counts_as_people_say_them(defect: str, plain: str, value: str, about: bool) -> None:
    (read,) = GAUGE.read(plain, policies.catalogue().defects[defect])
    assert (read.value, read.about) == (Decimal(value), about)


@pytest.mark.parametrize(
    ("defect", "plain"),
    [
        ("DR-01", "晚上八点返水"),
        ("RF-01", "一家人没法住"),
        ("DR-05", "丢了两个月"),
        ("LT-01", "他俩走路摔了"),
        ("RD-01", "塌了三米长"),
        ("FR-01", "3×4"),
    ],
)
def test_what_is_no_count_is_not_read_as_one(defect: str, plain: str) -> None:
    assert GAUGE.read(plain, policies.catalogue().defects[defect]) == ()


@given(st.integers(1, 8), st.sampled_from(["{}{}", "十{}{}", "{}{}十", "二十{}{}"]))
def test_of_an_estimate_the_lower_end_counts(low: int, way: str) -> None:
    said = way.format(DIGITS[low], DIGITS[low + 1])
    exact = {"{}{}": low, "十{}{}": 10 + low, "{}{}十": low * 10, "二十{}{}": 20 + low}[way]
    assert (number(said), is_estimate(said)) == (exact, True)


@given(st.integers(1, 9999))
def test_a_plain_numeral_is_no_estimate(value: int) -> None:
    assert not is_estimate(in_chinese(value))


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
