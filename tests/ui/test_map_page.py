"""The map as a person uses it, on a real store: pins are dragged and put back, crowds spread, plans registered, base maps stated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from surveyapp.domain.geo import metres_between, position_from
from surveyapp.domain.mercator import Plane, tile_at
from surveyapp.domain.pins import GRID, TILES
from surveyapp.steps.desk import Desk
from surveyapp.ui.map.canvas import MapCanvas
from surveyapp.ui.map.looks import HEAD
from surveyapp.ui.map.page import MapPage
from surveyapp.ui.shell import MAP, WALK
from surveyapp.ui.walk.page import DEFECTS, RECORD
from surveyapp.ui.widgets.labels import ElideLabel
from surveyapp.ui.window import MainWindow
from surveyapp.words import say
from tests.pause import pause

from ..store.test_tiles import png, write
from .conftest import Person, photo

HERE = (109.4112, 24.3625)
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@dataclass
class Mapped:
    """A community with a building, three defects with places of their own, and one without."""

    person: Person
    stream: str
    building: str
    defects: dict[str, str]

    def open(self) -> tuple[MainWindow, MapPage]:
        """A window that shows the map."""
        window = self.person.open()
        window.shell.go(MAP)
        return window, self.page(window)

    def page(self, window: MainWindow) -> MapPage:
        """The map page, come to rest."""
        page = window.shell.page(MAP)
        assert isinstance(page, MapPage)
        self.rest(window, page)
        return page

    def rest(self, window: MainWindow, page: MapPage) -> None:
        """Until nothing is being fetched or read."""
        for _ in range(2):
            self.person.wait(window)
            for _ in range(200):
                if page.loader.is_idle():
                    break
                pause(10)


@pytest.fixture
def mapped(walked: tuple[Person, str, str], desk: Callable[[], Desk]) -> Mapped:
    """Places are CGCS2000, some tens of metres apart; two of them are the same place."""
    person, stream, building = walked
    filled = desk()
    plane = Plane(*HERE)
    defects = {}
    for name, code, severity, spot in (("rail", "CP-02", 3, (0, 0)), ("lamp", "CP-03", 2, (60, -20)), ("wall", "WL-02", 4, (60, -20))):
        fields = {"code": code, "building": building, "unit": 3, "storey": 4, "severity": severity}
        defects[name] = filled.new_record(stream, "defect", fields).records[0][1]  # type: ignore[arg-type]
        filled.place(stream, defects[name], position_from(*plane.place(*spot), "CGCS2000", "typed"))
    defects["roof"] = filled.new_record(stream, "defect", {"code": "RF-01", "building": building}).records[0][1]
    filled.close()
    return Mapped(person, stream, building, defects)


def mouse(canvas: MapCanvas, kind: QEvent.Type, at: QPointF, held: bool = True) -> None:
    """One mouse event on the canvas."""
    port = canvas.viewport()
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
    buttons = LEFT if held else Qt.MouseButton.NoButton
    QApplication.sendEvent(port, QMouseEvent(kind, at, QPointF(port.mapToGlobal(at.toPoint())), button, buttons, NONE))


def drag(canvas: MapCanvas, start: QPoint, by: tuple[int, int]) -> None:
    """Press, move in steps, let go."""
    at = QPointF(start)
    mouse(canvas, QEvent.Type.MouseButtonPress, at)
    for step in range(1, 9):
        mouse(canvas, QEvent.Type.MouseMove, at + QPointF(by[0] * step / 8, by[1] * step / 8))
    mouse(canvas, QEvent.Type.MouseButtonRelease, at + QPointF(*by), held=False)


def head(canvas: MapCanvas, record: str) -> QPoint:
    """The middle of a pin's head in the viewport."""
    item = canvas.items_by_record[record]
    return canvas.mapFromScene(item.pos()) + item.offset.toPoint() - QPoint(0, round(1.6 * HEAD))


def tap(canvas: MapCanvas, at: QPoint) -> None:
    """A click."""
    QTest.mouseClick(canvas.viewport(), LEFT, NONE, at)


def test_a_person_drags_a_pin_and_takes_it_back(mapped: Mapped) -> None:
    window, page = mapped.open()
    rail, canvas = mapped.defects["rail"], page.canvas
    before = page.pin(rail)
    assert before is not None
    assert before.position is not None
    scale = canvas.scale_px
    drag(canvas, head(canvas, rail), (90, 40))
    mapped.rest(window, page)
    moved = page.pin(rail)
    assert moved is not None
    assert moved.position is not None
    assert (moved.position.crs, moved.position.how) == ("CGCS2000", "drag")
    assert metres_between(moved.position.degrees, before.position.degrees) == pytest.approx((90**2 + 40**2) ** 0.5 / scale, rel=0.03)
    assert window.shell.undo_bar.isVisible()
    foot = page.stage.foot
    assert not window.shell.undo_bar.geometry().intersects(QRect(foot.mapTo(window.shell, QPoint()), foot.size()))
    assert "踏步栏杆损坏" in window.shell.undo_bar.accessibleName()
    assert page.card.isVisible()
    assert "CGCS2000" in page.card.system.whole()
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    mapped.rest(window, page)
    back = page.pin(rail)
    assert back is not None
    assert back.position == before.position
    QTest.mouseClick(window.shell.header.redo, LEFT)
    mapped.rest(window, page)
    again = page.pin(rail)
    assert again is not None
    assert again.position == moved.position


def test_the_map_is_one_key_or_one_press_from_the_walk(mapped: Mapped) -> None:
    window = mapped.person.open()
    assert window.shell.shown == WALK
    QTest.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert window.shell.shown == MAP
    page = mapped.page(window)
    assert page.stage.foot.system.text() == "CGCS2000"
    assert page.stage.foot.base.whole() == "空白网格"
    assert page.stage.foot.scale.words().endswith(" m")
    QTest.mouseClick(page.bar.walk, LEFT)
    assert window.shell.shown == WALK
    assert not page.bar.isVisible()
    QTest.mouseClick(window.shell.header.action, LEFT)
    assert window.shell.shown == MAP
    assert page.bar.isVisible()


def test_what_has_no_place_is_counted_listed_and_put_on_the_map(mapped: Mapped) -> None:
    window, page = mapped.open()
    assert page.view is not None
    bare = [pin.record for pin in page.view.unplaced]
    assert bare and all(record not in page.canvas.items_by_record for record in bare)
    count = len(bare)
    assert page.side.unplaced.text() == f"{count} 个点未定位" and page.bar.add.text() == f"加点 {count}"
    menu = page.bar.unplaced_menu()
    assert len(menu.actions()) == count
    menu.actions()[0].trigger()
    assert page.canvas.asking
    tap(page.canvas, page.canvas.viewport().rect().center())
    mapped.rest(window, page)
    assert page.side.unplaced.isVisible() == (count > 1) and len(page.view.unplaced) == count - 1


def test_a_crowd_spreads_on_a_tap_and_each_of_it_can_be_opened(mapped: Mapped) -> None:
    window, page = mapped.open()
    canvas, wall, lamp = page.canvas, mapped.defects["wall"], mapped.defects["lamp"]
    crowd = canvas.items_by_record[wall]
    assert crowd is canvas.items_by_record[lamp]
    assert crowd.count == 2
    assert crowd.pin.record == wall, "the worst stands for the crowd"
    tap(canvas, head(canvas, wall))
    mapped.rest(window, page)
    assert canvas.is_spread()
    assert canvas.items_by_record[wall] is not canvas.items_by_record[lamp]
    assert canvas.items_by_record[wall].offset.manhattanLength() < 2 * HEAD, "none seems to belong to the building next to it"
    assert "另有 1 条同位置" in page.card.facts.whole()
    tap(canvas, head(canvas, lamp))
    mapped.rest(window, page)
    assert canvas.chosen == lamp
    assert canvas.is_spread()
    QTest.mouseClick(page.card.open, LEFT)
    mapped.person.wait(window)
    assert (window.shell.shown, window.shell.walk.tab) == (WALK, DEFECTS)
    assert window.shell.walk.defects.hand == lamp
    line = window.shell.walk.defects.line
    assert line is not None
    assert line.record == lamp


def test_keys_alone_walk_move_and_open_pins(mapped: Mapped) -> None:
    window, page = mapped.open()
    canvas = page.canvas
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    first = canvas.chosen
    assert first in mapped.defects.values()
    assert canvas.accessibleDescription()
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    assert canvas.chosen not in ("", first)
    QTest.keyClick(canvas, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.chosen == first
    if canvas.items_by_record[first].count > 1:
        QTest.keyClick(canvas, Qt.Key.Key_Space)
    before = page.pin(first)
    for _ in range(5):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
    pause(800)
    mapped.rest(window, page)
    after = page.pin(first)
    assert before is not None
    assert after is not None
    assert before.position is not None
    assert after.position is not None
    assert after.position.lon > before.position.lon
    window.shell.undo()
    mapped.rest(window, page)
    back = page.pin(first)
    assert back is not None
    assert back.position == before.position, "five steps of the arrow are one act"
    canvas.setFocus()
    canvas.choose(mapped.defects["rail"])
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    mapped.person.wait(window)
    assert window.shell.shown == WALK
    assert window.shell.walk.defects.hand == mapped.defects["rail"]


def test_what_has_no_place_is_put_on_the_map_by_one_tap(mapped: Mapped) -> None:
    window, page = mapped.open()
    roof = mapped.defects["roof"]
    row = next(each for each in page.side.rows() if each.record == mapped.building)
    assert (row.defects, row.unplaced) == (4, 1)
    assert roof in [pin.record for pin in page.bar.unplaced()]
    entry = next(each for each in page.bar.unplaced_menu().actions() if "屋面漏雨" in each.text())
    entry.trigger()
    assert page.stage.hint.isVisible()
    QTest.keyClick(page.canvas, Qt.Key.Key_Escape)
    assert not page.stage.hint.isVisible()
    entry.trigger()
    tap(page.canvas, QPoint(300, 400))
    mapped.rest(window, page)
    placed = page.pin(roof)
    assert placed is not None
    assert placed.position is not None
    assert page.canvas.chosen == roof
    row = next(each for each in page.side.rows() if each.record == mapped.building)
    assert row.unplaced == 0
    page.ask_where(mapped.building)
    QTest.keyClick(page.canvas, Qt.Key.Key_Return)
    mapped.rest(window, page)
    building = page.pin(mapped.building)
    assert building is not None
    assert building.position is not None


def test_a_building_where_nobody_has_been_is_not_declared_sound(mapped: Mapped, desk: Callable[[], Desk]) -> None:
    filled = desk()
    filled.new_record(mapped.stream, "building", {"name": "4栋", "storeys": 7})
    filled.close()
    _, page = mapped.open()
    told = {row.name: row.facts() for row in page.side.rows()}
    assert told["12栋"] == say("ui.walk.not_walked")
    assert told["4栋"] == say("ui.map.row.none")
    assert told["3栋"] == say("ui.map.row.unplaced", count=1)


def test_what_stands_on_the_map_is_moved_and_what_does_not_is_placed(mapped: Mapped) -> None:
    _, page = mapped.open()
    for name, words in (("rail", "ui.map.move_on"), ("roof", "ui.map.move")):
        pin = page.pin(mapped.defects[name])
        assert pin is not None
        assert page.view is not None
        page.card.tell(pin, page.view, 0, True)
        assert page.card.move_button.text() == say(words)


def test_the_pin_in_hand_is_never_under_its_card(mapped: Mapped) -> None:
    window, page = mapped.open()
    for size in ((1366, 768), (1280, 650), (1700, 900)):
        window.resize(*size)
        mapped.rest(window, page)
        for record, corners in ((mapped.defects["rail"], [QPoint(-40, -60), QPoint(20, -200)]), (mapped.defects["wall"], [QPoint(-30, 0)])):
            for corner in corners:
                page.canvas.choose("")
                page.canvas.fit()
                port = page.canvas.viewport().rect()
                to = port.bottomRight() + corner - page.canvas.pin_rect(record).center()
                page.canvas.pan(-to.x(), -to.y())
                page.canvas.choose(record)
                mapped.rest(window, page)
                pin = page.canvas.pin_rect(record)
                assert port.contains(pin)
                assert not pin.intersects(page.card.geometry())


def test_zoom_keeps_what_is_under_the_pointer_and_gathers_again(mapped: Mapped) -> None:
    window, page = mapped.open()
    canvas = page.canvas
    at = QPointF(420, 260)
    held = canvas.mapToScene(at.toPoint())
    for _ in range(3):
        event = QWheelEvent(at, at, QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False)
        QApplication.sendEvent(canvas.viewport(), event)
    there = canvas.mapToScene(at.toPoint())
    assert (there - held).manhattanLength() * canvas.scale_px < 4
    canvas.fit()
    for _ in range(30):
        canvas.zoom(0.7)
    assert len({id(item) for item in canvas.items_by_record.values() if item.pin.kind == "defect"}) == 1
    assert canvas.items_by_record[mapped.defects["rail"]].count == 3
    mapped.rest(window, page)


def _scan(folder: Path) -> Path:
    path = folder / "总平面图.png"
    picture = QImage(1200, 800, QImage.Format.Format_RGB32)
    picture.fill(QColor(200, 120, 60))
    picture.save(str(path))
    return path


def test_a_scanned_plan_is_registered_by_taps_and_says_its_error(mapped: Mapped, tmp_path: Path) -> None:
    window, page = mapped.open()
    page.backgrounds.add_plan(_scan(tmp_path))
    mapped.rest(window, page)
    foot = page.stage.foot
    assert (foot.system.text(), foot.base.whole()) == ("图上坐标", "底图：扫描平面图，未配准，不能量距")
    assert foot.scale.words() == "图上 100 px" or foot.scale.words().endswith(" px")
    assert "3 点坐标系不同" in foot.elsewhere.whole()
    assert page.canvas.grab().toImage().pixelColor(page.canvas.mapFromScene(600, 400)) == QColor(200, 120, 60)

    boxes = [box.mapTo(page, box.rect().topLeft()) for box in page.side.layers.values()]
    page.begin_registering()
    mapped.rest(window, page)
    assert [box.mapTo(page, box.rect().topLeft()) for box in page.side.layers.values()] == boxes, "what is said of the layers moves none"
    panel, plane = page.stage.registering, Plane(*HERE)
    assert panel.isVisible()
    assert not panel.keep.isEnabled()
    for x, y, off in ((100, 100, 0.0), (1100, 120, 0.0), (1080, 720, 3.0)):
        spot = page.canvas.mapFromScene(x, y)
        tap(page.canvas, spot)
        exact = page.canvas.mapToScene(spot)
        lon, lat = plane.place((exact.x() - 600) * 0.1 + off, (exact.y() - 400) * 0.1)
        assert panel.place.hasFocus() or panel.place.isEnabled()
        panel.place.setText("109.4")
        QTest.keyClick(panel.place, Qt.Key.Key_Return)
        assert panel.told.text() == "要两个数：经度，纬度"
        panel.place.setText(f"{lon:.7f}，{lat:.7f}")
        QTest.keyClick(panel.place, Qt.Key.Key_Return)
    assert len(panel.points) == 3
    assert foot.base.whole() == "正在配准，已有 3 点", "what is being made is not told as missing"
    told, todo = panel.told.text().split("\n")
    assert told.startswith("中误差 ")
    assert told.endswith(" m（按多余的 1 点算）"), "it is larger than each of the three residuals above: it says by what it is reckoned"
    assert todo.startswith("够了就存")
    assert not page.stage.legend.isVisible(), "no pin is drawn that a legend could explain"
    assert not any(box.isEnabled() for box in page.side.layers.values())
    QTest.mouseClick(panel.keep, LEFT)
    mapped.rest(window, page)
    assert page.stage.legend.isVisible()
    assert all(box.isEnabled() for box in page.side.layers.values())
    assert foot.system.text() == "CGCS2000"
    assert foot.base.whole().startswith("底图：扫描平面图，3 点配准，中误差 ")
    assert not foot.elsewhere.whole()
    assert page.canvas.grab().toImage().pixelColor(page.canvas.mapFromScene(-30, 20)) == QColor(200, 120, 60)
    drag(page.canvas, head(page.canvas, mapped.defects["rail"]), (40, 0))
    mapped.rest(window, page)
    pin = page.pin(mapped.defects["rail"])
    assert pin is not None
    assert pin.position is not None
    assert pin.position.accuracy is not None, "a place on a plan is as good as its registration"
    window.shell.undo()
    mapped.person.wait(window)
    window.shell.undo()
    mapped.rest(window, page)
    assert foot.system.text() == "图上坐标"


def _tiles(folder: Path) -> Path:
    """One grey tile of zoom 15 over the place as GCJ-02 has it, and its parents."""
    lon, lat = HERE
    tiles = [tile_at(lon + 0.005, lat - 0.003, zoom) for zoom in range(12, 16)]
    rows: list[tuple[int, int, int, object]] = [(each.zoom, each.column, each.row_from_south, png(grey=77)) for each in tiles]
    return write(folder / "city.mbtiles", tiles=rows, name="柳州", format="png")


def test_a_base_map_is_used_in_the_system_that_was_stated(mapped: Mapped, tmp_path: Path) -> None:
    window, page = mapped.open()
    file = _tiles(tmp_path)
    page.backgrounds.add_tiles(file)
    assert page.stage.ask_system.isVisible()
    QTest.mouseClick(page.stage.ask_system.buttons["GCJ-02"], LEFT)
    mapped.rest(window, page)
    foot = page.stage.foot
    assert (foot.system.text(), foot.base.whole()) == ("GCJ-02", "底图：柳州")
    page.canvas.choose(mapped.defects["rail"])
    mapped.rest(window, page)
    assert "CGCS2000 109.4112, 24.3625" in page.card.system.whole(), "what was collected is shown as it was collected"
    assert "换算到 GCJ-02" in page.card.note.text()
    page.canvas.choose("")
    for _ in range(6):
        page.canvas.zoom(0.7)
    mapped.rest(window, page)
    shot = page.canvas.grab().toImage()
    found = {shot.pixelColor(x, y).getRgb()[:3] for x in range(200, 800, 50) for y in range(150, 550, 50)}
    assert (77, 77, 77) in found
    drag(page.canvas, head(page.canvas, mapped.defects["rail"]), (30, 0))
    mapped.rest(window, page)
    pin = page.pin(mapped.defects["rail"])
    assert pin is not None
    assert pin.position is not None
    assert pin.position.crs == "GCJ-02", "a place is stored in the system of the view that it was put on"
    mapped.person.close(window)
    file.unlink()
    window, page = mapped.open()
    mapped.rest(window, page)
    assert page.view is not None
    assert page.view.base == GRID
    assert "city.mbtiles 不在原处" in window.shell.banner.words()


def test_a_file_that_is_no_map_is_refused_in_words(mapped: Mapped, tmp_path: Path) -> None:
    window, page = mapped.open()
    wrong = tmp_path / "notes.mbtiles"
    wrong.write_text("hello", "utf-8")
    page.backgrounds.add_tiles(wrong)
    QTest.mouseClick(page.stage.ask_system.buttons["WGS84"], LEFT)
    mapped.rest(window, page)
    assert "不是 MBTiles 底图" in window.shell.banner.words()
    assert page.view is not None
    assert page.view.base != TILES


def test_a_photo_lends_its_place_and_its_layer_can_be_shown(mapped: Mapped, tmp_path: Path) -> None:
    window = mapped.person.open()
    window.shell.walk.defects.take(mapped.defects["roof"])
    mapped.person.wait(window)
    window.shell.walk.bring_in([photo(tmp_path / "card", 1)])
    mapped.person.wait(window)
    window.shell.go(MAP)
    page = mapped.page(window)
    roof = page.pin(mapped.defects["roof"])
    assert roof is not None
    assert roof.borrowed
    page.canvas.choose(roof.record)
    mapped.rest(window, page)
    assert "取自照片" in page.card.system.whole()
    assert "WGS84" in page.card.system.whole()
    assert roof.borrowed not in page.canvas.items_by_record
    page.side.layers["photo"].click()
    assert roof.borrowed in page.canvas.items_by_record


def test_without_the_right_to_write_nothing_moves(mapped: Mapped) -> None:
    window, page = mapped.open()
    second = mapped.person.open()
    second.shell.go(MAP)
    looking = mapped.page(second)
    rail = mapped.defects["rail"]
    before, asked = looking.pin(rail), []
    looking.canvas.pin_moved.connect(lambda *told: asked.append(told))
    drag(looking.canvas, head(looking.canvas, rail), (60, 60))
    mapped.rest(second, looking)
    assert looking.pin(rail) == before
    assert asked == []
    assert not looking.bar.add.isEnabled()
    mapped.person.close(second)
    mapped.rest(window, page)


def test_a_building_opens_its_record(mapped: Mapped) -> None:
    window, page = mapped.open()
    page.ask_where(mapped.building)
    tap(page.canvas, QPoint(200, 300))
    mapped.rest(window, page)
    page.canvas.pin_opened.emit(mapped.building)
    mapped.person.wait(window)
    assert (window.shell.shown, window.shell.walk.tab, window.shell.standing.building) == (WALK, RECORD, mapped.building)


def parts(page: MapPage) -> Iterator[QWidget]:
    """Everything on the page and its part of the header."""
    yield from page.findChildren(QWidget)
    yield from page.bar.findChildren(QWidget)


@pytest.mark.parametrize(("language", "palette"), [("zh", "light"), ("en", "dark"), ("en", "hc"), ("zh", "hcd")])
def test_every_control_has_a_name_and_no_text_is_clipped(mapped: Mapped, language: str, palette: str) -> None:
    window, page = mapped.open()
    window.use_palette(palette)
    if language == "en":
        window.use_language("en")
        mapped.person.wait(window)
        page = mapped.page(window)
    page.canvas.choose(mapped.defects["rail"])
    page.ask_where(mapped.defects["rail"])
    mapped.rest(window, page)
    for part in parts(page):
        if isinstance(part, (QAbstractButton, QLineEdit)):
            assert part.accessibleName() or (isinstance(part, QAbstractButton) and part.text()), part
        if isinstance(part, QAbstractButton) and part.isVisible() and part.text():
            assert part.width() >= 32
            assert part.height() >= 32
        if isinstance(part, QLabel) and part.isVisible() and not isinstance(part, ElideLabel) and not part.wordWrap():
            assert part.fontMetrics().horizontalAdvance(part.text()) <= part.contentsRect().width() + 1, part.text()
        if isinstance(part, ElideLabel) and part.isVisible():
            assert part.text() == part.whole(), part.whole()
    for item in page.canvas.items_by_record.values():
        assert item.rect().width() >= 28 + 8
    shown = [page.stage.legend, page.stage.foot, page.card, page.stage.zooming]
    boxes = [each.geometry() for each in shown]
    assert all(not one.intersects(other) for number, one in enumerate(boxes) for other in boxes[number + 1 :])
    assert all(QRect(QPoint(), page.stage.size()).contains(each) for each in boxes)
    assert page.canvas.accessibleName()
