"""Pins, places and systems in words."""

from __future__ import annotations

from surveyapp.domain.geo import GCJ02, LOCAL, Position, number_text
from surveyapp.domain.pins import PLAN, TILES, MapView, Pin
from surveyapp.ui.form.typed import choice_words
from surveyapp.ui.walk.facts import DOT
from surveyapp.ui.widgets.marks import badge_sentence
from surveyapp.words import has, say


def severity_words(severity: int) -> str:
    """A severity by number and name."""
    return say("ui.severity.named", number=severity, name=say(f"ui.severity.{severity}")) if severity else say("ui.severity.none")


def pin_place(pin: Pin) -> str:
    """Building, unit, floor and part."""
    parts = [pin.building_name or say("ui.walk.common")] if pin.kind == "defect" else []
    if pin.unit is not None:
        parts.append(say("ui.place.unit", number=pin.unit))
    if pin.storey is not None:
        parts.append(say("ui.place.storey", number=pin.storey))
    if pin.place:
        parts.append(choice_words("place", pin.place))
    if pin.kind == "building":
        parts.append(say("ui.map.defects_here", count=pin.count))
    if pin.kind == "photo":
        parts.append(say("kind.photo"))
    return DOT.join(parts)


def pin_name(pin: Pin) -> str:
    """What it is called."""
    return pin.name or pin.number or say(f"kind.{pin.kind}")


def pin_sentence(pin: Pin) -> str:
    """A pin in one sentence, for screen readers."""
    told = [pin_name(pin), pin_place(pin)]
    if pin.kind == "defect":
        told += [severity_words(pin.severity), badge_sentence(pin.badge)]
    return say("ui.map.join").join(each for each in told if each)


def position_words(position: Position) -> str:
    """A position as it was collected: system, numbers, how exact."""
    lon, lat = (number_text(each, each.__class__("0.01" if position.crs == LOCAL else "0.000001")) for each in (position.lon, position.lat))
    words = say("ui.map.position", crs=crs_words(position.crs, position.plan), lon=lon, lat=lat)
    return say("ui.map.within", position=words, metres=position.accuracy) if position.accuracy is not None else words


def how_words(pin: Pin) -> str:
    """Where a position comes from."""
    if pin.borrowed:
        return say("ui.map.how.photo")
    how = pin.position.how if pin.position else ""
    return say(f"ui.map.how.{how}") if how and has(f"ui.map.how.{how}") else ""


def crs_words(crs: str, plan: str = "") -> str:
    """The name of a system."""
    return say("ui.map.crs.plan" if plan else "ui.map.crs.grid") if crs == LOCAL else crs


def shown_otherwise(pin: Pin, view: MapView) -> str:
    """That a position stands in another system than the one that the view is in. WGS84 and CGCS2000 agree within what is measured."""
    stored = pin.position.crs if pin.position else view.frame.crs
    if stored == view.frame.crs:
        return ""
    if GCJ02 in (stored, view.frame.crs) or LOCAL in (stored, view.frame.crs):
        return say("ui.map.converted", crs=crs_words(view.frame.crs, view.frame.plan))
    return say("ui.map.agrees", crs=view.frame.crs)


def base_words(view: MapView) -> str:
    """What lies under the pins, and how well it is registered."""
    if view.base == TILES and view.base_map is not None:
        return say("ui.map.base.tiles", name=view.base_map.name)
    if view.base != PLAN or view.plan is None:
        return say("ui.map.base.grid")
    if view.plan.fit is None:
        return say("ui.map.base.plan_loose")
    if view.plan.fit.error is None:
        return say("ui.map.base.plan_unchecked", points=view.plan.points)
    return say("ui.map.base.plan", points=view.plan.points, error=error_words(view.plan.fit.error))


def error_words(metres: float) -> str:
    """A registration error in metres: to the centimetre below ten, so that the parts and what is made of them can be compared."""
    return f"{metres:.2f}" if metres < 10 else f"{metres:.1f}" if metres < 100 else f"{metres:.0f}"


def unit_words(length: float, view: MapView) -> str:
    """A length of the scale bar."""
    if view.frame.plane is None and view.frame.plan:
        return say("ui.map.length.px", count=f"{length:g}")
    return say("ui.map.length.km", count=f"{length / 1000:g}") if length >= 1000 else say("ui.map.length.m", count=f"{length:g}")
