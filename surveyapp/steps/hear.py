"""Hear: a sentence as an inspector types it becomes place, problem, severity and quantity, before anything is recorded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from surveyapp import words
from surveyapp.domain.views import Suggestion
from surveyapp.domain.walk_views import OFF_THE_FLOOR, Heard, Part, Sentence
from surveyapp.policy.catalogue import Defect
from surveyapp.policy.classify import Candidate, Suggestions
from surveyapp.policy.packs import Pack
from surveyapp.policy.place import says_only_where
from surveyapp.policy.reading import Gauge, read_severity, read_spots, read_stated
from surveyapp.steps import classify, policies
from surveyapp.steps.verdicts import badge, judge_defect

_URGENT = 4
_CLAUSE = re.compile(r"[^。！？!?；;，,\n]+[。！？!?；;，,\n]*")
_SURE = 0.8
"""A problem that is offered as a record of its own must be this clear: residents tell one matter in many clauses."""
_UNSHARED = 0.5
"""So must the first one, whose share is that of the whole sentence and is divided with the others."""


def hear(pack: Pack, text: str, most: int = 3) -> Sentence:
    """What a sentence says: at most `most` catalogue defects, best first, each with the grade and the quantity that it has in these words.

    Where it names several problems, they stand before other readings of the first one, and `parts` tells each in its own words.
    """
    found = classify.suggest(text)
    catalogue = policies.catalogue()
    held: dict[str, Suggestion] = {}
    for each in (*found.problems, *found.candidates):
        defect = catalogue.defects.get(each.defect)
        if defect is not None and defect.code not in held and len(held) < most:
            held[defect.code] = _suggestion(pack, defect, each, found.plain)
    return Sentence(text, tuple(held.values()), _heard(found), parts(pack, text, found))


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
        buildings=place.buildings,
        beyond=place.beyond,
        only_place=not found.candidates and says_only_where(found.plain),
        between=place.between,
    )


def parts(pack: Pack, text: str, found: Suggestions) -> tuple[Part, ...]:
    """The problems of a sentence in the order of its words; () where it names one, or where they cannot be told apart.

    A clause without a problem of its own (3单元, 严重) belongs to the one before it, at the beginning to the one after. A unit and floor that
    were said stay until others are said.
    """
    clear = {each.defect: each for at, each in enumerate(found.problems) if each.defect and each.score >= (_SURE if at else _UNSHARED)}
    if len(clear) < 2:
        return ()
    pieces: list[tuple[str, Candidate | None]] = []
    for clause in _CLAUSE.findall(text):
        own = clear.pop(_spoken_of(clause, clear), None)
        words, held = pieces[-1] if pieces else ("", None)
        if not pieces or (own is not None and held is not None):
            pieces.append((clause, own))
        else:
            pieces[-1] = (words + clause, held or own)
    if clear or len(pieces) < 2:
        return ()
    return _placed([_part(pack, words, candidate) for words, candidate in pieces if candidate is not None])


def _spoken_of(clause: str, problems: Mapping[str, Candidate]) -> str:
    """Which of these problems a clause speaks of: by itself, or by the words that decided for it in the whole sentence."""
    alone = classify.suggest(clause)
    if alone.best is not None and alone.best.defect in problems:
        return alone.best.defect
    return next((code for code, each in problems.items() if any(alone.in_own_words(word) in clause for word in each.words)), "")


def _part(pack: Pack, words: str, candidate: Candidate) -> Part:
    said = words.strip().rstrip("。！？!?；;，,")
    heard = classify.suggest(said)
    return Part(said, _heard(heard), _suggestion(pack, policies.catalogue().defects[candidate.defect], candidate, heard.plain))


def _placed(told: list[Part]) -> tuple[Part, ...]:
    """The same, each with the building, unit and floor that were said before it and hold on."""
    placed: list[Part] = []
    before = Heard()
    for each in told:
        own = each.heard
        if not own.buildings:
            own = replace(own, building=before.building, buildings=before.buildings, unit=own.unit or before.unit)
            if own.unit == before.unit and not own.storey and own.place not in OFF_THE_FLOOR:
                own = replace(own, storey=before.storey)
        before = own
        placed.append(replace(each, heard=own))
    return tuple(placed)
