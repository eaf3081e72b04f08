"""What stands on a work list, line by line, in words: the same for paper and sheet."""

from __future__ import annotations

from surveyapp.domain.worklist import Mend, Task, Worklist
from surveyapp.words import say

TASK_HEADS = ("community", "building", "assignee", "size", "state", "found", "note")
MEND_HEADS = ("community", "building", "record", "wrong")


def title(made: Worklist) -> str:
    """20 November, whose list."""
    return say("report.worklist.title_of", person=made.person) if made.person else say("report.worklist.title")


def scope(made: Worklist) -> str:
    """Which survey, which day, how much of it is done."""
    done = sum(task.state == "done" for task in made.tasks)
    return say("report.worklist.scope", survey=made.survey, day=made.day, done=done, total=len(made.tasks))


def task_line(task: Task, day: str) -> tuple[str, ...]:
    """A place to walk, in the order of `TASK_HEADS`."""
    done, houses = task.buildings
    where = task.name if task.building else say("report.worklist.whole", count=houses)
    sizes = (("ui.facts.storeys", task.storeys), ("ui.facts.units", task.units), ("ui.facts.households", task.households))
    size = "  ".join(say(code, count=count) for code, count in sizes if count is not None)
    state = say(f"report.worklist.state.{task.state}")
    if not task.building and task.state != "done":
        state = say("report.worklist.of", done=done, total=houses)
    found = say("report.worklist.defects", count=task.defects) if task.defects else ""
    found += say("report.worklist.bare", count=task.without_photo) if task.without_photo else ""
    late = say("report.worklist.since", day=task.day) if task.day != day else ""
    return task.community_name, where, task.assignee_name, size, state, found, "  ".join(part for part in (late, task.note) if part)


def mend_line(mend: Mend) -> tuple[str, ...]:
    """A thing to mend, in the order of `MEND_HEADS`."""
    return mend.community, mend.building, mend.title, say(mend.finding.code, **{"where": mend.title, **mend.finding.facts})


def rest(made: Worklist) -> str:
    """How many more findings there are than are listed; "" for none."""
    return say("report.worklist.left", count=made.left) if made.left else ""
