"""The first page of the window, read by the bare driver: the window is painted before any database library is imported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite


def first_page(database: Path) -> dict[str, Any] | None:
    """What the window shows before the store is open: `settings` {name: value}, `survey`, `community` and `buildings`
    (values of each, in order of birth), and `defects` {building: (count, worst severity)}. None on a fresh or unreadable home.
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
    defects = connection.execute(
        "SELECT building, count(*), max(severity) FROM rows WHERE stream=? AND kind='defect' AND presence<>'hidden' GROUP BY 1", (stream,)
    )
    return {
        "settings": settings,
        "survey": _values(connection, "record=? AND kind='survey'", survey),
        "community": _values(connection, "record=? AND kind='community'", stream),
        "stream": stream,
        "buildings": [
            {**json.loads(shown), "record": record}
            for record, shown in connection.execute(
                "SELECT record, shown FROM rows WHERE stream=? AND kind='building' AND presence<>'hidden' ORDER BY born, record", (stream,)
            )
        ],
        "defects": {building or "": (count, worst or 0) for building, count, worst in defects},
    }


def _values(connection: Any, condition: str, value: str) -> dict[str, Any]:
    found = connection.execute(f"SELECT shown FROM rows WHERE {condition} LIMIT 1", (value,)).fetchone()
    return json.loads(found[0]) if found else {}
