"""Who gets what: places change hands once, and what is done follows from what is recorded unless somebody says otherwise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from surveyapp.domain.worklist import Assigned, Give, gives, state_of

PLACES = st.tuples(st.sampled_from("ab"), st.sampled_from(["", "1", "2", "3"]))
HELD = st.lists(st.tuples(PLACES, st.sampled_from("xyz"), st.sampled_from(["2026-11-20", "2026-11-21"])), max_size=8)


@given(HELD, st.lists(PLACES, max_size=6), st.sampled_from("xyz"))
def test_afterwards_every_wanted_place_is_this_persons_and_no_other_was_touched(
    told: list[tuple[tuple[str, str], str, str]], wanted: list[tuple[str, str]], who: str
) -> None:
    held = [Assigned(str(number), place, assignee, day) for number, (place, assignee, day) in enumerate(told)]
    written = gives(held, wanted, who, "2026-11-20")
    changed = {each.record for each in written if each.record}
    after = {(each.place, who if each.record in changed else each.assignee) for each in held if each.day == "2026-11-20"}
    after |= {(each.place, who) for each in written if not each.record}
    assert {(place, who) for place in wanted} <= after
    assert {each.place for each in written} <= set(wanted)
    assert all(held[int(record)].day == "2026-11-20" for record in changed)
    assert len({each.place for each in written}) == len(written)


def test_who_has_it_keeps_it_and_another_day_is_another_matter() -> None:
    held = [Assigned("1", ("s", "b"), "wei", "2026-11-20")]
    assert gives(held, [("s", "b")], "wei", "2026-11-20") == ()
    assert gives(held, [("s", "b")], "qin", "2026-11-20") == (Give(("s", "b"), "1"),)
    assert gives(held, [("s", "b"), ("s", "b")], "qin", "2026-11-21") == (Give(("s", "b"), ""),)


def test_done_is_what_a_person_said_before_what_is_recorded() -> None:
    assert state_of(None, 10, 10, False) == "done"
    assert state_of("no", 10, 10, False) == "going"
    assert state_of("yes", 0, 10, False) == "done"
    assert state_of(None, 0, 10, True) == "going"
    assert state_of(None, 0, 10, False) == "open"
    assert state_of(None, 0, 0, False) == "open", "a community without buildings is not done"
