"""What an undo or redo took back is told by its name, with the way there where it is out of sight."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject

from surveyapp.domain.views import Changed
from surveyapp.domain.walk_views import Whereabouts
from surveyapp.ui.header import act_words
from surveyapp.ui.pages import MAP, NEEDS, OVERVIEW, PLAN, REVIEW, SETTINGS, WALK
from surveyapp.ui.standing import COMMON, Standing
from surveyapp.ui.walk.facts import DOT
from surveyapp.words import say

_SEEN_ON = {
    "interview": (NEEDS,),
    "need": (NEEDS,),
    "vote": (PLAN,),
    "notice": (PLAN,),
    "funding": (PLAN,),
    "plan_entry": (PLAN, OVERVIEW),
    "ballot": (PLAN,),
    "survey": (SETTINGS,),
    "person": (SETTINGS,),
    "assignment": (OVERVIEW,),
    "site_plan": (MAP,),
}
_ELSE = (WALK, MAP, REVIEW)


class Pages(Protocol):
    """What is needed of the shell."""

    standing: Standing
    shown: str
    undo_bar: Any

    def go(self, name: str) -> None: ...
    def open_anywhere(self, stream: str, building: str, record: str) -> None: ...


class TakenBack(QObject):
    """Tells it in the bar at the foot of the window."""

    def __init__(self, shell: Pages, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell

    def tell(self, changed: Changed, again: bool) -> None:
        """An act was taken back (`again`: brought back), or nothing of it could be."""
        act = act_words(changed.act_name)
        if not changed.records:
            self._shell.undo_bar.tell(say("undone.passed", act=act), undo=False)
            return

        def home(found: Whereabouts | None) -> None:
            if found is not None:
                self._show(say("undone.redo" if again else "undone.undo", act=act, name=DOT.join((found.name, *self._far(found)))), found)

        self._shell.standing.errands.ask(lambda verbs: verbs.whereabouts(changed.records), home, lane="taken_back")

    def _show(self, text: str, found: Whereabouts) -> None:
        self._shell.undo_bar.tell(text, undo=False, go=None if self._in_sight(found) else self._way_to(found))

    def _pages(self, found: Whereabouts) -> tuple[str, ...]:
        return _SEEN_ON.get(found.kind, _ELSE)

    def _is_at(self, found: Whereabouts) -> bool:
        standing = self._shell.standing
        return found.kind in ("survey", "person") or (found.stream == standing.stream and found.building in ("", standing.building))

    def _far(self, found: Whereabouts) -> tuple[str, ...]:
        return () if self._is_at(found) else found.around

    def _in_sight(self, found: Whereabouts) -> bool:
        shown = self._shell.shown
        if shown not in self._pages(found):
            return False
        return shown in (REVIEW, OVERVIEW, SETTINGS) or (found.stream == self._shell.standing.stream if shown != WALK else self._is_at(found))

    def _way_to(self, found: Whereabouts) -> Callable[[], object]:
        if self._pages(found)[0] == WALK:
            record = found.record if found.kind == "defect" and found.stands else ""
            return partial(self._shell.open_anywhere, found.stream, found.building, record)
        return partial(self._go, found)

    def _go(self, found: Whereabouts) -> None:
        standing = self._shell.standing
        page = self._pages(found)[0]
        if page not in (SETTINGS, OVERVIEW) and found.stream != standing.stream:
            standing.choose_community(found.stream, found.building or COMMON)
        elif page == NEEDS and found.building:
            standing.choose_building(found.building)
        self._shell.go(page)
