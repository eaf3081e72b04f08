"""From the start of the process to the first painted window with the last survey's first page, against a bare PySide6 window."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_WATCH = """
from PySide6.QtCore import QEvent, QObject
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(time.time(), flush=True)
            os._exit(0)
        return False
"""

_BARE = (
    """
import os, time
from PySide6.QtWidgets import QApplication, QMainWindow
"""
    + _WATCH
    + """
app = QApplication([])
window = QMainWindow()
watch = Watch()
window.installEventFilter(watch)
window.show()
app.exec()
"""
)

_OURS = (
    """
import os, sys, time
from pathlib import Path
from surveyapp.store.first_page import first_page
from surveyapp.ui.first_page import first_page_from
from surveyapp.ui.start import application, window
"""
    + _WATCH
    + """
home = Path(sys.argv[1])
app = application([])
def open_verbs():
    from surveyapp.steps.desk import Desk
    from surveyapp.steps.node import open_home
    return Desk(open_home(home))
shown = window(app, first_page_from(first_page(home / "journal.db")), open_verbs, home)
watch = Watch()
shown.installEventFilter(watch)
shown.show()
app.exec()
"""
)


def _seconds(code: str, *arguments: str) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    started = time.time()
    said = subprocess.run([sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True, check=True).stdout
    return float(said.split()[-1]) - started


def rows() -> list[tuple[str, float, float, float | None, float]]:
    """(what, ours, floor, peer, goal): interleaved medians of nine runs, in seconds."""
    from surveyapp.steps.demo import demo

    with tempfile.TemporaryDirectory() as folder:
        demo(Path(folder) / "demo", lambda code, facts: None)
        home = str(Path(folder) / "demo" / "laptop-a")
        pairs = [(_seconds(_OURS, home), _seconds(_BARE)) for _ in range(10)][1:]
    ours, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    return [("first painted window", ours, bare, None, 1.35)]
