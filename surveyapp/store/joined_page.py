"""The first page of a community in which duplicates were joined, by the bare driver. Imported only where there are any."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from surveyapp.domain.joins import Joined
from surveyapp.store.joins import load

_HERE = "stream IN (SELECT value FROM json_each(?)) AND presence<>'hidden'"


def who_stands(connection: Any) -> Joined:
    """Who stands for whom in this store."""

    def ask(sql: str, *values: Any) -> Any:
        given = tuple(json.dumps(each) if isinstance(each, list) else each for each in values)
        return connection.execute(sql.replace("AMONG ?", "IN (SELECT value FROM json_each(?))"), given)

    return load(ask)


def joined_defects(connection: Any, who: Joined, streams: Sequence[str]) -> dict[str, tuple[int, int, int]]:
    """{building that stands: (defects, worst severity, without a photo)} of a community and those joined to it."""
    places = json.dumps(list(streams))
    shown = connection.execute(f"SELECT subject FROM rows WHERE {_HERE} AND kind='photo'", (places,))
    photos = Counter(who.root(subject) for (subject,) in shown if subject)
    found: dict[str, tuple[int, int, int]] = {}
    for record, building, severity in connection.execute(f"SELECT record, building, severity FROM rows WHERE {_HERE} AND kind='defect'", (places,)):
        if record not in who.roots:
            count, worst, bare = found.get(who.root(building or ""), (0, 0, 0))
            found[who.root(building or "")] = (count + 1, max(worst, severity or 0), bare + (not photos[record]))
    return found
