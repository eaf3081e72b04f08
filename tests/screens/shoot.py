"""`make screens`: every page × both languages × the four palettes × 1366×768 and 1920×1080 at 150 %, into build/screens.

Each language at each scale has a process of its own (the scale is Qt's, from the start), which walks through everything in one palette after
the other. Two pictures of one walk that are alike are a mistake, and end the run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QSize

from surveyapp.ui import start, theme
from surveyapp.ui.first_page import FirstPage
from surveyapp.ui.window import speak
from tests.screens.pages import fill, open_sample, pages, settle

LANGUAGES = ("zh", "en")
SCALES = {"1": QSize(1366, 768), "1.5": QSize(1280, 720)}
"""The size of the window in logical px at each scale."""


def shoot(home: Path, target: Path, language: str, palette: str, size: QSize) -> list[Path]:
    """Pictures of everything in one language and palette, at the scale of this process. Raises AssertionError where two of them are alike."""
    app = start.application(sys.argv[:1])
    window = start.window(app, FirstPage(language=language, palette=palette), lambda: open_sample(home), home)
    window.resize(size)
    window.show()
    settle(window)
    shot: list[Path] = []
    seen: dict[bytes, Path] = {}
    for name in pages(window):
        picture = window.grab()
        path = target / f"{name}-{language}-{palette}-{picture.width()}.png"
        picture.save(str(path))
        data = bytes(picture.toImage().constBits())
        assert data not in seen, f"{path.name} looks like {seen.get(data)}"
        seen[data] = path
        shot.append(path)
    window.close()
    window.deleteLater()
    app.processEvents()
    return shot


def make_home(folder: Path) -> Path:
    """The survey of the pictures."""
    speak(start.application([]), "zh")
    verbs = open_sample(folder / "home")
    fill(verbs, folder / "pictures")
    verbs.close()
    return folder / "home"


def main(target: Path) -> int:
    """Shoot everything: a process for each language and scale, two at a time. Prints one line a picture."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for scale in SCALES:
            running = [_run(Path(folder) / f"{language}-{scale}", target, language, scale) for language in LANGUAGES]
            if sum(each.wait() for each in running):
                return 1
    return 0


def _run(folder: Path, target: Path, language: str, scale: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen", "SURVEYAPP_STATE": str(folder / "state")}
    return subprocess.Popen([sys.executable, "-m", "tests.screens.shoot", str(folder), str(target), language, scale], env=environment)


if __name__ == "__main__":
    made = make_home(Path(sys.argv[1]))
    for worn in theme.PALETTES:
        for each in shoot(made, Path(sys.argv[2]), sys.argv[3], worn, SCALES[sys.argv[4]]):
            print(each, flush=True)
