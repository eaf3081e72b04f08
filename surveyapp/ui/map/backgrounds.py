"""Brings in what lies under the pins: an offline base map, whose system a person states, or a scanned site plan."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog

from surveyapp.domain.pins import TILES
from surveyapp.ui.map.stage import Stage
from surveyapp.ui.standing import Standing
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.walk.bringing import PATTERNS
from surveyapp.words import say


class Backgrounds(QObject):
    """`brought()`: another base is to be shown; `told(text)` for the undo bar; `failed(SurveyError)`."""

    brought = Signal()
    told = Signal(str)
    failed = Signal(object)

    def __init__(self, standing: Standing, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._standing, self._stage = standing, stage

    def choose_tiles(self) -> None:
        """Ask for the file of a base map."""
        path, _ = QFileDialog.getOpenFileName(self._stage, say("ui.map.add_tiles"), _folder(), say("ui.map.tiles_files"))
        if path:
            self.add_tiles(Path(path))

    def add_tiles(self, file: Path) -> None:
        """Use a base map; a person says in which system it is."""

        def added(verbs: Verbs, crs: str, stream: str) -> None:
            verbs.add_base_map(file, crs)
            verbs.choose_base(stream, TILES)

        def stated(crs: str) -> None:
            stream = self._standing.stream
            self._standing.errands.ask(lambda verbs: added(verbs, crs, stream), lambda _none: self.brought.emit(), self.failed.emit)

        self._stage.ask_system.ask(self._stage.anchor(), file.name, stated)

    def choose_plan(self) -> None:
        """Ask for the file of a scanned site plan."""
        path, _ = QFileDialog.getOpenFileName(self._stage, say("ui.map.add_plan"), _folder(), say("ui.map.plan_files", patterns=PATTERNS))
        if path:
            self.add_plan(Path(path))

    def add_plan(self, file: Path) -> None:
        """Bring in a scanned site plan."""
        stream = self._standing.stream
        told = say("ui.map.plan_added")
        self._standing.write(
            lambda verbs: verbs.add_site_plan(stream, file), lambda changed: self.told.emit(told) if changed.records else None, self.failed.emit
        )


def _folder() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
