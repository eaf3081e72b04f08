"""The part of the desk that joins duplicates, and that knows where the records of joined communities are filed."""

from __future__ import annotations

from surveyapp.domain.review import Twin
from surveyapp.domain.views import Changed
from surveyapp.steps import joining
from surveyapp.steps.node import Node


class JoinDesk:
    """Verbs over duplicates."""

    node: Node

    def filed(self, stream: str, record: str) -> str:
        """Where a record of a community is filed: there, or in a community that was joined to it."""
        return joining.filed(self.node, stream, record)

    def home_of(self, stream: str) -> str:
        """The community that stands for this one."""
        return joining.home_of(self.node, stream)

    def twins(self, record: str) -> tuple[Twin, ...]:
        """The duplicates that were joined to a record."""
        return joining.twins(self.node, record)

    def join(self, duplicate: str, into: str) -> Changed:
        """Say that one record is the same as another."""
        return joining.join(self.node, duplicate, into)

    def part(self, duplicate: str) -> Changed:
        """Let a record that was joined stand by itself again."""
        return joining.part(self.node, duplicate)
