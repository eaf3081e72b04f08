"""Doctor: proves that nothing was lost or altered, by another path than the one that made it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from surveyapp.errors import Finding
from surveyapp.steps.node import Node
from surveyapp.store import find, journal
from surveyapp.store.blobs import hash_file
from surveyapp.store.connect import Transaction
from surveyapp.store.examine import examine_file, examine_journal, examine_quarantine, examine_rows
from surveyapp.store.examine_index import examine_ids, examine_search
from surveyapp.store.examine_kept import examine_aside, examine_local, examine_spoken_of

Progress = Callable[[int, int, str], None]


_NOTES = frozenset({"finding.doctor.forked"})
"""What a person should know of, but where nothing is lost or altered: both sides of a fork are held."""


def damage(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those findings that are damage, without mere notes."""
    return tuple(each for each in findings if each.code not in _NOTES)


def doctor(node: Node, progress: Progress | None = None) -> tuple[Finding, ...]:
    """All findings about a node: database, journal lines, rows, photo files; `damage` tells what is wrong from what is a note."""
    with tempfile.TemporaryDirectory() as folder, node.store.reading() as connection:
        checks = (
            ("progress.doctor_file", examine_file(connection)),
            (
                "progress.doctor_journal",
                chain(
                    examine_journal(connection),
                    examine_quarantine(connection),
                    examine_aside(connection),
                    examine_spoken_of(connection),
                    examine_local(connection),
                ),
            ),
            (
                "progress.doctor_rows",
                chain(examine_rows(connection, Path(folder) / "second.db"), examine_ids(connection), examine_search(connection)),
            ),
            ("progress.doctor_photos", _examine_photos(node, connection)),
        )
        found: list[Finding] = []
        for done, (code, check) in enumerate(checks):
            if progress:
                progress(done, len(checks), code)
            found += check
        return tuple(found)


def _examine_photos(node: Node, connection: Transaction) -> Iterator[Finding]:
    """Each file against its name, and each photo record against the files."""
    held = set()
    for claimed, file in node.blobs:
        held.add(claimed)
        if hash_file(file) != claimed:
            yield Finding("finding.doctor.photo_altered", file.name, {"path": str(file)})
    for sha256, ext in find.blobs(connection, journal.streams(connection)):
        if sha256 not in held:
            yield Finding("finding.doctor.photo_missing", f"{sha256}.{ext}")
