"""What is drawn on photos, as it is written: shown at once, told as saved only after the commit. One stroke is one act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from surveyapp.domain.annotations import Annotation, flat, next_number
from surveyapp.domain.canonical import Value
from surveyapp.domain.views import Changed, PhotoLine
from surveyapp.errors import SurveyError
from surveyapp.ui.standing import Standing
from surveyapp.words import say

REST_MS = 500
"""Arrow keys that rest so long have been one move."""


@dataclass
class _Fresh:
    """A new annotation on its way: `sent` is what was written, `now` what it has become since. `record` once it is committed."""

    key: str
    photo: str
    sent: Annotation
    now: Annotation
    record: str = ""


@dataclass
class _Moved:
    """A stored annotation that looks different from what the page fetched. `committed` when that has been written."""

    photo: PhotoLine
    was: Annotation
    now: Annotation
    committed: bool = False


class Drawing(QObject):
    """`changed`: paint again; `told(text)` for the undo bar; `failed(SurveyError)`; `chosen_changed` when another annotation is in hand."""

    changed = Signal()
    chosen_changed = Signal()
    told = Signal(str)
    failed = Signal(object)

    def __init__(self, standing: Standing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._standing = standing
        self._held: dict[str, tuple[Annotation, ...]] = {}
        self._fresh: list[_Fresh] = []
        self._moved: dict[str, _Moved] = {}
        self._gone: dict[str, bool] = {}
        """Deleted annotations, and whether that has been committed."""
        self._count = 0
        self.chosen = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.settle)
        standing.leaving.connect(self.settle)

    @property
    def may_draw(self) -> bool:
        """Whether this window may change anything."""
        return not self._standing.read_only

    def shown(self, photo: PhotoLine) -> tuple[Annotation, ...]:
        """Everything drawn on a photo as it is to be painted now, whichever page fetched it last."""
        held = self._held.get(photo.record, photo.annotations)
        stored = [self._moved[each.record].now if each.record in self._moved else each for each in held if each.record not in self._gone]
        known = {each.record for each in held}
        fresh = [replace(each.now, record=each.key) for each in self._fresh if each.photo == photo.record and each.record not in known]
        return (*stored, *fresh)

    def one(self, photo: PhotoLine) -> Annotation | None:
        """The annotation in hand, if it is on this photo."""
        return next((each for each in self.shown(photo) if each.record == self.chosen), None) if self.chosen else None

    def choose(self, key: str) -> None:
        """Take an annotation in hand; "" for none."""
        if key != self.chosen:
            self.settle()
            self.chosen = key
            self.chosen_changed.emit()
            self.changed.emit()

    def take(self, photos: Iterable[PhotoLine]) -> None:
        """Photos have been fetched: what has been committed stands in them now."""
        for photo in photos:
            self._held[photo.record] = photo.annotations
            for fresh in [each for each in self._fresh if each.photo == photo.record and each.record]:
                self._fresh.remove(fresh)
                if self.chosen == fresh.key:
                    self.chosen = fresh.record
            for record in [record for record, each in self._moved.items() if each.photo.record == photo.record and each.committed]:
                del self._moved[record]
            for record in [record for record, committed in self._gone.items() if committed]:
                del self._gone[record]
        self.changed.emit()

    def add(self, photo: PhotoLine, drawn: Annotation) -> None:
        """Something new has been drawn on a photo: it is in hand from now on."""
        if not self.may_draw or photo.status != "ok":
            return
        self.settle()
        if drawn.tool == "number" and drawn.number is None:
            drawn = replace(drawn, number=next_number(self.shown(photo)))
        self._count += 1
        fresh = _Fresh(f"new-{self._count}", photo.record, drawn, drawn)
        self._fresh.append(fresh)
        self.chosen = fresh.key
        self.chosen_changed.emit()
        self.changed.emit()
        self._standing.write(
            lambda verbs: verbs.annotate(photo.stream, photo.record, drawn),
            lambda changed: self._born(fresh, photo, changed),
            lambda problem: self._refused(problem, fresh),
        )

    def _born(self, fresh: _Fresh, photo: PhotoLine, changed: Changed) -> None:
        fresh.record = next((record for _, record, kind in changed.records if kind == "annotation"), "")
        if self.chosen == fresh.key:
            self.chosen = fresh.record
        fresh.key = fresh.record
        if fresh.now != fresh.sent:
            self._moved[fresh.record] = _Moved(photo, replace(fresh.sent, record=fresh.record), replace(fresh.now, record=fresh.record))
            self._rest.start()

    def _refused(self, problem: SurveyError, fresh: _Fresh) -> None:
        self._fresh.remove(fresh)
        if self.chosen == fresh.key:
            self.chosen = ""
        self.changed.emit()
        self.failed.emit(problem)

    def change(self, photo: PhotoLine, now: Annotation, *, rests: bool = False) -> None:
        """An annotation looks different: written at once, or (`rests`) when the keys that move it have rested."""
        if not self.may_draw:
            return
        fresh = next((each for each in self._fresh if each.key == now.record), None)
        if fresh is not None:
            fresh.now = replace(now, record="")
            if not fresh.record:
                self.changed.emit()
                return
        was = next((each for each in self._held.get(photo.record, photo.annotations) if each.record == now.record), None)
        held = self._moved.get(now.record)
        before = held.was if held else was or (replace(fresh.sent, record=now.record) if fresh else now)
        self._moved[now.record] = _Moved(photo, before, now)
        self.changed.emit()
        if rests:
            self._rest.start()
        else:
            self.settle()

    def settle(self) -> None:
        """Write what has been moved."""
        self._rest.stop()
        for record, moved in list(self._moved.items()):
            changes = _differences(moved.was, moved.now)
            if not moved.committed and changes:
                self._write(record, moved, changes)

    def _write(self, record: str, moved: _Moved, changes: dict[str, Value]) -> None:
        moved.was = moved.now
        stream = moved.photo.stream

        def done(_changed: Changed) -> None:
            moved.committed = True

        def refused(problem: SurveyError) -> None:
            self._moved.pop(record, None)
            self.changed.emit()
            self.failed.emit(problem)

        self._standing.write(lambda verbs: verbs.set_fields(stream, record, changes), done, refused)

    def delete(self, photo: PhotoLine) -> bool:
        """Delete the annotation in hand; answers whether there was one."""
        one = self.one(photo)
        if one is None or not self.may_draw:
            return False
        self._rest.stop()
        record, named = one.record, annotation_words(one)
        fresh = next((each for each in self._fresh if each.key == record), None)
        if fresh is not None and not fresh.record:
            return True  # on its way: it can be deleted as soon as it has come
        self._moved.pop(record, None)
        self._gone[record] = False
        self.choose("")
        self.changed.emit()

        def refused(problem: SurveyError) -> None:
            del self._gone[record]
            self.changed.emit()
            self.failed.emit(problem)

        def done(_changed: Changed) -> None:
            self._gone[record] = True
            self.told.emit(say("annotation.deleted", name=named))

        self._standing.write(lambda verbs: verbs.delete(photo.stream, record), done, refused)
        return True


def _differences(was: Annotation, now: Annotation) -> dict[str, Value]:
    told: dict[str, Value] = {}
    if now.shape != was.shape:
        told["shape"] = flat(now.shape)
    before, after = was.fields(""), now.fields("")
    for name in ("colour", "text", "mark", "weight"):
        if after.get(name) != before.get(name):
            told[name] = after.get(name)
    return told


def annotation_words(annotation: Annotation) -> str:
    """An annotation in words: its tool, and its number or text."""
    told = annotation.text or ("" if annotation.number is None else str(annotation.number))
    return " ".join(part for part in (say(f"choice.tool.{annotation.tool}"), told) if part)
