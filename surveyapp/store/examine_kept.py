"""The part of the examination that looks at what is kept beside the journal: local state, and what the packages say should be here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from surveyapp.errors import Finding
from surveyapp.store import local as local_state
from surveyapp.store.schema import carried, journal, local, packages, quarantine, set_aside


def examine_local(connection: Connection) -> Iterator[Finding]:
    """Values of the local state that are read as numbers or as JSON, and are not."""
    for row in connection.execute(select(local)):
        if not local_state.is_readable(row.name, row.value):
            yield Finding("finding.doctor.local", row.name, {"value": row.value[:60]})


def examine_aside(connection: Connection) -> Iterator[Finding]:
    """What is set aside is in the journal all the same: nothing is ever put nowhere."""
    same = (journal.c.stream == set_aside.c.stream) & (journal.c.id == set_aside.c.id)
    gone = select(set_aside).where(~select(journal.c.id).where(same).correlate(set_aside).exists())
    for row in connection.execute(gone):
        yield Finding("finding.doctor.aside", row.id, {"stream": row.stream})


def examine_spoken_of(connection: Connection) -> Iterator[Finding]:
    """Every (stream, origin) that a package written or received here spoke of is held, as far as it spoke of it."""
    query = select(journal.c.stream, journal.c.origin, func.max(journal.c.seq)).group_by(journal.c.stream, journal.c.origin)
    held = {(stream, origin): seq for stream, origin, seq in connection.execute(query)}
    put_aside = [bytes(line) for line in connection.execute(select(quarantine.c.line)).scalars()]
    for (stream, origin), (seq, package) in sorted(_spoken_of(connection).items()):
        is_aside = any(stream.encode() in line and origin.encode() in line for line in put_aside)
        if held.get((stream, origin), 0) < seq and not is_aside:
            yield Finding("finding.doctor.gone", stream, {"origin": origin, "expected": seq, "package": package})
    for name in connection.execute(select(packages.c.name, packages.c.summary)):
        if _ranges(name.summary) is None:
            yield Finding("finding.doctor.package_note", name.name)


def _spoken_of(connection: Connection) -> dict[tuple[str, str], tuple[int, str]]:
    """How far each (stream, origin) was spoken of, and in which package ("" where that is not known)."""
    told = {(each.stream, each.origin): (each.seq, "") for each in connection.execute(select(carried))}
    for row in connection.execute(select(packages.c.name, packages.c.summary)):
        for key, seq in (_ranges(row.summary) or {}).items():
            told[key] = max(told.get(key, (0, "")), (seq, row.name))
    return told


def _ranges(summary: str) -> dict[tuple[str, str], int] | None:
    """The last seq of each (stream, origin) of a package's summary; None where the summary cannot be read."""
    try:
        ranges: dict[str, dict[str, list[list[Any]]]] = json.loads(summary)["ranges"]
        return {(stream, origin): int(parts[-1][-1]) for stream, origins in ranges.items() for origin, parts in origins.items() if parts}
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return None
