"""What scrolls is as high as it asks for. Qt now and then forgets to tell a paper that a row inside has grown: then every row would lose a part."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea

_CHANGES = {QEvent.Type.LayoutRequest, QEvent.Type.Resize}


class WholeInside(QObject):
    """Looks a turn after a layout or a resize whether the widget of `area` got the height it needs, and asks once more where it did not."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        inside = area.widget()
        assert inside is not None, "made after the area has its widget"
        self._inside = inside
        self._asked = 0
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(0)
        self._look.timeout.connect(self._compare)
        self._inside.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and event.type() in _CHANGES:
            self._look.start()
        return False

    def _compare(self) -> None:
        """Asked once for each height: what cannot be given is not asked for without end."""
        needed = self._inside.minimumSizeHint().height()
        if self._inside.height() >= needed:
            self._asked = 0
        elif needed != self._asked:
            self._asked = needed
            QApplication.postEvent(self._inside, QEvent(QEvent.Type.LayoutRequest))
