"""What keys and the command palette do beside going to a page: each act works on every page, by keyboard as by touch."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QPoint, Qt

from surveyapp import settings
from surveyapp.domain.walk_views import PersonLine
from surveyapp.ui import panes, theme
from surveyapp.ui.pages import BEGIN, HANDOVER, IMPORT, REVIEW, SETTINGS
from surveyapp.ui.shell import Shell
from surveyapp.words import say

Command = tuple[str, str, str, Callable[[], object]]
"""(icon, what it says, its key, what it does)."""
_STEPS = tuple(int(each) for each in settings.TEXT_SIZE.choices)


class Held(Protocol):
    """What the acts need of the window."""

    shell: Shell
    overlays: Any

    def width(self) -> int: ...
    def height(self) -> int: ...
    def to_entry(self) -> None: ...
    def again(self) -> None: ...
    def ask_building(self) -> None: ...
    def next_palette(self) -> None: ...
    def use_language(self, language: str) -> None: ...
    def use_text_size(self, percent: int) -> None: ...
    def turn_full_screen(self) -> None: ...


class Acts:
    """The acts of one window. Nothing here holds a page: pages change with the language."""

    def __init__(self, window: Held) -> None:
        self._window = window
        self._people: tuple[PersonLine, ...] = ()

    def keys(self) -> dict[str, Callable[[], object]]:
        """Chords of the acts."""
        return {
            "F6": lambda: self.next_pane(1),
            "Shift+F6": lambda: self.next_pane(-1),
            "F7": lambda: self.finding(1),
            "Shift+F7": lambda: self.finding(-1),
            "F8": self.settle,
            "Ctrl+=": lambda: self.resize_text(1),
            "Ctrl+-": lambda: self.resize_text(-1),
            "Ctrl+0": lambda: self._window.use_text_size(_STEPS[0]),
        }

    def next_pane(self, by: int) -> None:
        """F6: the focus goes to the next pane of the page, to the header, to the rail."""
        shell = self._window.shell
        panes.step(shell.page(shell.shown), (shell.header, shell.rail), by)

    def finding(self, by: int) -> None:
        """F7: the next finding: of the table that is being brought in, else of the survey."""
        shell = self._window.shell
        if shell.shown == BEGIN:
            return
        if shell.shown not in (IMPORT, REVIEW):
            shell.go(REVIEW)
        shell.page(shell.shown).step_flaw(by)

    def settle(self) -> None:
        """F8: the next conflict, where it is settled."""
        shell = self._window.shell
        if shell.shown != BEGIN:
            if shell.shown != REVIEW:
                shell.go(REVIEW)
            shell.page(REVIEW).conflicts.next_conflict(lambda: shell.undo_bar.tell(say("craft.no_conflict"), undo=False))

    def search(self) -> None:
        """`/`: the search of the page, or everything where a page has none."""
        page = self._window.shell.page(self._window.shell.shown)
        field = getattr(page, "search_field", None)
        if field is not None:
            field().setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._window.overlays.jump()

    def resize_text(self, by: int) -> None:
        """Larger or smaller words, within what there is."""
        at = _STEPS.index(theme.text_size()) + by
        if 0 <= at < len(_STEPS):
            self._window.use_text_size(_STEPS[at])

    def commands(self) -> tuple[Command, ...]:
        """What the palette offers beside pages and places."""
        window = self._window
        return (
            ("pen", say("ui.jump.entry"), "Ctrl N", window.to_entry),
            ("again", say("ui.jump.again"), "Ctrl D", window.again),
            ("plus", say("ui.walk.new_building"), "", window.ask_building),
            ("plus", say("ui.walk.new_community"), "", lambda: window.shell.ask_community(self._middle())),
            ("undo", say("ui.jump.undo"), "Ctrl Z", lambda: window.shell.undo()),
            ("redo", say("ui.jump.redo"), "Ctrl Shift Z", lambda: window.shell.redo()),
            ("warn", say("craft.act.finding"), "F7", lambda: self.finding(1)),
            ("split", say("craft.act.settle"), "F8", self.settle),
            ("search", say("craft.act.search"), "/", self.search),
            ("panel", say("craft.act.pane"), "F6", lambda: self.next_pane(1)),
            ("box", say("craft.act.package"), "", lambda: window.shell.go(HANDOVER)),
            ("folder", say("craft.act.back_up"), "", lambda: self._on_settings("backup")),
            ("person", say("craft.act.people"), "", lambda: self._on_settings("people")),
            ("plus", say("ui.settings.new_survey"), "", lambda: window.shell.begin_survey()),
            ("light", say("ui.rail.palette"), "", window.next_palette),
            *(("tag", say("craft.act.text_size", percent=each), "", partial(window.use_text_size, each)) for each in _STEPS),
            *(("info", say(f"craft.act.language.{each}"), "", partial(window.use_language, each)) for each in settings.LANGUAGE.choices),
            ("eye", say("craft.act.full"), "F11", window.turn_full_screen),
            ("info", say("ui.keys.title"), "Ctrl /", lambda: window.overlays.show_keys()),
            ("question", say("ui.jump.help"), "F1", lambda: window.overlays.show_help()),
            ("walk", say("craft.act.tour"), "", lambda: window.overlays.tour.begin()),
            ("eye", say("craft.act.sample"), "", lambda: window.shell.try_out()),
            *(self._record_as(each) for each in self._people if not each.at_work),
        )

    def other_words(self) -> dict[str, tuple[str, ...]]:
        """Other words by which some acts are sought: a language is sought by its own name, and by that there are languages."""
        shared = tuple(say("jump.also.language").split())
        return {say(f"craft.act.language.{each}"): (say(f"language.{each}"), *shared) for each in settings.LANGUAGE.choices}

    def _record_as(self, person: PersonLine) -> Command:
        words = say("craft.act.record_as", name=" ".join(part for part in (person.name, person.told_apart or person.unit) if part))
        return "person", words, "", lambda: self._window.shell.standing.work_as(person.record)

    def know_people(self, people: tuple[PersonLine, ...]) -> None:
        """Who could record instead."""
        self._people = people

    def _on_settings(self, name: str) -> None:
        shell = self._window.shell
        shell.go(SETTINGS)
        page = shell.page(SETTINGS)
        page.bring_up(name)

    def _middle(self) -> QPoint:
        return QPoint(self._window.width() // 2 - 180, self._window.height() // 3)
