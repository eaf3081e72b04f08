"""What the cards of the plan page have in common: title, scope, clauses, and a drawer with the fields that are entered here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.canonical import Value
from surveyapp.ui.plan.marks import ClauseTags
from surveyapp.ui.plan.record_rows import RecordRows
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.frames import rule
from surveyapp.ui.widgets.labels import ElideLabel, label
from surveyapp.words import say


class PlanCard(QFrame):
    """A card. Its drawer opens by the button in the head, or when a missing field in it is asked for."""

    save_wanted = Signal(str, str, str, object)
    half_typed = Signal(str, object)
    drawer_moved = Signal()

    def __init__(self, title: str, enters: bool = True) -> None:
        super().__init__()
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(10)
        self.title = label(title, "card")
        self.scope = ElideLabel(role="dense")
        self.tags = ClauseTags()
        self.opener = button(say("plan.page.enter"), "small", pressed=self.toggle)
        self.opener.setAccessibleName(f"{say('plan.page.enter')} {title}")
        head.addStrut(self.opener.sizeHint().height())  # the titles of a pair stand on one line, though only one of them has the button
        head.addWidget(self.title)
        head.addWidget(self.scope, 1)
        head.addWidget(self.tags)
        head.addWidget(self.opener)
        column.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        column.addLayout(self.body)
        self.drawer = QWidget()
        self.entries = QVBoxLayout(self.drawer)
        self.entries.setContentsMargins(0, 4, 0, 0)
        self.entries.setSpacing(8)
        self.entries.addWidget(rule())
        self.drawer.hide()
        column.addWidget(self.drawer)
        column.addStretch(1)
        if not enters:
            self.opener.hide()
        self.forms: list[RecordRows] = []

    def add_form(self, kind: str, rows: Sequence[str], columns: int = 1) -> RecordRows:
        """Rows in the drawer."""
        made = RecordRows(kind, rows, columns)
        made.save_wanted.connect(self.save_wanted)
        made.half_typed.connect(self.half_typed)
        made.shown.connect(self._name_opener)
        self.forms.append(made)
        self.entries.addWidget(made)
        return made

    def _name_opener(self) -> None:
        """What the drawer's button does: what is held already is edited, not filled in."""
        does = say("plan.page.edit" if any(form.holds for form in self.forms) else "plan.page.enter")
        self.opener.setText(does if self.drawer.isHidden() else say("plan.page.close"))
        self.opener.setAccessibleName(f"{self.opener.text()} {self.title.text()}")

    def toggle(self) -> None:
        """Open or close the drawer."""
        self.open(self.drawer.isHidden())

    def open(self, opened: bool = True) -> None:
        """Open the drawer, or close it: what is half typed in it is stored first."""
        if not opened:
            self.settle()
        self.drawer.setVisible(opened)
        self._name_opener()
        self.drawer_moved.emit()

    def go_to(self, kind: str, record: str, name: str) -> bool:
        """Open the drawer at a field; answers whether it is here."""
        for form in self.forms:
            if form.kind == kind and (not record or form.record in ("", record)) and form.row_of(name) is not None:
                self.open()
                return form.go_to(name)
        return False

    def tell_saved(self, kind: str, record: str, name: str, wall: str) -> None:
        """Say beside a field that it is saved."""
        for form in self.forms:
            if form.kind == kind and form.record == record:
                form.tell_saved(name, wall)

    def keep(self, kind: str, record: str, name: str, value: Value) -> None:
        """A value that the disk refused stays where it was typed."""
        for form in self.forms:
            if form.kind == kind and form.record == record:
                form.keep(name, value)

    def give_back(self, texts: Mapping[str, str]) -> None:
        """What is half typed in the plan that is shown."""
        for form in self.forms:
            form.give_back(texts)

    def settle(self) -> None:
        """Finish whatever is half typed."""
        for form in self.forms:
            form.settle()
