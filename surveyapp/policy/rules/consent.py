"""Whether the owners' vote carries (柳州 三(一), 民法典278条): four ratios, compared exactly.

Each threshold holds the number itself (以上, 民法典1259条). Who takes part is measured against all; who agrees, against those who took part.
A vote that nobody joined does not carry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from surveyapp.policy.rules.quantities import shown
from surveyapp.policy.rules.questions import Question
from surveyapp.policy.rules.sections import Section
from surveyapp.policy.rules.verdict import Sentence, Verdict, all_of, ratio_text, result_of, sentence
from surveyapp.policy.untrusted import Name

RULE = "consent"
NO_THRESHOLD = "no_threshold_in_document"
AREA_UNITS = ("平方米", "平米", "m2")
HEAD_UNITS = ("人", "户", "名", "位", "个")
FRACTIONS = {"voted_area": "voted_area", "voted_heads": "voted_heads", "agree_area": "agree_area_of_voted", "agree_heads": "agree_heads_of_voted"}
ORDINARY_MATTERS = frozenset({"ordinary", "一般事项", "使用维修资金", "使用住宅专项维修资金"})


_ENGLISH = {
    "voted_area": ("Area that took part", ""),
    "voted_heads": ("Owners who took part", ""),
    "agree_area": ("Area that agrees", " of the area that took part"),
    "agree_heads": ("Owners who agree", " of those who took part"),
}
Pairs = Mapping[str, tuple[Fraction | None, Fraction | None]]


@dataclass(frozen=True, slots=True)
class Threshold:
    """One ratio and the least that it must be; `strict`: it must be more (过半数 does not hold the half)."""

    key: str
    name: str
    named: Name
    least: Fraction
    strict: bool = False

    def met_by(self, part: Fraction, whole: Fraction) -> bool:
        """Whether part of whole reaches the threshold; nothing of nothing does not."""
        return whole > 0 and (part > self.least * whole if self.strict else part >= self.least * whole)


@dataclass(frozen=True, slots=True)
class Consent:
    """The four thresholds of a document, and those for ordinary matters where it has them."""

    clause: str
    counting: str
    thresholds: tuple[Threshold, ...]
    ordinary: Consent | None = None


@dataclass(frozen=True, slots=True)
class Ballot:
    """A vote counted: exact areas in ㎡ and numbers of owners. None: not known."""

    total_area_m2: Decimal | None = None
    total_owners: int | None = None
    voted_area_m2: Decimal | None = None
    voted_owners: int | None = None
    agree_area_m2: Decimal | None = None
    agree_owners: int | None = None

    def pairs(self) -> Pairs:
        """Part and whole of each of the four ratios, exact."""
        total_area, total_owners = _exact(self.total_area_m2), _exact(self.total_owners)
        voted_area, voted_owners = _exact(self.voted_area_m2), _exact(self.voted_owners)
        return {
            "voted_area": (voted_area, total_area),
            "voted_heads": (voted_owners, total_owners),
            "agree_area": (_exact(self.agree_area_m2), voted_area),
            "agree_heads": (_exact(self.agree_owners), voted_owners),
        }


def _exact(value: Decimal | int | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def consent_from(section: Section) -> Consent:
    """The [consent] section of a pack."""
    ordinary = section.table("ordinary")
    found = Consent(
        clause=section.text("clause"),
        counting=section.text("counting", ""),
        thresholds=tuple(_threshold(section, key) for key in FRACTIONS),
        ordinary=consent_from(ordinary) if ordinary else None,
    )
    section.finish()
    return found


def _threshold(section: Section, key: str) -> Threshold:
    inner = section.table(key)
    if inner is None:
        section.text(key)
        return Threshold(key, key, Name(key, key), Fraction(1))
    strict = inner.has("more_than")
    least = inner.ratio("more_than" if strict else "at_least")
    of = inner.text("of", "")
    mark = ">" if strict else "≥"
    name = f"{inner.text('named')}{mark}{of}{ratio_text(least)}"
    inner.finish()
    english = f"{_ENGLISH[key][0]} {mark} {ratio_text(least)}{_ENGLISH[key][1]}"
    return Threshold(key, name, Name(name, english), least, strict)


def ballot_from(question: Question) -> Ballot:
    """What the line says of a vote."""
    return Ballot(
        total_area_m2=question.decimal("total_area_m2", AREA_UNITS),
        total_owners=question.whole("total_owners", HEAD_UNITS),
        voted_area_m2=question.decimal("voted_area_m2", AREA_UNITS),
        voted_owners=question.whole("voted_owners", HEAD_UNITS),
        agree_area_m2=question.decimal("agree_area_m2", AREA_UNITS),
        agree_owners=question.whole("agree_owners", HEAD_UNITS),
    )


@dataclass(frozen=True, slots=True)
class _Measured:
    """One ratio of a vote against its threshold: `wanted` is the part that it asks for. `met` None: not known, or the counts cannot be."""

    threshold: Threshold
    part: Fraction | None
    whole: Fraction | None
    wanted: Fraction | None
    met: bool | None

    @property
    def just(self) -> bool:
        """Whether the ratio is exactly its threshold."""
        return bool(self.whole) and self.part is not None and self.part == self.wanted


def judge(rule: Consent | None, ballot: Ballot, statute: Consent | None = None) -> Verdict:
    """Pass, fail or open, with what failed and what is missing until it carries.

    Without thresholds in the document the answer is `no_threshold_in_document`; what 民法典278条 (`statute`) would say stands beside it, named.
    """
    pairs = ballot.pairs()
    if rule is None:
        return _without_threshold(pairs, statute)
    found = [_measured(each, pairs) for each in rule.thresholds]
    passed = all_of(each.met for each in found)
    values = {
        "pass": passed,
        "failed": [each.threshold.name for each in found if each.met is False],
        "undecided": [each.threshold.name for each in found if each.met is None],
        "fractions": _fractions(pairs),
        "shortfall": _shortfalls(found, pairs),
        "note": _note(found),
    }
    reasons = [sentence("rule.consent.passed" if passed else "rule.consent.open" if passed is None else "rule.consent.failed")]
    for each in found:
        reasons.extend(_said(each))
    if any(each.just for each in found):
        reasons.append(sentence("rule.consent.inclusive", law=rule.counting) if rule.counting else sentence("rule.consent.strict"))
    return Verdict(RULE, result_of(passed), values, rule.clause, tuple(reasons), frozenset({"residents_or_owners"}))


def _without_threshold(pairs: Pairs, statute: Consent | None) -> Verdict:
    values: dict[str, object] = {"pass": None, "failed": [], "fractions": _fractions(pairs)}
    reasons = [sentence("rule.consent.no_threshold")]
    if statute is not None:
        found = [_measured(each, pairs) for each in statute.thresholds]
        outcome = all_of(each.met for each in found)
        values["by_civil_code_278"] = {"pass": outcome, "failed": [each.threshold.name for each in found if each.met is False]}
        code = {True: "rule.consent.statute_passed", False: "rule.consent.statute_failed", None: "rule.consent.statute_open"}[outcome]
        reasons.append(sentence(code, clause=statute.clause))
    return Verdict(RULE, NO_THRESHOLD, values, "", tuple(reasons))


def _measured(threshold: Threshold, pairs: Pairs) -> _Measured:
    """Whether one ratio reaches its threshold. Impossible counts (more agreeing than voting) decide nothing; of nobody nobody agrees enough."""
    part, whole = pairs[threshold.key]
    wanted = None if whole is None else threshold.least * whole
    agreement = threshold.key.startswith("agree")
    if agreement and whole == 0 and not part:
        met: bool | None = False
    elif part is None or not whole or wanted is None or part > whole or (agreement and _base_impossible(threshold, pairs)):
        met = None
    else:
        met = part > wanted if threshold.strict else part >= wanted
    return _Measured(threshold, part, whole, wanted, met)


def _base_impossible(threshold: Threshold, pairs: Pairs) -> bool:
    """Whether the base of an agreement is itself larger than all there are."""
    voted, total = pairs[threshold.key.replace("agree", "voted")]
    return voted is not None and total is not None and voted > total


def _fractions(pairs: Pairs) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for key, name in FRACTIONS.items():
        part, whole = pairs[key]
        found[name] = ratio_text(part / whole) if part is not None and whole else None
    return found


def _note(found: list[_Measured]) -> Sentence | None:
    """How far the first failing ratio is from its threshold, that nobody took part, or that every ratio is just the threshold."""
    if any(each.part == 0 for each in found if each.threshold.key.startswith("voted")):
        return sentence("rule.consent.nobody")
    if all(each.just and not each.threshold.strict for each in found):
        return sentence("rule.consent.all_exact")
    for each in found:
        if each.met is False and each.part is not None and each.wanted is not None:
            ratio = ratio_text(each.threshold.least)
            return sentence("rule.consent.short_note", ratio=ratio, wanted=_amount(each.threshold, each.wanted), found=shown(each.part))
    return None


def _said(found: _Measured) -> list[Sentence]:
    name, part, whole = found.threshold.named, found.part, found.whole
    if found.met is None:
        if part is not None and whole is not None and part > whole:
            return [sentence("rule.consent.impossible", test=name, part=shown(part), whole=shown(whole))]
        return [sentence("rule.consent.unknown", test=name)]
    if whole == 0:
        return [sentence("rule.consent.nobody_of", test=name)]
    if part is None or whole is None or found.wanted is None:
        return []
    code = "rule.consent.met" if found.met else "rule.consent.not_met"
    return [sentence(code, test=name, part=shown(part), whole=shown(whole), wanted=_amount(found.threshold, found.wanted))]


def _shortfalls(measured: list[_Measured], pairs: Pairs) -> list[dict[str, object]]:
    """The next step in the world for every ratio that fails.

    `if_changed`: how much of those who took part must change to yes. `if_added`: how much must come in anew and say yes; that raises the base of an
    agreement too, so it is more: (t·voted − agreed) ÷ (1 − t). Heads are whole persons, rounded up.
    """
    found: list[dict[str, object]] = []
    for one in measured:
        each = one.threshold
        if one.met is not False or one.part is None or not one.whole or one.wanted is None:
            continue
        missing = one.wanted - one.part
        entry: dict[str, object] = {"test": each.name}
        if not each.key.startswith("agree"):
            entry["if_added"] = _amount(each, missing)
        else:
            entry["if_changed"] = _amount(each, missing)
            entry.update(_if_added(each, missing, pairs))
        found.append(entry)
    return found


def _if_added(threshold: Threshold, missing: Fraction, pairs: Pairs) -> dict[str, object]:
    """What must come in anew and agree, and whether that many are left who have not voted."""
    if threshold.least == 1:
        return {"if_added": None, "if_added_possible": False}
    needed = missing / (1 - threshold.least)
    voted, total = pairs[threshold.key.replace("agree", "voted")]
    left = total - voted if voted is not None and total is not None else None
    return {"if_added": _amount(threshold, needed), "if_added_possible": None if left is None else needed <= left}


def _amount(threshold: Threshold, missing: Fraction) -> str:
    """The least that suffices, as text."""
    return shown(least_enough(missing, heads=threshold.key.endswith("heads"), strict=threshold.strict))


def least_enough(wanted: Fraction, *, heads: bool, strict: bool) -> Fraction:
    """The least part that a person can bring and that reaches what is wanted: whole persons; ㎡ exactly, or up to the next hundredth where six
    decimals cannot say it. A strict threshold asks for the next person, or the next hundredth, above it.
    """
    step = Fraction(1) if heads else Fraction(1, 100)
    if strict:
        return step * (wanted // step + 1)
    return step * -(-wanted // step) if heads or (wanted * 10**6).denominator != 1 else wanted
