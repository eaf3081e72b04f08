"""Import: choose or drop a table, say what its columns are, look at everything that was found, and write it as one act. Nothing is modal."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from surveyapp.domain.sheets.changes import Change
from surveyapp.domain.sheets.heads import KINDS, ROSTER, to_json
from surveyapp.domain.sheets.look import WORD_CODES, Look, LookWith, Question
from surveyapp.domain.views import Changed
from surveyapp.errors import Cancelled, Finding, SurveyError
from surveyapp.ui import theme
from surveyapp.ui.importing.columns import Columns
from surveyapp.ui.importing.dropped import SUFFIXES
from surveyapp.ui.importing.lists import Head, LineList, grouped
from surveyapp.ui.importing.sheet_view import SheetView
from surveyapp.ui.importing.tick import Tick
from surveyapp.ui.moments import clock
from surveyapp.ui.standing import Standing
from surveyapp.ui.theme import px
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.widgets.buttons import IconButton, button
from surveyapp.ui.widgets.frames import Empty, card, foot_bar
from surveyapp.ui.widgets.labels import ElideLabel, IconMark
from surveyapp.ui.widgets.pick import Pick
from surveyapp.ui.widgets.segmented import Segmented
from surveyapp.ui.widgets.split import Split
from surveyapp.words import say

COLUMNS, FINDINGS, CHANGES = "columns", "findings", "changes"
TABS = (COLUMNS, FINDINGS, CHANGES)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A look with what the page needs of it, counted on the worker thread."""

    look: Look
    targets: tuple[tuple[str, str], ...]
    changes: Sequence[Change | Head]
    counts: Mapping[tuple[str, str], int]
    writes: int
    wrong: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]


def _seen(look: Look, targets: tuple[tuple[str, str], ...]) -> _Seen:
    order = {"new": 0, "changed": 1, "same": 2}
    changes = grouped(sorted(look.changes, key=lambda each: order[each.status]))
    return _Seen(look, targets, changes, look.counted(), look.writes, look.wrong, (*look.wrong, *look.odd), tuple(look.questions))


def _undecided(wrong: tuple[Finding, ...]) -> int:
    """How many of the errors are settled by saying what a word means."""
    return sum(each.code in WORD_CODES for each in wrong)


class ImportPage(QWidget):
    """`failed(SurveyError)`, `told(words)` for the undo bar, `finished()` after a table was written, `back_wanted()`: to where one came from."""

    failed = Signal(object)
    told = Signal(str)
    finished = Signal()
    back_wanted = Signal()
    _moved = Signal(int, int)

    def __init__(self, standing: Standing, home: Path) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._standing, self._exports = standing, home / "exports"
        self._path = Path()
        self._asked = LookWith()
        self._stop = threading.Event()
        self._seen: _Seen | None = None
        self.busy = False
        whole, outer = QVBoxLayout(self), QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.setSpacing(12)
        outer.addWidget(self._file_card())
        outer.addLayout(self._tab_row())
        self._stack = QStackedWidget()
        self._empty = Empty("table", say("importing.nothing"), say("importing.nothing_todo"))
        self.columns, self.found, self.changes, self.sheet = (
            Columns(),
            LineList(say("importing.found"), lines=2),
            LineList(say("importing.changes"), lines=0),
            SheetView(),
        )
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.columns)
        self._stack.addWidget(self._split())
        outer.addWidget(self._stack, 1)
        whole.addLayout(outer, 1)
        whole.addWidget(self._foot())
        self._connect()
        self._show()

    @property
    def look(self) -> Look | None:
        """The table that lies on the page."""
        return self._seen.look if self._seen else None

    def _file_card(self) -> QWidget:
        frame, column = card()
        row = QHBoxLayout()
        row.setSpacing(12)
        self.back = IconButton("left", say("annotation.back"), framed=True)
        self.back.clicked.connect(self.back_wanted)
        row.addWidget(self.back)
        row.addWidget(IconMark("table", "text2", 22))
        words = QVBoxLayout()
        words.setSpacing(0)
        self._name, self._facts = ElideLabel(say("importing.title"), "card"), ElideLabel(say("importing.title_scope"), "dense")
        words.addWidget(self._name)
        words.addWidget(self._facts)
        row.addLayout(words, 1)
        self.sheets = Pick(say("importing.sheet_choice"), widest=200)
        self.kind = Segmented([(each, say(f"importing.kind.{each}")) for each in KINDS])
        self.kind.choose(ROSTER)
        self.template = button(say("importing.template"), "", "table", self.write_template)
        self.choose = button(say("importing.choose"), "", "folder", self._choose_file)
        for each in (self.sheets, self.kind, self.template, self.choose):
            row.addWidget(each)
        column.addLayout(row)
        return frame

    def _tab_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.tabs = Segmented([(each, say(f"importing.tab.{each}", count=0)) for each in TABS])
        self.tabs.choose(COLUMNS)
        self.only_empty = Tick(say("importing.only_empty"))
        self.only_empty.setToolTip(say("importing.only_empty_why"))
        self._busy_words = ElideLabel("", "dense")
        row.addWidget(self.tabs)
        row.addWidget(self._busy_words, 1)
        self.halt = button(say("importing.stop"), "small", "close", self.stop)
        self.halt.hide()
        row.addWidget(self.halt)
        row.addWidget(self.only_empty)
        return row

    def _split(self) -> QWidget:
        """The list at the left, the sheet at the right, so that what is read about is seen where it stands."""
        split = Split()
        left, column = card()
        column.setContentsMargins(8, 8, 4, theme.hair())  # rows go on beyond the edge of the card, and are not cut off before it
        self._lists = QStackedWidget()
        self._sound = Empty("check", say("importing.sound"), say("importing.sound_todo"))
        for each in (self.found, self.changes, self._sound):
            self._lists.addWidget(each)
        column.addWidget(self._lists)
        right, column = card()
        column.setContentsMargins(theme.hair(), px(8), theme.hair(), px(8))  # below and above its round corners
        column.addWidget(self.sheet)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([520, 740])
        return split

    def _foot(self) -> QWidget:
        bar, row = foot_bar()
        row.setSpacing(12)
        self._summary = ElideLabel("", "body")
        self.leave_out = Tick(say("importing.leave_out"))
        self.leave_out.setToolTip(say("importing.leave_out_why"))
        self.go = button(say("importing.write", count=0), "primary", "check", self.write, token="on_accent")
        self.words = button(say("importing.choose_words"), "", "question", self.choose_words)
        row.addWidget(self._summary, 1)
        row.addWidget(self.words)
        row.addWidget(self.leave_out)
        row.addWidget(self.go)
        return bar

    def _connect(self) -> None:
        self.tabs.chosen.connect(lambda _tab: self._turn())
        self.kind.chosen.connect(self._choose_kind)
        self.sheets.activated.connect(lambda _index: self._again(sheet=self.sheets.value(), mapping=None))
        self.columns.decided.connect(lambda mapping: self._again(mapping=mapping))
        self.columns.within_wanted.connect(lambda name: self._again(within=name))
        self.only_empty.clicked.connect(lambda: self._again(only_empty=self.only_empty.isChecked()))
        self.leave_out.clicked.connect(self._allow)
        for each in (self.found, self.changes):
            each.place_wanted.connect(self.sheet.jump)
        self.found.activated.connect(lambda index: self._open_finding(index.row()))
        self._standing.became_read_only.connect(self._allow)
        self._moved.connect(self._move, Qt.ConnectionType.QueuedConnection)

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through, in reading order."""
        return (self, self._lists, self.sheet)

    def _choose_file(self) -> None:
        patterns = " ".join(f"*{each}" for each in sorted(SUFFIXES))
        name, _ = QFileDialog.getOpenFileName(self, say("importing.choose_title"), str(Path.home()), f"{say('importing.files')} ({patterns})")
        if name:
            self.take(Path(name))

    def take(self, path: Path, kind: str = "") -> None:
        """Look at a table: chosen, or dropped on the window."""
        self._seen, self._path = None, path
        self.tabs.choose(COLUMNS)
        self.leave_out.setChecked(False)
        self._ask(LookWith(kind, only_empty=self.only_empty.isChecked()))

    def show_tab(self, tab: str) -> None:
        """Bring a tab to the front."""
        self.tabs.choose(tab)
        self._turn()

    def _turn(self) -> None:
        """Another tab: the cell that is framed is that of its own list, or none."""
        self._show()
        shown = self.found if self.tabs.value() == FINDINGS else self.changes
        row = shown.currentIndex().row()
        if row >= 0 and (line := shown.lines.line(row)).line:
            self.sheet.jump(line.where, line.line)
        else:
            self.sheet.leave()

    def choose_words(self) -> None:
        """To the choices that settle what is wrong with words of several meanings."""
        self.show_tab(COLUMNS)
        self.columns.ask_words()

    def _open_finding(self, row: int) -> None:
        if self._seen is not None and self._seen.findings[row].code in WORD_CODES:
            self.choose_words()

    def _choose_kind(self, kind: str) -> None:
        if self.look is not None:
            self._ask(LookWith(kind, self._asked.sheet, only_empty=self._asked.only_empty))

    def _again(self, **changed: object) -> None:
        """Look once more, with something decided otherwise."""
        if self.look is None:
            return
        now = replace(self._asked, kind=self.look.kind, sheet=self.look.sheet, mapping=to_json(self.look.mapping))
        self._ask(replace(now, **changed))  # type: ignore[arg-type]

    def _ask(self, asked: LookWith) -> None:
        self._asked, self.busy, self._stop = asked, True, threading.Event()
        self._busy_words.tell(say("importing.reading", file=self._path.name))
        self.halt.show()
        self._allow()
        path, stop, moved = self._path, self._stop, self._moved

        def work(verbs: Verbs) -> _Seen:
            look = verbs.look_at_table(path, asked, lambda done, total, _code: moved.emit(done, total), stop.is_set)
            return _seen(look, verbs.table_targets(look.kind))

        self._standing.errands.ask(work, self._have_looked, self._fail, lane="import", aside=True)

    def stop(self) -> None:
        """Stop reading. Nothing was written, so nothing is left."""
        self._stop.set()

    def _move(self, done: int, total: int) -> None:
        if self.busy and self.halt.isVisible() and total > 1:
            self._busy_words.tell(say("importing.reading_at", file=self._path.name, done=f"{done:,}", total=f"{total:,}"))

    def _rest(self) -> None:
        """Nothing is under way."""
        self.busy = False
        self._busy_words.tell("")
        self.halt.hide()

    def _have_looked(self, seen: _Seen) -> None:
        self._seen = seen
        self._rest()
        look = seen.look
        self.columns.show_look(look, seen.questions, seen.targets, self._standing.communities)
        self.found.lines.show_things(seen.findings)
        self.changes.lines.show_things(seen.changes)
        self.sheet.show_look(look)
        self.kind.choose(look.kind)
        self.sheets.blockSignals(True)
        self.sheets.clear()
        for name in look.sheets:
            self.sheets.addItem(name or say("importing.sheet"), name)
        self.sheets.choose(look.sheet)
        self.sheets.blockSignals(False)
        self._show()

    def _fail(self, problem: SurveyError) -> None:
        self._rest()
        if not isinstance(problem, Cancelled):
            self.failed.emit(problem)
        self._show()

    def _show(self) -> None:
        seen, look = self._seen, self.look
        self.sheets.setVisible(look is not None and len(look.sheets) > 1)
        if seen is None or look is None:
            self._stack.setCurrentIndex(0)
            self._name.tell(say("importing.title"))
            self._facts.tell(say("importing.title_scope"))
        else:
            self._name.tell(Path(look.path).name)
            self._facts.tell(self._facts_words(look))
            for tab, count in ((COLUMNS, len(look.mapping.columns)), (FINDINGS, len(seen.findings)), (CHANGES, seen.writes)):
                self.tabs.rename(tab, say(f"importing.tab.{tab}", count=f"{count:,}"))
            self._stack.setCurrentIndex(1 if self.tabs.value() == COLUMNS else 2)
            found = self.tabs.value() == FINDINGS
            self._lists.setCurrentWidget(self._sound if found and not seen.findings else self.found if found else self.changes)
        self._allow()

    def _facts_words(self, look: Look) -> str:
        lines = sum(each.what == "data" for each in look.lines)
        facts = say("importing.facts", kind=say(f"importing.kind.{look.kind}"), lines=f"{lines:,}", head=look.head.row + 1)
        return facts + (say("importing.remembered") if look.remembered else "")

    def _allow(self) -> None:
        seen, stopped = self._seen, False
        if seen is not None:
            self._summary.tell(self._summary_words(seen))
            stopped = bool(seen.wrong) and not self.leave_out.isChecked()
        self.words.setVisible(seen is not None and bool(_undecided(seen.wrong)) and not self.busy)
        writes = seen.writes if seen else 0
        self.go.setText(say("importing.write", count=f"{writes:,}"))
        self.go.setEnabled(bool(writes) and not stopped and not self.busy and not self._standing.read_only)
        self.leave_out.setVisible(seen is not None and bool(seen.wrong))
        ready: tuple[QWidget, ...] = (self.tabs, self.only_empty)
        for each in ready:
            each.setEnabled(seen is not None and not self.busy)
        idle: tuple[QWidget, ...] = (self.choose, self.kind, self.sheets, self.columns)
        for each in idle:
            each.setEnabled(not self.busy)

    def _summary_words(self, seen: _Seen) -> str:
        if seen.wrong and not self.leave_out.isChecked():
            undecided = _undecided(seen.wrong)
            lines = len({each.facts.get("line", each.where) for each in seen.wrong})
            return say("importing.stopped_choose" if undecided else "importing.stopped", count=len(seen.wrong), lines=lines, words=undecided)
        counts = seen.counts
        told = []
        for kind in dict.fromkeys(kind for kind, _ in counts):
            figures = {status: f"{counts.get((kind, status), 0):,}" for status in ("new", "changed", "same")}
            told.append(say("importing.count", kind=say(f"kind.{kind}"), **figures))
        return say("importing.counts_join").join(told) or say("importing.no_lines")

    def write(self) -> None:
        """Write what was looked at: one act, one undo."""
        look, leave_out = self.look, self.leave_out.isChecked()
        if look is None or self._seen is None or self.busy or not self.go.isEnabled():
            return
        self.busy = True
        self._busy_words.tell(say("importing.writing", count=f"{self._seen.writes:,}"))
        self._allow()
        self._standing.write(lambda verbs: verbs.write_table(look, leave_out), self._written, self._fail, aside=True)

    def _written(self, changed: Changed) -> None:
        self._rest()
        self.told.emit(say("importing.written", count=f"{len(changed.records):,}", time=clock(changed.wall)))
        self._again()
        self.finished.emit()

    def write_template(self) -> None:
        """Write an empty table of the kind that is chosen."""
        kind = self.kind.value()
        target = self._exports / f"{say(f'importing.template_file.{kind}')}.xlsx"
        done = say("importing.template_written", path=target)
        self._standing.errands.ask(lambda verbs: verbs.write_template(target, kind), lambda _none: self.told.emit(done), self._fail)

    def step_flaw(self, by: int) -> None:
        """F7 and Shift+F7: the next and the previous finding."""
        if self.look is not None:
            self.show_tab(FINDINGS)
            self.found.step(by)
