"""The stops of the tour: what they point at, and on which page. Six at most: it is a look around, not a manual."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from surveyapp.ui.shell import Shell

MOST = 6


@dataclass(frozen=True, slots=True)
class Stop:
    """`name` leads to its words; `page` is shown before; `target` finds the thing on it."""

    name: str
    page: str
    target: Callable[[Shell], QWidget]


def stops() -> tuple[Stop, ...]:
    """The stops in order: along the way of a day."""
    return (
        Stop("buildings", "walk", lambda shell: shell.walk.side.list),
        Stop("entry", "walk", lambda shell: shell.walk.defects.entry),
        Stop("tiles", "walk", lambda shell: shell.walk.defects.tiles),
        Stop("hand", "walk", lambda shell: shell.walk.aside.panel),
        Stop("review", "review", lambda shell: shell.rail.item("review")),
        Stop("handover", "handover", lambda shell: shell.rail.item("handover")),
    )
