"""A community on its way into a plan: 柳北船厂宿舍, with the figures of a vote that fails by 14.705 ㎡."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from surveyapp.domain.assessment import Assessment, Verdict
from surveyapp.domain.canonical import Value
from surveyapp.steps import policies
from surveyapp.steps.assess import assess
from surveyapp.steps.begin import new_draft
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft, record
from surveyapp.steps.survey import new_community, new_survey

TODAY = date(2026, 11, 20)
COMMUNITY: Mapping[str, Value] = {
    "name": "柳北船厂宿舍",
    "location": "city",
    "land": "state_allocated",
    "unit_form": "compound",
    "willing": "yes",
    "needs_renovation": "yes",
}
VOTE: Mapping[str, Value] = {
    "held_from": "2026-11-06",
    "held_to": "2026-11-15",
    "total_area_m2": "8946.38",
    "total_owners": 138,
    "voted_area_m2": "6702.14",
    "voted_owners": 101,
    "agree_area_m2": "5011.90",
    "agree_owners": 79,
}
MONEY = (
    ("central", "130"),
    ("province", "60"),
    ("city", "62"),
    ("county", "44"),
    ("resident_direct", "58.4"),
    ("utility", "33.6"),
    ("former_owner", "24"),
)


def community(node: Node, policy: str = "liuzhou", *years: int | None, **changes: Value) -> str:
    """A survey with one community with a building of each year; answers its stream."""
    survey = new_survey(node, "踏勘", policy, "陈静").id
    stream = new_community(node, survey, {**COMMUNITY, **changes}).records[0][0]
    for place, year in enumerate(years or (1994,), start=1):
        built = {"built": {"value": year, "precision": "year"}} if year else {}
        add(node, stream, "building", {"name": f"{place}栋", **built})
    return stream


def add(node: Node, stream: str, kind: str, fields: Mapping[str, Value]) -> str:
    """A record of the community; answers its id."""
    draft = new_draft(node, stream, kind, fields)
    record(node, [draft], f"new_{kind}")
    return draft.record


def write(node: Node, stream: str, name: str, kind: str, **changes: Value) -> None:
    """Write fields of a record."""
    record(node, [Draft(stream, name, kind, changes)], f"set_{kind}")


def planned(node: Node, policy: str = "liuzhou") -> str:
    """The whole case: vote, notice, plan entry, money, defects."""
    stream = community(node, policy, 1994, 1994)
    add(node, stream, "vote", VOTE)
    add(node, stream, "notice", {"posted_on": "2026-11-16", "body": "解放街道"})
    add(node, stream, "plan_entry", {"year": 2028, "batch": "planning", "investment": "412"})
    for source, amount in MONEY:
        add(node, stream, "funding", {"source": source, "amount": amount})
    for code in ("RF-01", "WA-01", "LT-01", "EV-01"):
        add(node, stream, "defect", {"code": code})
    return stream


def judged(node: Node, stream: str, policy: str = "liuzhou", day: date = TODAY) -> Assessment:
    """The community under a document on a day."""
    return assess(node, stream, policies.pack(policy), day)


def verdict(node: Node, stream: str, rule: str, policy: str = "liuzhou", day: date = TODAY) -> Verdict:
    """One verdict."""
    found = judged(node, stream, policy, day).verdict(rule)
    assert found is not None
    return found
