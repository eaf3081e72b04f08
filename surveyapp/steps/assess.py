"""Assess: every rule that a document has for a community, on what is recorded of it, told with the clause and the next step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from surveyapp import words
from surveyapp.domain.assessment import Assessment, Verdict
from surveyapp.domain.checks import as_day
from surveyapp.errors import HomeMissing
from surveyapp.policy.packs import Pack
from surveyapp.steps import judge, policies
from surveyapp.steps.assessing.case import Case
from surveyapp.steps.assessing.conditions import assess_conditions
from surveyapp.steps.assessing.costs import assess_costs
from surveyapp.steps.assessing.money import assess_money
from surveyapp.steps.assessing.notice import assess_notice
from surveyapp.steps.assessing.rest import assess_deadline, assess_document, assess_plots, assess_priority, plan_line
from surveyapp.steps.assessing.scope import assess_scope
from surveyapp.steps.assessing.unsettled import settled
from surveyapp.steps.assessing.vote import assess_vote
from surveyapp.steps.node import Node
from surveyapp.store import find


def assess(node: Node, stream: str, pack: Pack, as_of: date | None = None) -> Assessment:
    """A community under a document on a day: by default the survey's own (基准日), else today's. Deterministic for what is recorded.

    Raises HomeMissing where the community is not held.
    """
    return assess_case(gather(node, stream, pack, as_of))


def gather(node: Node, stream: str, pack: Pack, as_of: date | None = None) -> Case:
    """What is recorded of a community, read in one go."""
    with node.store.reading() as connection:
        community = find.one(connection, stream, stream)
        if community is None:
            raise HomeMissing("error.record_unknown", record=stream)
        survey = str(community.get("survey", ""))
        held = find.one(connection, survey, survey) if survey else None
        kinds = {
            kind: find.of_kind(connection, kind, stream)
            for kind in ("building", "defect", "vote", "ballot", "notice", "funding", "plan_entry", "idle_asset")
        }
    day = as_of or (as_day(held.get("as_of")) if held else None) or date.fromisoformat(node.clock.today())
    return Case(
        stream=stream,
        community=community,
        buildings=kinds["building"],
        defects=kinds["defect"],
        votes=kinds["vote"],
        ballots=kinds["ballot"],
        notices=kinds["notice"],
        funding=kinds["funding"],
        plans=kinds["plan_entry"],
        assets=kinds["idle_asset"],
        pack=pack,
        book=judge.rulebook_of(pack),
        base=judge.rulebook_of(pack.root),
        as_of=day,
    )


def under(case: Case, pack: Pack, as_of: date) -> Case:
    """The same records under another document, on another day."""
    return replace(case, pack=pack, book=judge.rulebook_of(pack), base=judge.rulebook_of(pack.root), as_of=as_of)


def assess_case(case: Case) -> Assessment:
    """All rules on one case."""
    conditions, condition_card = assess_conditions(case)
    vote, vote_card = assess_vote(case)
    notice, notice_card = assess_notice(case)
    money, funding_card = assess_money(case)
    priority, marks = assess_priority(case)
    document = assess_document(case)
    verdicts: tuple[Verdict, ...] = (
        assess_scope(case),
        conditions,
        vote,
        notice,
        money,
        assess_deadline(case),
        *assess_plots(case),
        priority,
        document,
    )
    held = case.pack.document
    status = held.status_on(case.as_of)
    return Assessment(
        stream=case.stream,
        community=str(case.community.get("name", "")),
        pack=case.pack.id,
        place=policies.in_words(case.pack.place),
        document=policies.in_words(held.title),
        status=status,
        as_of=case.as_of,
        plan=plan_line(case),
        verdicts=tuple(settled(case, each) for each in verdicts),
        vote=vote_card,
        notice=notice_card,
        funding=funding_card,
        costs=assess_costs(case),
        conditions=condition_card,
        priority=marks,
        status_words="" if status == "in_force" else words.say(f"plan.status_line.{status}", until=held.effective_until or "—"),
    )
