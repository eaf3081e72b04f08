"""People: the inspectors of a survey, and who of them is at work on this laptop."""

from __future__ import annotations

from collections import Counter

from surveyapp.domain.canonical import clean_text
from surveyapp.domain.views import Changed
from surveyapp.domain.walk_views import PersonLine
from surveyapp.errors import BadInput, HomeMissing
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft, record
from surveyapp.steps.survey import work_as
from surveyapp.store import find


def people_of(node: Node, survey: str) -> tuple[PersonLine, ...]:
    """The inspectors of a survey in the order in which they joined. Two of one name are told apart by unit, telephone, or their place here."""
    with node.store.reading() as connection:
        rows = find.of_kind(connection, "person", survey)
    names = Counter(str(row.get("name", "")) for row in rows)
    seen: Counter[tuple[str, str]] = Counter()
    lines = []
    for row in rows:
        name, unit = str(row.get("name", "")), str(row.get("unit", ""))
        apart = (unit or str(row.get("phone", ""))) if names[name] > 1 else ""
        seen[name, apart] += names[name] > 1
        if seen[name, apart] > 1 or (names[name] > 1 and not apart):
            apart = f"{apart} {seen[name, apart]}".strip()
        lines.append(PersonLine(row.record, name, unit, apart, row.record == node.author))
    return tuple(lines)


def add_inspector(node: Node, survey: str, name: str, unit: str, phone: str = "") -> Changed:
    """A further inspector. Raises BadInput for an empty name."""
    who = clean_text(name).strip()
    if not who:
        raise BadInput("error.person_without_name")
    told = {"name": who, "unit": clean_text(unit).strip(), "phone": clean_text(phone).strip()}
    fields = {name: value for name, value in told.items() if value}
    person = node.new_id()
    node.author = node.author or person  # on a laptop that only received so far, the first inspector enters herself
    return record(node, [Draft(survey, person, "person", fields)], "new_person")


def join(node: Node, survey: str, given: str) -> PersonLine:
    """Record from now on as the inspector with this name or id, who is entered if nobody has that name. Raises BadInput where two have it."""
    found = [line for line in people_of(node, survey) if given in (line.record, line.name)]
    if len(found) > 1:
        raise BadInput("error.person_ambiguous", name=given, ids=", ".join(line.record for line in found))
    person = found[0].record if found else add_inspector(node, survey, given, "").records[0][1]
    start_work(node, survey, person)
    return next(line for line in people_of(node, survey) if line.record == person)


def start_work(node: Node, survey: str, person: str) -> None:
    """Record in this person's name from now on. Raises HomeMissing for someone who is not of this survey."""
    if person not in {line.record for line in people_of(node, survey)}:
        raise HomeMissing("error.record_unknown", record=person)
    work_as(node, survey, person)
