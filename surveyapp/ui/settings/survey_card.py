"""调查: which survey is open, by which document it is judged, and on which day that document is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from surveyapp.domain.laptop import Basis
from surveyapp.domain.views import SurveyLine
from surveyapp.ui.form.controls import LeavingEdit
from surveyapp.ui.settings.paper import Paper
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import policy_title
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import wrapped
from surveyapp.ui.widgets.pick import Pick
from surveyapp.words import say

_STATUS = {"in_force": "ok", "draft": "warn", "expired": "err", "not_yet": "warn"}


class SurveyCard(Paper):
    """`survey_wanted(id)`, `new_survey_wanted()`, `import_wanted()`, `policy_wanted(pack)`, `day_wanted(ISO day, "" for today)`."""

    survey_wanted = Signal(str)
    new_survey_wanted = Signal()
    import_wanted = Signal()
    policy_wanted = Signal(str)
    day_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(say("ui.settings.survey"), say("craft.basis.scope"))
        self.surveys = Pick(say("ui.settings.survey"), widest=300)
        self.surveys.least = px(120)
        self.surveys.activated.connect(lambda _index: self.survey_wanted.emit(self.surveys.value()))
        self.new_survey = button(say("ui.settings.new_survey"), "", "plus", self.new_survey_wanted.emit)
        self.row(say("ui.settings.open_survey"), self.surveys, self.new_survey)
        self.policy = Pick(say("ui.settings.policy"), widest=420)
        self.policy.least = px(140)
        self.policy.folds = True
        self.policy.activated.connect(lambda _index: self.policy_wanted.emit(self.policy.value()))
        self.row(say("ui.settings.policy"), self.policy, stretch=False)
        self.day = LeavingEdit(px(132))
        self.day.setPlaceholderText(say("craft.basis.today"))
        self.day.setAccessibleName(say("craft.basis.day"))
        self.day.left.connect(lambda: self.day_wanted.emit(self.day.text().strip()))
        self.status = wrapped("", "dense")
        self.under(self.status)
        self.row(say("craft.basis.day"), self.day)
        self.tables = button(say("importing.settings_open"), "", "table", self.import_wanted.emit)
        self.row(say("importing.settings"), self.tables)

    def show_surveys(self, surveys: Sequence[SurveyLine], chosen: SurveyLine | None, policies: Sequence[tuple[str, str, str]], writes: bool) -> None:
        """What there is to choose, and what is chosen."""
        for pick, entries in (
            (self.surveys, [(each.id, each.name) for each in surveys]),
            (self.policy, [(p, policy_title(n)) for p, n, _ in policies]),
        ):
            pick.blockSignals(True)
            pick.clear()
            for value, words in entries:
                pick.addItem(words, value)
            pick.blockSignals(False)
            pick.updateGeometry()
        if chosen is not None:
            self.surveys.choose(chosen.id)
            self.policy.choose(chosen.policy)
        for control in (self.new_survey, self.policy, self.day):
            control.setEnabled(writes)

    def show_basis(self, basis: Basis) -> None:
        """The document, the day, and how the document stands on it."""
        self.policy.choose(basis.policy)
        self.day.give(basis.as_of)
        span = say("craft.basis.span", starts=basis.starts or "—", ends=basis.ends) if basis.ends else say("craft.basis.no_end")
        self.status.setText(say("craft.basis.status", status=say(f"ui.document.{basis.status}"), span=span))
        self.status.setProperty("s", _STATUS.get(basis.status, "warn"))
        self.status.style().unpolish(self.status)
        self.status.style().polish(self.status)
