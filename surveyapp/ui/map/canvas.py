"""The canvas: the ground, the pins on it, and what a person does with them by mouse, finger and keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture

from surveyapp.domain.pins import MapView, Pin, gather
from surveyapp.ui.map.ground import paint_ground, plan_rect
from surveyapp.ui.map.loading import Loader
from surveyapp.ui.map.looks import BY_SEVERITY, paint_mark
from surveyapp.ui.map.pin_item import PinItem, spread_offsets
from surveyapp.ui.widgets.camera import Camera

TOGETHER_PX = 28.0
_FEW_BUILDINGS, _SIGN_PX = 60, 110.0
"""Beyond so many buildings, signs that would stand nearer than this on the screen are gathered like other pins."""
_FEW_PINS, _CROWDED_PX = 800, 52.0
"""Beyond so many pins, each with its ×n, they need more room than they are wide."""
_NUDGE_PX, _LEAP_PX = 4, 24
_WHEEL, _KEY = 1.0015, 1.3
_SETTLE_MS = 600
_CLOSEST = 6.0
_LAYERS = ("building", "defect")
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class MapCanvas(Camera):
    """`pin_chosen(record)` ("" for none), `pin_opened(record)`, `pin_moved(record, x, y)` in units of the frame, `spot_tapped(x, y)` while
    a spot is asked for, `asking_ended` when Esc ends that."""

    pin_chosen = Signal(str)
    pin_opened = Signal(str)
    pin_moved = Signal(str, float, float)
    spot_tapped = Signal(float, float)
    asking_ended = Signal()

    def __init__(self, loader: Loader) -> None:
        super().__init__()
        self._loader = loader
        loader.arrived.connect(self.viewport().update)
        self.view: MapView | None = None
        self.mode = BY_SEVERITY
        self.layers = set(_LAYERS)
        self.chosen = ""
        self.building: str | None = None
        self.may_move = True
        self.asking = False
        self.marks: list[tuple[float, float]] = []
        self.items_by_record: dict[str, PinItem] = {}
        self._stack: list[PinItem] = []
        self._groups: tuple[object, dict[str, list[list[Pin]]]] = (None, {})
        self._spread = ""
        self._pressed: PinItem | None = None
        self._opening = ""
        self._press_at = QPointF()
        self._last = QPointF()
        self._dragging = self._panning = False
        self._nudged = False
        self._nudges = QTimer(self)
        self._nudges.setSingleShot(True)
        self._nudges.setInterval(_SETTLE_MS)
        self._nudges.timeout.connect(self.settle)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.moved.connect(self._regroup)
        self._grouped_at = 0.0

    def show_view(self, view: MapView, fit: bool) -> None:
        """Show a map. `fit`: look at all of it; otherwise the camera stays where it is."""
        self.settle()
        self.view = view
        self._spread = ""
        in_pixels = view.frame.plane is None and bool(view.frame.plan)
        self.limit(0.02 if in_pixels else 0.0008, 12 if in_pixels else 40)
        if fit:
            self.fit()
        self.rebuild()

    def fit(self) -> None:
        """Look at everything that is shown."""
        if self.view is None:
            return
        rect = QRectF()
        if self.view.plan is not None:
            rect = plan_rect(self.view.plan, on_ground=self.view.frame.fit is not None)
        if spots := [spot for _, found in self._ranked().values() for spot in found]:
            across, along = [x for x, _ in spots], [y for _, y in spots]
            rect = rect.united(QRectF(QPointF(min(across) - 10, min(along) - 10), QPointF(max(across) + 10, max(along) + 10)))
        self.fit_rect(rect if not rect.isEmpty() else QRectF(-100, -60, 200, 120), _CLOSEST)

    def _spot(self, pin: Pin) -> tuple[float, float] | None:
        return self.view.spots.get(pin.record) if self.view is not None else None

    def _grouped(self) -> dict[str, list[list[Pin]]]:
        """The crowds of each kind at this zoom. They stay as they are while only another pin is taken in hand."""
        made_for = (self.view, frozenset(self.layers), self.scale_px)
        held_for, groups = self._groups
        if held_for is not None and made_for[0] is held_for[0] and made_for[1:] == held_for[1:]:  # type: ignore[index]
            return groups
        groups = {}
        for kind, (pins, spots) in self._ranked().items():
            crowds = gather(spots, self._apart(kind, len(pins)))
            groups[kind] = [[pins[each] for each in crowd] for crowd in crowds]
        self._groups = made_for, groups
        return groups

    def _ranked(self) -> dict[str, tuple[Sequence[Pin], Sequence[tuple[float, float]]]]:
        """The pins of the chosen layers by kind, with their spots, the worst first."""
        return {kind: held for kind, held in self.view.ranked.items() if kind in self.layers} if self.view is not None else {}

    def _apart(self, kind: str, count: int) -> float:
        """How far apart two of a kind must stand to be shown alone. Signs of few buildings all stand; of very many they would hide each other."""
        if kind == "building":
            return 0.01 if count <= _FEW_BUILDINGS else _SIGN_PX / self.scale_px
        return (TOGETHER_PX if count <= _FEW_PINS else _CROWDED_PX) / self.scale_px

    def rebuild(self) -> None:
        """Make the pins anew: other values, another zoom, another choice."""
        self.items_by_record.clear()
        self._stack.clear()
        self._pressed = None
        self._grouped_at = self.scale_px
        for groups in self._grouped().values():
            for group in groups:
                self._add_group(group)
        self._stack.sort(key=lambda item: item.level)
        self.viewport().update()

    def _add_group(self, pins: list[Pin]) -> None:
        """A crowd, led by the pin in hand where that is among it; spread, each stands for itself."""
        if len(pins) > 1 and any(pin.record == self._spread for pin in pins):
            for pin, offset in zip(pins, spread_offsets(len(pins)), strict=True):
                self._add(pin, [pin], pins[0], offset)
            return
        leader = next((pin for pin in pins if pin.record == self.chosen), pins[0])
        self._add(leader, [leader, *(pin for pin in pins if pin is not leader)], leader, QPointF())

    def _add(self, pin: Pin, members: list[Pin], at: Pin, offset: QPointF) -> None:
        spot, here = QPointF(*(self._spot(at) or (0.0, 0.0))), self.building is not None and pin.building == self.building
        item = PinItem(pin, self.mode, members, spot, offset, pin.record == self.chosen, here)
        self._stack.append(item)
        for member in members:
            self.items_by_record[member.record] = item

    def _regroup(self) -> None:
        if self.view is not None and abs(self.scale_px / (self._grouped_at or 1) - 1) > 0.01:
            self._spread = ""
            self.rebuild()

    def choose(self, record: str) -> None:
        """Take a pin in hand; "" for none."""
        self.settle()
        if record != self.chosen:
            self.chosen = record
            if record:
                held = self.items_by_record.get(record)
                if held is None or held.offset.isNull():
                    self._spread = ""
            self.rebuild()
            self.pin_chosen.emit(record)

    def spread(self, record: str) -> None:
        """Spread the crowd that this pin belongs to."""
        self._spread = record
        self.rebuild()

    def is_spread(self) -> bool:
        """Whether a crowd is spread."""
        return bool(self._spread)

    def pin_rect(self, record: str) -> QRect:
        """Where a pin is painted, in the viewport; empty where it is not shown."""
        item = self.items_by_record.get(record)
        if item is None:
            return QRect()
        return item.rect().translated(QPointF(self.mapFromScene(item.pos()))).toAlignedRect()

    def uncover(self, record: str, covers: list[QRect]) -> None:
        """Pan so that a pin is in sight and under nothing that floats over the canvas."""
        rect, port = self.pin_rect(record), self.viewport().rect().adjusted(8, 8, -8, -8)
        if rect.isEmpty() or (port.contains(rect) and not any(rect.intersects(each) for each in covers)):
            return
        card = next((each for each in covers if each.height() > 120 and each.left() > port.width() / 3), None)
        free = QRect(port.left(), port.top(), (card.left() if card else port.right()) - port.left(), port.height())
        to = free.center() - rect.center()
        self.pan(-to.x(), -to.y())

    def together(self, record: str) -> int:
        """How many others of its kind stand at the place of a pin, as near as makes one crowd at this zoom."""
        item = self.items_by_record.get(record)
        if item is None:
            return 0
        near, here = self._apart("", len(self._ranked()[item.pin.kind][0])), item.pos()
        crowds = (held for held in self._stack if held.pin.kind == item.pin.kind)
        return sum(held.count for held in crowds if (held.pos().x() - here.x()) ** 2 + (held.pos().y() - here.y()) ** 2 < near * near) - 1

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.resetTransform()
        to_port, port = self.viewportTransform(), QRectF(self.viewport().rect())
        placed = ((item, to_port.map(item.pos())) for item in self._stack)
        seen = [(item, at) for item, at in placed if item.rect().translated(at).intersects(port)]
        for part in (PinItem.paint_stem, PinItem.paint):
            for item, at in seen:
                painter.translate(at)
                part(item, painter)
                painter.translate(-at)
        for number, (x, y) in enumerate(self.marks):
            paint_mark(painter, QPointF(self.mapFromScene(x, y)), number + 1)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        if self.view is not None:
            paint_ground(painter, QRectF(rect), self.scale_px, self.view, self._loader)

    # what a person does

    def _pin_at(self, point: QPointF) -> PinItem | None:
        to_port = self.viewportTransform()
        return next((item for item in reversed(self._stack) if item.is_at(point - to_port.map(item.pos()))), None)

    def _shift(self, item: PinItem, offset: QPointF) -> None:
        """Paint a pin elsewhere: while it is moved."""
        item.offset = offset
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._press_at = self._last = event.position()
        self._pressed = None if self.asking else self._pin_at(event.position())
        self._dragging = self._panning = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        far = (event.position() - self._press_at).manhattanLength() >= QApplication.startDragDistance()
        if not self._dragging and not self._panning and far:
            movable = self._pressed is not None and self.may_move and self._pressed.count == 1
            self._dragging, self._panning = movable, not movable
            if movable and self._pressed is not None and self._pressed.pin.record != self.chosen:
                self._pressed = self._take_for_drag(self._pressed.pin.record)
        if self._dragging and self._pressed is not None:
            self._shift(self._pressed, self._pressed.offset + event.position() - self._last)
        elif self._panning:
            self.pan(self._last.x() - event.position().x(), self._last.y() - event.position().y())
        if self._dragging or self._panning:
            self._last = event.position()

    def _take_for_drag(self, record: str) -> PinItem | None:
        self.choose(record)
        return self.items_by_record.get(record)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        pressed, dragged, panned, opening = self._pressed, self._dragging, self._panning, self._opening
        self._pressed, self._dragging, self._panning, self._opening = None, False, False, ""
        if dragged and pressed is not None:
            self._drop(pressed)
        elif not panned and self.asking:
            spot = self.mapToScene(event.position().toPoint())
            self.spot_tapped.emit(spot.x(), spot.y())
        elif not panned and opening:
            self.pin_opened.emit(opening)
        elif not panned:
            self._tap(pressed)

    def _tap(self, item: PinItem | None) -> None:
        if item is None:
            self._spread = ""
            self.choose("")
            self.rebuild()
        elif item.count > 1:
            self.choose(item.pin.record)
            self.spread(item.pin.record)
        else:
            self.choose(item.pin.record)

    def _drop(self, item: PinItem) -> None:
        """A pin was let go: its tip says where."""
        at = self.mapToScene((QPointF(self.mapFromScene(item.pos())) + item.offset).toPoint())
        self.pin_moved.emit(item.pin.record, at.x(), at.y())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second of two presses: let go at once it opens the pin; it may as well be the beginning of a quick drag."""
        self.mousePressEvent(event)
        item = self._pressed
        self._opening = item.pin.record if item is not None and item.count == 1 else ""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self.zoom_at(_WHEEL ** event.angleDelta().y(), event.position())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._pressed, self._dragging, self._panning = None, False, True
                self.zoom_at(pinch.scaleFactor(), QPointF(self.viewport().mapFromGlobal(pinch.centerPoint().toPoint())))
                return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, leap = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _ARROWS:
            self._arrow(*_ARROWS[key], _LEAP_PX if leap else _NUDGE_PX)
        elif event.text() in ("+", "=", "-"):
            self.zoom(1 / _KEY if event.text() == "-" else _KEY)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._enter(opens=key != Qt.Key.Key_Space)
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def _enter(self, *, opens: bool) -> None:
        """While a spot is asked for, the middle of the canvas is it; otherwise Enter opens, Space spreads a crowd."""
        item = self.items_by_record.get(self.chosen)
        if self.asking:
            middle = self.mapToScene(self.viewport().rect().center())
            self.spot_tapped.emit(middle.x(), middle.y())
        elif item is not None and item.count > 1:
            self.spread(self.chosen)
        elif item is not None and opens:
            self.pin_opened.emit(self.chosen)

    def _escape(self) -> None:
        if self.asking:
            self.asking_ended.emit()
        elif self._spread:
            self._spread = ""
            self.rebuild()
        else:
            self.choose("")

    def _arrow(self, right: int, down: int, px: int) -> None:
        """Arrows move the pin in hand; without one they move the view."""
        item = self.items_by_record.get(self.chosen)
        if item is None or not self.may_move or self.asking:
            self.pan(right * px * 8, down * px * 8)
            return
        if item.count > 1:
            self.spread(self.chosen)
            item = self.items_by_record[self.chosen]
        self._shift(item, item.offset + QPointF(right * px, down * px))
        self._nudged = True
        self._nudges.start()

    def settle(self) -> None:
        """The arrows have rested: what they did is one move."""
        item = self.items_by_record.get(self.chosen)
        self._nudges.stop()
        if self._nudged and item is not None:
            self._drop(item)
        self._nudged = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.settle()
        super().focusOutEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab walks the pins, top to bottom, and leaves after the last."""
        items = {id(item): item for item in self.items_by_record.values()}.values()
        order = sorted(items, key=lambda item: (round(item.pos().y()), item.pos().x(), item.pin.record))
        at = next((number for number, item in enumerate(order) if any(each.record == self.chosen for each in item.members)), None)
        there = (0 if following else len(order) - 1) if at is None else at + (1 if following else -1)
        if self.hasFocus() and 0 <= there < len(order):
            self.choose(order[there].pin.record)
            return True
        return super().focusNextPrevChild(following)
