"""What the window asks of the desk about duplicates."""

from __future__ import annotations

from typing import Protocol

from surveyapp.domain.review import Twin
from surveyapp.domain.views import Changed


class JoinVerbs(Protocol):
    """Verbs over duplicates. Errors are those of `surveyapp.errors`."""

    def home_of(self, stream: str) -> str:
        """The community that stands for this one: itself where it was not joined to another."""

    def twins(self, record: str) -> tuple[Twin, ...]:
        """The duplicates that were joined to a record."""

    def join(self, duplicate: str, into: str) -> Changed:
        """Say that one record is the same as another."""

    def part(self, duplicate: str) -> Changed:
        """Let a record that was joined stand by itself again."""
