"""What is typed into the search of the review, as conditions: every part of it must be found, in the words or in what they belong to.

A part is what stands between blanks; a place at its front is a part of its own (3栋扶手 is 3栋 and 扶手). Whatever a part means beside, it is
looked for in the written words as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from surveyapp import words
from surveyapp.domain.addresses import Address, address, is_of, within
from surveyapp.domain.fields import PLACES
from surveyapp.domain.numerals import chinese_number
from surveyapp.steps import policies
from surveyapp.steps.names import Names
from surveyapp.store import search
from surveyapp.store.table import Part, Spot

_AT_FRONT = re.compile(r"第?(\d{1,3}|[a-z]|[一二两三四五六七八九十]{1,3})(栋|幢|号楼|座|#|单元|层|楼)")
_IN_NUMBER = r"(?<![0-9a-z一二两三四五六七八九十-])"
_SHORTEST = 2
"""A single letter or character is no name of a person or of a community: it would find everything."""


def parts_of(typed: str, named: Names) -> tuple[Part, ...]:
    """The parts of what was typed, each with what it names beside the written words."""
    return tuple(_part(each, named) for needle in search.needles(typed) for each in _split(needle))


def _split(needle: str) -> Iterator[str]:
    while address(needle) is None and (found := _AT_FRONT.match(needle)) and found.end() < len(needle):
        yield found[0]
        needle = needle[found.end() :]
    yield needle


def _part(needle: str, named: Names) -> Part:
    """Entries of the catalogue, places, buildings with unit and floor, communities and authors that a part of the typed text names."""
    codes = tuple(code for code, name in _defect_names(words.language()) if search.matches(needle, name) or needle == code.casefold())
    places = tuple(place for place in PLACES if search.matches(needle, words.say(f"choice.place.{place}")))
    spot = _spot(needle, named)
    names = ((record, name) for (_, record), name in named.buildings.items() if name)
    called = _all_of(named, (record for record, name in names if (_is_called(needle, name) if spot else search.matches(needle, name))))
    streams: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    if len(needle) >= _SHORTEST and not needle.isdecimal():
        streams = _all_of(named, (stream for stream, name in named.communities.items() if search.matches(needle, name)))
        authors = tuple(record for record, name in named.people.items() if name and search.matches(needle, name))
    return Part(needle, codes, places, called, streams, authors, spot)


def _is_called(place: str, name: str) -> bool:
    """Whether a building carries a place in its own name (12栋3单元): as it stands, for 3单元 is no part of 13单元."""
    return re.search(rf"{_IN_NUMBER}{re.escape(place)}(?!\d)", unicodedata.normalize("NFKC", name).casefold()) is not None


def _all_of(named: Names, records: Iterable[str]) -> tuple[str, ...]:
    return tuple({each for record in records for each in named.who.all_of(record)})


def _spot(needle: str, named: Names) -> Spot | None:
    """Where in a building a part is: 3栋, 3-3, 3-2-501, 3单元, 5层."""
    sought = address(needle) or _building(needle) or (None if needle.isdecimal() else within(needle))
    if sought is None:
        return None
    if not sought.building:
        return Spot(None, sought.unit, sought.storey)
    houses = _all_of(named, (record for (_, record), name in named.buildings.items() if name and is_of(sought, name)))
    if not houses and sought.unit is None and sought.storey is None:
        return None
    return Spot(houses, sought.unit, sought.storey, sought.door)


def _building(needle: str) -> Address | None:
    found = _AT_FRONT.fullmatch(needle)
    if found is None or found[2] in ("单元", "层", "楼"):
        return None
    number = chinese_number(found[1])
    return Address(found[1] if number is None else str(number), None, None, "")


@lru_cache(maxsize=2)
def _defect_names(language: str) -> tuple[tuple[str, str], ...]:
    return tuple((code, defect.name if language == "zh" else defect.name_en) for code, defect in policies.catalogue().defects.items())
