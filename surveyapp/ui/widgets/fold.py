"""A side panel that folds away where there is no room for it: a button and F6 bring it back, and nothing in it is lost."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from surveyapp.ui.widgets.buttons import IconButton
from surveyapp.words import say


class Fold(QObject):
    """The panel and its button. The button stands wherever the page puts it, and is seen only while there is something to fold."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self.panel = panel
        self.button = IconButton("panel", say("craft.fold.show"))
        self.button.hide()
        self.button.clicked.connect(self.turn)
        self._folds = self._opened = False

    def arrange(self, folds: bool) -> None:
        """Whether there is too little room to show the panel all the time."""
        self._folds = folds
        self._show()

    def turn(self) -> None:
        """Show the panel, or put it away again."""
        self._opened = not self._opened
        self._show()

    def open(self) -> None:
        """Show the panel: the focus is about to go there."""
        if self._folds and not self._opened:
            self.turn()

    def _show(self) -> None:
        shown = not self._folds or self._opened
        self.panel.setVisible(shown)
        words = say("craft.fold.hide" if shown else "craft.fold.show")
        self.button.setText(words)
        self.button.setAccessibleName(words)
        self.button.setToolTip(words)
        self.button.setVisible(self._folds)
        if not shown and (held := self.panel.window().focusWidget()) is not None and self.panel.isAncestorOf(held):
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
