"""收一个包: a fresh laptop goes on with a survey that another one handed over. The package is looked into first; then one says who records here."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.views import SurveyLine
from surveyapp.domain.walk_views import PersonLine
from surveyapp.ui.handover.receiving import Receiving
from surveyapp.ui.settings.paper import Paper
from surveyapp.ui.standing import Standing
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import wrapped
from surveyapp.ui.widgets.pick import Pick
from surveyapp.ui.widgets.text_line import TextLine
from surveyapp.words import say


@dataclass(frozen=True, slots=True)
class _Came:
    """The survey that came with the package, and its inspectors."""

    survey: SurveyLine
    people: tuple[PersonLine, ...]


class ReceivePart(Paper):
    """`begun()`: a survey was received and somebody records in it; `failed(SurveyError)`."""

    begun = Signal()
    failed = Signal(object)

    def __init__(self, standing: Standing) -> None:
        super().__init__(say("lists.begin.receive"))
        self._standing = standing
        self._known: frozenset[str] = frozenset()
        self.words = wrapped(say("lists.begin.receive_what"), "dense")
        self.column.addWidget(self.words)
        self._rows = QVBoxLayout()
        self.column.addLayout(self._rows)
        self.receiving = Receiving(standing, self._rows.addWidget, self._drop, self)
        self.choose = button(say("lists.begin.receive_go"), "", "receive", self.receiving.choose)
        self.column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self._lay_out_who()
        self.receiving.failed.connect(self.failed)
        self.receiving.ended.connect(self._show_choice)
        self.receiving.received.connect(self._look)

    def _lay_out_who(self) -> None:
        self.who = QWidget()
        column = QVBoxLayout(self.who)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.person = Pick(say("lists.begin.who"), widest=200)
        self.person.currentIndexChanged.connect(lambda _index: self._check())
        self.name = TextLine()
        self.name.setMaxLength(60)
        self.name.setPlaceholderText(say("lists.begin.name"))
        self.name.setAccessibleName(say("lists.begin.name"))
        self.name.textChanged.connect(lambda _text: self._check())
        self.name.returnPressed.connect(self._begin)
        self.go = button(say("lists.begin.go"), "primary", pressed=self._begin)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.person, 1)
        row.addWidget(self.go)
        column.addWidget(self.name)
        column.addLayout(row)
        self.column.addWidget(self.who)
        self.who.hide()

    def ready(self) -> None:
        """The page came to the front: nothing has been received yet."""
        self._known = frozenset(each.id for each in self._standing.surveys)
        self.setEnabled(not self._standing.read_only)

    def _drop(self, row: QWidget) -> None:
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._show_choice()

    def _show_choice(self) -> None:
        """While a package is in hand no other one is chosen."""
        busy = self.receiving.running or self.receiving.row is not None or not self.who.isHidden()
        self.choose.setVisible(not busy)

    def _look(self) -> None:
        known = self._known

        def look(verbs: Verbs) -> _Came | None:
            surveys = verbs.surveys()
            fresh = [each for each in surveys if each.id not in known] or list(surveys)
            return _Came(verbs.choose_survey(fresh[0].id), verbs.people()) if fresh else None

        self._standing.errands.ask(look, self._ask_who, self.failed.emit)

    def _ask_who(self, came: _Came | None) -> None:
        if came is None:
            self.words.setText(say("lists.begin.no_survey"))
            return
        self.words.setText(say("lists.begin.received", name=came.survey.name))
        self.person.clear()
        for each in came.people:
            self.person.addItem(f"{each.name} {each.told_apart}".strip(), each.record)
        self.person.addItem(say("lists.begin.new_person"), "")
        self.person.choose(next((each.record for each in came.people if each.at_work), ""))
        self.who.show()
        self._show_choice()
        self._check()

    def _check(self) -> None:
        fresh = not self.person.value()
        self.name.setVisible(fresh)
        self.go.setEnabled(not fresh or bool(self.name.text().strip()))

    def _begin(self) -> None:
        if not self.go.isEnabled():
            return
        self.go.setEnabled(False)
        person, name = self.person.value(), self.name.text().strip()

        def begin(verbs: Verbs) -> None:
            verbs.work_as(person or verbs.add_inspector(name, "").records[0][1])

        self._standing.errands.ask(begin, lambda _none: self.begun.emit(), self._refused)

    def _refused(self, problem: object) -> None:
        self._check()
        self.failed.emit(problem)
