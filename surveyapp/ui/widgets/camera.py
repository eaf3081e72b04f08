"""The camera over a scene: pan, zoom at a point, fit. Wheel, pinch and drag all end here."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTransform
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

_FAR = 40_000.0


class Camera(QGraphicsView):
    """`moved` after every pan and zoom. `scale_px` is px to a unit of the scene."""

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setScene(QGraphicsScene(self))
        self.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.setSceneRect(QRectF(-_FAR, -_FAR, 2 * _FAR, 2 * _FAR))
        self._least, self._most = 0.001, 40.0
        self.margin_px = 80
        """Px that stay free around what is fitted."""
        self.taken_right = 0
        """Px at the right edge that something covers for long: what is fitted keeps out of them."""

    @property
    def scale_px(self) -> float:
        """How many px a unit of the scene is."""
        return self.transform().m11()

    def limit(self, least: float, most: float) -> None:
        """How far in and out one can go, in px to a unit."""
        self._least, self._most = least, most

    def zoom_at(self, factor: float, point: QPointF) -> None:
        """Zoom so that what lies under a point of the viewport stays there."""
        wanted = max(self._least, min(self._most, self.scale_px * factor))
        held = self.mapToScene(point.toPoint())
        self.setTransform(QTransform.fromScale(wanted, wanted))
        there = self.mapFromScene(held)
        self._scroll(there.x() - point.x(), there.y() - point.y())
        self.moved.emit()

    def zoom(self, factor: float) -> None:
        """Zoom at the middle."""
        self.zoom_at(factor, QPointF(self.viewport().rect().center()))

    def pan(self, right: float, down: float) -> None:
        """Move what is seen by px."""
        self._scroll(right, down)
        self.moved.emit()

    def _scroll(self, right: float, down: float) -> None:
        across, along = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + round(right))
        along.setValue(along.value() + round(down))

    def fit_rect(self, rect: QRectF, most: float) -> None:
        """Show a part of the scene whole, not larger than `most` px to a unit."""
        port = self.viewport().rect()
        wide, high = max(120, port.width() - 2 * self.margin_px - self.taken_right), max(120, port.height() - 2 * self.margin_px)
        wanted = min(most, wide / max(rect.width(), 1e-6), high / max(rect.height(), 1e-6))
        wanted = max(self._least, min(self._most, wanted))
        self.setTransform(QTransform.fromScale(wanted, wanted))
        self.centerOn(rect.center())
        self._scroll(self.taken_right / 2, 0)
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the middle in the middle."""
        middle = self.mapToScene(QRectF(0, 0, event.oldSize().width(), event.oldSize().height()).center().toPoint())
        super().resizeEvent(event)
        if event.oldSize().isValid():
            self.centerOn(middle)
        self.moved.emit()
