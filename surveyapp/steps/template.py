"""Template: an empty roster or questionnaire, written so that it is read back column by column as what it is."""

from __future__ import annotations

from pathlib import Path

from surveyapp.domain.fields import Field
from surveyapp.domain.sheets.heads import INTERVIEWS, ROSTER
from surveyapp.domain.sheets.vocabulary import field_at
from surveyapp.words import language, say

_ROSTER = (
    "community.name",
    "community.street",
    "community.neighbourhood",
    "community.address",
    "community.households",
    "community.area_m2",
    "community.management",
    "plan_entry.year",
    "plan_entry.investment",
    "plan_entry.batch",
    "building.name",
    "building.built",
    "building.structure",
    "building.storeys",
    "building.units",
    "building.per_floor",
    "building.households",
    "building.area_m2",
    "building.lift",
    "building.note",
)
_INTERVIEWS = (
    "interview.form_no",
    "community.name",
    "building.name",
    "interview.unit",
    "interview.door",
    "interview.outcome",
    "interview.who",
    "interview.people",
    "interview.elderly",
    "interview.consent",
    "wish_rank.1",
    "wish_rank.2",
    "wish_rank.3",
    "interview.willing_to_pay",
    "interview.pay_by",
    "interview.pay_most",
    "interview.asked_how",
    "interview.asked_on",
    "interview.words",
)
COLUMNS = {ROSTER: _ROSTER, INTERVIEWS: _INTERVIEWS}
_NEEDED = {ROSTER: ("community.name",), INTERVIEWS: ("community.name", "interview.door")}


def template(target: Path, kind: str = ROSTER) -> None:
    """Write the empty table of a kind (`roster`, `interviews`). Raises DiskError."""
    from surveyapp.reports.template_xlsx import TemplateColumn, write_template
    from surveyapp.steps.interviews import wishes

    names = tuple(each.name for each in wishes())
    columns = []
    for each in COLUMNS[kind]:
        field = field_at(each) if "." in each else None
        choices = tuple(say(f"choice.{field.name}.{choice}") for choice in field.choices) if field else names
        least, most = (int(field.least), int(field.most)) if field and field.least is not None and field.most is not None else (None, None)
        what = say(f"template.what.{field.type if field else 'wish'}")
        columns.append(TemplateColumn(head(each), what, choices, each in _NEEDED[kind], least, most))
    write_template(target, say(f"import.kind.{kind}_sheet"), columns, say(f"import.kind.{kind}_title"))


def head(target: str) -> str:
    """The head of a column, in the language in use, with its unit: the first word of the catalogue that stands for it and nothing else."""
    from surveyapp.steps.vocabulary import vocabulary

    heads = vocabulary().heads
    kind, _, name = target.partition(".")
    said = heads.get(target) or heads[f"either.{name}"]
    word = said[0] if language() == "zh" else next(each for each in said if each.isascii())
    field = field_at(target) if kind in ("community", "building", "plan_entry", "interview") else None
    return f"{word}({_unit(field)})" if field and field.unit and _unit(field) else word


def _unit(field: Field) -> str:
    """The unit in words, where a table needs to be told: areas, lengths and money."""
    return say(f"unit.{field.unit}") if field.unit in ("m2", "m", "wan_yuan", "yuan", "yuan_m2_month") else ""


def target_name(target: str) -> str:
    """What a column stands for, in words: 楼栋 · 户数."""
    if not target:
        return say("import.unused")
    kind, _, name = target.partition(".")
    if kind in ("wishes", "wish_rank"):
        return say(f"import.target.{kind}", rank=name)
    if kind == "wish":
        from surveyapp.steps.interviews import wishes

        return say("import.target.wish", code=name, name=next((each.name for each in wishes() if each.code == name), name))
    return say("import.target.field", kind=say(f"kind.{kind}"), field=say("import.target.built") if name == "built" else say(f"field.{kind}.{name}"))
