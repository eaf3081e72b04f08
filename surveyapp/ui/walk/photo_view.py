"""Photos: the strip of cells with a place to add at its end, and how a photo, none, or an unreadable one is painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from surveyapp.domain.views import PhotoLine
from surveyapp.ui import icons, theme
from surveyapp.ui.moments import clock, day_words
from surveyapp.ui.walk.thumbnails import Thumbnails
from surveyapp.words import has, say

Index = QModelIndex | QPersistentModelIndex
_GAP = 6
_ROOM_FOR_REASON = 130


def reason_words(photo: PhotoLine) -> str:
    """Why a photo cannot be shown, in words."""
    return say(photo.reason) if photo.reason and has(photo.reason) else say("ui.photo.unreadable")


def photo_words(photo: PhotoLine) -> str:
    """A photo in words, for screen readers and tool tips."""
    if photo.status != "ok":
        return reason_words(photo)
    taken = photo.taken_at
    told = say("ui.photo.taken", time=f"{day_words(taken, year=True)} {clock(taken)}") if taken else say("ui.photo.untold")
    return photo.caption or told


def paint_photo(painter: QPainter, rect: QRectF, photo: PhotoLine, thumbnails: Thumbnails, dpr: float, radius: float) -> None:
    """Paint a photo covering a rectangle, its place while it is being read, or the mark of one that cannot be read."""
    shape = QPainterPath()
    shape.addRoundedRect(rect, radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if photo.status != "ok":
        painter.fillPath(shape, theme.colour("warn_tint"))
        painter.setPen(QPen(theme.colour("warn_line"), 1))
        painter.drawPath(shape)
        _paint_torn(painter, rect)
        painter.restore()
        return
    painter.fillPath(shape, theme.colour("sunken"))
    picture = thumbnails.picture(photo.thumbnail, rect.size().toSize(), dpr)
    if picture is not None:
        painter.setClipPath(shape)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shown = QRectF(0, 0, picture.width() / dpr, picture.height() / dpr)
        shown.moveCenter(rect.center())
        painter.drawPixmap(shown, picture, QRectF(picture.rect()))
    painter.restore()


def _paint_torn(painter: QPainter, rect: QRectF) -> None:
    """A torn picture and the word for it: not the mark of a defect that has no photo. Where there is room, the reason stands below instead."""
    side = min(26.0, rect.height() * 0.45)
    words, metrics = say("ui.photo.torn"), QFontMetrics(theme.font("meta"))
    small = rect.height() < _ROOM_FOR_REASON
    top = rect.center().y() - (side + (metrics.height() if small else 0)) / 2
    icons.paint(painter, "image_torn", rect.center().x() - side / 2, top, side, "warn")
    if small:
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("warn"))
        painter.drawText(QRectF(rect.left(), top + side, rect.width(), metrics.height()), Qt.AlignmentFlag.AlignCenter, words)


class PhotoModel(QAbstractListModel):
    """Photos, and one more row to add some where that is allowed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.photos: tuple[PhotoLine, ...] = ()
        self.adds = False

    def show_photos(self, photos: Sequence[PhotoLine], adds: bool) -> None:
        """Show other photos."""
        if tuple(photos) == self.photos and adds == self.adds:
            return
        self.beginResetModel()
        self.photos, self.adds = tuple(photos), adds
        self.endResetModel()

    def photo(self, row: int) -> PhotoLine | None:
        """The photo of a row, None for the row that adds."""
        return self.photos[row] if 0 <= row < len(self.photos) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self.photos) + self.adds

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        photo = self.photo(index.row())
        return photo_words(photo) if photo else say("ui.photo.add")


class _Cells(QStyledItemDelegate):
    def __init__(self, strip: PhotoStrip, px: QSize) -> None:
        super().__init__(strip)
        self._strip, self._px = strip, px

    def become(self, px: QSize) -> bool:
        """Cells of another size; answers whether it is another."""
        changed, self._px = px != self._px, px
        return changed

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._px + QSize(_GAP, _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, PhotoModel)
        area = QRectF(option.rect)
        rect = QRectF(area.left(), area.top(), self._px.width(), self._px.height())
        state: QStyle.StateFlag = option.state
        photo = model.photo(index.row())
        radius = theme.size("radius")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if photo is None:
            painter.setPen(QPen(theme.colour("line_strong"), 1.3, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
            icons.paint(painter, "plus", rect.center().x() - 10, rect.center().y() - 10, 20, "text2")
        else:
            paint_photo(painter, rect, photo, self._strip.thumbnails, self._strip.devicePixelRatioF(), radius)
            if state & QStyle.StateFlag.State_Selected:
                painter.setPen(QPen(theme.colour("accent"), 3))
                painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), radius, radius)
        painter.restore()


class PhotoStrip(QListView):
    """`photo_wanted(PhotoLine)` when one is chosen, `add_wanted()` for the last cell. Without a `bar` it is scrolled by wheel and finger only."""

    photo_wanted = Signal(object)
    add_wanted = Signal()

    def __init__(self, thumbnails: Thumbnails, px: QSize, name: str, wraps: bool = False, bar: bool = True) -> None:
        super().__init__()
        self.cell = px + QSize(_GAP, _GAP)
        self._least, self._fills = px, wraps
        self.thumbnails = thumbnails
        self.shown = PhotoModel(self)
        self.setModel(self.shown)
        self._cells = _Cells(self, px)
        self.setItemDelegate(self._cells)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setWrapping(wraps)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        if wraps:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        else:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setFixedHeight(px.height() + (20 if bar else _GAP))
            if not bar:
                self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setAcceptDrops(False)
        thumbnails.arrived.connect(self.viewport().update)
        self.clicked.connect(self._press)
        self.activated.connect(self._press)

    def show_photos(self, photos: Sequence[PhotoLine], adds: bool, chosen: str = "") -> None:
        """Show photos, one of them chosen by its record."""
        self.shown.show_photos(photos, adds)
        row = next((place for place, each in enumerate(photos) if each.record == chosen), -1)
        if row >= 0:
            self.setCurrentIndex(self.shown.index(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fills:
            self._fill()

    def _fill(self) -> None:
        """As many columns as fit, and cells that share what is left of the width. The room of the bar is kept free, so that nothing swings.
        Columns are counted as if every palette had the same frame: a thicker one costs the cells a pixel and not a column."""
        room = self.width() - self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent) - 2
        columns = max(1, (room + 2 * theme.hair()) // (self._least.width() + _GAP))
        wide = room // columns - _GAP
        size = QSize(wide, wide * self._least.height() // self._least.width())
        if self._cells.become(size):
            self.cell = size + QSize(_GAP, _GAP)
            self.scheduleDelayedItemsLayout()

    def _press(self, index: QModelIndex) -> None:
        photo = self.shown.photo(index.row())
        if photo is None:
            self.add_wanted.emit()
        else:
            self.photo_wanted.emit(photo)


def paint_nothing(painter: QPainter, rect: QRectF, words: str) -> None:
    """Where a photo would be: a dashed frame, and what to do."""
    radius = theme.size("radius")
    painter.setPen(QPen(theme.colour("line_strong"), 1.2, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
    icons.paint(painter, "image", rect.center().x() - 15, rect.center().y() - 30, 30, "text3")
    _paint_words(painter, rect.adjusted(16, rect.height() / 2, -16, 0), words, "text2")


def paint_unreadable(painter: QPainter, rect: QRectF, photo: PhotoLine, thumbnails: Thumbnails, dpr: float) -> None:
    """The mark of a photo that cannot be read, large, and why."""
    paint_photo(painter, rect, photo, thumbnails, dpr, theme.size("radius"))
    _paint_words(painter, rect.adjusted(16, rect.height() / 2 + 16, -16, 0), reason_words(photo), "warn")


def paint_corner(painter: QPainter, rect: QRectF, words: str) -> None:
    """A few words on a plate in the top left corner of a photo that is shown in `rect`: which of how many."""
    if not words:
        return
    painter.setFont(theme.font("dense", bold=True))
    width = painter.fontMetrics().horizontalAdvance(words) + 16
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("surface"))
    corner = QRectF(rect.left() + 8, rect.top() + 8, width, 24)
    painter.drawRoundedRect(corner, 6, 6)
    painter.setPen(theme.colour("text"))
    painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, words)


def _paint_words(painter: QPainter, rect: QRectF, words: str, token: str) -> None:
    painter.setFont(theme.font("dense"))
    painter.setPen(theme.colour(token))
    painter.drawText(rect, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, words)
