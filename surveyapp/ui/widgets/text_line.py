"""A line of text whose Ctrl+Z is its own only while something half typed can be taken back; else the chord goes on to the journal."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextDocument
from PySide6.QtWidgets import QLineEdit


def is_for_the_journal(event: QEvent, at_rest: bool, undo: bool, redo: bool) -> bool:
    """Whether a ShortcutOverride asks for an undo or redo that a text field cannot do itself: then the field must leave it to the window.

    `at_rest`: nothing half typed stands there. `undo`, `redo`: whether the field has a step to go back, or forth again.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo):
        return at_rest or not undo
    return event.matches(QKeySequence.StandardKey.Redo) and not redo


def document_leaves(event: QEvent, document: QTextDocument, at_rest: bool) -> bool:
    """The same of a field of several lines, or with marks."""
    return is_for_the_journal(event, at_rest, document.isUndoAvailable(), document.isRedoAvailable())


class TextLine(QLineEdit):
    """What every line of text of the window is made of. Qt's own field keeps Ctrl+Z to itself even when it is empty."""

    def at_rest(self) -> bool:
        """Whether nothing half typed stands here."""
        return not self.text()

    def event(self, event: QEvent) -> bool:
        if is_for_the_journal(event, self.at_rest(), self.isUndoAvailable(), self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)
