"""Reading and decoding of tiles and plans in a small pool: the GUI thread only ever paints what is there."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from surveyapp.domain.mercator import Tile
from surveyapp.ui.verbs import TileSource

_TILES_KEPT = 240
_PLAN_EDGE = 3072
"""A scan is shown at most this large: 36 MB, and still four times what the window has pixels for."""


class _Door(QObject):
    ready = Signal(int, object, QImage)


class _Work(QRunnable):
    def __init__(self, generation: int, key: object, make: Callable[[], QImage], door: _Door) -> None:
        super().__init__()
        self._generation, self._key, self._make, self._door = generation, key, make, door

    def run(self) -> None:
        self._door.ready.emit(self._generation, self._key, self._make())


class _Close(QRunnable):
    """A file is closed in the pool: the GUI thread does not wait for a reader."""

    def __init__(self, source: TileSource) -> None:
        super().__init__()
        self._source = source

    def run(self) -> None:
        self._source.close()


class Loader(QObject):
    """Pictures by key. `arrived` when one has come. A change of the base begins a new generation: what was asked for before is dropped."""

    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._closers = QThreadPool(self)
        self._door = _Door(self)
        self._door.ready.connect(self._keep, Qt.ConnectionType.QueuedConnection)
        self._asked: set[object] = set()
        self._held: OrderedDict[object, QPixmap | None] = OrderedDict()
        self._generation = 0
        self._turn = 0
        self._source: TileSource | None = None

    def use(self, source: TileSource | None) -> None:
        """Read tiles from here from now on; the file that was open is closed. Everything held is forgotten."""
        self._generation += 1
        self._pool.clear()
        self._asked.clear()
        self._held.clear()
        old, self._source = self._source, source
        if old is not None and old is not source:
            self._closers.start(_Close(old))

    def tile(self, tile: Tile) -> QPixmap | None:
        """A tile, or None while it is being read and where there is none."""
        return self._picture(tile, lambda: self._read_tile(tile))

    def knows(self, tile: Tile) -> bool:
        """Whether a tile has been read: it may have turned out that there is none."""
        return tile in self._held

    def plan(self, path: str) -> QPixmap | None:
        """The scan of a plan, reduced to what a screen can show, upright; None while it is being read."""
        return self._picture(path, lambda: _read_plan(path))

    def _picture(self, key: object, make: Callable[[], QImage]) -> QPixmap | None:
        if key in self._held:
            self._held.move_to_end(key)
            return self._held[key]
        if key not in self._asked:
            self._asked.add(key)
            self._turn += 1
            self._pool.start(_Work(self._generation, key, make, self._door), self._turn)
        return None

    def _read_tile(self, tile: Tile) -> QImage:
        source = self._source
        data = source.tile(tile.zoom, tile.column, tile.row) if source is not None else None
        return QImage.fromData(data) if data else QImage()

    def is_idle(self) -> bool:
        """Whether everything that was asked for has come."""
        return not self._asked

    def close(self) -> None:
        """Stop reading and close the file; what has begun is waited for."""
        self.use(None)
        self._pool.waitForDone()
        self._closers.waitForDone()

    def _keep(self, generation: int, key: object, image: QImage) -> None:
        if generation != self._generation:
            return
        self._asked.discard(key)
        self._held[key] = None if image.isNull() else QPixmap.fromImage(image)
        while len(self._held) > _TILES_KEPT:
            self._held.popitem(last=False)
        self.arrived.emit()


def _read_plan(path: str) -> QImage:
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    held = reader.size()
    if held.isValid() and max(held.width(), held.height()) > _PLAN_EDGE:
        reader.setScaledSize(held.scaled(QSize(_PLAN_EDGE, _PLAN_EDGE), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
