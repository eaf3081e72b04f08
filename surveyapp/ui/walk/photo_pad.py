"""The photo in hand, whole and large enough to draw on. A stroke with the armed tool is an annotation, committed at once; a tap opens it large."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from surveyapp.domain.annotation_looks import bounds, display_list, frame, on_frame
from surveyapp.domain.annotation_shapes import handles, moved, placed
from surveyapp.domain.annotations import FULL, Annotation
from surveyapp.domain.views import PhotoLine
from surveyapp.ui import theme
from surveyapp.ui.marking.drawing import Drawing, annotation_words
from surveyapp.ui.marking.gesture import Gesture, Hand, Spot
from surveyapp.ui.marking.kit import Kit
from surveyapp.ui.marking.paint import paint_shown
from surveyapp.ui.marking.toolbar import ToolPanel, tool_words
from surveyapp.ui.theme import px
from surveyapp.ui.walk.photo_view import paint_corner, paint_nothing, paint_unreadable, photo_words
from surveyapp.ui.walk.thumbnails import Thumbnails
from surveyapp.ui.widgets.buttons import IconButton
from surveyapp.words import say

_SLACK_PX = 12
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_HANDLE_PX = 5
_BUTTONS_PX = 48
"""Kept free on the right: the buttons never lie on the photo."""
_LANDSCAPE = 3 / 4
"""The height of what a camera takes lying: such a photo fills its place, with nothing bare beside it."""
_BESIDE = 28
"""From the photo to the tools left of its column: they cover neither the other photos nor what is judged below."""
_ABOVE = 8
"""From the tools to what they are kept above."""
_STEP, _LEAP = FULL // 100, FULL // 20
ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


def step_of(event: QKeyEvent) -> tuple[int, int] | None:
    """How far an arrow key moves what is in hand: 1 % of the photo, 5 % with Shift; None for another key."""
    way = ARROWS.get(Qt.Key(event.key()))
    if way is None or event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return None
    far = _LEAP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
    return way[0] * far, way[1] * far


class PhotoPad(QWidget):
    """`large_wanted(PhotoLine)`: open it large; `text_wanted(PhotoLine, point)`: a text is to be written there, which needs the large view."""

    large_wanted = Signal(object)
    text_wanted = Signal(object, object)

    def __init__(self, thumbnails: Thumbnails, kit: Kit, drawing: Drawing, height: int, empty: str) -> None:
        super().__init__()
        self._thumbnails, self._kit, self._drawing, self._empty = thumbnails, kit, drawing, empty
        self.photo: PhotoLine | None = None
        self._count = ""
        self._gesture: Gesture | None = None
        self._ringed = False
        self._panel: ToolPanel | None = None
        self._below: QWidget | None = None
        self._most, self._given = px(height), 0
        self.setFixedHeight(self._most)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(empty)
        self.setProperty("draws", True)  # a finger draws here; it does not scroll what lies around
        self.enlarge = IconButton("expand", say("annotation.enlarge"), framed=True, parent=self)
        self.enlarge.clicked.connect(lambda: self.large_wanted.emit(self.photo))
        self.tool = IconButton("tool_ellipse", "", framed=True, parent=self)
        self.tool.clicked.connect(self._choose_tool)
        thumbnails.arrived.connect(self.update)
        drawing.changed.connect(self.update)
        kit.changed.connect(self._show_kit)
        self._show_kit()
        self.show_photo(None)

    def _show_kit(self) -> None:
        tool = self._kit.drawing_tool
        self.tool.become(f"tool_{tool}")
        words = say("annotation.tool_in_hand", tool=tool_words(tool))
        self.tool.setToolTip(words)
        self.tool.setAccessibleName(words)
        self.update()

    def tell_empty(self, words: str) -> None:
        """What stands here while there is no photo."""
        self._empty = words
        if self.photo is None:
            self.setAccessibleName(words)
            self.update()

    def show_photo(self, photo: PhotoLine | None, count: str = "") -> None:
        """Show a photo with `1 / 2` in its corner, or none."""
        if photo is None or self.photo is None or photo.record != self.photo.record:
            self._gesture = None
        self.photo, self._count = photo, count
        readable = photo is not None and photo.status == "ok"
        self.enlarge.setVisible(photo is not None)
        self.tool.setVisible(readable and self._drawing.may_draw)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if photo is not None else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self._in_words() if photo else self._empty)
        self.setCursor(Qt.CursorShape.CrossCursor if readable and self._drawing.may_draw else Qt.CursorShape.ArrowCursor)
        self.update()

    def _in_words(self) -> str:
        assert self.photo is not None
        drawn = [annotation_words(each) for each in self.photo.annotations]
        told = photo_words(self.photo)
        return say("annotation.photo_with", photo=told, count=len(drawn), names=", ".join(drawn)) if drawn else told

    # where the photo lies

    @property
    def _size(self) -> tuple[int, int]:
        return frame(self.photo.width, self.photo.height) if self.photo else frame(0, 0)

    def picture_rect(self) -> QRectF:
        """Where the whole photo lies in this widget."""
        wide, high = self._size
        room = self._frame()
        scale = min(room.width() / wide, room.height() / high)
        rect = QRectF(0, 0, wide * scale, high * scale)
        rect.moveCenter(room.center())
        return rect

    def _frame(self) -> QRectF:
        """The place of the photo, without that of the buttons: never wider than a lying photo of this height."""
        return QRectF(0, 0, min(self.width() - px(_BUTTONS_PX), round(self.height() / _LANDSCAPE)), self.height())

    def _scale(self) -> float:
        return self.picture_rect().width() / self._size[0]

    def _spot(self, point: QPointF) -> Spot:
        rect, scale = self.picture_rect(), self._scale()
        return (point.x() - rect.left()) / scale, (point.y() - rect.top()) / scale

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand()

    def give(self, given: int) -> None:
        """Be lower by so many px: what stands above needs them, and nothing below shall move."""
        self._given = given
        self._stand()

    def _stand(self) -> None:
        self.setFixedHeight(min(self._most, round((self.width() - px(_BUTTONS_PX)) * _LANDSCAPE)) - self._given)
        self.enlarge.move(self.width() - px(40), 0)
        self.tool.move(self.width() - px(40), self.height() - px(40))

    def keep_tools_above(self, below: QWidget) -> None:
        """The tools end above this: they would cover half of what can be pressed there."""
        self._below = below

    # what a person does

    def _choose_tool(self) -> None:
        if self._panel is None:
            self._panel = ToolPanel(self._kit, self.window())
        window, below = self.window(), self._below
        lowest = below.mapTo(window, QPoint(0, -_ABOVE)).y() if below is not None and below.isVisible() else window.height()
        self._panel.toggle(self.mapTo(window, QPoint(-_BESIDE, self.tool.y())), lowest)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.photo is None:
            return
        if self.photo.status != "ok" or not self.picture_rect().adjusted(-4, -4, 4, 4).contains(event.position()):
            return
        self._drawing.settle()
        hand = Hand(
            self._kit.drawing_tool,
            self._kit.colour,
            self._drawing.shown(self.photo),
            self._drawing.chosen,
            self._size,
            _SLACK_PX / self._scale(),
            self._drawing.may_draw,
        )
        self._gesture = Gesture(hand, self._spot(event.position()), QApplication.startDragDistance() / self._scale())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._gesture is not None:
            self._gesture.move(self._spot(event.position()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture, photo = self._gesture, self.photo
        self._gesture = None
        if gesture is None or photo is None or event.button() != Qt.MouseButton.LeftButton:
            return
        gesture.move(self._spot(event.position()))
        outcome = gesture.end()
        self.update()
        found = outcome.annotation
        if outcome.kind == "drawn" and found is not None and found.tool == "text":
            self.text_wanted.emit(photo, outcome.at)
        elif outcome.kind == "drawn" and found is not None:
            self._drawing.add(photo, found)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        elif outcome.kind == "moved" and found is not None:
            self._drawing.change(photo, found)
        elif outcome.kind == "tapped" and found is not None:
            self._drawing.choose(found.record)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        elif outcome.kind == "tapped":
            self.large_wanted.emit(photo)

    def mark_middle(self) -> None:
        """M: a numbered mark at the middle, which the arrow keys then move."""
        if self.photo is not None and self.photo.status == "ok":
            middle = (FULL // 2, FULL // 2)
            self._drawing.add(self.photo, Annotation("", "number", placed("number", middle), self._kit.colour))
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        photo, step = self.photo, step_of(event)
        one = self._drawing.one(photo) if photo is not None else None
        if photo is not None and one is not None and step is not None:
            self._drawing.change(photo, replace(one, shape=moved(one.shape, *step)), rests=True)
        elif photo is not None and one is not None and event.key() == Qt.Key.Key_Delete:
            self._drawing.delete(photo)
        elif photo is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.large_wanted.emit(photo)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._drawing.settle()
        super().focusOutEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ringed = event.reason() in _BY_KEY
        self.update()

    # what it looks like

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, radius = QRectF(self.rect()) if self.photo is None else self._frame(), theme.size("radius")
        if self.photo is None:
            paint_nothing(painter, rect, self._empty)
            return
        if self.photo.status != "ok":
            paint_unreadable(painter, rect, self.photo, self._thumbnails, self.devicePixelRatioF())
        else:
            self._paint_photo(painter, rect, self.photo, radius)
        paint_corner(painter, self.picture_rect() if self.photo.status == "ok" else rect, self._count)
        if self.hasFocus() and self._ringed:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)

    def _paint_photo(self, painter: QPainter, rect: QRectF, photo: PhotoLine, radius: float) -> None:
        ground = QPainterPath()
        ground.addRoundedRect(rect, radius, radius)
        painter.fillPath(ground, theme.colour("sunken"))
        inner, dpr = self.picture_rect(), self.devicePixelRatioF()
        picture = self._thumbnails.picture(photo.thumbnail, QSize(round(inner.width()), round(inner.height())), dpr)
        if picture is None:
            return
        painter.save()
        painter.setClipPath(ground)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(inner, picture, QRectF(picture.rect()))
        painter.setClipRect(inner, Qt.ClipOperation.IntersectClip)
        painter.translate(inner.topLeft())
        painter.scale(self._scale(), self._scale())
        paint_shown(painter, display_list(self._now(photo), self._size), picture, self._size)
        self._paint_chosen(painter, photo)
        painter.restore()

    def _now(self, photo: PhotoLine) -> list[Annotation]:
        """Everything drawn, with what is just being drawn."""
        shown = list(self._drawing.shown(photo))
        ghost = self._gesture.ghost() if self._gesture is not None else None
        if ghost is None:
            return shown
        return [ghost if each.record == ghost.record else each for each in shown] if ghost.record else [*shown, ghost]

    def _paint_chosen(self, painter: QPainter, photo: PhotoLine) -> None:
        one = next((each for each in self._now(photo) if each.record == self._drawing.chosen), None) if self._drawing.chosen else None
        if one is None:
            return
        left, top, right, bottom = bounds(one, self._size)
        edge = QRectF(left, top, right - left, bottom - top).adjusted(-60, -60, 60, 60)
        for colour, style in ((theme.colour("text"), Qt.PenStyle.SolidLine), (theme.colour("surface"), Qt.PenStyle.DashLine)):
            pen = QPen(colour, 1.5, style)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(edge)
        reach = _HANDLE_PX / self._scale()
        painter.setBrush(theme.colour("surface"))
        pen = QPen(theme.colour("text"), 1.5)
        pen.setCosmetic(True)
        painter.setPen(pen)
        for x, y in on_frame(handles(one), self._size):
            painter.drawEllipse(QPointF(x, y), reach, reach)
