"""Hear: a sentence as an inspector types it becomes place, problem, severity and quantity, before anything is recorded."""

from __future__ import annotations

from functools import cache

from surveyapp import words
from surveyapp.domain.views import Suggestion
from surveyapp.domain.walk_views import Heard, Sentence
from surveyapp.policy.catalogue import Defect
from surveyapp.policy.classify import Candidate, Suggestions
from surveyapp.policy.packs import Pack
from surveyapp.policy.reading import Gauge, read_severity, read_spots, read_stated
from surveyapp.steps import classify, policies
from surveyapp.steps.verdicts import badge, judge_defect

_URGENT = 4


def hear(pack: Pack, text: str, most: int = 3) -> Sentence:
    """What a sentence says: at most `most` catalogue defects, best first, each with the grade and the quantity that it has in these words."""
    found = classify.suggest(text)
    catalogue = policies.catalogue()
    held: dict[str, Suggestion] = {}
    for each in found.candidates:
        defect = catalogue.defects.get(each.defect)
        if defect is not None and defect.code not in held and len(held) < most:
            held[defect.code] = _suggestion(pack, defect, each, found.plain)
    return Sentence(text, tuple(held.values()), _heard(found))


@cache
def _gauge() -> Gauge:
    return Gauge(policies.catalogue())


def _suggestion(pack: Pack, defect: Defect, candidate: Candidate, plain: str) -> Suggestion:
    measured = _gauge().read(plain, defect)
    severity = read_severity(defect, plain, measured)
    spots = read_spots(plain)
    quantity = (format(measured[0].value, "f"), measured[0].measure.unit.code) if measured else (spots[0], "spot") if spots else ("", "")
    shown = badge(judge_defect(pack, defect.code))
    urgent = next((each for each in defect.triggers if each.severity == _URGENT and severity.grade < _URGENT), None)
    return Suggestion(
        defect.code,
        words.pick(defect.name, defect.name_en),
        shown.item if shown else "",
        shown.item_name if shown else "",
        candidate.score,
        tuple(candidate.words),
        shown,
        severity.grade,
        quantity[0],
        quantity[1],
        words.pick(severity.trigger.zh, severity.trigger.en) if severity.trigger else "",
        words.pick(urgent.zh, urgent.en) if urgent else "",
    )


def _heard(found: Suggestions) -> Heard:
    place, stated, spots = found.place, read_stated(found.plain), read_spots(found.plain)
    said = (*place.said, *((stated[1],) if stated else ()), *((spots[1],) if spots else ()))
    return Heard(
        building=place.building,
        unit=int(place.unit) if place.unit.isdecimal() else None,
        storey=place.floor,
        door=place.household,
        place=place.part,
        severity=stated[0] if stated else None,
        quantity=spots[0] if spots else "",
        quantity_unit="spot" if spots else "",
        said=tuple(dict.fromkeys(found.in_own_words(word) for word in said)),
    )
