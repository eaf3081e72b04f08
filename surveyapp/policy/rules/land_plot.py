"""Whether a scattered plot may be granted to its neighbour (泰安 五(三)).

Under 3 亩 (3 not included), all together at most 10 % (10 included), and with the consent of who holds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from surveyapp.policy.rules.quantities import number_text
from surveyapp.policy.rules.questions import Question
from surveyapp.policy.rules.sections import Section
from surveyapp.policy.rules.verdict import Sentence, Verdict, all_of, result_of, sentence

RULE = "land_plot"
NOT_IN_DOCUMENT = "no_land_rule_in_document"


@dataclass(frozen=True, slots=True)
class LandPlot:
    """The limits of a document: a plot must be under `under_mu` 亩, all together at most that many percent."""

    clause: str
    under_mu: Fraction
    cumulative_percent_at_most: Fraction


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot. None: not known."""

    parcel_mu: Decimal | None
    cumulative_share_percent: Decimal | None
    original_user_consents: bool | None


def land_plot_from(section: Section) -> LandPlot:
    """The [land_plot] section of a pack."""
    found = LandPlot(section.text("clause"), section.ratio("under_mu", None), section.ratio("cumulative_percent_at_most", Fraction(100)))
    section.finish()
    return found


def plot_from(question: Question) -> Plot:
    """What the line says of a plot."""
    return Plot(
        question.decimal("parcel_mu", ("亩",)), question.decimal("cumulative_share_percent", ("%",)), question.truth("original_user_consents")
    )


def judge(rule: LandPlot | None, plot: Plot) -> Verdict:
    """Allowed, not allowed, or open, with every limit that is passed."""
    if rule is None:
        return Verdict(RULE, NOT_IN_DOCUMENT, {"allowed": None}, "", (sentence("rule.land_plot.none"),))
    tests = [_size(rule, plot.parcel_mu), _share(rule, plot.cumulative_share_percent), _consent(plot.original_user_consents)]
    allowed = all_of(test for test, _ in tests)
    failed = tuple(said for test, said in tests if test is False)
    values = {"allowed": allowed, "note": sentence("rule.land_plot.note", points=failed) if failed else None}
    reasons = (*(said for _, said in tests), sentence("rule.land_plot.other_subject", clause=rule.clause))
    return Verdict(RULE, result_of(allowed), values, rule.clause, reasons, frozenset({"inefficient_land"}))


def _size(rule: LandPlot, mu: Decimal | None) -> tuple[bool | None, Sentence]:
    limit = number_text(Decimal(rule.under_mu.numerator) / Decimal(rule.under_mu.denominator))
    if mu is None:
        return None, sentence("rule.land_plot.no_size")
    if mu <= 0:
        return None, sentence("rule.land_plot.size_zero")
    passed = Fraction(mu) < rule.under_mu
    return passed, sentence("rule.land_plot.size_under" if passed else "rule.land_plot.size_over", mu=number_text(mu), limit=limit)


def _share(rule: LandPlot, percent: Decimal | None) -> tuple[bool | None, Sentence]:
    most = rule.cumulative_percent_at_most
    limit = number_text(Decimal(most.numerator) / Decimal(most.denominator))
    if percent is None:
        return None, sentence("rule.land_plot.no_share")
    passed = Fraction(percent) <= most
    return passed, sentence("rule.land_plot.share_within" if passed else "rule.land_plot.share_over", percent=number_text(percent), limit=limit)


def _consent(consents: bool | None) -> tuple[bool | None, Sentence]:
    said = {True: "rule.land_plot.consents", False: "rule.land_plot.refuses", None: "rule.land_plot.no_consent"}
    return consents, sentence(said[consents])
