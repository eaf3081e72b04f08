"""Who pays for a facility or a work (咸宁 二(三), 柳州 二(五) and 四, 泰安 四(三), 连州 五(二)), from the words it is called by.

Facilities of the utilities turn on who owns them: without that the answer is open, with both answers beside it. What a document does not name stays
unnamed; its general principle is shown, and decides only where the document has nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from surveyapp.errors import Finding
from surveyapp.policy.rules.questions import Question
from surveyapp.policy.rules.sections import Section
from surveyapp.policy.rules.verdict import DECIDED, PENDING, Sentence, Verdict, sentence
from surveyapp.policy.untrusted import Name

RULE = "cost_responsibility"
NOT_LISTED = "not_listed_in_document"
NO_RULE = "no_cost_rule_in_document"
UTILITY = "utility"
_OWNED_BY = re.compile(r"产权(?:单位)?(不|非|未)?(?:属于|属|归属|归|为|是)([^,，;；。()]+)")
_OWNER_OF = re.compile(r"(不|非)?([^,，;；。()]+?)(?:的?产权|所有|共有)")
_NOT_UTILITY = re.compile(r"(?:不属于?|不归|非)专营")
_IS_UTILITY = re.compile(r"(?:属于?|归)专营")
_UTILITIES = re.compile(r"专营|公司|企业|供水|自来水|供电|电力|电网|燃气|热力|通信|电信|移动|联通|广电|水务")
_OTHERS = re.compile(r"居民|业主|住户|小区|个人|物业|政府|房管|村|居委会|集体|国有资产|原单位")
_NAMES_A_FACILITY = re.compile(r"管|线|设施|设备|表|井|箱")
"""`供水管线产权…` names the thing, not its owner."""
_INSIDE = ("户内", "入户端口以内", "入户端口内", "室内", "表后")


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
    english: Mapping[str, str] = field(default_factory=dict)

    def named(self, said: str) -> Name:
        """The document's words for someone who pays, with their English where the pack gives it."""
        return Name(said, self.english.get(said, said))


@dataclass(frozen=True, slots=True)
class Facility:
    """A facility or a work in free words; `utility_owned` None: not known who owns it."""

    words: str | None
    utility_owned: bool | None = None
    inside_flat: bool = False


def cost_responsibility_from(section: Section) -> CostResponsibility:
    """The [cost_responsibility] section of a pack."""
    english = section.table("english")
    found = CostResponsibility(
        clause=section.text("clause"),
        principle=section.text("principle", ""),
        principle_clause=section.text("principle_clause", ""),
        principle_decides=section.flag("principle_decides", False),
        lines=tuple(_line(each) for each in section.tables("lines")),
        english={said: english.text(said) for said in english.untrusted} if english else {},
    )
    _without_english(section, found)
    section.finish()
    return found


def _without_english(section: Section, rule: CostResponsibility) -> None:
    """Every payer, principle and manner needs its English: the window speaks one language at a time."""
    said = [rule.principle, *(text for line in rule.lines for text in (line.payer, line.utility_owned, line.not_utility_owned, line.how))]
    for text in dict.fromkeys(each for each in said if each and each not in rule.english):
        section.findings.append(Finding("finding.pack_rule.no_english", f"{section.where}.english", {"said": text}))


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
    """Whether a utility owns the thing, by what the words say of 产权; None where they do not say it."""
    if _NOT_UTILITY.search(words):
        return False
    if _IS_UTILITY.search(words):
        return True
    for found in (*_OWNED_BY.finditer(words), *_OWNER_OF.finditer(words)):
        denied, owner = found[1], found[2].partition("的")[0]
        if _OTHERS.search(owner):
            return None if denied else False
        if _UTILITIES.search(owner) and not _NAMES_A_FACILITY.search(owner):
            return not denied
    return None


def judge(rule: CostResponsibility | None, facility: Facility) -> Verdict:
    """The payer, or why there is none."""
    if rule is None:
        return Verdict(RULE, NO_RULE, {"payer": None, "listed": None}, "", (sentence("rule.cost.none"),))
    if facility.words is None:
        return Verdict(RULE, PENDING, {"payer": None, "listed": None}, rule.clause, (sentence("rule.cost.no_item"),))
    for line in rule.lines:
        word = line.decided_by(facility.words)
        if word is not None:
            return _by_line(rule, line, word, facility)
    return _by_principle(rule, facility.words)


def _by_line(rule: CostResponsibility, line: CostLine, word: str, facility: Facility) -> Verdict:
    values: dict[str, object] = {"payer": line.payer or None, "listed": True, "matched": word}
    if line.payer:
        said: Sentence = sentence("rule.cost.payer", word=word, payer=rule.named(line.payer), clause=line.clause)
        return Verdict(RULE, DECIDED, values, line.clause, (said,), frozenset({"roof_and_wall"} if "居民" in line.payer else ()))
    values["payer_if_utility_owned"], values["payer_if_not_utility_owned"] = line.utility_owned, line.not_utility_owned
    if facility.inside_flat:
        return Verdict(RULE, NOT_LISTED, values | {"listed": False}, line.clause, (sentence("rule.cost.inside", word=word),))
    if facility.utility_owned is None:
        owned, not_owned = rule.named(line.utility_owned), rule.named(line.not_utility_owned)
        said = sentence("rule.cost.ownership_unknown", word=word, owned=owned, not_owned=not_owned, how=rule.named(line.how))
        return Verdict(RULE, PENDING, values, line.clause, (said,))
    values["payer"] = line.utility_owned if facility.utility_owned else line.not_utility_owned
    if facility.utility_owned:
        said = sentence("rule.cost.utility_owned", word=word, payer=rule.named(line.utility_owned))
    else:
        said = sentence("rule.cost.not_utility_owned", word=word, payer=rule.named(line.not_utility_owned), how=rule.named(line.how))
    return Verdict(RULE, DECIDED, values, line.clause, (said,))


def _by_principle(rule: CostResponsibility, words: str) -> Verdict:
    if rule.principle_decides:
        values = {"payer": rule.principle, "listed": False, "matched": None}
        said = sentence("rule.cost.principle_only", item=words, principle=rule.named(rule.principle))
        return Verdict(RULE, DECIDED, values, rule.principle_clause, (said,))
    values = {"payer": None, "listed": False, "matched": None, "principle": rule.principle or None}
    reasons = [sentence("rule.cost.not_listed", item=words)]
    if rule.principle:
        reasons.append(sentence("rule.cost.principle", principle=rule.named(rule.principle), clause=rule.principle_clause))
    return Verdict(RULE, NOT_LISTED, values, rule.clause, tuple(reasons))
