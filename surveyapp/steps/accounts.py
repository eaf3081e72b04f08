"""The nothing-lost panel: for each kind, what is shown here = what the lines tell = what packages carry = what the city acknowledged.

Each number is counted by a path of its own, so that a difference shows: records from the rows and from the lines; photos from the files on
disk; the lines themselves from the watermarks, which are counted up when something is recorded or received and never made from the journal.
So a line that is gone shows even when all rows are made anew from what is left. Receipts cannot come yet: what the city acknowledged is not
known, and is never told as 0.
"""

from __future__ import annotations

from collections.abc import Sequence

from surveyapp import words
from surveyapp.domain.numbers import device_prefix
from surveyapp.domain.overview import Account
from surveyapp.steps.node import Node
from surveyapp.steps.past import title
from surveyapp.store import accounts, find, local
from surveyapp.store.connect import Transaction

KINDS = ("community", "building", "defect", "photo", "interview", "need", "vote")
"""The kinds that always have a line; others have one when something of them is held."""
_FIXED = KINDS[:4]
LINES = "edit"
"""The account of the journal's lines, which stands last."""


def reconcile(node: Node, streams: Sequence[str]) -> tuple[Account, ...]:
    """One account a kind, in the order of KINDS and then by name."""
    with node.store.reading() as connection:
        shown, told = accounts.shown(connection, streams), accounts.told(connection, streams)
        uncarried = accounts.uncarried(connection, streams)
        photos = accounts.photo_hashes(connection, streams)
        owed = local.owed_photos(connection)
        lost = _lost_photos(node, photos)
        unsent = {(stream, record) for stream, record, sha256 in photos if sha256 in owed}
        kinds = [kind for kind in KINDS if kind in _FIXED or told.get(kind) or shown.get(kind)]
        kinds += sorted(kind for kind in {*shown, *told} - set(KINDS) if kind not in ("survey", "person"))
        found = []
        for kind in kinds:
            captured, journal = shown.get(kind, 0), told.get(kind, 0)
            open_records = uncarried.get(kind, set()) | (unsent if kind == "photo" else set())
            missing: tuple[str, ...] = ()
            if captured != journal:
                missing = tuple(_named(connection, *key) for key in accounts.unequal(connection, kind, streams, 5))
            if kind == "photo" and lost:
                captured -= len(lost)
                missing += tuple(_named(connection, *key) for key in lost[:5])
            carried = max(0, journal - len(open_records))
            state = "alarm" if captured != journal or missing else "equal" if carried == journal else "unpacked"
            files = len({sha256 for *_, sha256 in photos}) if kind == "photo" else None
            found.append(Account(kind, captured, journal, carried, None, state, missing, files))
        found.append(_lines(connection, accounts.held(connection, streams)))
    return tuple(found)


def _lines(connection: Transaction, held: Sequence[accounts.Held]) -> Account:
    """The account of the lines: so many must be here by the watermarks, so many are."""
    beyond = sum(each.all_lines - each.lines for each in held)
    captured, journal = sum(each.counted for each in held) + beyond, sum(each.all_lines for each in held)
    carried = sum(each.carried for each in held)
    missing = tuple(
        words.say("overview.lines_lost", place=_named(connection, each.stream, each.stream), device=device_prefix(each.origin), count=count)
        for each in held
        if (count := each.counted - each.lines) > 0
    )
    state = "alarm" if missing else "equal" if carried >= journal else "unpacked"
    return Account(LINES, captured, journal, carried, None, state, missing[:5])


def _lost_photos(node: Node, photos: Sequence[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """The photo records whose file is not here."""
    if not photos:
        return []
    held = {sha256 for sha256, _file in node.blobs}
    return [(stream, record) for stream, record, sha256 in photos if sha256 not in held]


def _named(connection: Transaction, stream: str, record: str) -> str:
    row = find.one(connection, stream, record)
    return title(row) if row else record[:8]
