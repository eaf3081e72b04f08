"""The calendar of a notice: which day it was put up, which working days are counted, when it may come down. Colour, frame and word together."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from surveyapp.domain.assessment import CalendarDay
from surveyapp.ui import theme
from surveyapp.ui.moments import day_words
from surveyapp.ui.theme import px
from surveyapp.words import say

_HEAD, _ROW = 22, 41


class CalendarView(QWidget):
    """Whole weeks, Monday first."""

    def __init__(self) -> None:
        super().__init__()
        self._days: tuple[CalendarDay, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, days: tuple[CalendarDay, ...], sentence: str) -> None:
        """Show these days; `sentence` says the same to those who cannot see it."""
        self._days = days
        told = [f"{day_words(each.day.isoformat(), year=True)} {each.word}" for each in days if each.mark in ("posted", "counted", "free")]
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(" · ".join(told))
        self.setVisible(bool(days))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(_HEAD) + px(_ROW) * (len(self._days) // 7))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(280), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = self.width() / 7
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text2"))
        for weekday in range(7):
            words = say(f"plan.weekday_short.{weekday + 1}")
            painter.drawText(QRectF(weekday * wide, 0, wide, px(_HEAD) - 4), Qt.AlignmentFlag.AlignCenter, words)
        for place, each in enumerate(self._days):
            rect = QRectF(place % 7 * wide + 2, px(_HEAD) + place // 7 * px(_ROW), wide - 4, px(_ROW) - 3)
            self._paint_day(painter, rect, each)

    def _paint_day(self, painter: QPainter, rect: QRectF, each: CalendarDay) -> None:
        done = each.mark == "counted" and self._is_done(each)
        ink = "on_accent" if done else "accent_text" if each.mark in ("counted", "free") else "text3" if each.mark == "off" else "text"
        self._paint_frame(painter, rect, each, done=done)
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.font("body", bold=each.mark in ("counted", "free")))
        figure = QRectF(rect.x(), rect.y() + (1 if each.word else 0), rect.width(), px(19) if each.word else rect.height())
        painter.drawText(figure, Qt.AlignmentFlag.AlignCenter, str(each.day.day))
        painter.setFont(theme.font("meta"))
        painter.drawText(QRectF(rect.x() - 2, rect.y() + px(18), rect.width() + 4, px(17)), Qt.AlignmentFlag.AlignCenter, each.word)

    def _is_done(self, each: CalendarDay) -> bool:
        today = next((day.day for day in self._days if day.is_today), None)
        return today is None or each.day <= today

    def _paint_frame(self, painter: QPainter, rect: QRectF, each: CalendarDay, *, done: bool) -> None:
        radius = theme.size("radius")
        inner = rect.adjusted(0.5, 0.5, -0.5, -0.5)
        if each.mark == "counted":
            painter.setPen(Qt.PenStyle.NoPen if done else QPen(theme.colour("accent"), 1.5))
            painter.setBrush(theme.colour("accent" if done else "accent_tint"))
            painter.drawRoundedRect(inner, radius, radius)
        elif each.mark == "posted":
            painter.setPen(QPen(theme.colour("line"), theme.hair()))
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(inner, radius, radius)
        elif each.mark == "free":
            pen = QPen(theme.colour("accent"), 1.5)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner, radius, radius)
        if each.is_today:
            painter.setPen(QPen(theme.colour("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
