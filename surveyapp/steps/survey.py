"""Survey: begin one, list what a home holds, choose who is recording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from surveyapp.domain.canonical import Value, clean_text
from surveyapp.domain.numbers import device_prefix
from surveyapp.domain.views import Changed, SurveyLine
from surveyapp.errors import BadInput, HomeMissing
from surveyapp.steps import policies
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft, record
from surveyapp.store import find, joins, journal, local


def new_survey(node: Node, name: str, policy: str, inspector: str = "") -> SurveyLine:
    """Begin a survey under a policy pack, with its first inspector, who becomes the author of what is recorded here."""
    name, who = clean_text(name).strip(), clean_text(inspector).strip() or device_prefix(node.origin)
    if not name:
        raise BadInput("error.survey_without_name")
    policies.pack(policy)
    survey, person, before = node.new_id(), node.new_id(), node.author
    node.author = person
    drafts = [
        Draft(survey, person, "person", {"name": who}),
        Draft(survey, survey, "survey", {"name": name, "policy": policy}),
    ]
    try:
        record(node, drafts, "new_survey")
    except BaseException:
        node.author = before
        raise
    work_as(node, survey, person)
    return SurveyLine(survey, name, policy, person, who)


def add_person(node: Node, survey: str, name: str) -> str:
    """A further inspector of a survey; answers the person's record id."""
    person = node.new_id()
    record(node, [Draft(survey, person, "person", {"name": name})], "new_person")
    return person


def work_as(node: Node, survey: str, person: str) -> None:
    """From now on this home works in this survey and in this person's name."""
    node.author = person
    with node.store.writing() as connection:
        local.put(connection, "setting.inspector", person)
        local.put(connection, "setting.last_survey", survey)


def surveys(node: Node) -> tuple[SurveyLine, ...]:
    """The surveys that this node holds, oldest first."""
    with node.store.reading() as connection:
        found = find.of_kind(connection, "survey")
        people = {row.record: row for row in find.of_kind(connection, "person")}
    who = people.get(node.author)
    return tuple(
        SurveyLine(
            row.record,
            str(row.get("name", "")),
            str(row.get("policy", policies.BASE)),
            who.record if who else "",
            str(who.get("name", "")) if who else "",
        )
        for row in found
    )


def the_survey(node: Node, survey: str = "") -> SurveyLine:
    """The survey with this id, or the one that was worked in last, or the only one. Raises HomeMissing."""
    held = surveys(node)
    with node.store.reading() as connection:
        wanted = survey or local.get(connection, "setting.last_survey")
    for each in held:
        if each.id == wanted or (survey and each.name == survey):
            return each
    if survey or not held:
        raise HomeMissing("error.survey_unknown", survey=survey or "-", count=len(held))
    return held[0]


def new_community(node: Node, survey: str, fields: Mapping[str, Value]) -> Changed:
    """A new community: its stream is born with it."""
    stream = node.new_id()
    return record(node, [Draft(stream, stream, "community", {**fields, "survey": survey})], "new_community")


def streams_of(node: Node, survey: str, communities: Sequence[str] = ()) -> tuple[str, ...]:
    """The streams of a survey's communities (all, or those asked for) and of the survey itself, which holds its people.

    A community that was deleted is among them, for the deletion has to travel; so is one of which only a part has come yet. Whoever asks for
    a community gets the duplicates that were joined to it, too: what is recorded of it lies in all of them.
    Raises HomeMissing for one that is not held.
    """
    with node.store.reading() as connection:
        belongs, others, who = find.communities_of(connection), find.survey_ids(connection), joins.read(connection)
        held = [stream for stream in journal.streams(connection) if stream not in others and belongs.get(stream, "") in ("", survey)]
    unknown = next((each for each in communities if each not in held), None)
    if unknown is not None:
        raise HomeMissing("error.record_unknown", record=unknown)
    asked = joins.all_streams(who, communities)
    return (survey, *(stream for stream in held if not communities or stream in asked))
