"""The keys of the large view: V and 1–8 take tools, arrows move what is in hand, and nothing that is pressed reaches the page beneath."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from surveyapp.domain.annotation_shapes import inside, moved, placed, scaled
from surveyapp.domain.annotations import COLOURS, FULL, TOOLS, Annotation, Point
from surveyapp.domain.views import PhotoLine
from surveyapp.ui.marking.canvas import PhotoCanvas
from surveyapp.ui.marking.drawing import Drawing
from surveyapp.ui.marking.kit import SELECT, Kit
from surveyapp.ui.walk.photo_pad import ARROWS, step_of
from surveyapp.ui.walk.photo_side import PhotoSide

KEY_ZOOM = 1.25
_GROW, _SHRINK = 110, 91
_PAN_PX = 60
_OF_THE_PAGE = {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_CHORDS = ARROWS.keys() | {Qt.Key.Key_D, Qt.Key.Key_N, Qt.Key.Key_M, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Equal}
"""With Ctrl: keys of the walk that mean something else here, or nothing."""


class Viewer(Protocol):
    """What the keys do things with."""

    canvas: PhotoCanvas
    side: PhotoSide

    @property
    def photo(self) -> PhotoLine | None:
        """The photo that is shown."""

    def step(self, way: int) -> None:
        """The next or the previous photo."""

    def add(self, drawn: Annotation) -> None:
        """Something new has been drawn."""

    def begin_text(self, at: Point) -> None:
        """A text is to be written here."""

    def drop_words(self) -> None:
        """What is half typed is left."""

    def delete(self) -> None:
        """Delete the annotation in hand."""

    def leave_by_key(self) -> None:
        """Go back."""


class ViewerKeys:
    """What each key does in a viewer."""

    def __init__(self, viewer: Viewer, kit: Kit, drawing: Drawing) -> None:
        self._viewer, self._kit, self._drawing = viewer, kit, drawing

    def claims(self, event: QKeyEvent) -> bool:
        """Whether a key of the page beneath belongs to this view while it is in front."""
        held = event.modifiers()
        chord = bool(held & Qt.KeyboardModifier.ControlModifier) and Qt.Key(event.key()) in _CHORDS
        digit = bool(held & Qt.KeyboardModifier.AltModifier) and event.key() in range(Qt.Key.Key_0, Qt.Key.Key_9 + 1)
        return event.key() in _OF_THE_PAGE or chord or digit

    def release(self, event: QKeyEvent) -> None:
        """The space bar was let go."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._viewer.canvas.hold_space(False)

    def press(self, event: QKeyEvent) -> None:
        """Nothing that is pressed in the view reaches the page beneath."""
        if isinstance(QApplication.focusWidget(), QLineEdit):
            if event.key() == Qt.Key.Key_Escape:
                self._viewer.drop_words()
            return
        key, control = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in ARROWS:
            self._arrow(event, key, control)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._viewer.step(-1 if key == Qt.Key.Key_PageUp else 1)
        elif event.text() in ("+", "=", "-") or (control and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus)):
            self._scale(grows=key != Qt.Key.Key_Minus, zooms=control)
        elif key == Qt.Key.Key_Escape:
            self._escape()
        elif not control:
            self._letter(event, key)

    def _letter(self, event: QKeyEvent, key: Qt.Key) -> None:
        if key == Qt.Key.Key_Space:
            self._viewer.canvas.hold_space(True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Delete:
            self._viewer.delete()
        elif event.text() == "0":
            self._viewer.canvas.fit()
        elif event.text() in tuple("12345678"):
            self._kit.take(TOOLS[int(event.text()) - 1])
        elif event.text().lower() == "v":
            self._kit.take(SELECT)
        elif event.text().lower() == "m":
            self._set_down("number")
        elif event.text().lower() == "c":
            self._kit.dip(COLOURS[(COLOURS.index(self._colour()) + 1) % len(COLOURS)])

    def _colour(self) -> str:
        """The colour that the tools show: that of what is chosen, else that of the next stroke."""
        one = self._drawing.one(self._viewer.photo) if self._viewer.photo is not None else None
        return one.colour if one is not None else self._kit.colour

    def _escape(self) -> None:
        if self._drawing.chosen:
            self._drawing.choose("")
        else:
            self._viewer.leave_by_key()

    def _enter(self) -> None:
        """With an annotation in hand: its words. Else the tool in hand sets something down in the middle, which the arrows then move."""
        if self._viewer.photo is not None and self._drawing.one(self._viewer.photo) is not None:
            self._viewer.side.ask_words()
        elif self._kit.tool in TOOLS:
            self._set_down(self._kit.tool)

    def _set_down(self, tool: str) -> None:
        if self._viewer.photo is None or not self._drawing.may_draw:
            return
        if tool == "text":
            self._viewer.begin_text(self._viewer.canvas.middle())
        else:
            self._viewer.add(Annotation("", tool, placed(tool, self._viewer.canvas.middle()), self._kit.colour))

    def _arrow(self, event: QKeyEvent, key: Qt.Key, control: bool) -> None:
        one = self._drawing.one(self._viewer.photo) if self._viewer.photo is not None else None
        step = step_of(event)
        right, down = ARROWS[key]
        if self._viewer.photo is None:
            return
        if one is not None and control:
            (x, y), far = one.shape[-1], FULL // 100
            self._drawing.change(self._viewer.photo, replace(one, shape=(*one.shape[:-1], inside(x + right * far, y + down * far))), rests=True)
        elif one is not None and step is not None:
            self._drawing.change(self._viewer.photo, replace(one, shape=moved(one.shape, *step)), rests=True)
        elif right:
            self._viewer.step(right)
        else:
            self._viewer.canvas.pan(0, down * _PAN_PX)

    def _scale(self, *, grows: bool, zooms: bool) -> None:
        one = self._drawing.one(self._viewer.photo) if self._viewer.photo is not None else None
        if self._viewer.photo is not None and one is not None and not zooms and len(one.shape) > 1:
            self._drawing.change(self._viewer.photo, replace(one, shape=scaled(one.shape, _GROW if grows else _SHRINK)), rests=True)
        else:
            self._viewer.canvas.zoom(KEY_ZOOM if grows else 1 / KEY_ZOOM)
