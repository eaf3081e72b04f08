"""The fields of the records as data. Checks give findings; nothing here refuses an edit.

Sources: the clause or the column of a source document is named beside each group.
"""

from __future__ import annotations

from collections.abc import Mapping

from surveyapp.domain import geo
from surveyapp.domain.annotations import COLOURS, LONGEST_TEXT, MOST_NUMBER, TOOLS, WEIGHTS
from surveyapp.domain.building_line import BUILDING_CORE as BUILDING_CORE
from surveyapp.domain.field import Field as Field
from surveyapp.domain.field import choice, count, decimal, text, year

EVIDENCE = ("completion", "deed", "plaque", "drawings", "residents", "estimate")
"""On what a building year rests: 竣工验收资料, 不动产权证, 铭牌, 图纸, 居民口述, 目测估计."""
PRECISION = ("year", "month", "day")
GRADES = ("none", "A", "B", "C", "D")
"""JGJ 125-2016 6.1.4, as certified by an appraiser; an inspector never grades."""
CRS = geo.CRS

SURVEY = (text("name", 60), text("city", 20), text("policy", 30), Field("as_of", "date"), text("filled_by", 60), Field("filled_on", "date"))
PERSON = (text("name", 30), text("unit", 60), text("phone", 30))

COMMUNITY = (
    text("name", 60),  # 连 五(一)
    text("former_name", 60),
    text("code", 30),
    text("division", 12),
    text("street", 60),  # 柳 三(一)
    text("neighbourhood", 60),
    text("address", 120),
    choice("location", "city", "county_town", "other"),  # 连 二, 柳 一(二), 泰 一(一)
    choice("land", "state_granted", "state_allocated", "collective", "unclear"),  # 泰 一(一)
    choice("unit_form", "compound", "single_building", "scattered"),  # 连 二, 柳 一(二)
    year("built_from"),
    year("built_to"),
    decimal("site_m2", "m2", "100", "5000000"),
    decimal("area_m2", "m2", "30", "5000000"),  # 连 附件
    decimal("dwelling_m2", "m2", "30", "5000000"),
    count("buildings", 300, "building", 1),  # 连 附件
    count("units", 2000, "unit_of_stairs", 1),
    count("households", 20000, "household", 1),  # 连 附件
    count("people", 100000, "person"),
    count("elderly", 100000, "person"),
    count("infants", 100000, "person"),
    count("disabled", 100000, "person"),
    count("tenants", 20000, "household"),
    Field("ownership", "choices", choices=("commodity", "reformed", "collective_built", "public", "affordable", "resettlement", "other")),
    text("former_owner", 60),  # 柳 四(五)
    choice("former_owner_kind", "enterprise", "agency", "institution", "bankrupt"),
    choice("utilities_handover", "none", "handed_over", "renovated"),  # 调 二, 三供一业
    choice("management", "company", "neighbourhood", "work_unit", "residents", "half", "none"),  # 柳 三(四), 泰 三(四)
    decimal("fee", "yuan_m2_month", "0", "10"),
    decimal("fee_collected", "percent", "0", "100"),
    choice("owners_committee", "yes", "no"),  # 柳 三(一)4
    choice("party_branch", "own", "joint", "none"),  # 咸 二(二)1
    choice("covenant", "yes", "no"),  # 咸 二(二)1
    count("illegal_structures", 5000, "place"),
    decimal("illegal_m2", "m2", "0", "500000"),
    decimal("illegal_cleared_m2", "m2", "0", "500000"),
    choice("maintenance_fund", "yes", "no"),  # 咸 二(三)1, 柳 四(二)
    decimal("fund_balance", "wan_yuan", "0", "100000", 4),
    decimal("public_income", "wan_yuan_year", "0", "10000", 4),
    choice("heating", "central", "own", "none"),  # 泰 二(一)1
    choice("gas", "natural", "lpg_pipe", "bottled", "none"),  # 柳 一(三)1
    count("gas_households", 20000, "household"),
    choice("water", "direct", "secondary", "well"),  # 咸 二(三)3
    choice("drainage", "separate", "combined", "mixed", "unclear"),  # 连 三
    count("septic_tanks", 500, "tank"),
    decimal("road_m", "m", "0", "100000"),
    decimal("road_m2", "m2", "0", "1000000"),
    decimal("road_broken_m2", "m2", "0", "1000000"),
    count("parking", 20000, "space"),
    count("parking_needed", 20000, "space"),
    count("car_chargers", 5000, "charger"),
    count("bike_chargers", 20000, "charger"),
    decimal("fire_lane_m", "m", "0", "50"),
    count("hydrants", 500, "piece"),
    count("cameras", 5000, "piece"),
    choice("enclosure", "open", "half", "closed"),  # 连 三(二)1
    count("lamps_lit", 5000, "lamp"),
    count("lamps_broken", 5000, "lamp"),
    decimal("green_m2", "m2", "0", "1000000"),
    text("heritage", 120),  # 柳 二(三)
    choice("excluded", "no", "expropriation", "shantytown", "urban_village", "self_built"),
    choice("needs_renovation", "yes", "no"),  # 咸 二; 柳 一(二): 失养失修失管、设施不完善
    choice("willing", "yes", "no"),  # 连 二, 柳 一(二): 居民改造意愿强烈
    choice("rebuilding", "yes", "no"),  # 泰 一(一): 不含住宅拆除新建
    choice("participation_high", "yes", "no"),  # 柳 三(一)1: 参与度高, which no document puts into a figure
    choice("self_management", "yes", "no"),  # 柳 三(一)1: 居民自管小组
    choice("talks", "yes", "no"),  # 咸 二(二)1: 多方协商共治
    choice("illegal_cleared", "yes", "no"),  # 咸 二(二)1: 拆除违法建设
    choice("residents_pay", "yes", "no"),  # 咸 二(二)1: 出资参与改造
    choice("accepts_management", "yes", "no"),  # 咸 二(二)1: 承诺接受后期物业管理并交纳费用
    choice("complete_community", "yes", "no"),  # 咸 一: 不打造完整社区不改造
    text("checkup_no", 60),  # 调 六(二): 无体检不项目
    Field("checkup_on", "date"),
    Field("position", "position"),
    text("note", 500),
    Field("survey", "record"),
    text("sample", 20),
    Field("same_as", "record"),
)

BUILDING = (
    text("name", 30),
    text("address", 120),
    text("house_code", 60),
    year("built"),  # 连 附件
    choice("structure", "masonry_precast", "masonry_cast", "masonry_timber", "frame_bottom", "concrete", "steel", "timber", "other"),
    count("storeys", 60, "storey", 1, 34),
    count("basements", 5, "storey"),
    decimal("height_m", "m", "2", "200"),
    count("units", 30, "unit_of_stairs", 1),
    count("households", 1000, "household", 1),  # 连 附件
    count("per_floor", 60, "household", 1),
    decimal("area_m2", "m2", "30", "200000"),  # 连 附件
    choice("use", "dwelling", "mixed", "dormitory"),
    choice("shops", "yes", "no"),
    choice("lift", "none", "original", "added", "planned"),  # 咸 二(一)1
    count("lifts", 60, "piece"),
    choice("roof", "flat", "pitched", "flat_to_pitched"),
    count("roof_year", 2035, "", 1900),
    choice("facade", "paint", "tile", "terrazzo", "brick", "other"),
    choice("insulated", "yes", "no"),
    choice("strengthened", "yes", "no"),
    choice("deformation", "yes", "no"),
    Field("safety", "grade"),  # JGJ 125-2016; 泰 二(二)1
    choice("condition", "intact", "mostly_intact", "damaged", "badly_damaged", "dangerous"),
    choice("gas_riser", "good", "old", "leaking", "none"),
    choice("water_riser", "good", "old", "leaking", "none"),
    choice("power_riser", "good", "old", "leaking", "none"),
    choice("heat_riser", "good", "old", "leaking", "none"),
    choice("drainage", "separate", "combined", "mixed", "unclear"),
    choice("needs_energy", "yes", "no"),
    choice("needs_age_friendly", "yes", "no"),
    choice("needs_digital", "yes", "no"),
    Field("position", "position"),
    text("note", 500),
    Field("community", "record"),
    text("sample", 20),
    Field("same_as", "record"),
)

PLACES = ("stairwell", "roof", "facade", "entrance", "household", "basement", "courtyard", "road", "green", "pipes", "wall", "other")
DEFECT = (
    text("code", 10),
    text("words", 500),
    Field("building", "record"),
    Field("community", "record"),
    count("unit", 30, "", 1),
    count("storey", 60, "", -5),
    choice("place", *PLACES),
    text("door", 20),
    count("severity", 4, "", 1),
    Field("quantity", "quantity"),
    choice("source", "inspection", "residents", "hotline"),
    Field("found_on", "date"),
    Field("override", "override"),
    Field("position", "position"),
    text("note", 500),
    Field("same_as", "record"),
)
NEED = (
    text("code", 10),
    Field("building", "record"),
    Field("community", "record"),
    text("door", 20),
    choice("who", "owner", "co_owner", "tenant", "public_tenant"),
    choice("wish", "yes", "no", "indifferent"),
    count("rank", 3, "", 1),
    choice("willing", "yes", "no", "depends"),
    text("words", 500),
    Field("interview", "record"),  # the talk in which it was wished; `who` and `willing` are of needs that were noted without one
)
INTERVIEW = (
    text("form_no", 40),
    Field("community", "record"),
    Field("building", "record"),
    count("unit", 30, "", 1),
    count("storey", 60, "", -5),
    text("door", 20),
    choice("outcome", "answered", "absent", "refused", "vacant"),  # 入户率 counts those who answered
    choice("who", "owner", "co_owner", "tenant", "public_tenant"),
    choice("acting", "self", "authorised", "unauthorised"),
    decimal("area_m2", "m2", "5", "2000"),  # 专有部分面积
    count("people", 60, "person", 1, 12),
    count("elderly", 60, "person"),
    count("infants", 60, "person"),
    count("disabled", 60, "person"),
    count("cars", 20, "vehicle"),
    count("electric_cars", 20, "vehicle"),
    count("electric_bikes", 20, "vehicle"),
    choice("consent", "agree", "disagree", "abstain"),  # to being renovated: an opinion, never a vote
    choice("willing_to_pay", "yes", "no", "depends"),
    Field("pay_by", "choices", choices=("direct", "maintenance_fund", "provident_fund", "public_income", "donation")),  # 咸 二(三)1, 柳 四(二)
    decimal("pay_most", "yuan", "0", "1000000"),
    choice("pays_fee", "yes", "no", "depends"),  # 咸 二(二)1: 承诺接受后期物业管理并交纳费用
    decimal("fee_most", "yuan_m2_month", "0", "10"),
    choice("lift_view", "urgent", "wanted", "indifferent", "unwanted", "opposed"),
    choice("covenant_signed", "yes", "no"),  # 咸 二(二)1: 居民公约
    choice("asked_how", "visit", "phone", "online", "meeting"),
    Field("asked_on", "date"),
    Field("asked_by", "record"),
    text("words", 500),
    Field("same_as", "record"),
)
"""A talk with a household. Tenants may answer it; a vote of the owners is another record, and nothing here is ever counted as one.
What is wished for are `need` records that name the interview; the picture of a signature is a photo whose subject it is."""
PHOTO = (
    text("sha256", 64),
    text("ext", 8),
    count("size", 2**40, "byte"),
    count("width", 100000, "px"),
    count("height", 100000, "px"),
    text("file_name", 255),
    choice("status", "ok", "unreadable"),
    text("reason", 200),
    text("taken_at", 40),
    Field("position", "position"),
    text("camera", 100),
    Field("subject", "record"),
    text("caption", 200),
    Field("taken_by", "record"),
    text("place", 60),
)
ANNOTATION = (
    Field("photo", "record"),
    choice("tool", *TOOLS),
    Field("shape", "shape"),
    choice("colour", *COLOURS),
    text("text", LONGEST_TEXT),
    count("mark", MOST_NUMBER),
    count("weight", max(WEIGHTS), "", min(WEIGHTS)),
)
"""One thing drawn on a photo, a record of its own: two inspectors' drawings unite, and the photo's file is never touched."""
SITE_PLAN = (
    Field("community", "record"),
    text("title", 60),
    Field("photo", "record"),
    Field("points", "points"),
)
"""A scanned plan of the community. Its picture is a photo whose subject it is; its control points mean something only together: one value."""
PLAN_ENTRY = (
    Field("community", "record"),
    count("year", 2035, "", 2019),
    decimal("investment", "wan_yuan", "0", "1000000", 4),
    choice("batch", "reserve", "planning", "executing"),  # 柳 三(二): 实施一批、谋划一批、储备一批
    Field("submitted_on", "date"),  # 柳 三(一): 每年10月底前报下一年度计划
)

VOTE = (
    Field("community", "record"),
    text("title", 60),
    choice("matter", "renovation", "maintenance_fund"),  # 民法典278条: a special or an ordinary majority
    Field("held_from", "date"),
    Field("held_to", "date"),
    choice("method", "paper", "online", "door", "meeting", "mixed"),
    decimal("total_area_m2", "m2", "0", "5000000"),  # 柳 三(一): the base as it stood on the day of the vote, never read anew from the buildings
    count("total_owners", 100000, "person"),
    decimal("voted_area_m2", "m2", "0", "5000000"),
    count("voted_owners", 100000, "person"),
    decimal("agree_area_m2", "m2", "0", "5000000"),
    count("agree_owners", 100000, "person"),
    text("note", 500),
)
"""A vote of the owners, counted. Areas are of 专有部分; an owner of several flats counts as one head (建筑物区分所有权司法解释9条)."""

BALLOT = (
    Field("vote", "record"),
    Field("community", "record"),
    Field("building", "record"),
    count("unit", 30, "", 1),
    text("door", 20),
    text("owner", 60),
    decimal("area_m2", "m2", "0", "100000"),  # 专有部分面积
    choice("choice", "agree", "disagree", "abstain", "not_voted"),
    choice("part", "owned", "public_housing", "unsold", "common"),
    choice("method", "paper", "online", "door", "meeting", "mixed"),
    Field("cast_on", "date"),
    text("note", 500),
)
"""The vote of one flat in one vote. `owner` is the name or number by which the list calls whoever owns it: several flats of one are one head.
`part`: owned; public housing, whose owning unit votes; not sold, whose seller votes; common parts, which are nobody's own and do not count."""

NOTICE = (
    Field("community", "record"),
    text("body", 60),  # 柳 三(一)4: the sub-district puts it up
    text("place", 60),
    Field("posted_on", "date"),
    choice("counting", "from_next_day", "from_posting_day"),  # 民法典201条: the day itself does not count; the document is silent
    Field("removed_on", "date"),
    count("objections", 10000, ""),
    choice("objections_settled", "yes", "no"),
    text("note", 500),
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
    choice("source", *FUNDING_SOURCES),
    text("payer", 60),
    decimal("amount", "wan_yuan", "0", "1000000", 4),
    choice("former_owner_kind", "enterprise", "agency", "institution", "bankrupt"),  # 柳 四(三), 四(五): whether it may count as an enterprise
    choice("counted", "yes", "no"),
    text("note", 500),
)
"""One line of the money for a project. `counted`: a person's own decision whether an unclear source counts among residents and enterprises."""

IDLE_ASSET = (
    Field("community", "record"),
    text("name", 60),
    choice("category", "low_use_land", "idle_factory", "public_housing", "heritage", "corner_land", "enclosed_land", "interspersed_land"),
    decimal("area_mu", "mu", "0", "100000", 4),
    decimal("share_percent", "percent", "0", "100", 4),  # 泰 五(三): all plots together, of the area renovated
    choice("holder_consents", "yes", "no"),
    text("note", 500),
)
"""Land and houses that lie idle (调 六(三)); small plots under 泰 五(三)."""

ASSIGNMENT = (
    Field("community", "record"),
    Field("building", "record"),
    Field("assignee", "record"),
    Field("day", "date"),
    choice("done", "yes", "no"),
    text("note", 200),
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
