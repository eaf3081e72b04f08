"""What the plan page asks of the desk about the votes of single households."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from surveyapp.domain.assessment import DoorVote, VotesRead
from surveyapp.domain.views import Changed


class VoteVerbs(Protocol):
    """Household votes of one vote of a community. Errors are those of `surveyapp.errors`."""

    def door_votes(self, stream: str, vote: str) -> tuple[DoorVote, ...]:
        """Every flat of a vote with what it voted, by building and door."""

    def vote_for(self, stream: str, records: Sequence[str], choice: str) -> Changed:
        """Write what these flats voted, as one act."""

    def read_votes(self, stream: str, vote: str, path: Path) -> VotesRead:
        """Read a list of votes and write it as one act."""

    def take_votes(self, stream: str, vote: str) -> Changed:
        """Write what the flats add up to as the figures of the vote."""
