"""The walk page: three columns and what connects them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QStackedWidget, QVBoxLayout, QWidget

from surveyapp.domain.addresses import Address
from surveyapp.domain.annotations import Point
from surveyapp.domain.views import Changed, PhotoLine
from surveyapp.errors import SurveyError
from surveyapp.ui import theme
from surveyapp.ui.marking.drawing import Drawing
from surveyapp.ui.marking.kit import Kit
from surveyapp.ui.standing import Standing
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.walk.bringing import choose_files, png_bytes
from surveyapp.ui.walk.defects_pane import DefectsPane
from surveyapp.ui.walk.facts import building_name, head_facts
from surveyapp.ui.walk.foot import Foot
from surveyapp.ui.walk.photos_pane import PhotosPane, photos_of
from surveyapp.ui.walk.record_pane import RecordPane
from surveyapp.ui.walk.side import Side
from surveyapp.ui.walk.thumbnails import Thumbnails
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.fold import Fold
from surveyapp.ui.widgets.frames import Empty
from surveyapp.ui.widgets.labels import ElideLabel, FactsLabel
from surveyapp.ui.widgets.segmented import Segmented
from surveyapp.words import say

if TYPE_CHECKING:
    from surveyapp.ui.walk.photo_viewer import PhotoViewer

DEFECTS, RECORD, PHOTOS = "defects", "record", "photos"


class WalkPage(QWidget):
    """`new_building_wanted(point)`, `new_community_wanted()`, `told(text)` for the undo bar, `failed(SurveyError)`, `files_chosen(files)` from the
    dialog, which offers files of any sort.
    """

    new_building_wanted = Signal(QPoint)
    new_community_wanted = Signal(QPoint)
    told = Signal(str)
    failed = Signal(object)
    files_chosen = Signal(object)

    def __init__(self, standing: Standing, thumbnails: Thumbnails, window: QWidget) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._standing, self._thumbnails, self._shell = standing, thumbnails, window
        self.tab = DEFECTS
        self._counts = {DEFECTS: 0, PHOTOS: 0}

    def build(self) -> Iterator[None]:
        """Make everything, in steps of some milliseconds each."""
        standing, thumbnails = self._standing, self._thumbnails
        self.side = Side()
        self.kit, self.drawing = Kit(standing, self), Drawing(standing, self)
        self.viewer: PhotoViewer | None = None
        yield
        self.defects = DefectsPane(standing, thumbnails, self._shell, self.kit, self.drawing)
        yield
        self.record = RecordPane(standing, thumbnails, self.kit, self.drawing)
        yield
        self.photos = PhotosPane(standing, thumbnails, self.kit, self.drawing)
        yield
        self._columns = QWidget()
        self._front = QStackedLayout(self)
        self._front.addWidget(self._columns)
        row = QHBoxLayout(self._columns)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        self._middle_side = self._middle()
        row.addWidget(self._middle_side, 1)
        row.addWidget(self._right())
        self._look = "normal"
        self.aside = Fold(self._right_side)
        self._head.addWidget(self.aside.button)
        self._connect()
        self.show_lists()
        self._show_head()

    def _middle(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(10)
        self.title = ElideLabel(role="page")
        self.facts = FactsLabel(role="dense")
        self.tabs = Segmented(
            [(DEFECTS, say("ui.walk.tab.defects", count=0)), (RECORD, say("ui.walk.tab.building")), (PHOTOS, say("ui.walk.tab.photos", count=0))]
        )
        self.tabs.choose(DEFECTS)
        head.addWidget(self.title)
        head.addWidget(self.facts, 1)
        head.addWidget(self.tabs)
        self._head = head
        column.addLayout(head)
        self._panes = QStackedWidget()
        self.nothing = self._no_community()
        for pane in (self.defects, self.record, self.photos, self.nothing):
            self._panes.addWidget(pane)
        column.addWidget(self._panes, 1)
        return middle

    def _no_community(self) -> QWidget:
        nothing = QWidget()
        column = QVBoxLayout(nothing)
        column.setContentsMargins(16, 0, 16, 16)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(Empty("building", say("ui.walk.no_community"), say("ui.walk.no_community_todo")))
        self.first = button(say("ui.walk.first_community"), "primary", "plus", token="on_accent")
        self.first.clicked.connect(lambda: self.new_community_wanted.emit(self.first.mapTo(self.window(), QPoint(0, self.first.height() + 8))))
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return nothing

    def _right(self) -> QWidget:
        right = QWidget()
        right.setObjectName("hand")
        right.setFixedWidth(theme.size("hand_normal"))
        self._right_side = right
        column = QVBoxLayout(right)
        column.setContentsMargins(theme.hair(), 0, 0, 0)  # the line on the left is not painted over
        column.setSpacing(0)
        self._beside = QStackedWidget()
        self._no_hand = QWidget()
        inner = QVBoxLayout(self._no_hand)
        inner.setContentsMargins(16, 16, 16, 16)
        inner.addWidget(Empty("pen", say("ui.hand.nothing"), say("ui.hand.nothing_todo")))
        inner.addStretch(1)
        for each in (self.defects.in_hand, self._no_hand, self.record.provenance, self.photos.details):
            self._beside.addWidget(each)
        self._beside.setCurrentWidget(self._no_hand)
        column.addWidget(self._beside, 1)
        self.foot = Foot()
        column.addWidget(self.foot)
        return right

    def _connect(self) -> None:
        standing = self._standing
        standing.listed.connect(self._listed)
        standing.place_chosen.connect(self.show_place)
        standing.saved.connect(self.foot.tell_saved)
        self.side.building_wanted.connect(standing.choose_building)
        self.side.step_wanted.connect(standing.walk)
        self.side.address_wanted.connect(self._stand_at)
        self.side.new_building_wanted.connect(self.new_building_wanted)
        self.tabs.chosen.connect(self.show_tab)
        self.defects.hand_changed.connect(lambda _held: self._show_beside())
        self.defects.counted.connect(lambda count: self._count(DEFECTS, count))
        self.photos.counted.connect(lambda count: self._count(PHOTOS, count))
        self.record.drafted.connect(self._show_unsaved)
        self.defects.told.connect(self.told)
        self.defects.said.connect(self.foot.tell)
        self.drawing.told.connect(self.told)
        for pane in (self.defects, self.record, self.drawing):
            pane.failed.connect(self.failed)
        for pad in (self.defects.in_hand.pad, self.record.provenance.pad, self.photos.pad):
            pad.large_wanted.connect(self.open_photo)
            pad.text_wanted.connect(self._write_on)
        for source in (self.defects.in_hand, self.record.provenance, self.photos):
            source.add_wanted.connect(self.choose_photos)
        self.defects.entry.picture_pasted.connect(lambda: self.window().paste_photo())  # type: ignore[attr-defined]

    @property
    def is_recording(self) -> bool:
        """Whether the defects are in front, not the record or the photos."""
        return self.tab == DEFECTS

    def begin_entry(self) -> None:
        """Put the focus where the next sentence is typed."""
        self.show_tab(DEFECTS)
        self.defects.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_photo(self, photo: PhotoLine) -> None:
        """Show a photo large, among those that it is shown with."""
        from surveyapp.ui.walk.photo_viewer import PhotoViewer  # only now: nobody looks at a photo before the first paint

        if self.viewer is None:
            self.viewer = PhotoViewer(self._standing, self._thumbnails, self.kit, self.drawing)
            self.viewer.closed.connect(self.close_photo)
            self.viewer.failed.connect(self.failed)
            self._front.addWidget(self.viewer)
        photos, title, source = self._shown_photos()
        at = next((place for place, each in enumerate(photos) if each.record == photo.record), None)
        self.viewer.open(photos if at is not None else (photo,), at or 0, title, source)
        self._front.setCurrentWidget(self.viewer)

    def _shown_photos(self) -> tuple[Sequence[PhotoLine], str, Callable[[Verbs], tuple[PhotoLine, ...]]]:
        """The photos of what is open, what to call that, and how to fetch them again."""
        stream, building = self._standing.stream, self._standing.building
        place = self.title.whole()
        if self.tab == PHOTOS:
            return self.photos.grid.shown.photos, place, lambda verbs: photos_of(verbs, stream, building)
        if self.tab == RECORD:
            record = self.record.record
            return self.record.provenance.photos, place, lambda verbs: verbs.photos(stream, record)
        hand, line = self.defects.hand, self.defects.line
        return self.defects.in_hand.photos, (line.name or line.words) if line else place, lambda verbs: verbs.photos(stream, hand)

    def _write_on(self, photo: PhotoLine, at: Point) -> None:
        """A text is to be written on a photo: that needs the large view."""
        self.open_photo(photo)
        if self.viewer is not None:
            self.viewer.begin_text(at)

    def close_photo(self) -> None:
        """Back from the large photo to the page, where the keys were."""
        if self.viewer is None or self._front.currentWidget() is not self.viewer:
            return
        self._front.setCurrentWidget(self._columns)
        pads = {DEFECTS: self.defects.in_hand.pad, RECORD: self.record.provenance.pad, PHOTOS: self.photos.pad}
        pads[self.tab].setFocus(Qt.FocusReason.ShortcutFocusReason if self.viewer.left_by_key else Qt.FocusReason.MouseFocusReason)

    def show_tab(self, tab: str) -> None:
        """Show 问题, 档案 or 照片."""
        self.close_photo()
        if tab != self.tab:
            self._standing.leaving.emit()
        self.tab = tab
        self.tabs.choose(tab)
        pane = {DEFECTS: self.defects, RECORD: self.record, PHOTOS: self.photos}[tab]
        self._panes.setCurrentWidget(pane if self._standing.stream else self.nothing)
        self.defects.entry.close_list()
        self.record.show_place(tab == RECORD)
        self.foot.tell_rule("ui.walk.saves_photos" if tab == PHOTOS else "ui.walk.saves_itself")
        self._show_unsaved()
        self._fold()
        self._show_beside()

    def _show_unsaved(self) -> None:
        """The fields that are not stored, told while their record is in front."""
        self.foot.tell_unsaved(self.record.form().unsaved if self.tab == RECORD and self._standing.stream else 0)

    def _show_beside(self) -> None:
        if self.tab == RECORD:
            self._beside.setCurrentWidget(self.record.provenance)
        elif self.tab == PHOTOS:
            self._beside.setCurrentWidget(self.photos.details)
        else:
            self._beside.setCurrentWidget(self.defects.in_hand if self.defects.hand else self._no_hand)

    def show_place(self) -> None:
        """Another building is in hand."""
        self.close_photo()
        self.show_lists()
        self._show_head()
        self.defects.show_place()
        self.photos.show_place(self.tab == PHOTOS)
        self.show_tab(self.tab)
        if self.tab == DEFECTS and not self.side.search.hasFocus():
            self.defects.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through, in reading order."""
        return (self.side, self._middle_side, self._right_side)

    def search_field(self) -> QWidget:
        """What `/` goes to."""
        return self.side.search

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Three classes of width: compact below 1320 px of the window, normal, wide from 1600 px."""
        super().resizeEvent(event)
        look = theme.look(self.window().width())
        self.side.setFixedWidth(theme.size(f"list_{look}"))
        self._right_side.setFixedWidth(theme.size(f"hand_{look}"))
        self._look = look
        self._fold()

    def _fold(self) -> None:
        """In a small window the form takes the room of the panel beside it; on the recording path the panel always stands."""
        self.aside.arrange(self._look == "compact" and self.tab == RECORD)

    def _listed(self) -> None:
        self.show_lists()
        self._show_head()
        self.defects.follow_lines()

    def _stand_at(self, record: str, place: Address) -> None:
        """Stand at the unit and the floor of an address, in the building that was just gone to."""
        if self._standing.building == record:
            self.show_tab(DEFECTS)
            self.defects.place.choose({"unit": place.unit, "storey": place.storey})

    def show_lists(self) -> None:
        """Show the building list as it is now."""
        standing = self._standing
        self.side.show_place(standing.buildings, standing.building, standing.neighbour(-1), standing.neighbour(1))
        writes = bool(standing.stream) and not standing.read_only
        self.side.allow_adding(writes and standing.begun)
        self.defects.entry.setEnabled(writes)
        self.defects.place.setEnabled(writes)
        self.defects.in_hand.allow_writing(not standing.read_only)

    def _show_head(self) -> None:
        line = self._standing.line
        self.title.tell(building_name(line) if line else say("ui.walk.title_none"))
        self.facts.tell(head_facts(line) if line else "")
        self.tabs.setVisible(line is not None)
        self.tabs.rename(RECORD, say("ui.walk.tab.building" if line and line.record else "ui.walk.tab.community"))
        if not self._standing.stream:
            self._panes.setCurrentWidget(self.nothing)

    def _count(self, tab: str, count: int) -> None:
        self._counts[tab] = count
        self.tabs.rename(tab, say(f"ui.walk.tab.{tab}", count=count))

    def subject(self) -> str:
        """What a photo that comes now belongs to: the defect in hand, the record that is open, or nothing yet."""
        if self.tab == DEFECTS:
            return self.defects.hand
        return self.record.record if self.tab == RECORD else self._standing.building

    def choose_photos(self) -> None:
        """Photos from files."""
        files = choose_files(self)
        if files:
            self.files_chosen.emit(files)

    def bring_in(self, files: Sequence[Path]) -> None:
        """Bring photo files in for what is in hand."""
        stream, subject, standing = self._standing.stream, self.subject(), self._standing
        if not stream or standing.read_only:
            return
        self.foot.tell(say("ui.photo.bringing", count=len(files)), "quiet")
        wanted = len(files)
        self._expect(subject)

        def brought(changed: Changed) -> None:
            self._brought(changed, wanted, subject)

        standing.write(lambda verbs: verbs.add_photos(stream, subject, files), brought, self._not_brought, aside=True)

    def _expect(self, subject: str) -> None:
        """A defect without a photo gets one: a mark that is struck now waits for it."""
        if self.tab == DEFECTS and subject and self.defects.in_hand.pad.photo is None:
            self.defects.coming.expect(subject)

    def _not_brought(self, problem: SurveyError) -> None:
        self.defects.coming.forget()
        self.failed.emit(problem)

    def bring_in_picture(self, image: QImage) -> None:
        """Bring a pasted picture in for what is in hand."""
        stream, subject, standing = self._standing.stream, self.subject(), self._standing
        data = png_bytes(image)
        if not stream or standing.read_only or not data:
            return
        name = say("ui.photo.pasted_name")
        self._expect(subject)
        standing.write(
            lambda verbs: verbs.add_photo_bytes(stream, subject, name, data), lambda changed: self._brought(changed, 1, subject), self._not_brought
        )

    def _brought(self, changed: Changed, wanted: int, subject: str) -> None:
        """Say how many came, and how many of those asked for did not."""
        self.defects.coming.stored(subject, changed)
        came = sum(kind == "photo" for _, _, kind in changed.records)
        words = say("ui.photo.came", count=came) if came == wanted else say("ui.photo.came_some", count=came, wanted=wanted)
        self.foot.tell(words, "ok" if came == wanted else "warn")
