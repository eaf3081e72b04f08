"""The large view: by keys alone, by finger alone; nothing pressed there reaches the page beneath."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from surveyapp.domain.annotation_looks import on_frame
from surveyapp.domain.annotations import TOOLS, Annotation
from surveyapp.ui.walk.photo_viewer import PhotoViewer
from tests.pause import pause

from .conftest import Person, drop, photo
from .hands import Hands

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def hands(walked: tuple[Person, str, str], tmp_path: Path) -> Iterator[Hands]:
    """Hands at a defect with two photos, the first of them open large."""
    person, _, _ = walked
    window = person.open()
    made = Hands(person, window)
    made.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    drop(window, [photo(tmp_path / "card", 1, "stair"), photo(tmp_path / "card", 2, "wall")])
    person.wait(window)
    person.wait(window)
    made.press(Qt.Key.Key_A)
    made.begin_again()
    yield made
    made.close()


def viewer_of(hands: Hands) -> PhotoViewer:
    """The large view."""
    viewer = hands.window.shell.walk.viewer
    assert viewer is not None
    assert viewer.isVisible()
    return viewer


def drawn(hands: Hands) -> tuple[Annotation, ...]:
    """What the store holds on the photo that is shown."""
    shown = viewer_of(hands).photo
    assert shown is not None
    return shown.annotations


def spot(hands: Hands, x: int, y: int) -> QPoint:
    """Where a point of the photo (ten-thousandths) lies in the canvas."""
    canvas = viewer_of(hands).canvas
    ((right, down),) = on_frame([(x, y)], canvas.size_units)
    return canvas.mapFromScene(QPointF(right, down))


def stroke(hands: Hands, start: tuple[int, int], end: tuple[int, int]) -> None:
    """A stroke on the large photo."""
    hands.drag(viewer_of(hands).canvas.viewport(), spot(hands, *start), spot(hands, *end))


def rest(hands: Hands) -> None:
    """Wait until what arrows moved has been written."""
    pause(700)
    hands.person.wait(hands.window)


def test_every_tool_by_its_key_and_a_stroke(hands: Hands) -> None:
    for number, tool in enumerate(TOOLS):
        if tool in ("text", "number"):
            continue
        hands.press(Qt.Key(Qt.Key.Key_1 + number))
        assert viewer_of(hands).tools.tools[tool].isChecked()
        stroke(hands, (600 + 1200 * number, 1000), (1300 + 1200 * number, 3000))
        if tool == "measure":
            assert QApplication.focusWidget() is viewer_of(hands).side.words
            hands.press(Qt.Key.Key_Escape)
    assert [each.tool for each in drawn(hands)] == [each for each in TOOLS if each not in ("text", "number")]
    shape = drawn(hands)[0].shape
    assert all(abs(one - other) < 40 for one, other in zip((*shape[0], *shape[1]), (600, 1000, 1300, 3000), strict=True))


def test_every_tool_by_keys_alone(hands: Hands) -> None:
    for number, tool in enumerate(TOOLS):
        hands.press(Qt.Key(Qt.Key.Key_1 + number))
        hands.press(Qt.Key.Key_Return)
        if tool in ("text", "measure"):
            QTest.keyClicks(QApplication.focusWidget(), "3.5 m")
            hands.press(Qt.Key.Key_Return)
        hands.press(Qt.Key.Key_Escape)
    found = {each.tool: each for each in drawn(hands)}
    assert list(found) == list(TOOLS)
    assert found["text"].text == found["measure"].text == "3.5 m"
    assert found["number"].number == 1
    assert viewer_of(hands).isVisible()


def test_keys_move_pull_grow_and_delete(hands: Hands) -> None:
    hands.press(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_Return)
    ((x1, y1), (x2, y2)) = drawn(hands)[0].shape
    hands.press(Qt.Key.Key_Left)
    hands.press(Qt.Key.Key_Down, SHIFT)
    hands.press(Qt.Key.Key_Right, CTRL)
    rest(hands)
    assert drawn(hands)[0].shape == ((x1 - 100, y1 + 500), (x2, y2 + 500))
    hands.press(Qt.Key.Key_Plus)
    rest(hands)
    (left, _), (right, _) = drawn(hands)[0].shape
    assert right - left == pytest.approx((x2 - x1 + 100) * 1.1, abs=2)
    hands.press(Qt.Key.Key_Delete)
    assert drawn(hands) == ()
    hands.press(Qt.Key.Key_Z, CTRL)
    assert len(drawn(hands)) == 1


def test_what_is_chosen_shows_its_own_colour_and_only_a_colour_changes_it(hands: Hands) -> None:
    hands.press(Qt.Key.Key_4)
    stroke(hands, (1000, 1000), (3000, 3000))
    hands.press(Qt.Key.Key_C)
    hands.press(Qt.Key.Key_Escape)
    white = drawn(hands)[0].colour
    dots = viewer_of(hands).tools.colours
    stroke(hands, (5000, 5000), (7000, 7000))
    hands.press(Qt.Key.Key_C)
    hands.press(Qt.Key.Key_Escape)
    other = drawn(hands)[1].colour
    assert white != other
    assert dots[other].isChecked()
    hands.press(Qt.Key.Key_Tab)
    assert dots[white].isChecked()
    assert not dots[other].isChecked()
    hands.press(Qt.Key.Key_2)
    assert drawn(hands)[0].colour == white, "another tool leaves the colour of what is drawn alone"
    hands.tap(dots[other])
    assert drawn(hands)[0].colour == other, "also the colour that the next stroke has anyway can be given to it"
    hands.tap(dots[white])
    hands.tap(dots[other])
    hands.press(Qt.Key.Key_Escape)
    assert dots[other].isChecked()


def test_tab_walks_what_is_drawn_and_goes_on(hands: Hands) -> None:
    for _ in range(2):
        hands.press(Qt.Key.Key_M)
        hands.press(Qt.Key.Key_Escape)
    chosen = []
    for _ in range(3):
        hands.press(Qt.Key.Key_Tab)
        chosen.append(hands.window.shell.walk.drawing.chosen)
    assert chosen[:2] == [each.record for each in drawn(hands)]
    assert not viewer_of(hands).canvas.hasFocus(), "after the last one the focus goes on"


def test_a_text_is_recorded_when_it_has_words(hands: Hands) -> None:
    viewer = viewer_of(hands)
    hands.tap(viewer.tools.tools["text"])
    hands.tap(viewer.canvas.viewport(), spot(hands, 3000, 3000))
    assert QApplication.focusWidget() is viewer.side.words
    assert drawn(hands) == ()
    hands.press(Qt.Key.Key_Escape)
    assert drawn(hands) == ()
    assert viewer.canvas.writing is None
    hands.tap(viewer.canvas.viewport(), spot(hands, 3000, 3000))
    QTest.keyClicks(QApplication.focusWidget(), "rust")
    assert viewer.canvas.writing is not None
    assert viewer.canvas.writing.text == "rust", "seen on the photo while it is typed"
    hands.press(Qt.Key.Key_Return)
    (text,) = drawn(hands)
    assert (text.tool, text.text) == ("text", "rust")


def test_by_finger_choose_change_and_delete(hands: Hands) -> None:
    viewer = viewer_of(hands)
    hands.tap(viewer.tools.tools["box"])
    stroke(hands, (2000, 2000), (5000, 5000))
    hands.tap(viewer.tools.colours["white"])
    assert [each.colour for each in drawn(hands)] == ["white"], "what is in hand takes the colour"
    hands.tap(viewer.side.weight.parts()[2])
    assert [each.weight for each in drawn(hands)] == [3]
    hands.tap(viewer.tools.tools["select"])
    stroke(hands, (2000, 3500), (3000, 4500))
    ((x, y), _) = drawn(hands)[0].shape
    assert abs(x - 3000) < 60
    assert abs(y - 3000) < 60
    hands.tap(viewer.side.delete)
    assert drawn(hands) == ()
    hands.tap(viewer.back)
    assert not viewer.isVisible()
    assert hands.window.shell.walk.kit.tool == "box", "the hand is for here only: on the walk page something is always armed"


def test_next_previous_and_the_strip(hands: Hands) -> None:
    viewer = viewer_of(hands)
    first = viewer.photo
    hands.press(Qt.Key.Key_PageDown)
    assert viewer.at == 1
    assert hands.window.shell.standing.line is not None
    assert hands.window.shell.standing.line.name == "3栋", "the building beneath is not walked away from"
    hands.press(Qt.Key.Key_PageDown)
    assert viewer.at == 1
    hands.press(Qt.Key.Key_Left)
    assert viewer.photo == first
    hands.tap(viewer.next)
    assert viewer.at == 1
    hands.tap(viewer.strip.viewport(), QPoint(20, 20))
    assert viewer.at == 0


def test_letters_and_chords_do_not_reach_the_page_beneath(hands: Hands) -> None:
    line = hands.window.shell.walk.defects.line
    for key in (Qt.Key.Key_4, Qt.Key.Key_P, Qt.Key.Key_Slash):
        hands.press(key)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_D, Qt.Key.Key_N):
        hands.press(key, CTRL)
    hands.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert hands.window.shell.walk.defects.line == line
    assert len(hands.window.shell.walk.defects.list.defects.lines) == 1
    assert viewer_of(hands).isVisible()


def test_escape_goes_back_to_the_photo_in_hand(hands: Hands) -> None:
    hands.press(Qt.Key.Key_M)
    hands.press(Qt.Key.Key_Escape)
    assert viewer_of(hands).isVisible(), "first what is in hand is put down"
    hands.press(Qt.Key.Key_Escape)
    pad = hands.window.shell.walk.defects.in_hand.pad
    assert pad.isVisible()
    assert pad.hasFocus()
    assert pad.photo is not None
    assert len(pad.photo.annotations) == 1


def test_zoom_and_pan_by_wheel_keys_and_space(hands: Hands) -> None:
    canvas = viewer_of(hands).canvas
    whole = canvas.scale_px
    middle = QPointF(canvas.viewport().rect().center())
    QApplication.sendEvent(
        canvas.viewport(),
        QWheelEvent(
            middle,
            QPointF(canvas.viewport().mapToGlobal(middle.toPoint())),
            QPoint(),
            QPoint(0, 480),
            Qt.MouseButton.NoButton,
            CTRL,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )
    assert canvas.scale_px > whole * 1.5
    hands.press(Qt.Key.Key_Plus, CTRL)
    before = canvas.mapToScene(middle.toPoint())
    QTest.keyPress(hands.window.windowHandle(), Qt.Key.Key_Space)
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle.toPoint())
    QTest.mouseMove(canvas.viewport(), middle.toPoint() + QPoint(60, 40))
    QTest.mouseMove(canvas.viewport(), middle.toPoint() + QPoint(120, 80))
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle.toPoint() + QPoint(120, 80))
    QTest.keyRelease(hands.window.windowHandle(), Qt.Key.Key_Space)
    hands.person.wait(hands.window)
    after = canvas.mapToScene(middle.toPoint())
    assert before.x() - after.x() == pytest.approx(120 / canvas.scale_px, rel=0.1)
    assert drawn(hands) == (), "the stroke panned and drew nothing"
    hands.press(Qt.Key.Key_0)
    assert canvas.scale_px == pytest.approx(whole)


def test_the_caption_is_saved_when_it_is_left(hands: Hands) -> None:
    viewer = viewer_of(hands)
    hands.tap(viewer.side.caption)
    QTest.keyClicks(viewer.side.caption, "north stair")
    hands.press(Qt.Key.Key_Return)
    assert viewer.photo is not None
    assert viewer.photo.caption == "north stair"
    assert "north stair" in viewer.facts.whole()


def test_what_is_known_is_told(hands: Hands) -> None:
    side = viewer_of(hands).side
    assert side.name.whole() == "IMG_0001.jpg"
    assert side.edges.whole().startswith("1200 × 900")
    words = [each.text() for each in side.findChildren(type(side._hint)) if each.isVisible()]
    assert "未动过" in words
    assert any("相符" in each for each in words)


def test_one_of_the_photos_goes_away_beneath(hands: Hands) -> None:
    """Undo of the bringing-in while they are looked at: the view closes, nothing breaks."""
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.person.wait(hands.window)
    assert hands.window.shell.walk.viewer is not None
    assert not hands.window.shell.walk.viewer.isVisible()


def test_another_page_and_back(hands: Hands) -> None:
    hands.press(Qt.Key.Key_5, CTRL)
    assert hands.window.shell.shown == "review"
    hands.press(Qt.Key.Key_2, CTRL)
    hands.window.shell.walk.show_tab("photos")
    hands.person.wait(hands.window)
    walk = hands.window.shell.walk
    assert not viewer_open(hands)
    hands.tap(walk.photos.pad, QPoint(100, 100))
    assert viewer_of(hands).photos == walk.photos.grid.shown.photos


def viewer_open(hands: Hands) -> bool:
    """Whether the large view is in front."""
    viewer = hands.window.shell.walk.viewer
    return viewer is not None and viewer.isVisible()


def halves(orientation: int) -> bytes:
    """A photo of 400 × 200 px whose left half is blue, as a camera writes it that was held so; as PNG for orientation 0."""
    picture = Image.new("RGB", (400, 200), "red")
    picture.paste((0, 0, 255), (0, 0, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = orientation or 6
    out = io.BytesIO()
    picture.save(out, "JPEG" if orientation else "PNG", exif=exif, quality=95)
    return out.getvalue()


@pytest.mark.parametrize("orientation", [6, 0], ids=["turned JPEG", "turned PNG"])
def test_the_photo_stands_upright_and_a_stroke_lies_where_it_was_drawn(hands: Hands, tmp_path: Path, orientation: int) -> None:
    hands.press(Qt.Key.Key_Escape)
    file = tmp_path / "card" / ("turned.jpg" if orientation else "turned.png")
    file.write_bytes(halves(orientation))
    drop(hands.window, [file])
    hands.person.wait(hands.window)
    hands.person.wait(hands.window)
    hands.press(Qt.Key.Key_A)
    hands.person.wait(hands.window)
    canvas = viewer_of(hands).canvas
    assert canvas.size_units == (5_000, 10_000)
    picture = canvas.viewport().grab().toImage()
    above, below = (picture.pixelColor(spot(hands, 5000, y)) for y in (2500, 7500))
    assert (above.blue() > 200, below.red() > 200) == (True, True)
    stroke(hands, (2000, 1000), (8000, 4000))
    (circle,) = drawn(hands)
    assert max(y for _, y in circle.shape) < 4200, "in the upper half of the upright picture"


def test_the_large_view_is_not_made_before_it_is_asked_for(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    assert person.open().shell.walk.viewer is None
