"""Handed over: the packages that were written and received here, and whether a received one is shown or was withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from surveyapp.domain.walk_views import PackageLine
from surveyapp.steps.node import Node
from surveyapp.steps.withdraw import withdrawn
from surveyapp.store import aside, local


def package_history(node: Node) -> tuple[PackageLine, ...]:
    """The packages written and received in this home, newest first."""
    with node.store.reading() as connection:
        rows = local.package_history(connection)
        gone, noted = withdrawn(connection), aside.packages_noted(connection)
    return tuple(_line(row, gone, noted) for row in rows)


def _line(row: Mapping[str, Any], gone: Mapping[str, int], noted: frozenset[str]) -> PackageLine:
    size, edits, new, photos = (int(row[name]) for name in ("bytes", "edits", "new_edits", "photos"))
    sha256, is_in = str(row["sha256"]), row["direction"] == "in"
    return PackageLine(
        str(row["name"]),
        str(row["direction"]),
        str(row["wall"]),
        size,
        edits,
        new,
        photos,
        sha256,
        aside=gone.get(sha256, 0) if is_in else 0,
        withdrawn=is_in and sha256 in gone,
        can_withdraw=is_in and sha256 in noted and sha256 not in gone,
    )
