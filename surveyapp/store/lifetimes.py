"""When the lifetime of a database began and which ones it had before: for people who ask why the prefix of their numbers changed."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from surveyapp.store import local
from surveyapp.store.schema import journal


def earlier(connection: Connection) -> list[tuple[str, str]]:
    """(origin, wall time of its end) of the earlier lifetimes, oldest first."""
    return [(str(each["origin"]), str(each["until"])) for each in json.loads(local.get(connection, "earlier_origins", "[]"))]


def first_wall(connection: Connection, origin: str) -> str:
    """The wall time of an origin's first edit, "" where it has made none."""
    found = connection.execute(select(journal.c.line).where(journal.c.origin == origin).order_by(journal.c.made_at).limit(1)).scalar()
    return str(json.loads(found).get("wall", "")) if found else ""


def last_wall(connection: Connection) -> str:
    """The wall time of the newest edit that is held, "" where there is none."""
    found = connection.execute(select(journal.c.line).order_by(journal.c.made_at.desc()).limit(1)).scalar()
    return str(json.loads(found).get("wall", "")) if found else ""


def note_backup(connection: Connection, wall: str, folder: str) -> None:
    """Remember the last backup."""
    local.put(connection, "last_backup", json.dumps({"wall": wall, "folder": folder}))


def last_backup(connection: Connection) -> tuple[str, str]:
    """(wall time, folder) of the last backup, empty where there was none."""
    told = json.loads(local.get(connection, "last_backup", "{}"))
    return str(told.get("wall", "")), str(told.get("folder", ""))
