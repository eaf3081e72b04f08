"""Quantity: minus, number with its unit, plus. It saves itself when it is left or stepped."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from surveyapp.domain.checks import check_field
from surveyapp.domain.field import decimal
from surveyapp.domain.fields import field_of
from surveyapp.ui import theme
from surveyapp.ui.form.controls import LeavingEdit
from surveyapp.ui.form.typed import decimal_text, likely, unit_words
from surveyapp.ui.widgets.buttons import IconButton
from surveyapp.ui.widgets.pick import Pick
from surveyapp.words import say

DEFAULT_UNIT = "spot"
_QUANTITY = field_of("defect", "quantity")
_QUANTITY_NUMBER = decimal("n", "", "0", "1000000")


class QuantityRow(QWidget):
    """`changed(n, unit)`: the number as decimal text, the unit's code. An emptied number is ("", "")."""

    changed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._less = IconButton("minus", say("ui.quantity.less"), framed=True)
        self._more = IconButton("plus", say("ui.quantity.more"), framed=True)
        self.number = LeavingEdit(64)
        self.number.setAccessibleName(say("ui.quantity.name"))
        self._unit = Pick(say("ui.quantity.unit"), widest=150)
        self._unit.least = 88
        for widget in (self._less, self.number, self._more, self._unit):
            row.addWidget(widget)
        row.addStretch(1)
        self._less.clicked.connect(lambda: self.step(-1))
        self._more.clicked.connect(lambda: self.step(1))
        self.number.left.connect(self._leave)
        self._unit.activated.connect(lambda _index: self._leave())
        self._stored = ("", "")

    def show_quantity(self, number: str, unit: str, units: Sequence[str]) -> None:
        """Show the quantity of the record, with the units that the catalogue gives its defect."""
        self._stored = (number, unit)
        self.number.give(number)
        known = list(dict.fromkeys([*units, *([unit] if unit else [])])) or [DEFAULT_UNIT]
        self._unit.blockSignals(True)
        self._unit.clear()
        for code in known:
            self._unit.addItem(unit_words(code), code)
        self._unit.blockSignals(False)
        self._unit.choose(unit or known[0])
        found = check_field(_QUANTITY, {"n": number, "unit": unit}) if number and _QUANTITY else ()
        strange = "; ".join(say(each.code, **each.facts) for each in found)
        self._mark("warn" if strange else "", strange)

    def _mark(self, state: str, words: str) -> None:
        theme.mark(self.number, "s", state)
        self.number.setToolTip(words)
        self.number.setAccessibleDescription(words)

    def hold(self, number: str, unit: str) -> None:
        """Show a quantity that is not stored: leaving it sends it again."""
        self.number.setText(number)
        if unit:
            self._unit.choose(unit)

    def step(self, by: int) -> None:
        """One more or one less, never below zero."""
        try:
            now = Decimal(decimal_text(self.number.text(), self._unit.value()) or "0")
        except InvalidOperation:
            now = Decimal(0)
        self.number.give(format(max(Decimal(0), now + by), "f"))
        self._leave()

    def settle(self) -> None:
        """Finish what is half typed."""
        self.number.settle()

    def _leave(self) -> None:
        number = decimal_text(self.number.text(), self._unit.value() or DEFAULT_UNIT) or ""
        try:
            fits = not number or Decimal(number) >= 0
        except InvalidOperation:
            fits = False
        if not fits:
            meant = likely(_QUANTITY_NUMBER, number)
            self._mark("err", say("ui.form.is_it", problem=say("ui.form.number"), value=meant) if meant else say("ui.form.number"))
            return
        unit = self._unit.value() if number else ""
        if (number, unit) != self._stored:
            self._stored = (number, unit)
            self.changed.emit(number, unit)
