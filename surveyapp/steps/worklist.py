"""Work list: what a person walks on a day and what is to be mended, to be read on paper or in a sheet: "the list tonight"."""

from __future__ import annotations

from pathlib import Path

from surveyapp.domain.worklist import Mend, Worklist
from surveyapp.errors import BadInput
from surveyapp.steps.assign import tasks_in
from surveyapp.steps.flaws import flaws
from surveyapp.steps.node import Node
from surveyapp.steps.people import people_of
from surveyapp.steps.review import names_of
from surveyapp.store import find

FORMATS = (".xlsx", ".pdf")
_MOST = 2_000
"""So many findings of a sort stand on a list; how many more there are is told."""


def worklist(node: Node, survey: str, day: str = "", person: str = "", most: int = _MOST) -> Worklist:
    """The list of a day (today for ""), of one inspector or of everybody. One inspector's findings are those of the places on his list."""
    today = day or node.clock.today()
    with node.store.reading() as connection:
        named = names_of(connection, survey)
        tasks = tasks_in(connection, named, today, person)
        row = find.one(connection, survey, survey)
    found = flaws(node, tuple(named.communities), most)
    whole, houses = {task.stream for task in tasks if not task.building}, {(task.stream, task.building) for task in tasks}
    mends = []
    for flaw in found.shown:
        building = flaw.building or (flaw.record if flaw.kind == "building" else "")
        if not person or flaw.stream in whole or (flaw.stream, building) in houses:
            mends.append(Mend(named.communities.get(flaw.stream, ""), named.buildings.get((flaw.stream, building), ""), flaw.title, flaw.finding))
    left = 0 if person else sum(found.counts.values()) - len(found.shown)
    who = {line.record: line.name for line in people_of(node, survey)}
    name = str(row.get("name", "")) if row else ""
    return Worklist(name, today, who.get(person, ""), tasks, tuple(mends), max(0, left), node.clock.wall(), who.get(node.author, ""))


def write_worklist(target: Path, made: Worklist) -> None:
    """Write the list as a workbook or a PDF, by the ending of the name. Raises BadInput for another ending, and DiskError."""
    if target.suffix.lower() == ".xlsx":
        from surveyapp.reports.worklist_xlsx import write_sheet

        write_sheet(target, made)
    elif target.suffix.lower() == ".pdf":
        from surveyapp.reports.worklist_pdf import write_paper

        write_paper(target, made)
    else:
        raise BadInput("error.worklist.format", name=target.name, known=" ".join(FORMATS))
