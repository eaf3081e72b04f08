"""The window by touch alone: no key, no right button, no pointer that hovers. Words are typed as a keyboard on the glass would."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QToolTip, QWidget

from surveyapp.ui import theme
from surveyapp.ui.first_page import FirstPage
from surveyapp.ui.pages import BEGIN, HANDOVER, IMPORT, MAP, NEEDS, OVERVIEW, PLAN, REVIEW, SETTINGS, WALK
from surveyapp.words import say

from .conftest import Person
from .finger import Finger

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)", "^Invalid JPEG file structure")


@pytest.fixture(scope="module")
def finger(qapp: QApplication, sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finger]:
    """A finger on a window over the sample: one window for all that follows."""
    if not theme.colours_worn():
        qapp.setStyle("Fusion")
        theme.load_fonts()
    theme.wear(qapp, "light")
    home = shutil.copytree(sample_home, tmp_path_factory.mktemp("touch") / "home")
    someone = Person(qapp, home)
    window = someone.open(FirstPage())
    someone.wait(window)
    yield Finger(someone, window)
    someone.close(window)


def write(words: str) -> None:
    """What the keyboard on the glass puts into the field that was tapped."""
    field = QApplication.focusWidget()
    assert field is not None
    field.insert(words) if isinstance(field, QLineEdit) else field.insertPlainText(words)  # type: ignore[attr-defined]


def test_a_swipe_scrolls_and_chooses_nothing(finger: Finger) -> None:
    window = finger.window
    finger.tap("踏勘", inside=window.shell.rail)
    assert window.shell.shown == WALK
    defects = window.shell.walk.defects.list
    window.resize(1280, 650)
    finger.settle()
    held = window.shell.walk.defects.hand
    bar = defects.verticalScrollBar()
    assert bar.maximum() > 0
    finger.swipe(defects.viewport(), QPoint(0, -60))
    assert bar.value() > 0
    assert window.shell.walk.defects.hand == held
    while bar.value() < bar.maximum():
        before = bar.value()
        window.fingers.run_on()
        if bar.value() == before:
            break
    finger.swipe(defects.viewport(), QPoint(0, 300))
    window.resize(1366, 768)
    finger.settle()
    finger.tap_row(defects, 1)
    assert window.shell.walk.defects.hand == defects.defects.lines[1].record != held


def test_settings_palette_and_the_tour(finger: Finger) -> None:
    window = finger.window
    finger.tap("设置", inside=window.shell.rail)
    assert window.shell.shown == SETTINGS
    finger.tap("暗")
    assert theme.worn() == "dark"
    finger.tap("亮")
    assert theme.worn() == "light" and theme.colour("surface") == QColor("#FFFFFF")
    finger.tap("跳到", inside=window.shell.header)
    finder = window.overlays.finder
    row = next(place for place, each in enumerate(finder.entries) if "导览" in each.name or "走一遍" in each.name)
    finger.tap_row(finder.list, row)
    tour = window.overlays.tour
    assert tour.at == 1
    finger.tap("下一步", inside=tour)
    assert tour.at == 2
    finger.tap("不看了", inside=tour)
    assert not tour.at


def test_two_quick_taps_are_two(finger: Finger) -> None:
    hand = finger.window.shell.walk.defects.in_hand
    before = int(hand.quantity.number.text() or "0")
    finger.tap("加一", inside=hand)
    finger.tap("加一", inside=hand)
    assert int(hand.quantity.number.text()) == before + 2


def test_the_walk_records_a_building_and_a_defect_with_photo_and_mark(finger: Finger) -> None:
    window, walk = finger.window, finger.window.shell.walk
    finger.tap_row(walk.side.list, 3)
    assert walk.title.whole() == "3栋"
    finger.tap("加楼栋")
    write("甲")
    finger.tap("建", inside=window.shell.ask_name)
    assert walk.title.whole().endswith("甲")
    finger.tap("下一处" if walk.side.next.isEnabled() else "上一处")
    finger.tap_row(walk.side.list, 3)
    assert walk.title.whole() == "3栋"
    finger.tap("楼层 4层", inside=walk.defects.place)
    finger.tap(walk.defects.tiles.buttons[0])
    line = walk.defects.line
    assert line is not None and line.storey == 4
    finger.tap("严重度 3")
    newest = walk.defects.in_hand.arrivals
    finger.tap_row(newest, next(row for row in range(5) if newest.shown.photo(row).status == "ok"))
    pad = walk.defects.in_hand.pad
    assert pad.photo is not None
    middle = pad.rect().center()
    finger.draw(pad, QPoint(60, 40), middle - QPoint(30, 20))
    assert [each.tool for each in pad.photo.annotations] == ["ellipse"]
    finger.tap("换工具", inside=pad)
    finger.tap("换工具", inside=pad)
    line = walk.defects.line
    assert line is not None and (line.severity, line.photos) == (3, 1)
    finger.tap("看依据")
    assert window.overlays.clause.isVisible()
    finger.tap("收起", inside=window.overlays.clause)
    assert not window.overlays.clause.isVisible()
    finger.choose(walk.defects.in_hand.where.storey, "2")
    finger.tap("同样问题", inside=walk.defects)
    finger.tap("删这条")
    assert window.shell.undo_bar.isVisible()
    finger.tap("撤销", inside=window.shell.undo_bar)
    finger.tap(window.shell.header.undo)
    finger.tap(window.shell.header.redo)


def test_a_sentence_is_typed_and_its_candidate_tapped(finger: Finger) -> None:
    walk = finger.window.shell.walk
    entry = walk.defects.entry
    finger.tap(entry.line.viewport())
    assert entry.line.hasFocus()
    write("3单元楼梯间扶手松动 严重 2处")
    finger.person.wait(finger.window)
    assert entry.list.isVisible()
    finger.tap(next(each for each in entry.list.tokens.findChildren(QWidget) if each.isVisible() and each.accessibleName().startswith("严重度")))
    finger.tap("记下", inside=entry)
    line = walk.defects.line
    assert line is not None and (line.place, line.unit, line.quantity) == ("stairwell", 3, "2")
    finger.tap(walk.defects.tiles.buttons[-1])  # 全部…
    finder = finger.window.overlays.finder
    assert finder.isVisible()
    finger.tap_row(finder.list, 12)
    assert not finder.isVisible()


def test_a_photo_is_looked_at_closely_and_drawn_on(finger: Finger) -> None:
    walk = finger.window.shell.walk
    row = next(place for place, each in enumerate(walk.defects.list.defects.lines) if each.photos)
    finger.tap_row(walk.defects.list, row)
    finger.tap("放大看")
    viewer = walk.viewer
    assert viewer is not None and viewer.isVisible()
    finger.tap("箭头", inside=viewer.tools)
    before = len(viewer.photo.annotations) if viewer.photo else 0
    port = viewer.canvas.viewport()
    finger.draw(port, QPoint(50, 60), port.rect().center())
    finger.draw(port, QPoint(40, 60), port.rect().center() - QPoint(20, 0))
    assert viewer.photo is not None and len(viewer.photo.annotations) == before + 2
    finger.tap("放大", inside=viewer)
    finger.tap("删", inside=viewer.side)
    finger.tap(viewer.back)
    assert not viewer.isVisible()


def test_the_record_of_a_building_is_filled_in(finger: Finger) -> None:
    walk = finger.window.shell.walk
    finger.tap("楼栋档案", inside=walk.tabs)
    row = walk.record.form().row_of("storeys")
    assert row is not None
    edit = next(each for each in row.findChildren(QLineEdit) if each.isVisible())
    finger.tap(edit)
    edit.selectAll()
    write("7")
    finger.tap("照片", inside=walk.tabs)
    assert walk.photos.isVisible()
    finger.tap("楼栋档案", inside=walk.tabs)
    view = walk.record.form().view
    assert view is not None and view.value("storeys") == 7
    finger.tap("问题", inside=walk.tabs)


def test_door_by_door(finger: Finger) -> None:
    window = finger.window
    finger.tap("需求", inside=window.shell.rail)
    assert window.shell.shown == NEEDS
    finger.person.wait(window)
    page = window.shell.page(NEEDS)
    finger.choose(page.side.building, "2栋")
    assert page.side.building.currentText() == "2栋"
    finger.tap_row(page.side.list, 1)
    door = page.hand.door
    finger.tap(page.tiles.findChildren(QAbstractButton)[2])
    assert page.hand.door == door
    finger.tap("下一户")
    finger.person.wait(window)
    assert page.hand.door != door


def test_a_long_press_tells_what_is_cut_short_and_presses_nothing(finger: Finger) -> None:
    window = finger.window
    finger.tap("方案", inside=window.shell.rail)
    page = window.shell.page(PLAN)
    row = page.side.rows[0]
    verdict = next(each for each in row.findChildren(QWidget) if each.toolTip())
    chosen = page.side.chosen
    finger.rest(verdict)
    assert QToolTip.text() == verdict.toolTip()
    assert page.side.chosen == chosen
    QToolTip.hideText()
    finger.tap(verdict)
    assert page.side.chosen != chosen


def test_the_plan_is_entered(finger: Finger) -> None:
    window = finger.window
    page = window.shell.page(PLAN)
    finger.tap("储备", inside=page.side)
    name = next(iter(page.cards))
    finger.tap(page.cards[name].opener)
    assert page.cards[name].drawer.isVisible()
    finger.tap(window.shell.header.action)
    finger.tap("收起对照")


def test_a_long_press_on_a_row_opens_the_menu_that_ticks_it(finger: Finger) -> None:
    window = finger.window
    finger.tap("复核", inside=window.shell.rail)
    assert window.shell.shown == REVIEW
    finger.settle()
    page = window.shell.page(REVIEW)
    finger.rest(page.table.viewport(), page.table.visualRect(page.model.index(2, 3)).center())
    finger.take("勾选")
    assert len(page.model.ticked) == 1
    finger.tap_row(page.table, 1, 0)
    assert len(page.model.ticked) == 2
    finger.choose(page.bulk.severity, "4")
    finger.tap(page.bulk.look)
    finger.tap(page.detail.preview.confirm)
    assert {row.line.severity for row in map(page.model.row_at, (1, 2)) if row is not None} == {4}
    head = page.table.head
    finger.tap(head.viewport(), QPoint(head.sectionViewportPosition(1) + 20, head.height() // 2))
    assert head.sorted_by == "number"
    finger.tap("要看", inside=page.filters)
    finger.tap("问题", inside=page.filters)


def test_the_overview_leads_to_what_is_left(finger: Finger) -> None:
    window = finger.window
    finger.tap("总览", inside=window.shell.rail)
    assert window.shell.shown == OVERVIEW
    page = window.shell.page(OVERVIEW)
    todo = next(each for each in page.findChildren(QWidget) if type(each).__name__ == "TodoRow" and each.isVisible())
    finger.tap(todo)
    assert window.shell.shown in (REVIEW, HANDOVER)


@pytest.fixture
def unhurried(qapp: QApplication) -> Iterator[None]:
    """Taps of a person are further apart than those of a test: no two of them are a double tap."""
    before = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(0)
    yield
    qapp.setDoubleClickInterval(before)


@pytest.mark.usefixtures("unhurried")
def test_a_pin_is_taken_moved_and_opened(finger: Finger) -> None:
    window = finger.window
    finger.tap("踏勘", inside=window.shell.rail)
    finger.tap("平面图", inside=window.shell.header)
    assert window.shell.shown == MAP
    finger.person.wait(window)
    page = window.shell.page(MAP)
    canvas = page.canvas
    port = canvas.viewport()

    def tip(record: str) -> QPoint:
        return canvas.mapFromScene(canvas.items_by_record[record].pos()) - QPoint(0, 10)

    def free(record: str) -> bool:
        at = tip(record)
        seen = port.rect().adjusted(80, 80, -80, -80).contains(at) and window.childAt(port.mapTo(window, at)) is port
        return seen and canvas._pin_at(at.toPointF()) is canvas.items_by_record[record]

    held = next(each for each, item in canvas.items_by_record.items() if item.count == 1 and free(each))
    finger.tap(port, tip(held))
    assert canvas.chosen == held
    spot = page.view.spots[held]
    finger.draw(port, QPoint(-40, -30), tip(held))
    assert page.view.spots[held] != spot
    finger.tap("放大")
    finger.tap("看全部")
    finger.menu("换底图", say("ui.map.base.grid"))
    finger.person.wait(window)
    finger.tap_row(page.side.list, 1)
    finger.tap("打开")
    assert window.shell.shown == WALK


def test_a_package_is_written(finger: Finger) -> None:
    window = finger.window
    finger.tap("交付", inside=window.shell.rail)
    page = window.shell.page(HANDOVER)
    finger.tap("写交付包")
    finger.settle()
    assert page.history.rows


def test_a_table_is_brought_in(finger: Finger, tmp_path: Path) -> None:
    window = finger.window
    file = tmp_path / "楼栋.csv"
    file.write_text("小区,楼栋,层数\n柳北船厂宿舍,9栋,6\n柳北船厂宿舍,10栋,7\n", encoding="utf-8")
    window.shell.import_table(file)
    finger.settle()
    assert window.shell.shown == IMPORT
    page = window.shell.page(IMPORT)
    finger.tap("会写入", inside=page)
    finger.tap(page.go)
    finger.person.wait(window)
    assert {"9栋", "10栋"} <= {line.name for line in window.shell.standing.buildings}


def test_a_new_survey_begins(finger: Finger) -> None:
    window = finger.window
    finger.tap("设置", inside=window.shell.rail)
    finger.tap("新调查")
    assert window.shell.shown == BEGIN
    page = window.shell.page(BEGIN)
    finger.tap(page.name)
    write("鱼峰区摸底")
    finger.choose(page.policy, page.policy.itemText(page.policy.count() - 1))
    finger.tap(page.inspector)
    write("韦敏")
    finger.tap(page.go)
    finger.settle()
    assert window.shell.shown == WALK
    finger.tap(window.shell.walk.first)
    write("新村")
    finger.tap("建", inside=window.shell.ask_name)
    assert window.shell.header.title.text() == "新村"
