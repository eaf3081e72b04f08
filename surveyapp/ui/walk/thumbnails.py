"""Thumbnails: read and scaled in a small pool, newest request first; the GUI thread only ever paints what is there."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QPixmap, QPixmapCache

_CACHE_KB = 64 * 1024


class _Door(QObject):
    ready = Signal(str, QImage)


class _Load(QRunnable):
    def __init__(self, key: str, path: str, size: QSize, door: _Door) -> None:
        super().__init__()
        self._key, self._path, self._size, self._door = key, path, size, door

    def run(self) -> None:
        reader = QImageReader(self._path)
        reader.setAutoTransform(True)
        held, wanted = reader.size(), self._size
        if reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90:
            wanted = wanted.transposed()  # the size is that before the turn
        if held.isValid():
            reader.setScaledSize(held.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
        self._door.ready.emit(self._key, reader.read())


class Thumbnails(QObject):
    """Pictures by path and size. `arrived` when one that was missing has come: paint again then."""

    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._door = _Door(self)
        self._door.ready.connect(self._keep)
        self._asked: set[str] = set()
        self._turn = 0
        QPixmapCache.setCacheLimit(_CACHE_KB)

    def picture(self, path: str, size: QSize, dpr: float) -> QPixmap | None:
        """The picture covering `size` logical px, or None while it is being read (or cannot be)."""
        if not path:
            return None
        pixels = size * dpr
        key = f"{path}|{pixels.width()}x{pixels.height()}"
        held = QPixmap()
        if QPixmapCache.find(key, held):
            held.setDevicePixelRatio(dpr)
            return None if held.isNull() else held
        if key not in self._asked:
            self._asked.add(key)
            self._turn += 1
            self._pool.start(_Load(key, path, pixels, self._door), self._turn)
        return None

    def is_idle(self) -> bool:
        """Whether everything that was asked for has come."""
        return not self._asked

    def close(self) -> None:
        """Stop reading: what has not begun is dropped, what has begun is waited for."""
        self._pool.clear()
        self._pool.waitForDone()

    def _keep(self, key: str, image: QImage) -> None:
        self._asked.discard(key)
        if not image.isNull():
            QPixmapCache.insert(key, QPixmap.fromImage(image))
            self.arrived.emit()
