"""A cap on how much of a year's task may go to later-built communities (as 大姚 has: 2001–2005 at most 15 % of the households).

None of the four cities sets one.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from surveyapp.policy.rules.questions import Question
from surveyapp.policy.rules.sections import Section
from surveyapp.policy.rules.verdict import PENDING, Verdict, ratio_text, result_of, sentence

RULE = "annual_quota"
NOT_IN_DOCUMENT = "no_quota_in_document"


@dataclass(frozen=True, slots=True)
class AnnualQuota:
    """The largest share of a year's households that communities built in these years may have."""

    clause: str
    built_from: int
    built_to: int
    households_at_most: Fraction


def annual_quota_from(section: Section) -> AnnualQuota:
    """The [annual_quota] section of a pack."""
    found = AnnualQuota(
        section.text("clause"), section.whole("built_from", 1840, 2199), section.whole("built_to", 1840, 2199), section.ratio("households_at_most")
    )
    section.finish()
    return found


def judge(rule: AnnualQuota | None, question: Question) -> Verdict:
    """Within the cap, over it, or open, from `households_total` and `households_later`."""
    if rule is None:
        return Verdict(RULE, NOT_IN_DOCUMENT, {"ok": None, "share_fraction": None}, "", (sentence("rule.quota.none"),))
    total, later = question.whole("households_total", ("户",)), question.whole("households_later", ("户",))
    if not total or later is None or later > total:
        return Verdict(RULE, PENDING, {"ok": None, "share_fraction": None}, rule.clause, (sentence("rule.quota.open"),))
    share = Fraction(later, total)
    ok = share <= rule.households_at_most
    facts = {"share": ratio_text(share), "most": ratio_text(rule.households_at_most), "built_from": rule.built_from, "built_to": rule.built_to}
    said = sentence("rule.quota.within", **facts) if ok else sentence("rule.quota.over", **facts)
    return Verdict(RULE, result_of(ok), {"ok": ok, "share_fraction": ratio_text(share)}, rule.clause, (said,))
