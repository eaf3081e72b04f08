"""How a row of the table is painted: its ground, then each cell; the heading of a group runs across."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from surveyapp.domain.review import Group, ReviewRow
from surveyapp.domain.views import TierBadge
from surveyapp.ui import icons, theme
from surveyapp.ui.moments import clock
from surveyapp.ui.review.columns import AFTER_NUMBERS
from surveyapp.ui.review.sentences import quantity, row_name
from surveyapp.ui.review.table_model import TableModel
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import defect_place
from surveyapp.ui.widgets.cells import draw, draw_wrapped, paint_tick, width_of
from surveyapp.ui.widgets.marks import badge_width, paint_badge, paint_severity
from surveyapp.words import say

Index = QModelIndex | QPersistentModelIndex


@lru_cache(maxsize=512)
def _short(badge: TierBadge) -> TierBadge:
    """In a table the clause stands without the name of the place: every row is under the same document."""
    place, blank, clause = badge.clause.partition(" ")
    return replace(badge, clause=clause) if blank and not any(each.isdigit() for each in place) else badge


@dataclass(frozen=True, slots=True)
class Frame:
    """What every row of one paint has in common: the left edge and width of each column that is shown, and the whole width."""

    cells: tuple[tuple[str, float, float], ...]
    left: float
    width: float

    @property
    def tells_time(self) -> bool:
        """Whether there is room for the column of the time, where a row's mark stands."""
        return any(name == "time" for name, _, _ in self.cells)


def paint_row(painter: QPainter, frame: Frame, model: TableModel, row: int, top: float, height: float, current: bool, hovered: bool) -> None:
    """A row of the table, or the heading of a group. Whole rows are painted, not cells: a tenth of the calls."""
    rect = QRectF(frame.left, top, frame.width, height)
    group = model.group_at(row)
    if group is not None:
        _paint_group(painter, rect, group, model, current)
        return
    ticked = model.id_at(row) in model.ticked
    if ticked:
        painter.fillRect(rect, theme.colour("selected"))
    elif hovered:
        painter.fillRect(rect, theme.colour("hover"))
    line = "line_strong" if ticked else "line_soft"  # on the fill of what is ticked a soft one is not seen, and names run together
    painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour(line))
    if current:
        painter.fillRect(QRectF(rect.left(), top, 4, height), theme.colour("accent"))
    values = model.row_at(row)
    for place, (name, left, width) in enumerate(frame.cells):
        if name == "tick":
            paint_tick(painter, left + px(13), rect.center().y() - px(9), ticked)
            continue
        cell = QRectF(left + 6, top, width - px(12), height - 1)
        if values is None:
            _paint_waiting(painter, cell, row * 7 + place * 3)
        elif name == "name" and not frame.tells_time and _mark(values):
            _marked_name(painter, cell, values)
        else:
            _PAINTERS[name](painter, cell, values, ticked or current)


def _paint_waiting(painter: QPainter, cell: QRectF, seed: int) -> None:
    width = min(cell.width(), px(24) + seed * 13 % 61)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("sunken"))
    painter.drawRoundedRect(QRectF(cell.left(), cell.center().y() - 5, width, px(10)), 4, 4)


def _paint_group(painter: QPainter, rect: QRectF, group: Group, model: TableModel, current: bool) -> None:
    painter.fillRect(rect, theme.colour("hover" if current else "sunken"))
    painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("line_soft"))
    left = rect.left()
    icons.paint(painter, "right" if model.is_folded(group) else "down", left + px(13), rect.center().y() - px(8), px(16), "text2")
    wide = width_of(group.title, "strong", bold=True)
    across = QRectF(left + px(42), rect.top(), rect.width() - px(60), rect.height() - 1)
    draw(painter, across, group.title, "strong", bold=True)
    count = say("review.group_count", count=group.count)
    draw(painter, across.adjusted(wide + px(10), 0, 0, 0), count, "meta", "text2")
    if group.conflicts:
        more = width_of(count, "meta")
        words = say("review.group_conflicts", count=group.conflicts)
        draw(painter, across.adjusted(wide + more + px(24), 0, 0, 0), words, "meta", "err", bold=True)


def _number(painter: QPainter, cell: QRectF, row: ReviewRow, chosen: bool) -> None:
    draw(painter, cell, row.line.number, token="text2")


def _place(painter: QPainter, cell: QRectF, row: ReviewRow, chosen: bool) -> None:
    draw_wrapped(painter, cell, defect_place(row.line) or row.building_name or say("review.common"))


def _name(painter: QPainter, cell: QRectF, row: ReviewRow, chosen: bool) -> None:
    draw_wrapped(painter, cell, row_name(row), "strong", bold=True)


def _severity(painter: QPainter, cell: QRectF, row: ReviewRow, chosen: bool) -> None:
    paint_severity(painter, cell.left() + 4, cell.center().y() - px(12), row.line.severity or 0)


def _quantity(painter: QPainter, cell: QRectF, row: ReviewRow, chosen: bool) -> None:
    draw(painter, cell.adjusted(0, 0, -px(AFTER_NUMBERS), 0), quantity(row), right=True)


def _tier(painter: QPainter, cell: QRectF, row: ReviewRow, chosen: bool) -> None:
    if row.line.badge is None:
        draw(painter, cell, say("ui.tier.none"), token="text2")
        return
    badge = _short(row.line.badge)
    width = min(badge_width(badge), cell.width())
    paint_badge(painter, cell.left() + width, cell.center().y(), badge, width)


def _photos(painter: QPainter, cell: QRectF, row: ReviewRow, chosen: bool) -> None:
    bare = not row.line.photos
    icons.paint(painter, "image_off" if bare else "image", cell.left(), cell.center().y() - px(8), px(16), "err" if bare else "text2")
    draw(painter, cell.adjusted(px(20), 0, 6, 0), str(row.line.photos), token="err" if bare else "text2", bold=bare)


def _author(painter: QPainter, cell: QRectF, row: ReviewRow, chosen: bool) -> None:
    draw(painter, cell, row.line.author_name, token="text2")


def _mark(row: ReviewRow) -> tuple[str, str, str] | None:
    """Icon, ink and word of what a person has to decide in a row."""
    if row.conflicts:
        return "split", "err", say("review.mark.conflict")
    return ("warn", "warn", say("review.mark.doubt")) if row.findings else None


def _paint_mark(painter: QPainter, cell: QRectF, mark: tuple[str, str, str]) -> None:
    icon, token, words = mark
    icons.paint(painter, icon, cell.left(), cell.center().y() - px(8), px(16), token)
    draw(painter, cell.adjusted(px(20), 0, 0, 0), words, "meta", token, bold=True)


def _marked_name(painter: QPainter, cell: QRectF, row: ReviewRow) -> None:
    """Where the time has no room its mark stands below the name: what is to be decided is never left out."""
    half = cell.height() / 2
    draw(painter, cell.adjusted(0, 1, 0, -half), row_name(row), "strong", bold=True)
    mark = _mark(row)
    if mark:
        _paint_mark(painter, cell.adjusted(0, half, 0, -1), mark)


def _time(painter: QPainter, cell: QRectF, row: ReviewRow, chosen: bool) -> None:
    mark, half = _mark(row), cell.height() / 2
    if mark:
        _paint_mark(painter, cell.adjusted(0, 2, 0, -half), mark)
        cell = cell.adjusted(0, half, 0, -2)
    draw(painter, cell, clock(row.line.wall), "meta", "text2" if chosen else "text3")


def _words(painter: QPainter, cell: QRectF, row: ReviewRow, chosen: bool) -> None:
    draw(painter, cell, row.line.words, token="text2")


_PAINTERS: dict[str, Callable[[QPainter, QRectF, ReviewRow, bool], None]] = {
    "number": _number,
    "place": _place,
    "name": _name,
    "severity": _severity,
    "quantity": _quantity,
    "tier": _tier,
    "photos": _photos,
    "author": _author,
    "time": _time,
    "words": _words,
}


def line_under(painter: QPainter, rect: QRectF, token: str = "line") -> None:
    """A line along the lower edge."""
    painter.setPen(QPen(theme.colour(token), 1))
    painter.drawLine(QPointF(rect.left(), rect.bottom() - 0.5), QPointF(rect.right(), rect.bottom() - 0.5))
