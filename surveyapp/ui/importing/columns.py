"""What each column is: its head, what stands below it, and a choice of meanings. Words that fit several choices are asked about here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from surveyapp.domain.fields import field_of
from surveyapp.domain.sheets.heads import ColumnUse, keyed, to_json
from surveyapp.domain.sheets.look import Look, Question
from surveyapp.domain.sheets.table import column_name
from surveyapp.domain.views import CommunityLine
from surveyapp.ui.form.typed import choice_words
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.frames import card
from surveyapp.ui.widgets.labels import ElideLabel, IconMark, label
from surveyapp.ui.widgets.pick import Pick
from surveyapp.ui.widgets.turns import Turns
from surveyapp.words import say

_LETTER, _HEAD, _TARGET = 36, 210, 250
_KINDS = ("building", "community", "plan_entry", "interview")
_LEAVE = "-"
"""The decision that a word means nothing that we hold: its cells are left empty."""


class Columns(QScrollArea):
    """`decided(mapping)`: the whole mapping as JSON after a person's choice; `within_wanted(name)`."""

    decided = Signal(object)
    within_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._look: Look | None = None
        self._picks: dict[str, Pick] = {}
        self._questions: dict[tuple[str, str], Pick] = {}
        self._turns = Turns(self)
        self.within: Pick | None = None

    def show_look(self, look: Look, questions: Sequence[Question], targets: Sequence[tuple[str, str]], communities: Sequence[CommunityLine]) -> None:
        """Show the columns of a table, with the place of the scroll kept."""
        kept = self.verticalScrollBar().value()
        self._look, self._picks, self._questions = look, {}, {}
        self._turns.drop()
        self._turns.deleteLater()
        inside = QWidget()
        inside.setObjectName("inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(12)
        self.setWidget(inside)  # first: what is put into a window later is polished once more
        column.addStretch(1)
        cards: list[Callable[[], object]] = (
            [partial(self._within_card, column, look, communities)] if look.mapping.column("community.name") is None else []
        )
        cards += [partial(self._question_card, column, look, questions)] if questions or look.mapping.choices else []
        cards += [partial(self._column_card, column, look, self._model(targets)), lambda: self.verticalScrollBar().setValue(kept)]
        self._turns = Turns(self, *cards)
        inside.show()

    @property
    def picks(self) -> dict[str, Pick]:
        """What each column means. The cards come one a turn of the event loop; who needs them sooner has them at once."""
        self._turns.finish()
        return self._picks

    @property
    def questions(self) -> dict[tuple[str, str], Pick]:
        """What each word that was not understood means."""
        self._turns.finish()
        return self._questions

    def ask_words(self) -> None:
        """Bring the first word that nobody has decided yet into sight, with the focus on its choice."""
        pick = next((pick for pick in self.questions.values() if not pick.value()), None)
        if pick is not None:
            self.ensureWidgetVisible(pick, 0, px(60))
            pick.setFocus(Qt.FocusReason.OtherFocusReason)

    def _model(self, targets: Sequence[tuple[str, str]]) -> QStandardItemModel:
        """One list of meanings for all columns."""
        model = QStandardItemModel(self)
        for target, words in (("", say("import.unused")), *targets):
            item = QStandardItem(words)
            item.setData(target, Qt.ItemDataRole.UserRole)
            model.appendRow(item)
        return model

    def _column_card(self, outer: QVBoxLayout, look: Look, model: QStandardItemModel) -> None:
        frame, column = card(say("importing.columns"), say("importing.columns_scope"))
        outer.insertWidget(outer.count() - 1, frame)
        column.setSpacing(6)
        for key, use in keyed(look.mapping.columns).items():
            column.addLayout(self._row(key, use, look.samples.get(use.at, ()), model))

    def _row(self, key: str, use: ColumnUse, samples: Sequence[str], model: QStandardItemModel) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        letter = label(column_name(use.at), "dense")
        letter.setFixedWidth(px(_LETTER))
        head = ElideLabel(use.head, "strong")
        head.setFixedWidth(px(_HEAD))
        held = ElideLabel(say("importing.join").join(samples), "dense")
        pick = Pick(say("importing.means", head=use.head), widest=_TARGET)
        pick.setFixedWidth(px(_TARGET))
        pick.setModel(model)
        pick.choose(use.target)
        pick.activated.connect(lambda _index: self._decide())
        self._picks[key] = pick
        mark = IconMark("" if use.sure or not use.target else "question", "warn", 18)
        mark.setToolTip(say("importing.guess"))
        unit = label(use.unit, "meta")
        unit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        unit.setFixedWidth(px(64))
        row.addWidget(letter)
        row.addWidget(head)
        row.addWidget(held, 1)
        row.addWidget(unit)
        row.addWidget(mark)
        row.addWidget(pick)
        return row

    def _question_card(self, outer: QVBoxLayout, look: Look, questions: Sequence[Question]) -> None:
        frame, column = card(say("importing.questions"), say("importing.questions_scope"))
        outer.insertWidget(outer.count() - 1, frame)
        decided = [Question(field, "", text, 0) for field, words in look.mapping.choices.items() for text in words]
        known = {(each.field, each.text) for each in questions}
        for question in (*questions, *(each for each in decided if (each.field, each.text) not in known)):
            column.addLayout(self._question(question, look.mapping.choices))

    def _question(self, question: Question, choices: Mapping[str, Mapping[str, str]]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        text = ElideLabel(say("importing.question", field=_field_words(question.field), text=question.text), "strong")
        text.setFixedWidth(px(_LETTER) + px(_HEAD) + 8)
        cells = label(say("importing.cells", count=question.cells) if question.cells else "", "dense")
        pick = Pick(say("importing.question_name", text=question.text), widest=_TARGET)
        pick.setFixedWidth(px(_TARGET))
        pick.addItem(say("importing.undecided"), "")
        for value in _choices_of(question.field):
            pick.addItem(choice_words(question.field, value), value)
        pick.addItem(say("importing.leave_empty"), _LEAVE)
        pick.choose(choices.get(question.field, {}).get(question.text, ""))
        pick.activated.connect(lambda _index: self._decide())
        self._questions[(question.field, question.text)] = pick
        row.addWidget(text)
        row.addWidget(cells)
        row.addStretch(1)
        for each in _asked(pick):
            row.addWidget(each)
        row.addWidget(pick)
        return row

    def _within_card(self, outer: QVBoxLayout, look: Look, communities: Sequence[CommunityLine]) -> None:
        frame, column = card(say("importing.within"), say("importing.within_scope"))
        outer.insertWidget(outer.count() - 1, frame)
        self.within = Pick(say("importing.within"), widest=360)
        self.within.addItem(say("importing.undecided"), "")
        for each in communities:
            self.within.addItem(each.name, each.name)
        self.within.choose(look.within)
        pick = self.within
        pick.activated.connect(lambda _index: self.within_wanted.emit(pick.value()))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(pick)
        for mark in _asked(pick):
            row.addWidget(mark)
        row.addStretch(1)
        column.addLayout(row)

    def _decide(self) -> None:
        """Say the whole mapping, as it stands in the choices."""
        look = self._look
        assert look is not None
        told = to_json(look.mapping)
        units = {key: use.unit for key, use in keyed(look.mapping.columns).items()}
        choices: dict[str, dict[str, str]] = {}
        for (field, text), pick in self.questions.items():
            if pick.value():
                choices.setdefault(field, {})[text] = pick.value()
        columns = {key: {"to": pick.value(), "unit": units[key]} for key, pick in self.picks.items()}
        self.decided.emit({**told, "columns": columns, "choices": choices})


def _asked(pick: Pick) -> tuple[QWidget, ...]:
    """What stands beside a choice that nobody has made yet: it keeps its lines from being written, so it is marked as what is wrong."""
    if pick.value():
        return ()
    pick.state = "err"
    return (IconMark("err", "err", 18), label(say("importing.undecided_stops"), "dense", "err"))


def _field_words(name: str) -> str:
    """What the screens call a field, of whichever kind of record has it."""
    kinds = (kind for kind in _KINDS if field_of(kind, name) is not None)
    return say(f"field.{next(kinds, 'building')}.{name}")


def _choices_of(name: str) -> tuple[str, ...]:
    """The choices of a field, of whichever kind of record has it."""
    fields = (field_of(kind, name) for kind in _KINDS)
    return next((field.choices for field in fields if field is not None and field.choices), ())
