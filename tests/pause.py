"""Letting the event loop turn for a while, for tests, pictures and benchmarks.

The timer is held until it has rung. `QTimer.singleShot` with a delay makes one that nobody holds: its Python half may be collected by another thread
in the moment in which Qt destroys it, and the process falls (Qt for Python 6.11).
"""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QTimer


def pause(milliseconds: int) -> None:
    """Let the event loop turn; other threads run meanwhile."""
    loop = QEventLoop()
    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(loop.quit)
    timer.start(milliseconds)
    loop.exec()
