"""What the command palette finds: pages, acts, communities and buildings, by any characters, by pinyin initials, or as 3-2-501."""

from __future__ import annotations

from collections.abc import Iterable

from surveyapp.domain.addresses import Address, is_of
from surveyapp.domain.walk_views import Door
from surveyapp.ui.walk.initials import matches


def building_of(sought: Address, doors: Iterable[Door], stream: str) -> Door | None:
    """The building of a community that carries the number of an address."""
    return next((door for door in doors if door.record and door.stream == stream and is_of(sought, door.name)), None)


def rank(text: str, name: str) -> int | None:
    """How well a name answers: 0 begins with it, 1 holds it, 2 by initials; None not at all."""
    wanted, held = text.casefold(), name.casefold()
    if held.startswith(wanted):
        return 0
    if wanted in held:
        return 1
    return 2 if matches(text, name) else None
