"""What an inspector types in the stairwell: spaces, stated grades, several buildings, ways from floor to floor, and what is whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.domain.addresses import Address, address, building_number, is_of, number_in_name
from surveyapp.policy.place import read_place, says_only_where
from surveyapp.policy.reading import Gauge, read_spots, read_stated
from surveyapp.steps import classify, policies

GAUGE = Gauge(policies.catalogue())


@given(
    st.integers(1, 99), st.integers(1, 30), st.integers(1, 60), st.sampled_from(["{}栋{}单元{}层", "{}号楼{}单元{}楼", "{}#{}单元{}层"]), st.data()
)
def test_spaces_do_not_hide_a_place(building: int, unit: int, floor: int, way: str, data: st.DataObject) -> None:
    space = lambda: data.draw(st.sampled_from(["", " ", "  "]))  # noqa: E731
    spaced = "".join(f"{space()}{each}{space()}" if not each.isdecimal() else each for each in _words(way.format(building, unit, floor)))
    place = read_place(spaced + " 扶手松动")
    assert (place.building, place.unit, place.floor) == (str(building), str(unit), floor)
    assert all(word in spaced for word in place.said)


def _words(text: str) -> list[str]:
    """The numbers of a text, and what stands between them."""
    parts: list[str] = []
    for sign in text:
        if parts and parts[-1][-1].isdecimal() == sign.isdecimal():
            parts[-1] += sign
        else:
            parts.append(sign)
    return parts


@pytest.mark.parametrize("plain", ["灯坏 2 楼道黑", "扶手松动 2 楼梯间", "坏 3 单元门"])
def test_a_number_before_another_word_is_no_floor(plain: str) -> None:
    assert (read_place(plain).floor, read_place(plain).unit) == (None, "")


@pytest.mark.parametrize(
    ("plain", "buildings"),
    [
        ("9栋2单元灯不亮", ("9",)),
        ("1栋和2栋灯不亮", ("1", "2")),
        ("1栋,2栋灯不亮", ("1", "2")),
        ("1、2、3栋", ("1", "2", "3")),
        ("3-5栋漏水", ("3", "4", "5")),
        ("a7栋屋面漏水", ("a7",)),
        ("a7-1-201漏水", ("a7",)),
        ("三十栋漏水", ("30",)),
        ("红星里12号8栋漏水", ("8",)),
        ("12号院8栋漏水", ("8",)),
        ("3栋楼道灯不亮", ("3",)),
        ("三栋楼没电梯", ()),
        ("两栋都坏了", ()),
    ],
)
def test_every_building_that_is_named(plain: str, buildings: tuple[str, ...]) -> None:
    place = read_place(plain)
    assert (place.buildings, place.building) == (buildings, buildings[0] if len(buildings) == 1 else "")


@pytest.mark.parametrize(
    ("text", "buildings"),
    [
        ("buildings 1 and 2 stairwell light out", ("1", "2")),
        ("buildings 1, 2 and a7 roof leak", ("1", "2", "a7")),
        ("building A7 roof leak", ("a7",)),
    ],
)
def test_buildings_named_in_english(text: str, buildings: tuple[str, ...]) -> None:
    found = classify.suggest(text)
    assert found.place.buildings == buildings
    assert found.candidates


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("3栋", "3"),
        ("三十栋", "30"),
        ("A7栋", "a7"),
        ("Ａ-7栋", "a7"),
        ("红星里12号8栋", "8"),
        ("12号院3号楼", "3"),
        ("5#", "5"),
        ("B座", "b"),
        ("07幢", "7"),
        ("三十", "30"),
        ("东区", ""),
    ],
)
def test_the_number_in_the_name_of_a_building(name: str, number: str) -> None:
    assert number_in_name(name) == number


@pytest.mark.parametrize(
    ("text", "sought", "name"),
    [
        ("30-1", Address("30", 1, None, ""), "三十栋"),
        ("A7-1-201", Address("A7", 1, 2, "201"), "A7栋"),
        ("8-1-201", Address("8", 1, 2, "201"), "红星里12号8栋"),
        ("三十栋2单元", Address("三十", 2, None, ""), "30栋"),
    ],
)
def test_an_address_finds_its_building(text: str, sought: Address, name: str) -> None:
    assert address(text) == sought
    assert is_of(sought, name)
    assert not is_of(sought, "12栋")


@given(st.integers(1, 999), st.sampled_from(["", "A", "b"]))
def test_a_number_is_written_in_one_way(number: int, letter: str) -> None:
    assert building_number(f"{letter}{number:03d}") == building_number(building_number(f"{letter}{number}")) == f"{letter.lower()}{number}"


@pytest.mark.parametrize(
    ("plain", "grade"),
    [
        ("扶手松动严重2处", 3),
        ("扶手松动2处严重", 3),
        ("扶手松动(严重)2处", 3),
        ("扶手松动 严重 2处", 3),
        ("扶手松动严重", 3),
        ("扶手松动轻微三处", 1),
        ("墙皮脱落紧急", 4),
        ("扶手松动不严重", None),
        ("扶手松动不太严重2处", None),
        ("松动严重程度看现场", None),
        ("漏水严重影响生活", None),
        ("质量一般", None),
    ],
)
def test_a_grade_is_stated_with_or_without_spaces(plain: str, grade: int | None) -> None:
    stated = read_stated(plain)
    assert (stated[0] if stated else None) == grade


@pytest.mark.parametrize("plain", ["扶手松动4级", "扶手松动×3"])
def test_without_steps_nothing_is_counted_in_steps(plain: str) -> None:
    assert GAUGE.read(plain, policies.catalogue().defects["CP-02"]) == ()


def test_times_are_spots_and_steps_where_steps_are_spoken_of() -> None:
    assert read_spots("扶手松动×3") == ("3", "×3")
    (read,) = GAUGE.read("踏步缺角×3", policies.catalogue().defects["CP-02"])
    assert (read.value, read.measure.unit.code) == (3, "step")


@pytest.mark.parametrize("text", ["2楼到4楼裂缝", "三楼到五楼裂缝", "三楼至五楼", "一楼到顶楼没灯"])
def test_a_way_from_floor_to_floor_is_no_slip(text: str) -> None:
    assert classify.suggest(text).plain == text


def test_the_slip_of_stairwell_is_still_mended() -> None:
    assert classify.suggest("2楼楼到灯坏了").plain == "2楼楼道灯坏了"


@pytest.mark.parametrize("text", ["扶手没有松动", "没有问题", "外墙未见裂缝", "屋面无渗漏，扶手完好", "没问题"])
def test_what_is_whole_is_no_problem(text: str) -> None:
    assert classify.suggest(text).candidates == ()


@pytest.mark.parametrize("text", ["没有一处完好", "扶手没有松动，灯不亮", "楼道没有灯", "没有电梯", "门禁不完好"])
def test_what_is_lacking_still_is_one(text: str) -> None:
    assert classify.suggest(text).candidates


@pytest.mark.parametrize("text", ["3单元", "十二单元五楼", "3 单元 2 楼", "5栋2单元楼道", "我在3单元2楼", "3-2-501"])
def test_a_place_alone_is_no_defect(text: str) -> None:
    found = classify.suggest(text)
    assert (says_only_where(found.plain), found.candidates) == (True, ())


@pytest.mark.parametrize("text", ["3单元灯", "3单元门坏了", "楼道", "屋面", "六层楼没有电梯"])
def test_a_thing_beside_the_place_is_more_than_a_place(text: str) -> None:
    assert not says_only_where(classify.suggest(text).plain)


def test_a_floor_that_no_building_has_is_told() -> None:
    assert (read_place("99层灯坏").floor, read_place("99层灯坏").beyond) == (None, "99层")
    assert read_place("9层灯坏").beyond == ""
