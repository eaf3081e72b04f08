"""The map page: where everything of a community is. It shows what the store has, and every move is an edit that undo takes back."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from surveyapp.domain.geo import LOCAL
from surveyapp.domain.pins import GRID, TILES, Frame, MapView, Pin
from surveyapp.domain.registration import ControlPoint
from surveyapp.domain.views import Changed, PhotoLine
from surveyapp.errors import SurveyError
from surveyapp.ui import theme
from surveyapp.ui.map.actions import MapActions
from surveyapp.ui.map.backgrounds import Backgrounds
from surveyapp.ui.map.loading import Loader
from surveyapp.ui.map.place_list import PlaceList
from surveyapp.ui.map.stage import Stage
from surveyapp.ui.map.words import pin_name, pin_sentence
from surveyapp.ui.standing import Standing
from surveyapp.ui.verbs import TileSource
from surveyapp.ui.walk.thumbnails import Thumbnails
from surveyapp.ui.widgets.menus import open_below
from surveyapp.words import say


class MapPage(QWidget):
    """`told(text)` for the undo bar, `failed(SurveyError)`, `defect_opened(building, record)`, `building_opened(record)`, `walk_wanted`."""

    told = Signal(str)
    failed = Signal(object)
    defect_opened = Signal(str, str)
    building_opened = Signal(str)
    walk_wanted = Signal()

    def __init__(self, standing: Standing, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._standing = standing
        self.view: MapView | None = None
        self._stale = True
        self._base_shown = ""
        self._placing = ""
        self._listed_by_hand = False
        self.loader = Loader(self)
        self.bar = MapActions()
        self.side = PlaceList()
        self.stage = Stage(self.loader, thumbnails)
        self.canvas, self.card = self.stage.canvas, self.stage.card
        self.backgrounds = Backgrounds(standing, self.stage, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self.stage, 1)
        self._connect()
        self._connect_parts()

    def _connect(self) -> None:
        standing = self._standing
        standing.changed.connect(lambda _changed: self.refresh())
        standing.place_chosen.connect(self._place_chosen)
        standing.listed.connect(self._show_side)
        actions = self.bar
        actions.walk_wanted.connect(self.walk_wanted)
        actions.list_wanted.connect(self._toggle_list)
        actions.base_wanted.connect(self.choose_base)
        actions.tiles_wanted.connect(self.backgrounds.choose_tiles)
        actions.plan_wanted.connect(self.backgrounds.choose_plan)
        actions.register_wanted.connect(self.begin_registering)
        actions.place_wanted.connect(self.ask_where)

    def _connect_parts(self) -> None:
        self.side.place_wanted.connect(self._standing.choose_building)
        self.side.mode_wanted.connect(self.show_mode)
        self.side.layers_wanted.connect(self._show_layers)
        self.side.unplaced_wanted.connect(lambda: open_below(self.bar.unplaced_menu(), self.side.unplaced))
        canvas, stage = self.canvas, self.stage
        self.backgrounds.brought.connect(self.refresh)
        self.backgrounds.told.connect(self.told)
        self.backgrounds.failed.connect(self.failed)
        canvas.pin_chosen.connect(self._show_card)
        canvas.pin_opened.connect(self.open)
        canvas.pin_moved.connect(self.move_pin)
        canvas.spot_tapped.connect(self._spot_tapped)
        canvas.asking_ended.connect(self.end_asking)
        canvas.moved.connect(self._tell_scale)
        self.card.opened.connect(self.open)
        self.card.move_wanted.connect(self.ask_where)
        self.card.closed.connect(lambda: canvas.choose(""))
        stage.hint.ended.connect(self.end_asking)
        stage.ask_system.ended.connect(lambda: canvas.setFocus(Qt.FocusReason.OtherFocusReason))
        stage.registering.finished.connect(self._register)
        stage.registering.ended.connect(self.end_registering)
        stage.registering.changed.connect(self._show_marks)

    # what is shown

    def refresh(self) -> None:
        """Look again, now or when the page is next seen."""
        self._stale = True
        if self.isVisible():
            self._look()

    def _look(self) -> None:
        self._stale = False
        stream = self._standing.stream
        if not stream:
            self.view = None
            self.side.show_view((), "", None)
            self.bar.tell(None, None, read_only=True)
            return
        self._standing.errands.ask(lambda verbs: verbs.map_view(stream), self._show, self.failed.emit, lane="map")

    def _show(self, view: MapView) -> None:
        if view.stream != self._standing.stream:
            return
        fresh = self.view is None or self.view.stream != view.stream
        base = f"{view.stream} {view.base} {view.plan.picture if view.plan else view.base_map.path if view.base == TILES and view.base_map else ''}"
        self.view = view
        if fresh:
            self.canvas.choose("")
        if base != self._base_shown:
            self._base_shown = base
            self._open_base(view)
            fresh = True
        if not self.stage.registering.isVisible():
            self._show_on_canvas(view, fit=fresh)
        if view.problem is not None:
            self.failed.emit(SurveyError(view.problem[0], **view.problem[1]))
            self.choose_base(GRID)

    def _show_on_canvas(self, view: MapView, fit: bool) -> None:
        self.canvas.may_move = not self._standing.read_only
        self.canvas.building = None if self._standing.line is None else self._standing.building
        self.canvas.show_view(view, fit)
        self.stage.nothing.setVisible(not view.spots and view.base == GRID)
        self._show_side()
        self._tell_scale()
        self._show_card(self.canvas.chosen)

    def _show_side(self) -> None:
        standing = self._standing
        self.side.show_view(standing.buildings, standing.building, self.view)
        self.bar.tell(self.view, standing.building, read_only=standing.read_only)
        if self.view is not None:
            placed = len(self.view.spots)
            self.canvas.setAccessibleName(say("ui.map.canvas", count=placed, name=standing.community.name if standing.community else ""))

    def _tell_scale(self) -> None:
        if self.canvas.view is not None:
            registering = self.stage.registering
            points = len(registering.points) if registering.isVisible() else None
            self.stage.foot.tell(self.canvas.view, self.canvas.scale_px, points)
            self.stage.arrange()

    def _open_base(self, view: MapView) -> None:
        base_map = view.base_map
        self.loader.use(None)
        if view.base != TILES or base_map is None:
            return

        def opened(source: TileSource) -> None:
            if self.view is not None and self.view.base_map == base_map and self.view.base == TILES:
                self.loader.use(source)
                self.canvas.viewport().update()
            else:
                source.close()

        def refused(problem: SurveyError) -> None:
            self.failed.emit(problem)
            self.choose_base(GRID)

        self._standing.errands.ask(lambda verbs: verbs.open_tiles(base_map), opened, refused)

    def _place_chosen(self) -> None:
        if self.view is not None and self.view.stream == self._standing.stream and not self._stale:
            self._show_side()
            self.canvas.building = None if self._standing.line is None else self._standing.building
            self.canvas.rebuild()
        else:
            self.end_asking()
            self.end_registering()
            self.refresh()

    def show_mode(self, mode: str) -> None:
        """Colour by severity or by tier."""
        self.canvas.mode = mode
        self.canvas.rebuild()
        self.stage.legend.tell(mode)
        self.stage.arrange()

    def _show_layers(self, layers: set[str]) -> None:
        self.canvas.layers = layers
        self.canvas.rebuild()

    def _toggle_list(self) -> None:
        self._listed_by_hand = True
        self.side.setVisible(not self.side.isVisible())

    def pin(self, record: str) -> Pin | None:
        """The pin of a record."""
        return next((each for each in self.view.pins if each.record == record), None) if self.view else None

    def _show_card(self, record: str) -> None:
        pin, view = self.pin(record), self.view
        self.card.setVisible(pin is not None)
        self.canvas.setAccessibleDescription(pin_sentence(pin) if pin else "")
        if pin is None or view is None:
            self.stage.arrange()
            return
        self.card.tell(pin, view, self.canvas.together(record), self.canvas.may_move)
        self.card.raise_()
        self.stage.arrange()
        self.canvas.uncover(record, self.stage.covers())
        self._fetch_photos(pin)

    def _fetch_photos(self, pin: Pin) -> None:
        stream, record, subject = pin.stream, pin.record, pin.subject if pin.kind == "photo" else pin.record

        def home(photos: tuple[PhotoLine, ...]) -> None:
            if self.card.pin is not None and self.card.pin.record == record and self.card.isVisible():
                self.card.tell_photos([each for each in photos if pin.kind != "photo" or each.record == record])
                self.stage.arrange()
                self.canvas.uncover(record, self.stage.covers())

        self._standing.errands.ask(lambda verbs: verbs.photos(stream, subject), home, lane="map-photos")

    # what a person does

    def open(self, record: str) -> None:
        """Go to the record of a pin, on the walk page."""
        pin = self.pin(record)
        if pin is not None and pin.kind == "defect":
            self.defect_opened.emit(pin.building, record)
        elif pin is not None and pin.kind == "building":
            self.building_opened.emit(record)

    def move_pin(self, record: str, x: float, y: float) -> None:
        """Put a record where it was let go, in the system of the view."""
        pin, view = self.pin(record), self.canvas.view
        if pin is None or view is None:
            return
        stream, position = view.stream, view.frame.position(x, y, "drag")

        def done(changed: Changed) -> None:
            if changed.records:
                self.told.emit(say("ui.map.moved", name=pin_name(pin)))

        def refused(problem: SurveyError) -> None:
            self.failed.emit(problem)
            self.refresh()

        self._standing.write(lambda verbs: verbs.place(stream, record, position), done, refused)

    def ask_where(self, record: str) -> None:
        """The next tap on the map says where this record is."""
        pin = self.pin(record)
        if pin is None or self._standing.read_only:
            return
        self._placing = record
        self.canvas.asking = True
        self.canvas.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self.stage.hint.tell(say("ui.map.tap_where", name=pin_name(pin)))
        self.stage.arrange()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def end_asking(self) -> None:
        """Nothing is asked for any more."""
        self._placing = ""
        self.canvas.asking = self.stage.registering.isVisible()
        if not self.canvas.asking:
            self.canvas.viewport().unsetCursor()
        self.stage.hint.hide()

    def _spot_tapped(self, x: float, y: float) -> None:
        if self.stage.registering.isVisible():
            self.stage.registering.tap(x, y)
        elif self._placing:
            record = self._placing
            self.end_asking()
            self.move_pin(record, x, y)
            self.canvas.choose(record)

    def choose_base(self, base: str) -> None:
        """Show the community on something else."""
        stream = self._standing.stream
        self.end_registering()
        if self._standing.read_only or not stream:
            return
        self._standing.errands.ask(lambda verbs: verbs.choose_base(stream, base), lambda _none: self.refresh(), self.failed.emit)

    def begin_registering(self) -> None:
        """Register the plan that is shown: it is laid out in its own pixels meanwhile."""
        view, plan = self.view, self.view.plan if self.view else None
        if view is None or plan is None:
            return
        stream = view.stream

        def home(told: tuple[str, tuple[ControlPoint, ...]]) -> None:
            self.end_asking()
            self.canvas.choose("")
            self.stage.registering.begin(plan, *told)
            self._offer_pins(False)
            self.canvas.asking = True
            self.stage.arrange()
            self.canvas.taken_right = self.stage.beside_registering() - self.canvas.margin_px
            self._show_on_canvas(replace(view, pins=(), frame=Frame(LOCAL, None, plan.record), plan=replace(plan, fit=None)), fit=True)
            self.stage.arrange()

        self._standing.errands.ask(lambda verbs: verbs.control_points(stream, plan.record), home, self.failed.emit)

    def _offer_pins(self, offered: bool) -> None:
        """While a plan is registered no pin is drawn: nothing explains them, and nothing is offered to show or to hide."""
        self.stage.legend.setVisible(offered)
        self.side.offer_pins(offered)

    def _show_marks(self) -> None:
        registering = self.stage.registering
        tapped = [registering.tapped] if registering.tapped is not None else []
        self.canvas.marks = [(float(each.x), float(each.y)) for each in registering.points] + tapped
        self._tell_scale()
        self.stage.arrange()
        self.canvas.viewport().update()

    def _register(self, crs: str, points: tuple[ControlPoint, ...]) -> None:
        plan = self.stage.registering.plan
        if plan is None:
            return
        stream, record = self._standing.stream, plan.record
        self._base_shown = ""
        self.end_registering(show=False)
        told = say("ui.map.registered", points=len(points))
        self._standing.write(lambda verbs: verbs.register_plan(stream, record, crs, points), lambda _changed: self.told.emit(told), self.failed.emit)

    def end_registering(self, *, show: bool = True) -> None:
        """Put the registration away."""
        if not self.stage.registering.isVisible():
            return
        self.stage.registering.hide()
        self._offer_pins(True)
        self.canvas.marks = []
        self.canvas.taken_right = 0
        self.canvas.asking = False
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        if show and self.view is not None:
            self._show_on_canvas(self.view, fit=True)

    def stop(self) -> None:
        """The window is closing: nothing is read any more."""
        self.canvas.settle()
        self.loader.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._look()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        self.canvas.settle()
        self.end_asking()
        super().hideEvent(event)

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through, in reading order."""
        return (self.side, self.canvas, self.card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._listed_by_hand:
            self.side.setVisible(theme.look(self.window().width()) != "compact")
