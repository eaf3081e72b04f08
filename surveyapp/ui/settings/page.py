"""设置: how the window looks and speaks, who records, which survey is open and what it is judged by, the laptop, its folders, its backup.

Every choice takes effect at once and keeps itself.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.laptop import Laptop
from surveyapp.errors import SurveyError
from surveyapp.ui import theme
from surveyapp.ui.panes import first_in
from surveyapp.ui.settings.backup_card import BackupCard
from surveyapp.ui.settings.device_card import DeviceCard, FoldersCard
from surveyapp.ui.settings.looks import LooksCard
from surveyapp.ui.settings.paper import Paper
from surveyapp.ui.settings.people import PeopleBox
from surveyapp.ui.settings.survey_card import SurveyCard
from surveyapp.ui.standing import Standing
from surveyapp.ui.walk.in_hand import has_typed_focus
from surveyapp.ui.widgets.frames import scrolled
from surveyapp.ui.widgets.turns import Piece, Turns
from surveyapp.words import say


class SettingsPage(QWidget):
    """`language_wanted(code)`, `palette_wanted(name)`, `text_size_wanted(percent)`, `survey_wanted(id)`, `new_survey_wanted()`,
    `import_wanted()`, `failed(SurveyError)`, `busy(bool)`, `put_back(path of what was here before)`."""

    language_wanted = Signal(str)
    palette_wanted = Signal(str)
    text_size_wanted = Signal(int)
    survey_wanted = Signal(str)
    new_survey_wanted = Signal()
    import_wanted = Signal()
    failed = Signal(object)
    busy = Signal(bool)
    put_back = Signal(str)

    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._standing = standing
        self.looks, self.survey, self.device, self.folders = LooksCard(), SurveyCard(), DeviceCard(), FoldersCard()
        self.backup = BackupCard(standing.errands)
        self._lay_out()
        self._connect()
        self.show_survey()

    def _lay_out(self) -> None:
        """The paper at once, its cards one a turn of the event loop: all of them at a stroke would hold the window up."""
        inside = QWidget()
        self._columns = QHBoxLayout(inside)
        self._columns.setContentsMargins(16, 16, 16, 16)
        self._columns.setSpacing(12)
        pieces: list[Piece] = []
        for cards in ((self.survey, self._people(), self.looks), (self.device, self.folders, self.backup)):
            column = QVBoxLayout()
            column.setSpacing(12)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
            pieces += [partial(self._put, column, place, each) for place, each in enumerate(cards)]
        self._scroll = scrolled(inside)
        self._turns = Turns(self, *pieces)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _put(self, column: QVBoxLayout, place: int, card: QWidget) -> None:
        column.insertWidget(place, card)
        card.show()  # at once, so that it can take the focus

    def _connect(self) -> None:
        standing = self._standing
        self.looks.language_wanted.connect(self.language_wanted)
        self.looks.palette_wanted.connect(self.palette_wanted)
        self.looks.text_size_wanted.connect(self.text_size_wanted)
        self.survey.survey_wanted.connect(self.survey_wanted)
        self.survey.new_survey_wanted.connect(self.new_survey_wanted)
        self.survey.import_wanted.connect(self.import_wanted)
        self.survey.policy_wanted.connect(lambda policy: self._judge_by(policy, None))
        self.survey.day_wanted.connect(lambda day: self._judge_by(None, day))
        for signal in ("failed", "busy", "put_back"):
            getattr(self.backup, signal).connect(getattr(self, signal))
        self.backup.changed.connect(self._load_laptop)
        standing.survey_chosen.connect(lambda _survey: self.show_survey())
        standing.people_changed.connect(self._load_people)
        standing.changed.connect(lambda _changed: self._load_basis() if self.isVisible() else None)

    def _people(self) -> QWidget:
        paper = Paper(say("ui.settings.inspector"), say("ui.people.scope"))
        self.people = PeopleBox()
        self.people.person_wanted.connect(self._standing.work_as)
        self.people.new_wanted.connect(self._standing.add_inspector)
        paper.column.addWidget(self.people)
        return paper

    def _load_people(self) -> None:
        standing = self._standing
        if standing.survey is not None:
            standing.errands.ask(lambda verbs: verbs.people(), lambda people: self.people.show_people(people, not standing.read_only), lane="people")

    def _load_laptop(self) -> None:
        self._standing.errands.ask(lambda verbs: verbs.laptop(), self._show_laptop, self.failed.emit, lane="laptop", aside=True)

    def _show_laptop(self, laptop: Laptop) -> None:
        self.device.show_laptop(laptop)
        self.folders.show_laptop(laptop)
        self.backup.show_laptop(laptop, not self._standing.read_only)

    def _load_basis(self) -> None:
        if self._standing.survey is not None:
            self._standing.errands.ask(lambda verbs: verbs.basis(), self.survey.show_basis, self.failed.emit, lane="basis")

    def _judge_by(self, policy: str | None, day: str | None) -> None:
        self._standing.judge_by(policy, day, self._not_judged)

    def _not_judged(self, problem: SurveyError) -> None:
        """What was typed cannot be used: what is stored stands there again, and a sentence says why."""
        self.failed.emit(problem)
        self._load_basis()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._load_laptop()
        self._load_basis()

    def show_survey(self) -> None:
        """The survey that is open, its policy and who records."""
        standing = self._standing
        self.survey.show_surveys(standing.surveys, standing.survey, standing.policies, not standing.read_only)
        self._load_people()
        self._load_basis()

    def show_palette(self) -> None:
        """The palette was changed elsewhere."""
        self.looks.show_looks()

    def press(self, event: QKeyEvent) -> bool:
        """A digit chooses the inspector who carries it. Answers whether it acted."""
        return not has_typed_focus(QApplication.focusWidget()) and self.people.press(event.text())

    def bring_up(self, name: str) -> None:
        """Bring a card into view, and the focus with it: `survey`, `people`, `backup`."""
        self._turns.finish()
        part = {"survey": self.survey, "people": self.people, "backup": self.backup}[name]
        QTimer.singleShot(0, lambda: self._scroll.ensureWidgetVisible(part, 0, 16))
        taker = self.backup.first() if part is self.backup else first_in(part, (part,))
        if taker is not None:
            taker.setFocus(Qt.FocusReason.TabFocusReason)

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through, in reading order."""
        self._turns.finish()
        return (self.survey, self.people, self.looks, self.device, self.folders, self.backup)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns; one below the other in a small window."""
        super().resizeEvent(event)
        compact = theme.look(self.window().width()) == "compact" and theme.text_size() > 100
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom if compact else QBoxLayout.Direction.LeftToRight)
