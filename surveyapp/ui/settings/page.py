"""设置: how the window looks and speaks, who records, which survey is open. Every choice takes effect at once and keeps itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from surveyapp import __version__
from surveyapp.ui import theme
from surveyapp.ui.settings.people import PeopleBox
from surveyapp.ui.standing import Standing
from surveyapp.ui.walk.facts import policy_title
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.frames import card
from surveyapp.ui.widgets.labels import ElideLabel, label, wrapped
from surveyapp.ui.widgets.pick import Pick
from surveyapp.ui.widgets.segmented import Segmented
from surveyapp.words import LANGUAGES, language, say


class SettingsPage(QWidget):
    """`language_wanted(code)`, `palette_wanted(name)`, `survey_wanted(id)`, `new_survey_wanted()`, `import_wanted()`."""

    language_wanted = Signal(str)
    palette_wanted = Signal(str)
    survey_wanted = Signal(str)
    new_survey_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, standing: Standing, home: Path) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._standing, self._home = standing, home
        inside = QWidget()
        inside.setObjectName("inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._looks())
        column.addWidget(self._survey())
        column.addWidget(self._people())
        column.addWidget(self._machine())
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        standing.survey_chosen.connect(lambda _survey: self.show_survey())
        standing.people_changed.connect(self._load_people)
        self.show_survey()

    def _row(self, column: QVBoxLayout, name: str, *controls: QWidget) -> QLabel:
        row = QHBoxLayout()
        row.setSpacing(12)
        title = label(name, "dense")
        title.setFixedWidth(96)
        row.addWidget(title)
        for control in controls:
            row.addWidget(control)
        row.addStretch(1)
        column.addLayout(row)
        return title

    def _looks(self) -> QWidget:
        frame, column = card(say("ui.settings.looks"), say("ui.settings.looks_scope"))
        self.language = Segmented([(code, say(f"language.{code}")) for code in LANGUAGES])
        self.language.choose(language())
        self.language.chosen.connect(self.language_wanted)
        self._row(column, say("ui.settings.language"), self.language)
        self.palette_choice = Segmented([(name, say(f"ui.settings.palette.{name}")) for name in theme.PALETTES])
        self.palette_choice.choose(theme.worn())
        self.palette_choice.chosen.connect(self.palette_wanted)
        self._row(column, say("ui.settings.palette"), self.palette_choice)
        column.addWidget(wrapped(say("ui.settings.palette_hint"), "meta"))
        return frame

    def _survey(self) -> QWidget:
        frame, column = card(say("ui.settings.survey"))
        self.surveys = Pick(say("ui.settings.survey"), widest=360)
        self.surveys.activated.connect(lambda _index: self.survey_wanted.emit(self.surveys.value()))
        self.new_survey = button(say("ui.settings.new_survey"), "", "plus", self.new_survey_wanted.emit)
        self._row(column, say("ui.settings.open_survey"), self.surveys, self.new_survey)
        self._policy = ElideLabel(role="body")
        self._row(column, say("ui.settings.policy"), self._policy)
        self.tables = button(say("importing.settings_open"), "", "table", self.import_wanted.emit)
        self._row(column, say("importing.settings"), self.tables)
        return frame

    def _people(self) -> QWidget:
        frame, column = card(say("ui.settings.inspector"), say("ui.people.scope"))
        self.people = PeopleBox()
        self.people.person_wanted.connect(self._standing.work_as)
        self.people.new_wanted.connect(self._standing.add_inspector)
        column.addWidget(self.people)
        return frame

    def _load_people(self) -> None:
        standing = self._standing
        if standing.survey is not None:
            standing.errands.ask(lambda verbs: verbs.people(), lambda people: self.people.show_people(people, not standing.read_only), lane="people")

    def _machine(self) -> QWidget:
        frame, column = card(say("ui.settings.machine"))
        self._row(column, say("ui.settings.home"), ElideLabel(str(self._home), "body"))
        self._row(column, say("ui.settings.version"), ElideLabel(__version__, "body"))
        return frame

    def show_survey(self) -> None:
        """The survey that is open, its policy and who records."""
        standing = self._standing
        self.surveys.blockSignals(True)
        self.surveys.clear()
        for each in standing.surveys:
            self.surveys.addItem(each.name, each.id)
        self.surveys.blockSignals(False)
        if standing.survey is not None:
            self.surveys.choose(standing.survey.id)
            policy = standing.survey.policy
            self._policy.tell(next((policy_title(name) for pack, name, _ in standing.policies if pack == policy), policy))
        self.new_survey.setEnabled(not standing.read_only)
        self.surveys.updateGeometry()
        self._load_people()

    def show_palette(self) -> None:
        """The palette was changed elsewhere."""
        self.palette_choice.choose(theme.worn())
