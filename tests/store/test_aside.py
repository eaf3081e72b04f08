"""What is set aside is held, not shown and not forwarded, whatever comes afterwards and in whatever order, on both databases."""

from __future__ import annotations

from random import Random

import pytest
from sqlalchemy import select

from surveyapp.domain.edits import Edit
from surveyapp.domain.watermarks import watermark
from surveyapp.store import aside, journal, local, project, schema
from surveyapp.store.store import Store, open_store
from tests.domain.histories import make_history
from tests.store.test_convergence import check_marks, feed, held, pure

HISTORIES = 25


def set_aside(store: Store, package: str, edits: list[Edit]) -> None:
    """As a withdrawal does it, of any edits at all."""
    with store.writing({edit.stream for edit in edits}) as connection:
        gone = [edit for edit in edits if edit.id not in aside.ids(connection, edit.stream)]
        aside.put(connection, package, "2026-11-29T08:00:00+08:00", gone)
        for stream in {edit.stream for edit in gone}:
            project.withdraw(connection, stream, {edit.record for edit in gone if edit.stream == stream})


def bring_back(store: Store, package: str) -> None:
    """As taking a withdrawal back does it."""
    with store.writing() as connection:
        for stream, edits in aside.of_package(connection, package).items():
            shown = aside.recall(connection, stream, edits, ())
            project.withdraw(connection, stream, {edit.record for edit in shown})


def aside_ids(store: Store) -> set[str]:
    """The ids of all that is set aside."""
    with store.reading() as connection:
        return set(connection.execute(select(schema.set_aside.c.id)).scalars())


@pytest.mark.parametrize("seed", range(2))
def test_rows_are_the_merge_of_what_is_shown_and_the_marks_do_not_move(address: str, seed: int) -> None:
    chance = Random(seed)
    histories = [make_history(7000 + seed * HISTORIES + number) for number in range(HISTORIES)]
    every = [edit for each in histories for edit in each.delivered]
    chance.shuffle(every)
    store, waiting, fed, packages = open_store(address), list(every), dict[str, Edit](), 0
    turns = {"aside": 0, "returned by receiving": 0, "returned by what builds on it": 0}
    while waiting:
        batch, waiting = waiting[: (size := chance.choice((1, 5, 40)))], waiting[size:]
        batch += chance.sample(list(fed.values()), min(len(fed), chance.choice((0, 0, 3))))
        before = aside_ids(store)
        feed(store, batch)
        fed |= {edit.id: edit for edit in batch}
        after, given = aside_ids(store), {edit.id for edit in batch}
        assert not given & after, "what is received once more is shown"
        assert after <= before
        turns["returned by receiving"] += len(before & given)
        turns["returned by what builds on it"] += len(before - after - given)
        if chance.random() < 0.4:
            packages += 1
            record = chance.choice(list(fed.values())).record
            chosen = [edit for edit in fed.values() if edit.record == record and chance.random() < 0.7]
            set_aside(store, f"package {packages}", chosen)
            turns["aside"] += len(chosen)
        if packages and chance.random() < 0.15:
            bring_back(store, f"package {chance.randint(1, packages)}")
        if chance.random() < 0.2:
            gone = aside_ids(store)
            assert held(store) == pure(edit for edit in fed.values() if edit.id not in gone)
    assert all(count > 0 for count in turns.values()), turns
    packages += 1
    set_aside(store, f"package {packages}", chance.sample(list(fed.values()), 20))
    gone = aside_ids(store)
    shown = [edit for edit in fed.values() if edit.id not in gone]
    assert gone and held(store) == pure(shown)
    check_marks(store, histories)
    with store.reading() as connection:
        streams = journal.streams(connection)
        assert sorted(line for *_, line in journal.lines(connection, streams, {})) == sorted(edit.line for edit in shown)
        assert local.count_uncarried(connection) == len(shown)
        frontier = journal.frontier(connection)
    for stream, origins in frontier.items():
        for origin, seq in origins.items():
            own = [edit for edit in fed.values() if (edit.stream, edit.origin) == (stream, origin)]
            first = min((edit.seq for edit in own if edit.id in gone), default=1 << 60)
            assert seq == min(watermark(edit.seq for edit in own), first - 1)
    with store.writing() as connection:
        project.rebuild(connection)
    assert held(store) == pure(shown)
    for number in range(1, packages + 1):
        bring_back(store, f"package {number}")
    assert aside_ids(store) == set()
    assert held(store) == pure(fed.values())
    store.close()


def test_which_edits_came_with_a_package_is_told_by_ranges_and_by_id_where_an_origin_forked(address: str) -> None:
    history = next(each for each in map(make_history, range(500)) if "fork" in each.traits)
    store, stream = open_store(address), history.edits[0].stream
    by_seq: dict[tuple[str, int], list[Edit]] = {}
    for edit in history.edits:
        by_seq.setdefault((edit.origin, edit.seq), []).append(edit)
    twins = next(each for each in by_seq.values() if len(each) > 1)
    first, second = [edit for edit in history.edits if edit is not twins[1]], [twins[1]]
    for package, edits in (("first", first), ("second", second)):
        with store.writing({stream}) as connection:
            arrived: dict[tuple[str, str], list[tuple[int, str]]] = {}
            forked_before = journal.forked_in(connection, stream)
            from surveyapp.store.store import apply

            fresh, _ = apply(connection, stream, edits)
            forked = journal.forked_in(connection, stream)
            for edit in fresh:
                arrived.setdefault((stream, edit.origin), []).append((edit.seq, edit.id if edit.origin in forked else ""))
            aside.note_arrivals(connection, package, arrived)
            aside.note_arrivals(connection, package, arrived)
            assert forked_before <= forked
    with store.reading() as connection:
        for package, edits in (("first", first), ("second", second)):
            came = aside.came_with(connection, package)
            assert {edit.id for edit in came[stream]} == {edit.id for edit in edits}
        assert aside.packages_noted(connection) == {"first", "second"}
    store.close()


def test_nothing_of_it_is_in_the_lines_as_they_were_written(address: str) -> None:
    """Setting aside is local: no line, no column of the journal changes."""
    history = make_history(1)
    store = open_store(address)
    feed(store, history.delivered)
    with store.reading() as connection:
        before = connection.execute(select(schema.journal).order_by(schema.journal.c.id)).all()
    set_aside(store, "p", history.delivered[:3])
    with store.reading() as connection:
        assert connection.execute(select(schema.journal).order_by(schema.journal.c.id)).all() == before
        assert aside.count_of(connection) == {"p": len(history.delivered[:3])}
    store.close()
