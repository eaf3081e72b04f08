"""A card of the settings: a title, and rows of a name with its controls. Names stand above their controls where large words leave no room."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from surveyapp.ui.theme import px
from surveyapp.ui.widgets.labels import ElideLabel, label, wrapped

_NAME, _AIR = 84, 8


class Paper(QFrame):
    """Fill it with `row` and `say`."""

    def __init__(self, title: str, scope: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 16, 16)
        self.column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label(title, "card"))
        head.addWidget(ElideLabel(scope, "dense"), 1)
        self.column.addLayout(head)

    def row(self, name: str, *controls: QWidget, stretch: bool = True) -> QLabel:
        """A row: the name, then the controls. `stretch`: what is left of the row stays empty."""
        line = QHBoxLayout()
        line.setSpacing(_AIR)
        title = wrapped(name, "dense")
        title.setFixedWidth(px(_NAME))
        line.addWidget(title)
        for control in controls:
            line.addWidget(control, 0 if stretch else 1)
            title.setBuddy(control)
        if stretch:
            line.addStretch(1)
        self.column.addLayout(line)
        return title

    def under(self, sentence: QLabel) -> None:
        """A sentence on the control of the row before: it begins where the control does."""
        line = QHBoxLayout()
        line.setContentsMargins(px(_NAME) + _AIR, 0, 0, 0)
        line.addWidget(sentence)
        self.column.addLayout(line)

    def hint(self, words: str) -> QLabel:
        """A sentence under the rows."""
        made = wrapped(words, "meta")
        self.column.addWidget(made)
        return made
