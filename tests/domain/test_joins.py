"""Who stands for whom: of the links alone, whatever their order; one record for each thing, and none of them is lost."""

from __future__ import annotations

import uuid
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from surveyapp.domain.joins import Link, joined

STREAMS = [str(uuid.UUID(int=number)) for number in (1, 2, 3)]


def links_of(seed: int) -> list[Link]:
    """Communities and buildings that name each other at random: chains, cycles, the deleted, the unknown, other kinds, other communities."""
    chance = Random(seed)
    records = [(stream, stream, "community") for stream in STREAMS]
    records += [(chance.choice(STREAMS), str(uuid.UUID(int=100 + number)), chance.choice(("building", "building", "defect"))) for number in range(8)]
    ids = [record for _, record, _ in records]
    return [
        Link(stream, record, kind, chance.random() < 0.2, chance.choice(["", "", *ids, ids[-1], str(uuid.UUID(int=999))]))
        for stream, record, kind in records
    ]


def by_definition(links: list[Link]) -> dict[str, str]:
    """Who stands, straight from the words: walk on until it ends or comes round; nobody who is deleted stands for another."""
    held = {link.record: link for link in links}
    homes: dict[str, str] = {}
    answer: dict[str, str] = {}
    for kinds in (("community",), ("building", "defect")):
        found = {}
        for link in (each for each in links if each.kind in kinds):
            seen: list[str] = []
            here = link.record
            while here not in seen:
                seen.append(here)
                target = held.get(held[here].same_as)
                if target is None or target.kind != link.kind:
                    break
                if link.kind != "community" and homes.get(held[here].stream) != homes.get(target.stream):
                    break
                here = target.record
            else:
                around = [each for each in seen[seen.index(here) :] if not held[each].is_hidden]
                if around:
                    found[link.record] = min(around)
                    continue
                seen = seen[: seen.index(here)]
            found[link.record] = next((each for each in reversed(seen) if not held[each].is_hidden), link.record)
        answer |= found
        homes = {stream: answer.get(stream, stream) for stream in STREAMS}
    return answer


@given(st.integers())
@settings(max_examples=400, deadline=None)
def test_who_stands_is_defined_by_the_links_alone(seed: int) -> None:
    links = links_of(seed)
    who = joined(links)
    assert {link.record: who.root(link.record) for link in links} == by_definition(links)
    mixed = links + links[:4]
    Random(seed + 1).shuffle(mixed)
    assert joined(mixed) == who


@given(st.integers())
@settings(max_examples=300, deadline=None)
def test_whoever_stands_stands_for_itself_and_is_not_deleted(seed: int) -> None:
    who = joined(links_of(seed))
    for record, root in who.roots.items():
        assert who.root(root) == root and not who.links[root].is_hidden
        assert record in who.all_of(root) and who.all_of(record) == who.all_of(root)
    counted = [each for link in who.links for each in who.all_of(link) if who.root(link) == link]
    assert sorted(counted) == sorted(who.links), "every record stands, or is stood for once"


def test_the_histories_hold_the_troubles_that_matter() -> None:
    doubts = [set(joined(links_of(seed)).doubts.values()) for seed in range(300)]
    for doubt in ("unknown", "other_kind", "elsewhere", "deleted", "cycle"):
        assert sum(doubt in each for each in doubts) >= 30, doubt


def building(number: int, same_as: int | None = None, *, hidden: bool = False) -> Link:
    """A building of the first community."""
    return Link(STREAMS[0], str(uuid.UUID(int=number)), "building", hidden, str(uuid.UUID(int=same_as)) if same_as else "")


def stands(*links: Link) -> list[int]:
    """Who stands for each of the links, as numbers."""
    who = joined(links)
    return [uuid.UUID(who.root(link.record)).int for link in links]


def test_a_chain_a_cycle_a_tail_and_a_deleted_end() -> None:
    assert stands(building(11, 12), building(12, 13), building(13)) == [13, 13, 13]
    assert stands(building(12, 13), building(13, 11), building(11, 12)) == [11, 11, 11]
    assert stands(building(10, 12), building(12, 13), building(13, 12)) == [12, 12, 12]
    assert stands(building(11, 11)) == [11]
    assert stands(building(11, 12), building(12, hidden=True)) == [11, 12]
    assert stands(building(11, 12), building(12, 13, hidden=True), building(13)) == [13, 13, 13]
    assert stands(building(11, 99)) == [11]


def test_what_belongs_is_read_through_the_links_and_all_else_stays() -> None:
    who = joined(
        [
            Link(STREAMS[1], STREAMS[1], "community", False, STREAMS[0]),
            Link(STREAMS[0], STREAMS[0], "community", False),
            building(12, 13),
            building(13),
        ]
    )
    duplicate, stands_for = str(uuid.UUID(int=12)), str(uuid.UUID(int=13))
    values = {"building": duplicate, "words": duplicate, "community": STREAMS[1], "deep": {"building": duplicate}}
    told = who.belonging("defect", STREAMS[1], values)
    assert told == {**values, "building": stands_for, "community": STREAMS[0]}
    assert who.belonging("defect", STREAMS[1], {}) == {"community": STREAMS[0]}
    assert who.belonging("photo", STREAMS[1], {"subject": duplicate}) == {"subject": stands_for}
    assert who.belonging("community", STREAMS[1], {"name": "甲"}) == {"name": "甲"}
