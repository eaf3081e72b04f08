"""Local state: it is backed up and stays on this machine. Origin, counters, settings, what packages carry."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects import postgresql, sqlite

from surveyapp.store.journal import is_shown
from surveyapp.store.schema import carried, journal, local, packages, quarantine, watermarks


def get(connection: Connection, name: str, default: str = "") -> str:
    """A value by name."""
    found = connection.execute(select(local.c.value).where(local.c.name == name)).scalar()
    return default if found is None else found


def put(connection: Connection, name: str, value: str) -> None:
    """Set a value."""
    connection.execute(local.delete().where(local.c.name == name))
    connection.execute(local.insert(), {"name": name, "value": value})


_JSON = frozenset({"owed_photos", "earlier_origins", "passed_acts", "last_backup"})
_JSON_OR_NOTHING = ("setting.map_tiles", "mapping.", "withdrawn.")


def forget(connection: Connection, name: str) -> None:
    """Forget a value."""
    connection.execute(local.delete().where(local.c.name == name))


def all_named(connection: Connection, prefix: str) -> dict[str, str]:
    """Every value whose name begins so, by the rest of its name."""
    found = connection.execute(select(local.c.name, local.c.value).where(local.c.name.startswith(prefix, autoescape=True)))
    return {name.removeprefix(prefix): value for name, value in found}


def is_readable(name: str, value: str) -> bool:
    """Whether a value is what its name promises: a count for a counter, JSON where JSON is kept. Any other value is free text."""
    if name.startswith("counter."):
        return value.isascii() and value.isdecimal()
    if name not in _JSON and not (value and name.startswith(_JSON_OR_NOTHING)):
        return True
    try:
        json.loads(value)
    except (ValueError, RecursionError):
        return False
    return True


def counter(connection: Connection, kind: str) -> int:
    """The last human number that this origin gave to a record of a kind; 0 before the first."""
    return int(get(connection, f"counter.{kind}", "0"))


def carried_marks(connection: Connection) -> dict[tuple[str, str], int]:
    """How far the packages written here carry each (stream, origin)."""
    return {(each.stream, each.origin): each.seq for each in connection.execute(select(carried))}


def move_carried(connection: Connection, marks: Mapping[tuple[str, str], int]) -> None:
    """Note how far a package that was just written carries each (stream, origin)."""
    before = carried_marks(connection)
    for (stream, origin), seq in marks.items():
        if seq > before.get((stream, origin), 0):
            connection.execute(carried.delete().where(carried.c.stream == stream, carried.c.origin == origin))
            connection.execute(carried.insert(), {"stream": stream, "origin": origin, "seq": seq})


def owed_photos(connection: Connection) -> dict[str, tuple[str, str]]:
    """The photos that packages written here spoke of but could not carry: {sha256: (stream, extension)}."""
    return {sha256: (stream, ext) for sha256, (stream, ext) in json.loads(get(connection, "owed_photos", "{}")).items()}


def owe_photos(connection: Connection, missing: Mapping[str, tuple[str, str]], carried_now: Collection[str]) -> None:
    """Note which photos a package that was just written could not carry; those that it carries are owed no longer."""
    before = owed_photos(connection)
    after = {sha256: spoken for sha256, spoken in (before | dict(missing)).items() if sha256 not in carried_now}
    if after != before:
        put(connection, "owed_photos", json.dumps(after))


def count_uncarried(connection: Connection) -> int:
    """How many edits that are shown here no package written here carries yet. Only origins that are behind are looked into."""
    same = (carried.c.stream == watermarks.c.stream) & (carried.c.origin == watermarks.c.origin)
    seq = func.coalesce(carried.c.seq, 0)
    beyond = (journal.c.stream == watermarks.c.stream) & (journal.c.origin == watermarks.c.origin) & (journal.c.seq > seq)
    behind = watermarks.outerjoin(carried, same).join(journal, beyond)
    return connection.execute(select(func.count()).select_from(behind).where(watermarks.c.highest > seq, is_shown())).scalar() or 0


def note_package(connection: Connection, row: Mapping[str, object]) -> None:
    """Remember a package that was written (`out`) or received (`in`); the same bytes once."""
    held = select(func.count()).where(packages.c.sha256 == row["sha256"], packages.c.direction == row["direction"])
    if not connection.execute(held).scalar():
        connection.execute(packages.insert(), dict(row))


def package_history(connection: Connection) -> list[Mapping[str, object]]:
    """The packages written and received here, newest first."""
    return [dict(each._mapping) for each in connection.execute(select(packages).order_by(packages.c.wall.desc()))]


def put_aside(connection: Connection, broken: Iterable[Mapping[str, object]]) -> int:
    """Keep lines that are no edits apart, each once. Answers how many are new."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return sum(connection.execute(insert(quarantine).values(dict(row)).on_conflict_do_nothing()).rowcount for row in broken)
