"""Look into a backup without touching it: what it holds and until when, so that a person knows what would be put back."""

from __future__ import annotations

from pathlib import Path

from surveyapp.domain.laptop import BackupFacts
from surveyapp.steps.backup import check_backup
from surveyapp.store import find, lifetimes
from surveyapp.store.store import open_store


def look_into(folder: Path) -> BackupFacts:
    """What a backup holds. Raises BadInput where there is none, StoreDamaged, StoreNewer."""
    check_backup(folder)
    store = open_store(str(folder / "journal.db"), read_only=True)
    try:
        with store.reading() as connection:
            surveys = tuple(str(row.get("name", "")) for row in find.of_kind(connection, "survey"))
            counts = {kind: len(find.of_kind(connection, kind)) for kind in ("community", "building", "defect")}
            until = lifetimes.last_wall(connection)
    finally:
        store.close()
    photos = sum(1 for _ in (folder / "photos").glob("??/*"))
    return BackupFacts(str(folder), surveys, counts["community"], counts["building"], counts["defect"], photos, until)
