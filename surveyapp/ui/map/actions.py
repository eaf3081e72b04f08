"""The page's own actions in the header: back to the walk, the list, another base, placing what has no place yet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from surveyapp.domain.pins import GRID, PLAN, TILES, MapView, Pin
from surveyapp.ui import icons
from surveyapp.ui.map.words import pin_name, pin_place
from surveyapp.ui.walk.facts import DOT
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.menus import open_below
from surveyapp.words import say

_MOST = 24


class MapActions(QWidget):
    """`list_wanted`, `walk_wanted`, `base_wanted(base)`, `tiles_wanted`, `plan_wanted`, `register_wanted`, `place_wanted(record)`."""

    list_wanted = Signal()
    walk_wanted = Signal()
    base_wanted = Signal(str)
    tiles_wanted = Signal()
    plan_wanted = Signal()
    register_wanted = Signal()
    place_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.view: MapView | None = None
        self.building: str | None = None
        self.read_only = False
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 0, 0)
        row.setSpacing(8)
        self.walk = button(say("tiers.map.walk"), "", "walk", self.walk_wanted.emit)
        self.list = button(say("tiers.map.list"), "", "list", self.list_wanted.emit)
        for each, words in ((self.walk, say("ui.map.to_walk")), (self.list, say("ui.map.list"))):
            each.setToolTip(words)
            each.setAccessibleName(words)
        self.base = button(say("ui.map.change_base"), "", "layers", self._open_bases)
        self.add = button(say("ui.map.add"), "", "pin_plus", self._open_unplaced)
        for each in (self.walk, self.list, self.base, self.add):
            row.addWidget(each)

    def tell(self, view: MapView | None, building: str | None, *, read_only: bool) -> None:
        """What can be done here and now."""
        self.view, self.building, self.read_only = view, building, read_only
        self.base.setEnabled(view is not None)
        count = len(view.unplaced) if view else 0
        self.add.setEnabled(view is not None and not read_only and bool(count))
        self.add.setText(say("ui.map.add_count", count=count) if count else say("ui.map.add"))
        self.add.setAccessibleName(say("ui.map.join").join((say("ui.map.add"), say("ui.map.unplaced_count", count=count))))

    def unplaced(self) -> list[Pin]:
        """What has no place of its own yet: of the building in hand first."""
        return sorted(self.view.unplaced if self.view else (), key=lambda pin: pin.building != self.building)

    def _open_bases(self) -> None:
        open_below(self.base_menu(), self.base)

    def _open_unplaced(self) -> None:
        open_below(self.unplaced_menu(), self.add)

    def base_menu(self) -> QMenu:
        """What the community can be shown on, and how to bring more."""
        menu, view = QMenu(self), self.view
        bases = [(GRID, say("ui.map.base.grid"))]
        if view is not None and view.base_map is not None:
            bases.append((TILES, say("ui.map.base.named", name=view.base_map.name, crs=view.base_map.crs)))
        bases += [(plan.record, plan.title or say("kind.site_plan")) for plan in (view.plans if view else ())]
        now = view.plan.record if view and view.plan else view.base if view else ""
        for base, words in bases:
            entry = menu.addAction(words)
            entry.setCheckable(True)
            entry.setChecked(base == now)
            entry.triggered.connect(lambda _checked=False, each=base: self.base_wanted.emit(each))
        if not self.read_only:
            menu.addSeparator()
            menu.addAction(icons.icon("map"), say("ui.map.add_tiles")).triggered.connect(self.tiles_wanted)
            menu.addAction(icons.icon("image"), say("ui.map.add_plan")).triggered.connect(self.plan_wanted)
            if view is not None and view.base == PLAN:
                menu.addAction(icons.icon("target"), say("ui.map.register")).triggered.connect(self.register_wanted)
        return menu

    def unplaced_menu(self) -> QMenu:
        """What can be put on the map; the next tap says where. Who may only look sees what it is."""
        menu, pins = QMenu(self), self.unplaced()
        for pin in pins[:_MOST]:
            entry = menu.addAction(DOT.join(each for each in (pin_name(pin), pin_place(pin)) if each))
            entry.setEnabled(not self.read_only)
            entry.triggered.connect(lambda _checked=False, each=pin.record: self.place_wanted.emit(each))
        if len(pins) > _MOST:
            menu.addAction(say("ui.map.more_unplaced", count=len(pins) - _MOST)).setEnabled(False)
        return menu
