"""The right side of the walk page: whose number, whose photos, since when."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from surveyapp.domain.views import BuildingLine, DefectLine, Suggestion
from surveyapp.ui import theme
from surveyapp.ui.front.row_paint import DOT
from surveyapp.ui.walk.choices import Choice
from surveyapp.ui.walk.defect_list import DefectList
from surveyapp.ui.walk.page import RECORD
from surveyapp.ui.walk.place import BARE, SHORT, PlaceRow, _Option, _Several
from surveyapp.ui.walk.suggestions import SuggestionList
from surveyapp.ui.widgets.buttons import Chip
from surveyapp.ui.widgets.labels import NumberedPlace
from surveyapp.words import say

from .conftest import Person


@pytest.mark.parametrize("room", [400, 240, 60])
def test_a_place_is_never_cut_unmarked_and_the_number_stays(app: QApplication, room: int) -> None:
    label = NumberedPlace()
    label.resize(room, 20)
    one_line = label.sizeHint().height()
    place = ("3栋", "Unit 3", "Fl 4", "Stairwell")
    label.tell(DOT.join((*place, "YT-7")))
    lines = label.text().splitlines()
    assert lines[-1].endswith("YT-7")
    assert len(lines) == (1 if room == 400 else 2)
    assert label.sizeHint().height() >= one_line * len(lines)
    if room == 60:
        assert lines[0].startswith("3栋") and lines[0].endswith("…") and label.toolTip() == label.whole()
    else:
        assert lines[0].startswith(DOT.join(place)) and not label.toolTip()


def test_a_community_asks_for_proofs_and_a_building_for_its_facade(walked: tuple[Person, str, str]) -> None:
    person, _, building = walked
    window = person.open()
    walk = window.shell.walk
    for record, code in ((building, "ui.record.no_photo"), ("", "ui.record.no_photo_of_community")):
        window.shell.standing.choose_building(record)
        walk.show_tab(RECORD)
        person.wait(window)
        person.wait(window)
        assert walk.record.provenance.pad.accessibleName() == say(code)


def test_a_candidate_on_three_lines_has_a_higher_row_and_is_chosen_where_it_stands(app: QApplication) -> None:
    window, anchor = QWidget(), QWidget()
    window.resize(700, 700)
    anchor.setParent(window)
    anchor.setGeometry(10, 10, 420, 40)
    listed = SuggestionList(window)
    long, short = "Steps or railings damaged", "Repair of stairs and common parts of the building"
    found = [Choice(number, Suggestion("CP-02", name, "X", item, 1.0, (), None)) for number, name, item in ((1, long, short), (2, "Roof", "Roof"))]
    window.show()
    listed.show_choices([*found, Choice(0, None)], anchor)
    rows = listed._rows
    first, second, last = (rows.row_rect(each) for each in range(3))
    assert first.height() > second.height() == last.height() == theme.size("suggestion")
    assert rows.height() == last.bottom()
    assert [rows._row_at(each.bottom() - 2) for each in (first, second, last)] == [0, 1, 2]
    window.close()


@pytest.mark.parametrize(("room", "first", "ruled"), [(900, "1层", 2), (656, "1", 2), (600, "1", 2), (580, "1", 0)])
def test_the_place_row_tells_units_floors_and_parts_apart(walked: tuple[Person, str, str], room: int, first: str, ruled: int) -> None:
    person, _, _ = walked
    person.open()
    row = PlaceRow()
    row.resize(room, 40)
    row.show_building(BuildingLine("s", "b", "3栋", None, "", 6, 3, None, 0, 0, 0, 0, 0))
    row.show()
    chips = [each.text() for each in row.findChildren(Chip) if each.isVisible()]
    assert chips[3] == first
    assert chips[4:9] == ["2", "3", "4", "5", "6"]
    assert sum(each.isVisible() for each in row._rules) == ruled
    row.close()


@pytest.mark.parametrize("high", [150, 197, 260])
def test_scrolled_to_a_defect_the_first_row_is_whole(app: QApplication, high: int) -> None:
    listed = DefectList()
    listed.resize(500, high)
    listed.show()
    lines = [DefectLine("", str(each), "", "", "Roof leak", "", "", 1, 2, 3, "", "", 0, "2026-11-22T09:00:00+08:00", "", None) for each in range(9)]
    for chosen in ("8", "4", "6", "0", "5"):
        listed.show_lines(lines, chosen)
        QApplication.processEvents()
        assert listed.verticalScrollBar().value() % theme.size("defect_row") == 0
        assert listed.viewport().rect().contains(listed.visualRect(listed.currentIndex()))
    listed.show_lines(lines[:2], "0")
    QApplication.processEvents()
    assert listed.viewport().height() == listed.height(), "few rows leave no empty band"
    listed.close()


def test_floors_stay_chips_while_their_bare_numbers_fit(app: QApplication) -> None:
    several = _Several("Floor", [_Option(str(each), str(each), f"Floor {each}") for each in range(1, 7)], "Any floor")
    assert several.width_of(BARE, False) < several.width_of(SHORT, False)
    several.wear(BARE)
    several.choose("4")
    several.show()
    texts = [chip.text() for chip in several.findChildren(Chip) if chip.isVisible()]
    assert texts == ["1", "2", "3", "4", "5", "6"]
    assert several.sizeHint().width() <= several.width_of(BARE, False)
    several.close()
