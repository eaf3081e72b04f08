"""Begin: a new record, with what follows from its kind."""

from __future__ import annotations

from collections.abc import Mapping

from surveyapp.domain.canonical import Value
from surveyapp.steps import policies, verdicts
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft


def new_draft(node: Node, stream: str, kind: str, fields: Mapping[str, Value]) -> Draft:
    """A draft of a new record with what follows from its kind: community, date, and the severity that the catalogue proposes."""
    given = dict(fields)
    if kind in ("building", "defect", "need", "plan_entry", "vote", "ballot", "notice", "funding", "idle_asset"):
        given.setdefault("community", stream)
    if kind == "defect":
        given.setdefault("found_on", node.clock.today())
        defect = policies.catalogue().defects.get(str(given.get("code", "")))
        if defect and "severity" not in given:
            quantity = given.get("quantity")
            given["severity"] = verdicts.severity_of(defect, quantity if isinstance(quantity, dict) else None)
    return Draft(stream, node.new_id(), kind, given)
