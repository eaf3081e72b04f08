"""照片: all photos of the building and of its defects; for the common ground also those that belong to nothing yet."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from surveyapp.domain.views import Changed, DefectLine, PhotoLine
from surveyapp.ui.marking.drawing import Drawing
from surveyapp.ui.marking.kit import Kit
from surveyapp.ui.standing import Standing
from surveyapp.ui.theme import px
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.walk.facts import DOT, building_name, defect_place
from surveyapp.ui.walk.photo_pad import PhotoPad
from surveyapp.ui.walk.photo_view import PhotoStrip, photo_words
from surveyapp.ui.walk.thumbnails import Thumbnails
from surveyapp.ui.widgets.frames import Empty
from surveyapp.ui.widgets.labels import wrapped
from surveyapp.words import say


def photos_of(verbs: Verbs, stream: str, building: str) -> tuple[PhotoLine, ...]:
    """Every photo that shows a building or one of its defects, each once, in the order of their taking."""
    found: dict[str, PhotoLine] = {}
    subjects = [building] if building else ["", stream]
    for subject in [*subjects, *(line.record for line in verbs.defects(stream, building))]:
        found |= {photo.record: photo for photo in verbs.photos(stream, subject)}
    return tuple(sorted(found.values(), key=lambda photo: photo.taken_at or "9"))


@dataclass(frozen=True, slots=True)
class _Look:
    photos: tuple[PhotoLine, ...]
    numbers: dict[str, str]


def _look(verbs: Verbs, stream: str, building: str) -> _Look:
    """The photos of a building, and what the defects are called that they belong to."""
    return _Look(photos_of(verbs, stream, building), {line.record: _called(line) for line in verbs.defects(stream, building)})


def _called(line: DefectLine) -> str:
    """A defect by its number, its name and its place: a number alone tells nobody what the photo shows."""
    return DOT.join(part for part in (line.number, line.name or line.words, defect_place(line)) if part)


class PhotosPane(QWidget):
    """`counted(int)`, `add_wanted()`."""

    counted = Signal(int)
    add_wanted = Signal()

    def __init__(self, standing: Standing, thumbnails: Thumbnails, kit: Kit, drawing: Drawing) -> None:
        super().__init__()
        self._standing = standing
        self._visible = False
        self._drawing = drawing
        self._numbers: dict[str, str] = {}
        self.grid = PhotoStrip(thumbnails, QSize(px(148), px(111)), say("ui.walk.photos"), wraps=True)
        self.grid.add_wanted.connect(self.add_wanted)
        self.grid.photo_wanted.connect(self._enlarge)
        self._empty = Empty("image", say("ui.photo.none"), say("ui.photo.none_todo"))
        card = QFrame()
        card.setObjectName("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(14, 14, 8, 8)
        inner.addWidget(self.grid)
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 12)
        column.addWidget(self._stack)
        self.details = QWidget()
        beside = QVBoxLayout(self.details)
        beside.setContentsMargins(16, 14, 16, 12)
        beside.setSpacing(8)
        self.pad = PhotoPad(thumbnails, kit, drawing, 300, say("ui.photo.choose"))
        self._caption = wrapped("", "dense")
        beside.addWidget(self.pad)
        beside.addWidget(self._caption)
        beside.addStretch(1)
        standing.changed.connect(self._changed)

    def show_place(self, visible: bool) -> None:
        """Another building, or this pane came to the front."""
        self._visible = visible
        self.load()

    def load(self) -> None:
        """Fetch the photos."""
        stream, building = self._standing.stream, self._standing.building
        if stream:
            self._standing.errands.ask(lambda verbs: _look(verbs, stream, building), self._show, lane="photos")

    def _show(self, look: _Look) -> None:
        photos, self._numbers = look.photos, look.numbers
        held = self.pad.photo.record if self.pad.photo else ""
        shown = next((each for each in photos if each.record == held), photos[0] if photos else None)
        self.grid.show_photos(photos, not self._standing.read_only, shown.record if shown else "")
        self._stack.setCurrentIndex(0 if photos else 1)
        self._drawing.take(photos)
        self._enlarge(shown)
        self.counted.emit(len(photos))

    def _enlarge(self, photo: PhotoLine | None) -> None:
        self.pad.show_photo(photo)
        self._caption.setText("\n".join((photo_words(photo), self._owner(photo))) if photo else "")

    def _owner(self, photo: PhotoLine) -> str:
        """What a photo belongs to, in words."""
        if photo.subject in self._numbers:
            return say("ui.photo.belongs", name=self._numbers[photo.subject])
        if not photo.subject:
            return say("ui.photo.belongs_to_none")
        line = self._standing.line
        return say("ui.photo.belongs", name=building_name(line) if line and line.record == photo.subject else say("ui.walk.community"))

    def _changed(self, changed: Changed) -> None:
        if any(kind in ("photo", "defect", "annotation") for _, _, kind in changed.records):
            self.load()
