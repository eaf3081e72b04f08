"""The photo, large: zoomed, panned, drawn on. The scene's unit is a ten-thousandth of the photo's longer edge."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture

from surveyapp.domain.annotation_looks import bounds, display_list, frame, from_frame, on_frame
from surveyapp.domain.annotation_shapes import handles, inside
from surveyapp.domain.annotations import FULL, Annotation, Point
from surveyapp.domain.views import PhotoLine
from surveyapp.ui import theme
from surveyapp.ui.marking.drawing import Drawing
from surveyapp.ui.marking.gesture import Gesture, Hand
from surveyapp.ui.marking.kit import SELECT, Kit
from surveyapp.ui.marking.paint import paint_shown
from surveyapp.ui.widgets.camera import Camera

_SLACK_PX = 14
_HANDLE_PX = 7
_WHEEL = 1.0015
_FIRST_EDGE, _CLOSE_EDGE = 1600, 3600
"""Longest edges of the pictures that are read: for the whole photo, and for looking closely."""
Pictures = Callable[[QSize], QPixmap | None]
"""Answers the photo at a size in px, or None while it is being read; `arrived` must then be told."""


class PhotoCanvas(Camera):
    """`drawn(Annotation)`, `moved_one(Annotation)`, `chosen(record)` ("" for none), `text_wanted(point)`."""

    drawn = Signal(object)
    moved_one = Signal(object)
    chosen = Signal(str)
    text_wanted = Signal(object)

    def __init__(self, kit: Kit, drawing: Drawing) -> None:
        super().__init__()
        self._kit, self._drawing = kit, drawing
        self.photo: PhotoLine | None = None
        self.pictures: Pictures = lambda _size: None
        self.writing: Annotation | None = None
        """A text that is being typed and is not yet recorded."""
        self._near: QPixmap | None = None
        self._gesture: Gesture | None = None
        self._panned = QPointF()
        self.space_held = False
        self._fits = True
        self.margin_px = 14
        self.setMouseTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        drawing.changed.connect(self.viewport().update)
        kit.changed.connect(self._show_cursor)

    @property
    def size_units(self) -> tuple[int, int]:
        """Width and height of the photo in the scene."""
        return frame(self.photo.width, self.photo.height) if self.photo else frame(0, 0)

    def show_photo(self, photo: PhotoLine | None, pictures: Pictures) -> None:
        """Show a photo. Another one is shown whole; the same one stays as it is looked at."""
        other = photo is None or self.photo is None or photo.record != self.photo.record
        self.photo, self.pictures = photo, pictures
        if other:
            self._near, self._gesture, self.writing = None, None, None
            self.fit()
        self._show_cursor()
        self.viewport().update()

    def fit(self) -> None:
        """Show the whole photo."""
        self._fits = True
        wide, high = self.size_units
        self.limit(0.001, 2.0)
        self.fit_rect(QRectF(0, 0, wide, high), 2.0)

    def zoom_at(self, factor: float, point: QPointF) -> None:
        """Zoom at a point: from now on a change of the window's size leaves the zoom as it is."""
        self._fits = False
        super().zoom_at(factor, point)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def middle(self) -> Point:
        """The point of the photo in the middle of what is seen."""
        at = self.mapToScene(self.viewport().rect().center())
        return inside(*from_frame(at.x(), at.y(), self.size_units))

    # what a person does

    def _show_cursor(self) -> None:
        pans = self.space_held or self._kit.tool == SELECT or not self._drawing.may_draw
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if pans else Qt.CursorShape.CrossCursor)

    def hold_space(self, held: bool) -> None:
        """While the space bar is held the pointer pans."""
        self.space_held = held
        self._show_cursor()

    def _hand(self) -> Hand:
        assert self.photo is not None
        tool = SELECT if self.space_held else self._kit.tool
        shown = () if self.space_held else self._drawing.shown(self.photo)
        return Hand(tool, self._kit.colour, shown, self._drawing.chosen, self.size_units, _SLACK_PX / self.scale_px, self._drawing.may_draw)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton) or self.photo is None or self.photo.status != "ok":
            return
        self._drawing.settle()
        hand = self._hand()
        if event.button() == Qt.MouseButton.MiddleButton:
            hand = Hand(SELECT, hand.colour, (), "", hand.size, hand.slack, hand.may_draw)
        at = self.mapToScene(event.position().toPoint())
        self._panned = event.position()
        self._gesture = Gesture(hand, (at.x(), at.y()), QApplication.startDragDistance() / self.scale_px)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick strokes that begin side by side are two strokes."""
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        gesture = self._gesture
        if gesture is None:
            return
        if gesture.pans:
            gesture.dragging = gesture.dragging or (event.position() - self._panned).manhattanLength() >= QApplication.startDragDistance()
            if gesture.dragging:
                self._fits = False
                self.pan(self._panned.x() - event.position().x(), self._panned.y() - event.position().y())
                self._panned = event.position()
            return
        at = self.mapToScene(event.position().toPoint())
        gesture.move((at.x(), at.y()))
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is None:
            return
        if not gesture.pans:
            at = self.mapToScene(event.position().toPoint())
            gesture.move((at.x(), at.y()))
        self._end(gesture)
        self.viewport().update()

    def _end(self, gesture: Gesture) -> None:
        outcome = gesture.end()
        found = outcome.annotation
        if outcome.kind == "tapped":
            self.chosen.emit(found.record if found else "")
        elif outcome.kind == "moved" and found is not None:
            self.moved_one.emit(found)
        elif outcome.kind == "drawn" and found is not None and found.tool == "text":
            self.text_wanted.emit(outcome.at)
        elif outcome.kind == "drawn" and found is not None:
            self.drawn.emit(found)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_at(_WHEEL ** event.angleDelta().y(), event.position())
        else:
            self._fits = False
            self.pan(-event.angleDelta().x(), -event.angleDelta().y())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._gesture = None
                fingers = pinch.lastCenterPoint() - pinch.centerPoint()
                self.pan(fingers.x(), fingers.y())
                self.zoom_at(pinch.scaleFactor(), QPointF(self.viewport().mapFromGlobal(pinch.centerPoint().toPoint())))
                return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys belong to the view around the canvas."""
        event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab walks what is drawn, in the order of its drawing, and leaves after the last."""
        keys = [each.record for each in self._drawing.shown(self.photo)] if self.photo else []
        at = keys.index(self._drawing.chosen) if self._drawing.chosen in keys else None
        there = (0 if following else len(keys) - 1) if at is None else at + (1 if following else -1)
        if self.hasFocus() and 0 <= there < len(keys):
            self.chosen.emit(keys[there])
            return True
        return super().focusNextPrevChild(following)

    # what it looks like

    def now(self) -> list[Annotation]:
        """Everything that is drawn, with what is just being drawn or typed."""
        if self.photo is None:
            return []
        shown = list(self._drawing.shown(self.photo))
        ghost = self._gesture.ghost() if self._gesture is not None else None
        if ghost is not None:
            shown = [ghost if each.record == ghost.record else each for each in shown] if ghost.record else [*shown, ghost]
        return [*shown, self.writing] if self.writing is not None else shown

    def _picture(self) -> QPixmap | None:
        """The picture for this zoom; the best one there is while a better one is being read."""
        if self.photo is None:
            return None
        wide, high = self.size_units
        sharp = self.scale_px * self.devicePixelRatioF()
        edge = _FIRST_EDGE if sharp * FULL <= _FIRST_EDGE * 1.25 else _CLOSE_EDGE
        edge = min(edge, max(self.photo.width, self.photo.height) or edge)
        found = self.pictures(QSize(round(wide * edge / FULL), round(high * edge / FULL)))
        if found is not None:
            self._near = found
        return self._near

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.fillRect(QRectF(rect), theme.colour("sunken"))
        picture = self._picture()
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(QRectF(0, 0, *self.size_units), picture, QRectF(picture.rect()))

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        if self.photo is None or self.photo.status != "ok":
            return
        painter.save()
        painter.setClipRect(QRectF(0, 0, *self.size_units))
        paint_shown(painter, display_list(self.now(), self.size_units), self._near, self.size_units)
        painter.restore()
        self._paint_chosen(painter)

    def _paint_chosen(self, painter: QPainter) -> None:
        """A dashed frame around what is chosen, and its handles: always as large, however far one zooms."""
        one = next((each for each in self.now() if each.record == self._drawing.chosen), None) if self._drawing.chosen else self.writing
        if one is None:
            return
        left, top, right, bottom = bounds(one, self.size_units)
        painter.resetTransform()
        corners = QRectF(QPointF(self.mapFromScene(left, top)), QPointF(self.mapFromScene(right, bottom))).adjusted(-4, -4, 4, 4)
        dark, light = theme.colour("text"), theme.colour("surface")
        if dark.lightness() > light.lightness():
            dark, light = light, dark
        for colour, style in ((dark, Qt.PenStyle.SolidLine), (light, Qt.PenStyle.DashLine)):
            painter.setPen(QPen(colour, 1.5, style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(corners)
        painter.setPen(QPen(dark, 1.5))
        painter.setBrush(light)
        for x, y in on_frame(handles(one), self.size_units) if one.record else ():
            painter.drawEllipse(QPointF(self.mapFromScene(x, y)), _HANDLE_PX, _HANDLE_PX)
