"""From the start of the process to the first painted window with the last survey's first page, against a bare PySide6 window.

Both clocks stop when the first paint has reached the screen with all that it paints. Python's compiled files are written beforehand, as an
installation has them. Then, how long the window stands still at most while the rest is imported and made, until its data are there and
every page could be gone to.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

Row = tuple[str, float, float, float | None, float]
GAP = 0.025

_BARE = """
import os, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: (print(time.time(), flush=True), os._exit(0)))
        return False
app = QApplication([])
window = QMainWindow()
watch = Watch()
window.installEventFilter(watch)
window.show()
app.exec()
"""

_OPEN = """
import os, sys, time
from pathlib import Path
from surveyapp.store.first_page import first_page
from surveyapp.ui.first_page import first_page_from
from surveyapp.ui.start import application, window
home = Path(sys.argv[1])
app = application([])
def open_verbs():
    from surveyapp.steps.desk import Desk
    from surveyapp.steps.node import open_home
    return Desk(open_home(home))
shown = window(app, first_page_from(first_page(home / "journal.db")), open_verbs, home)
"""

_OURS = (
    _OPEN
    + """
shown.centralWidget().painted.disconnect()
shown.centralWidget().painted.connect(lambda: (print(time.time(), flush=True), os._exit(0)))
shown.show()
app.exec()
"""
)

_STANDING = (
    _OPEN
    + """
from PySide6.QtCore import QTimer
from surveyapp.ui.page_makers import MODULES
beats = []
def beat():
    beats.append((time.perf_counter(), time.thread_time()))
    if MODULES[-1] in sys.modules and not shown.errands.under_way:
        gaps = [(later[0] - sooner[0], later[1] - sooner[1]) for sooner, later in zip(beats, beats[1:])]
        print(*map(max, zip(*gaps)), flush=True)
        os._exit(0)
pulse = QTimer()
pulse.timeout.connect(beat)
shown.centralWidget().painted.connect(lambda: pulse.start(0))
shown.show()
app.exec()
"""
)


def _said(code: str, compiled: str, *arguments: str) -> list[float]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.time()
    said = subprocess.run([sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True, check=True).stdout
    return [started, *map(float, said.split())]


def _seconds(code: str, compiled: str, *arguments: str) -> float:
    started, *_, painted = _said(code, compiled, *arguments)
    return painted - started


def _home(folder: Path) -> str:
    """The sample survey, left in its first community."""
    from surveyapp.steps.demo import demo
    from surveyapp.steps.desk import Desk
    from surveyapp.steps.node import open_home

    demo(folder / "demo", lambda code, facts: None)
    home = folder / "demo" / "laptop-a"
    desk = Desk(open_home(home))
    desk.choose_survey(desk.surveys()[0].id)
    desk.set_setting("last_stream", desk.communities()[0].stream)
    desk.close()
    return str(home)


def rows() -> list[Row]:
    """(what, ours, floor, peer, goal): interleaved medians of nine runs, in seconds."""
    with tempfile.TemporaryDirectory() as name:
        home, compiled = _home(Path(name)), f"{name}/compiled"
        pairs = [(_seconds(_OURS, compiled, home), _seconds(_BARE, compiled)) for _ in range(10)][1:]
        stops = [_said(_STANDING, compiled, home)[1:] for _ in range(4)][1:]
    ours, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    wall, work = (statistics.median(column) for column in zip(*stops, strict=True))
    return [
        ("first painted window", ours, bare, None, 1.35),
        ("longest stop of the window while the rest comes (floor 25 ms)", wall, GAP, None, 1.0),
        ("the same, work of its own thread alone", work, GAP, None, 1.0),
    ]


if __name__ == "__main__":
    for row in rows():
        print(row, round(row[1] / row[2], 2))
