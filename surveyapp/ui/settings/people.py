"""Who records: the inspectors of the survey, one tap each; and a new one. Two of one name stand with what tells them apart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from surveyapp.domain.walk_views import PersonLine
from surveyapp.ui import icons, theme
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.buttons import Painted, button, ring
from surveyapp.ui.widgets.labels import wrapped
from surveyapp.ui.widgets.text_line import TextLine
from surveyapp.words import say

_ROW, _COLUMNS = 44, 2


class PersonButton(Painted):
    """An inspector: chosen is the one who records now."""

    def __init__(self, person: PersonLine, digit: str) -> None:
        super().__init__(person.name)
        self._digit = digit
        self.person = person
        self._facts = person.told_apart or person.unit
        self.setCheckable(True)
        self.setChecked(person.at_work)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        state = say("ui.people.at_work") if person.at_work else ""
        self.setAccessibleName(" ".join(part for part in (person.name, self._facts, state) if part))

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(theme.font("strong")).horizontalAdvance(self.text())
        return QSize(min(px(320), px(44) + wide + px(12) + QFontMetrics(theme.font("dense")).horizontalAdvance(self._facts) + px(16)), px(_ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        chosen, radius = self.person.at_work, theme.size("radius")
        hovered = self.underMouse() and self.isEnabled()
        fill = "accent_tint" if chosen else "hover" if hovered else "surface"
        rect = self.frame(
            painter, fill, "accent" if chosen else "line_strong" if hovered else "line", radius, theme.chosen_line() if chosen else theme.hair()
        )
        icons.paint(painter, "check" if chosen else "person", px(12), (rect.height() - px(20)) / 2, px(20), "accent_text" if chosen else "text2")
        painter.setFont(theme.font("strong", bold=chosen))
        painter.setPen(theme.colour(("accent_text" if chosen else "text") if self.isEnabled() else "disabled"))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        wide = painter.fontMetrics().horizontalAdvance(self.text())
        painter.drawText(QRectF(px(42), 0, wide + 4, rect.height()), middle, self.text())
        painter.setFont(theme.font("dense"))
        painter.setPen(theme.colour("text2"))
        end = rect.width() - px(10)
        if self._digit:
            key, right = say("ui.people.key", digit=self._digit), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.setFont(theme.font("meta"))
            wanted = painter.fontMetrics().horizontalAdvance(key)
            painter.drawText(QRectF(end - wanted - 2, 0, wanted + 2, rect.height()), right, key)
            painter.setFont(theme.font("dense"))
            end -= wanted + px(6)
        room = end - px(52) - wide
        facts = painter.fontMetrics().elidedText(self._facts, Qt.TextElideMode.ElideRight, max(0, int(room)))
        painter.drawText(QRectF(px(42) + wide + px(10), 0, room, rect.height()), middle, facts)
        if self.hasFocus():
            ring(painter, rect, radius)


class PeopleBox(QWidget):
    """`person_wanted(record)` by one tap, `new_wanted(name, unit, telephone)`."""

    person_wanted = Signal(str)
    new_wanted = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[PersonButton] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        column.addLayout(self._rows)
        adding = QHBoxLayout()
        adding.setSpacing(8)
        self.name, self.unit, self.phone = TextLine(), TextLine(), TextLine()
        for edit, code in ((self.name, "ui.people.name"), (self.unit, "ui.people.unit"), (self.phone, "craft.people.phone")):
            edit.setPlaceholderText(say(code))
            edit.setAccessibleName(say(code))
            edit.setMaxLength(30)
            edit.setMinimumWidth(px(80))
            edit.returnPressed.connect(self._add)
            adding.addWidget(edit, 1)
        self.add = button(say("ui.people.add"), "", "plus", self._add)
        adding.addWidget(self.add)
        column.addLayout(adding)
        column.addWidget(wrapped(say("ui.people.hint"), "meta"))

    def show_people(self, people: Sequence[PersonLine], writes: bool) -> None:
        """Show the inspectors, two in a row; the first nine carry a digit."""
        for each in self.buttons:
            each.hide()
            each.deleteLater()
        while self._rows.takeAt(0) is not None:
            pass
        self.buttons = [PersonButton(person, str(at) if at <= 9 else "") for at, person in enumerate(people, 1)]
        for at in range(0, len(self.buttons), _COLUMNS):
            row = QHBoxLayout()
            row.setSpacing(8)
            for each in self.buttons[at : at + _COLUMNS]:
                each.setEnabled(writes)
                each.clicked.connect(lambda _checked=False, record=each.person.record: self.person_wanted.emit(record))
                row.addWidget(each, 1)
            row.addStretch(max(0, _COLUMNS - len(self.buttons[at : at + _COLUMNS])))
            self._rows.addLayout(row)
        for widget in (self.name, self.unit, self.phone, self.add):
            widget.setEnabled(writes)

    def _add(self) -> None:
        name = self.name.text().strip()
        if name:
            self.new_wanted.emit(name, self.unit.text().strip(), self.phone.text().strip())
            for edit in (self.name, self.unit, self.phone):
                edit.clear()

    def press(self, key: str) -> bool:
        """The digit that an inspector carries. Answers whether there is one."""
        at = "123456789".find(key) if key else -1
        if not 0 <= at < len(self.buttons) or not self.buttons[at].isEnabled():
            return False
        self.buttons[at].click()
        return True
