"""One window: nothing that belongs on a page stands alone for a moment, for it would flash and take the focus away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from surveyapp.ui.pages import HANDOVER, IMPORT, MAP, NEEDS, OVERVIEW, PLAN, REVIEW, SETTINGS, WALK
from surveyapp.ui.walk.page import DEFECTS, PHOTOS, RECORD
from surveyapp.ui.window import MainWindow
from tests.ui.conftest import Person


class Watch(QObject):
    """Notes every widget but the main window that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.alone: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and not isinstance(watched, MainWindow)
        if is_shown and watched.isWindow() and watched.windowType() == Qt.WindowType.Window:
            self.alone.append(f"{type(watched).__name__} {watched.objectName()} {watched.accessibleName()}".strip())
        return False


@pytest.fixture
def watch(app: QApplication) -> Iterator[Watch]:
    watching = Watch()
    app.installEventFilter(watching)
    yield watching
    app.removeEventFilter(watching)


def test_a_fresh_home_shows_one_window_that_keeps_the_focus(person: Person, watch: Watch) -> None:
    window = person.open()
    person.begin(window)
    assert watch.alone == []
    assert window.isActiveWindow()


def test_no_page_shows_a_part_of_itself_as_a_window(walked: tuple[Person, str, str], watch: Watch) -> None:
    person, _, _ = walked
    window = person.open()
    for tab in (DEFECTS, RECORD, PHOTOS):
        window.shell.walk.show_tab(tab)
        person.wait(window)
    for page in (OVERVIEW, NEEDS, REVIEW, PLAN, HANDOVER, SETTINGS, IMPORT, MAP, WALK):
        window.shell.go(page)
        person.wait(window)
    window.overlays.show_keys()
    window.overlays.jump()
    person.wait(window)
    assert watch.alone == []
    assert window.isActiveWindow()
