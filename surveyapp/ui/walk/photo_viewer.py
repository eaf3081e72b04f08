"""The large view of a photo: tools above, the photo, its neighbours below, what is known of it on the right. Everything by keys, or by finger.

It lies over the walk page and is no dialog: Esc, or the arrow at the top left, goes back. Made when a photo is first opened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.annotation_shapes import placed
from surveyapp.domain.annotations import TOOLS, Annotation, Point
from surveyapp.domain.views import Changed, PhotoDetails, PhotoLine
from surveyapp.ui import theme
from surveyapp.ui.marking.canvas import PhotoCanvas
from surveyapp.ui.marking.drawing import Drawing
from surveyapp.ui.marking.kit import SELECT, Kit
from surveyapp.ui.marking.toolbar import Tools
from surveyapp.ui.standing import Standing
from surveyapp.ui.theme import px
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.walk.photo_side import PhotoSide
from surveyapp.ui.walk.photo_view import PhotoStrip, photo_words
from surveyapp.ui.walk.thumbnails import Thumbnails
from surveyapp.ui.walk.viewer_keys import KEY_ZOOM, ViewerKeys
from surveyapp.ui.widgets.buttons import IconButton
from surveyapp.ui.widgets.fold import Fold
from surveyapp.ui.widgets.labels import ElideLabel
from surveyapp.words import say

Source = Callable[[Verbs], tuple[PhotoLine, ...]]
_SPREAD_FROM = 1240
"""The width of this view, in px at the ordinary text size, from which on the tools have air between them."""


class PhotoViewer(QWidget):
    """`closed` when one goes back; `told(text)` for the undo bar; `failed(SurveyError)`."""

    closed = Signal()
    failed = Signal(object)

    def __init__(self, standing: Standing, thumbnails: Thumbnails, kit: Kit, drawing: Drawing) -> None:
        super().__init__()
        self._standing, self._thumbnails, self._kit, self._drawing = standing, thumbnails, kit, drawing
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.photos: tuple[PhotoLine, ...] = ()
        self.at = 0
        self.left_by_key = False
        self._keys = ViewerKeys(self, kit, drawing)
        self._source: Source = lambda _verbs: ()
        self._title = ""
        self._paths: dict[str, str] = {}
        self._details: PhotoDetails | None = None
        self.canvas = PhotoCanvas(kit, drawing)
        self.canvas.setAccessibleName(say("annotation.canvas"))
        self.side = PhotoSide()
        self.strip = PhotoStrip(thumbnails, QSize(px(84), px(63)), say("annotation.strip"))
        self.tools = Tools(kit, (SELECT, *TOOLS))
        self.title = ElideLabel(role="strong")
        self.facts = ElideLabel(role="dense")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(self._middle(), 1)
        self.aside = Fold(self._right())
        row.addWidget(self.aside.panel)
        self._top.addWidget(self.aside.button)
        self._connect()

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._top = top = QHBoxLayout()
        top.setContentsMargins(12, 5, 12, 5)
        top.setSpacing(8)
        self.back = IconButton("left", say("annotation.back"), framed=True)
        top.addWidget(self.back)
        top.addWidget(self.tools)
        top.addStretch(1)
        self.zoom_out = IconButton("minus", say("annotation.zoom_out"))
        self.whole = IconButton("fit", say("annotation.fit"))
        self.zoom_in = IconButton("plus", say("annotation.zoom_in"))
        for each in (self.zoom_out, self.whole, self.zoom_in):
            top.addWidget(each)
        column.addLayout(top)
        column.addWidget(self.canvas, 1)
        foot = QWidget()
        foot.setObjectName("foot")
        low = QVBoxLayout(foot)
        low.setContentsMargins(16, 7, 8, 2)
        low.setSpacing(3)
        names = QHBoxLayout()
        names.setSpacing(10)
        names.addWidget(self.title)
        names.addWidget(self.facts, 1)
        self.previous = IconButton("left", say("annotation.previous"))
        self.next = IconButton("right", say("annotation.next"))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.previous)
        row.addWidget(self.strip, 1)
        row.addWidget(self.next)
        low.addLayout(names)
        low.addLayout(row)
        column.addWidget(foot)
        return column

    def _right(self) -> QWidget:
        right = QWidget()
        right.setObjectName("hand")
        right.setFixedWidth(theme.size("list_wide"))
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.side)
        return right

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.close_it())
        self.aside.button.clicked.connect(self._make_room)
        self.zoom_in.clicked.connect(lambda: self.canvas.zoom(KEY_ZOOM))
        self.zoom_out.clicked.connect(lambda: self.canvas.zoom(1 / KEY_ZOOM))
        self.whole.clicked.connect(self.canvas.fit)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.strip.photo_wanted.connect(lambda photo: self.show_at(self.photos.index(photo)))
        self.canvas.drawn.connect(self.add)
        self.canvas.moved_one.connect(self._change)
        self.canvas.chosen.connect(self._drawing.choose)
        self.canvas.text_wanted.connect(self.begin_text)
        self.side.captioned.connect(self._caption)
        self.side.changed.connect(self._change)
        self.side.worded.connect(self._worded)
        self.side.words_done.connect(self._words_done)
        self.side.delete_wanted.connect(self.delete)
        self._drawing.changed.connect(self._show_chosen)
        self._drawing.chosen_changed.connect(self._show_chosen)
        self._kit.dipped.connect(self._dye)
        self._thumbnails.arrived.connect(self.canvas.viewport().update)
        self._standing.changed.connect(self._changed)
        self._standing.leaving.connect(self.side.settle)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.aside.arrange(theme.text_size() > 100 and theme.look(self.window().width()) == "compact")
        self._make_room()

    def _make_room(self) -> None:
        """Large words in a small window: while the details stand beside the photo, the tools keep their room and the rest waits."""
        roomy = self.aside.button.isHidden() or self.aside.panel.isHidden()
        self.tools.offer_colours(roomy)
        self.tools.spread(self.width() >= px(_SPREAD_FROM))
        for each in (self.zoom_out, self.whole, self.zoom_in):
            each.setVisible(roomy)

    # which photo

    @property
    def photo(self) -> PhotoLine | None:
        """The photo that is shown."""
        return self.photos[self.at] if self.at < len(self.photos) else None

    def open(self, photos: Sequence[PhotoLine], at: int, title: str, source: Source) -> None:
        """Show one of these photos; `source` fetches them again when something was written."""
        self._source, self._title = source, title
        self.photos = tuple(photos)
        self.tools.setVisible(self._drawing.may_draw)
        self.show_at(at)

    def step(self, way: int) -> None:
        """The next or the previous photo."""
        if 0 <= self.at + way < len(self.photos):
            self.show_at(self.at + way)

    def show_at(self, at: int) -> None:
        """Show another photo of these."""
        self._leave()
        self.at = at
        self._drawing.choose("")
        self._show()
        photo = self.photo
        if photo is not None:
            stream, record = photo.stream, photo.record
            self._standing.errands.ask(
                lambda verbs: verbs.photo_details(stream, record), lambda told: self._tell_details(record, told), lane="photo_details"
            )

    def _show(self) -> None:
        photo = self.photo
        count = f"{self.at + 1} / {len(self.photos)}" if self.photos else ""
        self.title.tell(self._title)
        self.facts.tell(" · ".join(part for part in (count, photo_words(photo) if photo else "") if part))
        self.strip.show_photos(self.photos, False, photo.record if photo else "")
        for each in (self.previous, self.next):
            each.setVisible(len(self.photos) > 1)
        self.previous.setEnabled(self.at > 0)
        self.next.setEnabled(self.at + 1 < len(self.photos))
        self.canvas.show_photo(photo, partial(self._picture, photo) if photo else lambda _size: None)
        self.side.show_photo(photo, self._drawing.may_draw)
        self._show_chosen()

    def _tell_details(self, record: str, details: PhotoDetails) -> None:
        photo = self.photo
        if photo is not None and photo.record == record:
            self._details = details
            self.side.tell_details(photo, details)

    def _picture(self, photo: PhotoLine, size: QSize) -> QPixmap | None:
        """The photo at a size; its small copy until that has been read. Formats that a window does not read are copied first."""
        dpr = 1.0
        path = photo.original if photo.original.endswith(".jpg") else self._paths.get(photo.record)
        if path is None:
            self._paths[photo.record] = ""
            stream, record = photo.stream, photo.record
            self._standing.errands.ask(lambda verbs: verbs.picture(stream, record), lambda found: self._found(record, found), aside=True)
        near = self._thumbnails.picture(path, size, dpr) if path else None
        if near is not None:
            return near
        longest = max(size.width(), size.height(), 1)
        return self._thumbnails.picture(photo.thumbnail, QSize(size.width() * 512 // longest, size.height() * 512 // longest), dpr)

    def _found(self, record: str, path: str) -> None:
        self._paths[record] = path
        self.canvas.viewport().update()

    def _changed(self, changed: Changed) -> None:
        if self.isVisible() and any(kind in ("photo", "annotation", "defect") for _, _, kind in changed.records):
            self._standing.errands.ask(self._source, self._renew, lane="viewer")

    def _renew(self, photos: tuple[PhotoLine, ...]) -> None:
        """The same photos, fetched again: the one that is shown stays, wherever it stands now."""
        shown = self.photo.record if self.photo else ""
        self.photos = photos
        self.at = next((place for place, each in enumerate(photos) if each.record == shown), min(self.at, max(0, len(photos) - 1)))
        if not photos:
            self.close_it()
            return
        self._drawing.take(photos)
        self._show()
        if self.photo is not None and self.photo.record == shown and self._details is not None:
            self.side.tell_details(self.photo, self._details)

    # drawing

    def _show_chosen(self) -> None:
        photo = self.photo
        one = self.canvas.writing or (self._drawing.one(photo) if photo is not None else None)
        self.side.show_chosen(one)
        self.tools.hold(one.colour if one is not None else "")

    def add(self, drawn: Annotation) -> None:
        """Something new has been drawn; the length of a measure is asked for at once."""
        if self.photo is not None:
            self._drawing.add(self.photo, drawn)
            if drawn.tool == "measure":
                self.side.ask_words()

    def _change(self, now: Annotation) -> None:
        if self.canvas.writing is not None and not now.record:
            self.canvas.writing = replace(now, text=self.canvas.writing.text)
            self.canvas.viewport().update()
        elif self.photo is not None and now.record:
            self._drawing.change(self.photo, now)

    def _dye(self, colour: str) -> None:
        """A colour was taken: what is chosen takes it as well."""
        one = self._drawing.one(self.photo) if self.photo is not None and self.isVisible() else None
        if one is not None and one.colour != colour:
            self._change(replace(one, colour=colour))

    def begin_text(self, at: Point) -> None:
        """A text is to be written here: it is recorded when it has words."""
        if not self._drawing.may_draw:
            return
        self._drawing.choose("")
        self.canvas.writing = Annotation("", "text", placed("text", at), self._kit.colour)
        self._show_chosen()
        self.canvas.viewport().update()
        self.aside.open()
        self._make_room()
        self.side.ask_words()

    def _worded(self, text: str) -> None:
        if self.canvas.writing is not None:
            self.canvas.writing = replace(self.canvas.writing, text=text)
            self.canvas.viewport().update()

    def _words_done(self, text: str) -> None:
        writing, self.canvas.writing = self.canvas.writing, None
        if writing is not None:
            if text and self.photo is not None:
                self._drawing.add(self.photo, replace(writing, text=text))
            self._show_chosen()
            self.canvas.viewport().update()
        if self.side.words.hasFocus():
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def drop_words(self) -> None:
        """Esc in a field: what is half typed is left, and the keys belong to the photo again."""
        if self.canvas.writing is not None:
            self.canvas.writing = None
            self._show_chosen()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _caption(self, text: str) -> None:
        photo = self.photo
        if photo is not None:
            stream, record = photo.stream, photo.record
            self._standing.write(lambda verbs: verbs.set_fields(stream, record, {"caption": text or None}), failed=self.failed.emit)

    def delete(self) -> None:
        """Delete the annotation in hand; the undo bar tells. A text that is only being typed is dropped."""
        if self.canvas.writing is not None:
            self.drop_words()
        elif self.photo is not None and self._drawing.delete(self.photo):
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    # coming and going

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self.side.settle()
        self._drawing.settle()
        self.canvas.writing = None
        self.canvas.hold_space(False)

    def close_it(self, by_key: bool = False) -> None:
        """Go back."""
        self.left_by_key = by_key
        self._leave()
        if self._kit.tool == SELECT:
            self._kit.take(self._kit.drawing_tool)
        self.closed.emit()

    def leave_by_key(self) -> None:
        """Go back, the keys in hand."""
        self.close_it(by_key=True)

    # keys

    def event(self, event: QEvent) -> bool:
        """Keys of the page beneath belong to this view while it is in front."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._keys.claims(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._keys.press(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._keys.release(event)
