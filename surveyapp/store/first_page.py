"""The first page of the window, read by the bare driver: the window is painted before any database library is imported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from surveyapp.domain.building_line import BUILDING_CORE
from surveyapp.domain.walking_order import walking_key

_PLAIN = ("name", "structure", "storeys", "units", "households")
_LINE = ", ".join(f"json_extract(shown, '$.{name}')" for name in _PLAIN)
_FILLED = " + ".join(f"(json_extract(shown, '$.{name}') IS NOT NULL)" for name in BUILDING_CORE)
_BUILDINGS = (
    f"SELECT record, json_extract(shown, '$.built.value'), {_FILLED}, {_LINE} FROM rows"
    " WHERE stream=? AND kind='building' AND presence<>'hidden' ORDER BY born, record"
)
_DEFECTS = """SELECT d.building, count(*), max(d.severity), sum(NOT EXISTS (
    SELECT 1 FROM rows p WHERE p.stream=d.stream AND p.subject=d.record AND p.kind='photo' AND p.presence<>'hidden'))
  FROM rows d WHERE d.stream=? AND d.kind='defect' AND d.presence<>'hidden' GROUP BY 1"""
_COMMUNITIES = """SELECT stream, json_extract(shown, '$.name') FROM rows
  WHERE kind='community' AND stream=record AND presence<>'hidden' AND json_extract(shown, '$.survey')=?"""


def first_page(database: Path) -> dict[str, Any] | None:
    """What the window shows before the store is open; None on a fresh or unreadable home. SQLite reads the JSON: no reader need be imported for it.

    `settings` {name: value}; the name of the `survey`; name, street and households of the `community`; `stream`; `buildings`, in order of birth:
    the plain values of each, the year it was `built`, how many core fields are `filled`; `defects` {building: (count, worst severity, without a
    photo)}.
    """
    if not database.exists():
        return None
    try:
        connection = sqlite.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
        try:
            return _read(connection)
        finally:
            connection.close()
    except (sqlite.DatabaseError, ValueError):
        return None


def _read(connection: Any) -> dict[str, Any]:
    settings = {
        name.removeprefix("setting."): value for name, value in connection.execute("SELECT name, value FROM local WHERE name LIKE 'setting.%'")
    }
    survey, stream = settings.get("last_survey", ""), settings.get("last_stream", "")
    if survey and not stream:
        stream = _first_community(connection, survey)
    stream, buildings, defects = _joined(connection, stream) or (stream, *_plain(connection, stream))
    return {
        "settings": settings,
        "survey": _name(connection, survey),
        "community": _community(connection, stream),
        "stream": stream,
        "buildings": buildings,
        "defects": defects,
    }


_Defects = dict[str, tuple[int, int, int]]


def _buildings(connection: Any, stream: str) -> list[dict[str, Any]]:
    return [
        {**dict(zip(_PLAIN, plain, strict=True)), "record": record, "built": built, "filled": filled}
        for record, built, filled, *plain in connection.execute(_BUILDINGS, (stream,))
    ]


def _plain(connection: Any, stream: str) -> tuple[list[dict[str, Any]], _Defects]:
    defects = {building or "": (count, worst or 0, bare) for building, count, worst, bare in connection.execute(_DEFECTS, (stream,))}
    return _buildings(connection, stream), defects


def _joined(connection: Any, stream: str) -> tuple[str, list[dict[str, Any]], _Defects] | None:
    """The same where duplicates were joined: of what is one, one. None where nothing was, and nothing more need be imported."""
    if connection.execute("SELECT 1 FROM rows WHERE same_as IS NOT NULL LIMIT 1").fetchone() is None:
        return None
    from surveyapp.store.joined_page import joined_defects, who_stands

    who = who_stands(connection)
    streams = who.all_of(stream)
    buildings = [each for place in streams for each in _buildings(connection, place) if each["record"] not in who.roots]
    return streams[0], buildings, joined_defects(connection, who, streams)


def _name(connection: Any, stream: str) -> str:
    """The name of a survey or a community: the record that its stream is named after."""
    found = connection.execute("SELECT json_extract(shown, '$.name') FROM rows WHERE stream=? AND record=?", (stream, stream)).fetchone()
    return str(found[0] or "") if found else ""


def _community(connection: Any, stream: str) -> tuple[str, str, Any]:
    """Name, street and households of a community."""
    shown = "SELECT json_extract(shown, '$.name'), json_extract(shown, '$.street'), json_extract(shown, '$.households') FROM rows"
    found = connection.execute(f"{shown} WHERE stream=? AND record=?", (stream, stream)).fetchone() or ("", "", None)
    return str(found[0] or ""), str(found[1] or ""), found[2]


def _first_community(connection: Any, survey: str) -> str:
    """Where a survey begins that no one has walked in yet: its first community by name."""
    found = connection.execute(_COMMUNITIES, (survey,)).fetchall()
    return str(min(found, key=lambda each: walking_key(str(each[1] or "")))[0]) if found else ""
