"""Which field stands in which card. A row holds one field, or two that are read together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """A card of a form: its title's code and its rows of field names."""

    title: str
    rows: tuple[tuple[str, ...], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All fields of the card."""
        return tuple(name for row in self.rows for name in row)


def _card(title: str, *rows: str) -> Card:
    return Card(title, tuple(tuple(row.split("+")) for row in rows))


BUILDING = (
    _card("ui.card.era", "built", "structure", "storeys", "basements", "safety"),
    _card("ui.card.homes", "units+households", "per_floor", "area_m2", "height_m", "use", "shops"),
    _card("ui.card.facilities", "lift", "lifts", "drainage", "water_riser", "power_riser", "gas_riser", "heat_riser"),
    _card("ui.card.shell", "roof", "roof_year", "facade", "insulated", "strengthened", "deformation", "condition"),
    _card("ui.card.wanted", "needs_energy", "needs_age_friendly", "needs_digital"),
    _card("ui.card.identity", "name", "address", "house_code", "position", "note"),
)

COMMUNITY = (
    _card("ui.card.era_and_size", "built_from+built_to", "buildings", "units", "households", "area_m2", "dwelling_m2", "site_m2"),
    _card(
        "ui.card.identity",
        "name",
        "former_name",
        "code",
        "division",
        "street",
        "neighbourhood",
        "address",
        "location",
        "land",
        "unit_form",
        "position",
    ),
    _card("ui.card.people", "people", "elderly", "infants", "disabled", "tenants"),
    _card("ui.card.ownership", "ownership", "former_owner", "former_owner_kind", "utilities_handover"),
    _card("ui.card.management", "management", "fee", "fee_collected", "owners_committee", "party_branch", "covenant"),
    _card("ui.card.money", "maintenance_fund", "fund_balance", "public_income"),
    _card(
        "ui.card.precondition",
        "needs_renovation",
        "willing",
        "participation_high",
        "self_management",
        "talks",
        "residents_pay",
        "accepts_management",
        "complete_community",
        "rebuilding",
    ),
    _card("ui.card.illegal", "illegal_structures", "illegal_m2", "illegal_cleared_m2", "illegal_cleared"),
    _card("ui.card.utilities", "water", "drainage", "septic_tanks", "gas", "gas_households", "heating"),
    _card(
        "ui.card.ground",
        "road_m",
        "road_m2",
        "road_broken_m2",
        "fire_lane_m",
        "parking",
        "parking_needed",
        "car_chargers",
        "bike_chargers",
        "green_m2",
    ),
    _card("ui.card.safety", "enclosure", "cameras", "hydrants", "lamps_lit", "lamps_broken"),
    _card("ui.card.protection", "heritage", "excluded", "checkup_no", "checkup_on", "note"),
)

CARDS: Mapping[str, tuple[Card, ...]] = {"building": BUILDING, "community": COMMUNITY}

NOT_SHOWN: Mapping[str, frozenset[str]] = {
    "building": frozenset({"community", "sample", "same_as"}),
    "community": frozenset({"survey", "sample", "same_as"}),
}
"""Fields that no person fills in here: belonging, joining (which has its own place beside the form), and the mark of sample data."""
