"""The fields of the records as data: types, units, ranges, choices. Checks give findings; nothing here refuses an edit.

`least` and `most` are the impossible (an error, the last good value stays); `low` and `high` the implausible (a warning, the
value is stored). Decimals are strings in the journal. Sources: the clause or the column of a source document is named beside each group.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from surveyapp.domain import geo
from surveyapp.domain.annotations import COLOURS, LONGEST_TEXT, MOST_NUMBER, TOOLS, WEIGHTS
from surveyapp.domain.building_line import BUILDING_CORE as BUILDING_CORE

Type = Literal[
    "text",
    "integer",
    "decimal",
    "choice",
    "choices",
    "year",
    "grade",
    "position",
    "date",
    "record",
    "flag",
    "quantity",
    "override",
    "points",
    "shape",
]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of record."""

    name: str
    type: Type
    unit: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    choices: tuple[str, ...] = ()
    places: int = 0
    longest: int = 200


def _text(name: str, longest: int = 200) -> Field:
    return Field(name, "text", longest=longest)


def _count(name: str, most: int, unit: str = "", least: int = 0, high: int | None = None) -> Field:
    return Field(name, "integer", unit, Decimal(least), Decimal(most), high=None if high is None else Decimal(high))


def _decimal(name: str, unit: str, least: str, most: str, places: int = 2) -> Field:
    return Field(name, "decimal", unit, Decimal(least), Decimal(most), places=places)


def _choice(name: str, *choices: str) -> Field:
    return Field(name, "choice", choices=choices)


def _year(name: str) -> Field:
    return Field(name, "year", least=Decimal(1900), most=Decimal(2035), low=Decimal(1949), high=Decimal(2025))


EVIDENCE = ("completion", "deed", "plaque", "drawings", "residents", "estimate")
"""On what a building year rests: 竣工验收资料, 不动产权证, 铭牌, 图纸, 居民口述, 目测估计."""
PRECISION = ("year", "month", "day")
GRADES = ("none", "A", "B", "C", "D")
"""JGJ 125-2016 6.1.4, as certified by an appraiser; an inspector never grades."""
CRS = geo.CRS

SURVEY = (_text("name", 60), _text("city", 20), _text("policy", 30), Field("as_of", "date"), _text("filled_by", 60), Field("filled_on", "date"))
PERSON = (_text("name", 30), _text("unit", 60), _text("phone", 30))

COMMUNITY = (
    _text("name", 60),  # 连 五(一)
    _text("former_name", 60),
    _text("code", 30),
    _text("division", 12),
    _text("street", 60),  # 柳 三(一)
    _text("neighbourhood", 60),
    _text("address", 120),
    _choice("location", "city", "county_town", "other"),  # 连 二, 柳 一(二), 泰 一(一)
    _choice("land", "state_granted", "state_allocated", "collective", "unclear"),  # 泰 一(一)
    _choice("unit_form", "compound", "single_building", "scattered"),  # 连 二, 柳 一(二)
    _year("built_from"),
    _year("built_to"),
    _decimal("site_m2", "m2", "100", "5000000"),
    _decimal("area_m2", "m2", "30", "5000000"),  # 连 附件
    _decimal("dwelling_m2", "m2", "30", "5000000"),
    _count("buildings", 300, "building", 1),  # 连 附件
    _count("units", 2000, "unit_of_stairs", 1),
    _count("households", 20000, "household", 1),  # 连 附件
    _count("people", 100000, "person"),
    _count("elderly", 100000, "person"),
    _count("infants", 100000, "person"),
    _count("disabled", 100000, "person"),
    _count("tenants", 20000, "household"),
    Field("ownership", "choices", choices=("commodity", "reformed", "collective_built", "public", "affordable", "resettlement", "other")),
    _text("former_owner", 60),  # 柳 四(五)
    _choice("former_owner_kind", "enterprise", "agency", "institution", "bankrupt"),
    _choice("utilities_handover", "none", "handed_over", "renovated"),  # 调 二, 三供一业
    _choice("management", "company", "neighbourhood", "work_unit", "residents", "half", "none"),  # 柳 三(四), 泰 三(四)
    _decimal("fee", "yuan_m2_month", "0", "10"),
    _decimal("fee_collected", "percent", "0", "100"),
    _choice("owners_committee", "yes", "no"),  # 柳 三(一)4
    _choice("party_branch", "own", "joint", "none"),  # 咸 二(二)1
    _choice("covenant", "yes", "no"),  # 咸 二(二)1
    _count("illegal_structures", 5000, "place"),
    _decimal("illegal_m2", "m2", "0", "500000"),
    _decimal("illegal_cleared_m2", "m2", "0", "500000"),
    _choice("maintenance_fund", "yes", "no"),  # 咸 二(三)1, 柳 四(二)
    _decimal("fund_balance", "wan_yuan", "0", "100000", 4),
    _decimal("public_income", "wan_yuan_year", "0", "10000", 4),
    _choice("heating", "central", "own", "none"),  # 泰 二(一)1
    _choice("gas", "natural", "lpg_pipe", "bottled", "none"),  # 柳 一(三)1
    _count("gas_households", 20000, "household"),
    _choice("water", "direct", "secondary", "well"),  # 咸 二(三)3
    _choice("drainage", "separate", "combined", "mixed", "unclear"),  # 连 三
    _count("septic_tanks", 500, "tank"),
    _decimal("road_m", "m", "0", "100000"),
    _decimal("road_m2", "m2", "0", "1000000"),
    _decimal("road_broken_m2", "m2", "0", "1000000"),
    _count("parking", 20000, "space"),
    _count("parking_needed", 20000, "space"),
    _count("car_chargers", 5000, "charger"),
    _count("bike_chargers", 20000, "charger"),
    _decimal("fire_lane_m", "m", "0", "50"),
    _count("hydrants", 500, "piece"),
    _count("cameras", 5000, "piece"),
    _choice("enclosure", "open", "half", "closed"),  # 连 三(二)1
    _count("lamps_lit", 5000, "lamp"),
    _count("lamps_broken", 5000, "lamp"),
    _decimal("green_m2", "m2", "0", "1000000"),
    _text("heritage", 120),  # 柳 二(三)
    _choice("excluded", "no", "expropriation", "shantytown", "urban_village", "self_built"),
    _choice("needs_renovation", "yes", "no"),  # 咸 二; 柳 一(二): 失养失修失管、设施不完善
    _choice("willing", "yes", "no"),  # 连 二, 柳 一(二): 居民改造意愿强烈
    _choice("rebuilding", "yes", "no"),  # 泰 一(一): 不含住宅拆除新建
    _choice("participation_high", "yes", "no"),  # 柳 三(一)1: 参与度高, which no document puts into a figure
    _choice("self_management", "yes", "no"),  # 柳 三(一)1: 居民自管小组
    _choice("talks", "yes", "no"),  # 咸 二(二)1: 多方协商共治
    _choice("illegal_cleared", "yes", "no"),  # 咸 二(二)1: 拆除违法建设
    _choice("residents_pay", "yes", "no"),  # 咸 二(二)1: 出资参与改造
    _choice("accepts_management", "yes", "no"),  # 咸 二(二)1: 承诺接受后期物业管理并交纳费用
    _choice("complete_community", "yes", "no"),  # 咸 一: 不打造完整社区不改造
    _text("checkup_no", 60),  # 调 六(二): 无体检不项目
    Field("checkup_on", "date"),
    Field("position", "position"),
    _text("note", 500),
    Field("survey", "record"),
    _text("sample", 20),
    Field("same_as", "record"),
)

BUILDING = (
    _text("name", 30),
    _text("address", 120),
    _text("house_code", 60),
    _year("built"),  # 连 附件
    _choice("structure", "masonry_precast", "masonry_cast", "masonry_timber", "frame_bottom", "concrete", "steel", "timber", "other"),
    _count("storeys", 60, "storey", 1, 34),
    _count("basements", 5, "storey"),
    _decimal("height_m", "m", "2", "200"),
    _count("units", 30, "unit_of_stairs", 1),
    _count("households", 1000, "household", 1),  # 连 附件
    _count("per_floor", 60, "household", 1),
    _decimal("area_m2", "m2", "30", "200000"),  # 连 附件
    _choice("use", "dwelling", "mixed", "dormitory"),
    _choice("shops", "yes", "no"),
    _choice("lift", "none", "original", "added", "planned"),  # 咸 二(一)1
    _count("lifts", 60, "piece"),
    _choice("roof", "flat", "pitched", "flat_to_pitched"),
    _count("roof_year", 2035, "", 1900),
    _choice("facade", "paint", "tile", "terrazzo", "brick", "other"),
    _choice("insulated", "yes", "no"),
    _choice("strengthened", "yes", "no"),
    _choice("deformation", "yes", "no"),
    Field("safety", "grade"),  # JGJ 125-2016; 泰 二(二)1
    _choice("condition", "intact", "mostly_intact", "damaged", "badly_damaged", "dangerous"),
    _choice("gas_riser", "good", "old", "leaking", "none"),
    _choice("water_riser", "good", "old", "leaking", "none"),
    _choice("power_riser", "good", "old", "leaking", "none"),
    _choice("heat_riser", "good", "old", "leaking", "none"),
    _choice("drainage", "separate", "combined", "mixed", "unclear"),
    _choice("needs_energy", "yes", "no"),
    _choice("needs_age_friendly", "yes", "no"),
    _choice("needs_digital", "yes", "no"),
    Field("position", "position"),
    _text("note", 500),
    Field("community", "record"),
    _text("sample", 20),
    Field("same_as", "record"),
)

PLACES = ("stairwell", "roof", "facade", "entrance", "household", "basement", "courtyard", "road", "green", "pipes", "wall", "other")
DEFECT = (
    _text("code", 10),
    _text("words", 500),
    Field("building", "record"),
    Field("community", "record"),
    _count("unit", 30, "", 1),
    _count("storey", 60, "", -5),
    _choice("place", *PLACES),
    _text("door", 20),
    _count("severity", 4, "", 1),
    Field("quantity", "quantity"),
    _choice("source", "inspection", "residents", "hotline"),
    Field("found_on", "date"),
    Field("override", "override"),
    Field("position", "position"),
    _text("note", 500),
    Field("same_as", "record"),
)
NEED = (
    _text("code", 10),
    Field("building", "record"),
    Field("community", "record"),
    _text("door", 20),
    _choice("who", "owner", "co_owner", "tenant", "public_tenant"),
    _choice("wish", "yes", "no", "indifferent"),
    _count("rank", 3, "", 1),
    _choice("willing", "yes", "no", "depends"),
    _text("words", 500),
    Field("interview", "record"),  # the talk in which it was wished; `who` and `willing` are of needs that were noted without one
)
INTERVIEW = (
    _text("form_no", 40),
    Field("community", "record"),
    Field("building", "record"),
    _count("unit", 30, "", 1),
    _count("storey", 60, "", -5),
    _text("door", 20),
    _choice("outcome", "answered", "absent", "refused", "vacant"),  # 入户率 counts those who answered
    _choice("who", "owner", "co_owner", "tenant", "public_tenant"),
    _choice("acting", "self", "authorised", "unauthorised"),
    _decimal("area_m2", "m2", "5", "2000"),  # 专有部分面积
    _count("people", 60, "person", 1, 12),
    _count("elderly", 60, "person"),
    _count("infants", 60, "person"),
    _count("disabled", 60, "person"),
    _count("cars", 20, "vehicle"),
    _count("electric_cars", 20, "vehicle"),
    _count("electric_bikes", 20, "vehicle"),
    _choice("consent", "agree", "disagree", "abstain"),  # to being renovated: an opinion, never a vote
    _choice("willing_to_pay", "yes", "no", "depends"),
    Field("pay_by", "choices", choices=("direct", "maintenance_fund", "provident_fund", "public_income", "donation")),  # 咸 二(三)1, 柳 四(二)
    _decimal("pay_most", "yuan", "0", "1000000"),
    _choice("pays_fee", "yes", "no", "depends"),  # 咸 二(二)1: 承诺接受后期物业管理并交纳费用
    _decimal("fee_most", "yuan_m2_month", "0", "10"),
    _choice("lift_view", "urgent", "wanted", "indifferent", "unwanted", "opposed"),
    _choice("covenant_signed", "yes", "no"),  # 咸 二(二)1: 居民公约
    _choice("asked_how", "visit", "phone", "online", "meeting"),
    Field("asked_on", "date"),
    Field("asked_by", "record"),
    _text("words", 500),
    Field("same_as", "record"),
)
"""A talk with a household. Tenants may answer it; a vote of the owners is another record, and nothing here is ever counted as one.
What is wished for are `need` records that name the interview; the picture of a signature is a photo whose subject it is."""
PHOTO = (
    _text("sha256", 64),
    _text("ext", 8),
    _count("size", 2**40, "byte"),
    _count("width", 100000, "px"),
    _count("height", 100000, "px"),
    _text("file_name", 255),
    _choice("status", "ok", "unreadable"),
    _text("reason", 200),
    _text("taken_at", 40),
    Field("position", "position"),
    _text("camera", 100),
    Field("subject", "record"),
    _text("caption", 200),
    Field("taken_by", "record"),
    _text("place", 60),
)
ANNOTATION = (
    Field("photo", "record"),
    _choice("tool", *TOOLS),
    Field("shape", "shape"),
    _choice("colour", *COLOURS),
    _text("text", LONGEST_TEXT),
    _count("mark", MOST_NUMBER),
    _count("weight", max(WEIGHTS), "", min(WEIGHTS)),
)
"""One thing drawn on a photo, a record of its own: two inspectors' drawings unite, and the photo's file is never touched."""
SITE_PLAN = (
    Field("community", "record"),
    _text("title", 60),
    Field("photo", "record"),
    Field("points", "points"),
)
"""A scanned plan of the community. Its picture is a photo whose subject it is; its control points mean something only together: one value."""
PLAN_ENTRY = (
    Field("community", "record"),
    _count("year", 2035, "", 2019),
    _decimal("investment", "wan_yuan", "0", "1000000", 4),
    _choice("batch", "reserve", "planning", "executing"),  # 柳 三(二): 实施一批、谋划一批、储备一批
    Field("submitted_on", "date"),  # 柳 三(一): 每年10月底前报下一年度计划
)

VOTE = (
    Field("community", "record"),
    _text("title", 60),
    _choice("matter", "renovation", "maintenance_fund"),  # 民法典278条: a special or an ordinary majority
    Field("held_from", "date"),
    Field("held_to", "date"),
    _choice("method", "paper", "online", "door", "meeting", "mixed"),
    _decimal("total_area_m2", "m2", "0", "5000000"),  # 柳 三(一): the base as it stood on the day of the vote, never read anew from the buildings
    _count("total_owners", 100000, "person"),
    _decimal("voted_area_m2", "m2", "0", "5000000"),
    _count("voted_owners", 100000, "person"),
    _decimal("agree_area_m2", "m2", "0", "5000000"),
    _count("agree_owners", 100000, "person"),
    _text("note", 500),
)
"""A vote of the owners, counted. Areas are of 专有部分; an owner of several flats counts as one head (建筑物区分所有权司法解释9条)."""

BALLOT = (
    Field("vote", "record"),
    Field("community", "record"),
    Field("building", "record"),
    _count("unit", 30, "", 1),
    _text("door", 20),
    _text("owner", 60),
    _decimal("area_m2", "m2", "0", "100000"),  # 专有部分面积
    _choice("choice", "agree", "disagree", "abstain", "not_voted"),
    _choice("part", "owned", "public_housing", "unsold", "common"),
    _choice("method", "paper", "online", "door", "meeting", "mixed"),
    Field("cast_on", "date"),
    _text("note", 500),
)
"""The vote of one flat in one vote. `owner` is the name or number by which the list calls whoever owns it: several flats of one are one head.
`part`: owned; public housing, whose owning unit votes; not sold, whose seller votes; common parts, which are nobody's own and do not count."""

NOTICE = (
    Field("community", "record"),
    _text("body", 60),  # 柳 三(一)4: the sub-district puts it up
    _text("place", 60),
    Field("posted_on", "date"),
    _choice("counting", "from_next_day", "from_posting_day"),  # 民法典201条: the day itself does not count; the document is silent
    Field("removed_on", "date"),
    _count("objections", 10000, ""),
    _choice("objections_settled", "yes", "no"),
    _text("note", 500),
)

FUNDING_SOURCES = (
    "central",
    "province",
    "city",
    "county",
    "special_bond",
    "resident_direct",
    "resident_fund",
    "resident_provident",
    "resident_income",
    "resident_donation",
    "utility",
    "former_owner",
    "public_owner",
    "private_capital",
    "loan",
)
FUNDING = (
    Field("community", "record"),
    _choice("source", *FUNDING_SOURCES),
    _text("payer", 60),
    _decimal("amount", "wan_yuan", "0", "1000000", 4),
    _choice("former_owner_kind", "enterprise", "agency", "institution", "bankrupt"),  # 柳 四(三), 四(五): whether it may count as an enterprise
    _choice("counted", "yes", "no"),
    _text("note", 500),
)
"""One line of the money for a project. `counted`: a person's own decision whether an unclear source counts among residents and enterprises."""

IDLE_ASSET = (
    Field("community", "record"),
    _text("name", 60),
    _choice("category", "low_use_land", "idle_factory", "public_housing", "heritage", "corner_land", "enclosed_land", "interspersed_land"),
    _decimal("area_mu", "mu", "0", "100000", 4),
    _decimal("share_percent", "percent", "0", "100", 4),  # 泰 五(三): all plots together, of the area renovated
    _choice("holder_consents", "yes", "no"),
    _text("note", 500),
)
"""Land and houses that lie idle (调 六(三)); small plots under 泰 五(三)."""

ASSIGNMENT = (
    Field("community", "record"),
    Field("building", "record"),
    Field("assignee", "record"),
    Field("day", "date"),
    _choice("done", "yes", "no"),
    _text("note", 200),
)
"""Who walks a building, or a whole community where no building is named, on which day. Unset, `done` follows from what is recorded there."""

KINDS: Mapping[str, tuple[Field, ...]] = {
    "survey": SURVEY,
    "person": PERSON,
    "community": COMMUNITY,
    "building": BUILDING,
    "defect": DEFECT,
    "need": NEED,
    "interview": INTERVIEW,
    "photo": PHOTO,
    "annotation": ANNOTATION,
    "site_plan": SITE_PLAN,
    "plan_entry": PLAN_ENTRY,
    "vote": VOTE,
    "ballot": BALLOT,
    "notice": NOTICE,
    "funding": FUNDING,
    "idle_asset": IDLE_ASSET,
    "assignment": ASSIGNMENT,
}


def field_of(kind: str, name: str) -> Field | None:
    """The declared field, or None for one that this version does not know."""
    return next((each for each in KINDS.get(kind, ()) if each.name == name), None)
