"""Set-aside edits: they stay in the journal and hold their place in the watermarks, but are neither shown nor forwarded from here.

An edit is set aside when the package that brought it is withdrawn on this laptop. It comes back when it is received once more, when
the withdrawal is taken back, and when something that comes later builds on it: names it as replaced or seen, or speaks of a record
of which everything else is set aside. Then all of that record comes back, for half a record is worse than either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, func, select

from surveyapp.domain.edits import Edit
from surveyapp.domain.watermarks import ranges_of
from surveyapp.store import bulk, journal
from surveyapp.store.schema import arrivals, set_aside
from surveyapp.store.schema import journal as lines


def ids(connection: Connection, stream: str) -> frozenset[str]:
    """The ids of the edits of a stream that are set aside."""
    return frozenset(each for (each,) in bulk.run(connection, "SELECT id FROM set_aside WHERE stream = ?", stream))


def count(connection: Connection) -> int:
    """How many edits are set aside in this store."""
    return connection.execute(select(func.count()).select_from(set_aside)).scalar() or 0


def count_of(connection: Connection) -> dict[str, int]:
    """How many edits are set aside, by package."""
    found = connection.execute(select(set_aside.c.package, func.count()).group_by(set_aside.c.package))
    return {package: count for package, count in found}  # noqa: C416 typed


def recall(connection: Connection, stream: str, given: Sequence[Edit], fresh: Sequence[Edit]) -> list[Edit]:
    """Bring back those of the `given` edits that are set aside, and what those and the `fresh` ones (not yet in the journal) build on."""
    held = ids(connection, stream)
    if not held:
        return []
    aside = _by_record(connection, stream, held)
    come = [edit for edit in {each.id: each for each in given}.values() if edit.id in held]
    wanted = {edit.record for edit in [*come, *fresh] if _builds_on(edit, aside.get(edit.record, ()))}
    spoken = {edit.record for edit in fresh if edit.record in aside} - wanted
    wanted |= spoken - journal.of_records(connection, stream, spoken).keys()
    back = {edit.id: edit for edit in come} | {edit.id: edit for record in wanted for edit in aside[record]}
    release(connection, stream, back)
    return list(back.values())


def _by_record(connection: Connection, stream: str, held: Collection[str]) -> dict[str, list[Edit]]:
    found: dict[str, list[Edit]] = {}
    for edit_id, line in bulk.run(connection, "SELECT id, line FROM journal WHERE stream = ? AND id AMONG ?", stream, list(held)):
        edit = journal.read(bytes(line), edit_id)
        found.setdefault(edit.record, []).append(edit)
    return found


def _builds_on(edit: Edit, others: Iterable[Edit]) -> bool:
    named = named_by(edit)
    return any(other.id in named for other in others)


def named_by(edit: Edit) -> frozenset[str]:
    """The ids of the edits that an edit replaces or has seen."""
    return frozenset(each for said in (edit.replaces, edit.saw) for held in said.values() for each in held)


def put(connection: Connection, package: str, wall: str, edits: Iterable[Edit]) -> None:
    """Set edits aside, none of which is yet."""
    bulk.insert(connection, set_aside, [(edit.stream, edit.id, package, wall) for edit in edits])


def release(connection: Connection, stream: str, edit_ids: Collection[str]) -> None:
    """Let edits be shown again. Their rows are the caller's work."""
    if edit_ids:
        bulk.run(connection, "DELETE FROM set_aside WHERE stream = ? AND id AMONG ?", stream, sorted(edit_ids))


def of_package(connection: Connection, package: str) -> dict[str, list[Edit]]:
    """The edits that are set aside with a package, by stream."""
    same = (set_aside.c.stream == lines.c.stream) & (set_aside.c.id == lines.c.id)
    query = select(lines.c.id, lines.c.stream, lines.c.line).join(set_aside, same).where(set_aside.c.package == package)
    found: dict[str, list[Edit]] = {}
    for row in connection.execute(query):
        found.setdefault(row.stream, []).append(journal.read(bytes(row.line), row.id))
    return found


Arrived = Mapping[tuple[str, str], Collection[tuple[int, str]]]
"""Of each (stream, origin): the (seq, id) of edits that were new, an id only where another edit shares its seq."""


def note_arrivals(connection: Connection, package: str, arrived: Arrived) -> None:
    """Note which edits were new with a package, as ranges. The same package once more adds to what was noted."""
    rows = []
    for (stream, origin), seqs in arrived.items():
        rows += [(stream, package, origin, first, last, "") for first, last in ranges_of(seq for seq, one in seqs if not one)]
        rows += [(stream, package, origin, seq, seq, one) for seq, one in seqs if one]
    known = {tuple(each) for each in connection.execute(select(arrivals).where(arrivals.c.package == package))}
    bulk.insert(connection, arrivals, [row for row in rows if row not in known])


def packages_noted(connection: Connection) -> frozenset[str]:
    """The packages of which it is known which edits were new with them."""
    return frozenset(connection.execute(select(arrivals.c.package).distinct()).scalars())


def streams_of(connection: Connection, package: str) -> frozenset[str]:
    """The streams in which something was new with a package, or is set aside with it."""
    arrived = connection.execute(select(arrivals.c.stream).where(arrivals.c.package == package).distinct()).scalars()
    held = connection.execute(select(set_aside.c.stream).where(set_aside.c.package == package).distinct()).scalars()
    return frozenset((*arrived, *held))


def came_with(connection: Connection, package: str) -> dict[str, list[Edit]]:
    """The edits that were new with a package and are shown now, by stream."""
    of_others = {each for (each,) in connection.execute(select(arrivals.c.id).where(arrivals.c.package != package, arrivals.c.id != ""))}
    found: dict[str, dict[str, Edit]] = {}
    for part in connection.execute(select(arrivals).where(arrivals.c.package == package)).all():
        here = (lines.c.stream == part.stream, lines.c.origin == part.origin, lines.c.seq.between(part.first, part.last))
        for row in connection.execute(select(lines.c.id, lines.c.line).where(*here)):
            if part.id in ("", row.id) and (part.id or row.id not in of_others):
                found.setdefault(part.stream, {})[row.id] = journal.read(bytes(row.line), row.id)
    return {
        stream: [edit for edit in edits.values() if edit.id not in held] for stream, edits in found.items() for held in (ids(connection, stream),)
    }
