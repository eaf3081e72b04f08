"""The map in `make screens`: a site plan drawn on the spot, registered by three points, and the defects of the sample put on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from surveyapp.domain.geo import Degrees, position_from
from surveyapp.domain.mercator import Plane
from surveyapp.domain.registration import control_point
from surveyapp.ui import theme
from surveyapp.ui.map.looks import BY_SEVERITY, BY_TIER
from surveyapp.ui.map.page import MapPage
from surveyapp.ui.shell import MAP
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.window import MainWindow

_WIDE, _HIGH, _METRES = 2400, 1600, 0.075
_MIDDLE = Plane(109.4112, 24.3625)
_ROWS = ((230, 140), (230, 500), (230, 860), (230, 1220), (1200, 140), (1200, 500), (1200, 860))
_SIGNS = {"1栋": (490, 290), "2栋": (490, 650), "3栋": (490, 1010), "4栋": (490, 1370), "5栋": (1470, 290)}
"""Beside what is printed on the sheet."""
_SPOTS = {"3栋": ((480, 860), (640, 860), (820, 850), (825, 852), (700, 1090)), "1栋": ((560, 145),), "2栋": ((520, 500),)}
_COMMON = ((1045, 1000), (1045, 1250))
_CONTROL = ((230, 140, 8, 0), (2090, 380, 0, 10), (850, 1410, -5, 0))
"""Where the control points are on the sheet, and by how many px they were measured wrong."""


def _ground(x: float, y: float) -> Degrees:
    return _MIDDLE.place((x - _WIDE / 2) * _METRES, (y - _HIGH / 2) * _METRES)


def _draw(path: Path) -> Path:
    """A plan as it hangs in the gatehouse."""
    sheet = QImage(_WIDE, _HIGH, QImage.Format.Format_RGB32)
    sheet.fill(QColor(239, 235, 226))
    painter = QPainter(sheet)
    for road in (QRect(0, 0, _WIDE, 90), QRect(0, 1490, _WIDE, 110), QRect(980, 0, 130, _HIGH)):
        painter.fillRect(road, QColor(Qt.GlobalColor.white))
    painter.setFont(theme.font("figure"))
    painter.setPen(QPen(QColor(138, 134, 117), 4))
    painter.setBrush(QColor(220, 213, 200))
    for number, (left, top) in enumerate(_ROWS):
        painter.drawRect(left, top, 620 if left < 1000 else 440, 190)
        painter.save()
        painter.translate(left + 24, top + 166)
        painter.scale(1.6, 1.6)
        painter.setPen(QColor(70, 66, 56))
        painter.drawText(0, 0, f"{number + 1}栋")
        painter.restore()
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(str(path))
    return path


def fill_map(verbs: Verbs, stream: str, folder: Path) -> None:
    """Bring the plan in, register it, and put buildings and defects where they are; one defect is left without a place of its own."""
    verbs.add_site_plan(stream, _draw(folder / "总平面图.png"))
    plan = verbs.map_view(stream).plan
    assert plan is not None
    points = [control_point(x, y, position_from(*_ground(x + right, y + down), "CGCS2000", "typed")) for x, y, right, down in _CONTROL]
    verbs.register_plan(stream, plan.record, "CGCS2000", points)
    view = verbs.map_view(stream)
    for pin in view.pins:
        if pin.kind == "building" and pin.name in _SIGNS:
            verbs.place(stream, pin.record, position_from(*_ground(*_SIGNS[pin.name]), "CGCS2000", "drag"))
    for building, spots in {**_SPOTS, "": _COMMON}.items():
        found = [pin for pin in view.pins if pin.kind == "defect" and pin.building_name == building]
        for pin, spot in zip(found, spots, strict=False):
            verbs.place(stream, pin.record, position_from(*_ground(*spot), "CGCS2000", "drag"))


def map_pages(window: MainWindow, settle: Callable[[MainWindow], None]) -> Iterator[str]:
    """By severity, a crowd that is spread, by tier with a pin in hand, and the registration."""
    window.shell.go(MAP)
    settle(window)
    page = window.shell.page(MAP)
    assert isinstance(page, MapPage)
    while not page.loader.is_idle():
        settle(window)
    yield "map"
    crowd = max(page.canvas.items_by_record.values(), key=lambda item: item.count)
    page.canvas.choose(crowd.pin.record)
    page.canvas.spread(crowd.pin.record)
    settle(window)
    yield "map-card"
    page.side.modes.choose(BY_TIER)
    page.show_mode(BY_TIER)
    page.canvas.choose("")
    settle(window)
    yield "map-tier"
    page.side.modes.choose(BY_SEVERITY)
    page.show_mode(BY_SEVERITY)
    page.begin_registering()
    settle(window)
    yield "map-register"
    page.end_registering()
