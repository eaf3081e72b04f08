"""Whether residents and enterprises bear the share that a document asks for (柳州 四(三): not less than 20 % of the total), compared exactly.

What a source is follows from the words in its name. Whether 企业 takes in former owning units and investors is not written: where the answer turns on
them it stays open. The sources must add up to the total, or nothing can be said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from surveyapp.policy.rules import quantities
from surveyapp.policy.rules.quantities import number_text, ratio_percent
from surveyapp.policy.rules.questions import Question
from surveyapp.policy.rules.sections import Section
from surveyapp.policy.rules.verdict import PENDING, Sentence, Verdict, Wan, ratio_text, result_of, sentence

RULE = "funding_floor"
NO_FLOOR = "no_floor_in_document"
KINDS = ("resident", "enterprise", "neither", "doubtful")
UNITS = ("元",)
POWER = 4
"""Amounts count 万元: ten to the power of four of their unit."""


@dataclass(frozen=True, slots=True)
class FundingFloor:
    """The least share of residents and enterprises together."""

    clause: str
    at_least: Fraction


@dataclass(frozen=True, slots=True)
class FundingSources:
    """Words that tell what a source of money is, by kind."""

    words: tuple[tuple[str, str], ...]
    not_enterprise: tuple[str, ...]

    def kind_of(self, source: str) -> str:
        """resident, enterprise, neither or doubtful: the word that stands first decides, the longer one where two begin together."""
        found = [(source.find(word), -len(word), kind) for word, kind in self.words if word in source]
        if not found:
            return "doubtful"
        kind = min(found)[2]
        if kind == "doubtful" and any(word in source for word in self.not_enterprise):
            return "neither"
        return kind


@dataclass(frozen=True, slots=True)
class Funding:
    """A plan of money in 万元, by source. An amount of None: not known."""

    total: Decimal | None
    parts: Mapping[str, Decimal | None] | None


def funding_floor_from(section: Section) -> FundingFloor:
    """The [funding_floor] section of a pack."""
    found = FundingFloor(section.text("clause"), section.ratio("at_least"))
    section.finish()
    return found


def funding_sources_from(section: Section) -> FundingSources:
    """The [funding_sources] section of the base pack."""
    words = tuple((word, kind) for kind in KINDS for word in section.texts(kind))
    found = FundingSources(words, section.texts("not_enterprise"))
    section.finish()
    return found


def funding_from(question: Question) -> Funding:
    """What the line says of the money."""
    untrusted = question.mapping("parts_10k_yuan")
    parts: dict[str, Decimal | None] | None = None
    if untrusted is not None:
        parts = {}
        inner = Question(untrusted, question.reasons)
        for source in untrusted:
            parts[quantities.plain(source)] = inner.decimal(source, UNITS, POWER)
    return Funding(question.decimal("total_10k_yuan", UNITS, POWER), parts)


def judge(rule: FundingFloor | None, funding: Funding, sources: FundingSources) -> Verdict:
    """Met, not met, or open, with the exact share. The rounded percentage is for the eye only."""
    clause = rule.clause if rule else ""
    if funding.total is None or funding.parts is None:
        said = sentence("rule.funding.no_total") if funding.total is None else sentence("rule.funding.no_parts")
        result = PENDING if rule else NO_FLOOR
        return Verdict(RULE, result, _values(None, None, None), clause, (said, *_silent(rule)))
    kinds = {source: sources.kind_of(source) for source in funding.parts}
    counted = _sum(funding.parts, kinds, ("resident", "enterprise"))
    doubtful = _sum(funding.parts, kinds, ("doubtful",))
    problems = _problems(funding)
    share = Fraction(counted) / Fraction(funding.total) if counted is not None and funding.total else None
    ok = _decide(rule, funding.total, counted, doubtful) if rule and not problems else None
    values = _values(ok, counted, share)
    values["note"] = problems[0] if problems else _note(ok, funding, kinds)
    values["by_kind"] = {kind: [source for source in kinds if kinds[source] == kind] for kind in KINDS}
    reasons = [*problems, *_silent(rule), *_kind_reasons(kinds, funding.parts)]
    if rule and share is not None and counted is not None and not problems:
        code = {True: "rule.funding.met", False: "rule.funding.not_met", None: "rule.funding.open"}[ok]
        reasons.insert(
            0, sentence(code, counted=Wan(number_text(counted)), percent=quantities.rounded_text(share * 100, 4), least=ratio_percent(rule.at_least))
        )
        if ok is False:
            lacking = rule.at_least * Fraction(funding.total) - Fraction(counted)
            reasons.append(sentence("rule.funding.lacking", amount=Wan(quantities.shown(lacking))))
    touches = frozenset({"meaning_of_enterprise"} if "doubtful" in kinds.values() else ())
    return Verdict(RULE, result_of(ok) if rule else NO_FLOOR, values, clause, tuple(reasons), touches)


def _values(ok: bool | None, counted: Decimal | None, share: Fraction | None) -> dict[str, object]:
    return {
        "ok": ok,
        "resident_plus_enterprise_10k_yuan": None if counted is None else number_text(counted),
        "share_fraction": ratio_text(share),
        "share_percent_4dp": None if share is None else quantities.rounded_text(share * 100, 4),
    }


def _sum(parts: Mapping[str, Decimal | None], kinds: Mapping[str, str], wanted: tuple[str, ...]) -> Decimal | None:
    """The sum of the sources of these kinds; None when one of them is not known."""
    amounts = [parts[source] for source in parts if kinds[source] in wanted]
    known = [each for each in amounts if each is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _problems(funding: Funding) -> list[Sentence]:
    """Why the plan of money cannot be judged as it stands."""
    assert funding.parts is not None and funding.total is not None
    unknown = tuple(source for source, amount in funding.parts.items() if amount is None)
    if unknown:
        return [sentence("rule.funding.unknown_amount", sources=unknown)]
    if funding.total == 0:
        return [sentence("rule.funding.total_zero")]
    added = sum((amount for amount in funding.parts.values() if amount is not None), Decimal(0))
    if added != funding.total:
        return [
            sentence(
                "rule.funding.not_adding_up",
                added=Wan(number_text(added)),
                total=Wan(number_text(funding.total)),
                diff=Wan(number_text(abs(added - funding.total))),
            )
        ]
    return []


def _decide(rule: FundingFloor, total: Decimal, counted: Decimal | None, doubtful: Decimal | None) -> bool | None:
    if counted is None or doubtful is None:
        return None
    floor = rule.at_least * Fraction(total)
    if Fraction(counted) >= floor:
        return True
    return None if Fraction(counted + doubtful) >= floor else False


def _silent(rule: FundingFloor | None) -> tuple[Sentence, ...]:
    return () if rule else (sentence("rule.funding.none"),)


def _note(ok: bool | None, funding: Funding, kinds: Mapping[str, str]) -> Sentence | None:
    doubtful = tuple(source for source, kind in kinds.items() if kind == "doubtful")
    if ok is None and doubtful:
        return sentence("rule.funding.person_decides", sources=doubtful)
    former = _former_owners(kinds)
    return sentence("rule.funding.no_enterprise", sources=former) if former else None


def _former_owners(kinds: Mapping[str, str]) -> tuple[str, ...]:
    """Former owning units that are no enterprise: they give money, and it does not count."""
    return tuple(source for source, kind in kinds.items() if kind == "neither" and "产权单位" in source)


def _kind_reasons(kinds: Mapping[str, str], parts: Mapping[str, Decimal | None]) -> list[Sentence]:
    said = []
    counted = tuple(source for source, kind in kinds.items() if kind in ("resident", "enterprise"))
    if counted:
        said.append(sentence("rule.funding.counted", sources=counted))
    if doubtful := tuple(source for source, kind in kinds.items() if kind == "doubtful"):
        said.append(sentence("rule.funding.doubtful", sources=doubtful))
    if former := _former_owners(kinds):
        said.append(sentence("rule.funding.no_enterprise", sources=former))
    return said
