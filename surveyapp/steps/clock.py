"""The clock and the source of new ids: the only place that asks the system for either. Both are passed to whoever needs them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import uuid_utils


def _now() -> datetime:
    return datetime.now().astimezone()  # noqa: TID251 the one place


@dataclass(frozen=True, slots=True)
class Clock:
    """A device's time. `now` answers an aware datetime in the device's own zone."""

    now: Callable[[], datetime] = _now

    def milliseconds(self) -> int:
        """Milliseconds since 1970 UTC; 0 for a clock before that."""
        return max(0, int(self.now().timestamp() * 1000))

    def wall(self) -> str:
        """The device's time with its offset (RFC 3339, to the millisecond)."""
        return self.now().isoformat(timespec="milliseconds")

    def today(self) -> str:
        """The device's date."""
        return self.now().date().isoformat()


def new_id() -> str:
    """A new UUIDv7."""
    return str(uuid_utils.uuid7())
