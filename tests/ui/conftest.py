"""A person at a window over a real home: waits until nothing is under way, types, clicks, drops."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from surveyapp import words
from surveyapp.photos.draw import sample_photo
from surveyapp.steps.desk import Desk
from surveyapp.steps.node import open_home
from surveyapp.store.first_page import first_page
from surveyapp.ui import start, theme
from surveyapp.ui.begin.page import BeginPage
from surveyapp.ui.first_page import FirstPage, first_page_from
from surveyapp.ui.shell import BEGIN, Shell
from surveyapp.ui.walk.page import WalkPage
from surveyapp.ui.widgets.turns import Turns
from surveyapp.ui.window import MainWindow
from tests.pause import pause

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=timezone(timedelta(hours=8)))


@dataclass
class Person:
    """Someone with one home and, mostly, one window."""

    app: QApplication
    home: Path
    windows: list[MainWindow] = field(default_factory=list)

    def open(self, page: FirstPage | None = None) -> MainWindow:
        """Open a window on the home, as the program does, and wait until it is whole."""
        window = self.begin_to_open(page)
        self.wait(window)
        return window

    def begin_to_open(self, page: FirstPage | None = None) -> MainWindow:
        """Open a window that shows its first picture, and no more yet."""
        given = page or first_page_from(first_page(self.home / "journal.db"))
        window = start.window(self.app, given, lambda: Desk(open_home(self.home, wait_seconds=0.1, or_read_only=True)), self.home)
        self.windows.append(window)
        window.resize(1366, 768)
        window.show()
        return window

    def close(self, window: MainWindow) -> None:
        """Close a window."""
        self.windows.remove(window)
        window.close()
        window.deleteLater()
        QApplication.processEvents()

    def wait(self, window: MainWindow | None = None, longest_ms: int = 20_000) -> None:
        """Until nothing is under way."""
        shown = window or self.windows[-1]
        for turn in range(longest_ms // 20):
            pause(20)
            if turn > 4 and shown.is_whole() and shown.errands.under_way == 0 and shown.thumbnails.is_idle() and all_made(shown):
                return
        raise AssertionError("something is still under way")

    def begin(self, window: MainWindow, name: str = "柳北区摸底", policy: str = "liuzhou", inspector: str = "韦敏") -> None:
        """Fill in the first page and start."""
        page = window.shell.page(BEGIN)
        assert isinstance(page, BeginPage)
        write(page.name, name)
        page.policy.setCurrentIndex(page.policy.findData(policy))
        write(page.inspector, inspector)
        QTest.mouseClick(page.go, Qt.MouseButton.LeftButton)
        self.wait(window)

    def name_it(self, window: MainWindow, name: str) -> None:
        """Answer the small panel that asks for a name."""
        ask = window.shell.ask_name
        assert ask.isVisible()
        write(ask.name, name)
        QTest.keyClick(ask.name, Qt.Key.Key_Return)
        self.wait(window)

    def say(self, window: MainWindow, sentence: str) -> None:
        """Type a sentence into the quick-entry, wait for the suggestions, press Enter."""
        entry = window.shell.walk.defects.entry
        entry.setFocus()
        entry.line.insertPlainText(sentence)
        pause(120)
        self.wait(window)
        QTest.keyClick(entry.line, Qt.Key.Key_Return)
        self.wait(window)


def all_made(window: MainWindow) -> bool:
    """Whether every page has all its parts: some come one a turn of the event loop. A window that is gone has nothing left to make."""
    return not isValid(window) or all(each.done for each in window.findChildren(Turns))


def write(edit: QLineEdit, text: str) -> None:
    """Replace what stands in a field, key by key where the text is Latin."""
    edit.setFocus()
    edit.selectAll()
    if text.isascii():
        QTest.keyClicks(edit, text)
    else:
        edit.insert(text)


def drop(widget: QWidget, files: list[Path]) -> None:
    """Drop files on a widget."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    where = QPointF(widget.rect().center())
    held = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, QDragEnterEvent(where.toPoint(), *held))
    QApplication.sendEvent(widget, QDropEvent(where, *held))


def photo(folder: Path, number: int, subject: str = "roof") -> Path:
    """A photo file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"IMG_{number:04d}.jpg"
    path.write_bytes(sample_photo(number, subject, NOON + timedelta(minutes=number), "109.4112", "24.3625"))
    return path


def click_at(widget: QWidget, point: QPoint) -> None:
    """A click at a point."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)


@pytest.fixture
def app(qtbot: QtBot) -> Iterator[QApplication]:
    """The application, with our fonts and the light palette."""
    made = QApplication.instance()
    assert isinstance(made, QApplication)
    if not theme.colours_worn():
        made.setStyle("Fusion")
        theme.load_fonts()
    theme.wear(made, "light")
    yield made
    words.use_language("zh")


@pytest.fixture(scope="session")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with 60 communities, 3,000 buildings and 100,000 defects, received in bulk once; one community has 500 and 12,000 of them."""
    from tests.benchmarks.big_survey import big_home

    folder = tmp_path_factory.mktemp("big") / "home"
    big_home(folder, largest=(500, 12_000))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home that the pictures are taken of, made once. Copy it: it belongs to everyone."""
    from tests.screens.survey import fill, open_sample

    words.use_language("zh")
    folder = tmp_path_factory.mktemp("sample")
    verbs = open_sample(folder / "home")
    fill(verbs, folder / "pictures")
    verbs.close()
    return folder / "home"


@pytest.fixture
def person(app: QApplication, tmp_path: Path) -> Iterator[Person]:
    """A person with an empty home."""
    someone = Person(app, tmp_path / "home")
    yield someone
    for window in list(someone.windows):
        someone.close(window)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Callable[[], Desk]]:
    """Opens the same home without a window; close it before the window comes."""
    opened: list[Desk] = []

    def open_desk() -> Desk:
        opened.append(Desk(open_home(tmp_path / "home")))
        return opened[-1]

    yield open_desk


@pytest.fixture
def walked(person: Person, desk: Callable[[], Desk]) -> tuple[Person, str, str]:
    """A home with a survey, a community and building 3栋; answers the person, the stream and the building."""
    filled = desk()
    filled.choose_survey(filled.new_survey("柳北区摸底", "liuzhou", "韦敏").id)
    stream = filled.new_community({"name": "柳北船厂宿舍"}).records[0][0]
    building = filled.new_record(stream, "building", {"name": "3栋", "units": 3, "storeys": 6, "households": 36}).records[0][1]
    filled.new_record(stream, "building", {"name": "12栋"})
    filled.set_setting("last_stream", stream)
    filled.set_setting("last_building", building)
    filled.close()
    return person, stream, building


def shell_of(window: MainWindow) -> tuple[Shell, WalkPage]:
    """The shell and its walk page."""
    return window.shell, window.shell.walk
