"""Human numbers: made offline, told apart by device, easy to call out."""

from __future__ import annotations

import re
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from surveyapp.domain.numbers import device_prefix, human_number


@given(st.uuids(), st.integers(1, 10**6))
def test_a_number_reads_without_doubt(origin: UUID, count: int) -> None:
    assert re.fullmatch(r"[A-HJ-NP-Z2-9]{3}-\d{4,}", human_number(str(origin), "defect", count))
    assert human_number(str(origin), "building", count).startswith(f"{device_prefix(str(origin))}-B")


def test_prefixes_spread_over_devices() -> None:
    prefixes = [device_prefix(f"{number:036d}") for number in range(200)]
    assert len(set(prefixes)) >= 195
