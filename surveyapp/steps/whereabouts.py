"""Where the records of an act are, and what people call the chief of them: an undo tells what it took back."""

from __future__ import annotations

from collections.abc import Sequence

from surveyapp import words
from surveyapp.domain.walk_views import Whereabouts
from surveyapp.steps.node import Node
from surveyapp.steps.past import title
from surveyapp.store import find, joins
from surveyapp.store.connect import Transaction
from surveyapp.store.find import Row

_CHIEF = ("survey", "community", "building", "defect", "interview", "vote", "notice", "funding", "plan_entry", "site_plan", "photo")
"""Which of several kinds an act is about: a talk with its wishes is about the talk, a building with its defects about the building."""
_UPWARD = {"annotation": ("photo", ("photo",)), "photo": ("subject", ("building", "defect"))}
"""By which field a kind belongs to something, and to what kinds; the others name their building."""


def whereabouts(node: Node, records: Sequence[tuple[str, str, str]]) -> Whereabouts | None:
    """Of records by (stream, record, kind): the chief one, hidden or not. None where none of them is held."""
    ranked = sorted(records, key=lambda each: _CHIEF.index(each[2]) if each[2] in _CHIEF else len(_CHIEF))
    with node.store.reading() as connection:
        row = next((found for stream, record, _ in ranked if (found := find.one(connection, stream, record)) is not None), None)
        if row is None:
            return None
        stream = joins.read(connection).root(row.stream)
        house = _house(connection, row)
        community = find.one(connection, stream, stream)
    parts = [str(each.get("name", "")) for each in (community, house) if each is not None and each.record != row.record]
    return Whereabouts(stream, house.record if house else "", row.record, row.kind, row.presence != "hidden", _name(row), tuple(filter(None, parts)))


def _house(connection: Transaction, row: Row) -> Row | None:
    """The building that a record belongs to, over the photo and the defect where need be."""
    if row.kind == "building":
        return row
    name, kinds = _UPWARD.get(row.kind, ("building", ("building",)))
    above = find.one(connection, row.stream, str(row.get(name))) if row.get(name) else None
    return _house(connection, above) if above is not None and above.kind in kinds else None


def _name(row: Row) -> str:
    if row.kind in ("interview", "ballot", "need") and row.get("door"):
        return str(row.get("door"))
    named = title(row)
    return words.say(f"kind.{row.kind}") if named == row.record[:8] and words.has(f"kind.{row.kind}") else named
