"""The keys of the window. Single letters and digits act only while nothing is being typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from surveyapp.ui.walk.in_hand import has_typed_focus


def bind(window: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
    """Key chords that act anywhere in the window."""
    for chord, act in keys.items():
        shortcut = QShortcut(QKeySequence(chord), window)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(lambda each=act: each())


def plain_key(text: str, acts: Mapping[str, Callable[[], object]]) -> bool:
    """A single letter or digit: act unless something is being typed. Answers whether it acted."""
    if has_typed_focus(QApplication.focusWidget()) or text not in acts:
        return False
    acts[text]()
    return True
