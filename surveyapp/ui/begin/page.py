"""First run: name the survey, choose the policy, say who records. Three fields and one button; then the walk begins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from surveyapp.domain.laptop import SAMPLE_MARK
from surveyapp.ui.begin.receive_part import ReceivePart
from surveyapp.ui.begin.try_out import TryOut
from surveyapp.ui.standing import Standing
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import policy_title
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.frames import card, scrolled
from surveyapp.ui.widgets.labels import label, wrapped
from surveyapp.ui.widgets.pick import Pick
from surveyapp.ui.widgets.text_line import TextLine
from surveyapp.words import say

_MAIN, _BESIDE, _GAP = 560, 360, 12


class BeginPage(QWidget):
    """`begun(name, policy, inspector)`."""

    begun = Signal(str, str, str)

    def __init__(self, standing: Standing, home: Path) -> None:
        super().__init__()
        self._statuses: dict[str, str] = {}
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QWidget()
        outer = QVBoxLayout(inside)
        outer.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        frame, column = card()
        frame.setFixedWidth(px(_MAIN))
        column.addWidget(label(say("ui.begin.title"), "page"))
        column.addWidget(wrapped(say("ui.begin.what"), "dense"))
        column.addSpacing(8)
        self.name = self._field(column, "ui.begin.name", "ui.begin.name_hint")
        column.addWidget(label(say("ui.begin.policy"), "strong"))
        self.policy = Pick(say("ui.begin.policy"), widest=400)
        self.policy.folds = True  # documents of one place differ in how their names end
        self.policy.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.policy.currentIndexChanged.connect(lambda _index: self._tell_status())
        column.addWidget(self.policy)
        self._status = wrapped(say("ui.begin.policy_hint"), "meta")
        column.addWidget(self._status)
        self.inspector = self._field(column, "ui.begin.inspector", "ui.begin.inspector_hint")
        column.addSpacing(8)
        foot = QHBoxLayout()
        self._why = label(say("ui.begin.why_not"), "dense")
        foot.addWidget(self._why)
        foot.addStretch(1)
        self.go = button(say("ui.begin.go"), "primary", pressed=self._go)
        self.go.setMinimumWidth(px(120))
        foot.addWidget(self.go)
        column.addLayout(foot)
        self.receive, self.try_out = ReceivePart(standing), TryOut(standing.errands, home)
        beside = QVBoxLayout()
        beside.setSpacing(12)
        for each in (self.receive, self.try_out):
            beside.addWidget(each)
        beside.addStretch(1)
        self._stack = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._stack.setSpacing(12)
        self._stack.addWidget(frame)
        self._stack.addLayout(beside)
        if (home / SAMPLE_MARK).exists():
            self.receive.hide()
            self.try_out.hide()
        middle.addLayout(self._stack)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)
        scroll = scrolled(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        for edit in (self.name, self.inspector):
            edit.textChanged.connect(lambda _text: self._check())
            edit.returnPressed.connect(self._go)
        self._check()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The other ways to begin stand beside the first one, or below it where there is no room."""
        super().resizeEvent(event)
        fits = self.width() >= px(_MAIN) + px(_BESIDE) + 3 * _GAP
        self._stack.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
        for each in (self.receive, self.try_out):
            each.setFixedWidth(px(_BESIDE if fits else _MAIN))

    def _field(self, column: QVBoxLayout, name: str, hint: str) -> TextLine:
        title = label(say(name), "strong")
        edit = TextLine()
        edit.setMaxLength(60)
        edit.setPlaceholderText(say(hint))
        edit.setAccessibleName(say(name))
        title.setBuddy(edit)
        column.addWidget(title)
        column.addWidget(edit)
        return edit

    def show_policies(self, policies: Sequence[tuple[str, str, str]], status_words: Sequence[str]) -> None:
        """Offer the packs, each with whether its document is in force."""
        self._statuses = {pack: words for (pack, _, _), words in zip(policies, status_words, strict=True)}
        self.policy.clear()
        for pack, name, _status in policies:
            self.policy.addItem(policy_title(name), pack)
        self._check()

    def _tell_status(self) -> None:
        status = self._statuses.get(self.policy.value(), "")
        hint = say("ui.begin.policy_hint")
        self._status.setText(say("ui.begin.status", status=status, hint=hint) if status else hint)

    def ready(self) -> None:
        """The page came to the front: the first field waits for the name."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.receive.ready()

    def _check(self) -> None:
        fits = bool(self.name.text().strip() and self.inspector.text().strip() and self.policy.count())
        self.go.setEnabled(fits)
        self._why.setVisible(not fits)

    def _go(self) -> None:
        if self.go.isEnabled():
            self.go.setEnabled(False)
            self.begun.emit(self.name.text().strip(), self.policy.value(), self.inspector.text().strip())

    def again(self) -> None:
        """It could not be begun: what was typed stays, the button works again."""
        self._check()
