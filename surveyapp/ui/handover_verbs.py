"""What the hand-over page asks of the desk beside writing packages: receiving them, and taking that back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from surveyapp.domain.handover import Incoming, Withdrawal
from surveyapp.domain.views import Changed

Progress = Callable[[int, int, str], None]


class HandoverVerbs(Protocol):
    """Verbs over packages from elsewhere. Errors are those of `surveyapp.errors`."""

    def look_into(self, package: Path, progress: Progress, cancelled: Callable[[], bool]) -> Incoming:
        """What receiving a package would change. Nothing is written."""

    def receive(self, package: Path, expected: str, progress: Progress, cancelled: Callable[[], bool]) -> Changed:
        """Receive the package that was looked into: `expected` is its sha256."""

    def withdrawal(self, sha256: str) -> Withdrawal:
        """What withdrawing a received package would do."""

    def withdraw(self, sha256: str) -> Changed:
        """Withdraw a received package."""

    def bring_back(self, sha256: str) -> Changed:
        """Show again what a withdrawal set aside, and take back what it undid."""
