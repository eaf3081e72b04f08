"""The window by keyboard alone: Tab reaches everything on every page in the order of reading, Esc gives the focus back, lists obey their keys."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGraphicsView,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QToolTip,
    QWidget,
)

from surveyapp import words
from surveyapp.ui import theme
from surveyapp.ui.first_page import FirstPage
from surveyapp.ui.focus_guide import Ring
from surveyapp.ui.pages import BEGIN, HANDOVER, IMPORT, MAP, NEEDS, OVERVIEW, PLAN, REVIEW, SETTINGS, WALK
from surveyapp.ui.walk.page import PHOTOS, RECORD
from surveyapp.ui.window import MainWindow, speak
from tests.screens.pages import turns_done

from .conftest import Person

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)", "^Invalid JPEG file structure")
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
INTERACTIVE = (QAbstractButton, QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractItemView, QAbstractSpinBox, QGraphicsView)
PAGES = (WALK, f"{WALK}/{RECORD}", f"{WALK}/{PHOTOS}", OVERVIEW, NEEDS, REVIEW, PLAN, HANDOVER, SETTINGS, MAP, IMPORT, BEGIN)
in_chinese = pytest.mark.parametrize("keys", ["zh"], indirect=True)
"""What does not hang on the language is tried once."""
FOREIGN = re.compile(r"[A-Za-z]{2,}")
SPOKEN_AS_IS = re.compile(
    r"\b(?:Ctrl|Alt|Shift|Tab|Enter|Esc|Del|Home|End|PgUp|PgDn|English|WGS84|CGCS2000|GCJ|XLSX|CSV|GeoJSON|PDF|DBG|VFW|[A-Z0-9]{3}|[A-Z]{2}-\d\d|m)\b"
)
"""What a Chinese window says in Latin letters: keys, coordinate systems, file formats, and the names that laptops gave themselves."""


class Keys:
    """A keyboard before a window: every key goes through the window's own door."""

    def __init__(self, person: Person, window: MainWindow, language: str) -> None:
        self.person, self.window, self.language = person, window, language

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QWidget | None:
        """A key or chord, to whatever has the focus; answers what has it then."""
        handle = self.window.windowHandle()
        assert handle is not None
        QTest.keyClick(handle, key, modifiers)
        return QApplication.focusWidget()

    def go(self, page: str) -> None:
        """Show a page, complete."""
        words.use_language(self.language)  # every test begins in Chinese
        name, _, tab = page.partition("/")
        self.window.shell.go(name)
        if name == WALK:
            self.window.shell.walk.show_tab(tab or "defects")
        self.person.wait(self.window)
        while not turns_done(self.window):
            QApplication.processEvents()
        self.window.activateWindow()
        self.window.setFocus()

    def round(self) -> list[QWidget]:
        """Tab until it comes round: everything that had the focus. A thing may keep it for a while (pins), but not for ever."""
        met: list[QWidget] = []
        kept = 0
        while kept < 200:
            before = QApplication.focusWidget()
            held = self.press(Qt.Key.Key_Tab)
            assert held is not None, f"the focus is lost after {said(before)}"
            kept = kept + 1 if held is before else 0
            if held in met and held is not before:
                return [each for each in met if each is not self.window]
            if held not in met:
                met.append(held)
        raise AssertionError(f"the focus is caught in {said(QApplication.focusWidget())}")


def said(widget: QWidget | None) -> str:
    """What a screen reader says of a widget."""
    return "" if widget is None else widget.accessibleName() or getattr(widget, "text", lambda: "")()


@pytest.fixture(scope="module", params=["zh", "en"])
def keys(request: pytest.FixtureRequest, qapp: QApplication, sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keys]:
    """A keyboard before a window over the sample, in each language."""
    if not theme.colours_worn():
        qapp.setStyle("Fusion")
        theme.load_fonts()
    theme.wear(qapp, "light")
    someone = Person(qapp, shutil.copytree(sample_home, tmp_path_factory.mktemp("keys") / "home"))
    window = someone.open(FirstPage(language=request.param))
    someone.wait(window)
    yield Keys(someone, window, request.param)
    someone.close(window)
    speak(qapp, "zh")


def to_be_reached(window: MainWindow) -> list[QWidget]:
    """Everything that is seen, can be used, and answers to a person."""
    return [
        each
        for each in window.findChildren(QWidget)
        if isinstance(each, INTERACTIVE)
        and each.isVisible()
        and each.isEnabled()
        and not each.objectName().startswith("qt_")
        and not isinstance(each.parentWidget(), (QComboBox, QAbstractSpinBox))
        and not (isinstance(each, QHeaderView) and not each.sectionsClickable())
    ]


def with_groups(met: list[QWidget]) -> set[QWidget]:
    """What Tab met, and what the arrows reach from there: the other buttons of a group."""
    reached = set(met)
    for each in met:
        if isinstance(each, QAbstractButton) and (group := each.group()) is not None:
            reached |= set(group.buttons())
    return reached


def foreign(name: str) -> bool:
    """Whether words of another language are in what is said."""
    return words.language() == "zh" and bool(FOREIGN.search(SPOKEN_AS_IS.sub("", name)))


@pytest.mark.parametrize("page", PAGES)
def test_tab_reaches_everything_in_sight_and_named(keys: Keys, page: str) -> None:
    keys.go(page)
    out_of_sight: list[str] = []
    unringed: list[str] = []
    met = keys.round()
    for each in met:
        each.setFocus(Qt.FocusReason.TabFocusReason)
        port = each.viewport() if isinstance(each, QGraphicsView) else each
        if port.visibleRegion().isEmpty():
            out_of_sight.append(said(each))
        if isinstance(each, QAbstractItemView) and not isinstance(each, QHeaderView) and each.findChild(Ring) is None:
            unringed.append(said(each))
    assert (out_of_sight, unringed) == ([], [])
    assert [said(each) for each in to_be_reached(keys.window) if each not in with_groups(met)] == []
    assert [type(each).__name__ for each in met if not said(each)] == []
    assert [said(each) for each in with_groups(met) if foreign(said(each))] == []
    backwards = [keys.press(Qt.Key.Key_Tab, SHIFT) for _ in range(3)] if page != MAP else []
    assert len({id(each) for each in backwards}) == len(backwards)


@in_chinese
def test_tab_goes_down_a_page_as_it_is_read(keys: Keys) -> None:
    keys.go(PLAN)
    page = keys.window.shell.page(PLAN)
    for card in page.cards.values():
        card.open()
    keys.person.wait(keys.window)
    met = keys.round()
    for pane in (page.side, *page.cards.values()):
        places = [each.mapTo(pane, QPoint(0, each.height() // 2)) for each in met if pane.isAncestorOf(each)]
        climbs = [(a, b) for a, b in pairwise(places) if b.y() < a.y() - 60 and abs(a.x() - b.x()) < 200]
        assert climbs == []
    for card in page.cards.values():
        card.open(False)


@in_chinese
def test_what_floats_keeps_tab_inside_and_esc_gives_the_focus_back(keys: Keys) -> None:
    keys.go(WALK)
    window, overlays = keys.window, keys.window.overlays
    for _ in range(3):
        held = keys.press(Qt.Key.Key_Tab)
    assert held is not None
    panels = (
        (overlays.finder, lambda: keys.press(Qt.Key.Key_K, CTRL)),
        (overlays.help, lambda: keys.press(Qt.Key.Key_F1)),
        (overlays.keys, lambda: keys.press(Qt.Key.Key_Slash, CTRL)),
        (overlays.clause, lambda: keys.press(Qt.Key.Key_F2)),
        (window.shell.ask_name, window.ask_building),
        (overlays.tour, overlays.tour.begin),
    )
    for panel, show in panels:
        held.setFocus(Qt.FocusReason.TabFocusReason)
        show()
        keys.person.wait(window)
        assert panel.isVisible()
        for _ in range(4):
            inside = keys.press(Qt.Key.Key_Tab)
            assert inside is not None
            assert panel.isAncestorOf(inside), f"{said(inside)} lies under {type(panel).__name__}"
        keys.press(Qt.Key.Key_Escape)
        assert not panel.isVisible()
        assert QApplication.focusWidget() is held


@in_chinese
def test_lists_obey_home_end_and_the_paging_keys(keys: Keys) -> None:
    keys.go(WALK)
    window = keys.window
    building = window.shell.standing.building
    defects = window.shell.walk.defects.list
    defects.setFocus(Qt.FocusReason.TabFocusReason)
    last = defects.model().rowCount() - 1
    assert last > 2
    met = []
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Down):
        keys.press(key)
        met.append(defects.currentIndex().row())
    assert met[:2] == [last, 0]
    assert met[2] > 1
    assert met[3:] == [0, 1]
    assert window.shell.standing.building == building


@in_chinese
def test_paging_keys_scroll_where_no_building_is_seen_and_walk_where_one_is(keys: Keys) -> None:
    window = keys.window
    building = window.shell.standing.building
    keys.go(SETTINGS)
    keys.press(Qt.Key.Key_PageDown)
    assert window.shell.standing.building == building
    keys.go(WALK)
    keys.press(Qt.Key.Key_PageDown)
    assert window.shell.standing.building != building
    keys.press(Qt.Key.Key_PageUp)
    assert window.shell.standing.building == building


@in_chinese
def test_the_menu_key_opens_the_menu_of_a_row_and_tells_what_is_cut_short(keys: Keys) -> None:
    keys.go(REVIEW)
    window = keys.window
    page = window.shell.page(REVIEW)
    page.table.setFocus(Qt.FocusReason.TabFocusReason)
    row = next(each for each in range(page.model.rowCount()) if page.model.id_at(each) is not None)
    page.table.show_row(row)
    keys.press(Qt.Key.Key_F10, SHIFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert len(page.model.ticked) == 1
    page.model.tick_all(False)
    keys.go(PLAN)
    verdict = next(each for each in window.shell.page(PLAN).side.rows[0].findChildren(QAbstractButton) if each.toolTip())
    verdict.setFocus(Qt.FocusReason.TabFocusReason)
    keys.press(Qt.Key.Key_F10, SHIFT)
    assert QToolTip.text() == verdict.toolTip()
    QToolTip.hideText()


@in_chinese
def test_the_table_is_sorted_from_the_keyboard(keys: Keys) -> None:
    keys.go(REVIEW)
    head = keys.window.shell.page(REVIEW).table.head
    head.setFocus(Qt.FocusReason.TabFocusReason)
    keys.press(Qt.Key.Key_Home)
    keys.press(Qt.Key.Key_Right)
    keys.press(Qt.Key.Key_Return)
    assert head.sorted_by == "number"
    before = head.descending
    keys.press(Qt.Key.Key_Space)
    assert head.descending is not before


@in_chinese
def test_arrows_go_through_the_parts_of_a_choice_and_through_the_rail(keys: Keys) -> None:
    keys.go(WALK)
    tabs = keys.window.shell.walk.tabs.parts()
    tabs[0].setFocus(Qt.FocusReason.TabFocusReason)
    assert keys.press(Qt.Key.Key_Right) is tabs[1]
    keys.press(Qt.Key.Key_Space)
    assert keys.window.shell.walk.tab == RECORD
    rail = keys.window.shell.rail
    rail.item(WALK).setFocus(Qt.FocusReason.TabFocusReason)
    assert keys.press(Qt.Key.Key_Down) is rail.item(NEEDS)
    assert keys.window.shell.shown == NEEDS
