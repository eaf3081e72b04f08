"""The list beside the map: common ground and buildings, how many of their points have no place yet; and the layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from surveyapp.domain.pins import MapView
from surveyapp.domain.views import BuildingLine
from surveyapp.ui import icons, theme
from surveyapp.ui.front import row_paint
from surveyapp.ui.front.ink import Ink
from surveyapp.ui.map.looks import BY_SEVERITY, BY_TIER
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import building_name
from surveyapp.ui.widgets.buttons import Painted, button, ring
from surveyapp.ui.widgets.labels import ElideLabel, label
from surveyapp.ui.widgets.marks import paint_severity
from surveyapp.ui.widgets.segmented import Segmented
from surveyapp.words import say

Index = QModelIndex | QPersistentModelIndex
LAYERS = ("defect", "building", "photo")
_ROW = 52


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A building (or the common ground, with an empty record) in the list."""

    record: str
    name: str
    defects: int
    worst: int
    unplaced: int
    walked: bool = True

    def facts(self) -> str:
        """How far it is placed. Where nobody has been nothing is said of its state."""
        if not self.walked:
            return say("ui.walk.not_walked")
        if not self.defects:
            return say("ui.map.row.none")
        return say("ui.map.row.unplaced", count=self.unplaced) if self.unplaced else say("ui.map.row.placed")


def rows_of(lines: Sequence[BuildingLine], view: MapView | None) -> tuple[PlaceRow, ...]:
    """The rows of the list, in walking order."""
    bare = view.bare if view else {}
    return tuple(
        PlaceRow(line.record, building_name(line), line.defects, line.worst, bare.get(line.record, 0), line.is_walked or not line.record)
        for line in lines
    )


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[PlaceRow, ...] = ()

    def show_rows(self, rows: tuple[PlaceRow, ...]) -> None:
        same = [each.record for each in rows] == [each.record for each in self.rows]
        if same and rows:
            self.rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        elif not same:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return say("ui.map.row.sentence", name=row.name, count=row.defects, facts=row.facts())
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(100), px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Model)
        row, rect = model.rows[index.row()], QRectF(option.rect).adjusted(px(8), 2, -px(8), -2)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            row_paint.paint_ground(Ink(painter), rect, chosen)
        right = rect.right() - px(10)
        if row.defects:
            right = _paint_counts(painter, rect, row)
        _paint_words(painter, QRectF(rect.left() + px(12), rect.top(), right - rect.left() - px(18), rect.height()), row, chosen)
        painter.restore()


def _paint_counts(painter: QPainter, rect: QRectF, row: PlaceRow) -> float:
    painter.setFont(theme.font("card", bold=True))
    painter.setPen(theme.colour("text2"))
    wide = max(px(22), painter.fontMetrics().horizontalAdvance(str(row.defects)))
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(QRectF(rect.right() - px(10) - wide, rect.top(), wide, rect.height()), middle, str(row.defects))
    paint_severity(painter, rect.right() - px(10) - wide - px(34), rect.center().y() - px(13), row.worst, px(26))
    return rect.right() - px(10) - wide - px(40)


def _paint_words(painter: QPainter, rect: QRectF, row: PlaceRow, chosen: bool) -> None:
    painter.setFont(theme.font("strong"))
    painter.setPen(theme.colour("text"))
    name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(QRectF(rect.left(), rect.top() + 3, rect.width(), px(22)), Qt.AlignmentFlag.AlignVCenter, name)
    painter.setFont(theme.font("meta"))
    painter.setPen(theme.colour("text2" if chosen else "text3"))
    facts = painter.fontMetrics().elidedText(row.facts(), Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(QRectF(rect.left(), rect.top() + px(25), rect.width(), px(19)), Qt.AlignmentFlag.AlignVCenter, facts)


class LayerBox(Painted):
    """A layer to show or not: box and word."""

    def __init__(self, text: str, checked: bool) -> None:
        super().__init__(text)
        self.setCheckable(True)
        self.setChecked(checked)
        self.setMinimumHeight(theme.size("control_strong"))

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(theme.font("body")).horizontalAdvance(self.text()) + px(36), theme.size("control_strong"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1, (self.height() - px(18)) / 2, px(18), px(18))
        enabled = self.isEnabled()
        painter.setPen(QPen(theme.colour("disabled" if not enabled else "accent" if self.isChecked() else "line_strong"), 1.6))
        painter.setBrush(theme.colour("hover" if self.underMouse() and enabled else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if self.isChecked():
            icons.paint(painter, "check", box.left() + 2, box.top() + 2, px(14), "accent_text" if enabled else "disabled")
        painter.setPen(theme.colour("text" if enabled else "disabled"))
        painter.setFont(theme.font("body"))
        painter.drawText(QRectF(px(28), 0, self.width() - px(28), self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            ring(painter, QRectF(self.rect()), 6)


class PlaceList(QWidget):
    """`place_wanted(record)`, `mode_wanted(mode)`, `layers_wanted(set of kinds)`, `unplaced_wanted`: what is not on the map."""

    place_wanted = Signal(str)
    mode_wanted = Signal(str)
    layers_wanted = Signal(object)
    unplaced_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.size("list_normal"))
        column = QVBoxLayout(self)
        column.setSpacing(8)
        self._column = column
        self._keep_line_free()
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 11, 0)
        self.modes = Segmented([(BY_SEVERITY, say("ui.map.by_severity")), (BY_TIER, say("ui.map.by_tier"))])
        self.modes.choose(BY_SEVERITY)
        self.modes.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.modes.chosen.connect(self.mode_wanted)
        head.addWidget(self.modes)
        column.addLayout(head)
        self.list = QListView()
        self._rows = _Model(self)
        self.list.setModel(self._rows)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(say("ui.map.places"))
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list.selectionModel().currentChanged.connect(self._go)
        self._quiet = False
        column.addWidget(self.list, 1)
        self.unplaced = button("", "link", "pin_plus", self.unplaced_wanted.emit, token="accent_text")
        self.unplaced.hide()
        line = QHBoxLayout()
        line.setContentsMargins(8, 0, 11, 0)
        line.addWidget(self.unplaced)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self._layers())

    def _keep_line_free(self) -> None:
        """Nothing lies on the line to the map, as thick as it is in the palette worn."""
        self._column.setContentsMargins(0, 12, theme.hair(), 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange) and hasattr(self, "_column"):
            self._keep_line_free()

    def _layers(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("foot")
        column = QVBoxLayout(foot)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(say("ui.map.layers"), "strong"))
        self._rest = ElideLabel(say("ui.map.layers_rest"), "meta")
        self._rest.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._rest.hide()
        head.addWidget(self._rest, 1)
        column.addLayout(head)
        self.layers: dict[str, LayerBox] = {}
        self._counts: dict[str, ElideLabel] = {}
        for kind in LAYERS:
            row = QHBoxLayout()
            box = LayerBox(say(f"ui.map.layer.{kind}"), kind != "photo")
            box.toggled.connect(lambda _on: self.layers_wanted.emit({each for each, held in self.layers.items() if held.isChecked()}))
            count = ElideLabel("", "meta")
            row.addWidget(box, 1)
            row.addWidget(count)
            column.addLayout(row)
            self.layers[kind], self._counts[kind] = box, count
        return foot

    def show_view(self, lines: Sequence[BuildingLine], chosen: str, view: MapView | None) -> None:
        """Show the places of a community and how much of it has a place."""
        self._quiet = True
        self._rows.show_rows(rows_of(lines, view))
        at = next((number for number, row in enumerate(self._rows.rows) if row.record == chosen), -1)
        if at >= 0:
            self.list.setCurrentIndex(self._rows.index(at))
        self._quiet = False
        self._tell_unplaced(view)
        for kind, words in self._counts.items():
            placed, count = view.counts.get(kind, (0, 0)) if view else (0, 0)
            words.tell(say("ui.map.layer_count", placed=placed, count=count) if placed != count else str(placed))
            self.layers[kind].setAccessibleName(say("ui.map.join").join((say(f"ui.map.layer.{kind}"), words.whole())))

    def offer_pins(self, offered: bool) -> None:
        """Whether pins are drawn: which of them are shown is asked only then."""
        for box in self.layers.values():
            box.setEnabled(offered)
        self._rest.setVisible(not offered)

    def _tell_unplaced(self, view: MapView | None) -> None:
        count = len(view.unplaced) if view else 0
        self.unplaced.setText(say("ui.map.unplaced_count", count=count))
        self.unplaced.setVisible(bool(count))

    def rows(self) -> tuple[PlaceRow, ...]:
        """What the list shows."""
        return self._rows.rows

    def _go(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._quiet and current.isValid():
            self.place_wanted.emit(self._rows.rows[current.row()].record)
