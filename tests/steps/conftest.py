"""Two laptops that work in one survey."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from surveyapp.steps import package
from surveyapp.steps.node import Node
from surveyapp.steps.receive import Received, receive
from tests.conftest import Hands, Team
from tests.steps import acts

HandOver = Callable[..., Received]


@pytest.fixture
def hand_over(tmp_path: Path) -> HandOver:
    """Hands everything that one node holds of all its streams to another, as a package."""
    numbers = count(1)

    def hand(giver: Node, taker: Node, only_new: bool = False) -> Received:
        with giver.store.reading() as connection:
            streams = package.journal.streams(connection)
        target = tmp_path / "sticks" / f"{next(numbers)}.zip"
        package.write(giver, target, streams, only_new=only_new)
        return receive(taker, target)

    return hand


@dataclass
class Pair:
    """Two laptops with the same survey and one community with one building in it."""

    first: Node
    second: Node
    survey: str
    stream: str
    building: str


@pytest.fixture
def pair(team: Team, hand_over: HandOver) -> Iterator[Pair]:
    """Both laptops hold the same when they begin."""
    first, survey = team.surveyed("first")
    second = team.laptop("second", Hands())
    stream = acts.community(first, survey)
    building = acts.born(first, stream, name="1栋", households=30)
    acts.second_inspector(first, second, survey, hand_over)
    yield Pair(first, second, survey, stream, building)
