"""From what is recorded to what the rules ask: the fields of a community, a vote, a notice, the money, as the inputs of `policy/rules`.

The rules read the words of the documents (城市, 国有划拨, 居民 …); the records hold codes. This is the one place where the two meet.
What is not recorded is left out of an input and never filled in: the rule then answers 待核.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from surveyapp.domain.checks import as_day, as_decimal

Values = Mapping[str, Any]
"""The shown values of a record by field."""

LOCATIONS = {"city": "城市", "county_town": "县城(城关镇)", "other": "其他"}
LAND = {"state_granted": "国有出让", "state_allocated": "国有划拨", "collective": "集体"}
UNIT_FORMS = {"compound": "住宅小区", "single_building": "单栋住宅楼", "scattered": "零散楼院"}
REBUILDING = "拆除新建"
ORDINARY = "使用维修资金"
PRECONDITIONS = {
    "party_branch": "成立小区党组织",
    "talks": "多方协商共治",
    "covenant": "签订居民公约",
    "illegal_cleared": "拆除违法建设",
    "residents_pay": "出资参与改造",
    "accepts_management": "承诺接受后期物业管理并交纳费用",
}
"""咸宁 二(二)1, in its order: the field that answers each condition."""

RESIDENT, ENTERPRISE, NEITHER, DOUBTFUL = "resident", "enterprise", "neither", "doubtful"
_SOURCE_KINDS = {
    "resident_direct": RESIDENT,
    "resident_fund": RESIDENT,
    "resident_provident": RESIDENT,
    "resident_income": RESIDENT,
    "resident_donation": RESIDENT,
    "utility": ENTERPRISE,
    "former_owner": DOUBTFUL,
    "public_owner": DOUBTFUL,
    "private_capital": DOUBTFUL,
}
"""柳州 四(三): residents and enterprises; whether a former owning unit or an investor is one is not written. All else is public money or credit."""


def truth(values: Values, name: str) -> bool | None:
    """A yes/no field: True, False, or not recorded."""
    return {"yes": True, "no": False}.get(str(values.get(name)))


def known(**given: object) -> dict[str, object]:
    """An input without what is not recorded."""
    return {name: value for name, value in given.items() if value is not None}


def year_of(value: Any) -> int | None:
    """The year of a year field."""
    found = value.get("value") if isinstance(value, Mapping) else None
    return found if type(found) is int else None


def eligibility(community: Values, year: int | None) -> dict[str, object]:
    """The scope question for a community, or for one building of it, completed in that year."""
    rebuilding = truth(community, "rebuilding")
    return known(
        completion_year=year,
        location=LOCATIONS.get(str(community.get("location"))),
        unit=UNIT_FORMS.get(str(community.get("unit_form"))),
        land=LAND.get(str(community.get("land"))),
        works=REBUILDING if rebuilding else None,
        residents_willing=truth(community, "willing"),
        needs_renovation=truth(community, "needs_renovation"),
    )


def consent(vote: Values) -> dict[str, object]:
    """A vote as it was counted."""
    names = ("total_area_m2", "total_owners", "voted_area_m2", "voted_owners", "agree_area_m2", "agree_owners")
    matter = ORDINARY if vote.get("matter") == "maintenance_fund" else None
    return known(matter=matter, **{name: as_decimal(vote.get(name)) for name in names})


def publicity(notice: Values, local_holidays: Iterable[str] | None) -> dict[str, object]:
    """A notice. Without a choice of counting the day of posting does not count (民法典201条)."""
    posted = as_day(notice.get("posted_on"))
    counting = {"from_posting_day": True, "from_next_day": False}.get(str(notice.get("counting")))
    return known(
        post_date=posted.isoformat() if posted else None,
        count_start_day=counting,
        local_holidays=list(local_holidays) if local_holidays is not None else None,
    )


@dataclass(frozen=True, slots=True)
class Money:
    """One line of funding: its amount in 万元 as recorded, and whether it counts among residents and enterprises."""

    record: str
    source: str
    payer: str
    amount: Any
    kind: str


def money(record: str, funding: Values) -> Money:
    """A funding record as a line. A person's own decision on an unclear source (`counted`) goes before the kind of the former owner."""
    source = str(funding.get("source") or "")
    kind = _SOURCE_KINDS.get(source, NEITHER if source else DOUBTFUL)
    if kind == DOUBTFUL:
        if funding.get("former_owner_kind") in ("agency", "institution"):
            kind = NEITHER
        kind = {True: ENTERPRISE, False: NEITHER, None: kind}[truth(funding, "counted")]
    return Money(record, source, str(funding.get("payer") or ""), as_decimal(funding.get("amount")), kind)


def illegal_cleared(community: Values) -> bool | None:
    """Whether what was built illegally is gone: as recorded, or because nothing was found, or by the areas."""
    said = truth(community, "illegal_cleared")
    if said is not None:
        return said
    if community.get("illegal_structures") == 0:
        return True
    all_of_it, cleared = (as_decimal(community.get(name)) for name in ("illegal_m2", "illegal_cleared_m2"))
    return None if all_of_it is None or cleared is None else cleared >= all_of_it


def conditions(community: Values) -> dict[str, bool | None]:
    """The six conditions by field."""
    branch = {"own": True, "joint": True, "none": False}.get(str(community.get("party_branch")))
    special = {"party_branch": branch, "illegal_cleared": illegal_cleared(community)}
    return {name: special[name] if name in special else truth(community, name) for name in PRECONDITIONS}


def six_preconditions(community: Values) -> dict[str, object]:
    """The six conditions and the complete community."""
    said = {PRECONDITIONS[name]: holds for name, holds in conditions(community).items() if holds is not None}
    return known(preconditions=said, plan_meets_complete_community=truth(community, "complete_community"))


def priority(community: Values) -> dict[str, object]:
    """What decides who goes first (柳州 三(一)1)."""
    return known(
        party_organisation=conditions(community)["party_branch"],
        participation_high=truth(community, "participation_high"),
        owners_committee=truth(community, "owners_committee"),
        self_management_group=truth(community, "self_management"),
    )


def land_plot(asset: Values) -> dict[str, object]:
    """A small plot (泰安 五(三))."""
    return known(
        parcel_mu=as_decimal(asset.get("area_mu")),
        cumulative_share_percent=as_decimal(asset.get("share_percent")),
        original_user_consents=truth(asset, "holder_consents"),
    )
