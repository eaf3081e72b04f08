"""How a row of the building list looks, and what it says."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from surveyapp.domain.building_line import BuildingLine
from surveyapp.ui import theme
from surveyapp.ui.front.ink import CENTRE, MIDDLE, Ink, elided, width
from surveyapp.ui.theme import px
from surveyapp.words import say

DOT = " · "


def place_facts(division: str, buildings: int, households: int) -> str:
    """Division, buildings and households of a community."""
    parts = [division, say("ui.facts.buildings", count=buildings)]
    if households:
        parts.append(say("ui.facts.homes", count=households))
    return DOT.join(part for part in parts if part)


def building_name(line: BuildingLine) -> str:
    """The name in the list; the common ground has a word of its own."""
    return (line.name or say("ui.facts.unnamed")) if line.record else say("ui.walk.common")


def size_facts(line: BuildingLine) -> list[str]:
    """Storeys, units, households: those that are known."""
    counted = (("ui.facts.storeys", line.storeys), ("ui.facts.units", line.units), ("ui.facts.households", line.households))
    return [say(code, count=count) for code, count in counted if count is not None]


def list_facts(line: BuildingLine) -> str:
    """The second line in the building list."""
    if not line.record:
        return say("ui.walk.common_facts")
    if not line.is_walked:
        return say("ui.walk.not_walked")
    return DOT.join(size_facts(line)) or say("overview.stop.filled", filled=line.filled, fields=line.fields)


def paint_row(ink: Ink, rect: QRectF, line: BuildingLine, chosen: bool, hovered: bool) -> None:
    """A row: how far the record is, name and facts, worst severity, number of defects, missing photos."""
    ground = rect.adjusted(px(8), 2, -px(8), -2)
    if chosen or hovered:
        paint_ground(ink, ground, chosen)
    if line.record:
        paint_ring(ink, ground.left() + px(11), ground.center().y() - px(16), line.filled / line.fields if line.fields else 0)
    else:
        ink.icon("trees", ground.left() + px(15), ground.center().y() - px(12), px(24), "text2")
    left = _paint_counts(ink, ground, line)
    _paint_names(ink, QRectF(ground.left() + px(54), ground.top() + 5, left - ground.left() - px(60), px(44)), line, chosen, ground.right() - px(10))


def paint_ground(ink: Ink, rect: QRectF, chosen: bool) -> None:
    """The ground of a row that is chosen or under the pointer: tinted; in high contrast what is chosen is outlined as well."""
    if chosen and theme.is_high():
        ink.box(rect, "selected", "line_strong", theme.size("radius"), theme.hair())
    else:
        ink.fill(rect, "selected" if chosen else "hover", theme.size("radius"))


def _paint_counts(ink: Ink, ground: QRectF, line: BuildingLine) -> float:
    """The right end of the first line; answers where it begins."""
    if not line.defects:
        return ground.right() - 4
    words = str(line.defects)
    wide = width(words, "body", True)
    ink.text(QRectF(ground.right() - px(12) - wide, ground.top() + 5, wide + 2, px(22)), MIDDLE, words, "body", "text2", True)
    if line.worst not in (1, 2, 3, 4):
        return ground.right() - px(16) - wide
    paint_judged(ink, ground.right() - px(46) - max(0, wide - px(9)), ground.top() + 4, line.worst, px(22))
    return ground.right() - px(52) - max(0, wide - px(9))


def _paint_names(ink: Ink, rect: QRectF, line: BuildingLine, chosen: bool, end: float) -> None:
    name = building_name(line)
    if not line.record and width(name, "strong") > rect.width():
        name = say("ui.walk.common_short")
    name = elided(name, "strong", int(rect.width()))
    ink.text(QRectF(rect.left(), rect.top(), rect.width(), px(22)), MIDDLE, name, "strong", "text")
    room = end - rect.left()
    if line.without_photo:
        missing = say("ui.walk.missing_photos", count=line.without_photo)
        wide = width(missing, "meta", True)
        ink.text(QRectF(end - wide, rect.top() + px(23), wide + 2, px(20)), MIDDLE, missing, "meta", "err", True)
        room -= wide + px(8)
    facts = list_facts(line)
    while DOT in facts and width(facts, "meta") > room:
        facts = facts.rpartition(DOT)[0]
    facts = elided(facts, "meta", int(room))
    ink.text(QRectF(rect.left(), rect.top() + px(23), room, px(20)), MIDDLE, facts, "meta", "text2" if chosen else "text3")


def paint_judged(ink: Ink, x: float, y: float, severity: int, px: float) -> None:
    """The square of a severity 1-4 with its number and a ladder of four steps."""
    rect, token = QRectF(x, y, px, px), f"severity{severity}_text"
    ink.fill(rect, f"severity{severity}", 5)
    if theme.worn().startswith("hc") and severity == 1:
        ink.box(rect.adjusted(-0.5, -0.5, 0.5, 0.5), "severity1", token, 5)
    ink.text(rect.adjusted(0, -1, 0, -5), CENTRE, str(severity), "dense", token, True)
    paint_ladder(ink, x + px / 2, y + px - 6, severity, token, 3.2)


def paint_ladder(ink: Ink, centre: float, y: float, severity: int, token: str, step: float) -> None:
    """Four steps, `severity` of them full: the reading that needs no colour."""
    empty = 0.5 if theme.worn().startswith("hc") else 0.3
    left = centre - (4 * step + 3 * 1.2) / 2
    for each in range(4):
        ink.painter.setOpacity(1 if each < severity else empty)
        ink.fill(QRectF(left + each * (step + 1.2), y, step, 2.4), token)
    ink.painter.setOpacity(1)


def paint_ring(ink: Ink, x: float, y: float, share: float, px: float = 32) -> None:
    """How much of a building's record is filled: a ring, a full disc with a tick when all of it is."""
    if share >= 1:
        ink.disc(QRectF(x + 1, y + 1, px - 2, px - 2), "accent")
        ink.icon("check", x + px * 0.2, y + px * 0.2, px * 0.6, "on_accent")
        return
    middle = QPointF(x + px / 2, y + px / 2)
    ink.arc(middle, px / 2 - 2.5, 3.5, 1, "ring")
    if share > 0:
        ink.arc(middle, px / 2 - 2.5, 3.5, share, "accent")
