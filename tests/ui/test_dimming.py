"""Large panels dim all that lies behind them, and a tap beside them puts them away; what belongs to recording dims nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from surveyapp.ui import theme
from surveyapp.ui.pages import OVERVIEW, WALK
from surveyapp.ui.widgets.scrim import Scrim
from surveyapp.ui.window import MainWindow
from tests.pause import pause

from .conftest import Person
from .test_tokens import contrast


def _assign(window: MainWindow) -> QWidget:
    page = window.shell.page(OVERVIEW)
    page.assign()
    sheet: QWidget = page.assigning.sheet
    return sheet


def _shown(act: str, panel: str) -> Callable[[MainWindow], QWidget]:
    def show(window: MainWindow) -> QWidget:
        getattr(window.overlays, act)()
        found: QWidget = getattr(window.overlays, panel)
        return found

    return show


PANELS = {
    "jump": (WALK, _shown("jump", "finder")),
    "tiles": (WALK, _shown("find_tile", "finder")),
    "keys": (WALK, _shown("show_keys", "keys")),
    "help": (WALK, _shown("show_help", "help")),
    "clause": (WALK, _shown("show_clause", "clause")),
    "assign": (OVERVIEW, _assign),
}


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_dims_the_whole_window_and_a_tap_beside_it_puts_it_away(walked: tuple[Person, str, str], name: str) -> None:
    person, _, _ = walked
    window = person.open()
    person.say(window, "屋面漏雨")
    page, show = PANELS[name]
    window.shell.go(page)
    person.wait(window)
    held = window.focusWidget()
    before = window.grab().toImage()
    panel = show(window)
    person.wait(window)
    scrims = [each for each in window.findChildren(Scrim) if each.isVisible()]
    assert [each.panel for each in scrims] == [panel]
    assert scrims[0].size() == window.shell.size()
    during = window.grab().toImage()
    for corner in (QPoint(6, 300), QPoint(700, 4), QPoint(1360, 760)):  # the rail, the header, the far end
        assert during.pixelColor(corner).lightness() < before.pixelColor(corner).lightness()
    window.resize(1280, 650)
    assert scrims[0].size() == window.shell.size()
    QTest.mouseClick(scrims[0], Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(20, 400))
    assert not panel.isVisible()
    assert not scrims[0].isVisible()
    assert window.shell.shown == page, "the tap went nowhere else"
    assert window.focusWidget() is held


def test_a_panel_goes_with_its_page(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    window.shell.go(OVERVIEW)
    person.wait(window)
    sheet = _assign(window)
    person.wait(window)
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.shell.shown == WALK
    assert not sheet.isVisible()
    assert not any(each.isVisible() for each in window.findChildren(Scrim))


def test_nothing_is_dimmed_while_one_records(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = person.open()
    entry = window.shell.walk.defects.entry
    entry.setFocus()
    entry.line.insertPlainText("屋面漏雨")
    pause(120)
    person.wait(window)
    assert entry.list.isVisible()
    window.shell.ask_building(QPoint(200, 200))
    assert not any(each.isVisible() for each in window.findChildren(Scrim))


@pytest.mark.parametrize("palette", theme.PALETTES)
def test_what_is_behind_is_dimmed_in_every_palette(palette: str, walked: tuple[Person, str, str]) -> None:
    walked[0].open()
    theme.choose(palette)
    ink, share = theme.scrim(), theme.scrim().alphaF()
    for token in ("window", "text"):
        plain = theme.colour(token)
        dimmed = tuple(round(share * over + (1 - share) * under) for over, under in zip(ink.getRgb()[:3], plain.getRgb()[:3], strict=True))  # type: ignore[arg-type]
        assert sum(dimmed) <= sum(plain.getRgb()[:3])  # type: ignore[arg-type]
    assert contrast(theme.colour("text").name(), theme.colour("raised").name()) >= 7, "the panel itself is not"
    theme.choose("light")
