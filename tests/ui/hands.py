"""Hands that are counted: every click, key and drop goes through the window system's door, where a watcher counts what arrives.

An action is a click, a drag, a drop, a key chord or Enter; one run of typing of at most 20 characters into one field is one.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from surveyapp.ui.fingers import window_of
from surveyapp.ui.window import MainWindow

from .conftest import Person, drop

LONGEST_RUN = 20
HELD = (Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Shift, Qt.Key.Key_Meta)


class Watcher(QObject):
    """Counts what reaches the window from outside: presses of the button, and keys: a chord is one, the keys held for it are not counted."""

    def __init__(self, handle: QWindow) -> None:
        super().__init__()
        self._handle = handle
        self.presses = 0
        self.chords = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._handle:
            self.presses += event.type() == QEvent.Type.MouseButtonPress
            self.chords += isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() not in HELD
        return False


class Hands:
    """A person's hands on a window. `actions` is what they did, in the issue's sense."""

    def __init__(self, person: Person, window: MainWindow) -> None:
        self.person, self.window = person, window
        handle = window_of(window)
        assert handle is not None
        self._handle = handle
        self.watcher = Watcher(handle)
        QApplication.instance().installEventFilter(self.watcher)  # type: ignore[union-attr]
        self.actions = 0
        self._typed = 0

    def tap(self, widget: QWidget, at: QPoint | None = None) -> None:
        """A tap on a widget that can be seen."""
        assert widget.isVisible()
        assert not widget.visibleRegion().isEmpty()
        where = widget.mapTo(self.window, at or widget.rect().center())
        QTest.mouseClick(self._handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
        self._done()

    def drag(self, widget: QWidget, start: QPoint, end: QPoint) -> None:
        """A stroke on a widget: down, along, up."""
        assert widget.isVisible()
        where = [widget.mapTo(self.window, start + (end - start) * step / 6) for step in range(7)]
        QTest.mousePress(self._handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where[0])
        for each in where[1:]:
            QTest.mouseMove(self._handle, each)
        QTest.mouseRelease(self._handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where[-1])
        self._done()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key or a chord, to whatever has the focus."""
        QTest.keyClick(self._handle, key, modifiers)
        self._done()

    def type(self, text: str) -> None:
        """One run of typing into the field that has the focus, as an input method commits it."""
        assert len(text) <= LONGEST_RUN
        field = QApplication.focusWidget()
        assert field is not None
        self._typed += 1
        field.insertPlainText(text)  # type: ignore[attr-defined]
        self._done()

    def drop(self, file: Path) -> None:
        """A photo dropped anywhere."""
        self._typed += 1
        drop(self.window, [file])
        self._done()

    def _done(self) -> None:
        self.actions += 1
        self.person.wait(self.window)

    def begin_again(self) -> None:
        """Count from nothing."""
        self.actions = self._typed = self.watcher.presses = self.watcher.chords = 0

    def counted(self) -> int:
        """What was done, checked against what Qt saw arriving."""
        assert self.watcher.presses + self.watcher.chords + self._typed == self.actions
        return self.actions

    def close(self) -> None:
        """Stop watching."""
        QApplication.instance().removeEventFilter(self.watcher)  # type: ignore[union-attr]
