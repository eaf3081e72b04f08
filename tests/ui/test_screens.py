"""What every page looks like to those who cannot be asked: nothing clipped, nothing boxed, everything named, focus in reading order."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PIL import Image
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QImage, QPainter, QRawFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from surveyapp import paths, words
from surveyapp.ui import theme
from surveyapp.ui.first_page import FirstPage
from surveyapp.ui.review.detail import DetailPanel
from surveyapp.ui.widgets.buttons import Painted
from surveyapp.ui.widgets.labels import ElideLabel
from surveyapp.ui.widgets.scrim import Scrim
from surveyapp.ui.window import MainWindow, speak
from tests.screens import pages as screens

from .conftest import Person
from .test_tokens import contrast
from .unseen_words import Listener, menus

_FREE = int(Qt.TextFlag.TextWordWrap.value) | int(Qt.TextFlag.TextDontClip.value)
CONTROLS = (QAbstractButton, QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractItemView)


SIZES = {100: ((1280, 650), (1366, 768)), 130: ((1280, 650), (1920, 1080))}
"""The sizes of the window at each text size; the last one is that of the pictures that are compared."""
LOOKS = [("zh", "light", 100), ("en", "hc", 100), ("zh", "dark", 130), ("en", "hcd", 130)]
LEAST_TARGET, LEAST_ON_THE_PATH = 32, 40
PATH = ("walk-defects", "walk-entry")
"""Where one records: fingers are given more room there."""


@pytest.fixture(scope="module")
def filled_home(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of our own with the sample of the screens."""
    return shutil.copytree(sample_home, tmp_path_factory.mktemp("screens") / "home")


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: "-".join(map(str, look)))
def window(request: pytest.FixtureRequest, qapp: QApplication, filled_home: Path) -> Iterator[MainWindow]:
    """One window on the sample in each language, palette and text size: opening one is dear, so every test here looks at the same."""
    if not theme.colours_worn():
        qapp.setStyle("Fusion")
        theme.load_fonts()
    someone = Person(qapp, filled_home)
    opened = someone.open(FirstPage(language=request.param[0], palette=request.param[1], text_size=request.param[2]))
    opened.resize(1366, 768)
    yield opened
    someone.close(opened)
    speak(qapp, "zh")
    theme.wear(qapp, "light")


@pytest.fixture(autouse=True)
def spoken(request: pytest.FixtureRequest, chinese: None) -> None:
    """Every test begins in Chinese; the window that was opened before it speaks on in its own language."""
    look = request.node.callspec.params.get("window") if hasattr(request.node, "callspec") else None
    if look:
        words.use_language(look[0])


@pytest.fixture
def person(window: MainWindow, qapp: QApplication, filled_home: Path) -> Person:
    """Who sits before it."""
    return Person(qapp, filled_home, [window])


def shown(window: MainWindow, kind: type[QWidget]) -> Iterator[QWidget]:
    """The widgets of a kind that are seen now."""
    for widget in window.findChildren(kind):
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            yield widget


def clipped(window: MainWindow) -> list[str]:
    """Labels and buttons whose words do not fit where they stand, and titles that had to be shortened."""
    found = []
    for label in shown(window, QLabel):
        assert isinstance(label, QLabel)
        metrics, lines = label.fontMetrics(), label.text().splitlines() or [""]
        fits = label.wordWrap() or max(map(metrics.horizontalAdvance, lines)) <= label.contentsRect().width() + 1
        needed = label.heightForWidth(label.width()) if label.wordWrap() else metrics.height() - 2 + metrics.lineSpacing() * (len(lines) - 1)
        tall = label.height() >= needed
        if not fits or not tall:
            found.append(label.text())
        if isinstance(label, ElideLabel) and label.text() != label.whole() and label.property("role") in ("page", "card"):
            found.append(f"shortened: {label.whole()}")
    for button in shown(window, QPushButton):
        if button.sizeHint().width() > button.width() + 1:
            found.append(button.text())  # type: ignore[attr-defined]
    for painted in shown(window, Painted):
        if painted.minimumSizeHint().isValid() and painted.minimumSizeHint().width() > painted.width() + 1:
            found.append(painted.text())  # type: ignore[attr-defined]
    for pick in shown(window, QComboBox):
        assert isinstance(pick, QComboBox)
        if QFontMetrics(theme.font("body")).horizontalAdvance(pick.currentText()) > pick.width() - 45 and len(pick.currentText()) < 30:
            found.append(pick.currentText())
    return found + squeezed(window)


def squeezed(window: MainWindow) -> list[str]:
    """What scrolls and is wider than its place, or lower than what it holds."""
    found = []
    for area in shown(window, QScrollArea):
        assert isinstance(area, QScrollArea)
        if area.widget() is not None and area.widget().width() > area.viewport().width():
            found.append(f"wider than its place: {type(area).__name__}")
        inside = area.widget() if area.widgetResizable() else None
        if (
            inside is not None
            and inside.layout() is not None
            and not inside.hasHeightForWidth()
            and inside.height() < inside.minimumSizeHint().height()
        ):
            needed = inside.minimumSizeHint().height()
            found.append(f"squashed: {type(area).__name__} in {type(area.parent()).__name__}, {inside.height()} of {needed}")
    return found


def nameless(window: MainWindow) -> list[str]:
    """Controls without an accessible name."""
    return [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}"
        for kind in CONTROLS
        for widget in shown(window, kind)
        if not (widget.accessibleName() or getattr(widget, "text", lambda: "")()) and not widget.objectName().startswith("qt_")
    ]


class Painting:
    """Watches every line of text that is painted while it is entered, and keeps those that are cut off by the place they are painted into.

    Painted rows have no labels that could be asked: `drawText` cuts off what does not fit, without a word.
    """

    def __init__(self) -> None:
        self.cut: set[str] = set()
        self._draw = QPainter.drawText

    def __enter__(self) -> Painting:
        watcher = self

        def draw_text(painter: QPainter, *given: object) -> object:
            if len(given) >= 3 and isinstance(given[0], (QRect, QRectF)) and isinstance(given[2], str):
                watcher.look(painter, QRectF(given[0]), int(getattr(given[1], "value", given[1])), given[2])
            return watcher._draw(painter, *given)

        QPainter.drawText = draw_text  # type: ignore[method-assign,assignment]
        return self

    def __exit__(self, *_: object) -> None:
        QPainter.drawText = self._draw  # type: ignore[method-assign]

    def look(self, painter: QPainter, place: QRectF, flags: int, text: str) -> None:
        """One line that is being painted."""
        if text and not flags & _FREE:
            metrics = QFontMetricsF(painter.font())
            over = metrics.horizontalAdvance(text) - place.width()
            tall = metrics.tightBoundingRect(text).height() - place.height()
            if over > 3 or tall > 0.5:
                self.cut.add(f"painted: {text} over by {over:.0f}, {tall:.0f}")


def small(window: MainWindow, least: int) -> list[str]:
    """What is to be hit with a finger and is too small for one."""
    found = []
    for kind in (QAbstractButton, QLineEdit, QComboBox):
        for widget in shown(window, kind):
            if min(widget.width(), widget.height()) < least and not widget.objectName().startswith("qt_"):
                found.append(f"small: {widget.accessibleName() or widget.objectName()} {widget.width()}x{widget.height()}")
    return found


def _covers(panel: QWidget, label: QWidget, window: QWidget) -> bool:
    first, second = (QRect(each.mapTo(window, QPoint(0, 0)), each.size()) for each in (panel, label))
    return first.adjusted(-16, -16, 16, 16).intersects(second)


def to_be_read(window: MainWindow) -> QWidget:
    """What is in front: under a panel the page is dimmed."""
    return next((each.panel for each in window.findChildren(Scrim) if each.isVisible()), window)


def pale(window: MainWindow, inside: QWidget) -> list[str]:
    """Labels whose words are not readable on what they stand on, as it is really painted: less than 4.5 to 1."""
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    whole = Image.frombytes("RGB", (picture.width(), picture.height()), bytes(picture.constBits()), "raw", "RGB", picture.bytesPerLine())
    over = [*window.findChildren(QFrame, "floating"), *window.findChildren(DetailPanel)]  # what may lie over a page
    floating = [each for each in over if each.isVisible()]
    found = []
    for label in shown(window, QLabel):
        assert isinstance(label, QLabel)
        if any(not each.isAncestorOf(label) and _covers(each, label, window) for each in floating):
            continue
        corner = label.mapTo(window, QPoint(0, 0))
        seen = label.visibleRegion().boundingRect().translated(corner)
        if not inside.isAncestorOf(label) or not label.text().strip() or not label.isEnabled() or seen.height() < label.fontMetrics().height():
            continue
        cut = whole.crop((seen.left(), seen.top(), seen.right() + 1, seen.bottom() + 1))
        colours = sorted(cut.getcolors(maxcolors=1 << 20), reverse=True)
        ground = colours[0][1]
        if max(contrast(QColor(*ground).name(), QColor(*ink).name()) for _, ink in colours) < 4.5:
            found.append(f"pale: {label.text()}")
    return found


def jumps(window: MainWindow) -> list[str]:
    """Steps of the focus that leave a column of the page and come back to it later. The rail comes last."""
    shell = window.shell
    columns = [shell.walk.side, shell.walk, shell.header, shell.rail]
    order: list[str] = []
    start = window.focusWidget() or window
    widget = start
    for _ in range(2000):
        widget = widget.nextInFocusChain()
        if widget is start:
            break
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            place = next((type(column).__name__ for column in columns if column.isAncestorOf(widget)), "")
            if place and (not order or order[-1] != place):
                order.append(place)
    ends = order[1:] if order and order[0] == order[-1] else order
    return [place for place in set(ends) if ends.count(place) > 1]


def laid_out() -> None:
    """Let what fits itself to its place do so: it asks for another layout, which comes in the next turn; a paper looks at that a turn later."""
    for _ in range(6):
        QApplication.processEvents()


def test_nothing_is_clipped_everything_is_named_and_every_page_looks_different(window: MainWindow, filled_home: Path) -> None:
    problems: dict[str, list[str]] = {}
    listener = Listener(filled_home, words.language()) if theme.text_size() == 100 else None  # once in each language
    seen: dict[bytes, str] = {}
    for name in screens.pages(window):
        least = (LEAST_ON_THE_PATH if name in PATH else LEAST_TARGET) * theme.text_size() // 100 - (theme.text_size() > 100)
        for size in SIZES[theme.text_size()]:
            window.resize(*size)
            laid_out()
            with Painting() as painting:
                window.grab()
            found = clipped(window) + nameless(window) + jumps(window) + small(window, least) + sorted(painting.cut)
            if found:
                problems[f"{name} {size[0]}x{size[1]}"] = found
        if window.shell.banner.isVisible():
            problems["something failed"] = [window.shell.banner.words(), *(each.read_text() for each in filled_home.glob("crashes/*.txt"))]
        if listener and (foreign := listener.foreign(window)):
            problems[f"{name} {words.language()}"] = foreign
        if faint := pale(window, window.overlays.tour if name.startswith("tour") else to_be_read(window)):
            problems[f"{name} {theme.worn()}"] = faint
        data = bytes(window.grab().toImage().constBits())
        assert data not in seen, f"{name} looks like {seen.get(data)}"
        seen[data] = name
    if listener:
        opened = list(menus(window))
        if foreign := listener.foreign(window, hidden=True):
            problems[f"hidden {words.language()}"] = foreign
        for menu in opened:
            menu.deleteLater()
    assert problems == {}


def test_the_listener_hears_the_other_language(window: MainWindow, filled_home: Path) -> None:
    listener, button = Listener(filled_home, words.language()), window.shell.header.policy
    chinese = words.language() == "zh"
    before = button.toolTip()
    own, other = ("3栋的楼道 Ctrl K", "楼道 stairwell") if chinese else ("Stairwell, 柳北船厂宿舍, 柳州 一(三)1", "Stairwell 再看一遍")
    try:
        button.setToolTip(own)
        assert listener.foreign(window, hidden=True) == []
        button.setToolTip(other)
        assert listener.foreign(window, hidden=True) == [f"{type(button).__name__}.toolTip: {other}"]
    finally:
        button.setToolTip(before)


def test_a_change_of_language_keeps_the_place_and_leaves_no_word_behind(window: MainWindow, person: Person) -> None:
    before = window.shell.walk.title.whole()
    chinese = next(item for item in window.shell.rail.items if item.page == "walk").text() == "踏勘"
    window.use_language("en" if chinese else "zh")
    person.wait(window)
    person.wait(window)
    assert next(item for item in window.shell.rail.items if item.page == "walk").text() == ("Walk" if chinese else "踏勘")
    assert window.shell.walk.title.whole() == before
    window.use_language("zh" if chinese else "en")
    person.wait(window)
    person.wait(window)


@pytest.mark.parametrize("palette", theme.PALETTES)
def test_a_change_of_palette_repaints_everything(window: MainWindow, person: Person, palette: str) -> None:
    window.use_palette(palette)
    person.wait(window)
    picture = window.grab().toImage()
    ratio = picture.devicePixelRatio()
    rail = picture.pixelColor(int(4 * ratio), int(500 * ratio))
    assert rail.name().upper() == theme.tokens()["palette"][palette]["rail"]


def test_no_word_needs_a_character_that_the_font_lacks() -> None:
    needed: set[str] = set()
    for po in paths.resource("i18n").glob("*/*.po"):
        with po.open("rb") as file:
            needed |= {character for message in read_po(file) for character in str(message.string) if character.isprintable()}
    for style in ("Regular", "Bold"):
        font = QRawFont(str(paths.resource("fonts", f"NotoSansSC-{style}.ttf")), 14)
        assert font.isValid()
        assert sorted(character for character in needed if not font.supportsCharacter(ord(character))) == []


def test_the_window_uses_the_applications_own_font(window: MainWindow) -> None:
    assert window.fontInfo().family() == theme.FAMILY
    assert window.shell.mapTo(window, QPoint(0, 0)) == QPoint(0, 0)
