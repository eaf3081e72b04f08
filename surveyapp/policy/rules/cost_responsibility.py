"""Who pays for a facility or a work (咸宁 二(三), 柳州 二(五) and 四, 泰安 四(三), 连州 五(二)), from the words it is called by.

Facilities of the utilities turn on who owns them: without that the answer is open, with both answers beside it. What a document does not name stays
unnamed; its general principle is shown, and decides only where the document has nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from surveyapp.policy.rules.questions import Question
from surveyapp.policy.rules.sections import Section
from surveyapp.policy.rules.verdict import DECIDED, PENDING, Sentence, Verdict, sentence

RULE = "cost_responsibility"
NOT_LISTED = "not_listed_in_document"
NO_RULE = "no_cost_rule_in_document"
UTILITY = "utility"
# fmt: off
_NOT_OWNED = (
    "不属于专营", "不属专营", "非专营", "不归专营", "产权不属", "不属于企业",
    "属于居民", "属居民", "产权属业主", "属于业主", "非企业产权", "居民产权",
    "业主共有", "业主所有", "居民所有",
)
_OWNED = (
    "属于专营", "属专营", "归专营", "专营单位产权", "专营产权", "产权属供",
    "产权属于供", "产权属电", "产权属燃气", "专营单位所有", "供水公司所有", "供电公司所有",
    "燃气公司所有",
)
# fmt: on
_INSIDE = ("户内", "入户端口以内", "入户端口内", "室内")


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of a matrix. `any_of`: words of which one must be there; `also`: of which one more must; `unless`: none of these.

    `payer`, or for utility facilities `utility_owned` and `not_utility_owned` with `how` the latter is meant.
    """

    clause: str
    any_of: tuple[str, ...]
    also: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    payer: str = ""
    utility_owned: str = ""
    not_utility_owned: str = ""
    how: str = ""

    def decided_by(self, words: str) -> str | None:
        """The word by which this line speaks of the thing; None where it does not."""
        if any(each in words for each in self.unless) or (self.also and not any(each in words for each in self.also)):
            return None
        return next((each for each in self.any_of if each in words), None)


@dataclass(frozen=True, slots=True)
class CostResponsibility:
    """The lines of a document in the order in which they are asked, and its principle for all else."""

    clause: str
    principle: str
    principle_clause: str
    principle_decides: bool
    lines: tuple[CostLine, ...]


@dataclass(frozen=True, slots=True)
class Facility:
    """A facility or a work in free words; `utility_owned` None: not known who owns it."""

    words: str | None
    utility_owned: bool | None = None
    inside_flat: bool = False


def cost_responsibility_from(section: Section) -> CostResponsibility:
    """The [cost_responsibility] section of a pack."""
    found = CostResponsibility(
        clause=section.text("clause"),
        principle=section.text("principle", ""),
        principle_clause=section.text("principle_clause", ""),
        principle_decides=section.flag("principle_decides", False),
        lines=tuple(_line(each) for each in section.tables("lines")),
    )
    section.finish()
    return found


def _line(section: Section) -> CostLine:
    utility = section.text("facility", "") == UTILITY
    found = CostLine(
        clause=section.text("clause"),
        any_of=section.texts("any"),
        also=section.texts("also"),
        unless=section.texts("unless"),
        payer="" if utility else section.text("payer"),
        utility_owned=section.text("utility_owned") if utility else "",
        not_utility_owned=section.text("not_utility_owned") if utility else "",
        how=section.text("how", ""),
    )
    if not found.any_of:
        section.text("any")
    section.finish()
    return found


def facility_from(question: Question) -> Facility:
    """What the line says: `item` in free words; `owned_by_utility` or words about ownership where it has them."""
    words = question.words("item")
    owned = question.truth("owned_by_utility")
    spoken = (words or "") + (question.words("ownership") or "")
    if owned is None:
        owned = _ownership(spoken)
    return Facility(words, owned, any(each in spoken for each in _INSIDE))


def _ownership(words: str) -> bool | None:
    if any(each in words for each in _NOT_OWNED):
        return False
    return True if any(each in words for each in _OWNED) else None


def judge(rule: CostResponsibility | None, facility: Facility) -> Verdict:
    """The payer, or why there is none."""
    if rule is None:
        return Verdict(RULE, NO_RULE, {"payer": None, "listed": None}, "", (sentence("rule.cost.none"),))
    if facility.words is None:
        return Verdict(RULE, PENDING, {"payer": None, "listed": None}, rule.clause, (sentence("rule.cost.no_item"),))
    for line in rule.lines:
        word = line.decided_by(facility.words)
        if word is not None:
            return _by_line(line, word, facility)
    return _by_principle(rule, facility.words)


def _by_line(line: CostLine, word: str, facility: Facility) -> Verdict:
    values: dict[str, object] = {"payer": line.payer or None, "listed": True, "matched": word}
    if line.payer:
        said: Sentence = sentence("rule.cost.payer", word=word, payer=line.payer, clause=line.clause)
        return Verdict(RULE, DECIDED, values, line.clause, (said,), frozenset({"roof_and_wall"} if "居民" in line.payer else ()))
    values["payer_if_utility_owned"], values["payer_if_not_utility_owned"] = line.utility_owned, line.not_utility_owned
    if facility.inside_flat:
        return Verdict(RULE, NOT_LISTED, values | {"listed": False}, line.clause, (sentence("rule.cost.inside", word=word),))
    if facility.utility_owned is None:
        said = sentence("rule.cost.ownership_unknown", word=word, owned=line.utility_owned, not_owned=line.not_utility_owned, how=line.how)
        return Verdict(RULE, PENDING, values, line.clause, (said,))
    values["payer"] = line.utility_owned if facility.utility_owned else line.not_utility_owned
    if facility.utility_owned:
        said = sentence("rule.cost.utility_owned", word=word, payer=line.utility_owned)
    else:
        said = sentence("rule.cost.not_utility_owned", word=word, payer=line.not_utility_owned, how=line.how)
    return Verdict(RULE, DECIDED, values, line.clause, (said,))


def _by_principle(rule: CostResponsibility, words: str) -> Verdict:
    if rule.principle_decides:
        values = {"payer": rule.principle, "listed": False, "matched": None}
        said = sentence("rule.cost.principle_only", item=words, principle=rule.principle)
        return Verdict(RULE, DECIDED, values, rule.principle_clause, (said,))
    values = {"payer": None, "listed": False, "matched": None, "principle": rule.principle or None}
    reasons = [sentence("rule.cost.not_listed", item=words)]
    if rule.principle:
        reasons.append(sentence("rule.cost.principle", principle=rule.principle, clause=rule.principle_clause))
    return Verdict(RULE, NOT_LISTED, values, rule.clause, tuple(reasons))
