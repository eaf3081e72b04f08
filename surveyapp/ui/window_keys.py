"""What the keys do in the window, wherever its focus is: chords, plain letters and digits, and what each page is asked first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from surveyapp.ui import keys, paging
from surveyapp.ui.pages import BEGIN, HANDOVER, MAP, NEEDS, OVERVIEW, PLAN, REVIEW, SETTINGS, WALK
from surveyapp.ui.shell import Shell
from surveyapp.ui.walk.in_hand import has_typed_focus
from surveyapp.ui.whole_words import menu_by_key

_NUMBERED = {1: OVERVIEW, 2: WALK, 4: NEEDS, 5: REVIEW, 6: PLAN, 7: HANDOVER, 8: SETTINGS}


class Held(Protocol):
    """What the keys need of the window."""

    shell: Shell
    overlays: Any
    acts: Any

    def turn_full_screen(self) -> None: ...
    def paste_photo(self) -> None: ...


class WindowKeys:
    """The keys of one window. A change of language makes a new shell: it is always asked for the one that stands."""

    def __init__(self, window: Held) -> None:
        self._window = window

    def bind(self, to: QWidget) -> None:
        """Bind the chords to the window: once for its life."""
        keys.bind(to, {**self._everywhere(), **self._on_the_walk(), **self._window.acts.keys()})

    def _everywhere(self) -> dict[str, Callable[[], object]]:
        window = self._window
        pages: dict[str, Callable[[], object]] = {f"Ctrl+{number}": partial(self._go, name) for number, name in _NUMBERED.items()}
        return {
            **pages,
            "Ctrl+3": lambda: window.overlays.go_to_photos(),
            "Ctrl+M": lambda: self._go(WALK if window.shell.shown == MAP else MAP),
            "Ctrl+Z": lambda: window.shell.undo(),
            "Ctrl+Shift+Z": lambda: window.shell.redo(),
            "Ctrl+Y": lambda: window.shell.redo(),
            "PgUp": lambda: paging.turn(window.shell, -1),
            "PgDown": lambda: paging.turn(window.shell, 1),
            "Ctrl+K": lambda: window.overlays.jump(),
            "Ctrl+/": lambda: window.overlays.show_keys(),
            "F1": lambda: window.overlays.show_help(),
            "F2": lambda: window.overlays.show_clause(),
            "F11": window.turn_full_screen,
        }

    def _on_the_walk(self) -> dict[str, Callable[[], object]]:
        return {
            "Ctrl+N": self.to_entry,
            "Ctrl+D": self.again,
            "Ctrl+Up": partial(self._step_storey, 1),
            "Ctrl+Down": partial(self._step_storey, -1),
            "Ctrl+Right": partial(self._step_unit, 1),
            "Ctrl+Left": partial(self._step_unit, -1),
            **{f"Alt+{digit}": partial(self._press_number, digit) for digit in range(10)},
        }

    def _go(self, name: str) -> None:
        if self._window.shell.shown != BEGIN:
            self._window.shell.go(name)

    def _step_storey(self, by: int) -> None:
        """A floor up or down, while one sees where one stands."""
        if self._is_recording():
            self._window.shell.walk.defects.place.step_storey(by)

    def _step_unit(self, by: int) -> None:
        """A unit on or back, likewise."""
        if self._is_recording():
            self._window.shell.walk.defects.place.step_unit(by)

    def _press_number(self, digit: int) -> None:
        """Alt and a digit: the thing that carries this number on the screen. The candidates while their list is open, else the tiles."""
        defects = self._window.shell.walk.defects
        if not self._is_recording():
            return
        if defects.entry.list.isVisible():
            defects.entry.press_number(digit)
        else:
            defects.tiles.press(digit)

    def again(self) -> None:
        """The defect in hand once more, one floor up."""
        if self._is_recording():
            self._window.shell.walk.defects.again()

    def _is_recording(self) -> bool:
        """Whether the defects of a building are in front."""
        return self._window.shell.shown == WALK and self._window.shell.walk.is_recording

    def to_entry(self) -> None:
        """To the line in which a sentence is typed."""
        shell = self._window.shell
        if shell.shown == WALK and shell.standing.stream:
            shell.walk.begin_entry()

    def press(self, event: QKeyEvent) -> bool:
        """A key that no field took. Answers whether it meant something."""
        shell = self._window.shell
        if menu_by_key(event):
            return True
        if shell.shown in (NEEDS, SETTINGS) and shell.page(shell.shown).press(event):
            return True
        return keys.plain_key(event.text(), {"/": self._window.acts.search}) or (shell.shown == WALK and self._press_on_the_walk(event))

    def _press_on_the_walk(self, event: QKeyEvent) -> bool:
        shell = self._window.shell
        hand = shell.walk.defects
        held = self._is_recording() and bool(hand.hand) and not shell.standing.read_only
        if event.key() == Qt.Key.Key_Escape:
            self.to_entry()
        elif event.key() == Qt.Key.Key_Delete and held and not has_typed_focus(QApplication.focusWidget()):
            hand.delete()
        elif event.key() == Qt.Key.Key_V and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._window.paste_photo()
        else:
            return keys.plain_key(event.text(), self.plain(held))
        return True

    def plain(self, held: bool) -> dict[str, Callable[[], object]]:
        """What single letters and digits do; `held`: a defect is in hand."""
        hand = self._window.shell.walk.defects
        acts: dict[str, Callable[[], object]] = {}
        if held:
            acts |= {str(each): partial(hand.set_field, "severity", each) for each in (1, 2, 3, 4)}
            acts |= {"+": lambda: hand.in_hand.quantity.step(1), "-": lambda: hand.in_hand.quantity.step(-1)}
            acts |= hand.photo_keys()
        return acts
