"""The two lists beside the table, filled: what to look at, with the place each finding leads to; and what was deleted, with the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from surveyapp.domain.review import Flaw, HiddenLine
from surveyapp.ui.review.ask_join import AskJoin
from surveyapp.ui.review.lists import FlawList, HiddenList
from surveyapp.ui.standing import Standing


class Findings(QObject):
    """`defect_wanted(stream, record)`: show it in the table; `conflict_wanted(flaw)`: settle it;
    `passed(flaw)`: F7 came by a finding; `field_wanted(stream, record, field)`;
    `photos_wanted(stream)`; `record_wanted(stream, building, record)`; `undelete_wanted(line)`; `join_wanted(duplicate, into)`;
    `flaws_counted(count)`, `hidden_counted(count)`; `failed(problem)`."""

    defect_wanted = Signal(str, str)
    conflict_wanted = Signal(object)
    passed = Signal(object)
    field_wanted = Signal(str, str, str)
    photos_wanted = Signal(str)
    record_wanted = Signal(str, str, str)
    undelete_wanted = Signal(object)
    join_wanted = Signal(str, str)
    flaws_counted = Signal(int)
    hidden_counted = Signal(int)
    failed = Signal(object)

    def __init__(self, standing: Standing, page: QWidget) -> None:
        super().__init__(page)
        self._standing, self._page = standing, page
        self.flaws, self.hidden = FlawList(), HiddenList()
        self.flaws.flaw_wanted.connect(self._take_flaw)
        self.hidden.line_wanted.connect(self._take_hidden)

    @cached_property
    def ask_join(self) -> AskJoin:
        """The panel that asks whether two of one name are one: made when it is first needed."""
        made = AskJoin(self._page)
        made.look_wanted.connect(self.go_to)
        made.join_wanted.connect(self.join_wanted)
        return made

    def load_flaws(self, then: Callable[[], None] | None = None) -> None:
        """Fetch the findings."""

        def home(told: tuple[Mapping[str, int], tuple[Flaw, ...]]) -> None:
            self.flaws.show_flaws(*told)
            self.flaws_counted.emit(sum(told[0].values()))
            if then:
                then()

        self._standing.errands.ask(lambda verbs: verbs.flaws(), home, self.failed.emit, lane="review:flaws", aside=True)

    def load_hidden(self) -> None:
        """Fetch what was deleted, and what lost its building."""

        def home(told: tuple[tuple[HiddenLine, ...], tuple[HiddenLine, ...]]) -> None:
            self.hidden.show_hidden(*told)
            self.hidden_counted.emit(len(told[0]) + len(told[1]))

        self._standing.errands.ask(lambda verbs: (verbs.hidden(), verbs.unowned()), home, self.failed.emit, lane="review:hidden", aside=True)

    def step(self, by: int) -> None:
        """The next finding, or the previous one."""
        flaw = self.flaws.step(by)
        if flaw is not None:
            self.passed.emit(flaw)

    def _take_hidden(self, line: HiddenLine, is_deleted: bool) -> None:
        if is_deleted and not self._standing.read_only:
            self.undelete_wanted.emit(line)
        elif line.kind == "defect":
            self.record_wanted.emit(line.stream, "", line.record)

    def _take_flaw(self, flaw: Flaw) -> None:
        """Two of one name may be one: ask. A conflict is settled beside the list. Of everything else there is a place to go to."""
        if flaw.sort == "conflict":
            self.conflict_wanted.emit(flaw)
        elif flaw.twin and not self._standing.read_only:
            self.ask_join.ask(flaw)
        else:
            self.go_to(flaw)

    def go_to(self, flaw: Flaw) -> None:
        """Where a finding is: a defect in the table, everything else in the walk, on its field."""
        if flaw.kind == "defect":
            self.defect_wanted.emit(flaw.stream, flaw.record)
        elif flaw.kind == "photo":
            self.photos_wanted.emit(flaw.stream)
        else:
            self.field_wanted.emit(flaw.stream, flaw.record if flaw.kind == "building" else "", flaw.field)
