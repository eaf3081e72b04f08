"""Wrong, jumping and late clocks: a full round trip, nothing refused, nothing lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from surveyapp.domain.whole_line import read_edit
from surveyapp.steps.doctor import doctor
from surveyapp.steps.undo import undo
from tests.conftest import CHINA, Hands, Team
from tests.steps import acts
from tests.steps.conftest import HandOver

CLOCKS = {
    "two years back": datetime(2024, 3, 9, 9, 0, tzinfo=CHINA),
    "400 days ahead": datetime(2027, 4, 13, 9, 0, tzinfo=CHINA),
    "before 2038": datetime(2038, 1, 19, 3, 14, 6, tzinfo=UTC),
    "after 2038": datetime(2039, 5, 1, tzinfo=UTC),
    "epoch": datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC),
    "before the epoch": datetime(1969, 12, 31, tzinfo=UTC),
    "summer time begins": datetime(2026, 3, 29, 1, 59, 58, tzinfo=ZoneInfo("Europe/Berlin")),
    "summer time ends": datetime(2026, 10, 25, 2, 59, 58, tzinfo=ZoneInfo("Europe/Berlin")),
    "half-hour zone": datetime(2026, 3, 9, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    "far west": datetime(2026, 3, 9, tzinfo=timezone(-timedelta(hours=12))),
    "year 9999": datetime(9999, 12, 1, tzinfo=UTC),
}


@pytest.mark.parametrize("clock", CLOCKS)
def test_a_full_round_trip_under_any_clock(team: Team, hand_over: HandOver, clock: str) -> None:
    odd, survey = team.surveyed("odd", Hands(CLOCKS[clock]))
    stream = acts.community(odd, survey)
    building = acts.born(odd, stream, name="1栋", households=1)
    right = team.laptop("right")
    acts.second_inspector(odd, right, survey, hand_over)
    acts.put(right, stream, building, households=2)
    hand_over(right, odd)
    acts.put(odd, stream, building, households=3)
    undo(odd)
    hand_over(odd, right)
    city = team.city()
    assert hand_over(right, city).quarantined == 0
    for node in (odd, right, city):
        assert acts.shown(node, stream, building) == {"name": "1栋", "households": 2}
        assert acts.conflicts(node) == ()
        assert doctor(node) == ()
    assert all(read_edit(line) for line in acts.lines(city))


def test_a_clock_that_jumps_back_and_forth_within_one_home(team: Team) -> None:
    hands = Hands()
    node, survey = team.surveyed("home", hands)
    stream = acts.community(node, survey)
    building = acts.born(node, stream, name="0")
    for number, jump in enumerate((-730, 1460, -3, 0, 5000, -6000, 1), 1):
        hands.now += timedelta(days=jump)
        acts.put(node, stream, building, name=str(number))
        assert acts.shown(node, stream, building)["name"] == str(number)
    own = sorted((read_edit(line) for line in acts.lines(node) if read_edit(line).stream == stream), key=lambda each: each.seq)
    assert [each.made_at for each in own] == sorted({each.made_at for each in own})
    for number in range(6, -1, -1):
        undo(node)
        assert acts.shown(node, stream, building)["name"] == str(number)
    team.close(node)
    hands.now = Hands().now - timedelta(days=900)
    assert team.laptop("home", hands).origin == node.origin


@pytest.mark.parametrize("first_wins", [True, False])
def test_the_clock_only_chooses_which_of_two_values_is_shown_first(team: Team, hand_over: HandOver, first_wins: bool) -> None:
    first, survey = team.surveyed("first", Hands(Hands().now + timedelta(days=5 if first_wins else -5)))
    stream = acts.community(first, survey)
    building = acts.born(first, stream, name="1栋")
    second = team.laptop("second")
    acts.second_inspector(first, second, survey, hand_over)
    acts.put(first, stream, building, note="甲")
    acts.put(second, stream, building, note="乙")
    hand_over(first, second)
    hand_over(second, first)
    assert acts.held(first) == acts.held(second)
    assert [each[2] for each in acts.conflicts(first)] == ["note"]
    assert acts.shown(first, stream, building)["note"] == ("甲" if first_wins else "乙")
