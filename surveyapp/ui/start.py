"""Start the window: paint the first page, then open the verbs on the worker thread. Only light modules are imported before that paint."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from surveyapp.ui import icons, theme
from surveyapp.ui.errands import Errands, write_crash_report
from surveyapp.ui.first_page import FirstPage
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.window import MainWindow, speak


def application(argv: Sequence[str]) -> QApplication:
    """The one QApplication: Fusion, our fonts, exact scaling."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(list(argv))
    app.setApplicationName("surveyapp")
    app.setStyle("Fusion")
    theme.load_fonts()
    return app


def window(app: QApplication, page: FirstPage, open_verbs: Callable[[], Verbs], home: Path) -> MainWindow:
    """The main window, not shown yet. `home` is the folder of this laptop's work: packages and crash reports go there."""
    speak(app, page.language)
    theme.wear(app, page.palette)
    app.setWindowIcon(icons.icon("building", "accent"))
    return MainWindow(app, Errands(open_verbs, home / "crashes", app), page, home)


def run(first_page: Callable[[], FirstPage | None], open_verbs: Callable[[], Verbs], argv: Sequence[str], home: Path) -> int:
    """Show the window until it is closed; answers the exit code."""
    app = application(argv)
    shown = window(app, first_page() or FirstPage(), open_verbs, home)
    _report_bugs(shown, home / "crashes")
    shown.show()
    return app.exec()


def _report_bugs(shown: MainWindow, reports: Path) -> None:
    """A bug in a slot leaves a crash report and a sentence that names it; the window stays."""

    def report(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        path = write_crash_report(reports, "".join(traceback.format_exception(kind, problem, trace)))
        shown.shell.tell_crash(str(path))

    sys.excepthook = report
