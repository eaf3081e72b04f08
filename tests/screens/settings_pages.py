"""The settings, a backup that could be put back, the tour, and the page on which a survey begins."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from surveyapp.ui.settings.page import SettingsPage
from surveyapp.ui.shell import BEGIN, SETTINGS
from surveyapp.ui.window import MainWindow


def settings_pages(window: MainWindow, settle: Callable[[MainWindow], None]) -> Iterator[str]:
    """The settings, and the question before a backup is put back."""
    window.shell.go(SETTINGS)
    settle(window)
    yield "settings"
    page = window.shell.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    with tempfile.TemporaryDirectory() as folder:
        page.backup.back_up(Path(folder))
        settle(window)
        page.backup.look_into(next(Path(folder).iterdir()))
        settle(window)
        page.bring_up("backup")
        settle(window)
        yield "settings-restore"
    page.backup.leave.click()


def tour_pages(window: MainWindow, settle: Callable[[MainWindow], None]) -> Iterator[str]:
    """Every stop of the tour."""
    tour = window.overlays.tour
    tour.begin()
    while tour.at:
        settle(window)
        yield f"tour-{tour.at}"
        tour.go_on()


def begin_page(window: MainWindow, settle: Callable[[MainWindow], None]) -> Iterator[str]:
    """A fresh home."""
    window.shell.go(BEGIN)
    settle(window)
    yield "begin"
