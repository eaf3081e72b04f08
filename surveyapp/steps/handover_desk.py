"""The part of the desk that receives packages and takes the receiving back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from surveyapp.domain.handover import Incoming, Withdrawal
from surveyapp.domain.views import Changed
from surveyapp.steps import withdraw
from surveyapp.steps.node import Node
from surveyapp.steps.preview_receive import preview
from surveyapp.steps.receive import receive

Progress = Callable[[int, int, str], None]


class HandoverDesk:
    """Verbs over packages from elsewhere."""

    node: Node

    def look_into(self, package: Path, progress: Progress, cancelled: Callable[[], bool]) -> Incoming:
        """What receiving a package would change."""
        return preview(self.node, package, progress, cancelled)

    def receive(self, package: Path, expected: str, progress: Progress, cancelled: Callable[[], bool]) -> Changed:
        """Receive a package that was looked into: the same bytes, or BadInput. What changed is told by stream and kind, without records."""
        received = receive(self.node, package, progress, cancelled, expected)
        return Changed("", "receive", tuple((stream, "", kind) for stream, kind in received.kinds), self.node.clock.wall())

    def withdrawal(self, sha256: str) -> Withdrawal:
        """What withdrawing a received package would do."""
        return withdraw.look(self.node, sha256)

    def withdraw(self, sha256: str) -> Changed:
        """Withdraw a received package."""
        return withdraw.withdraw(self.node, sha256)[1]

    def bring_back(self, sha256: str) -> Changed:
        """Show again what a withdrawal set aside, and take back what it undid."""
        return withdraw.bring_back(self.node, sha256)
