"""本机: the prefix of this laptop's numbers and since when, its earlier lifetimes, where its work lies, and how much room is left."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from surveyapp import __version__
from surveyapp.domain.laptop import Laptop
from surveyapp.ui import theme
from surveyapp.ui.handover.job import size_words
from surveyapp.ui.moments import day_words
from surveyapp.ui.settings.paper import Paper
from surveyapp.ui.widgets.buttons import IconButton
from surveyapp.ui.widgets.labels import ElideLabel, label, wrapped
from surveyapp.words import say

_TIGHT = 500
"""From so few photos on that there is room for, the figure is a warning."""


class DeviceCard(Paper):
    """Who this laptop is."""

    def __init__(self) -> None:
        super().__init__(say("ui.settings.machine"), say("craft.device.scope"))
        figure = QHBoxLayout()
        figure.setSpacing(12)
        self.prefix, self.since = label("", "figure"), wrapped("", "dense")
        figure.addWidget(self.prefix)
        figure.addWidget(self.since, 1)
        self.column.addLayout(figure)
        self.earlier = wrapped("", "dense")
        self.column.addWidget(self.earlier)
        self.row(say("ui.settings.version"), ElideLabel(__version__, "body"), stretch=False)

    def show_laptop(self, laptop: Laptop) -> None:
        """Show it."""
        self.prefix.setText(laptop.prefix)
        since = say("craft.device.since", day=day_words(laptop.since, year=True)) if laptop.since else say("craft.device.nothing_yet")
        self.since.setText(say("craft.device.example", number=f"{laptop.prefix}-0012", since=since))
        told = [say("craft.device.was", prefix=each.prefix, until=day_words(each.until, year=True)) for each in laptop.earlier]
        self.earlier.setText(say("craft.device.earlier_lives", lives=say("rule.list_mark").join(told)) if told else say("craft.device.no_earlier"))


class _Folder(QWidget):
    """A folder with the button that opens it in the file manager."""

    def __init__(self, name: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.words = ElideLabel("", "body")
        self.open = IconButton("folder", say("craft.folders.open", name=name), framed=True)
        self.open.clicked.connect(self._open)
        row.addWidget(self.words, 1)
        row.addWidget(self.open)

    def show_path(self, path: str) -> None:
        """Show a folder."""
        self.words.tell(path)

    def _open(self) -> None:
        place = Path(self.words.whole())
        there = next((each for each in (place, *place.parents) if each.is_dir()), place)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(there)))


class FoldersCard(Paper):
    """Where the work, the packages and the photos lie."""

    def __init__(self) -> None:
        super().__init__(say("craft.folders"))
        self.folders = {}
        for name in ("home", "packages", "photos"):
            words = say(f"craft.folders.{name}")
            self.folders[name] = _Folder(words)
            self.row(words, self.folders[name], stretch=False)
        self.room = wrapped("", "dense")
        self.column.addWidget(self.room)

    def show_laptop(self, laptop: Laptop) -> None:
        """Show the folders and the room."""
        for name, path in (("home", laptop.home), ("packages", laptop.packages), ("photos", laptop.photo_folder)):
            self.folders[name].show_path(path)
        held = say("craft.folders.held", count=f"{laptop.photos:,}", size=size_words(laptop.photo_bytes))
        self.room.setText(say("craft.folders.room", free=size_words(laptop.free_bytes), left=f"{laptop.photos_left:,}", held=held))
        theme.mark(self.room, "s", "warn" if laptop.photos_left < _TIGHT else "")
