"""Tiles: names of one size side by side, broken where a reader would break them, whole wherever there is room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from surveyapp.domain.views import DefectLine
from surveyapp.steps import policies
from surveyapp.ui import theme
from surveyapp.ui.walk.defect_list import place_lines, place_width
from surveyapp.ui.walk.facts import defect_place
from surveyapp.ui.walk.tiles import TileButton, part_of, two_lines

from .conftest import Person


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("楼道灯不亮", ("楼道灯不亮",)),
        ("无充电设施/飞线充电", ("无充电设施/", "飞线充电")),
        ("线路老化/表箱破损", ("线路老化/", "表箱破损")),
        ("活动健身场地明显不足", ("活动健身场", "地明显不足")),
        ("Steps or railings damaged", ("Steps or railings", "damaged")),
    ],
)
def test_a_name_is_broken_into_even_lines(app: QApplication, name: str, lines: tuple[str, ...]) -> None:
    assert two_lines(name, QFontMetrics(theme.font("body")), 112) == lines


def test_no_name_of_the_catalogue_leaves_a_character_alone(app: QApplication) -> None:
    metrics = QFontMetrics(theme.font("body", bold=True))
    for defect in policies.catalogue().defects.values():
        lines = two_lines(defect.name, metrics, 104)
        assert "".join(lines) == defect.name, f"{defect.name} is cut"
        assert min(len(line) for line in lines) >= 2


def test_what_cannot_stand_on_two_lines_ends_in_an_ellipsis(app: QApplication) -> None:
    lines = two_lines("No charging, or charging over improvised cables", QFontMetrics(theme.font("body")), 100)
    assert len(lines) == 2 and lines[1].endswith("…")


@pytest.mark.parametrize("size", [(1366, 768), (1280, 650), (1920, 1080)])
def test_all_names_of_a_board_are_equally_large(walked: tuple[Person, str, str], size: tuple[int, int]) -> None:
    person, _, _ = walked
    window = person.open()
    window.resize(*size)
    person.wait(window)
    board = window.shell.walk.defects.tiles
    for chip in board.parts:
        board.choose_part(chip.part)
        assert len({each.role for each in board.buttons}) == 1
        assert {each.height() for each in board.buttons} == {58 if size[0] == 1280 else theme.size("tile")}
        assert all(board.rect().contains(each.geometry().translated(board._field.pos())) for each in board.buttons)


@pytest.mark.parametrize(
    ("place", "code", "part"),
    [("stairwell", "CH-01", "stairwell"), ("", "CH-01", "power"), ("", "CP-03", "stairwell"), ("basement", "CP-03", "other"), ("", "", "other")],
)
def test_a_recorded_defect_is_counted_with_one_part(walked: tuple[Person, str, str], place: str, code: str, part: str) -> None:
    person, _, _ = walked
    window = person.open()
    assert part_of(window.shell.walk.defects.tiles._groups, place, code) == part


def test_no_place_loses_its_floor_or_part(app: QApplication) -> None:
    line = DefectLine("", "", "", "", "", "", "stairwell", 3, 2, None, "", "", 0, "", "", None)
    metrics = QFontMetrics(theme.font("dense"))
    assert "".join(place_lines(line, metrics, place_width())).replace(" ", "") == defect_place(line).replace(" ", "")
    assert len(place_lines(line, metrics, place_width())) == 2


def test_a_low_tile_with_a_count_keeps_its_second_line_whole(app: QApplication) -> None:
    plain, counted = TileButton("踏步栏杆损坏", 1, "CP-02"), TileButton("踏步栏杆损坏", 1, "CP-02")
    counted.tell(3, held=False)
    pictures = []
    for each in (plain, counted):
        each.resize(80, 58)
        each.role = "dense"
        pictures.append(each.grab().toImage())
    same = QRect(0, 0, 80, 36)
    assert pictures[0].copy(same) == pictures[1].copy(same), "the name is painted alike, whether something is counted or not"
    assert pictures[0] != pictures[1]
