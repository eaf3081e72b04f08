"""The charts: items by tier, ages with the document's lines, severities, wishes. Painted; each tells itself in one sentence, too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from surveyapp.domain.overview import UNCLASSIFIED, Ages, ItemCount, TierCount, Wish
from surveyapp.ui import theme
from surveyapp.ui.overview.marks import bar, fill, look, outlined, text, tier_shape
from surveyapp.ui.shares import percent
from surveyapp.ui.theme import px
from surveyapp.ui.widgets.marks import paint_severity
from surveyapp.words import say

_LEAST = 112
"""So high that the four severities keep clear of each other."""
_LEGEND_ROW, _ITEM_ROW, _MORE_ROW, _GAP, _BARS = 22, 21, 18, 14, 64
_HEAD = 26
"""So high are the bar of all tiers and the air below it."""
_ROOMY = 134
"""From so much height on the figures stand under the names of the tiers: below, three items have the room instead."""
_SURE = 3
"""So many items are shown at the least, or all where there are fewer: the card is as high as they need."""

_HALF_LINE = 1.0
"""Half of a line that stands for a year, and a little air."""


class Chart(QWidget):
    """A chart that fills its card."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(px(_LEAST))

    def sizeHint(self) -> QSize:
        return QSize(px(300), px(140))

    def tell(self, sentence: str) -> None:
        """Say what is shown."""
        self.setAccessibleName(sentence)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, QRectF(self.rect()))

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint inside a rectangle."""
        raise NotImplementedError


class TierChart(Chart):
    """One bar of all tiers with their counts, then the items that most defects call for."""

    def __init__(self) -> None:
        super().__init__()
        self.tiers: list[tuple[str, str, int]] = []
        self.items: tuple[ItemCount, ...] = ()

    def show_tiers(self, tiers: tuple[TierCount, ...], items: tuple[ItemCount, ...]) -> None:
        """Show the counts. What the document does not list, what it refers elsewhere, and what is in no entry yet are parts of their own."""
        self.tiers = [(each.tier, each.name, each.count) for each in tiers]
        self.items = items
        self._be_high_enough()
        self.tell("; ".join([f"{name} {count}" for _, name, count in self.tiers] + [f"{each.name} {each.count}" for each in items[:6]]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._be_high_enough()

    def _be_high_enough(self) -> None:
        """Never so low that the legend leaves no room for the items: it has more lines where the card is narrow or the text large."""
        places = self._wrapped(self._told(), QRectF(0, 0, self.width(), 0))
        legend = places[-1].y() + px(_LEGEND_ROW) if places else 0
        rows = min(_SURE, len(self.items)) * px(_ITEM_ROW) + (px(_MORE_ROW) if len(self.items) > _SURE else 0)
        self.setMinimumHeight(max(px(_LEAST), int(px(_HEAD) + legend + 4 + rows)))

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        total = sum(count for *_, count in self.tiers)
        if not total:
            text(painter, rect, say("overview.nothing_yet"), "dense", "text3")
            return
        left, room = rect.left(), rect.width() - 3 * (len(self.tiers) - 1)
        for tier, _name, count in self.tiers:
            width = max(4, room * count / total)
            bar(painter, QRectF(left, rect.top() + 2, min(width, rect.right() - left), px(18)), fill(tier), outlined=tier == UNCLASSIFIED)
            left += width + 3
        below = self._draw_legend(painter, rect.adjusted(0, px(_HEAD), 0, 0))
        self._draw_items(painter, QRectF(rect.left(), below + 4, rect.width(), rect.bottom() - below - 4))

    def _told(self) -> list[tuple[str, str, str, str]]:
        """The tiers with what is said of them: code, name, count, share."""
        total = sum(count for *_, count in self.tiers)
        return [(tier, name, f"{count:,}", percent(count, total)) for tier, name, count in self.tiers]

    def _draw_legend(self, painter: QPainter, rect: QRectF) -> float:
        """The tiers side by side, figures under names; where the names are too long for that, in lines that wrap. Answers where it ends."""
        names, figures, shares = (QFontMetricsF(theme.font(role, bold=bold)) for role, bold in (("dense", True), ("card", True), ("meta", False)))
        told = self._told()
        wides = [
            max(px(18) + names.horizontalAdvance(name), figures.horizontalAdvance(count) + 6 + shares.horizontalAdvance(share)) + px(_GAP)
            for _, name, count, share in told
        ]
        if sum(wides) - px(_GAP) > rect.width() or rect.height() < px(_ROOMY):
            return self._draw_wrapped(painter, rect, told)
        if max(wides) <= rect.width() / max(4, len(told)):
            wides = [rect.width() / max(4, len(told))] * len(told)
        x, top = rect.left(), rect.top()
        for (tier, name, count, share), wide in zip(told, wides, strict=True):
            _entry(painter, QRectF(x, top, wide, px(22)), tier, name)
            after = text(painter, QRectF(x, top + px(21), wide, px(24)), count, "card", "text")
            text(painter, QRectF(x + after + 6, top + px(22), wide - after, px(24)), share, "meta", "text2")
            x += wide
        return top + px(48)

    def _wrapped(self, told: Sequence[tuple[str, str, str, str]], rect: QRectF) -> list[QPointF]:
        """Where the tiers stand that wrap in lines: each one's left and top."""
        metrics, places = QFontMetricsF(theme.font("dense", bold=True)), []
        x, top = rect.left(), rect.top()
        for _tier, name, count, share in told:
            needs = px(18) + metrics.horizontalAdvance(name) + px(8) + metrics.horizontalAdvance(_figures(count, share))
            if x > rect.left() and x + needs > rect.right():
                x, top = rect.left(), top + px(_LEGEND_ROW)
            places.append(QPointF(x, top))
            x += needs + px(_GAP)
        return places

    def _draw_wrapped(self, painter: QPainter, rect: QRectF, told: Sequence[tuple[str, str, str, str]]) -> float:
        places = self._wrapped(told, rect)
        for place, (tier, name, count, share) in zip(places, told, strict=True):
            room = QRectF(place.x(), place.y(), rect.right() - place.x(), px(_LEGEND_ROW))
            after = _entry(painter, room, tier, name)
            text(painter, room.adjusted(after + px(8), 0, 0, 0), _figures(count, share), "dense", bold=True)
        return places[-1].y() + px(_LEGEND_ROW)

    def rows_in(self, height: float) -> int:
        """How many items are shown in so much height; where not all are, a line says how many more there are."""
        rows = max(0, int(height // px(_ITEM_ROW)))
        return rows if len(self.items) <= rows else max(0, int((height - px(_MORE_ROW)) // px(_ITEM_ROW)))

    def _draw_items(self, painter: QPainter, rect: QRectF) -> None:
        row, rows = px(_ITEM_ROW), self.rows_in(rect.height())
        if len(self.items) > rows:
            more = say("overview.items.more", count=len(self.items) - rows)
            text(painter, QRectF(rect.left(), rect.top() + rows * row, rect.width(), px(_MORE_ROW)), more, "meta", "text2")
        most = max((each.count for each in self.items), default=1)
        name = _name_room((each.name for each in self.items[:rows]), rect.width() - px(56))
        for place, item in enumerate(self.items[:rows]):
            top = rect.top() + place * row
            text(painter, QRectF(rect.left(), top, name - px(10), row), item.name, "dense")
            width = max(3, (rect.width() - name - px(56)) * item.count / most)
            bar(painter, QRectF(rect.left() + name, top + (row - px(10)) / 2, width, px(10)), look(item.tier))
            text(painter, QRectF(rect.right() - px(60), top, px(60), row), f"{item.count:,}", "dense", "text", bold=True, right=True)


def _figures(count: str, share: str) -> str:
    """A count with its share, where both stand in one line: two bare figures beside each other read as one."""
    return say("overview.tiers.count", count=count, share=share)


def _entry(painter: QPainter, rect: QRectF, tier: str, name: str) -> float:
    """A tier of the legend: shape and name; answers how wide it is."""
    tier_shape(painter, tier, rect.left() + 6, rect.center().y())
    return px(18) + text(painter, rect.adjusted(px(18), 0, 0, 0), name, "dense", f"{look(tier)}_text", bold=True)


def _name_room(names: Iterable[str], room: float) -> float:
    """How wide the column of names is: as wide as they need, while the bars keep enough to be compared."""
    metrics = QFontMetricsF(theme.font("dense"))
    return min(max((metrics.horizontalAdvance(each) for each in names), default=0.0) + px(12), room - px(_BARS))


class AgeChart(Chart):
    """Buildings by spans of five years; the document's lines carry their year and word; what lies past the first line fades."""

    def __init__(self) -> None:
        super().__init__()
        self.ages = Ages({}, 0)

    def show_ages(self, ages: Ages) -> None:
        """Show the spans."""
        self.ages = ages
        spans = [f"{first}–{first + 4} {count}" for first, count in ages.spans.items()]
        self.tell("; ".join([*spans, *(f"{line.year} {line.word}" for line in ages.lines), say("overview.ages.unknown", count=ages.unknown)]))

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        if not self.ages.spans:
            text(painter, rect, say("overview.nothing_yet"), "dense", "text3")
            return
        ends = [*self.ages.spans, *(line.year - 4 for line in self.ages.lines)]
        firsts = list(range(min(ends), max(ends) + 1, 5)) if max(ends) - min(ends) <= 100 else sorted(self.ages.spans)
        most, slot = max(self.ages.spans.values()), rect.width() / len(firsts)
        floor, top = rect.bottom() - px(22), rect.top() + px(40)
        painter.setPen(QPen(theme.colour("line_soft"), 1))
        for share in (0.5, 1.0):
            painter.drawLine(QPointF(rect.left(), floor - (floor - top) * share), QPointF(rect.right(), floor - (floor - top) * share))
        cut = min((line.year for line in self.ages.lines), default=9999)
        last = max((line.year for line in self.ages.lines), default=9999)
        for place, first in enumerate(firsts):
            count = self.ages.spans.get(first, 0)
            x, height = rect.left() + place * slot, (floor - top) * count / most
            painter.setOpacity(1.0 if first <= cut else 0.5 if first <= last else 0.25)
            if count:
                bar(painter, QRectF(x + slot * 0.07, floor - height, slot * 0.86, height), "accent")
            painter.setOpacity(1)
            label = QRectF(x, floor - height - px(20), slot, px(18))
            if count:
                _clear(painter, label, f"{count:,}")
                _centred(painter, label, f"{count:,}", bold=True)
            _centred(painter, QRectF(x, floor + 3, slot, px(18)), f"{first % 100:02d}–{(first + 4) % 100:02d}", token="text2")
        painter.setPen(QPen(theme.colour("line_strong"), 1))
        painter.drawLine(QPointF(rect.left(), floor), QPointF(rect.right(), floor))
        self._draw_lines(painter, rect, firsts, slot, floor)

    def _draw_lines(self, painter: QPainter, rect: QRectF, firsts: list[int], slot: float, floor: float) -> None:
        """The first line's words end at it, the last one's begin there: so they keep clear of each other."""
        for place, line in enumerate(self.ages.lines):
            x = min(rect.left() + sum(first + 4 <= line.year for first in firsts) * slot, rect.right() - _HALF_LINE)  # whole at the very edge too
            words = f"{line.year} {line.word}"
            painter.setFont(theme.font("dense", bold=True))
            wide = painter.fontMetrics().horizontalAdvance(words)
            before = place == 0 and len(self.ages.lines) > 1
            left = max(rect.left(), min(x - wide if before else x, rect.right() - wide))
            pen = QPen(theme.colour("text"), 1.4)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.drawLine(QPointF(x, rect.top() + px(20)), QPointF(x, floor))
            text(painter, QRectF(left, rect.top(), wide + 2, px(18)), words, "dense", "text", bold=True)


def _clear(painter: QPainter, rect: QRectF, words: str) -> None:
    """The ground behind a figure: no line of the chart runs through it."""
    painter.setFont(theme.font("meta", bold=True))
    wide = painter.fontMetrics().horizontalAdvance(words) + px(8)
    painter.fillRect(QRectF(rect.center().x() - wide / 2, rect.top(), wide, rect.height()), theme.colour("surface"))


def _centred(painter: QPainter, rect: QRectF, words: str, token: str = "text", bold: bool = False) -> None:
    painter.setFont(theme.font("meta", bold=bold))
    painter.setPen(theme.colour(token))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)


class SeverityChart(Chart):
    """4 to 1, worst first."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Mapping[int, int] = {}
        self._urgent = 0

    def show_severities(self, counts: Mapping[int, int], urgent_today: int) -> None:
        """Show the counts, and how many of the worst were found today."""
        self.counts, self._urgent = counts, urgent_today
        self.tell("; ".join(f"{say(f'review.severity.{each}')} {counts.get(each, 0)}" for each in (4, 3, 2, 1)))

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        most = max([*(self.counts.get(each, 0) for each in (1, 2, 3, 4)), 1])
        row = min(px(38), rect.height() / 4)
        square = min(px(24), row - 4)
        for place, severity in enumerate((4, 3, 2, 1)):
            middle = rect.top() + row * (place + 0.5)
            paint_severity(painter, rect.left(), middle - square / 2, severity, square)
            text(painter, QRectF(rect.left() + px(34), middle - px(11), px(64), px(22)), say(f"ui.severity.{severity}"), "body", "text", bold=True)
            count = self.counts.get(severity, 0)
            width = max(3, (rect.width() - px(282)) * count / most) if count else 0
            left = rect.left() + px(100)
            if count:
                bar(painter, QRectF(left, middle - 7, width, px(14)), f"severity{severity}", outlined=severity <= 2)
            text(painter, QRectF(left + width + (px(8) if count else 0), middle - px(11), px(80), px(22)), f"{count:,}", "body", "text", bold=True)
            urgent = severity == 4 and self._urgent
            note = say(f"overview.severity.{severity}")
            text(
                painter,
                QRectF(rect.right() - px(150), middle - px(11), px(150), px(22)),
                note,
                "meta",
                "err" if urgent else "text2",
                bold=bool(urgent),
                right=True,
            )


class WishChart(Chart):
    """What households want most, as shares of those that answered; the bar carries the tier of what they want."""

    def __init__(self) -> None:
        super().__init__()
        self.wishes: tuple[Wish, ...] = ()
        self._answered = 0

    def show_wishes(self, wishes: tuple[Wish, ...], answered: int) -> None:
        """Show the wishes of so many households that answered."""
        self.wishes, self._answered = wishes, answered
        self.tell("; ".join(f"{each.name} {each.households}" for each in wishes) or say("overview.wishes.none"))

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        if not self.wishes or not self._answered:
            text(painter, QRectF(rect.left(), rect.top(), rect.width(), px(26)), say("overview.wishes.none"), "dense", "text3")
            return
        rows = max(1, int(rect.height() // px(28)))
        told = [say("overview.wishes.count", count=each.households, share=percent(each.households, self._answered)) for each in self.wishes[:rows]]
        wide = max(QFontMetricsF(theme.font("dense", bold=True)).horizontalAdvance(each) for each in told)
        name = _name_room((each.name for each in self.wishes[:rows]), rect.width() - wide - px(16))
        for place, (wish, words) in enumerate(zip(self.wishes, told, strict=False)):
            middle = rect.top() + px(28) * place + px(14)
            text(painter, QRectF(rect.left(), middle - px(11), name - px(10), px(22)), wish.name, "dense")
            track = QRectF(rect.left() + name, middle - 5, rect.width() - name - wide - px(16), px(10))
            bar(painter, track, "sunken", outlined=outlined())
            share = wish.households / self._answered
            bar(painter, QRectF(track.left(), track.top(), max(3, track.width() * min(1, share)), px(10)), look(wish.tier))
            text(painter, QRectF(rect.right() - wide - 2, middle - px(11), wide + 2, px(22)), words, "dense", "text", bold=True, right=True)
