"""Drawing on the photo in hand: a person's strokes and keys on a real window, and that screen and report show the same."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from surveyapp.domain.annotation_looks import display_list, frame
from surveyapp.domain.annotations import FULL, TOOLS, Annotation, Shape
from surveyapp.domain.views import PhotoLine
from surveyapp.photos.draw import sample_photo
from surveyapp.photos.paint import painted
from surveyapp.photos.read import read_photo
from surveyapp.ui import theme
from surveyapp.ui.marking.paint import paint_shown
from surveyapp.ui.walk.photo_pad import PhotoPad
from surveyapp.ui.window import MainWindow
from tests.pause import pause

from .conftest import Person, drop, photo, shell_of
from .hands import Hands

FACTS = read_photo(sample_photo(1, "stair", datetime(2021, 3, 19, tzinfo=UTC), "112.3", "24.7"))
SHAPES: dict[str, Shape] = {
    "freehand": ((2000, 2000), (4000, 3000), (6000, 2000), (7000, 6000)),
    "text": ((5000, 5000),),
    "number": ((5000, 5000),),
}


def by_qt(shown: Annotation, jpeg: bytes) -> Image.Image:
    """What the window paints over a picture, at the size of the report."""
    picture = QPixmap()
    assert picture.loadFromData(jpeg)
    canvas = QImage(picture.size(), QImage.Format.Format_RGB32)
    painter = QPainter(canvas)
    painter.drawPixmap(0, 0, picture)
    size = frame(picture.width(), picture.height())
    painter.scale(picture.width() / size[0], picture.width() / size[0])
    paint_shown(painter, display_list([shown], size), picture, size)
    painter.end()
    return Image.frombytes("RGB", (canvas.width(), canvas.height()), bytes(canvas.convertToFormat(QImage.Format.Format_RGB888).constBits()))


@pytest.mark.parametrize("tool", TOOLS)
def test_window_and_report_paint_the_same(app: QApplication, tool: str) -> None:
    made = Annotation("r", tool, SHAPES.get(tool, ((2000, 2000), (6000, 6000))), "yellow", "扶手 3.5 m", 12)
    jpeg = painted(FACTS.report, ())
    report = Image.open(io.BytesIO(painted(FACTS.report, display_list([made], frame(1200, 900))))).convert("RGB")
    screen = by_qt(made, jpeg)
    differs = ImageChops.difference(screen, report).convert("L")
    drawn = ImageChops.difference(report, Image.open(io.BytesIO(jpeg)).convert("RGB")).convert("L")
    off, on = (sum(each.point(lambda value: value > 70 and 255).histogram()[128:]) for each in (differs, drawn))
    assert on > 300, "something was drawn"
    assert off < on * 0.12, "but for the smoothing of edges"
    assert ImageStat.Stat(differs).mean[0] < 1.5


@pytest.fixture
def hands(walked: tuple[Person, str, str], tmp_path: Path) -> Iterator[Hands]:
    """Hands at a defect with a photo."""
    person, _, _ = walked
    window = person.open()
    made = Hands(person, window)
    made.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    drop(window, [photo(tmp_path / "card", 1, "stair")])
    person.wait(window)
    person.wait(window)
    made.begin_again()
    yield made
    made.close()


def pad_of(hands: Hands) -> PhotoPad:
    """The photo in hand."""
    return hands.window.shell.walk.defects.in_hand.pad


def stored(hands: Hands) -> tuple[Annotation, ...]:
    """What the store holds on the photo in hand."""
    held = pad_of(hands).photo
    assert held is not None
    answers: list[tuple[PhotoLine, ...]] = []
    hands.window.errands.ask(lambda verbs: verbs.photos(held.stream, held.subject), answers.append)
    hands.person.wait(hands.window)
    return next(each for each in answers[0] if each.record == held.record).annotations


def at(pad: PhotoPad, x: int, y: int) -> QPoint:
    """Where a point of the photo (in ten-thousandths) lies in the pad."""
    rect = pad.picture_rect()
    return QPointF(rect.left() + rect.width() * x / FULL, rect.top() + rect.height() * y / FULL).toPoint()


def near(point: tuple[int, int], wanted: tuple[int, int]) -> bool:
    """Within two px of the pad."""
    return all(abs(one - other) < 120 for one, other in zip(point, wanted, strict=True))


def test_a_stroke_is_one_annotation_committed_before_it_is_called_saved(hands: Hands) -> None:
    pad = pad_of(hands)
    saved: list[str] = []
    hands.window.shell.standing.saved.connect(saved.append)
    hands.drag(pad, at(pad, 2000, 2000), at(pad, 6000, 7000))
    (circle,) = stored(hands)
    assert circle.tool == "ellipse", "armed from the start"
    assert near(circle.shape[0], (2000, 2000))
    assert near(circle.shape[1], (6000, 7000))
    assert len(saved) == 1
    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert stored(hands) == ()
    assert pad.photo is not None
    assert pad.photo.annotations == ()


def test_the_stroke_is_seen_while_it_is_drawn_and_until_it_is_stored(hands: Hands) -> None:
    pad = pad_of(hands)
    rect = QRect(at(pad, 2000, 2000), at(pad, 6000, 6000)).adjusted(-6, -6, 6, 6)

    def yellow() -> int:
        picture = pad.grab(rect).toImage()
        wanted = QColor(255, 212, 0)
        return sum(
            abs(picture.pixelColor(x, y).red() - wanted.red()) + abs(picture.pixelColor(x, y).blue() - wanted.blue()) < 30
            for x in range(picture.width())
            for y in range(picture.height())
        )

    assert yellow() == 0
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=at(pad, 2000, 2000))
    QTest.mouseMove(pad, at(pad, 6000, 6000))
    assert yellow() > 50
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=at(pad, 6000, 6000))
    assert yellow() > 50
    hands.person.wait(hands.window)
    assert yellow() > 50


def test_a_mark_is_moved_by_the_arrows_as_one_act(hands: Hands) -> None:
    hands.press(Qt.Key.Key_M)
    for _ in range(3):
        QTest.keyClick(hands.window.windowHandle(), Qt.Key.Key_Right)
    QTest.keyClick(hands.window.windowHandle(), Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    pause(700)
    hands.person.wait(hands.window)
    (mark,) = stored(hands)
    assert (mark.tool, mark.number, mark.shape) == ("number", 1, ((5300, 4500),))
    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [each.shape for each in stored(hands)] == [((5000, 5000),)]
    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert stored(hands) == ()


def test_arrows_struck_before_the_commit_are_not_lost(hands: Hands) -> None:
    """M and an arrow in one breath: the mark is on its way to the store while it already moves."""
    handle = hands.window.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_M)
    QTest.keyClick(handle, Qt.Key.Key_Down)
    hands.person.wait(hands.window)
    pause(700)
    hands.person.wait(hands.window)
    assert [each.shape for each in stored(hands)] == [((5000, 5100),)]


def test_severity_keys_still_mean_the_defect_after_a_mark(hands: Hands) -> None:
    hands.press(Qt.Key.Key_M)
    hands.press(Qt.Key.Key_4)
    line = hands.window.shell.walk.defects.line
    assert line is not None
    assert line.severity == 4


def test_delete_takes_the_mark_and_not_the_defect(hands: Hands) -> None:
    hands.press(Qt.Key.Key_M)
    hands.press(Qt.Key.Key_Delete)
    assert stored(hands) == ()
    assert hands.window.shell.undo_bar.isVisible()
    assert hands.window.shell.undo_bar.accessibleName() == "已删标注：编号 1"
    assert hands.window.shell.walk.defects.line is not None
    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(stored(hands)) == 1
    assert pad_of(hands).photo.annotations  # type: ignore[union-attr]


def test_a_tap_on_a_mark_takes_it_in_hand_and_a_drag_moves_it(hands: Hands) -> None:
    pad = pad_of(hands)
    hands.press(Qt.Key.Key_M)
    hands.window.shell.walk.drawing.choose("")
    hands.tap(pad, at(pad, 5000, 5000))
    assert hands.window.shell.walk.drawing.chosen == stored(hands)[0].record
    hands.drag(pad, at(pad, 5000, 5000), at(pad, 7000, 3000))
    (mark,) = stored(hands)
    assert near(mark.shape[0], (7000, 3000))


def test_a_corner_of_what_is_in_hand_is_pulled(hands: Hands) -> None:
    pad = pad_of(hands)
    hands.drag(pad, at(pad, 2000, 2000), at(pad, 5000, 5000))
    hands.drag(pad, at(pad, 5000, 5000), at(pad, 8000, 7000))
    (circle,) = stored(hands)
    assert sorted(circle.shape)[0] != sorted(circle.shape)[1]
    assert near(max(circle.shape), (8000, 7000))


def test_the_last_tool_and_colour_are_armed_again(hands: Hands) -> None:
    pad = pad_of(hands)
    hands.tap(pad.tool)
    panel = pad._panel
    assert panel is not None
    hands.tap(panel.tools.colours["red"])
    hands.tap(panel.tools.tools["arrow"])
    assert not panel.isVisible()
    hands.drag(pad, at(pad, 2000, 2000), at(pad, 5000, 5000))
    assert [(each.tool, each.colour) for each in stored(hands)] == [("arrow", "red")]
    hands.person.close(hands.window)
    again = hands.person.open()
    kit = again.shell.walk.kit
    assert (kit.tool, kit.colour) == ("arrow", "red")


def test_every_button_on_the_way_is_large_enough_for_a_finger(hands: Hands) -> None:
    pad = pad_of(hands)
    hands.tap(pad.tool)
    assert pad._panel is not None
    buttons = [pad.tool, pad.enlarge, *pad._panel.tools.tools.values(), *pad._panel.tools.colours.values()]
    assert min(min(each.width(), each.height()) for each in buttons) >= 40
    assert not pad.picture_rect().toRect().intersects(pad.tool.geometry())


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1280, 650), (1920, 1080)])
def test_the_tools_cover_neither_the_photos_nor_what_is_judged(hands: Hands, width: int, height: int) -> None:
    window, hand = hands.window, hands.window.shell.walk.defects.in_hand
    window.resize(width, height)
    hands.person.wait(window)
    hands.tap(hand.pad.tool)
    panel = hand.pad._panel
    assert panel is not None and panel.isVisible()
    place = QRect(panel.mapTo(window, QPoint(0, 0)), panel.size())
    assert window.rect().contains(place)
    for covered in (hand.pad, hand.severity, hand._strip, hand.quantity):
        assert not place.intersects(QRect(covered.mapTo(window, QPoint(0, 0)), covered.size()))
    assert place.bottom() < hands.window.shell.walk.defects.head.mapTo(window, QPoint(0, 0)).y() - 7, "nor the button above the list"


def test_a_photo_fills_its_place_and_new_ones_are_never_cut(hands: Hands) -> None:
    hand = hands.window.shell.walk.defects.in_hand
    wide = hand.pad.picture_rect()
    assert hand.pad.photo is not None and (hand.pad.photo.width, hand.pad.photo.height) == (1200, 900)
    assert wide.height() == pytest.approx(hand.pad.height(), abs=1)
    assert wide.width() == pytest.approx(hand.pad.width() - theme.px(48), abs=1)
    assert hand.arrivals.width() % hand.arrivals.cell.width() == 0
    hand.pad.give(20)  # the number of the defect takes a second line
    lower = hand.pad.picture_rect()
    assert (lower.left(), lower.top(), lower.height()) == pytest.approx((0, 0, wide.height() - 20), abs=1), (
        "its count lies on it, nothing bare beside"
    )


def test_behind_two_photos_the_cell_that_adds_one_is_whole_beside_the_new_ones(hands: Hands) -> None:
    hand = hands.window.shell.walk.defects.in_hand
    held = hand.pad.photo
    assert held is not None
    others = [replace(held, record=f"other-{number}") for number in range(4)]
    hand.show_photos([held, others[0]], others[1:], adds=True)
    pause(50)
    strip = hand._strip
    last = strip.visualRect(strip.shown.index(2))
    assert last.left() + theme.px(60) <= strip.viewport().width(), "the + is not cut"
    edge = strip.mapTo(hand, strip.rect().topRight()).x()
    assert hand._arriving.mapTo(hand, QPoint(0, 0)).x() - edge >= 12
    assert hand._hidden.isVisible() and hand._hidden.text() == "+2"


def test_a_photo_that_cannot_be_read_takes_no_stroke(hands: Hands, tmp_path: Path) -> None:
    cut = tmp_path / "cut.jpg"
    cut.write_bytes(photo(tmp_path / "card", 9).read_bytes()[:800])
    drop(hands.window, [cut])
    hands.person.wait(hands.window)
    hands.person.wait(hands.window)
    pad = pad_of(hands)
    assert pad.photo is not None
    assert pad.photo.status == "unreadable"
    hands.press(Qt.Key.Key_M)
    hands.drag(pad, QPoint(60, 60), QPoint(140, 120))
    assert stored(hands) == ()


def test_a_window_that_only_looks_draws_nothing(hands: Hands) -> None:
    hands.press(Qt.Key.Key_M)
    second: MainWindow = hands.person.open()
    walk = shell_of(second)[1]
    pad = walk.defects.in_hand.pad
    assert pad.photo is not None
    assert len(pad.photo.annotations) == 1
    assert not pad.tool.isVisible()
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=at(pad, 2000, 2000))
    QTest.mouseMove(pad, at(pad, 6000, 6000))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=at(pad, 6000, 6000))
    QTest.keyClick(second, Qt.Key.Key_M)
    hands.person.wait(second)
    assert len(stored(hands)) == 1


def test_what_is_drawn_is_told_to_those_who_listen(hands: Hands) -> None:
    hands.press(Qt.Key.Key_M)
    assert "标注 1 处：编号 1" in pad_of(hands).accessibleName()


def test_a_mark_waits_for_a_photo_that_is_being_brought_in(walked: tuple[Person, str, str], tmp_path: Path) -> None:
    person, _, _ = walked
    window = person.open()
    hands = Hands(person, window)
    hands.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    drop(window, [photo(tmp_path / "card", 1, "stair")])
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_M)
    person.wait(window)
    person.wait(window)
    assert [each.tool for each in stored(hands)] == ["number"]
    hands.close()


def test_a_mark_that_waits_does_not_land_on_another_defect(walked: tuple[Person, str, str], tmp_path: Path) -> None:
    person, _, _ = walked
    window = person.open()
    hands = Hands(person, window)
    defects = window.shell.walk.defects
    for key in (Qt.Key.Key_1, Qt.Key.Key_2):
        hands.press(key, Qt.KeyboardModifier.AltModifier)
    second = defects.hand
    drop(window, [photo(tmp_path / "card", 1, "stair")])
    person.wait(window)
    person.wait(window)
    first = next(line.record for line in defects.list.defects.lines if line.record != second)
    defects.take(first)
    person.wait(window)
    drop(window, [photo(tmp_path / "card", 2, "wall")])
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_M)
    defects.take(second)
    person.wait(window)
    person.wait(window)
    assert stored(hands) == ()
    defects.take(first)
    person.wait(window)
    assert stored(hands) == ()
    hands.close()


def test_a_finger_that_trembles_taps(hands: Hands) -> None:
    """A tap is never quite still: some px are no stroke. It opens the photo large, and nothing is drawn."""
    pad = pad_of(hands)
    hands.drag(pad, at(pad, 4000, 4000), at(pad, 4000, 4000) + QPoint(6, 5))
    assert stored(hands) == ()
    assert hands.window.shell.walk.viewer is not None
    assert hands.window.shell.walk.viewer.isVisible()
