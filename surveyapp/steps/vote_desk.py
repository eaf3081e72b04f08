"""The part of the desk that deals with the votes of single households."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from surveyapp import words
from surveyapp.domain.assessment import DoorVote, VotesRead
from surveyapp.domain.views import Changed
from surveyapp.steps import ballots
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft, record


class VoteDesk:
    """Verbs of household votes."""

    node: Node

    def door_votes(self, stream: str, vote: str) -> tuple[DoorVote, ...]:
        """Every flat of a vote with what it voted, by building and door."""
        return ballots.votes_by_door(self.node, stream, vote)

    def vote_for(self, stream: str, records: Sequence[str], choice: str) -> Changed:
        """Write what these flats voted, as one act."""
        return record(self.node, [Draft(stream, each, "ballot", {"choice": choice}) for each in records], "set_ballot")

    def read_votes(self, stream: str, vote: str, path: Path) -> VotesRead:
        """Read a list of votes and write it as one act."""
        read = ballots.read_in(self.node, stream, vote, path)
        found = tuple(words.say(each.code, **{"where": each.where, **each.facts}) for each in read.findings)
        return VotesRead(read.written or Changed("", "read_ballots", (), ""), read.new, read.changed, found)

    def take_votes(self, stream: str, vote: str) -> Changed:
        """Write what the flats add up to as the figures of the vote."""
        return ballots.take(self.node, stream, vote)
