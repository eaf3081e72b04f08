"""Plan table: the five-year table of everything that a node holds, as a workbook, with what makes it repeatable."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from surveyapp import words
from surveyapp.domain.plan import GROUPS, PlanTable, ProseFigure, check_plan, compare_prose
from surveyapp.errors import BadInput, Finding
from surveyapp.reports.plan_xlsx import PlanHeading, write_plan
from surveyapp.steps import policies
from surveyapp.steps.node import Node
from surveyapp.steps.plan import plan
from surveyapp.steps.targets import check_target
from surveyapp.steps.totals import provenance
from surveyapp.store import find


@dataclass(frozen=True, slots=True)
class PlanMade:
    """A plan table as it was written: figures by row and column (exact, as text), and everything that was found."""

    rows: Mapping[str, Mapping[str, tuple[str, str, str]]]
    findings: tuple[Finding, ...]


def years_from(text: str) -> tuple[int, ...]:
    """The years of `2021-2025` or `2021`. Raises BadInput."""
    first, _, last = text.partition("-")
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{4})?", text) or not 0 <= int(last or first) - int(first) <= 50:
        raise BadInput("error.years", given=text)
    return tuple(range(int(first), int(last or first) + 1))


def plan_table_file(node: Node, target: Path, policy: str, years: Sequence[int], filled_by: str = "", filled_on: str = "") -> PlanMade:
    """Write the plan table of everything that a node holds. Heading, date and the prose to compare with come from the pack unless given."""
    check_target(node, target)
    annex = policies.pack(policy or _policy_of(node)).rules.get("annex")
    given: Mapping[str, Any] = annex if isinstance(annex, Mapping) else {}
    table = plan(node, years)
    prose = compare_prose(table, _prose(given, years))
    heading = PlanHeading(
        title=str(given.get("title") or words.say("report.plan.title_of", first=years[0], last=years[-1])),
        unit_name=filled_by or str(given.get("unit_name", "")),
        date=_day(filled_on) or _annex_day(given) or node.clock.now().date(),
        facts=provenance(node, policy),
    )
    write_plan(target, table, heading, prose)
    return PlanMade(_figures(table), (*check_plan(table), *table.findings, *prose))


def _policy_of(node: Node) -> str:
    """The pack of the surveys that the node holds, where they all have one; else the national base, which has no annex."""
    with node.store.reading() as connection:
        used = {str(row.get("policy")) for row in find.of_kind(connection, "survey")}
    return used.pop() if len(used) == 1 else policies.BASE


def _prose(annex: Mapping[str, Any], years: Sequence[int]) -> list[ProseFigure]:
    """The figures of the document's text that speak of years in this table only."""
    found = (ProseFigure(each["group"], tuple(each["years"]), each["text"], each["clause"]) for each in annex.get("prose", ()))
    return [figure for figure in found if set(figure.years) <= set(years)]


def _annex_day(annex: Mapping[str, Any]) -> date | None:
    found = annex.get("date")
    return found if isinstance(found, date) else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as problem:
        raise BadInput("error.date", given=text) from problem


def _figures(table: PlanTable) -> dict[str, dict[str, tuple[str, str, str]]]:
    rows = {str(row.year or "total"): row for row in (*table.rows, table.total)}
    return {
        name: {group: (_text(row.before.of(group)), _text(row.after.of(group)), _text(row.total.of(group))) for group in GROUPS}
        for name, row in rows.items()
    }


def _text(number: Any) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
