"""A row of the form: label, control or two, and the message to the right, so that rows never jump."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from surveyapp.domain.canonical import Value
from surveyapp.domain.fields import Field
from surveyapp.domain.views import FieldView, HistoryLine
from surveyapp.errors import Finding
from surveyapp.ui import theme
from surveyapp.ui.form.controls import Control, control_for
from surveyapp.ui.form.typed import draft_words, likely, meant_by, problems, shown_value
from surveyapp.ui.moments import clock
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import ElideLabel, IconMark, label
from surveyapp.words import say

SAVED_SHOWN_MS = 2000
_GAP = 8
"""Between label, controls and message."""


class FormRow(QWidget):
    """One or two fields. `save_wanted(name, value)` only for values that may be stored; the impossible stays here as a draft, which `drafted`
    tells, as it does when the draft has gone. `half_typed(name, text)` while words are typed; None when they are stored, or as they were.
    `conflict_wanted()`: see base, mine and theirs side by side.
    """

    save_wanted = Signal(str, object)
    entered = Signal(str)
    drafted = Signal()
    conflict_wanted = Signal()
    half_typed = Signal(str, object)

    def __init__(self, kind: str, fields: Sequence[Field], label_width: int) -> None:
        super().__init__()
        self._kind = kind
        self._spoken_of = ""
        self._views: dict[str, FieldView] = {}
        self._drafts: dict[str, tuple[Value, str]] = {}
        self._findings: dict[str, Finding] = {}
        self._fields = {field.name: field for field in fields}
        self._given_back: set[str] = set()
        names = [say(f"field.{kind}.{field.name}") for field in fields]
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        lines.addLayout(row)
        title = label(" / ".join(names), "dense")
        title.setFixedWidth(label_width)
        title.setWordWrap(theme.text_size() > 100)
        self.title = title
        row.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        title.setFixedHeight(px(40))
        self.controls: dict[str, Control] = {}
        for field, name in zip(fields, names, strict=True):
            self._add_control(row, field, name, paired=len(fields) > 1)
        title.setBuddy(next(iter(self.controls.values())))
        self._icon = IconMark("", "warn")
        self._message = ElideLabel(role="dense")
        self._choices = QWidget()
        self._choice_row = QHBoxLayout(self._choices)
        self._choice_row.setContentsMargins(label_width + 8, 0, 0, 0)
        self._row = row
        self._meant: QPushButton | None = None
        row.addSpacing(2)
        row.addWidget(self._icon)
        row.addWidget(self._message)
        row.addStretch(1)
        lines.addWidget(self._choices)
        self._choices.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tell)

    def _add_control(self, row: QHBoxLayout, field: Field, name: str, paired: bool) -> None:
        control = control_for(field, name, paired)
        control.left.connect(lambda value, each=field: self._leave(each, value))
        control.finished.connect(self.try_again)
        control.entered.connect(lambda each=field.name: self.entered.emit(each))
        control.half_typed.connect(lambda text, each=field.name: self._type(each, text))
        self.controls[field.name] = control
        row.addWidget(control)

    def show_views(self, views: Mapping[str, FieldView], findings: Sequence[Finding], drafts: Mapping[str, tuple[Value, str]]) -> None:
        """Show what is stored, what the checks say of it, and drafts that could not be stored."""
        self._views = {name: views[name] for name in self.controls if name in views}
        self._drafts = {name: self._told_of(name, *drafts[name]) for name in self.controls if name in drafts}
        self._findings = {found.where: found for found in reversed(findings) if found.where in self.controls}
        self._given_back = set()
        for name, control in self.controls.items():
            view = self._views.get(name)
            control.show_value(view.value if view else None)
            if name in self._drafts:
                control.show_draft(self._drafts[name][0])
        self._timer.stop()
        self._tell()

    def _told_of(self, name: str, value: Value, words: str) -> tuple[Value, str]:
        """A draft with its words: what the record says may be something else by now."""
        field, view = self._fields[name], self._views.get(name)
        return value, draft_words(self._kind, field, value, view.value if view else None) if problems(field, value) else words

    def give_back(self, texts: Mapping[str, str]) -> None:
        """Words that were half typed and never stored, by field: they stand in their fields again, and it is said that they are not saved."""
        for name in [name for name in self.controls if name in texts]:
            if self.controls[name].give_back(texts[name]):
                self._given_back.add(name)
            elif name not in self._drafts:
                self.half_typed.emit(name, None)
        if self._given_back:
            self._tell()

    def _type(self, name: str, text: str | None) -> None:
        if text is None and name in self._drafts:  # as it was, but that was never stored
            text = self.controls[name].typed()
        self.half_typed.emit(name, text)
        if text is None and name in self._given_back:
            self._given_back.discard(name)
            self._tell()

    def drafts(self) -> Mapping[str, tuple[Value, str]]:
        """What was typed here and could not be stored, with the reason in words."""
        return self._drafts

    def keep(self, name: str, value: Value) -> None:
        """A value that the disk refused: it stays where it was typed, told as not saved, and is sent again when the field is left or settled."""
        self._drafts[name] = (value, say("ui.form.refused"))
        self.controls[name].show_draft(value)
        self._tell()
        self.drafted.emit()
        if self.controls[name].typed():
            self.half_typed.emit(name, self.controls[name].typed())

    def settle(self) -> None:
        """Finish what is half typed in any of the fields, and try again what the disk refused."""
        for control in self.controls.values():
            control.settle()
        self.try_again()

    def try_again(self) -> None:
        """Send again what the disk refused. What can never be stored stays."""
        for name, (value, _words) in list(self._drafts.items()):
            if not problems(self.controls[name].field, value):
                self._leave(self.controls[name].field, value)

    def tell_saved(self, wall: str) -> None:
        """Say for two seconds that it is saved: called after the commit, never before."""
        if self._drafts:
            return
        self._say("check", "ok", say("ui.form.saved", time=clock(wall)))
        self._timer.start(SAVED_SHOWN_MS)

    def speak(self, name: str) -> None:
        """The panel beside the form speaks of this field: a line before it says so. None where it is not of this row."""
        self._spoken_of = name if name in self.controls else ""
        self.update()

    @property
    def spoken_of(self) -> str:
        """The field of this row that the panel beside the form speaks of, "" for none."""
        return self._spoken_of

    def line_rect(self) -> QRect:
        """Where the line stands: in the middle of the gap before the field spoken of; empty where none is."""
        if not self._spoken_of:
            return QRect()
        left = self.controls[self._spoken_of].x() - (_GAP + px(3)) // 2
        return QRect(left, px(8), px(3), px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.line_rect(), theme.colour("accent"))

    def message(self) -> str:
        """What stands to the right of the controls now."""
        return self._message.whole()

    def _leave(self, field: Field, value: Value) -> None:
        self._given_back.discard(field.name)
        if problems(field, value):
            self._drafts[field.name] = self._told_of(field.name, value, "")
            self._tell()
            self.drafted.emit()
            return
        if self._drafts.pop(field.name, None) is not None:
            self.drafted.emit()
        if self._timer.isActive():  # what stands there was said of the value before
            self._timer.stop()
            self._tell()
        self.save_wanted.emit(field.name, value)
        self.half_typed.emit(field.name, None)

    def _tell(self) -> None:
        """The gravest thing that is to be said: an impossible draft, a conflict, something missing, a warning, or nothing."""
        self._clear_choices()
        for name, control in self.controls.items():
            control.mark("err" if name in self._drafts else "warn" if name in self._given_back or self._is_doubtful(name) else "")
        for name, (value, words) in self._drafts.items():
            self._say("err", "err", words)
            self._propose(name, value)
            return
        if self._given_back:
            self._say("pen", "warn", say("form.given_back"))
            return
        for name, view in self._views.items():
            if view.state == "conflict":
                self._say("split", "warn", say("ui.form.conflict"))
                self._offer(name, view.heads)
                return
            if view.state == "waiting":
                self._say("clock", "warn", say("ui.form.waiting"))
                return
        for found in self._findings.values():
            self._say("warn", "warn", say(found.code, **found.facts))
            return
        self._say("", "quiet", self._hint())

    def _is_doubtful(self, name: str) -> bool:
        view = self._views.get(name)
        return name in self._findings or (view is not None and view.state != "settled")

    def _hint(self) -> str:
        return say("ui.form.hint_safety") if "safety" in self.controls else ""

    def _say(self, icon: str, state: str, words: str) -> None:
        self._icon.become(icon, {"ok": "accent_text", "quiet": "text3"}.get(state, state))
        self._icon.setVisible(bool(icon))
        self._message.tell(words, state)

    def _offer(self, name: str, heads: Sequence[HistoryLine]) -> None:
        """Both values with their authors: pressing one settles it. Beside them the way to what stood before, when and on which laptop."""
        for head in heads:
            words = say("ui.form.pick", value=shown_value(self._kind, name, head.value), author=head.author_name)
            choice = button(words, "small", pressed=partial(self.save_wanted.emit, name, head.value))
            choice.setAccessibleName(words)
            self._choice_row.addWidget(choice)
        beside = button(say("bulkmend.form.beside"), "link", pressed=self.conflict_wanted.emit)
        beside.setAccessibleName(say("bulkmend.form.beside_of", field=say(f"field.{self._kind}.{name}")))
        self._choice_row.addWidget(beside)
        self._choice_row.addStretch(1)
        self._choices.show()

    def _propose(self, name: str, value: Value) -> None:
        """What was probably meant, to be taken by pressing it; behind the message, so that no row below moves."""
        field = self._fields[name]
        meant = meant_by(field, value)
        if meant is None:
            return
        words = say("ui.form.take", value=likely(field, value))
        self._meant = button(words, "small", pressed=partial(self._leave, field, meant))
        self._meant.setAccessibleName(words)
        self._row.insertWidget(self._row.count() - 1, self._meant)

    def _clear_choices(self) -> None:
        self._choices.hide()
        if self._meant is not None:
            self._row.removeWidget(self._meant)
            self._meant.hide()
            self._meant.deleteLater()
            self._meant = None
        while (item := self._choice_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
