"""Start the window: paint the first page, then open the verbs on the worker thread. Only light modules are imported before that paint."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

# What needs no Qt is imported before it, and everything after it under quick_start.
# isort: off
from surveyapp.ui.first_page import FirstPage
from surveyapp.ui.front import quick_start  # noqa: F401
from PySide6.QtWidgets import QApplication
from surveyapp import words
from surveyapp.ui import theme
from surveyapp.ui.window import MainWindow, begin_to_speak
# isort: on

if TYPE_CHECKING:
    from types import TracebackType

    from surveyapp.ui.verbs import Verbs


TURN = 0.0003
"""So many seconds a thread that computes in Python keeps the GUI thread waiting at most. A window is painted by some fifty calls of Python, and
with what Python grants by itself (5 ms) each of them may wait as long as that."""


def application(argv: Sequence[str]) -> QApplication:
    """The one QApplication: Fusion, our fonts, exact scaling."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    # The style is asked for by an argument; scaling is exact by itself. Saying either in Python would first make the whole of QStyle or of Qt.
    app = QApplication([*argv, "-style", "fusion"])
    app.setApplicationName("surveyapp")
    sys.setswitchinterval(TURN)
    theme.load_fonts()
    return app


def window(app: QApplication, page: FirstPage, open_verbs: Callable[[], Verbs], home: Path) -> MainWindow:
    """The main window, not shown yet. `home` is the folder of this laptop's work: packages and crash reports go there."""
    begin_to_speak(page.language)
    theme.choose(page.palette, page.text_size)
    app.setFont(theme.font("body"))  # before there is a widget: what a style sheet has styled keeps the family it was made with
    return MainWindow(app, open_verbs, page, home)


class Rooms:
    """The one window, on whichever home is open: the real one, or the sample beside it."""

    def __init__(self, app: QApplication, first_page: Callable[[Path], FirstPage | None], open_verbs: Callable[[Path], Verbs]) -> None:
        self._app, self._first_page, self._open_verbs = app, first_page, open_verbs
        self.shown: MainWindow | None = None

    def open(self, home: Path) -> MainWindow:
        """Open a window on a home; the one that was open closes behind it, saving what is half typed."""
        page, before = self._first_page(home) or FirstPage(), self.shown
        if before is not None:
            page = page._replace(language=words.language(), palette=theme.worn(), text_size=theme.text_size(), place=before.place())
        self.shown = window(self._app, page, lambda: self._open_verbs(home), home)
        self.shown.home_wanted.connect(self.open)
        _report_bugs(self.shown, home / "crashes")
        self.shown.appear()
        if before is not None:
            before.close()
            before.deleteLater()
        return self.shown


def run(first_page: Callable[[Path], FirstPage | None], open_verbs: Callable[[Path], Verbs], argv: Sequence[str], home: Path) -> int:
    """Show the window until it is closed; answers the exit code."""
    app = application(argv)
    rooms = Rooms(app, first_page, open_verbs)
    rooms.open(home)
    return app.exec()


def _report_bugs(shown: MainWindow, reports: Path) -> None:
    """A bug in a slot leaves a crash report and a sentence that names it; the window stays."""

    def report(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        import traceback

        from surveyapp.ui.errands import write_crash_report

        path = write_crash_report(reports, "".join(traceback.format_exception(kind, problem, trace)))
        if shown.is_whole():
            shown.shell.tell_crash(str(path))

    sys.excepthook = report
