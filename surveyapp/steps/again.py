"""Again: the same problem at the next place, as one new record."""

from __future__ import annotations

from surveyapp.domain.canonical import Value
from surveyapp.domain.views import Changed
from surveyapp.errors import HomeMissing
from surveyapp.steps.begin import new_draft
from surveyapp.steps.node import Node
from surveyapp.steps.record import record
from surveyapp.store import find

COPIED = ("code", "severity", "quantity", "override", "building", "place", "source")
"""What is the same. Photos and words stay with what they tell of; a door and a position belong to one place."""


def same_again(node: Node, stream: str, defect: str, unit: int | None, storey: int | None) -> Changed:
    """A defect like another one, at another stair-unit and storey. An unclassified one keeps its words: it has nothing else.

    Raises HomeMissing where the defect is not held.
    """
    with node.store.reading() as connection:
        row = find.one(connection, stream, defect)
    if row is None:
        raise HomeMissing("error.record_unknown", record=defect)
    copied = COPIED if row.get("code") else (*COPIED, "words")
    fields: dict[str, Value] = {name: row.get(name) for name in copied if row.get(name) is not None}
    fields |= {name: value for name, value in (("unit", unit), ("storey", storey)) if value is not None}
    return record(node, [new_draft(node, stream, "defect", fields)], "new_defect")
