"""楼栋档案 and 小区档案: the record of the building, or of the community when its common ground is chosen."""

from __future__ import annotations

import json
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from surveyapp.domain.canonical import Value
from surveyapp.domain.views import Changed, HistoryLine, PhotoLine, RecordView
from surveyapp.errors import SurveyError
from surveyapp.ui.form.form import RecordForm
from surveyapp.ui.half_typed import HalfTyped
from surveyapp.ui.marking.drawing import Drawing
from surveyapp.ui.marking.kit import Kit
from surveyapp.ui.standing import Standing
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.walk.facts import building_name
from surveyapp.ui.walk.provenance import Provenance
from surveyapp.ui.walk.thumbnails import Thumbnails
from surveyapp.ui.walk.twins import Twins
from surveyapp.words import say


@dataclass(frozen=True, slots=True)
class _Look:
    view: RecordView
    photos: tuple[PhotoLine, ...]
    draft: str


def _form_of(record: str) -> str:
    """The place of what could not be stored of a record, beside the half-typed sentence of the same building."""
    return f"{record}#form"


def _read(draft: str) -> dict[str, Value]:
    try:
        told = json.loads(draft) if draft else {}
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


class RecordPane(QWidget):
    """The forms, one a kind, built when first needed; and the panel that tells where a value comes from. `drafted` when more or fewer fields
    hold what cannot be stored; `conflict_wanted(stream, record)`.
    """

    failed = Signal(object)
    drafted = Signal()
    conflict_wanted = Signal(str, str)

    def __init__(self, standing: Standing, thumbnails: Thumbnails, kit: Kit, drawing: Drawing) -> None:
        super().__init__()
        self._standing, self._errands = standing, standing.errands
        self._forms: dict[str, RecordForm] = {}
        self._field = ""
        self._told_of = ""
        self._saving = ""
        self._kept: dict[str, str] = {}
        self._visible = False
        self.half = HalfTyped(standing, self)
        self.half.found.connect(self._give_back)
        self.twins = Twins(standing)
        self.twins.failed.connect(self.failed)
        self.provenance = Provenance(thumbnails, kit, drawing, self.twins)
        self.provenance.seen.connect(self._speak)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        standing.changed.connect(self._changed)
        standing.leaving.connect(self.settle)

    @property
    def kind(self) -> str:
        """Which kind of record is open: that of the building in hand, or of its community."""
        return "building" if self._standing.building else "community"

    @property
    def record(self) -> str:
        """The record that is open. A community's record has the id of its stream."""
        return self._standing.building or self._standing.stream

    def form(self) -> RecordForm:
        """The form of the kind that is open."""
        if self.kind not in self._forms:
            form = RecordForm(self.kind)
            form.save_wanted.connect(self.save)
            form.entered.connect(self._enter)
            form.drafted.connect(self._keep)
            form.conflict_wanted.connect(lambda: self.conflict_wanted.emit(self._standing.stream, self.record))
            form.half_typed.connect(self.half.note)
            form.setEnabled(not self._standing.read_only)
            self._forms[self.kind] = form
            self._stack.addWidget(form)
        return self._forms[self.kind]

    def settle(self) -> None:
        """Finish what is half typed."""
        if self._visible:
            self.form().settle()

    def show_place(self, visible: bool) -> None:
        """Another record, or this pane came to the front. Nothing is built or fetched while no one looks."""
        self._visible = visible
        if not visible or not self._standing.stream:
            return
        self._stack.setCurrentWidget(self.form())
        self._field = ""
        self._told_of = ""
        self._speak()
        self.provenance.show_history(self.kind, "", ())
        self.load()

    def load(self) -> None:
        """Fetch the record and its photos."""
        stream, record = self._standing.stream, self.record

        def look(verbs: Verbs) -> _Look:
            return _Look(verbs.record(stream, record), verbs.photos(stream, record), verbs.draft(stream, _form_of(record)))

        self._errands.ask(look, self._show, lane="record")
        self.twins.load()

    def _show(self, told: _Look) -> None:
        view = told.view
        if view.record != self.record:
            return
        if view.record not in self._kept:
            self._kept[view.record] = told.draft
            self.form().recall(view.record, _read(told.draft), view.fields)
        self.half.open(self._standing.stream, view.record)
        self._give_back()
        self.form().show_record(view)
        line = self._standing.line
        inside = line is not None and bool(line.record)  # a community has no facade
        title = say("ui.record.photos_of", name=building_name(line)) if line and inside else say("ui.record.photos_of_community")
        empty = say("ui.record.no_photo" if inside else "ui.record.no_photo_of_community")
        self.provenance.show_record(title, empty, told.photos, not self._standing.read_only)

    def _give_back(self) -> None:
        self.form().give_back(self.half.texts)

    def _keep(self) -> None:
        """What could not be stored is in the store as a draft: it outlives the window."""
        form, stream = self.form(), self._standing.stream
        record = form.view.record if form.view is not None else ""
        unstored = form.impossible()
        text = json.dumps(unstored, ensure_ascii=False, sort_keys=True) if unstored else ""
        if record and record == self.record and text != self._kept.get(record, "") and not self._standing.read_only:
            before, self._kept[record] = self._kept.get(record, ""), text

            def refused(problem: SurveyError) -> None:
                self._kept[record] = before
                self.failed.emit(problem)

            lost = self._standing.telling_unsaved(refused)
            self._errands.ask(lambda verbs: verbs.keep_draft(stream, _form_of(record), text), failed=lost, promptly=True)
        self.drafted.emit()

    def save(self, name: str, value: Value) -> None:
        """Store a field that was left; tell it beside the field after the commit."""
        stream, record, form = self._standing.stream, self.record, self.form()

        def saved(changed: Changed) -> None:
            self._saving = changed.act
            if self.record == record:
                self._reload_then_tell(name, changed.wall if changed.act else "")

        def refused(problem: SurveyError) -> None:
            self.failed.emit(problem)
            form.keep(record, name, value)

        self._standing.write(lambda verbs: verbs.set_fields(stream, record, {name: value}), saved, refused)

    def _reload_then_tell(self, name: str, wall: str) -> None:
        stream, record = self._standing.stream, self.record

        def look(verbs: Verbs) -> RecordView:
            return verbs.record(stream, record)

        def home(view: RecordView) -> None:
            if view.record != self.record:
                return
            self.form().show_record(view)
            if wall:
                self.form().tell_saved(name, wall)
            self._enter(self._field or name)

        self._errands.ask(look, home)

    def _enter(self, name: str) -> None:
        """The focus came to a field: show where its value comes from."""
        self._field = name
        stream, record, kind = self._standing.stream, self.record, self.kind

        def home(lines: tuple[HistoryLine, ...]) -> None:
            self.provenance.show_history(kind, name, lines)
            if kind == self.kind:
                self._told_of = name
                self._speak()

        self._errands.ask(lambda verbs: verbs.history(stream, record, name), home, lane="history")

    def _speak(self) -> None:
        """The form marks the field that the panel speaks of while the panel can be seen: folded away it speaks of none."""
        if self.kind in self._forms:
            self.form().speak_of(self._told_of if self.provenance.isVisible() else "")

    def _changed(self, changed: Changed) -> None:
        """Something changed the record that is open (undo, a photo). What was saved here is fetched by `save` already."""
        saved_here, self._saving = self._saving, ""
        if not self._visible or (saved_here and saved_here == changed.act):
            return
        if any(record == self.record or kind in ("photo", "annotation") for _, record, kind in changed.records):
            self.load()
            if self._field:
                self._enter(self._field)
        elif any(kind == self.kind for _, _, kind in changed.records):
            self.twins.load()
